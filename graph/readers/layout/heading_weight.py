"""What speaks for a line being the heading of an item, and what against it: its place, its words, what
stands above and below.

What a list, a decision or a date begins with (`1. at ...`, `2. maj`) is no heading.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from graph.minutes.document import Line, unfinished
from graph.minutes.model import Span
from graph.municipality.profile import folded
from graph.readers.layout.contents import Entry, alike
from graph.readers.layout.item_heading import (
    LONGEST_TITLE_LINES,
    NUMBER_LINE,
    ItemHeading,
    Lines,
    dressed,
    plain_title,
    same_title,
    undressed,
)
from graph.readers.layout.lines import LABELLED, is_file_name, is_openness
from graph.readers.layout.sections import section_heading
from graph.wording.item_numbers import CLOSED_SERIES

# What the words of a title never begin with, or end in.
NO_TITLE = re.compile(r"\s*(?:At\s|[a-zæøå]|\d{1,2}[./-]\d|[-–—=]|\*+\s|\d+\s*(?:%|kr\.|mio|t\.?kr))")
_SENTENCE_END = (".", ";", ",", ":")
_NUMBER_ALONE = re.compile(r"\s*(?:punkt|pkt\.?|sag|nr\.?)\s*(?P<number>\d{1,4})[.:]?\s*", re.IGNORECASE)
_LABELLED_VALUE = re.compile(r"\s*[A-ZÆØÅ][^:\n]{2,30}:\s+\S[^\n]{0,40}")
_LABEL_ALONE = re.compile(r"\s*[A-ZÆØÅ][^:\n]{2,30}:\s*")
# How much a sign is worth; from STRONG on a line is a heading by itself.
LISTED, _TWICE, _FIELD_BELOW, _MARKED, _MARK_ABOVE, _OWN_FORM, _HEADING_BELOW, _APART = (
    8,
    6,
    6,
    5,
    5,
    5,
    4,
    1,
)
STRONG = 5
_NEAR = 8  # lines from a point of a list to the next one


def weigh(
    lines: Lines,
    raw: Sequence[ItemHeading],
    at: int,
    listed: Mapping[int, Entry],
    firsts: Collection[int],
    twice: set[int],
    own: bool,
    stopped: bool,
) -> ItemHeading | None:
    """One of the possible headings with what speaks for it; ``None`` where too much speaks against it. Where
    most titles are ``stopped``, a stop makes none a sentence."""
    one = undressed(lines, raw[at])
    title = lines.document.text[one.title.start : one.title.end]
    if is_file_name(title):
        return None  # an entry of a list of attachments
    entry = listed.get(one.number)
    weight, firm, last, repeated = 0, False, one.last, False
    if entry and title:
        likeness = alike(title, entry.title.text)
        begun = len(title) > 5 and folded(entry.title.text).startswith(folded(title))
        if likeness > 0.6 or begun:
            weight, firm = LISTED, True
    first, marked = lines.above(one.first)
    # What stands right above a number alone behind its label is the head of a page.
    apart = lines.apart(first) or NUMBER_LINE.match(lines.lines[one.number_line - 1].text) is not None
    again = raw[at + 1] if at + 1 < len(raw) else None
    if again and again.number == one.number and again.first <= one.last + 2 and same_title(lines, one, again):
        weight, firm, last, repeated = weight + _TWICE, True, again.last, True
        twice.add(again.first)
    elif (place := _printed_again(lines, one)) is not None:
        weight, firm, last, repeated = weight + _TWICE, True, place, True
    last = last if repeated else _title_end(lines, one, last, entry)
    below, offered = _below_labels(lines, last), False
    if below is not None and lines.field(below) and not _labels_number(lines, below, firsts):
        weight, firm = weight + _FIELD_BELOW, True
    elif below is not None and lines.heading(below):
        # What a page offers may stand right above its first item.
        offered = at == 0 and first > 0 and _LABEL_ALONE.fullmatch(lines.lines[first - 1].text) is not None
        apart = apart or offered
        weight += _HEADING_BELOW if apart else 0
    if one.foreign or (one.mark and one.mark.sure):
        weight, firm = weight + _MARKED, True
    if marked:
        weight, firm = weight + _MARK_ABOVE, True
    if own and apart:
        weight, firm = weight + _OWN_FORM, True
    if apart and lines.document.closed & {str(one.number), f"{CLOSED_SERIES}{one.number}"}:
        # Known to be an item's, below which nothing stands any more.
        weight, firm = weight + _MARKED, True
    if one.case or one.coded:
        weight, firm = weight + _FIELD_BELOW, True
    weight += _APART if apart else 0
    if firm and weight < LISTED and NO_TITLE.match(title) and not marked and not one.case:
        return None
    if not firm:
        # Only its place speaks for it.
        if (
            entry
            or _is_no_title(title.removesuffix(".") if stopped else title)
            or (not offered and _in_list(lines, one, raw, at, stopped))
        ):
            return None
        weight = weight if apart else 0
    return replace(one, last=last, above=first, weight=weight, firm=firm, repeated=repeated)


def _below_labels(lines: Lines, at: int) -> int | None:
    """The place of the next line with words, but for a label with a short value right above what begins an
    item (`Ansvarlig: Ida`)."""
    below = lines.below(at)
    if below is None or lines.field(below) or not _LABELLED_VALUE.fullmatch(lines.lines[below].text):
        return below
    further = lines.below(below)
    return further if further is not None and section_heading(lines.lines[further]) else below


def _is_no_title(title: str) -> bool:
    """Whether words are those of a sentence, a point of a list, or a heading of a section."""
    no_words = not title or NO_TITLE.match(title) is not None or title.endswith(_SENTENCE_END)
    return no_words or bool(section_heading(Line(0, 0, title)))


def _printed_again(lines: Lines, one: ItemHeading) -> int | None:
    """The place of the title of an item, where it is printed once more below a line with the number alone, as
    a page has it that unfolds its items; the item's files may stand between."""
    below = lines.below(one.last)
    if below is not None and is_file_name(lines.lines[below].text):
        below = lines.below(below)
    number = _NUMBER_ALONE.fullmatch(lines.lines[below].text) if below is not None else None
    if below is None or number is None or int(number["number"]) != one.number:
        return None
    place = lines.below(below)
    if place is None or not lines.apart(place):
        return None
    again = Span(lines.lines[place].start, lines.lines[place].end)
    return place if plain_title(lines, again) == plain_title(lines, one.title) else None


def _labels_number(lines: Lines, at: int, firsts: Collection[int]) -> bool:
    """Whether a line that looks like a field is a mark in front of the next heading."""
    if not is_openness(lines.lines[at].text):
        return False
    below = lines.below(at)
    return below is not None and below in firsts


def _in_list(lines: Lines, one: ItemHeading, raw: Sequence[ItemHeading], at: int, stopped: bool) -> bool:
    """Whether a line is a point behind another one, or opens a list that words lead to; where titles are
    ``stopped`` a stop makes none a point."""
    before = raw[at - 1] if at else None
    if before and before.number == one.number - 1 and one.first - before.last <= _NEAR:
        own = undressed(lines, before)
        if own.mark and own.mark.closed and own.mark.sure:
            return False
        words = lines.document.text[own.title.start : own.title.end]
        words = words.removesuffix(".") if stopped else words
        if NO_TITLE.match(words) or words.rstrip().endswith(_SENTENCE_END) or before.last + 1 == one.first:
            return True
    above = one.first - 1
    while above >= 0 and lines.lines[above].blank:
        above -= 1
    return above >= 0 and lines.lines[above].text.rstrip().endswith((":", ","))


def _title_end(lines: Lines, one: ItemHeading, last: int, entry: Entry | None) -> int:
    """The last line of a title that may run over several: as far as the contents say, or up to the first
    line of fields or a heading right below."""
    if last > one.last:
        return last
    text = lines.document.text
    title = text[one.title.start : one.title.end]
    if one.mark and one.mark.closed and not entry:
        return last
    if entry:
        wanted = folded(entry.title.text).rstrip(".")
        at = last
        while at + 1 < len(lines.lines) and at - last < LONGEST_TITLE_LINES:
            line = lines.lines[at + 1]
            so_far = folded(text[one.title.start : lines.lines[at].end])
            if line.blank or len(so_far) >= len(wanted) or not wanted.startswith(folded(title)[:20]):
                break
            if not wanted.startswith(
                folded(f"{text[one.title.start : lines.lines[at].end]} {_left(line)}")[: len(wanted)]
            ):
                break
            at += 1
        if at > last or len(wanted) <= len(folded(title)) + 3:
            return at
    if one.number_line == one.first + 1 and one.last > one.first:
        # A title below its number, with text right below it.
        while last + 1 < len(lines.lines) and not lines.lines[last + 1].blank and last - one.last < 2:
            following = lines.lines[last + 1]
            broken = unfinished(lines.lines[last].text) or following.text.lstrip()[:1].islower()
            if not broken or lines.field(last + 1) or lines.heading(last + 1) or is_openness(following.text):
                break
            last += 1
        return last
    for ahead in range(1, 3):
        place = last + ahead
        if place >= len(lines.lines) or lines.lines[place].blank or len(lines.lines[place].text) > 160:
            return last
        if lines.field(place) or lines.heading(place):
            between = lines.lines[last + 1 : place]
            hanging = all(
                line.text[:1].isspace()
                or line.text.lstrip()[:1].islower()
                or LABELLED.match(lines.lines[place].text)
                for line in between
            )
            return place - 1 if between and hanging else last
    return last


def _left(line: Line) -> str:
    """The words of a line, without a mark at its right."""
    first, last, _, _ = dressed(line.text)
    return line.text[first:last].strip()
