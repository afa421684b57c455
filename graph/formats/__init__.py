"""The formats that a graph is served in."""
