"""What no minutes say alone: links between cases, items and meetings, written into graphs of their own.

``koblinger`` holds the links that the minutes state and those that people confirmed, what became of planned
steps, and the cases and meetings that are only cited; ``koblinger/foreslaaede`` what is proposed,
``koblinger/afviste`` what people rejected, and ``koblinger/titelord`` the words by which titles are found.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from itertools import islice, product

import pyoxigraph as ox
from rdflib import XSD

from graph.cases.facts import CaseFacts, Handling
from graph.cases.families import reach
from graph.cases.link import PROPOSED_KINDS
from graph.cases.linker import (
    Linker,
    LinkGraphs,
    SeriesKey,
    Triples,
    first_of_series,
    series_key,
    series_links,
)
from graph.cases.review import Review
from graph.cases.similar import EveryWord, Matters, StandsFor, stands_for
from graph.minutes.model import Finding
from graph.ontology.iris import (
    Iris,
    body_and_date,
    case_number_of,
    item_of_step,
    meeting_of,
    municipality_in,
    place,
)
from graph.ontology.terms import DCT, concept, term
from graph.store.oxigraph import Store
from graph.store.terms import node

_AT_A_TIME = 400  # cases or items; bounds what is held in memory when all links are made
_STATED = {"samme-sag", "behandlingsled", "henviser", "fortsaetter"}
_MOST_DAYS = 400  # beyond that, looking through all that was planned is quicker than day by day


VERSION = 6
"""Of the links; raised when the same graphs of minutes are linked otherwise."""


def update(
    store: Store,
    municipalities: Iterable[Iris],
    review: Review,
    changed: Collection[str] | None = None,
    before: Store | None = None,
) -> list[Finding]:
    """Bring the links of a store up to date with its minutes; returns what is odd in the review.

    No link goes from one of the ``municipalities`` to another: each has its own graphs of them.
    ``changed`` are the minutes that are new, other or gone since the links were made, and ``before`` is
    the store as it was then: only links that they touch are made anew, and the outcome is that of making
    all. Without them all are made; that is needed when the review is another.
    """
    objects = _Objects(store)
    meetings = {meeting for minutes in changed or () if (meeting := meeting_of(minutes))}
    for iris in municipalities:
        if changed is None or before is None:
            _make_all(store, objects, iris, review)
        elif own := {
            meeting for meeting in meetings if municipality_in(meeting, iris.base) == iris.municipality
        }:
            _Change(Linker(before, iris, review), Linker(store, iris, review), own).make(store)
        for graph in LinkGraphs(iris):
            if next(iter(store.triples(graph_iri=graph)), None) is None:
                store.remove_graph(graph)
    known = {link: next(iter(store.triples(node(link), node(term("linkKind")))), None) for link in review}
    return [
        Finding("warning", "unknown-link", f"Den gennemsete fil nævner <{link}>, som ikke er en kobling.")
        for link in sorted(review)
        if known[link] is None
    ]


class _Objects:
    """The values of properties in a store by municipality, each property looked through once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._found: dict[str, dict[str, list[str]]] = {}

    def of(self, name: str, iris: Iris) -> list[str]:
        """Everything of a municipality that is a value of a property, sorted."""
        if name not in self._found:
            predicate = DCT.references if name == "references" else term(name)
            values = {triple.object.value for triple in self._store.triples(None, node(predicate))}  # type: ignore[union-attr]
            found: defaultdict[str, list[str]] = defaultdict(list)
            for value in sorted(values):
                found[municipality_in(value, iris.base)].append(value)
            self._found[name] = found
        return self._found[name].get(iris.municipality, [])


def _make_all(store: Store, objects: _Objects, iris: Iris, review: Review) -> None:
    """Make every link of a municipality, some at a time."""
    for graph in LinkGraphs(iris):
        store.remove_graph(graph)
    items: dict[str, StandsFor] = {}
    matters = Matters()
    last: Linker | None = None

    def some_at_a_time(
        things: Iterable[str], every: EveryWord | None = None
    ) -> Iterator[tuple[Linker, list[str]]]:
        nonlocal last
        left = iter(things)
        while some := list(islice(left, _AT_A_TIME)):
            last = linker = Linker(store, iris, review, every, matters, last)
            yield linker, some
            items.update(linker.stand_for)
            for graph, triples in linker.triples.items():
                store.amend_graph(graph, set(), triples)

    linked: set[str] = set()
    for linker, some in some_at_a_time(objects.of("hasAgendaItem", iris)):
        for item in linker.facts.handlings(tuple(some)):
            linker.words(item)
            if not item.single or not item.cases:
                linker.loose(item)
    for linker, cases in some_at_a_time(objects.of("concernsCase", iris)):
        for case in cases:
            if case not in linked:
                unit = linker.trails.unit(case)
                linked |= unit
                linker.unit(sorted(unit))
    every = EveryWord(CaseFacts(store), LinkGraphs(iris).words, items)
    subjects = {subject for one in items.values() for subject in one.subjects}
    for linker, some in some_at_a_time(sorted(subjects), every):
        for subject in some:
            linker.similar(subject, before=True)
    for linker, series in some_at_a_time(objects.of("seriesOf", iris)):
        for key in sorted(_keys(linker, series)):
            linker.standing(key)
    for linker, some in some_at_a_time(objects.of("references", iris)):
        for cited in some:
            linker.cited(cited)


def _keys(linker: Linker, series: Iterable[str]) -> set[SeriesKey]:
    """The standing items of some series, each by its body."""
    facts = linker.facts
    items = {item for one in series for item in facts.having(term("seriesOf"), one)}
    cases = {case for item in items for case in facts.of(item, term("concernsCase"))}
    return {series_key(item) for case in cases if (item := first_of_series(facts, case))}


class _Change:
    """What the minutes of some meetings touch, by what they said before and say now."""

    def __init__(self, before: Linker, now: Linker, meetings: set[str]) -> None:
        self._before, self._now, self._both = before, now, (before, now)
        self._meetings = meetings
        self._cases: set[str] = set()
        self._items: set[str] = set()
        self._cited = set(meetings)
        self._keys: set[SeriesKey] = set()

    def make(self, store: Store) -> None:
        """Put the links that are touched in the place of those that were."""
        changed = [(linker, item) for linker in self._both for item in self._held(linker)]
        for linker, item in changed:
            self._touch(item)
            self._cited |= {*item.cites, *item.cases}
            if item.series:
                self._keys |= self._standing(linker, item)
        for item in self._outlived():
            self._touch(item)
        self._cases = reach(self._cases, self._joined)
        self._items |= {
            item.item for one in self._both for case in self._cases for item in one.trails.single(case)
        }

        words = self._now.graphs.words
        for _, item in changed:
            self._before.triples[words].update(store.triples(node(item.item), None, None, words))
        for item in self._held(self._now):
            self._now.words(item)
        store.amend_graph(words, self._before.triples.pop(words, set()), self._now.triples.pop(words, set()))
        common = self._crossed(
            {word for linker, item in changed for word in linker.index.words_of(item.item)}
        )

        self._make(common)
        gone = self._gone(store, common)
        for graph in self._now.graphs:
            store.amend_graph(graph, gone[graph], self._now.triples[graph])

    def _held(self, linker: Linker) -> list[Handling]:
        return [item for meeting in sorted(self._meetings) for item in linker.facts.of_meeting(meeting)]

    def _touch(self, item: Handling) -> None:
        if item.single and item.cases:
            self._cases.update(item.cases)
        else:
            self._items.add(item.item)

    def _joined(self, case: str) -> set[str]:
        return self._before.trails.unit(case) | self._now.trails.unit(case)

    def _standing(self, linker: Linker, item: Handling) -> set[SeriesKey]:
        """The standing items whose numbers, or the first items of these, the item may have changed: none
        when an earlier item that is the same as before has its number."""
        keys = set()
        for case in item.cases:
            others = (
                other for other in linker.facts.having(term("concernsCase"), case) if other != item.item
            )
            if not any(self._precedes(linker, other, item) for other in others):
                firsts = (first_of_series(one.facts, case) for one in self._both)
                keys |= {series_key(first) for first in firsts if first}
        return keys

    def _precedes(self, linker: Linker, other: str, item: Handling) -> bool:
        at = place(other)
        return (
            at is not None
            and at.meeting not in self._meetings
            and at.date < item.date
            and bool(linker.facts.of(other, term("seriesOf")))
        )

    def _outlived(self) -> Iterator[Handling]:
        """Items with a step planned in a body whose last meeting may be another now."""
        facts = self._now.facts
        dates = defaultdict(list)
        for meeting in self._meetings:
            body, day = body_and_date(meeting)
            dates[body].append(day)
        for body, days in sorted(dates.items()):
            since = facts.last_meeting(body, besides=self._meetings)
            if max(days) > since:
                yield from self._planned(body, since, max(days))

    def _planned(self, body: str, since: str, until: str) -> Iterator[Handling]:
        """The items of two dates, and of those between, with a step in a body."""
        facts = self._now.facts
        span = (date.fromisoformat(until) - date.fromisoformat(since)).days if since else _MOST_DAYS
        if span < _MOST_DAYS:
            days = (date.fromisoformat(since) + timedelta(ahead) for ahead in range(span + 1))
            meetings = [one for day in days for one in self._on(day.isoformat())]
            items = [item for one in meetings for item in facts.of(one, term("hasAgendaItem"))]
            steps = [step for item in items for step in facts.of(item, term("hasTreatmentStep"))]
            steps = [step for step in steps if body in facts.of(step, term("plannedBody"))]
        else:
            steps = list(facts.having(term("plannedBody"), body))
        for item in facts.handlings(tuple({one for step in steps if (one := item_of_step(step))})):
            if since <= item.date <= until:
                yield item

    def _on(self, day: str) -> list[str]:
        """The meetings of a day."""
        found = self._now.facts.triples(None, DCT.date, ox.Literal(day, datatype=node(XSD.date)))
        return [triple.subject.value for triple in found]  # type: ignore[union-attr]

    def _crossed(self, words: set[str]) -> set[str]:
        """The items with a word that counts for more than before, or for less."""
        blocks = [[linker.index.posting(word) for linker in self._both] for word in sorted(words)]
        return {item for old, new in blocks if old.weight != new.weight for item in old.items | new.items}

    def _make(self, common: set[str]) -> None:
        now = self._now
        linked: set[str] = set()
        for case in sorted(self._cases):
            if case not in linked:
                unit = now.trails.unit(case)
                linked |= unit
                now.unit(sorted(unit))
        for item in now.facts.handlings(tuple(self._items | common)):
            if item.item in self._items and not (item.single and item.cases):
                now.loose(item)
            elif item.single:
                now.stand_for[item.item] = stands_for(now.facts, item)
        for subject in sorted(now.subjects):
            now.similar(subject)
        for key in sorted(self._keys):
            now.standing(key)
        for cited in sorted(self._cited):
            now.cited(cited)

    def _gone(self, store: Store, common: set[str]) -> Triples:
        """The triples there were about all that is touched."""
        graphs = self._now.graphs
        subjects = set(self._ending(store, self._cases | self._items, {"linkFrom"}, _STATED))
        alike = self._cases | self._items | common
        alike |= {
            c for item in common for one in self._both for c in one.facts.of(item, term("concernsCase"))
        }
        subjects.update(self._ending(store, alike, {"linkFrom", "linkTo"}, PROPOSED_KINDS))
        old = self._before
        for key in self._keys:
            subjects.update(map(old.iri, series_links(old.facts, old.evidence, key)))
        for item in self._items:
            subjects.update(
                step for one in self._both for step in one.facts.of(item, term("hasTreatmentStep"))
            )
        gone: Triples = defaultdict(set)
        for graph in (graphs.stated, graphs.proposed, graphs.rejected):
            for subject in subjects:
                gone[graph].update(store.triples(node(subject), None, None, graph))
        for case in self._cases:
            gone[graphs.stated].update(store.triples(node(case), node(DCT.replaces), None, graphs.stated))
        for cited in (one for each in self._cited for one in (each, str(case_number_of(each)))):
            told = store.triples(node(cited), None, None, graphs.stated)
            gone[graphs.stated].update(triple for triple in told if triple.predicate != node(DCT.replaces))
        return gone

    @staticmethod
    def _ending(store: Store, things: set[str], ends: set[str], kinds: Collection[str]) -> Iterator[str]:
        """The links of some kinds that begin or end in one of the things."""
        wanted = {node(concept("koblingstype", kind)) for kind in kinds}
        for end, thing in product(ends, things):
            for triple in store.triples(None, node(term(end)), node(thing)):
                link = triple.subject
                if isinstance(link, ox.NamedNode) and any(
                    kind.object in wanted for kind in store.triples(link, node(term("linkKind")))
                ):
                    yield link.value
