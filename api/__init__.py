"""A release is served: as pages, documents, lists, feeds, a SPARQL endpoint, and on the command line."""
