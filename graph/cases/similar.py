"""Proposed links: the same matter under another number, told by the words that few cases have. Never facts,
and never merged.

Candidates share a word of their titles or texts that few cases have, so that what a new document costs does
not grow with the collection. The words stand in a graph of their own, each item's as ``sg:titleWord`` and
``sg:subjectWord``. How much a word counts depends on how many cases have it by steps only (:data:`BANDS`), so
that a new document changes what few other cases are like.
"""

from array import array
from collections import OrderedDict, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

import pyoxigraph as ox

from graph.cases import titles
from graph.cases.facts import CaseFacts, Handling
from graph.cases.families import Trails
from graph.cases.likeness import compare
from graph.cases.link import CaseLink
from graph.cases.matter import Matter, read_matter
from graph.cases.reasons import proposal
from graph.ontology.terms import term
from graph.wording.stems import is_compound

BANDS = ((2, 1.0), (12, 0.9), (40, 0.5))
"""In so many cases at most, and how much a word counts that is."""
RARE = BANDS[-1][0]
"""A word in the titles or texts of more cases than that proposes nothing."""
_ITEMS = 5 * RARE  # items of a word that are looked at; one with more is not rare
_LONG, _MIDDLING = 10, 7
_STANDS = (0.3, 0.6, 1.0)  # what is left of a word's weight that is in the title of neither, one or both
_LIKELY = 0.35  # what two cases must have in common to be compared
_MOST_MATTERS = 8000  # that are held when all links are made


@dataclass(frozen=True, slots=True)
class Posting:
    """The items with a word in their title and in their text; none, and no ``weight``, where the word is in
    too many cases. ``cases`` is how many it is in, up to one more than are few."""

    titles: tuple[str, ...]
    texts: tuple[str, ...]
    cases: int
    weight: float

    @property
    def items(self) -> set[str]:
        return {*self.titles, *self.texts}


_COMMON = Posting((), (), RARE + 1, 0.0)


class StandsFor(NamedTuple):
    """The first case of an item, or itself, and what it stands for (:meth:`CaseFacts.subject`)."""

    case: str
    subjects: tuple[str, ...]


def stands_for(facts: CaseFacts, item: Handling) -> StandsFor:
    """What an item stands for."""
    return StandsFor(item.cases[0] if item.cases else item.item, tuple(facts.subject(item)))


class EveryWord:
    """The items of a whole collection by their words, held as numbers: read once where every link is made, so
    that a case does not cost more the more cases there are."""

    def __init__(self, facts: CaseFacts, graph_iri: str, items: Mapping[str, StandsFor]) -> None:
        self._items, self._stand_for = sorted(items), items
        numbers = {item: at for at, item in enumerate(self._items)}
        self._found: dict[str, dict[str, array[int]]] = {}
        for name in ("titleWord", "subjectWord"):
            found = self._found.setdefault(name, {})
            for triple in facts.triples(None, term(name), None, graph_iri):
                held = found.setdefault(triple.object.value, array("L"))  # type: ignore[union-attr]
                if len(held) <= _ITEMS:
                    held.append(numbers[triple.subject.value])  # type: ignore[union-attr]

    def items(self, word: str, name: str) -> list[str]:
        """The items with a word, at most one more than are looked at."""
        return [self._items[at] for at in self._found[name].get(word, ())]

    def stands_for(self, item: str) -> StandsFor:
        """What an item stands for."""
        return self._stand_for[item]


class WordIndex:
    """The items by their words: of the store, or of ``every`` word of it."""

    def __init__(self, facts: CaseFacts, graph_iri: str, every: EveryWord | None = None) -> None:
        self._facts, self._graph, self._every = facts, graph_iri, every
        self._postings: dict[str, Posting] = {}
        self._subjects: dict[str, dict[str, bool]] = {}

    def posting(self, word: str) -> Posting:
        """The items with a word."""
        if word not in self._postings:
            self._postings[word] = self._posting(word)
        return self._postings[word]

    def _posting(self, word: str) -> Posting:
        if not titles.says_much(word):
            return _COMMON
        in_titles, in_texts = (self._items(word, name) for name in ("titleWord", "subjectWord"))
        if in_titles is None or in_texts is None:
            return _COMMON
        cases: set[str] = set()
        for item in {*in_titles, *in_texts}:
            cases.add(self._case(item))
            if len(cases) > RARE:
                return _COMMON
        band = next(share for most, share in BANDS if len(cases) <= most)
        return Posting(in_titles, in_texts, len(cases), band * _form(word))

    def _case(self, item: str) -> str:
        if self._every:
            return self._every.stands_for(item).case
        return next(iter(self._facts.of(item, term("concernsCase"))), item)

    def _items(self, word: str, name: str) -> tuple[str, ...] | None:
        if self._every:
            items = self._every.items(word, name)
        else:
            found = self._facts.triples(None, term(name), ox.Literal(word), self._graph)
            items = [triple.subject.value for triple in islice(found, _ITEMS + 1)]  # type: ignore[union-attr]
        return tuple(sorted(items)) if len(items) <= _ITEMS else None

    def words_of(self, item: str) -> set[str]:
        """The words that an item is found by, which must be in the store."""
        names = (term("titleWord"), term("subjectWord"))
        found = (triple for name in names for triple in self._facts.triples(item, name, None, self._graph))
        return {triple.object.value for triple in found}  # type: ignore[union-attr]

    def weight(self, word: str) -> float:
        """How much it says that two cases have a word: from 0 to 1."""
        return self.posting(word).weight

    def cases(self, word: str) -> int:
        """In how many cases a word is, up to :data:`RARE`."""
        return self.posting(word).cases

    def subjects(self, word: str) -> dict[str, bool]:
        """The cases and items that a word is found in, and whether it is in their titles."""
        if word not in self._subjects:
            posting, found = self.posting(word), dict[str, bool]()
            for item, subjects in self._stand_for(posting.items):
                in_title = item in posting.titles
                for subject in subjects:
                    found[subject] = found.get(subject, False) or in_title
            self._subjects[word] = found
        return self._subjects[word]

    def _stand_for(self, items: set[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        if self._every:
            yield from ((item, self._every.stands_for(item).subjects) for item in items)
            return
        for one in self._facts.handlings(tuple(items)):
            yield one.item, tuple(self._facts.subject(one))


def _form(word: str) -> float:
    """How much a word says by its form: a compound or a long word is of one matter sooner than another."""
    if len(word) >= _LONG or is_compound(word):
        return 1.0
    return 0.7 if len(word) >= _MIDDLING else 0.4


class Matters:
    """The matters of cases and items; those that were asked for last are held."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Matter | None] = OrderedDict()

    def of(self, facts: CaseFacts, subject: str) -> Matter | None:
        """The matter of a case or item."""
        if subject in self._held:
            self._held.move_to_end(subject)
        else:
            self._held[subject] = read_matter(facts, subject)
            if len(self._held) > _MOST_MATTERS:
                self._held.popitem(last=False)
        return self._held[subject]


class Similar:
    """Proposes links by what cases have in common."""

    def __init__(self, trails: Trails, index: WordIndex, matters: Matters) -> None:
        self._trails, self._facts, self._index, self._matters = trails, trails.facts, index, matters

    def links(self, subject: str, before: bool = False) -> Iterator[CaseLink]:
        """The proposals for a case, or for an item without a number of its own; with ``before`` only those
        to subjects before it in order of their IRIs."""
        mine = self._matter(subject)
        if mine is None:
            return
        for other in sorted(self._candidates(mine)):
            if before and other > subject:
                continue
            theirs = self._matter(other)
            if theirs is None or self._common(mine, theirs) < _LIKELY or self._stated(mine, theirs):
                continue
            origin, target = (mine, theirs) if subject > other else (theirs, mine)
            like = compare(origin, target, self._index)
            if like.proposed:
                yield proposal(like, self._facts, self._trails.evidence)

    def _matter(self, subject: str) -> Matter | None:
        return self._matters.of(self._facts, subject)

    def _candidates(self, mine: Matter) -> set[str]:
        """The subjects that may have enough in common with one."""
        shared: defaultdict[str, float] = defaultdict(float)
        for word in mine.keys:
            if weight := self._index.weight(word):
                own = word in mine.words
                for subject, in_title in self._index.subjects(word).items():
                    shared[subject] += weight * _STANDS[own + in_title]
        return {subject for subject, weight in shared.items() if weight >= _LIKELY} - {mine.subject}

    def _common(self, mine: Matter, theirs: Matter) -> float:
        """What two have in common of the items that are looked at, whichever of them is asked for."""
        return sum(
            self._index.weight(word) * _STANDS[(word in mine.words) + (word in theirs.words)]
            for word in sorted(mine.keys & theirs.keys)
        )

    def _stated(self, mine: Matter, theirs: Matter) -> bool:
        """Whether the minutes themselves say how the two hang together, so that nothing need be proposed."""
        return (
            theirs.subject in self._trails.family(mine.subject)
            or any(theirs.subject in item.cites for item in mine.titled)
            or any(mine.subject in item.cites for item in theirs.titled)
            or not set(mine.titled).isdisjoint(theirs.titled)
        )
