"""A SPARQL server elsewhere that mirrors releases and answers for them."""
