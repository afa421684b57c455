"""The formats that a graph is written in, JSON-LD with its context and frames among them."""
