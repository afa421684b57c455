"""Processes that answer queries within bounds of time and memory, and can be ended.

Forked from one that has the data in memory (docs/adr/0003-queries-in-forked-processes.md).
"""
