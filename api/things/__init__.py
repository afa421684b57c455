"""The document about each thing: a case, an item, a meeting, a unit, a person, minutes with marks.

One address for the thing, one for the document, one for each format of it.
"""
