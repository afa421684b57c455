"""Quads that can be asked: one protocol, on disk or in memory, and the guard of every query."""
