"""What of a release can be searched, read from its store: minutes by minutes, and what they share."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import pyoxigraph as ox
from rdflib import RDF, RDFS, SKOS

from graph.ontology.iris import code_of, kind_of, kle_group, meeting_of, municipality_in, whole
from graph.ontology.terms import DCT, FOAF, OA, ORG, SCHEMA, concept, term, vocabulary
from graph.search.words import FUNCTION_WORDS, day_word, days_in, month_word, words
from graph.store.oxigraph import Store
from graph.store.terms import node

KINDS = ("organ", "enhed", "stilling", "person", "sag", "punkt", "moede", "dokument", "kle")
"""The kinds of things, in the order in which equally good ones are listed."""

FACETS = ("art", "kommune", "organ", "aar", "udfald", "enhed", "kle", "aabenhed")

NAMED = "om"
"""Beside the facets, what an item names or is recommended by: a body, a unit, a post or a person."""

SINGLE = "enkelt"
"""Beside the facets, whether an item is no standing one (``ja``) or is (``nej``)."""

_NAMED = {
    term("Body"): "organ",
    term("Unit"): "enhed",
    ORG.Post: "stilling",
    FOAF.Person: "person",
    SKOS.Concept: "kle",
}
AGENTS = frozenset({"organ", "enhed", "stilling", "person"})
"""The kinds of things that act and are called by names."""
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
    """An item's part in a thing that several items can share: the words it has for it, and those, such as
    KLE numbers, by which it is to be found beside them."""

    iri: str
    kind: str
    title: str
    number: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A thing that can be found: ``title``, ``decision`` and ``text`` are what is searched, the first
    counting for most; ``facts`` are words by which it is found that stand nowhere in it so, such as its
    outcome. ``date`` is ISO 8601 or empty. ``parts`` are the things it is a part of the story of."""

    iri: str
    kind: str
    date: str
    title: str
    text: str
    facets: frozenset[Facet]
    parts: tuple[Part, ...] = ()
    decision: str = ""
    facts: str = ""

    @property
    def searched(self) -> tuple[str, str, str, str]:
        """What the index is made of, in the order of its columns."""
        return self.title, self.decision, self.text, self.facts


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
        present = self._attendance()
        about = self._values(SCHEMA.location).get(self._meeting, []) + texts.get(self._meeting, [])
        about += present.get(self._meeting, [])
        facets = frozenset({("art", "moede"), *shared})
        facts = "\n".join([_held(day), *self._towns()])
        yield Row(self._meeting, "moede", day, "\n".join(title), "\n".join(about), facets, facts=facts)
        yield from self._items(day, shared, texts, present)

    def _towns(self) -> list[str]:
        """The name of the municipality, where there are several."""
        return [slug.replace("-", " ") for _, slug in self._whose(self._meeting)]

    def _attendance(self) -> dict[str, list[str]]:
        """Meeting or item -> who was there and who was not, with the words for it."""
        absent = concept("deltagelsesstatus", "fravaerende")
        status, found = self._values(term("attendanceStatus")), dict[str, list[str]]()
        for whose, these in self._values(term("hasAttendance")).items():
            there: list[str] = []
            gone: list[str] = []
            for one in these:
                names = self._store.triples(node(one), node(RDFS.label), None, self._graph)
                name = min((label.object.value for label in names), default="")  # type: ignore[union-attr]
                (gone if str(absent) in status.get(one, ()) else there).append(name)
            found[whose] = [f"Mødedeltagere, fremmøde: {', '.join(there)}"] if there else []
            found[whose] += [f"Fravær, afbud: {', '.join(gone)}"] if gone else []
        return found

    def _items(
        self, day: str, shared: set[Facet], texts: dict[str, list[str]], present: dict[str, list[str]]
    ) -> Iterator[Row]:
        titles = self._values(DCT.title)
        numbers, notations = self._values(term("caseNumber")), self._values(term("documentNumber"))
        cases, codes = self._values(term("concernsCase")), self._values(term("journalCode"))
        listed = self._values(term("hasAttachment"))
        decided, outcomes = self._below(term("decisionText")), self._below(term("outcome"))
        mentioned, openness = self._below(OA.hasBody), self._values(term("openness"))
        recommended, series = self._below(term("recommendedBy")), self._values(term("seriesOf"))
        for item in sorted(self._values(term("itemNumber"))):
            title = "\n".join(titles.get(item, []))
            filed = " ".join(code_of(one) for one in codes.get(item, []))
            parts = [
                Part(case, "sag", title, number, filed)
                for case in cases.get(item, [])
                for number in numbers[case]
            ]
            parts += [
                Part(paper, "dokument", name, "\n".join(notations.get(paper, [])))
                for paper in listed.get(item, [])
                for name in titles.get(paper, [])
            ]
            groups = [group for one in codes.get(item, []) if (group := kle_group(one))]
            named = {*mentioned.get(item, []), *recommended.get(item, [])}
            facets = {("art", "punkt"), *shared, *(("udfald", one) for one in outcomes.get(item, []))}
            facets |= {("aabenhed", one) for one in openness.get(item, [])}
            facets |= {("enhed", one) for one in mentioned.get(item, []) if kind_of(one) == "enhed"}
            facets |= {(NAMED, one) for one in named if kind_of(one) in AGENTS}
            facets |= {("kle", group) for group in groups} | {(SINGLE, "nej" if item in series else "ja")}
            text = [part.number for part in parts if part.kind == "sag"] + texts.get(item, [])
            text += present.get(item, [])
            decision, told = "\n".join(decided.get(item, [])), "\n".join(dict.fromkeys(text))
            facts = [*map(_called, outcomes.get(item, [])), *self._closed(openness.get(item, [])), filed]
            facts += [*notations.get(item, []), *self._towns(), month_word(date.fromisoformat(day))]
            days = {date.fromisoformat(day), *(one for *_, one in days_in(f"{title}\n{decision}\n{told}"))}
            yield Row(
                item,
                "punkt",
                day,
                title,
                told,
                frozenset(facets),
                tuple(dict.fromkeys(parts)),
                decision,
                "\n".join([*filter(None, facts), *map(day_word, sorted(days))]),
            )

    def _closed(self, openness: Sequence[str]) -> list[str]:
        """The word for an item that is closed; that one is open is said of nearly all."""
        return [_label(one) for one in openness if one == str(concept("aabenhed", "lukket"))]


def _held(day: str) -> str:
    """The words for the day of a meeting, and for the month it was held in."""
    held = date.fromisoformat(day)
    return f"{day_word(held)} {month_word(held)}"


@cache
def _outcomes() -> dict[str, str]:
    """Outcome -> what it is called, and the single words for the same (``afvist``)."""
    return {
        str(one.iri): " ".join([one.labels[0], *(said for said in one.labels[1:] if _telling(said))])
        for one in vocabulary().concepts("beslutningsudfald")
    }


def _telling(label: str) -> bool:
    return len(words(label)) == 1 and words(label)[0] not in FUNCTION_WORDS


def _called(outcome: str) -> str:
    return _outcomes().get(outcome, "")


def _label(code: str) -> str:
    return vocabulary().label(code) or ""
