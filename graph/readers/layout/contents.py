"""The table of contents: its lines, its entries, and which item each of them is."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from graph.minutes.document import Document, Line, Paragraph
from graph.minutes.model import Quote
from graph.municipality.profile import folded
from graph.readers.layout.lines import (
    LABELLED,
    LONGEST_HEADING,
    heading_kind,
    is_openness,
    meeting_heading,
)
from graph.wording.item_numbers import LETTERED_ENTRY, ROMAN_DIGITS, ROMAN_PAGE, value
from graph.wording.openness import Mark, line_mark, unmarked_title

_ENTRY_END = re.compile(
    rf"(?:(?:\.{{2,}}\s*|\t\s*|\s{{2,}})(?P<page>\d{{1,3}})|(?:\.{{2,}}\s*|\t\s*)(?P<roman>{ROMAN_PAGE}))\s*$"
)
_PAGE_ALONE = re.compile(r"\s*(?P<page>\d{1,3})\s*$")
_NUMBER_BEFORE = re.compile(r"[^\w\n]*(?:(?:Punkt|PUNKT)\s+)?\d{1,3}\s*[.:)]\s+", re.DOTALL)
# A number printed before a title that is not the entry's place.
_PRINTED_NUMBER = re.compile(
    r"(?:(?:Punkt|PUNKT|Pkt\.?)\s+)?(?P<number>\d{1,3})(?:\s*[.:)]\s*|\t\s*|\s{2,}|\s+-\s+)(?=\D)"
)
MOST_ITEMS = 400
SAME_TITLE = 0.8
"""Titles that are more :func:`alike` than that are one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents. Its number is its place; ``page`` is where its item begins."""

    number: int
    title: Quote
    closed: bool
    page: int | None = None

    @property
    def label(self) -> str:
        """The number as the item's heading prints it."""
        return str(self.number)


def titled(document: Document, start: int, end: int) -> tuple[Quote, bool]:
    """A title without the word that marks its item as closed, and whether it is."""
    span = document.trim(start, end)
    first, last, mark = unmarked_title(document.text[span.start : span.end])
    return document.quote(span.start + first, span.start + last), bool(mark and mark.closed)


def own_title(title: str) -> str:
    """As :func:`titled`, of words alone."""
    title = title.strip()
    first, last, _ = unmarked_title(title)
    return title[first:last]


def similar(one: str, other: str) -> float:
    """How alike two titles are, 0 to 1; the contents may have cut one of them short."""
    a, b = _compared(one, other)
    return SequenceMatcher(None, a, b).ratio()


def more_alike(one: str, other: str, least: float) -> bool:
    """Whether two titles are alike by more than so much; most are told apart at a glance."""
    a, b = _compared(one, other)
    both, shorter = len(a) + len(b), min(len(a), len(b))
    if both and 2 * shorter / both <= least:  # too unlike in length
        return False
    matcher = SequenceMatcher(None, a, b)
    return matcher.quick_ratio() > least and matcher.ratio() > least


def alike(one: str, other: str) -> float:
    """As :func:`similar`, by the letters in threes: coarser, but cheap enough for any number of titles."""
    a, b = _compared(one, other)
    if a == b:
        return 1.0
    threes = [{text[i : i + 3] for i in range(max(1, len(text) - 2))} for text in (a, b)]
    return 2 * len(threes[0] & threes[1]) / (len(threes[0]) + len(threes[1]))


def is_sure(title: str, listed: str | None, mark: Mark | None, below: Line | None, apart: bool) -> bool:
    """Whether a heading is one whatever its number: it is that of the contents (``listed``), or where there
    are none it stands ``apart``, and surely closes its item or has the numbers of a case right ``below``."""
    if listed is not None:
        return alike(title, listed) > SAME_TITLE
    numbered = below is not None and LABELLED.match(below.text) is not None
    return apart and (numbered or bool(mark and mark.closed and mark.sure))


def _compared(one: str, other: str) -> tuple[str, str]:
    a, b = folded(one[:400]).rstrip("."), folded(other[:400]).rstrip(".")
    shortest = min(len(a), len(b))
    if shortest > 30:
        a, b = a[:shortest], b[:shortest]
    return a[:200], b[:200]


def read_contents(document: Document, region: Sequence[Paragraph]) -> tuple[list[Entry], list[Paragraph]]:
    """The entries, and the paragraphs behind the contents.

    Entries are numbered by their place, or as they are printed where their numbers run on from another
    meeting. Where the entries have page numbers, the last one that has, the pages never falling, ends the
    contents; where none has, each line is an entry, and the first paragraph of several is the contents.
    """
    ends = (i for i, p in enumerate(region) if _is_text(p) and not _marks_entries(region[i : i + 2]))
    end = next(ends, len(region))
    own, page = 0, 0
    for index, paragraph in enumerate(region[:end]):
        pages = [page_of(m) for line in paragraph.lines if (m := ends_entry(line) or _page(line))]
        if pages and min(pages) >= page:
            own, page = index + 1, max(pages)
    if own:
        lines = [one for paragraph in region[:own] for one in (*paragraph.lines, Line(0, paragraph.end, ""))]
        entries = list(_entries(document, lines))
    else:
        several = next((i for i, p in enumerate(region[:end]) if len(p.lines) > 1), None)
        own = end if several is None else several + 1
        entries = list(_one_a_line(document, region[:own]))
    return _as_printed(document, entries), list(region[own:])


def _as_printed(document: Document, entries: Sequence[Entry]) -> list[Entry]:
    """The entries with the numbers printed before their titles, if each has one and they rise."""
    numbers, starts = [], []
    for entry in entries:
        span = entry.title.span
        match = _PRINTED_NUMBER.match(document.text, span.start, span.end)
        # A number that is the entry's place is left off already.
        before = document.text[max(0, span.start - 20) : span.start]
        at_place = re.search(rf"(?<!\d){entry.number}\s*[.:)]\s+$", before)
        if not match and not at_place:
            return list(entries)
        numbers.append(int(match["number"]) if match else entry.number)
        starts.append(match.end() if match else span.start)
    rising = all(one < other for one, other in pairwise(numbers))
    if len(numbers) < 2 or not rising or numbers[0] == 0 or numbers[-1] > MOST_ITEMS:
        return list(entries)
    own = []
    for entry, number, start in zip(entries, numbers, starts, strict=True):
        title, closed = titled(document, start, entry.title.span.end)
        own.append(replace(entry, number=number, title=title, closed=entry.closed or closed))
    return own


def _is_text(paragraph: Paragraph) -> bool:
    """Whether a paragraph is of an item and not of the contents."""
    first = paragraph.lines[0]
    return bool(heading_kind(first) or is_openness(first.text) or meeting_heading(paragraph.lines))


def _marks_entries(following: Sequence[Paragraph]) -> bool:
    """Whether a line that says `Lukket` stands among entries, one of which ends just behind it."""
    lines = [line for paragraph in following for line in paragraph.lines]
    return is_openness(lines[0].text) and any(ends_entry(line) for line in lines)


def ends_entry(line: Line) -> re.Match[str] | None:
    """The dots, tab or blanks and the page number that an entry of the contents ends in."""
    if len(line.text) > LONGEST_HEADING:
        return None
    last = line.text.rstrip()[-1:]
    return _ENTRY_END.search(line.text) if last.isdecimal() or last in ROMAN_DIGITS else None


def page_of(entry: re.Match[str]) -> int:
    """The page that an entry ends in, which may be printed in Roman numerals."""
    return value(entry["page"] or entry["roman"])


def _page(line: Line) -> re.Match[str] | None:
    return _PAGE_ALONE.match(line.text)


def _entries(document: Document, lines: Sequence[Line]) -> Iterable[Entry]:
    """The entries of the contents: each ends in dots or a tab and a page number, perhaps lines later."""
    number, start = 0, None
    closing: Mark | None = None
    for index, line in enumerate(lines):
        if number >= MOST_ITEMS:
            return
        page = None
        said = line_mark(line.text) if is_openness(line.text) and not ends_entry(line) else None
        if said is not None:
            # Of the entry that has begun, or else of the next one, or of all that follow.
            closing = said if said.closed or said.scope == "following" or not _lasting(closing) else closing
            continue
        if line.blank:
            # An entry without a page number ends here, unless a page break cut it in two.
            following = lines[index + 1].text.strip() if index + 1 < len(lines) else ""
            if start is None or following[:1].islower():
                continue
            end = lines[index - 1].end
        else:
            ending = ends_entry(line) or (_page(line) if start is not None else None)
            start = line.start if start is None else start
            if not ending:
                continue
            page = page_of(ending)
            end = line.start + ending.start()
        number += 1
        yield _closed_by(closing, _entry(document, number, start, end, page))
        closing = closing if _lasting(closing) else None
        start = None


def _lasting(mark: Mark | None) -> bool:
    return mark is not None and mark.scope == "following"


def _closed_by(mark: Mark | None, entry: Entry) -> Entry:
    return replace(entry, closed=True) if mark and mark.closed else entry


def _one_a_line(document: Document, own: Sequence[Paragraph]) -> Iterable[Entry]:
    """The entries of contents without page numbers; a line in lower case goes on with the one before."""
    spans: list[tuple[int, int]] = []
    marks: list[Mark | None] = []
    closing: Mark | None = None
    for line in (line for paragraph in own for line in paragraph.lines):
        said = line_mark(line.text) if is_openness(line.text) else None
        if said is not None:
            closing = said
            continue
        if spans and LETTERED_ENTRY.match(line.text[:LONGEST_HEADING]):
            continue  # of an item that was put in
        if spans and line.text.lstrip()[:1].islower():
            spans[-1] = (spans[-1][0], line.end)
        elif len(line.text) <= LONGEST_HEADING:
            spans.append((line.start, line.end))
            marks.append(closing)
            closing = closing if _lasting(closing) else None
    for number, (start, end) in enumerate(spans[:MOST_ITEMS], start=1):
        yield _closed_by(marks[number - 1], _entry(document, number, start, end, None))


def _entry(document: Document, number: int, start: int, end: int, page: int | None) -> Entry:
    """An entry; its dots, and a number in front of its title, are left off."""
    before = _NUMBER_BEFORE.match(document.text, start, end)
    if before and re.search(rf"(?<!\d){number}\s*[.:)]\s+$", before[0]):
        start = before.end()
    text = document.text[start:end].rstrip()
    dots = len(text) - len(text.rstrip("."))
    title, closed = titled(document, start, start + len(text) - (dots if dots > 1 else 0))
    return Entry(number, title, closed, page)


def placed(entries: Sequence[Entry], headings: Sequence[tuple[int, str]]) -> list[Entry]:
    """The entries with the numbers of the items they name.

    An entry's place is its number. Where the headings say otherwise, because an entry is missing or
    one too many, entries take the number of the heading of the same title, and those between two of
    them the numbers that are free there.
    """
    titles = {number: folded(title).rstrip(".") for number, title in headings[:MOST_ITEMS]}
    own = [folded(entry.title.text).rstrip(".") for entry in entries[:MOST_ITEMS]]
    by_place = sum(
        _same(title, titles[e.number]) for e, title in zip(entries, own, strict=False) if e.number in titles
    )
    if by_place >= min(len(entries), len(titles)):
        return list(entries)
    pairs = _common(own, list(titles.values()))
    if not pairs and not by_place and not any(entry.number in titles for entry in entries):
        # Numbers that run on, and no title that is the same: by their order, if each heading has its entry.
        in_order = list(titles) if len(entries) == len(titles) else []
        return [replace(entry, number=number) for entry, number in zip(entries, in_order, strict=False)]
    if len(pairs) <= by_place:
        return list(entries)
    numbered: list[Entry] = []
    following = [*pairs, (len(entries), len(headings))]
    for (at, heading), (next_at, next_heading) in zip([(-1, -1), *pairs], following, strict=True):
        low = headings[heading][0] if heading >= 0 else 0
        if at >= 0:
            numbered.append(replace(entries[at], number=low))
        high = headings[next_heading][0] if next_heading < len(headings) else MOST_ITEMS
        between = entries[at + 1 : next_at]
        # Numbers that run on from an earlier meeting are counted from the first heading backwards.
        runs_on = at < 0 and len(entries) < high < MOST_ITEMS
        free = range(max(low + 1, high - len(between)) if runs_on else low + 1, high)
        if len(between) == len(free):
            numbered += [replace(entry, number=n) for entry, n in zip(between, free, strict=True)]
            continue
        for entry in between:
            number = _number_of(entry, free, titles)
            if number is not None:
                numbered.append(replace(entry, number=number))
                free = range(number + 1, high)
    return numbered


def _number_of(entry: Entry, free: range, titles: dict[int, str]) -> int | None:
    """The first of the numbers whose heading is spelled much like the entry, or that has no heading."""
    spelled = (n for n in free if n in titles and alike(entry.title.text, titles[n]) > 0.6)
    return next(spelled, None) or next((n for n in free if n not in titles), None) or next(iter(free), None)


def _same(one: str, other: str) -> bool:
    """Whether two titles are one, perhaps cut short in the contents."""
    return one == other or (
        min(len(one), len(other)) >= 30 and (one.startswith(other) or other.startswith(one))
    )


def _common(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """The longest common subsequence, as pairs of places; both have at most 400 members."""
    same = [[_same(a, b) for b in other] for a in one]
    longest = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i in range(len(one) - 1, -1, -1):
        for j in range(len(other) - 1, -1, -1):
            both = longest[i + 1][j + 1] + 1 if same[i][j] else 0
            longest[i][j] = max(both, longest[i + 1][j], longest[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(one) and j < len(other):
        if same[i][j] and longest[i][j] == longest[i + 1][j + 1] + 1:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif longest[i + 1][j] >= longest[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs
