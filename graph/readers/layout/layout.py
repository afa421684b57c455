"""Where things stand in a minutes file: header, contents, one block for each `Punkt`, its parts.

Only the layout is known here, and both generations share it: a `Punkt N: title` heading opens an
item, a known heading in a paragraph of its own opens a part of it. What a part says is read elsewhere.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from graph.base.remembered import of_one_text
from graph.minutes.document import Document, Line, Paragraph, bare, paragraphs, unfinished
from graph.minutes.model import Quote, Span
from graph.minutes.section import HeadedSection
from graph.municipality.profile import NEUTRAL, Profile, folded
from graph.readers.layout.contents import (
    MOST_ITEMS,
    SAME_TITLE,
    Entry,
    alike,
    is_sure,
    more_alike,
    own_title,
    placed,
    read_contents,
    titled,
)
from graph.readers.layout.decision_headings import dated_heading, decision_heading
from graph.readers.layout.heading_choice import choose
from graph.readers.layout.headings import Headings
from graph.readers.layout.item_heading import ItemHeading, are_kinds, dressed, kind_beside
from graph.readers.layout.lines import (
    CASE_NUMBER_LINE,
    CONTENTS,
    LABELLED,
    heading_kind,
    is_labelled_number,
    is_layout_heading,
    is_openness,
    item_heading,
    meeting_heading,
    number_mark,
    pieces,
    told_in_front,
)
from graph.readers.layout.participants import only_people, tells_people
from graph.readers.layout.sections import Sectioned, closes_formally, ends_minutes, sectioned
from graph.wording.decisions import says_decided
from graph.wording.openness import Mark, line_mark, title_mark

_LONGEST_NAMED = 120
_WRAPPED = 50  # characters of a line that may go on in the next: it is as long as one that is full


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
    # In a document of another form than the classic one: the sections that paragraphs open, by where they
    # start, what stands above the heading and is the item's, and what else the heading says.
    opens: Mapping[int, HeadedSection] | None = None
    above: tuple[Paragraph, ...] = ()
    mark: Mark | None = None
    case_type: Quote | None = None
    case_number: Quote | None = None
    # Behind the number: of an item that was put in (`a` of `12a`, `.1` of `12.1`).
    suffix: str = ""
    # Of such an item: whether contents that say of others that they are closed have it without a mark.
    listed_open: bool = False
    # In front of the number: of an item of the closed part, where that has numbers of its own.
    series: str = ""
    # Instead of the number, where items have letters (`A`).
    letter: str = ""

    @property
    def label(self) -> str:
        """The number as it is printed, of a closed part with numbers of its own with what tells it apart."""
        return self.letter or f"{self.series}{self.number}{self.suffix}"


@dataclass(frozen=True, slots=True)
class Printed:
    """The heading of an item on a line: where in it the title starts, and what is said beside the number."""

    number: int
    title: str
    start: int
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a minutes file.

    ``adrift`` is what stands between the contents and the first heading: another item's, its page
    being lost. ``misplaced`` are headings out of order, taken for prose. ``form`` is the template of the
    headings, empty for the classic one, ``headings`` are those of it by their first line, ``tail`` are
    the lines behind the last item that end the minutes, ``behind`` are others behind those, and ``chapters``
    are the headings of several items.
    """

    header: tuple[Paragraph, ...]
    contents: tuple[Entry, ...]
    adrift: tuple[Paragraph, ...]
    blocks: tuple[Block, ...]
    misplaced: tuple[Paragraph, ...]
    form: str = ""
    headings: Mapping[int, ItemHeading] = field(default_factory=dict)
    tail: tuple[Paragraph, ...] = ()
    behind: tuple[Paragraph, ...] = ()
    chapters: tuple[Paragraph, ...] = ()

    def printed(self, line: Line) -> Printed | None:
        """The heading of an item that a line is, in the form of the document."""
        if not self.form:
            match = item_heading(line)
            return match and Printed(
                int(match["number"]), match["title"], match.start("title"), number_mark(match)
            )
        found = self.headings.get(line.number)
        if found is None:
            return None
        title = found.title
        words = line.text[max(0, title.start - line.start) : max(0, title.end - line.start)]
        return Printed(found.number, words, max(0, title.start - line.start), found.mark)


def lay_out(document: Document, profile: Profile = NEUTRAL) -> Layout:
    """Split a document, in the form its headings are in; one without any heading is all header."""
    headings = choose(document, profile.item_headings)
    if headings is None:
        return _classic(document)
    return _in_form(document, headings, profile.decision_headings)


def _in_form(document: Document, headings: Headings, decision_headings: Sequence[str]) -> Layout:
    """The parts of a document whose headings are in another form than the classic one."""
    lines, found = document.lines, headings.found
    listed = {entry.number: entry for entry in headings.entries}
    first = found[0].above
    starts = [one.above for one in found]
    begin = first if headings.start is None else min(first, headings.start)
    blocks, tail = [], None
    own_decisions = _repeated_decisions(lines, found)
    for one, end in zip(found, [*starts[1:], len(lines)], strict=True):
        own = sectioned(lines[one.last + 1 : end], decision_headings, end == len(lines), own_decisions)
        block = _formed(document, one, end, own, None if one.suffix or one.series else listed.get(one.number))
        blocks.append(block)
        tail = own.end
    behind = [line for line in lines[tail.number - 1 :] if not line.blank] if tail else []
    adrift = (
        paragraphs(lines[headings.end : first])
        if headings.start is not None and headings.end <= first
        else []
    )
    # Who was there stands behind the contents in some layouts. Words of an item whose heading is lost may
    # begin so too, so it is believed only where no heading in front of the first and none of a closed item is
    # missing.
    headed = {one.number for one in found}
    missing = any(entry.number < found[0].number for entry in headings.entries)
    people = not missing and all(entry.number in headed for entry in headings.entries if entry.closed)
    behind_contents: list[Paragraph] = []
    if people and adrift and tells_people(adrift[0].lines[0]):
        named = takewhile(lambda paragraph: all(map(only_people, paragraph.lines)), adrift[1:])
        behind_contents = [adrift[0], *named]
    return Layout(
        (*paragraphs(lines[:begin]), *behind_contents),
        headings.entries,
        tuple(adrift[len(behind_contents) :]),
        tuple(blocks),
        tuple(Paragraph(lines[one.first : one.last + 1]) for one in headings.astray),
        headings.form,
        {lines[one.first].number: one for one in (*found, *headings.astray)},
        tuple(Paragraph((line,)) for line in behind if ends_minutes(line) or _names_people(line)),
        tuple(Paragraph((line,)) for line in behind if not (closes_formally(line) or _names_people(line))),
        tuple(Paragraph((lines[at],)) for at in headings.chapters),
    )


def _repeated_decisions(lines: Sequence[Line], found: Sequence[ItemHeading]) -> frozenset[str]:
    """The lines that name a body and a day and nothing else, each the same in half of the items and in two at
    least: above what was decided, though no word and no stop says so."""
    counted: Counter[str] = Counter()
    for one, end in zip(found, [*(one.above for one in found[1:]), len(lines)], strict=True):
        told = {line.text.strip() for line in lines[one.last + 1 : end] if len(line.text) <= _LONGEST_NAMED}
        counted.update(words for words in told if words[-4:].isdecimal())
    return frozenset(
        words
        for words, count in counted.items()
        if count > 1 and 2 * count >= len(found) and decision_heading([Line(1, 0, words)], told=True)
    )


def _names_people(line: Line) -> bool:
    """Whether a line says behind a label who was at the meeting or was not, and nothing else."""
    return tells_people(line) and only_people(line)


def _formed(document: Document, one: ItemHeading, end: int, own: Sectioned, entry: Entry | None) -> Block:
    """The block of a heading in another form, up to the line at place ``end``."""
    lines = document.lines
    start = lines[one.first].start
    stop = lines[end].start if end < len(lines) else len(document.text)
    wrapped = lines[one.last].end if one.last > one.first else one.title.end
    title = _whole(document, one, wrapped)
    return Block(
        number=one.number,
        title=title,
        closed=bool((one.mark and one.mark.closed) or (entry and entry.closed)),
        span=Span(start, stop),
        lines=document.line_numbers(start, stop),
        heading=Paragraph(lines[one.first : one.last + 1]),
        paragraphs=tuple(own.paragraphs),
        opens=own.opens,
        above=tuple(
            Paragraph((line,))
            for line in lines[one.above : one.first]
            if not line.blank and (one.numbered or not is_labelled_number(line.text))
        ),
        mark=one.mark,
        case_type=document.quote(one.type.start, one.type.end) if one.type else None,
        case_number=document.quote(one.case.start, one.case.end) if one.case else None,
        suffix=one.suffix,
        series=one.series,
        letter=one.letter,
        listed_open=one.listed_open,
    )


def _whole(document: Document, one: ItemHeading, wrapped: int) -> Quote:
    """The title, with the lines it runs over but not where it is printed once more."""
    plain = document.quote(one.title.start, one.title.end)
    behind = document.text[one.title.end : wrapped]
    if one.repeated or not behind.strip() or (one.number_line > one.first + 1):
        return plain
    first, last, _, _ = dressed(document.text[one.title.start : wrapped])
    return document.quote(one.title.start + first, one.title.start + last)


def _classic(document: Document) -> Layout:
    """Split a document; one without any `Punkt` heading is all header."""
    found = pieces(paragraphs(document.lines))
    start = next((i for i, p in enumerate(found) if CONTENTS.match(p.lines[0].text)), None)
    candidates = [(i, m) for i, p in enumerate(found) if (m := item_heading(p.lines[0]))]
    in_front = told_in_front([(int(m["number"]), found[i].lines[0].text) for i, m in candidates])
    candidates = [one for place, one in enumerate(candidates) if place not in in_front]
    listed = _listed_as_headings(candidates)
    entries = None if start is None else start + 1
    if listed and entries is None:
        start = entries = candidates[0][0]
    candidates = candidates[listed:]
    first = candidates[0][0] if candidates else len(found)
    contents: list[Entry] = []
    adrift: list[Paragraph] = []
    if entries is not None and entries <= first:
        contents, adrift = read_contents(document, found[entries:first])
    header = found[: first if start is None else min(start, first)]
    by_number = [
        (int(m["number"]), own_title(_whole_title(found[i], m))) for i, m in _in_order(found, candidates, [])
    ]
    contents = placed(contents, by_number)
    chosen = _in_order(found, candidates, contents)
    titles = {entry.number: entry.title.text for entry in contents}
    starts = [index for index, _ in chosen]
    in_place = frozenset(starts)
    adrift += found[first : starts[0] if starts else len(found)]
    ends = [*starts[1:], len(found)][: len(starts)]
    blocks = [
        _block(
            document,
            found[i:end],
            int(match["number"]),
            found[end].start if end < len(found) else None,
            titles.get(int(match["number"])),
        )
        for (i, match), end in zip(chosen, ends, strict=True)
    ]
    misplaced = [found[index] for index, _ in candidates if index not in in_place]
    told = _without_kinds(document, blocks)
    return Layout(tuple(header), tuple(contents), tuple(adrift), told, tuple(misplaced))


def _without_kinds(document: Document, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, the letter of its kind apart from the title, where half of them have one."""
    beside = [kind_beside(block.title.text) for block in blocks]
    kinds = [slice(*one[2]) if one else None for one in beside]
    letters = [kind and block.title.text[kind] for block, kind in zip(blocks, kinds, strict=True)]
    if not are_kinds(letters):
        return tuple(blocks)
    told = []
    for block, one in zip(blocks, beside, strict=True):
        if one and block.title.text == document.text[block.title.span.start : block.title.span.end]:
            at, (first, last, kind) = block.title.span.start, one
            title = document.quote(at + first, at + last)
            block = replace(block, title=title, case_type=document.quote(at + kind[0], at + kind[1]))
        told.append(block)
    return tuple(told)


def _listed_as_headings(candidates: Sequence[tuple[int, re.Match[str]]]) -> int:
    """How many of the first headings are entries of the contents, printed as the headings are: one right
    below the other, and one of them at least stands again behind them."""
    following = enumerate(pairwise(candidates), start=1)
    run = next((at for at, both in following if not _goes_below(*both)), len(candidates))
    titles = {int(match["number"]): match["title"] for _, match in candidates[:run]}
    again = any(
        alike(own_title(match["title"]), own_title(titles.get(int(match["number"]), ""))) > SAME_TITLE
        for _, match in candidates[run : run + MOST_ITEMS]
    )
    return run if run > 1 and again else 0


def _goes_below(one: tuple[int, re.Match[str]], other: tuple[int, re.Match[str]]) -> bool:
    """Whether a heading stands right below another one, and has a higher number, or the same as that of an
    item that was put in (`2.a`)."""
    return other[0] == one[0] + 1 and int(one[1]["number"]) <= int(other[1]["number"])


def _whole_title(heading: Paragraph, match: re.Match[str]) -> str:
    return " ".join([match["title"], *(line.text for line in heading.lines[1:3])])


def _opens_item(found: Sequence[Paragraph], index: int, or_heading: bool = True) -> bool:
    """Whether what follows a heading is what an item begins with, or the next heading."""
    own = found[index].lines
    following = own[1] if len(own) > 1 else found[index + 1].lines[0] if index + 1 < len(found) else None
    if following is None:
        return False
    fields = CASE_NUMBER_LINE.match(following.text) or LABELLED.match(following.text)
    begun = fields or heading_kind(following) or is_openness(following.text)
    return bool(begun or (or_heading and item_heading(following)))


def _in_paragraph(found: Sequence[Paragraph], index: int) -> bool:
    """Whether a heading stands right below other words."""
    return index > 0 and found[index - 1].lines[-1].number + 1 == found[index].lines[0].number


def _in_order(
    found: Sequence[Paragraph], candidates: Sequence[tuple[int, re.Match[str]]], contents: Sequence[Entry]
) -> list[tuple[int, re.Match[str]]]:
    """The headings that can all be right: one of each number, numbers rising through the file, and of the
    others those that are surely headings of what stands elsewhere than its number says.

    One that is nothing like its entry in the contents, with running text right behind it, is prose.
    """
    titles = {entry.number: entry.title.text for entry in contents}
    best: dict[int, tuple[float, int, re.Match[str]]] = {}
    for index, match in candidates:
        number = int(match["number"])
        if number == 0 or number > MOST_ITEMS:
            continue
        title = own_title(match["title"])
        likeness = alike(title, titles[number]) if number in titles else 0.5
        begun = folded(titles.get(number, "")).startswith(folded(title).strip())
        if likeness < 0.3 and not begun and not _opens_item(found, index):
            continue
        # Without contents a line in the middle of a paragraph (`Punkt 1: Godkendt.`) is likely a decision's.
        if not contents and _in_paragraph(found, index) and not _opens_item(found, index, or_heading=False):
            continue
        if number not in best or likeness > best[number][0] + 0.1:
            best[number] = (likeness, index, match)
    by_place = sorted((index, match) for _, index, match in best.values())
    rising = _longest_rising(by_place)
    others = (one for one in by_place if one not in rising and _is_elsewhere(found, *one, titles))
    return sorted([*rising, *others], key=lambda one: one[0])


def _is_elsewhere(
    found: Sequence[Paragraph], index: int, match: re.Match[str], titles: Mapping[int, str]
) -> bool:
    """Whether a heading stands elsewhere than its number says."""
    listed = titles.get(int(match["number"]), "") if titles else None
    mark = number_mark(match) or title_mark(match["title"])
    own = found[index].lines
    below = own[1] if len(own) > 1 else found[index + 1].lines[0] if index + 1 < len(found) else None
    return is_sure(own_title(match["title"]), listed, mark, below, not _in_paragraph(found, index))


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


def _block(
    document: Document, own: Sequence[Paragraph], number: int, end: int | None, listed: str | None
) -> Block:
    """An item's block; its title may run over lines, up to a case number, a heading or a blank line,
    and over a page break if the contents (``listed``) say so or it goes on in lower case."""
    first = own[0]
    match = item_heading(first.lines[0])
    start = first.start + (match.start("title") if match else 0)
    mark = number_mark(match) if match else None
    taken = 1
    while taken < len(first.lines):
        line = first.lines[taken]
        if CASE_NUMBER_LINE.match(line.text) or heading_kind(line) or line_mark(line.text):
            break
        if not _of_title(document, start, first.lines[taken - 1], line, listed, _headed(own, taken + 1)):
            break
        taken += 1
    lines = first.lines[:taken]
    rest = [Paragraph(first.lines[taken:])] if taken < len(first.lines) else []
    following = 1
    if not rest and len(own) > 1 and _goes_on(document, start, first.end, own[1], listed):
        lines += own[1].lines
        following = 2
    heading = Paragraph(lines)
    title, closed = titled(document, start, heading.end)
    stop = len(document.text) if end is None else end
    return Block(
        number=number,
        title=title,
        closed=closed or bool(mark and mark.closed),
        span=Span(first.start, stop),
        lines=document.line_numbers(first.start, stop),
        heading=heading,
        paragraphs=tuple(rest + list(own[following:])),
    )


def _headed(own: Sequence[Paragraph], behind: int) -> bool:
    """Whether from a line of an item's first paragraph on there are no sentences up to a heading of a section
    or a case number: in minutes with such, nothing else stands below a title."""
    below = own[1].lines[:1] if len(own) > 1 else ()
    for line in (*own[0].lines[behind:], *below):
        if heading_kind(line) or CASE_NUMBER_LINE.match(line.text):
            return True
        if line.text.rstrip().endswith("."):
            return False
    return False


def _of_title(
    document: Document, start: int, last: Line, line: Line, listed: str | None, headed: bool
) -> bool:
    """Whether a line right below a heading is of its title, what stands behind it being ``headed`` or not.
    Under a closed item it is so only as far as the contents say, or where none do if the line above is too
    long not to be wrapped."""
    title, closed = titled(document, start, last.end)
    if not closed:
        # What is said of the item may stand right below its title.
        if listed is not None and folded(title.text).rstrip(".") == folded(listed).rstrip("."):
            return False
        begins = line.text.lstrip()[:1].isupper()
        told = line.text.rstrip().endswith(".") or says_decided(line.text) or not headed
        return (
            listed is not None or not (begins and told) or len(last.text) > _WRAPPED or unfinished(last.text)
        )
    if listed is None:
        return len(last.text) > _WRAPPED
    return len(folded(title.text)) < len(folded(listed).rstrip(".")) and folded(listed).startswith(
        folded(f"{title.text} {line.text}")[: len(folded(listed).rstrip("."))]
    )


def _goes_on(document: Document, start: int, end: int, following: Paragraph, listed: str | None) -> bool:
    """Whether the paragraph after a heading is the rest of its title. A closed item's words must not
    pass for its title, so there the contents have to say so."""
    if len(following.text) > 200 or heading_kind(following.lines[0]):
        return False
    title, closed = titled(document, start, end)
    if listed is not None:
        one, whole = folded(listed).rstrip("."), folded(f"{title.text} {following.text}").rstrip(".")
        if len(one) > len(folded(title.text)) + 2 and (whole.startswith(one) or one.startswith(whole)):
            return True
    return not closed and following.lines[0].text.lstrip()[:1].islower() and not title.text.endswith(".")


def openness(paragraph: Paragraph) -> bool | None:
    """True for a paragraph that says `Lukket`, false for `Åbent`, ``None`` for any other."""
    mark = line_mark(paragraph.text) if is_openness(paragraph.text) else None
    return mark.closed if mark else None


def split(
    own: Iterable[Paragraph], case_types: frozenset[str], opens: Mapping[int, HeadedSection] | None = None
) -> list[HeadedSection]:
    """The parts of an item in their order. ``case_types`` are folded values of Sagstype: one of them
    right after that heading is its value, though `Beslutning` is a heading elsewhere. In a list of
    attachments only the layout's own headings open a part; any other may be a title. ``opens`` are the
    sections that paragraphs open where that is known already."""
    found = [HeadedSection("", None)]
    for paragraph in own:
        if opens is not None:
            if section := opens.get(paragraph.start):
                found.append(replace(section, paragraphs=[] if section.heading else [paragraph]))
            else:
                found[-1].paragraphs.append(paragraph)
            continue
        before = found[-1]
        if (
            before.kind == "sagstype"
            and not before.paragraphs
            and folded(bare(paragraph.text).rstrip(". ")) in case_types
        ) or (
            before.kind == "bilag"
            and heading_kind(paragraph.lines[0])
            and not is_layout_heading(paragraph.lines[0])
        ):
            before.paragraphs.append(paragraph)
        elif opened := _opens(paragraph):
            found.append(opened)
        else:
            before.paragraphs.append(paragraph)
    return found if found[0].paragraphs else found[1:]


def _opens(paragraph: Paragraph) -> HeadedSection | None:
    """The part that a paragraph opens; text on the lines after the heading is its first paragraph."""
    opened = _opened(paragraph.lines)
    if opened is None:
        return None
    kind, taken, body, day = opened
    rest = paragraph.lines[taken:]
    own = [Paragraph(rest)] if rest else []
    return HeadedSection(kind, Paragraph(paragraph.lines[:taken]), own, body, day)


@of_one_text
def _opened(lines: tuple[Line, ...]) -> tuple[str, int, str | None, str | None] | None:
    """The kind of part that lines open, how many are its heading, and the body and the day it names."""
    if kind := heading_kind(lines[0]):
        return kind, 1, None, None
    if met := meeting_heading(lines):
        return "beslutning", *met
    dated = dated_heading(lines)
    return ("beslutning", dated.taken, dated.body, dated.date) if dated else None


__all__ = ["Block", "Entry", "HeadedSection", "Layout", "bare", "lay_out", "more_alike", "openness", "split"]
