"""Whether the items of minutes that were published anew are those that had their numbers before.

A source that publishes a meeting again gives it new identifiers; what lasts is body, start and item number.
So an item keeps its IRI where title or case number tells that it is the same matter. Where neither does, it
must not take over the address and the course of another: it gets a number of its own behind that (`5-2`),
which is told.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox
from rapidfuzz import fuzz

from graph.minutes.model import Finding
from graph.municipality.profile import folded
from graph.ontology.iris import meeting_of
from graph.ontology.terms import DCT, term
from graph.store.oxigraph import Store

_ALIKE = 75
"""Titles that are that much alike, of 100, are of one matter: they are put right and turned about."""
_TELLS = 6
"""Characters of a title that tell a matter where another only goes on from there."""


@dataclass(frozen=True, slots=True)
class Matter:
    """An item by what it is known by: number, title and case numbers."""

    number: str
    title: str
    cases: tuple[str, ...] = ()

    def same(self, other: "Matter") -> bool:
        """Whether title or case number say that two are of one matter."""
        if set(self.cases) & set(other.cases):
            return True
        short, long = sorted((folded(self.title), folded(other.title)), key=len)
        begins = len(short) >= _TELLS and long.startswith(short)
        return short == long or begins or fuzz.token_sort_ratio(short, long) >= _ALIKE


def matters(store: Store, minutes: str) -> list[Matter]:
    """The items of minutes as a release has them."""
    meeting = meeting_of(minutes)
    items = _objects(store, meeting, str(term("hasAgendaItem")), minutes) if meeting else []
    return [_matter(store, item, minutes) for item in items]


def _matter(store: Store, item: str, minutes: str) -> Matter:
    cases = _objects(store, item, str(term("concernsCase")), minutes)
    return Matter(
        next(iter(_objects(store, item, str(term("itemNumber")), minutes)), ""),
        next(iter(_objects(store, item, str(DCT.title), minutes)), ""),
        tuple(number for case in cases for number in _objects(store, case, str(term("caseNumber")), minutes)),
    )


def _objects(store: Store, subject: str, predicate: str, minutes: str) -> list[str]:
    found = store.triples(ox.NamedNode(subject), ox.NamedNode(predicate), None, minutes)
    return [one.object.value for one in found if isinstance(one.object, ox.NamedNode | ox.Literal)]


def numbers(before: Sequence[Matter], now: Sequence[Matter], fresh: bool) -> dict[str, str]:
    """The items that have another number than their own from now on; ``fresh`` says that the file is another
    than before. The same file read anew gives no new numbers, but what had one keeps it."""
    taken = {one.number for one in now}
    found: dict[str, str] = {}
    for one in now:
        own = re.compile(rf"{re.escape(one.number)}(?:-(\d{{1,3}}))?")
        there = [(old, match) for old in before if (match := own.fullmatch(old.number))]
        there = [(old, match) for old, match in there if not match[1] or old.number not in taken]
        same = next((old for old, _ in there if old.same(one)), None)
        if same:
            number = same.number
        elif there and fresh:
            number = f"{one.number}-{max(int(match[1] or 1) for _, match in there) + 1}"
        else:
            number = one.number
        if number != one.number and number not in taken:
            found[one.number] = number
            taken.add(number)
    return found


def another_matter(number: str, found: Mapping[str, str]) -> Finding:
    """What is told of an item that got another number."""
    message = (
        f"Punkt {number} er hverken efter titel eller sagsnummer det, der havde nummeret, før referatet blev "
        f"offentliggjort igen; det har fået nummeret {found[number]}."
    )
    return Finding("warning", "item-another-matter", message)
