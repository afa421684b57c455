"""Minutes become one named graph, without blank nodes, each node with the place it was read from."""
