"""Whether the share of closed items has changed all of a sudden since the last release.

Then it is more likely the reading that has changed than the municipality: closed items may be coming out as
open, or open ones be hidden. Few items prove nothing, so a share must differ by much and beyond chance.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from math import comb
from typing import NamedTuple

from graph.base.config import OperatorError
from graph.ontology.iris import meeting_key, municipality_of
from graph.release.manifest import DocumentEntry

_POINTS = 0.10
"""Shares that differ by less are the same."""
_CHANCE = 0.001
"""How likely the difference must at least be by chance, not to be one."""
_MOST = 1000  # items counted of each side, in proportion: beyond that chance plays no part
_SAME_FILES = 0.05
"""So large a part of the closed items of unchanged files may change side, when it is more than a few."""
_FEW = 2

Count = tuple[int, int]
"""Closed items, and all items."""


class _Counted(NamedTuple):
    """Published minutes, by the digest of their file."""

    sha256: str
    closed: int
    items: int


def check(before: Iterable[DocumentEntry], now: Iterable[DocumentEntry]) -> None:
    """Raise :class:`OperatorError` when the documents of a municipality in a release in the making are closed
    to another extent than those of the last one; the arguments are entries of their manifests."""
    old, new = _by_municipality(before), _by_municipality(now)
    for slug, minutes in new.items():
        had = old.get(slug, {})
        of = f"{slug}: " if len(new) > 1 else ""
        for said in (*_same_files(had, minutes), *_new_minutes(had, minutes), *_whole(had, minutes)):
            raise OperatorError(
                f"{of}{said}; nothing was published. Look at those minutes, and if it is meant so, publish "
                "with --accept-closed-share"
            )


def differs(one: Count, other: Count) -> bool:
    """Whether two shares differ by much and beyond chance."""
    if not one[1] or not other[1] or abs(one[0] / one[1] - other[0] / other[1]) < _POINTS:
        return False
    return _chance(_reduced(one), _reduced(other)) < _CHANCE


def _chance(one: Count, other: Count) -> float:
    """Fisher's exact test, two-sided: the probability of a division as unlikely as this one or more so."""
    closed, items = one[0] + other[0], one[1] + other[1]
    ways = [
        comb(one[1], k) * comb(other[1], closed - k)
        for k in range(max(0, closed - other[1]), min(closed, one[1]) + 1)
    ]
    seen = comb(one[1], one[0]) * comb(other[1], other[0])
    return sum(way for way in ways if way <= seen) / comb(items, closed)


def _reduced(count: Count) -> Count:
    closed, items = count
    return (closed, items) if items <= _MOST else (round(closed * _MOST / items), _MOST)


def _by_municipality(documents: Iterable[DocumentEntry]) -> dict[str, dict[str, _Counted]]:
    """Slug -> minutes -> what was counted; those of a release that counted no closed items are not there."""
    found: dict[str, dict[str, _Counted]] = {}
    for entry in documents:
        if entry.published and entry.closed is not None:
            of = found.setdefault(municipality_of(entry.graph).municipality, {})
            of[entry.graph] = _Counted(entry.sha256, entry.closed, entry.items)
    return found


def _same_files(old: dict[str, _Counted], new: dict[str, _Counted]) -> Iterator[str]:
    """The same bytes: nothing but the software, the profile or the settings can have changed them."""
    same = [(old[iri], new[iri]) for iri in old.keys() & new.keys() if old[iri].sha256 == new[iri].sha256]
    changed = sum(abs(now.closed - then.closed) for then, now in same)
    closed = sum(then.closed for then, _ in same)
    if changed > max(_FEW, _SAME_FILES * closed):
        yield f"{changed} items of files that have not changed are closed now and were not, or the other way"


def _new_minutes(old: dict[str, _Counted], new: dict[str, _Counted]) -> Iterator[str]:
    """Each body's new minutes, against those it had."""
    had, come = _by_body(old, lambda iri: True), _by_body(new, lambda iri: iri not in old)
    for body in sorted(had.keys() & come.keys()):
        if differs(had[body], come[body]):
            yield f"{body}: {_said(come[body])} in the new minutes are closed, and {_said(had[body])} before"


def _whole(old: dict[str, _Counted], new: dict[str, _Counted]) -> Iterator[str]:
    had, has = _total(old.values()), _total(new.values())
    if differs(had, has):
        yield f"{_said(has)} are closed, and {_said(had)} in the release before"


def _by_body(minutes: dict[str, _Counted], counts: Callable[[str], bool]) -> dict[str, Count]:
    bodies = Counter[str](), Counter[str]()
    for iri, entry in minutes.items():
        key = meeting_key(iri)
        if key and counts(iri):
            bodies[0][key[0]] += entry.closed
            bodies[1][key[0]] += entry.items
    return {body: (bodies[0][body], items) for body, items in bodies[1].items()}


def _total(entries: Iterable[_Counted]) -> Count:
    counted = [(entry.closed, entry.items) for entry in entries]
    return sum(closed for closed, _ in counted), sum(items for _, items in counted)


def _said(count: Count) -> str:
    return f"{count[0]} of {count[1]} items"
