"""Cases of other municipalities whose titles are alike: shown with the reasons, and never a link.

Two municipalities' cases are two cases, whatever they are called, so nothing here is put into the data. What
is looked at is bounded: the rare words of a few titles, and so many items for each.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import pyoxigraph as ox
from rdflib import SKOS

from graph.cases import titles
from graph.cases.facts import CaseFacts, Handling
from graph.cases.matter import title_words
from graph.ontology.iris import Iris, municipality_in
from graph.ontology.terms import term

RARE = 200
"""A word in the titles of more items than that, in all municipalities together, is no reason."""
MOST = 10
"""So many cases are told of."""
_TITLES = 5  # of a case
_WEIGHED = 100  # items whose titles are read
_ALONE = 2  # words that are enough without the same KLE number


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A case of another municipality, or an item without a number, by its IRI; ``words`` are those that both
    titles have, as this case has them, ``codes`` the KLE numbers that both have."""

    iri: str
    municipality: str
    item: Handling
    words: tuple[str, ...]
    codes: tuple[str, ...]


def same_subject_elsewhere(
    facts: CaseFacts, handlings: Sequence[Handling], own: Iris, municipalities: Iterable[Iris]
) -> list[Elsewhere]:
    """The cases of other municipalities that are most like one, by the items that handled it."""
    others = {one.municipality for one in municipalities} - {own.municipality}
    mine = [item for item in handlings if title_words(item)][-_TITLES:]
    found: dict[str, set[str]] = defaultdict(set)
    for word in sorted({word for item in mine for word in title_words(item)}) if others else ():
        for name in _items(facts, word):
            if municipality_in(name, own.base) in others:
                found[name].add(word)
    ranked = sorted(found, key=lambda name: (-len(found[name]), name))[:_WEIGHED]
    codes = _codes(facts, (item.item for item in handlings))
    told: dict[str, tuple[float, Elsewhere]] = {}
    for item in facts.handlings(tuple(ranked)):
        shared = tuple(sorted(codes & _codes(facts, [item.item])))
        if len(found[item.item]) < _ALONE and not shared:
            continue
        like = max(titles.likeness(one.title, item.title) for one in mine)
        words = tuple(dict.fromkeys(w for one in mine for w in titles.spelled(one.title, found[item.item])))
        for iri in facts.subject(item):
            one = Elsewhere(iri, municipality_in(iri, own.base), item, words, shared)
            score = len(found[item.item]) + like + len(shared)
            if iri not in told or told[iri][0] <= score:  # the latest of those as good
                told[iri] = score, one
    best = sorted(told.values(), key=lambda one: (-one[0], one[1].iri))
    return [one for _, one in best[:MOST]]


def _items(facts: CaseFacts, word: str) -> list[str]:
    """The items with a word in their titles, of all municipalities; none when it is not rare."""
    triples = facts.triples(None, term("titleWord"), ox.Literal(word))
    items = [triple.subject.value for triple in islice(triples, RARE + 1)]  # type: ignore[union-attr]
    return items if len(items) <= RARE else []


def _codes(facts: CaseFacts, items: Iterable[str]) -> set[str]:
    """The KLE numbers of items, as they are printed: each municipality has IRIs of its own for them."""
    codes = {code for item in items for code in facts.of(item, term("journalCode"))}
    return {number for code in codes for number in facts.of(code, SKOS.notation)}
