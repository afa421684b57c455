"""What of a release can be searched, read from its store: minutes by minutes, and what they share."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import RDF, RDFS, SKOS

from graph.ontology.iris import kind_of, kle_group, meeting_of, municipality_in, whole
from graph.ontology.terms import DCT, FOAF, OA, ORG, SCHEMA, term
from graph.store.oxigraph import Store
from graph.store.terms import node

KINDS = ("organ", "enhed", "stilling", "person", "sag", "punkt", "moede", "dokument", "kle")
"""The kinds of things, in the order in which equally good ones are listed."""

FACETS = ("art", "kommune", "organ", "aar", "udfald", "enhed", "kle", "aabenhed")

_NAMED = {
    term("Body"): "organ",
    term("Unit"): "enhed",
    ORG.Post: "stilling",
    FOAF.Person: "person",
    SKOS.Concept: "kle",
}
_NAMES = (RDFS.label, SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)

Facet = tuple[str, str]
"""The name of a facet, and a value of it: an IRI, or a word that is the same in every language."""


Whose = Callable[[str], frozenset[Facet]]
"""The municipality of a thing as a facet; nothing, where there is one alone."""


def whose_of(base: str, municipalities: Sequence[str]) -> Whose:
    """That of a release whose municipalities have these slugs."""

    def whose(iri: str) -> frozenset[Facet]:
        slug = municipality_in(iri, base)
        return frozenset({("kommune", slug)} if len(municipalities) > 1 and slug else ())

    return whose


NOBODYS = whose_of("", ())
"""That of a release of one."""


@dataclass(frozen=True, slots=True)
class Part:
    """An item's part in a thing that several items can share: the words it has for it."""

    iri: str
    kind: str
    title: str
    number: str


@dataclass(frozen=True, slots=True)
class Row:
    """A thing that can be found: ``title`` and ``text`` are what is searched, the title counting for more;
    ``date`` is ISO 8601 or empty. ``parts`` are the things it is a part of the story of."""

    iri: str
    kind: str
    date: str
    title: str
    text: str
    facets: frozenset[Facet]
    parts: tuple[Part, ...] = ()


def of_minutes(store: Store, minutes: str, whose: Whose = NOBODYS) -> list[Row]:
    """The meeting and the items of a graph of minutes, in order of their IRIs; none for no such graph."""
    return list(_Minutes(store, minutes, whose).rows())


def named(store: Store, whose: Whose) -> Iterator[Row]:
    """Bodies, units, posts, people and KLE numbers, whose names the release as a whole has."""
    for cls, kind in _NAMED.items():
        things = {triple.subject.value for triple in store.triples(None, node(RDF.type), node(cls))}  # type: ignore[union-attr]
        for iri in sorted(things):
            group = kle_group(iri)
            if cls == SKOS.Concept and group is None:  # a code of the ontology
                continue
            names = {
                triple.object.value  # type: ignore[union-attr]
                for name in _NAMES
                for triple in store.triples(node(iri), node(name))
            }
            facets = {("art", kind), *whose(iri)} | ({(kind, group or iri)} if kind in FACETS else set())
            yield Row(iri, kind, "", "\n".join(sorted(names)), "", frozenset(facets))


class _Minutes:
    """The triples of a graph of minutes that are of use here, by predicate and subject."""

    def __init__(self, store: Store, minutes: str, whose: Whose) -> None:
        self._store, self._graph, self._whose = store, minutes, whose
        self._meeting = meeting_of(minutes) or ""

    def _values(self, predicate: str) -> dict[str, list[str]]:
        """Subject -> its values of a predicate, sorted."""
        found: dict[str, list[str]] = defaultdict(list)
        for triple in self._store.triples(None, node(predicate), None, self._graph):
            assert isinstance(triple.subject, ox.NamedNode)
            found[triple.subject.value].append(triple.object.value)  # type: ignore[union-attr]
        return {subject: sorted(values) for subject, values in found.items()}

    def _below(self, predicate: str) -> dict[str, list[str]]:
        """Meeting or item -> the values that it or its parts have of a predicate, in order of the parts."""
        found: dict[str, list[str]] = defaultdict(list)
        for subject, values in sorted(self._values(predicate).items()):
            found[whole(subject)[1]] += values
        return found

    def rows(self) -> Iterator[Row]:
        bodies = self._values(term("heldBy")).get(self._meeting, [])
        dates = self._values(DCT.date).get(self._meeting, [])
        if not bodies or not dates:  # no such minutes, or withdrawn ones
            return
        day = dates[0]
        shared = {*(("organ", body) for body in bodies), ("aar", day[:4]), *self._whose(self._meeting)}
        texts = self._below(term("text"))
        labels = self._store.triples(node(self._meeting), node(RDFS.label), None, self._graph)
        title = sorted(label.object.value for label in labels)  # type: ignore[union-attr]
        about = self._values(SCHEMA.location).get(self._meeting, []) + texts.get(self._meeting, [])
        facets = frozenset({("art", "moede"), *shared})
        yield Row(self._meeting, "moede", day, "\n".join(title), "\n".join(about), facets)
        yield from self._items(day, shared, texts)

    def _items(self, day: str, shared: set[Facet], texts: dict[str, list[str]]) -> Iterator[Row]:
        titles = self._values(DCT.title)
        numbers, notations = self._values(term("caseNumber")), self._values(term("documentNumber"))
        cases, codes = self._values(term("concernsCase")), self._values(term("journalCode"))
        listed = self._values(term("hasAttachment"))
        decided, outcomes = self._below(term("decisionText")), self._below(term("outcome"))
        mentioned, openness = self._below(OA.hasBody), self._values(term("openness"))
        for item in sorted(self._values(term("itemNumber"))):
            title = "\n".join(titles.get(item, []))
            parts = [
                Part(case, "sag", title, number) for case in cases.get(item, []) for number in numbers[case]
            ]
            parts += [
                Part(paper, "dokument", name, "\n".join(notations.get(paper, [])))
                for paper in listed.get(item, [])
                for name in titles.get(paper, [])
            ]
            groups = [group for one in codes.get(item, []) if (group := kle_group(one))]
            facets = {("art", "punkt"), *shared, *(("udfald", one) for one in outcomes.get(item, []))}
            facets |= {("aabenhed", one) for one in openness.get(item, [])}
            facets |= {("enhed", one) for one in mentioned.get(item, []) if kind_of(one) == "enhed"}
            facets |= {("kle", group) for group in groups}
            text = [part.number for part in parts if part.kind == "sag"] + decided.get(item, [])
            text += texts.get(item, [])
            yield Row(
                item,
                "punkt",
                day,
                title,
                "\n".join(dict.fromkeys(text)),
                frozenset(facets),
                tuple(dict.fromkeys(parts)),
            )
