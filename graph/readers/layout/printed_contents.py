"""The contents of a document whose headings are in a form of their own: their entries, and where they end.

The contents of the classic form are those of ``graph.readers.layout.contents``.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from graph.minutes.document import Line
from graph.minutes.model import Span
from graph.municipality.profile import folded
from graph.readers.layout.contents import Entry, ends_entry, page_of
from graph.readers.layout.item_heading import (
    LONGEST_TITLE_LINES,
    NUMBER_LINE,
    ItemHeading,
    Lines,
    plain_title,
    same_title,
    undressed,
)
from graph.readers.layout.lines import LABELLED, LONGEST_HEADING, is_openness
from graph.readers.layout.sections import section_heading
from graph.wording.headings import CONCLUSION
from graph.wording.item_numbers import LETTERED_ENTRY, NUMBER_LABEL
from graph.wording.openness import Mark, closes_group, line_mark

_MOST_LISTED = 400
_LISTED_NUMBER = re.compile(rf"\s*(?:{NUMBER_LABEL})?(?P<number>\d{{1,4}})\s*[.):-]?\s+(?=\S)", re.IGNORECASE)


# A heading in a form of its own: what stands right below it is a list of that item.
_HEADS_LIST = re.compile(rf"\W{{0,8}}(?:dagsordens)?{NUMBER_LABEL}\d", re.IGNORECASE)
_BARE_PAGE = re.compile(r"\s(?P<page>\d{1,3})\s*$")
_LINES_BEFORE_ENTRIES = 3


@dataclass(frozen=True, slots=True)
class _Listed:
    """The ``heading`` of an entry, where the entry stops, its page, and what a line in front says of it."""

    heading: ItemHeading
    stop: int
    page: int | None
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class ListedTitle:
    """A title in contents that need not print numbers: its number, printed or counted, where it stands, and
    the page that is printed behind it."""

    number: int
    span: Span
    page: int | None


def listed_titles(lines: Lines, start: int) -> tuple[list[ListedTitle], int]:
    """The titles that contents print below their heading, one a line, and where the contents end: with the
    last line, or where the first title stands again. There is none where each title has its number on a line
    of its own."""
    listed: list[ListedTitle] = []
    at = start + 1
    while at < len(lines.lines) and len(listed) < _MOST_LISTED:
        line = lines.lines[at]
        if not line.blank:
            page = ends_entry(line)
            end = page.start() if page else len(line.text)
            printed = _LISTED_NUMBER.match(line.text)
            begin = printed.end() if printed else len(line.text) - len(line.text.lstrip())
            if listed and plain_title(lines, Span(line.start, line.end)) == plain_title(
                lines, listed[0].span
            ):
                break
            number = int(printed["number"]) if printed else len(listed) + 1
            if listed and number <= listed[-1].number:
                break
            if NUMBER_LINE.match(line.text):
                return [], at
            words = line.text[begin:end].rstrip()
            length = len(words.rstrip(".")) if words.endswith("..") else len(words)
            span = Span(line.start + begin, line.start + begin + length)
            listed.append(ListedTitle(number, span, page_of(page) if page else None))
        at += 1
    return listed, at


def printed_contents(lines: Lines, raw: Sequence[ItemHeading]) -> tuple[int | None, list[Entry], int]:
    """Where the contents begin, their entries, and where they end. Without a heading of their own they are
    the lines of the form that end in a page."""
    by_line = {one.first: one for one in raw}
    start = lines.heading_of_contents
    paged = [one.first for one in raw if ends_entry(lines.lines[one.first])]
    if start is None and len(paged) > 1:
        start = paged[0] - 1
    if start is None and (listed := _listed_first(lines, raw)) is not None:
        start = listed - 1
    if start is None:
        return None, [], 0
    entries, end = _entries(lines, by_line, start + 1)
    if entries and not any(entry.page is not None for entry in entries):
        numbers = {one.number for one in raw if one.first >= end}
        if not numbers & {entry.number for entry in entries}:
            return None, [], 0
    if not entries:
        return None, [], 0
    return start, entries, end


def _listed_first(lines: Lines, raw: Sequence[ItemHeading]) -> int | None:
    """The place of the first of several headings, one right below the other, whose items come behind them:
    the contents, though no heading says so. A list below the heading of a section is none, but for one
    that may be that of the minutes (`Referat`)."""
    sections = (at for at in lines.filled if section_heading(lines.lines[at]) not in (None, CONCLUSION))
    first_section = next(sections, len(lines.lines))
    places: dict[int, list[int]] = {}
    for at, one in enumerate(raw):
        places.setdefault(one.number, []).append(at)
    for at, (one, other) in enumerate(pairwise(raw[:400])):
        if one.first > first_section:
            return None
        if _HEADS_LIST.match(lines.lines[max(0, one.first - 1)].text):
            continue
        if lines.below(one.last) != other.first or other.number <= one.number:
            continue
        if places[other.number][-1] > at + 1 and any(
            two > at + 1 and same_title(lines, one, raw[two]) for two in places[one.number][-3:]
        ):
            return one.first
    return None


@dataclass
class _Contents:
    """One reading of the contents line by line: what was ``listed``, where they ``end``, the mark that a line
    has set for what follows it, and whether a heading of several has begun a series of its own."""

    lines: Lines
    by_line: Mapping[int, ItemHeading]
    start: int
    listed: list[_Listed] = field(default_factory=list)
    closing: Mark | None = None
    grouped: bool = False
    taken: int = 0  # lines of the last entry
    known: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.end = at = self.start
        while at < len(self.lines.lines):
            line = self.lines.lines[at]
            if line.blank:
                at += 1
                continue
            heading = self.by_line.get(at)
            if heading and not self._begins_entry(heading):
                break
            if heading:
                if self._is_of_item(heading, at):
                    break
                self._add(heading, at)
                self.end = at = max(at, heading.last) + 1
            elif self.listed and LETTERED_ENTRY.match(line.text[:LONGEST_HEADING]):
                self.end = at = at + 1
            elif self._marks(line):
                at += 1
            elif self._heads_group(line) or self._goes_on(line, at):
                self.end = at = at + 1
            elif self._awaits(at):
                at += 1
            else:
                break

    def _last(self) -> int:
        return self.listed[-1].heading.number if self.listed else 0

    def _begins_entry(self, heading: ItemHeading) -> bool:
        """Whether a heading is an entry: numbers rise, but one below the number above it begins another
        series, as a closed part in front or apart does."""
        if heading.number in self.known:
            return False
        if heading.number > self._last() or self.grouped:
            return True
        return bool(self.listed) and self.lines.below(self.listed[-1].heading.last) == heading.first

    def _is_of_item(self, heading: ItemHeading, at: int) -> bool:
        """Whether a heading is an item's and no entry: a field of the item stands below it."""
        below = self.lines.below(heading.last)
        return (
            not ends_entry(self.lines.lines[at])
            and below is not None
            and bool(self.lines.field(below))
            and below not in self.by_line
            and not is_openness(self.lines.lines[below].text)
            and not _of_the_first(self.lines, self.by_line, below, heading.number)
        )

    def _add(self, heading: ItemHeading, at: int) -> None:
        line = self.lines.lines[at]
        page = ends_entry(line)
        stop = line.start + page.start() if page else max(heading.title.end, line.end)
        self.listed.append(_Listed(heading, stop, page_of(page) if page else None, self.closing))
        self.closing = self.closing if self.closing and self.closing.scope == "following" else None
        self.known.add(heading.number)
        self.grouped, self.taken = False, 1

    def _marks(self, line: Line) -> bool:
        """Whether a line says of the entries below it whether they are open, which is kept."""
        said = line_mark(line.text) if is_openness(line.text) and not ends_entry(line) else None
        if said is None:
            return False
        self.closing = said if said.closed or said.scope == "following" else self.closing
        self.grouped = said.scope == "following"
        return True

    def _heads_group(self, line: Line) -> bool:
        """Whether a line is the rest of the title above or the heading of closed ones: neither the entry
        above nor what follows is open then."""
        if not self.listed or not closes_group(line.text) or re.search(r"\d", line.text):
            return False
        self.listed[-1] = replace(self.listed[-1], mark=Mark(closed=True, sure=False))
        self.closing, self.grouped = Mark(closed=True, sure=False, scope="following"), True
        return True

    def _goes_on(self, line: Line, at: int) -> bool:
        """Whether a line is the rest of the last entry, which has no page yet and gets that of the line."""
        if not self.listed or self.listed[-1].page is not None or self.taken >= LONGEST_TITLE_LINES:
            return False
        page = ends_entry(line)
        if not (
            _runs_on(self.lines, at, page) or _stands_between(self.lines, self.by_line, at, self._last())
        ):
            return False
        stop = line.start + page.start() if page else line.end
        self.listed[-1] = replace(self.listed[-1], stop=stop, page=page_of(page) if page else None)
        self.taken += 1
        return True

    def _awaits(self, at: int) -> bool:
        """Whether an entry may follow other words within a few lines."""
        if not self.listed:
            return at - self.start < _LINES_BEFORE_ENTRIES
        return _entry_ahead(self.lines, self.by_line, at, self._last())


def _entries(lines: Lines, by_line: Mapping[int, ItemHeading], start: int) -> tuple[list[Entry], int]:
    """The entries below the heading of the contents, each of which may run over a few lines."""
    contents = _Contents(lines, by_line, start)
    listed = _with_bare_pages(lines, contents.listed, contents.end)
    return [_entry(lines, one) for one in listed], contents.end


def _entry(lines: Lines, listed: _Listed) -> Entry:
    """What is listed as an entry: its title without the dots that lead to the page and what marks it."""
    begin = listed.heading.title.start
    text = lines.document.text[begin : listed.stop].rstrip()
    dots = len(text) - len(text.rstrip("."))
    span = Span(begin, begin + len(text) - (dots if dots > 1 else 0))
    plain = undressed(lines, replace(listed.heading, title=span))
    closed = bool((plain.mark and plain.mark.closed) or (listed.mark and listed.mark.closed))
    title = lines.document.quote(plain.title.start, plain.title.end)
    return Entry(listed.heading.number, title, closed, listed.page)


def _with_bare_pages(lines: Lines, listed: Sequence[_Listed], end: int) -> list[_Listed]:
    """The entries with their pages, where each of them ends in one behind nothing but a blank, which the
    heading of no item in the body has, behind the ``end`` of the contents."""
    text = lines.document.text
    pages = [_BARE_PAGE.search(text, one.heading.title.start, one.stop) for one in listed]
    if len(listed) < 2 or any(one.page is not None for one in listed):
        return list(listed)
    numbers = [int(page["page"]) for page in pages if page]
    if len(numbers) < len(listed) or numbers != sorted(numbers) or numbers[0] == numbers[-1]:
        return list(listed)
    told = [folded(line.text).strip() for line in lines.lines[end:] if not line.blank]
    body = " ".join(told)
    whole = [folded(text[one.heading.title.start : one.stop]).strip() for one in listed]
    bare = tuple(words.rstrip("0123456789").rstrip() for words in whole)
    if any(words in body for words in whole) or not any(line.endswith(bare) for line in told):
        return list(listed)
    return [
        replace(one, stop=page.start() if page else one.stop, page=number)
        for one, page, number in zip(listed, pages, numbers, strict=True)
    ]


def _of_the_first(lines: Lines, by_line: Mapping[int, ItemHeading], at: int, last: int) -> bool:
    """Whether a line with a number stands above the heading of the first item, where the last entry ends."""
    heading = by_line.get(lines.below(at) or -1)
    return heading is not None and heading.number <= last


def _runs_on(lines: Lines, at: int, page: re.Match[str] | None) -> bool:
    """Whether a line goes on with the entry above it."""
    line = lines.lines[at]
    if lines.lines[at - 1].blank or section_heading(line) or LABELLED.match(line.text):
        return False
    return bool(page) or line.text.lstrip()[:1].islower() or line.text[:1].isspace()


def _stands_between(lines: Lines, by_line: Mapping[int, ItemHeading], at: int, last: int) -> bool:
    """Whether a line stands between two entries with no blank line around it: the rest of the upper one's
    title, unless it is a label."""
    if lines.lines[at - 1].blank or at + 1 >= len(lines.lines) or lines.lines[at].text.rstrip().endswith(":"):
        return False
    one = by_line.get(at + 1)
    follows = one is not None and one.number == last + 1
    return follows or (is_openness(lines.lines[at + 1].text) and last + 1 in _numbers_ahead(by_line, at))


def _numbers_ahead(by_line: Mapping[int, ItemHeading], at: int) -> set[int]:
    """The numbers of the headings on the next few lines."""
    return {one.number for place in range(at + 1, at + 4) if (one := by_line.get(place))}


def _entry_ahead(lines: Lines, by_line: Mapping[int, ItemHeading], at: int, last: int) -> bool:
    """Whether an entry with a page follows within a few lines."""
    for place in range(at + 1, min(at + 5, len(lines.lines))):
        one = by_line.get(place)
        if one and one.number > last and ends_entry(lines.lines[place]):
            return True
    return False
