"""A graph as plain dictionaries, and as Oxigraph has it: many times faster to look things up in."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import pyoxigraph as ox
from rdflib import RDFS, BNode, Graph, Literal, URIRef
from rdflib.term import Node

# An IRI is a plain string here, which compares many times faster than a URIRef, and equals no Literal.
Term = str | Literal


class TripleIndex:
    """The triples of a graph by subject and by object; ``beside`` are others that count as well.

    A graph is ``strange`` if it has blank nodes or subclasses of its own.
    """

    def __init__(self, graph: Graph, beside: Mapping[str, dict[str, list[Term]]]) -> None:
        self._beside = beside
        self.told: dict[str, dict[str, list[Term]]] = {}
        self._into: dict[tuple[str, Term], list[Term]] = {}
        self.strange = False
        self._graph, self._triples = graph, list(graph)
        for s, p, o in self._triples:
            if type(s) is not URIRef or type(p) is not URIRef or isinstance(o, BNode):
                self.strange = True
            subject, prop, obj = str(s), str(p), o if isinstance(o, Literal) else str(o)
            self.told.setdefault(subject, {}).setdefault(prop, []).append(obj)
            if not isinstance(obj, Literal):
                self._into.setdefault((prop, obj), []).append(subject)
        self.strange |= any(str(RDFS.subClassOf) in props for props in self.told.values())

    def iris(self) -> set[str]:
        """Every IRI of the graph, once."""
        nodes = {node for triple in self._triples for node in triple if isinstance(node, URIRef)}
        return set(map(str, nodes))

    def objects(self, subject: Term, prop: str) -> list[Term]:
        found = self.told.get(subject, {}).get(prop, [])
        return found + self._beside[prop].get(subject, []) if prop in self._beside else found

    def subjects(self, prop: str, obj: Term) -> list[Term]:
        if isinstance(obj, Literal):
            return [s for s, props in self.told.items() if obj in props.get(prop, ())]
        return self._into.get((prop, obj), [])

    def having(self, prop: str) -> list[Term]:
        return list(self._having.get(prop, ()))

    def had(self, prop: str) -> list[Term]:
        return [o for subject in self._having.get(prop, ()) for o in self.told[subject][prop]]

    @cached_property
    def _having(self) -> Mapping[str, list[str]]:
        """Property -> the subjects that have it."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for subject, props in self.told.items():
            for prop in props:
                found[prop].append(subject)
        return found

    @cached_property
    def quads(self) -> list[ox.Quad]:
        """The triples as Oxigraph has them, in the default graph; raises :class:`ValueError` for a term
        that RDF 1.1 does not allow."""
        known: dict[str, ox.NamedNode] = {}

        def named(iri: str) -> ox.NamedNode:
            return known.get(iri) or known.setdefault(iri, ox.NamedNode(iri))

        def term(node: Node) -> Any:
            if isinstance(node, Literal):
                if node.language:
                    return ox.Literal(str(node), language=node.language)
                return ox.Literal(str(node), datatype=named(str(node.datatype)) if node.datatype else None)
            return ox.BlankNode(str(node)) if isinstance(node, BNode) else named(str(node))

        return [ox.Quad(term(s), named(str(p)), term(o)) for s, p, o in self._triples]

    @cached_property
    def store(self) -> ox.Store:
        """The graph where SPARQL can be asked of it."""
        store = ox.Store()
        try:
            store.extend(self.quads)
        except ValueError:  # an IRI or a language tag that only looks like one
            data = self._graph.serialize(format="nt", encoding="utf-8")
            store.bulk_load(data, ox.RdfFormat.N_TRIPLES, lenient=True)
        return store
