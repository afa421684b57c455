"""A SPARQL server elsewhere that mirrors releases and answers for them.

A release gets there before it is current here, so neither is ever asked for what it has not got.
"""
