"""The SPARQL endpoint: protocol, page, service description, named queries by address."""
