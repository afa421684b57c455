"""The document about each thing: a case, an item, a meeting, a unit, a person."""
