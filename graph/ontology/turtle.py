"""The Turtle files of the program as graphs of rdflib, read by the engine.

That takes half the time of rdflib's own reader, and every command waits for them.
"""

from pathlib import Path

import pyoxigraph as ox
from rdflib import XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

_PLAIN = ox.NamedNode(str(XSD.string))  # the type of what has none, which rdflib leaves out


def turtle_graph(*files: Path) -> Graph:
    """What some files say, with their prefixes; raises :class:`SyntaxError` for one that is no Turtle."""
    graph, known = Graph(), dict[str, URIRef]()

    def iri(name: str) -> URIRef:
        return known.get(name) or known.setdefault(name, URIRef(name))

    def term(one: object) -> Node:
        if isinstance(one, ox.NamedNode):
            return iri(one.value)
        if isinstance(one, ox.BlankNode):
            return BNode(one.value)
        assert isinstance(one, ox.Literal)
        if one.language:
            return Literal(one.value, lang=one.language)
        return Literal(one.value, datatype=None if one.datatype == _PLAIN else iri(one.datatype.value))

    for file in files:
        parser = ox.parse(path=str(file), format=ox.RdfFormat.TURTLE)
        for quad in parser:
            graph.add((term(quad.subject), iri(quad.predicate.value), term(quad.object)))
        for prefix, namespace in parser.prefixes.items():
            graph.bind(prefix, namespace)
    return graph
