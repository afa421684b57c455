"""The headings of items without a number of their own: titles alone, or behind a label."""

import re
from dataclasses import replace

from graph.minutes.model import Span
from graph.readers.layout.contents import Entry, ends_entry
from graph.readers.layout.heading_weight import LISTED, STRONG
from graph.readers.layout.headings import Headings, agreeing
from graph.readers.layout.item_heading import ItemHeading, Lines, plain_title, undressed
from graph.readers.layout.lines import LONGEST_HEADING, below_closed_heading
from graph.readers.layout.printed_contents import listed_titles
from graph.wording.openness import Mark, line_mark

_LABEL_WITHOUT_NUMBER = re.compile(
    r"\W{0,6}(?:(?P<before>lukket|åbent|fortroligt|ikke[- ]offentligt)\s+)?"
    r"(?P<label>(?:dagsordens)?punkt|emne)"
    r"\s?(?:\((?P<said>[^()]{3,30})\)\s?)?:\s*(?P<title>\S.*)$",
    re.IGNORECASE,
)
TITLES_ALONE = "{title}"
_YES_OR_NO = re.compile(r"(?:ja|nej|ingen)\W*", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]{2}")


def is_behind_label(lines: Lines, one: ItemHeading) -> bool:
    """Whether a heading has a label and no number, or is of a closed item in whatever form."""
    text = lines.lines[one.first].text[:LONGEST_HEADING]
    return _LABEL_WITHOUT_NUMBER.match(text) is not None or below_closed_heading(text) is not None


def titles_alone(lines: Lines) -> Headings | None:
    """The headings of a document that prints titles alone: lines of the body that are those of the contents,
    in their order, most of them with what begins an item below. Their numbers are those of the contents,
    printed or counted."""
    start = lines.heading_of_contents
    if start is None:
        return None
    listed, end = listed_titles(lines, start)
    places = {
        plain_title(lines, Span(line.start, line.end)): place
        for place, line in reversed(list(enumerate(lines.lines[end:], end)))
        if not line.blank
    }
    found: list[ItemHeading] = []
    entries: list[Entry] = []
    for title in listed:
        one = undressed(lines, ItemHeading(title.number, 0, 0, 0, title.span))
        closed = bool(one.mark and one.mark.closed)
        entries.append(
            Entry(title.number, lines.document.quote(one.title.start, one.title.end), closed, title.page)
        )
        place = places.get(plain_title(lines, title.span))
        if place is None or (found and place <= found[-1].last):
            continue
        line = lines.lines[place]
        own = lines.document.trim(line.start, line.end)
        below = lines.below(place)
        begun = below is not None and (lines.field(below) or lines.heading(below))
        heading = ItemHeading(
            title.number, place, place, place, own, weight=LISTED, firm=begun, number_line=line.number
        )
        found.append(undressed(lines, heading))
    if len(found) < 2 or 2 * len(found) < len(listed) or 2 * sum(one.firm for one in found) < len(found):
        return None
    return Headings(TITLES_ALONE, tuple(agreeing(lines, found)), (), tuple(entries), start, end)


def behind_labels(lines: Lines) -> Headings | None:
    """The headings of a document that prints `Punkt:` or `Emne:` before titles and no number, by their count.
    Most have what begins an item below, or all with `Punkt:` stand apart: mails have a line `Emne:`. One that
    ends in the number of a page is an entry of the contents, and of two the first. Below a heading with a
    number all of them are the words of its item."""
    raw: list[ItemHeading] = []
    paged: set[int] = set()
    label = ""
    for at in lines.filled:
        line = lines.lines[at]
        page = ends_entry(line)
        text = line.text[: page.start()] if page else line.text[:LONGEST_HEADING]
        match = _LABEL_WITHOUT_NUMBER.match(text)
        if match is None or not _LETTERS.search(match["title"]):
            continue
        label = label or match["label"].casefold()
        # `Åbent punkt: Nej` is what is said of one.
        if label != match["label"].casefold() or _YES_OR_NO.fullmatch(match["title"]):
            continue
        said = match["before"] or match["said"]
        own_title = lines.document.trim(line.start + match.start("title"), line.start + match.end("title"))
        mark = line_mark(said.strip()) if said else None
        raw.append(undressed(lines, ItemHeading(1, at, at, at, own_title, mark, number_line=at + 1)))
        if page:
            paged.add(at)
    if not raw or lines.has_numbered(raw[0].first):
        return None
    if len(paged) > 1:
        # What contents lack is no heading.
        entered = {plain_title(lines, one.title) for one in raw if one.first in paged}
        raw = [one for one in raw if plain_title(lines, one.title) in entered]
    titles = [plain_title(lines, one.title) for one in raw]
    last = {title: at for at, title in enumerate(titles) if raw[at].first not in paged}
    if not last.keys() >= set(titles):
        return None  # an entry in other words may be a closed one
    listed = [one for at, one in enumerate(raw) if last[titles[at]] > at]
    own = [one for at, one in enumerate(raw) if last[titles[at]] == at]
    numbers = {titles[at]: number for number, at in enumerate(sorted(last.values()), 1)}
    closed = {title for title, one in zip(titles, raw, strict=True) if one.mark and one.mark.closed}
    found: list[ItemHeading] = []
    for number, one in enumerate(own, 1):
        below = lines.below(one.last)
        begun = below is not None and (lines.field(below) or lines.heading(below))
        title = plain_title(lines, one.title)
        mark = one.mark or (Mark(closed=True) if title in closed else None)
        found.append(replace(one, number=number, mark=mark, firm=begun, weight=STRONG))
    apart = label != "emne" and all(lines.apart(one.first) for one in found)
    if len(found) < 2 or (2 * sum(one.firm for one in found) < len(found) and not apart):
        return None
    entries: list[Entry] = []
    if listed and listed[-1].first < found[0].first:
        for one in listed:
            title = plain_title(lines, one.title)
            quote = lines.document.quote(one.title.start, one.title.end)
            entries.append(Entry(numbers[title], quote, title in closed))
    start, end = (listed[0].first - 1, listed[-1].last + 1) if entries else (None, 0)
    return Headings("Punkt: {title}", tuple(agreeing(lines, found)), (), tuple(entries), start, end)
