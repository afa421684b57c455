"""Pages about the data: coverage, quality, help, the ontology and the shapes."""
