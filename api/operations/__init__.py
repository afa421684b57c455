"""How a running site is watched and guarded: its log, its metrics, and how often an address may ask"""
