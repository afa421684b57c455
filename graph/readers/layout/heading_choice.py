"""In which form a document prints the headings of its items: the choice among the forms.

Each form is tried on the contents and on the body; the one is taken whose numbers rise, whose titles are
those of the contents and below which stands what begins an item. What a list, a decision or a date begins
with (`1. at ...`, `2. maj`) is no heading.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from graph.minutes.dates import DATE
from graph.minutes.document import Document, Line, unfinished
from graph.minutes.model import Span
from graph.municipality.profile import folded
from graph.readers.layout.contents import SAME_TITLE, Entry, alike, ends_entry, is_sure
from graph.readers.layout.forms import CLASSIC, CODE, CODED, ITEM_FORMS, LISTED_FORMS, Form, compiled
from graph.readers.layout.item_heading import (
    CLASSIC_FORM,
    LONGEST_TITLE_LINES,
    MOST_NUMBER,
    NUMBER_LINE,
    ItemHeading,
    Lines,
    are_kinds,
    dressed,
    heading_at,
    plain_title,
    same_title,
    undressed,
)
from graph.readers.layout.lines import (
    ITEM,
    LABELLED,
    LONGEST_HEADING,
    below_closed_heading,
    is_file_name,
    is_labelled_number,
    is_number_in_front,
    is_openness,
)
from graph.readers.layout.printed_contents import listed_titles, printed_contents
from graph.readers.layout.sections import labelled_heading, section_heading
from graph.wording.headings import DECISION
from graph.wording.item_numbers import CLOSED_SERIES, LETTERED_ENTRY, rank, suffix
from graph.wording.openness import Mark, line_mark
from graph.wording.openness_words import has_word

_BEGINS = re.compile(
    r"\s*(?:•?\s*(?:(?:dagsordens)?punkt|pkt|sag|nr|ad(?!\w))|\W{0,3}\d{1,4}(?!\d)|.*\S\s+sag\s+nr)",
    re.IGNORECASE,
)
# What the words of a title never begin with, or end in.
_NO_TITLE = re.compile(r"\s*(?:At\s|[a-zæøå]|\d{1,2}[./-]\d|[-–—=]|\*+\s|\d+\s*(?:%|kr\.|mio|t\.?kr))")
_SENTENCE_END = (".", ";", ",", ":")
_NUMBER_ALONE = re.compile(r"\s*(?:punkt|pkt\.?|sag|nr\.?)\s*(?P<number>\d{1,4})[.:]?\s*", re.IGNORECASE)
_LABELLED_VALUE = re.compile(r"\s*[A-ZÆØÅ][^:\n]{2,30}:\s+\S[^\n]{0,40}")
_LABEL_ALONE = re.compile(r"\s*[A-ZÆØÅ][^:\n]{2,30}:\s*")
_OF_BODY = re.compile(
    r"(?P<body>[A-ZÆØÅ][A-Za-zÆØÅæøå]{0,2}[A-ZÆØÅ])\s+[-–]\s+(?=\S)|(?P<type>[BDO])\s+[-–]\s+(?=\S)"
)
# What begins the heading of an item in any form but a number alone.
_HEADED = re.compile(
    r"\W*(?:(?:dagsordens)?punkt|pkt|sag|nr|ad)(?![^\W\d_])\W{0,3}(?:nr\.?\s?)?\d", re.IGNORECASE
)
_BEGINS_IN_CODE = re.compile(rf"\W{{0,8}}{CODE}")
# How much a sign is worth; from _STRONG on a line is a heading by itself.
_LISTED, _TWICE, _FIELD_BELOW, _MARKED, _MARK_ABOVE, _OWN_FORM, _HEADING_BELOW, _APART = (
    8,
    6,
    6,
    5,
    5,
    5,
    4,
    1,
)
_STRONG = 5
# How contents print what is on two lines in the body, or behind a word; empty for the same on one line.
_FORMS_OF_CONTENTS = ("", "{n}. {title}", "{n} {title}", "{n}) {title}")
_IN_CHAPTER = re.compile(r"\s*(?P<chapter>\d{1,2})\.(?P<number>\d{1,2})[.:]?\s+(?P<title>[A-ZÆØÅ(].*\S)\s*$")
_OF_CHAPTER = re.compile(r"\s*(?P<chapter>\d{1,2})[.:]?\s+(?P<title>[A-ZÆØÅ][^.]{2,80})$")
_LABEL_WITHOUT_NUMBER = re.compile(
    r"\W{0,6}(?:(?P<before>lukket|åbent|fortroligt|ikke[- ]offentligt)\s+)?"
    r"(?P<label>(?:dagsordens)?punkt|emne)"
    r"\s?(?:\((?P<said>[^()]{3,30})\)\s?)?:\s*(?P<title>\S.*)$",
    re.IGNORECASE,
)
_TITLES_ALONE = "{title}"
_YES_OR_NO = re.compile(r"(?:ja|nej|ingen)\W*", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_COUNTED = re.compile(r"\s*(?P<number>\d{1,2})[.)]\s*(?P<title>[A-ZÆØÅ][^\n]{1,120}?)[.:]?\s*$")
_FEWEST_COUNTED = 4
_MINUTES = re.compile(r"referat|protokol", re.IGNORECASE)
_LETTERS_APART = re.compile(r"(?<=(?<!\w)\w) (?=\w(?!\w))")
_LONGEST_GROUP = 80
_NEAR = 8  # lines from a point of a list to the next one


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
        headed = sum(one.weight >= _STRONG for one in self.found)
        return headed > 1 and up and 2 * headed > len(numbers)


def choose(document: Document, templates: Sequence[str]) -> Headings | None:
    """The headings in the form that fits best, or ``None`` where :data:`CLASSIC` does or none at all.
    ``templates`` are those of the municipality, which go first."""
    lines = Lines(document)
    found = _fitting(lines, templates)
    if found is None or found.form == _TITLES_ALONE:
        labelled = _labelled_alone(lines)
        if labelled and (found is None or all(_is_labelled(lines, one) for one in found.found)):
            found = labelled
    counted = _counted(lines)
    if counted and (
        found is None or {one.first for one in found.found} < {one.first for one in counted.found}
    ):
        found = counted
    chaptered = _chaptered(lines)
    if chaptered:
        own = {*chaptered.chapters, *(one.first for one in chaptered.found)}
        if found is None or all(one.first in own or one.first < chaptered.end for one in found.found):
            return chaptered
    return found and replace(found, found=tuple(_with_lettered(lines, found)))


def _is_labelled(lines: Lines, one: ItemHeading) -> bool:
    """Whether a heading has such a label, or is of a closed item in whatever form."""
    text = lines.lines[one.first].text[:LONGEST_HEADING]
    return _LABEL_WITHOUT_NUMBER.match(text) is not None or below_closed_heading(text) is not None


def _chaptered(lines: Lines) -> Headings | None:
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
    if len(found) < _FEWEST_COUNTED or 2 * begun < len(found):
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


def _with_lettered(lines: Lines, headings: Headings) -> Iterator[ItemHeading]:
    """The headings with those of items that were put in: the number of the one before and a letter or a
    number behind it, in the same form, apart and with what begins an item below."""
    form = compiled(headings.form, lettered=True) if "{n}" in headings.form else None
    if form is None or form.away:
        yield from headings.found
        return
    ends = [*(one.above for one in headings.found[1:]), len(lines.lines)]
    for one, end in zip(headings.found, ends, strict=True):
        yield one
        last = (0, "")
        for at in range(one.last + 1, end):
            match = form.pattern.match(lines.lines[at].text[:LONGEST_HEADING])
            if match is None or int(match["number"]) != one.number or rank(suffix(match)) <= last:
                continue
            found = None if _NO_TITLE.match(match["title"]) else heading_at(lines, form, at)
            below = lines.below(at)
            if found is None or below is None:
                continue
            # `2.1` may be the number of a heading within the item.
            numbered = match["letter"].isdecimal()
            found = replace(undressed(lines, found), suffix=suffix(match), firm=True)
            listed, listed_open = _in_contents(lines, headings, found)
            mark = found.mark or listed
            closed = mark is not None and mark.closed
            opens = closed or (lines.heading(below) and not numbered)
            if lines.field(below) or (opens and lines.apart(at)):
                last = rank(found.suffix)
                yield replace(found, mark=mark, listed_open=listed_open)


def _in_contents(lines: Lines, headings: Headings, one: ItemHeading) -> tuple[Mark | None, bool]:
    """What the contents say beside the title of an item with a letter, and whether they have that title
    without a mark, though others are marked as closed."""
    title = lines.document.text[one.title.start : one.title.end]
    for line in lines.lines[headings.start or 0 : headings.end]:
        page = ends_entry(line)
        entry = line.text[: page.start()] if page else line.text
        match = LETTERED_ENTRY.match(entry) if len(entry) <= LONGEST_HEADING else None
        if match and (int(match["number"]), suffix(match)) == (one.number, one.suffix):
            first, last, mark, _ = dressed(match["title"])
            marks = any(entry.closed for entry in headings.entries)
            return mark, mark is None and marks and alike(title, match["title"][first:last]) > SAME_TITLE
    return None, False


def _fitting(lines: Lines, templates: Sequence[str]) -> Headings | None:
    begun = [at for at in lines.filled if _BEGINS.match(lines.lines[at].text[:LONGEST_HEADING])]
    numbered, every = _by_lead(lines, begun), _by_lead(lines, lines.filled)
    classic = _tried(lines, CLASSIC_FORM, numbered) if begun else None
    titled = _titled(lines) if classic is None else None
    for group in (templates, ITEM_FORMS):
        best: Headings | None = None
        for template in group:
            form = compiled(template)
            # A municipality's own headings may begin with any word.
            general = group is ITEM_FORMS and "{n}" in template.split("{title}")[0]
            places = numbered if general else every
            found = _tried(lines, form, places, own=group is templates)
            if found and template in LISTED_FORMS and not found.entries:
                if best is None and _one_an_item(lines, found):
                    best = found
                continue
            if found and template == CODED and (best or classic or not _of_one_body(lines, found)):
                continue
            if found and found.likely and (best is None or found.weight > best.weight):
                best = found
        if best and titled and len(titled.found) > len(best.found):
            return titled
        if (
            best
            and not (classic and _is_classic(lines, classic, best))
            and not _stands_again(lines, begun, best)
        ):
            return best
    if titled is None and classic:
        # Contents in another form may be where a closed heading of one stands.
        known = bool(classic.entries) or lines.heading_of_contents is None
        foreign = known and any(one.foreign for one in classic.found)
        return classic if foreign or _one_an_item(lines, classic) or _grouped(lines, classic) else None
    return titled


def _of_one_body(lines: Lines, found: Headings) -> bool:
    """Whether codes are of one body, and nothing else in the document is the heading of an item that a word
    closes or a code: a list of cases may stand in an item, too. A letter alone is that of a bill."""
    bodies = {re.sub(r"\W*\d.*", "", lines.lines[one.first].text, flags=re.DOTALL) for one in found.found}
    own = {one.first for one in found.found}
    return len(bodies) == 1 and not any(
        at not in own
        and (has_word(text) or _BEGINS_IN_CODE.match(text))
        and below_closed_heading(text) is not None
        for at, text in ((at, lines.lines[at].text) for at in lines.filled)
    )


def _one_an_item(lines: Lines, found: Headings) -> bool:
    """Whether the words of decisions stand behind their headings (`Beslutning: Godkendt.`), and the headings
    of items count up from 1, three of them at least, so that none is a point of a decision."""
    numbers = [one.number for one in found.found]
    return len(numbers) > 2 and numbers == list(range(1, len(numbers) + 1)) and _runs_in(lines)


def _grouped(lines: Lines, classic: Headings) -> bool:
    """Whether contents without page numbers say of several entries at once that they are open or closed."""
    if any(entry.page is not None for entry in classic.entries):
        return False
    marks = (line_mark(line.text) for line in lines.lines[classic.start or 0 : classic.end])
    return any(mark.scope == "following" for mark in marks if mark)


def _runs_in(lines: Lines) -> bool:
    """Whether decisions stand behind their headings, and none below one."""
    told = [line for at in lines.filled if len((line := lines.lines[at]).text) <= LONGEST_HEADING]
    if any(section_heading(line) == DECISION for line in told):
        return False
    labels = (labelled_heading(line) for line in lines.lines)
    return any(kind == DECISION for kind, _ in filter(None, labels))


def _titled(lines: Lines) -> Headings | None:
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
            title.number, place, place, place, own, weight=_LISTED, firm=begun, number_line=line.number
        )
        found.append(undressed(lines, heading))
    if len(found) < 2 or 2 * len(found) < len(listed) or 2 * sum(one.firm for one in found) < len(found):
        return None
    return Headings(_TITLES_ALONE, tuple(_agreeing(lines, found)), (), tuple(entries), start, end)


def _counted(lines: Lines) -> Headings | None:
    """The headings of minutes without any heading of a section, as councils of citizens write them:
    paragraphs whose first lines count up from one, each with words right below. A list within such a
    paragraph counts anew, and in anything but minutes, or below headings of any form, they are points."""
    found: list[ItemHeading] = []
    if any(_HEADED.match(line.text) or section_heading(line) for line in lines.lines):
        return None
    for at in lines.filled:
        match = _COUNTED.match(lines.lines[at].text)
        if match is None or not (lines.apart(at) or _below_group(lines, at)):
            continue
        if int(match["number"]) != len(found) + 1:
            return None
        title = match.span("title")
        start = lines.lines[at].start
        one = ItemHeading(
            len(found) + 1,
            at,
            at,
            at,
            Span(start + title[0], start + title[1]),
            firm=True,
            number_line=at + 1,
        )
        found.append(undressed(lines, one))
    if len(found) < _FEWEST_COUNTED:
        return None
    head = " ".join(line.text for line in lines.lines[: found[0].first])
    told = sum(one.last + 1 < len(lines.lines) and not lines.lines[one.last + 1].blank for one in found)
    if (
        not _MINUTES.search(_LETTERS_APART.sub("", head))
        or DATE.search(head) is None
        or 3 * told < 2 * len(found)
    ):
        return None
    return Headings("{n}.{title}", tuple(found))


def _labelled_alone(lines: Lines) -> Headings | None:
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
        found.append(replace(one, number=number, mark=mark, firm=begun, weight=_STRONG))
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
    return Headings("Punkt: {title}", tuple(_agreeing(lines, found)), (), tuple(entries), start, end)


def _below_labels(lines: Lines, at: int) -> int | None:
    """The place of the next line with words, but for a label with a short value right above what begins an
    item (`Ansvarlig: Ida`)."""
    below = lines.below(at)
    if below is None or lines.field(below) or not _LABELLED_VALUE.fullmatch(lines.lines[below].text):
        return below
    further = lines.below(below)
    return further if further is not None and section_heading(lines.lines[further]) else below


def _below_group(lines: Lines, at: int) -> bool:
    """Whether a line stands right below one in capitals that stands apart: the heading of several items."""
    above = lines.lines[at - 1].text.strip()
    return above.isupper() and len(above) <= _LONGEST_GROUP and lines.apart(at - 1)


def _is_classic(lines: Lines, classic: Headings, other: Headings) -> bool:
    """Whether a document is in the classic form, below whose headings number and title may stand again. A
    heading with a word that closes is in either form, and shows nothing where the other one finds more."""
    own, theirs = ([one for one in found.found if not one.foreign] for found in (classic, other))
    if {one.number for one in theirs} - {one.number for one in own}:
        places = {one.first for one in theirs}
        own = [
            one
            for one in own
            if ITEM.match(lines.lines[one.first].text)
            or not (one.first in places or _is_entry(other, one.first))
        ]
    again = {one.number for one in own} & {one.number for one in theirs}
    return bool(own) and (classic.weight >= other.weight or 2 * len(again) >= len(theirs))


def _is_entry(found: Headings, at: int) -> bool:
    """Whether a line stands in the contents of a document with these headings."""
    return found.start is not None and found.start < at < found.end


def _stands_again(lines: Lines, begun: Sequence[int], other: Headings) -> bool:
    """Whether most of the other headings print the number and title of classic ones once more, though the
    contents may hide where those begin."""
    raw: dict[int, list[ItemHeading]] = {}
    for at in begun:
        if _is_entry(other, at) and not ITEM.match(lines.lines[at].text):
            continue
        if one := heading_at(lines, CLASSIC_FORM, at):
            raw.setdefault(one.number, []).append(one)
    again = sum(any(same_title(lines, one, own) for own in raw.get(one.number, ())) for one in other.found)
    return 2 * again > len(other.found)


def _by_lead(lines: Lines, places: Sequence[int]) -> Mapping[str, Sequence[int]]:
    """Places of lines by what the lines begin with; all of them by nothing."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for at in places:
        found[lines.leads[at]].append(at)
    return {**found, "": places}


def _tried(
    lines: Lines, form: Form, places: Mapping[str, Sequence[int]], *, own: bool = False
) -> Headings | None:
    """The headings of a document in one form, which may be the municipality's ``own``; the ``places`` where
    they can stand are told by what the lines begin with."""
    raw = [found for at in places.get(form.lead, ()) if (found := heading_at(lines, form, at))]
    told = lines.told_in_front({one.first: one.number for one in raw})
    raw = [one for one in raw if one.first not in told]
    if not raw:
        return None
    of_form = {one.number for one in raw}
    closed = [one for one in lines.closed if _is_told_closed(lines, one, of_form)]
    foreign = [one for one in closed if one.number not in of_form]
    start, entries, end = _contents(lines, form, sorted([*raw, *foreign], key=lambda one: one.first))
    listed = {entry.number: entry for entry in entries}
    body = [one for one in raw if one.first >= end and not ends_entry(lines.lines[one.first])]
    if not body:
        return None
    numbers = {one.number for one in body}
    others = [
        one for one in closed if one.first >= end and lines.apart(one.first) and one.number not in numbers
    ]
    both = sorted([*body, *others], key=lambda one: one.first)
    return _chosen(lines, both, listed, Headings(form.template, (), (), tuple(entries), start, end), own)


def _is_told_closed(lines: Lines, one: ItemHeading, of_form: Collection[int]) -> bool:
    """Whether a closed heading is so by a word, or its number is missing among those of a form or
    next to one of a closed heading or these: that of a bill is any number (`L112: Forslag til lov`)."""
    own = [line.text for line in lines.lines[one.first : one.last + 1]]
    if any(map(has_word, own)):
        return True
    counted = {*of_form, *(other.number for other in lines.closed)}
    return min(of_form) < one.number < max(of_form) or not counted.isdisjoint(
        {one.number - 1, one.number + 1}
    )


def _contents(lines: Lines, form: Form, raw: Sequence[ItemHeading]) -> tuple[int | None, list[Entry], int]:
    """The contents in front of the headings in a form, as :func:`printed_contents` gives them: they may print
    number and title in another way than the body does, and on one line."""
    contents = printed_contents(lines, raw)
    if form.template == CLASSIC:
        return contents
    for other in _FORMS_OF_CONTENTS:
        if contents[1]:
            break
        in_contents = compiled(other or form.template.replace(" / ", " "))
        if in_contents.template != form.template:
            listed = lines.headings(in_contents)
            ahead = listed[: bisect_right(listed, raw[-1].first, key=lambda one: one.number_line - 1)]
            contents = printed_contents(lines, sorted([*raw, *ahead], key=lambda one: one.first))
    return contents


def _chosen(
    lines: Lines, raw: Sequence[ItemHeading], listed: Mapping[int, Entry], found: Headings, own: bool
) -> Headings | None:
    """The headings among those that could be: strong ones whose numbers rise, and between them others."""
    weighed: list[ItemHeading] = []
    twice: set[int] = set()
    firsts = frozenset(one.first for one in raw)
    stopped = 2 * sum(lines.lines[one.first].text.rstrip().endswith(".") for one in raw) > len(raw)
    for at, one in enumerate(raw):
        if one.first in twice:
            continue
        plain = _weighed(lines, raw, at, listed, firsts, twice, own, stopped)
        if plain is not None:
            weighed.append(plain)
    strong = _heaviest([one for one in weighed if one.weight >= _STRONG])
    if not strong:
        return None
    rising = list(_filled(lines, strong, weighed, listed))
    others = [*_out_of_order(lines, rising, weighed, listed), *_numbered_anew(rising, weighed)]
    both = _of_closed_series(lines, sorted([*rising, *others], key=lambda one: one.first))
    filled = tuple(_agreeing(lines, both))
    taken = {one.first for one in filled}
    astray = tuple(
        one for one in weighed
        if one.first not in taken
        and not one.foreign
        and (one.firm or (one.mark and one.mark.closed and one.mark.sure))
    )  # fmt: skip
    return replace(found, found=filled, astray=astray, entries=_without_body(lines, found.entries))


def _without_body(lines: Lines, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries of the contents without the body whose case it is, where their headings are so."""
    document = lines.document
    spans = [entry.title.span for entry in entries]
    of_body = [_OF_BODY.match(document.text, span.start, span.end) for span in spans]
    if not _prefixed(of_body):
        return tuple(entries)
    return tuple(
        replace(entry, title=document.quote(match.end(), entry.title.span.end)) if match else entry
        for entry, match in zip(entries, of_body, strict=True)
    )


def _prefixed(of_body: Sequence[re.Match[str] | None]) -> bool:
    """Whether titles begin with the body whose case it is: half of them do, and more than one."""
    some = sum(match is not None for match in of_body)
    return some > 1 and 2 * some >= len(of_body)


def _out_of_order(
    lines: Lines,
    rising: Sequence[ItemHeading],
    weighed: Sequence[ItemHeading],
    listed: Mapping[int, Entry],
) -> Iterator[ItemHeading]:
    """The headings that stand elsewhere than their number says: an item that was handled first, or a series
    of its own. They are those of the contents by number and title, or where there are none are surely closed
    or have the numbers of a case right below; of two with one number neither is."""
    taken = {one.number for one in rising}
    others = [one for one in weighed if one.firm and one.number not in taken]
    times = Counter(one.number for one in others)
    for one in others:
        below = lines.below(one.last)
        entry = listed.get(one.number)
        if times[one.number] > 1 or (entry is None and (listed or below is None)):
            continue
        title = lines.document.text[one.title.start : one.title.end]
        words = entry.title.text if entry else None
        line = None if below is None else lines.lines[below]
        if is_sure(title, words, one.mark, line, lines.apart(one.above)):
            yield one


def _numbered_anew(rising: Sequence[ItemHeading], weighed: Sequence[ItemHeading]) -> list[ItemHeading]:
    """The headings whose numbers begin anew behind the last one of a series, or come before its first: those
    of a closed part. None of them stands among the others."""
    taken = {one.number for one in rising}
    for group in (
        [one for one in weighed if one.first > rising[-1].last],
        [one for one in weighed if one.last < rising[0].first],
    ):
        again = [one for one in group if one.firm and one.number in taken]
        if again and all(one.number < other.number for one, other in pairwise(again)):
            return again
    return []


def _of_closed_series(lines: Lines, found: Sequence[ItemHeading]) -> list[ItemHeading]:
    """The headings. Of two headings with one number, the one in the closed part gets that part's series;
    where neither is known to stand there, the first alone is kept."""
    numbers = Counter(one.number for one in found)
    kept: list[ItemHeading] = []
    seen: set[int] = set()
    places = [place for place, _ in lines.headings_of_several]
    closing, at = False, 0
    for one in found:
        above = bisect_left(places, one.first) - 1
        if above >= 0 and places[above] >= at:
            _, closing = lines.headings_of_several[above]
        at = one.last + 1
        if numbers[one.number] == 1:
            kept.append(one)
        elif closing or (one.mark and one.mark.closed and one.mark.sure):
            kept.append(replace(one, series=CLOSED_SERIES))
        elif one.number not in seen:
            seen.add(one.number)
            kept.append(one)
    return kept


def _agreeing(lines: Lines, found: Sequence[ItemHeading]) -> Iterator[ItemHeading]:
    """The headings, with what only counts where several have it: a mark in front of the heading, where the
    first has one, the letter of its kind, where half of them have one, and the body whose case it is."""
    text = lines.document.text
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


def _weighed(
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
    entry = listed.get(one.number)
    weight, firm, last, repeated = 0, False, one.last, False
    if entry and title:
        likeness = alike(title, entry.title.text)
        begun = len(title) > 5 and folded(entry.title.text).startswith(folded(title))
        if likeness > 0.6 or begun:
            weight, firm = _LISTED, True
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
    if firm and weight < _LISTED and _NO_TITLE.match(title) and not marked and not one.case:
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


def _is_no_title(title: str) -> bool:
    """Whether words are those of a sentence, a point of a list, or a heading of a section."""
    no_words = not title or _NO_TITLE.match(title) is not None or title.endswith(_SENTENCE_END)
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
        if _NO_TITLE.match(words) or words.rstrip().endswith(_SENTENCE_END) or before.last + 1 == one.first:
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


def _heaviest(ones: Sequence[ItemHeading]) -> list[ItemHeading]:
    """The headings of the greatest weight together whose numbers rise through the text."""
    best: list[tuple[int, int]] = [(0, -1)] * (
        MOST_NUMBER + 1
    )  # a Fenwick tree of the best chain up to a number

    def upto(number: int) -> tuple[int, int]:
        found = (0, -1)
        while number > 0:
            found = max(found, best[number])
            number &= number - 1
        return found

    before = []
    end = (0, -1)
    for at, one in enumerate(ones):
        weight, last = upto(one.number - 1)
        before.append(last)
        own = (weight + one.weight, at)
        # Of two that weigh the same the first counts, as a heading that is printed twice does.
        number = one.number
        while number <= MOST_NUMBER:
            if best[number][0] < own[0]:
                best[number] = own
            number += number & -number
        end = own if own[0] > end[0] else end
    chain, at = [], end[1]
    while at >= 0:
        chain.append(ones[at])
        at = before[at]
    return chain[::-1]


def _filled(
    lines: Lines, strong: Sequence[ItemHeading], weighed: Sequence[ItemHeading], listed: Mapping[int, Entry]
) -> Iterator[ItemHeading]:
    """The strong headings, and between them those that only their place speaks for: the number that comes
    next, apart from what stands above."""
    places = [one.first for one in weighed]
    bounds = [-1, *(one.first for one in strong), len(lines.lines)]
    numbers = [None, *(one.number for one in strong), MOST_NUMBER + 1]
    for at, start in enumerate(bounds[:-1]):
        if at:
            yield strong[at - 1]
        low, high = numbers[at], numbers[at + 1]
        between = weighed[bisect_right(places, start) : bisect_right(places, bounds[at + 1] - 1)]
        weak = [one for one in between if one.weight and one.weight < _STRONG and not listed]
        if low is None:
            yield from _leading(weak, high or 0)
            continue
        for one in weak:
            if one.number == low + 1 and one.number < (high or 0):
                yield one
                low = one.number


def _leading(weak: Sequence[ItemHeading], number: int) -> list[ItemHeading]:
    """Of those in front of the first strong heading the ones that count up to it."""
    found: list[ItemHeading] = []
    for one in weak[::-1]:
        if one.number == number - 1:
            found.append(one)
            number = one.number
    return found[::-1] if number == 1 else []
