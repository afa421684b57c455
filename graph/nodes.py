"""Nodes of one minutes graph: each with type, labels and the places it was read from."""

from collections.abc import Iterable

from rdflib import RDF, RDFS, Graph, Literal, URIRef

from graph import iri
from graph.agents import Agents, Fact, state
from graph.model import Quote, Span
from graph.vocabulary import PROV, term, vocabulary


class NodeWriter:
    """Writes nodes into the graph of a meeting's minutes."""

    def __init__(self, graph: Graph, agents: Agents, meeting: URIRef) -> None:
        self.graph, self.agents, self.meeting = graph, agents, meeting
        self.source = iri.minutes(meeting)

    def describe(
        self,
        node: URIRef,
        cls: str,
        labels: dict[str, str],
        spans: Iterable[Span],
        facts: Iterable[Fact],
    ) -> None:
        """Type, labels, where it was read, and its facts."""
        state(self.graph, node, [(RDF.type, term(cls)), *facts])
        state(self.graph, node, [(RDFS.label, Literal(text, lang=lang)) for lang, text in labels.items()])
        state(self.graph, node, [(PROV.wasDerivedFrom, iri.quoted(self.source, span)) for span in spans])

    def part_labels(self, cls: str, item: int, ending: str = "") -> dict[str, str]:
        """Labels of a part: its class' own, and the item it belongs to."""
        return {
            lang: f"{vocabulary().label(term(cls), lang)}{ending}, {word} {item}"
            for lang, word in (("da", "punkt"), ("en", "item"))
        }


def in_danish(quote: Quote) -> Literal:
    return Literal(quote.text, lang="da")
