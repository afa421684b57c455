"""Proposed links: cases under different numbers whose titles are alike. Never facts, and never merged.

Candidates share a rare word of their titles, so that what a new document costs does not grow with the
collection. The words stand in a graph of their own, each item's as ``sg:titleWord``.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice, product

import pyoxigraph as ox

from graph.cases import titles
from graph.cases.facts import CaseFacts, Handling
from graph.cases.families import Trails
from graph.cases.link import CaseLink
from graph.ontology.terms import term

RARE = 40
"""A word in the titles of more items than that proposes nothing."""
PROPOSED = 0.55
"""Titles at least so alike are proposed; a little more than what holds the topics of one number together."""
_MOST, _CITED = 0.8, 0.1  # confidence of the same words, and what a citation of the other's meeting adds


def title_words(item: Handling) -> frozenset[str]:
    """The words an item is found by; none for a standing item, and none for a closed one, of which
    nothing is told but its title."""
    return titles.words(item.title) if item.single and not item.closed else frozenset()


class WordIndex:
    """The items by the words of their titles."""

    def __init__(self, facts: CaseFacts, graph_iri: str) -> None:
        self._facts, self._graph = facts, graph_iri
        self._items: dict[str, tuple[str, ...]] = {}

    def items(self, word: str) -> tuple[str, ...]:
        """The items with a word, sorted; none when the word is not rare."""
        if word not in self._items:
            found = self._facts.triples(None, term("titleWord"), ox.Literal(word), self._graph)
            items = sorted(triple.subject.value for triple in islice(found, RARE + 1))  # type: ignore[union-attr]
            self._items[word] = tuple(items) if len(items) <= RARE else ()
        return self._items[word]


class Similar:
    """Proposes links by titles."""

    def __init__(self, trails: Trails, index: WordIndex) -> None:
        self._trails, self._facts, self._index = trails, trails.facts, index

    def links(self, subject: str) -> Iterator[CaseLink]:
        """The proposals for a case, or for an item without a number of its own."""
        mine = self._items(subject)
        found = {item for one in mine for word in title_words(one) for item in self._index.items(word)}
        others = {each for item in self._facts.handlings(tuple(found)) for each in self._facts.subject(item)}
        for other in sorted(others - {subject}):
            if not self._stated(subject, other) and (link := self._link(subject, other)):
                yield link

    def _items(self, subject: str) -> list[Handling]:
        items = self._facts.of_case(subject) or self._facts.handlings((subject,))
        return [item for item in items if title_words(item)]

    def _link(self, subject: str, other: str) -> CaseLink | None:
        """From the one to the other in order of their IRIs, with the two titles most alike."""
        origin, target = sorted((subject, other), reverse=True)
        pairs = product(self._items(origin), self._items(target))
        like, mine, theirs = max(
            ((titles.likeness(one.title, two.title), one, two) for one, two in pairs),
            key=lambda pair: pair[0],
        )
        if like < PROPOSED:
            return None
        sure = like * _MOST + (_CITED if self._cites(mine, theirs) or self._cites(theirs, mine) else 0)
        evidence = self._trails.evidence.title(mine), self._trails.evidence.title(theirs)
        return CaseLink("samme-emne", origin, target, Decimal(f"{sure:.2f}"), evidence, proposed=True)

    @staticmethod
    def _cites(one: Handling, other: Handling) -> bool:
        return other.meeting in one.cites

    def _stated(self, subject: str, other: str) -> bool:
        """Whether the minutes themselves say how the two hang together, so that nothing need be proposed."""
        mine, theirs = self._items(subject), self._items(other)
        return (
            other in self._trails.family(subject)
            or any(other in item.cites for item in mine)
            or any(subject in item.cites for item in theirs)
            or not set(mine).isdisjoint(theirs)
        )
