"""Minutes become one named graph: no blank nodes, each node with the place it was read from.

One graph a document, so that it can be replaced, withdrawn and cited alone; places are RFC 5147 fragments
of the served text.
"""
