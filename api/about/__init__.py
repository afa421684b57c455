"""Pages about the data: coverage, quality, help, the ontology."""
