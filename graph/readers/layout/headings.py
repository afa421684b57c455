"""The headings of a document's items together, and what counts of each only where several have it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from graph.minutes.model import Span
from graph.readers.layout.contents import Entry
from graph.readers.layout.heading_weight import STRONG
from graph.readers.layout.item_heading import ItemHeading, Lines, are_kinds, dressed
from graph.readers.layout.lines import is_file_name, is_labelled_number, is_number_in_front

_OF_BODY = re.compile(
    r"(?P<body>[A-ZÆØÅ][A-Za-zÆØÅæøå]{0,2}[A-ZÆØÅ])\s+[-–]\s+(?=\S)|(?P<type>[BDO])\s+[-–]\s+(?=\S)"
)
# What says of an open item that it is one.
_OPEN = re.compile(
    r"(?:åbent?(?:\s(?:punkt|sag))?\s*(?:[-–]\s+|:\s*)|\((?:åbent?|offentligt?)(?:\s(?:punkt|sag))?\)\s+)(?=\S)",
    re.IGNORECASE,
)
# Of headings that only count up, with nothing else that shows they are some.
FEWEST_COUNTED = 4


@dataclass(frozen=True)
class Headings:
    """The headings of a document in its form, in order, those ``astray`` that are out of order, and the
    contents up to the place ``end``, with the place of their own heading, if there are any; ``chapters`` are
    the places of the headings of several."""

    form: str
    found: tuple[ItemHeading, ...]
    astray: tuple[ItemHeading, ...] = ()
    entries: tuple[Entry, ...] = ()
    start: int | None = None
    end: int = 0
    chapters: tuple[int, ...] = ()

    @property
    def weight(self) -> int:
        return sum(one.weight for one in self.found)

    @property
    def likely(self) -> bool:
        """Whether the headings are some: one at least that more speaks for than its place, or several that
        count up, most of them with a heading of a section below."""
        if any(one.firm for one in self.found):
            return True
        numbers = [one.number for one in self.found]
        up = all(one + 1 == other for one, other in pairwise(numbers))
        headed = sum(one.weight >= STRONG for one in self.found)
        return headed > 1 and up and 2 * headed > len(numbers)


def plain_entries(lines: Lines, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries of the contents without what their headings are freed from, where several have it: the body
    whose case it is, and that the item is open."""
    document = lines.document
    found = list(entries)
    for prefix in (_OPEN, _OF_BODY):
        matches = [prefix.match(document.text, one.title.span.start, one.title.span.end) for one in found]
        if _prefixed(matches):
            found = [
                replace(entry, title=document.quote(match.end(), entry.title.span.end)) if match else entry
                for entry, match in zip(found, matches, strict=True)
            ]
    return tuple(found)


def _prefixed(matches: Sequence[re.Match[str] | None]) -> bool:
    """Whether what may stand in front of titles does: half of them have it, and more than one."""
    some = sum(match is not None for match in matches)
    return some > 1 and 2 * some >= len(matches)


def agreeing(lines: Lines, found: Sequence[ItemHeading]) -> Iterator[ItemHeading]:
    """The headings, with what only counts where several have it: a mark in front of the heading, where the
    first has one, the letter of its kind, where half of them have one, the body whose case it is, and that it
    is open."""
    text = lines.document.text
    found = _without_openness(text, found)
    typed = are_kinds([one.type and text[one.type.start : one.type.end] for one in found])
    of_body = [_OF_BODY.match(text, one.title.start, one.title.end) for one in found]
    prefixed = _prefixed(of_body)
    first, marked = lines.above(found[0].first)
    in_front = marked or is_number_in_front(lines.lines[first].text)
    counted = any(_labelled(lines, first, found[0].first))
    numbered = counted and _numbered_in_front(lines, found)
    before = -1
    for one, match in zip(found, of_body, strict=True):
        above = max(one.above, before + 1)
        if not in_front:
            while above < one.first and not is_file_name(lines.lines[above].text):
                above += 1
        while not counted and above < one.first and is_labelled_number(lines.lines[above].text):
            above = lines.below(above) or one.first  # it ends the item in front
        one = replace(one, above=above, numbered=numbered)
        before = one.last
        in_code = one.type and one.coded and one.type.start < one.title.start
        if one.type and not typed and not in_code:
            whole = Span(min(one.title.start, one.type.start - 1), max(one.title.end, one.type.end + 1))
            one = replace(one, title=whole, type=None)
        if match and prefixed:
            kind = Span(match.start("type"), match.end("type")) if match["type"] else one.type
            one = replace(one, title=Span(match.end(), one.title.end), type=kind)
            first, last, mark, _ = dressed(text[one.title.start : one.title.end])
            start = one.title.start
            one = replace(one, title=Span(start + first, start + last), mark=one.mark or mark)
        yield one


def _without_openness(text: str, found: Sequence[ItemHeading]) -> Sequence[ItemHeading]:
    """The headings without what says in front of the titles of open items that they are."""
    matches = [_OPEN.match(text, one.title.start, one.title.end) for one in found]
    if not _prefixed(matches):
        return found
    return [
        replace(one, title=Span(match.end(), one.title.end)) if match else one
        for one, match in zip(found, matches, strict=True)
    ]


def _labelled(lines: Lines, start: int, stop: int) -> list[int]:
    """The places of the lines that hold the number of a case behind its label and nothing else."""
    return [at for at in range(start, stop) if is_labelled_number(lines.lines[at].text)]


def _numbered_in_front(lines: Lines, found: Sequence[ItemHeading]) -> bool:
    """Whether the numbers of cases are those of the headings below them: each heading has one, nearer to it
    than to what stands above, and no item another one. Else the first may be that of the minutes themselves,
    and each of the others that of the item in front."""
    before = 0
    for one in found:
        places = _labelled(lines, max(one.above, before), one.first)
        if len(places) != 1 or (before and _labelled(lines, before, one.above)):
            return False
        below = lines.below(places[0]) or one.first
        over = next((at for at in range(one.above - 1, -1, -1) if not lines.lines[at].blank), None)
        if over is not None and one.above - over <= below - places[0]:
            return False
        before = one.last + 1
    return not _labelled(lines, before, len(lines.lines))
