"""Where things stand in a minutes file: header, contents, one block for each `Punkt`, its parts.

Only the layout is known here, and both generations share it: a `Punkt N: title` heading opens an
item, a known heading in a paragraph of its own opens a part of it. What a part says is read elsewhere.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache

from graph.dates import DATE, as_date
from graph.model import Quote, Span
from graph.organisation import folded
from graph.text import Document, Line, Paragraph, paragraphs
from graph.vocabulary import vocabulary

# In front of a closed item's title; a few write it behind, in parentheses.
CLOSED = re.compile(r"[\W_]{0,10}lukket(?:\s+(?:punkt|sag))?\)?\s*[:–-]\s*", re.IGNORECASE)
_CLOSED_BEHIND = re.compile(r"\((?:lukket|fortrolig)[^)]*\)\W*$", re.IGNORECASE)
_HEADING = re.compile(r"\W*Punkt\s+(?P<number>\d{1,3})\s*[:.]\s*(?P<title>.*)$")
_CONTENTS = re.compile(r"\W*indholdsfortegnelse\W*$", re.IGNORECASE)
_ENTRY_END = re.compile(r"(?:\.{2,}\s*|\t\s*|\s{2,})\d{1,3}\s*$")
_MEETING_OF = re.compile(
    r"(?P<body>[^\W\d].{2,120}?)(?:s|['’]s?)\s+(?:ekstraordinære\s+|ordinære\s+)?møde\s+(?:den|d\.)\s+"
    rf"(?P<date>{DATE.pattern})\s*:?",
    re.IGNORECASE,
)
_CASE_NUMBER_LINE = re.compile(r"\s*\d{2,3}-\d[\d-]*[A-Z]?\s*$")
_MARKUP = re.compile(r"\*\*|</?\w{1,6}>|^[*_#\s]+|[*_\s]+$")
# A line longer than this is prose: it is no heading and no entry of the contents.
_LONGEST_HEADING = 400
_MOST_ITEMS = 400


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents; its number is its place."""

    number: int
    title: Quote
    closed: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Paragraphs under one heading; ``kind`` is a code of ``afsnitstype``, "" before any heading.

    A decision of the older generation names ``body`` (as printed, genitive off) and ``date``.
    """

    kind: str
    heading: Paragraph | None
    paragraphs: list[Paragraph] = field(default_factory=list)
    body: str | None = None
    date: str | None = None

    @property
    def span(self) -> Span:
        """From heading to end; only for a part that has either."""
        own = [*([self.heading] if self.heading else []), *self.paragraphs]
        return Span(own[0].start, own[-1].end)


@dataclass(frozen=True, slots=True)
class Block:
    """An item from its heading to the next one's; ``span`` is that, ``lines`` 1-based."""

    number: int
    title: Quote
    closed: bool
    span: Span
    lines: tuple[int, int]
    heading: Paragraph
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a minutes file.

    ``adrift`` is what stands between the contents and the first heading: another item's, its page
    being lost. ``misplaced`` are headings out of order, taken for prose.
    """

    header: tuple[Paragraph, ...]
    contents: tuple[Entry, ...]
    adrift: tuple[Paragraph, ...]
    blocks: tuple[Block, ...]
    misplaced: tuple[Paragraph, ...]


def bare(text: str) -> str:
    """A line without the markup that some files carry (`**`, `<u>`)."""
    return _MARKUP.sub("", text)


@cache
def headings() -> dict[str, str]:
    """Known section headings, folded, to their kinds; the wordings come from ontology.ttl."""
    kinds = vocabulary().concepts("afsnitstype")
    return {folded(label): kind.code for kind in kinds for label in (*kind.labels, *kind.hidden)}


def heading_kind(line: Line) -> str | None:
    """The kind of section that a line opens, if it is a heading and nothing else."""
    text = bare(line.text)
    if len(text) > _LONGEST_HEADING or not text[:1].isupper():
        return None
    return headings().get(folded(text.rstrip(":")))


def lay_out(document: Document) -> Layout:
    """Split a document; one without any `Punkt` heading is all header."""
    found = paragraphs(document.lines)
    start = next((i for i, p in enumerate(found) if _CONTENTS.match(p.lines[0].text)), None)
    candidates = [(i, m) for i, p in enumerate(found) if (m := _item_heading(p))]
    first = candidates[0][0] if candidates else len(found)
    contents: list[Entry] = []
    adrift: list[Paragraph] = []
    if start is not None and start < first:
        listed, adrift = _listed(found[start:first])
        contents = list(_entries(document, listed))
    header = found[: first if start is None else min(start, first)]
    chosen = _in_order(candidates, contents)
    starts = [index for index, _ in chosen]
    in_place = frozenset(starts)
    adrift += found[first : starts[0] if starts else len(found)]
    ends = [*starts[1:], len(found)][: len(starts)]
    blocks = [
        _block(document, found[i:end], int(match["number"]), found[end].start if end < len(found) else None)
        for (i, match), end in zip(chosen, ends, strict=True)
    ]
    misplaced = [found[index] for index, _ in candidates if index not in in_place]
    return Layout(tuple(header), tuple(contents), tuple(adrift), tuple(blocks), tuple(misplaced))


def _item_heading(paragraph: Paragraph) -> re.Match[str] | None:
    line = paragraph.lines[0].text
    return _HEADING.match(line) if len(line) <= _LONGEST_HEADING else None


def _listed(region: Sequence[Paragraph]) -> tuple[list[Line], list[Paragraph]]:
    """The lines of the contents, a blank one after each paragraph, and the paragraphs behind them.

    Where the entries have page numbers, the last one that has ends the contents.
    """
    last = max((i for i, p in enumerate(region) if any(_ends_entry(line) for line in p.lines)), default=None)
    own = region if last is None else region[: last + 1]
    lines = [line for paragraph in own for line in (*paragraph.lines, Line(0, paragraph.end, ""))]
    return lines[1:], list(region[len(own) :])


def _ends_entry(line: Line) -> re.Match[str] | None:
    return _ENTRY_END.search(line.text) if len(line.text) <= _LONGEST_HEADING else None


def _entries(document: Document, lines: Sequence[Line]) -> Iterable[Entry]:
    """The entries of the contents: each ends in dots or a tab and a page number, perhaps lines later."""
    number, start = 0, None
    for index, line in enumerate(lines):
        if number >= _MOST_ITEMS:
            return
        if line.blank:
            # An entry without a page number ends here, unless a page break cut it in two.
            following = lines[index + 1].text.strip() if index + 1 < len(lines) else ""
            if start is None or following[:1].islower():
                continue
            end = lines[index - 1].end
        else:
            start = line.start if start is None else start
            ending = _ends_entry(line)
            if not ending:
                continue
            end = line.start + ending.start()
        number += 1
        title, closed = _title(document, start, end)
        yield Entry(number, title, closed)
        start = None


def _title(document: Document, start: int, end: int) -> tuple[Quote, bool]:
    """A title without the word that marks its item as closed, and whether it is."""
    closed = CLOSED.match(document.text, document.trim(start, end).start, end)
    behind = _CLOSED_BEHIND.search(document.text[start:end])
    return document.quote(closed.end() if closed else start, end), bool(closed or behind)


def similar(one: str, other: str) -> float:
    """How alike two titles are, 0 to 1; the contents may have cut one of them short."""
    a, b = folded(one).rstrip("."), folded(other).rstrip(".")
    shortest = min(len(a), len(b))
    if shortest > 30:
        a, b = a[:shortest], b[:shortest]
    return SequenceMatcher(None, a[:200], b[:200]).ratio()


def _in_order(
    candidates: Sequence[tuple[int, re.Match[str]]], contents: Sequence[Entry]
) -> list[tuple[int, re.Match[str]]]:
    """The headings that can all be right: one of each number, numbers rising through the file."""
    titles = {entry.number: entry.title.text for entry in contents}
    best: dict[int, tuple[float, int, re.Match[str]]] = {}
    for index, match in candidates:
        number = int(match["number"])
        if number == 0 or number > _MOST_ITEMS:
            continue
        likeness = similar(match["title"], titles[number]) if number in titles else 0.0
        if number not in best or likeness > best[number][0] + 0.1:
            best[number] = (likeness, index, match)
    by_place = sorted((index, match) for _, index, match in best.values())
    return _longest_rising(by_place)


def _longest_rising(headings: list[tuple[int, re.Match[str]]]) -> list[tuple[int, re.Match[str]]]:
    tails: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for i, (_, match) in enumerate(headings):
        number = int(match["number"])
        place = bisect_left(tails, number)
        tails[place : place + 1] = [number]
        last[place : place + 1] = [i]
        before.append(last[place - 1] if place else None)
    chosen, at = [], last[-1] if last else None
    while at is not None:
        chosen.append(headings[at])
        at = before[at]
    return chosen[::-1]


def _block(document: Document, own: Sequence[Paragraph], number: int, end: int | None) -> Block:
    """An item's block; its title may run over lines, up to a case number, a heading or a blank line."""
    first = own[0]
    match = _HEADING.match(first.lines[0].text)
    start = first.start + (match.start("title") if match else 0)
    taken = 1
    while taken < len(first.lines):
        line = first.lines[taken]
        if _CASE_NUMBER_LINE.match(line.text) or heading_kind(line) or _is_openness(line.text):
            break
        taken += 1
    heading = Paragraph(first.lines[:taken])
    rest = [Paragraph(first.lines[taken:])] if taken < len(first.lines) else []
    title, closed = _title(document, start, heading.end)
    stop = len(document.text) if end is None else end
    return Block(
        number=number,
        title=title,
        closed=closed,
        span=Span(first.start, stop),
        lines=document.line_numbers(first.start, stop),
        heading=heading,
        paragraphs=tuple(rest + list(own[1:])),
    )


def _is_openness(text: str) -> bool:
    return bare(text).strip().rstrip(".").casefold() in ("åbent", "lukket", "åbent punkt", "lukket punkt")


def openness(paragraph: Paragraph) -> bool | None:
    """True for a paragraph that says `Lukket`, false for `Åbent`, ``None`` for any other."""
    if not _is_openness(paragraph.text):
        return None
    return bare(paragraph.text).casefold().startswith("lukket")


def split(own: Iterable[Paragraph], case_types: frozenset[str]) -> list[Part]:
    """The parts of an item in their order. ``case_types`` are folded values of Sagstype: one of them
    right after that heading is its value, though `Beslutning` is a heading elsewhere."""
    found = [Part("", None)]
    for paragraph in own:
        before = found[-1]
        value = bare(paragraph.text).rstrip(". ")
        if before.kind == "sagstype" and not before.paragraphs and folded(value) in case_types:
            before.paragraphs.append(paragraph)
        elif opened := _opens(paragraph):
            found.append(opened)
        else:
            before.paragraphs.append(paragraph)
    return found if found[0].paragraphs else found[1:]


def _opens(paragraph: Paragraph) -> Part | None:
    """The part that a paragraph opens; text on the lines after the heading is its first paragraph."""
    kind = heading_kind(paragraph.lines[0])
    if kind:
        rest = paragraph.lines[1:]
        return Part(kind, Paragraph(paragraph.lines[:1]), [Paragraph(rest)] if rest else [])
    for taken in range(1, min(len(paragraph.lines), 3) + 1):
        head = Paragraph(paragraph.lines[:taken])
        if len(head.text) > _LONGEST_HEADING:
            break
        match = _MEETING_OF.fullmatch(bare(head.text))
        if match and (day := as_date(match)):
            rest = paragraph.lines[taken:]
            return Part("beslutning", head, [Paragraph(rest)] if rest else [], match["body"], day.isoformat())
    return None
