"""The headings of items that have the number of a chapter and their own (`1.2 Skoler`)."""

import re
from dataclasses import replace

from graph.minutes.document import Line
from graph.minutes.model import Span
from graph.readers.layout.contents import Entry
from graph.readers.layout.headings import FEWEST_COUNTED, Headings
from graph.readers.layout.item_heading import ItemHeading, Lines, dressed, undressed
from graph.readers.layout.lines import LONGEST_HEADING
from graph.readers.layout.sections import section_heading
from graph.wording.openness import Mark

_IN_CHAPTER = re.compile(r"\s*(?P<chapter>\d{1,2})\.(?P<number>\d{1,2})[.:]?\s+(?P<title>[A-ZÆØÅ(].*\S)\s*$")
_OF_CHAPTER = re.compile(r"\s*(?P<chapter>\d{1,2})[.:]?\s+(?P<title>[A-ZÆØÅ][^.]{2,80})$")


def in_chapters(lines: Lines) -> Headings | None:
    """The headings of a document whose items have the number of a chapter and their own (`1.2 Skoler`). Each
    chapter has nothing between its heading, which may close all of it, and the first of its items, these
    count up, and what begins an item stands below most of them: else they are the sections of an item."""
    found: list[ItemHeading] = []
    chapters: list[int] = []
    closed: set[int] = set()
    heads: dict[int, int] = {}
    listed: dict[str, ItemHeading] = {}
    start, end = None, 0
    chapter, last = 0, 0
    for at in lines.filled:
        line = lines.lines[at]
        match = _IN_CHAPTER.match(line.text[:LONGEST_HEADING])
        if match is None:
            if head := _OF_CHAPTER.match(line.text[:LONGEST_HEADING]):
                heads[int(head["chapter"])] = at
            continue
        own, number = int(match["chapter"]), int(match["number"])
        if found and not listed and (own, number) == (1, 1):
            # What came till now are the contents.
            listed = {f"{one.number}{one.suffix}": one for one in found}
            start, end, chapter, last, found = chapters[0], heads.get(1, at), 0, 0, []
        if (own, number) != (chapter, last + 1):
            headed = heads.get(own)
            if (own, number) != (chapter + 1, 1) or headed is None or lines.below(headed) != at:
                return None
            chapters.append(headed)
            if _is_closed_chapter(lines.lines[headed]):
                closed.add(own)
        if section_heading(Line(0, 0, match["title"])):
            return None
        chapter, last = own, number
        title = Span(line.start + match.start("title"), line.end)
        above = chapters[-1] if number == 1 else at
        one = ItemHeading(own, at, at, above, title, firm=True, number_line=at + 1, suffix=f".{number}")
        one = undressed(lines, one)
        entry = listed.get(f"{own}.{number}")
        marks = [each.mark for each in (one, entry) if each and each.mark]
        marks += [Mark(closed=True)] if own in closed else []
        mark = max(marks, key=_closes, default=None)
        found.append(replace(one, mark=mark, listed_open=not (mark and mark.closed)))
    begun = sum(
        (below := lines.below(one.last)) is not None and (lines.field(below) or lines.heading(below))
        for one in found
    )
    if len(found) < FEWEST_COUNTED or 2 * begun < len(found):
        return None
    entries = tuple(
        Entry(
            one.number,
            lines.document.quote(one.title.start, one.title.end),
            bool(one.mark and one.mark.closed),
        )
        for one in listed.values()
    )
    return Headings("{n} {title}", tuple(found), (), entries, start, end, tuple(chapters))


def _is_closed_chapter(line: Line) -> bool:
    head = _OF_CHAPTER.match(line.text)
    mark = dressed(head["title"])[2] if head else None
    return mark is not None and mark.closed


def _closes(mark: Mark) -> bool:
    return mark.closed
