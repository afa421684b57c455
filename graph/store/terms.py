"""terms."""

from collections.abc import Iterable

import pyoxigraph as ox
from rdflib import URIRef

Fact = tuple[URIRef, ox.NamedNode | ox.Literal]
"""A predicate and an object, about a subject given beside it."""


def about(subject: str, facts: Iterable[Fact]) -> set[ox.Triple]:
    """The facts about a subject as triples."""
    return {ox.Triple(node(subject), node(predicate), value) for predicate, value in facts}


def node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(str(iri))


def words(text: str, language: str) -> ox.Literal:
    return ox.Literal(text, language=language)
