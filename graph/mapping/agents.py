"""Bodies, units, posts and people as nodes of a minutes graph: the profile's, or minted when unknown.

What the profile lacks is marked as recognised by form (``sg:recognisedBy``), until it has it.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from rdflib import RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from graph.minutes.model import Quote, Span
from graph.municipality.profile import Kind, Profile
from graph.ontology import iris
from graph.ontology.iris import Iris
from graph.ontology.terms import FOAF, ORG, PROV, concept, term, vocabulary
from graph.wording.names import is_body, is_full_name, is_role_word

# A post of one holder without its definite ending; several (`Direktørerne`) stay several.
_DEFINITE = re.compile(r"^(\w*\w{4})en(?=$|\s+(?:for|i|af|ved)\s)")


Fact = tuple[Node, Node]
"""A predicate and an object, about a subject given beside it."""


def state(graph: Graph, subject: URIRef, facts: Iterable[Fact]) -> None:
    """Add the facts about a subject."""
    for predicate, value in facts:
        graph.add((subject, predicate, value))


class Agents:
    """Names agents in ``graph``, each with type and labels, so that the graph can be read alone."""

    def __init__(self, graph: Graph, profile: Profile, iris: Iris) -> None:
        self._graph = graph
        self._profile = profile
        self._labels = _profile_labels(profile, iris.base)
        self.iris = iris

    def label(self, agent: URIRef, language: str) -> str:
        """Its label in the language, or else in Danish."""
        return str(
            next(
                (
                    v
                    for v in self._graph.objects(agent, RDFS.label)
                    if isinstance(v, Literal) and v.language == language
                ),
                self._graph.value(agent, RDFS.label),
            )
        )

    def body(self, name: str) -> URIRef:
        return self._agent("body", iris.definite(name), self.iris.body(name), term("Body"))

    def unit(self, name: str) -> URIRef:
        return self._agent("unit", name, self.iris.unit(name), term("Unit"))

    def recommender(self, name: str) -> URIRef | None:
        """A body, unit or post of the profile, or by the form of its name; ``None`` for the bare name of a
        person, of whom nothing is said but that."""
        if self._profile.find("body", name):
            return self.body(name)
        if self._profile.find("unit", name):
            return self.unit(name)
        if self._profile.find("post", name) or names_post(name):
            return self.post(name)
        if is_full_name(name):
            return None
        return self.body(name) if len(name.split()) == 1 and is_body(name) else self.unit(name)

    def post(self, role: str) -> URIRef:
        """A post of the profile, or one minted without its definite ending."""
        name = role[:1].upper() + role[1:] if self._profile.find("post", role) else post_name(role)
        return self._agent("post", name, self.iris.post(name), ORG.Post)

    def series(self, title: str) -> URIRef | None:
        """The standing series a title belongs to, if the profile knows it."""
        if self._profile.find("series", title) is None:
            return None
        return self._agent("series", title, self.iris.series(), term("StandingItemSeries"))

    def person(self, name: str) -> URIRef:
        person = self.iris.person(name)
        state(
            self._graph,
            person,
            [(RDF.type, FOAF.Person), (FOAF.name, Literal(name)), (RDFS.label, Literal(name))],
        )
        return person

    def _agent(self, kind: Kind, name: str, minted: URIRef, cls: URIRef) -> URIRef:
        known = self._profile.find(kind, name)
        agent = self.iris.of(known.path) if known else minted
        # A name that only the minutes have is the same in both languages.
        said = known.name if known else name
        labels = self._labels.get(agent) or tuple(Literal(said, lang=lang) for lang in ("da", "en"))
        state(self._graph, agent, [(RDF.type, cls), *((RDFS.label, label) for label in labels)])
        if known is None:
            state(self._graph, agent, [(term("recognisedBy"), concept("genkendelse", "form"))])
        return agent


def names_post(name: str) -> bool:
    """Whether a name is that of a post by its form."""
    return any(is_role_word(word) for word in name.split()[:3])


def post_name(role: str) -> str:
    """What a post is called by which somebody is named: `Direktør`, of `direktøren`."""
    name = _DEFINITE.sub(r"\1", role)
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=8)
def _profile_labels(profile: Profile, base: str) -> dict[Node, tuple[Literal, ...]]:
    labels: dict[Node, tuple[Literal, ...]] = {}
    for subject, value in sorted(profile.graph(base).subject_objects(SKOS.prefLabel)):
        if isinstance(value, Literal):
            labels[subject] = (*labels.get(subject, ()), value)
    return labels


# Nodes of one minutes graph: each with type, labels and the places it was read from.


class NodeWriter:
    """Writes nodes into the graph of a meeting's minutes."""

    def __init__(self, graph: Graph, agents: Agents, meeting: URIRef) -> None:
        self.graph, self.agents, self.meeting = graph, agents, meeting
        self.source = iris.minutes_of(meeting)

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
        state(self.graph, node, [(PROV.wasDerivedFrom, iris.quoted(self.source, span)) for span in spans])

    def part_labels(self, cls: str, item: str, ending: str = "") -> dict[str, str]:
        """Labels of a part: its class' own, and the item it belongs to."""
        return {
            lang: f"{vocabulary().label(term(cls), lang)}{ending}, {word} {item}"
            for lang, word in (("da", "punkt"), ("en", "item"))
        }


_ADDRESS = re.compile(r"https?://[^/\s<>\"{}|\\\\^`]+/[^\s<>\"{}|\\\\^`]*")


def is_address(text: str) -> bool:
    """Whether a text can stand as the IRI of a page of a source (RFC 3987)."""
    return _ADDRESS.fullmatch(text) is not None


def in_danish(quote: Quote) -> Literal:
    return Literal(quote.text, lang="da")
