"""Processes that answer queries within bounds of time and memory, and can be ended."""
