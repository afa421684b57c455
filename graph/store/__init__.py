"""Quads that can be asked: on disk, in memory, and the guard that every query goes by.

``base`` is the protocol that a store keeps to, whichever it is. Every triple is in a named graph and once
more in the merge of them (docs/adr/0001-every-quad-twice.md).
"""
