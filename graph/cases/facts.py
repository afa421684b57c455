"""What the store says of the items that handled cases, as linking and tracing need it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import combinations

import pyoxigraph as ox
from rdflib import URIRef

from graph.cases import titles
from graph.ontology.iris import body_and_date, minutes_of, place
from graph.ontology.terms import CONCEPT, DCT, concept, term
from graph.store.oxigraph import Store

LIKE = 0.5
"""Titles at least so alike are taken to be of one topic, where a number covers several."""


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """A step of a planned path; ``body`` is the IRI of the body that is to handle the case."""

    order: int
    iri: str
    body: str


@dataclass(frozen=True, slots=True, order=True)
class Handling:
    """An agenda item, in order of time. All but ``date``, ``order``, ``number``, ``title`` and ``closed`` are
    IRIs; ``order`` is the place on the agenda."""

    date: str
    body: str
    order: int
    number: str
    item: str
    meeting: str
    title: str
    closed: bool
    cases: tuple[str, ...]
    series: tuple[str, ...]
    cites: tuple[str, ...]

    @property
    def minutes(self) -> str:
        """The minutes it was read from, which is also the IRI of their graph."""
        return str(minutes_of(self.meeting))

    @property
    def single(self) -> bool:
        """Whether it can be part of a trail: a standing item is the same item, not the same case."""
        return not self.series


class CaseFacts:
    """The store, asked for values; no store says nothing. What was asked once is remembered."""

    def __init__(self, store: Store | None) -> None:
        self._store = store
        self._values: dict[tuple[str, str], tuple[str, ...]] = {}
        self._subjects: dict[tuple[str, str], tuple[str, ...]] = {}
        self._handlings: dict[str, Handling | None] = {}
        self._threads: dict[str, list[list[Handling]]] = {}

    @property
    def held(self) -> int:
        """How many answers it remembers."""
        return len(self._values) + len(self._subjects)

    def of(self, subject: str, predicate: URIRef) -> tuple[str, ...]:
        """The values of a property, IRIs and words alike, sorted."""
        key = subject, predicate
        if key not in self._values:
            found = self.triples(subject, predicate)
            self._values[key] = tuple(sorted(triple.object.value for triple in found))  # type: ignore[union-attr]
        return self._values[key]

    def having(self, predicate: URIRef, value: str) -> tuple[str, ...]:
        """What has an IRI as a value of a property, sorted."""
        key = predicate, value
        if key not in self._subjects:
            found = self.triples(None, predicate, ox.NamedNode(value))
            self._subjects[key] = tuple(sorted(triple.subject.value for triple in found))  # type: ignore[union-attr]
        return self._subjects[key]

    def triples(
        self,
        subject: str | None,
        predicate: URIRef,
        value: ox.NamedNode | ox.Literal | None = None,
        graph_iri: str | None = None,
    ) -> Iterable[ox.Triple]:
        """The triples of a pattern in a graph, or else in all; not remembered."""
        if self._store is None:
            return ()
        about = ox.NamedNode(subject) if subject else None
        return self._store.triples(about, ox.NamedNode(predicate), value, graph_iri)

    def handling(self, item: str) -> Handling | None:
        """The item of that IRI, if the store has it."""
        if item not in self._handlings:
            self._handlings[item] = self._handling(item)
        return self._handlings[item]

    def _handling(self, item: str) -> Handling | None:
        at = place(item)
        if at is None or at.number is None or not at.is_item:
            return None
        found = self.of(item, DCT.title)
        numbers, places = self.of(item, term("itemNumber")), self.of(item, term("order"))
        if not found or not numbers or not places:
            return None
        return Handling(
            date=at.date,
            body=at.body,
            order=int(places[0]),
            number=numbers[0],
            item=item,
            meeting=at.meeting,
            title=found[0],
            closed=str(concept("aabenhed", "aabent")) not in self.of(item, term("openness")),
            cases=self.of(item, term("concernsCase")),
            series=self.of(item, term("seriesOf")),
            cites=self.of(item, DCT.references),
        )

    def handlings(self, items: tuple[str, ...]) -> list[Handling]:
        """The items of those IRIs, in order of time."""
        return sorted(found for item in items if (found := self.handling(item)))

    def of_meeting(self, meeting: str) -> list[Handling]:
        return self.handlings(self.of(meeting, term("hasAgendaItem")))

    def of_case(self, case: str) -> list[Handling]:
        """Every item with the number of a case, standing ones too."""
        return self.handlings(self.having(term("concernsCase"), case))

    def steps(self, item: str) -> list[Step]:
        """The planned path of an item, in order."""
        return sorted(
            Step(int(self.of(step, term("order"))[0]), step, body)
            for step in self.of(item, term("hasTreatmentStep"))
            for body in self.of(step, term("plannedBody"))
        )

    def outcomes(self, item: str) -> set[str]:
        """The codes of the outcomes of an item's decisions."""
        decisions = self.of(item, term("hasDecision"))
        prefix = f"{CONCEPT}beslutningsudfald/"
        return {o.removeprefix(prefix) for decision in decisions for o in self.of(decision, term("outcome"))}

    def published(self, meeting: str) -> bool:
        """Whether the minutes of a meeting are in the collection."""
        return bool(self.of(meeting, term("hasMinutes")))

    def last_meeting(self, body: str, besides: Collection[str] = ()) -> str:
        """The date of the last meeting of a body whose minutes are here; empty when there is none."""
        meetings = (one for one in self.having(term("heldBy"), body) if one not in besides)
        dated = sorted(((body_and_date(one)[1], one) for one in meetings), reverse=True)
        return next((day for day, one in dated if self.published(one)), "")

    def threads(self, case: str) -> list[list[Handling]]:
        """The items of a case by topic, each in order of time, without standing items.

        One number is one case, unless a single meeting had it on items of unlike titles: then it
        covers several topics, and items belong together only when their titles are alike.
        """
        if case not in self._threads:
            items = [one for one in self.of_case(case) if one.single]
            apart = any(
                one.meeting == other.meeting and not _alike(one, other)
                for one, other in combinations(items, 2)
            )
            self._threads[case] = _grouped(items) if apart else [items] if items else []
        return self._threads[case]

    def subject(self, handling: Handling) -> list[str]:
        """What an item stands for in a link about its topic: its case, or itself when it has no number
        or one that covers several topics."""
        if not handling.cases:
            return [handling.item]
        several = (handling.item if len(self.threads(case)) > 1 else case for case in handling.cases)
        return sorted(set(several))


def _alike(one: Handling, other: Handling) -> bool:
    return one.title == other.title or titles.likeness(one.title, other.title) >= LIKE


def _grouped(items: list[Handling]) -> list[list[Handling]]:
    """The items in groups, each joined by likeness of titles."""
    groups: list[list[Handling]] = []
    for item in items:
        near = [group for group in groups if any(_alike(item, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append(sorted([item, *(other for group in near for other in group)]))
    return sorted(groups)
