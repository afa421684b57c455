"""Whether the items of minutes that were published anew are those that had their addresses before.

A source that publishes a meeting again gives it new identifiers and may number its items anew; what lasts is
body, start and what the items are about. So an item keeps its IRI where title and case number tell that it is
the same matter, whatever its number is now. An item that is another matter must not take over the address and
the course of another: its address has a number of its own behind the printed one (`5-2`). Both are told.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox
from rapidfuzz import fuzz

from graph.minutes.model import AGENDA, Finding
from graph.municipality.profile import folded
from graph.ontology import iris
from graph.ontology.iris import meeting_of
from graph.ontology.terms import DCT, term
from graph.release.change_log import Log
from graph.store.oxigraph import Store
from graph.wording.item_numbers import CLOSED_SERIES

AGENDA_BECAME_MINUTES = "agenda-became-minutes"
"""The code of what is told of minutes that have taken the place of the agenda."""
_ALIKE = 75
"""Titles that are that much alike, of 100, are of one matter: they are put right and turned about."""
_MOST = 10_000
"""Changes of a meeting that are looked at."""
_TELLS = 6
"""Characters of a title that tell a matter where another only goes on from there."""


@dataclass(frozen=True, slots=True)
class Matter:
    """An item by what it is known by: number, title and case numbers. ``address`` is the number in its IRI,
    where that is another."""

    number: str
    title: str
    cases: tuple[str, ...] = ()
    address: str = ""

    @property
    def number_in_address(self) -> str:
        """The number that its IRI ends in."""
        return self.address or self.number

    def same(self, other: "Matter") -> bool:
        """Whether title or case number say that two of one number are of one matter; other case numbers say
        that they are not."""
        if self.cases and other.cases:
            return bool(set(self.cases) & set(other.cases))
        short, long = sorted((folded(self.title), folded(other.title)), key=len)
        begins = len(short) >= _TELLS and long.startswith(short)
        return short == long or begins or fuzz.token_sort_ratio(short, long) >= _ALIKE

    def exact(self, other: "Matter") -> bool:
        """Whether two have the same title, and the same case number or none."""
        cases = set(self.cases) & set(other.cases) or not (self.cases or other.cases)
        return bool(cases) and folded(self.title) == folded(other.title)

    def agrees(self, other: "Matter") -> bool:
        """Whether title and case number both say that two of different numbers are of one matter."""
        if set(self.cases) & set(other.cases):
            return self.exact(other) or _alike(self, other)
        return self.exact(other) and len(self.title) >= _TELLS


def _alike(one: Matter, other: Matter) -> bool:
    return fuzz.token_sort_ratio(folded(one.title), folded(other.title)) >= _ALIKE


def matters(store: Store, minutes: str) -> list[Matter]:
    """The items of minutes as a release has them."""
    meeting = meeting_of(minutes)
    items = _objects(store, meeting, str(term("hasAgendaItem")), minutes) if meeting else []
    return [_matter(store, item, minutes) for item in items]


def _matter(store: Store, item: str, minutes: str) -> Matter:
    def first(predicate: str) -> str:
        return next(iter(_objects(store, item, predicate, minutes)), "")

    cases = _objects(store, item, str(term("concernsCase")), minutes)
    return Matter(
        first(str(term("itemNumber"))),
        first(str(DCT.title)),
        tuple(number for case in cases for number in _objects(store, case, str(term("caseNumber")), minutes)),
        first(str(term("addressNumber"))),
    )


def _objects(store: Store, subject: str, predicate: str, minutes: str) -> list[str]:
    found = store.triples(ox.NamedNode(subject), ox.NamedNode(predicate), None, minutes)
    return [one.object.value for one in found if isinstance(one.object, ox.NamedNode | ox.Literal)]


@dataclass(frozen=True, slots=True)
class Addresses:
    """The items whose address has another number than their own: ``kept`` are of matters that had that
    address, ``fresh`` of others, and ``doubtful`` may be what was withdrawn; and the numbers of what is
    ``new`` and, in its address, of what is ``gone``."""

    kept: Mapping[str, str]
    fresh: Mapping[str, str]
    doubtful: Mapping[str, str]
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def all(self) -> dict[str, str]:
        """Number -> that in its address."""
        return {**self.kept, **self.fresh, **self.doubtful}


def addresses(
    before: Sequence[Matter],
    now: Sequence[Matter],
    fresh: bool,
    withdrawn: Collection[str] = (),
    apart: bool = True,
    restored: Collection[str] = (),
    told_once: Collection[str] = (),
) -> Addresses:
    """The items that have another number in their address than their own; ``fresh`` says that the file is
    another than before. The same file read anew gives none but those there were, unless one is restored. Of
    what is ``withdrawn`` of the meeting, by the numbers in their addresses, nothing is known but that: where
    the numbers are not what they were, or can be no others (``apart`` is false), or not all items there were
    are known, any item that is not known may be it, and is left out as it is; but for one with the number of
    what was withdrawn and ``restored``, where all others are as they were and none is new.
    No address of a fresh one is among those ``told_once`` of the meeting."""
    known, left = _known(before, now, fresh, withdrawn)
    unknown = [one for one in now if one.number not in known]
    kept = {number: address for number, address in known.items() if number != address and apart}
    stayed = apart and bool(before) and not left and not kept
    moved = not stayed or not set(withdrawn) <= {one.number for one in unknown}
    back = _back(known, left, unknown, withdrawn, restored)
    used = {*known.values(), *(old.number_in_address for old in before)}
    others: dict[str, str] = {}
    doubtful: dict[str, str] = {}
    for one in unknown:
        # What is told of a closed part now may have had the number alone when that was withdrawn.
        plain = one.number.removeprefix(CLOSED_SERIES)
        if withdrawn and one.number not in back and (moved or plain in withdrawn):
            doubtful[one.number] = one.number if one.number in withdrawn else min(withdrawn)
        elif apart and (fresh or one.number in used) and (there := _of_number(one.number, used)):
            last = max(there + _of_number(one.number, told_once))
            others[one.number] = f"{one.number}-{last + 1}"
            used.add(others[one.number])
    doubtful = {number: address for number, address in doubtful.items() if number != address}
    return Addresses(
        kept,
        others,
        doubtful,
        tuple(one.number for one in unknown if one.number not in doubtful),
        tuple(old.number_in_address for old in left),
    )


def _back(
    known: Mapping[str, str],
    left: Sequence[Matter],
    unknown: Sequence[Matter],
    withdrawn: Collection[str],
    restored: Collection[str],
) -> frozenset[str]:
    """The numbers of the items that are back, where those of all others tell that these are theirs."""
    missing = {*withdrawn, *restored} - known.keys()
    stayed = not left and all(number == address for number, address in known.items())
    return frozenset(restored if stayed and {one.number for one in unknown} == missing else ())


def _known(
    before: Sequence[Matter], now: Sequence[Matter], fresh: bool, withdrawn: Collection[str]
) -> tuple[dict[str, str], list[Matter]]:
    """The numbers of the items that were there before -> those in their addresses, and what is left of those.

    What is exactly the same goes first, so that nothing that is only alike takes its place. Where something
    is withdrawn, what is only alike may be just that.
    """
    left = list(before)
    known: dict[str, str] = {}

    def take(same: Callable[[Matter, Matter], bool], alone: bool = False) -> None:
        for one in now:
            among = [old for old in left if one.number not in known and same(old, one)]
            if len(among) != 1:
                continue
            if alone and sum(same(among[0], other) for other in now if other.number not in known) != 1:
                continue
            known[one.number] = among[0].number_in_address
            left.remove(among[0])

    if not fresh:
        take(lambda old, one: old.number == one.number)
    more = _more(before, now, withdrawn) if withdrawn else ()
    take(lambda old, one: old.number == one.number and old.exact(one) and folded(one.title) not in more)
    take(lambda old, one: old.exact(one) and old.agrees(one), alone=True)
    if not withdrawn:
        take(lambda old, one: old.agrees(one))
        take(lambda old, one: old.number == one.number and old.same(one))
    return known, left


def _more(before: Sequence[Matter], now: Sequence[Matter], withdrawn: Collection[str]) -> set[str]:
    """The titles that more items have than had, apart from those with the number of one that is withdrawn:
    one of them may be that."""
    had = Counter(folded(one.title) for one in before)
    has = Counter(folded(one.title) for one in now if one.number not in withdrawn)
    return {title for title, items in has.items() if items > had[title]}


def _of_number(number: str, used: Collection[str]) -> list[int]:
    """The places behind a number (1 is that of the number itself) of the addresses that were made of it."""
    own = re.compile(rf"{re.escape(number)}(?:-(\d{{1,3}}))?")
    return [int(match[1] or 1) for address in used if (match := own.fullmatch(address))]


def told(found: Addresses, before_kind: str, kind: str) -> list[Finding]:
    """What is told of items whose numbers are other ones now, and of an agenda that has become minutes."""
    became = before_kind == AGENDA != kind
    then = "i dagsordenen" if became else "før referatet blev offentliggjort igen"
    findings = [
        Finding(
            "info",
            "item-renumbered",
            f"Punkt {number} havde nummer {address} {then}; det beholder sin adresse.",
        )
        for number, address in found.kept.items()
    ]
    findings += [
        Finding(
            "warning",
            "item-another-matter",
            f"Punkt {number} er hverken efter titel eller sagsnummer det, der havde nummeret {then}; dets "
            f"adresse har fået nummeret {address}.",
        )
        for number, address in found.fresh.items()
    ]
    findings += [
        Finding(
            "warning",
            "item-may-be-withdrawn",
            f"Punkt {number} kan være et, der er trukket tilbage, for det er ikke set at være et af dem, "
            "mødet havde før; det er udeladt.",
        )
        for number in found.doubtful
    ]
    if became:
        new, gone = (", ".join(numbers) or "ingen" for numbers in (found.new, found.gone))
        message = f"Referatet er trådt i stedet for dagsordenen. Nye punkter: {new}. Udgåede punkter: {gone}."
        findings.append(Finding("info", AGENDA_BECAME_MINUTES, message))
    return findings


def told_once_of(meeting: str, log: Log) -> frozenset[str]:
    """The numbers in the addresses of the items of a meeting that a log of changes has told of."""
    at = iris.place(meeting)
    noted = log.about(at.body, _MOST, f"{meeting}/") if at else []
    return items_of(meeting, {one.thing for one in noted})


def items_of(meeting: str, things: Collection[str]) -> frozenset[str]:
    """The numbers in the addresses of the items of a meeting that are among some things."""
    places = map(iris.place, things)
    return frozenset(at.number for at in places if at and at.meeting == meeting and at.is_item and at.number)
