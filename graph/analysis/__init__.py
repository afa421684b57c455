"""Networks and measures: each from a named query and traceable to the items it counts."""
