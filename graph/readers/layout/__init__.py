"""Minutes as printed lines: contents, items, their fields, and what a lost page leaves.

From lines to blocks (``layout``), to one item with its sections (``item``), to minutes (``parse``). Closed
items are blanked here, before anything else sees the text (``redaction``).
"""
