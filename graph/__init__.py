"""Minutes of a municipality as a knowledge graph: reading, mapping, validation and releases; no HTTP."""

__version__ = "0.1.0"
