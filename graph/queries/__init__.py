"""The named SPARQL queries (*.rq) and how they are found and bound."""
