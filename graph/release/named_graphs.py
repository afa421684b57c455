"""What is told of the named graphs that hold what no minutes say alone: nothing else in them speaks of them.

The graph of minutes is the minutes, which are described as a thing is.
"""

from collections.abc import Mapping
from typing import Final

import pyoxigraph as ox
from rdflib import RDF, RDFS

from graph.base.labels import Labels
from graph.ontology.iris import shared_graphs
from graph.ontology.terms import SHAPE_PREFIXES
from graph.store.oxigraph import Store

_LABELS: Final[Mapping[str, Labels]] = {
    "profile": Labels(
        da="Profilen: organer, enheder, stillinger og former for sagsnumre",
        en="The profile: bodies, units, posts and forms of case numbers",
    ),
    "links": Labels(
        da="Koblinger mellem sager, som referaterne siger eller nogen har bekræftet",
        en="Links between cases that the minutes state or somebody has confirmed",
    ),
    "proposed": Labels(da="Foreslåede koblinger", en="Proposed links"),
    "rejected": Labels(da="Afviste koblinger", en="Rejected links"),
    "words": Labels(
        da="Ord, som punkter findes på i deres titler", en="Words by which items are found in their titles"
    ),
    "identities": Labels(
        da="Hvad ting er andetsteds, som nogen har sagt", en="What things are elsewhere, as somebody has said"
    ),
    "acts": Labels(
        da="Retsakter, som punkter henviser til, efter en gennemset fil",
        en="Acts of law that items cite, by a reviewed file",
    ),
    "withdrawn": Labels(da="Det, der er trukket tilbage", en="What has been withdrawn"),
    "analyses": Labels(da="Analyser", en="Analyses"),
}
_NODE = ox.NamedNode(SHAPE_PREFIXES["sd"] + "NamedGraph")


def told_of_graph(store: Store, iri: str) -> list[ox.Triple]:
    """The class and labels of a named graph that nothing is said of; none where there is no such graph."""
    held = next((held for held, graph in shared_graphs(iri).items() if graph == iri), "")
    if not held or not store.has_graph(iri):
        return []
    graph = ox.NamedNode(iri)
    labels = (ox.Literal(text, language=tag) for tag, text in _LABELS[held].items())
    label = ox.NamedNode(str(RDFS.label))
    return [
        ox.Triple(graph, ox.NamedNode(str(RDF.type)), _NODE),
        *(ox.Triple(graph, label, text) for text in labels),
    ]
