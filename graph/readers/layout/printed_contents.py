"""The contents of a document whose headings are in a form of their own: their entries, and where they end.

The contents of the classic form are those of ``graph.readers.layout.contents``.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from graph.minutes.model import Span
from graph.municipality.profile import folded
from graph.readers.layout.contents import Entry, ends_entry, page_of
from graph.readers.layout.item_heading import (
    LONGEST_TITLE_LINES,
    ItemHeading,
    Lines,
    plain_title,
    same_title,
    undressed,
)
from graph.readers.layout.lines import LABELLED, LONGEST_HEADING, is_openness
from graph.readers.layout.sections import section_heading
from graph.wording.item_numbers import LETTERED_ENTRY, NUMBER_LABEL
from graph.wording.openness import Mark, closes_group, line_mark

_MOST_LISTED = 400
_LISTED_NUMBER = re.compile(rf"\s*(?:{NUMBER_LABEL})?(?P<number>\d{{1,4}})\s*[.):-]?\s+(?=\S)", re.IGNORECASE)
_NUMBER_LINE = re.compile(rf"\s*{NUMBER_LABEL}\d{{1,4}}\s*[.:]?\s*$", re.IGNORECASE)


_BARE_PAGE = re.compile(r"\s(?P<page>\d{1,3})\s*$")
# An entry, where it stops, its page, and what a line in front says of it.
_Listed = tuple[ItemHeading, int, int | None, Mark | None]


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
            if _NUMBER_LINE.match(line.text):
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
    the contents, though no heading says so."""
    places: dict[int, list[int]] = {}
    for at, one in enumerate(raw):
        places.setdefault(one.number, []).append(at)
    for at, (one, other) in enumerate(pairwise(raw[:400])):
        if lines.below(one.last) != other.first or other.number <= one.number:
            continue
        if places[other.number][-1] > at + 1 and any(
            two > at + 1 and same_title(lines, one, raw[two]) for two in places[one.number][-3:]
        ):
            return one.first
    return None


def _entries(lines: Lines, by_line: Mapping[int, ItemHeading], start: int) -> tuple[list[Entry], int]:
    """The entries below the heading of the contents: numbers rise, and each may run over a few lines."""
    document = lines.document
    spans: list[_Listed] = []
    closing: Mark | None = None
    at, end, taken, grouped = start, start, 0, False
    known: set[int] = set()
    while at < len(lines.lines):
        line = lines.lines[at]
        last = spans[-1][0].number if spans else 0
        one = by_line.get(at)
        page = ends_entry(line)
        said = line_mark(line.text) if not line.blank and is_openness(line.text) and not page else None
        if line.blank:
            at += 1
            continue
        new = one is not None and one.number not in known
        if one and new and (one.number > last or grouped or lines.below(spans[-1][0].last) == one.first):
            # One below the number above it begins another series, as a closed part in front or apart does.
            known.add(one.number)
            grouped = False
            below = lines.below(one.last)
            if (
                not page
                and below is not None
                and lines.field(below)
                and below not in by_line
                and not is_openness(lines.lines[below].text)
                and not _of_the_first(lines, by_line, below, one.number)
            ):
                break
            stop = line.start + page.start() if page else max(one.title.end, line.end)
            spans.append((one, stop, page_of(page) if page else None, closing))
            closing = closing if closing and closing.scope == "following" else None
            taken = 1
            at = max(at, one.last) + 1
        elif one:
            break
        elif spans and LETTERED_ENTRY.match(line.text[:LONGEST_HEADING]):
            at += 1
        elif said is not None:
            closing = said if said.closed or said.scope == "following" else closing
            grouped = said.scope == "following"
            at += 1
            continue
        elif spans and closes_group(line.text) and not re.search(r"\d", line.text):
            # The rest of the title above, or the heading of what follows: neither is open then.
            spans[-1] = (*spans[-1][:3], Mark(closed=True, sure=False))
            closing, grouped = Mark(closed=True, sure=False, scope="following"), True
            at += 1
        elif (
            spans
            and spans[-1][2] is None
            and taken < LONGEST_TITLE_LINES
            and (_runs_on(lines, at, page) or _stands_between(lines, by_line, at, last))
        ):
            spans[-1] = (
                spans[-1][0],
                line.start + page.start() if page else line.end,
                page_of(page) if page else None,
                spans[-1][3],
            )
            taken += 1
            at += 1
        elif (not spans or not _entry_ahead(lines, by_line, at, last)) and not (not spans and at - start < 3):
            break
        else:
            at += 1
            continue
        end = at
    spans = _with_bare_pages(lines, spans, end)
    entries = []
    for one, stop, number_of_page, mark in spans:
        text = document.text[one.title.start : stop].rstrip()
        dots = len(text) - len(text.rstrip("."))
        span = Span(one.title.start, one.title.start + len(text) - (dots if dots > 1 else 0))
        plain = undressed(lines, replace(one, title=span))
        closed = bool((plain.mark and plain.mark.closed) or (mark and mark.closed))
        entries.append(
            Entry(one.number, document.quote(plain.title.start, plain.title.end), closed, number_of_page)
        )
    return entries, end


def _with_bare_pages(lines: Lines, spans: Sequence[_Listed], end: int) -> list[_Listed]:
    """The entries with their pages, where each of them ends in one behind nothing but a blank, which the
    heading of no item in the body has, behind the ``end`` of the contents."""
    text = lines.document.text
    pages = [_BARE_PAGE.search(text, one.title.start, stop) for one, stop, _, _ in spans]
    if len(spans) < 2 or any(page is not None for _, _, page, _ in spans):
        return list(spans)
    numbers = [int(page["page"]) for page in pages if page]
    if len(numbers) < len(spans) or numbers != sorted(numbers) or numbers[0] == numbers[-1]:
        return list(spans)
    told = [folded(line.text).strip() for line in lines.lines[end:] if not line.blank]
    body = " ".join(told)
    whole = [folded(text[one.title.start : stop]).strip() for one, stop, _, _ in spans]
    bare = tuple(words.rstrip("0123456789").rstrip() for words in whole)
    if any(words in body for words in whole) or not any(line.endswith(bare) for line in told):
        return list(spans)
    return [
        (one, page.start() if page else stop, number, mark)
        for (one, stop, _, mark), page, number in zip(spans, pages, numbers, strict=True)
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
