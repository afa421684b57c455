"""In which form a document prints the headings of its items: the forms as data, and the choice among them.

A form is a template: `{n}` is the number, `{title}` the title, `{case}` a case number, `/` a line end, and
all else stands as it is printed, with or without blanks. Each is tried on the contents and on the body; the
one is taken whose numbers rise, whose titles are those of the contents and below which stands what begins an
item.
What a list, a decision or a date begins with (`1. at ...`, `2. maj`) is no heading.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from graph.minutes.document import Document, Line, unfinished
from graph.minutes.model import Span
from graph.municipality.profile import folded
from graph.readers.layout.contents import Entry, alike, ends_entry
from graph.readers.layout.decision_headings import decision_heading
from graph.readers.layout.lines import (
    CASE_NUMBER_ALONE,
    CONTENTS,
    ITEM,
    LABELLED,
    LONGEST_HEADING,
    is_file_name,
    is_kle,
    is_openness,
)
from graph.readers.layout.sections import section_heading, valued_heading
from graph.wording.openness import Mark, line_mark, says_only_openness, tail_mark, title_mark

CLASSIC = "Punkt {n}: {title}"
ITEM_FORMS = (
    "Pkt. {n} {title}",
    "Pkt. {n}: {title}",
    "Pkt. {n} - {title}",
    "Punkt {n} {title}",
    "Punkt {n} - {title}",
    "Punkt nr. {n} {title}",
    "Dagsordenspunkt {n} {title}",
    "Sag nr. {n} {title}",
    "Sag nr. {n} - {title}",
    "Sag nr. {n}: {title}",
    "Sag {n}: {title}",
    "Nr. {n} - {title}",
    "Nr. {n} {title}",
    "{n}. {case} / {title}",
    "{n} {case} / {title}",
    "{n}. {title}",
    "{n}.{title}",
    "{n} - {title}",
    "{n} : {title}",
    "{n}) {title}",
    "{n} {title}",
    "{title} / Sag nr. {n}",
    "{title} / Pkt. {n}",
    "{title} Sag nr. {n}",
    "Sag nr. {n} / {title}",
    "Pkt. {n} / {title}",
    "Punkt {n} / {title}",
    "{n}. / {title}",
)
"""Where the headings of items are in none of these, a municipality's profile has its own (sg:itemHeading)."""

_MOST = 9999
"""No number of an item is greater."""
_CASE = (
    r"(?P<case>(?:[A-ZÆØÅ]{1,4}\s)?\d[\w./]*(?:-\w+)*/\d+|(?:[A-ZÆØÅ]{1,5}-?)?\d{2,4}-\d{3,7}(?:-\d{1,7})?)"
)
_PARTS = {"n": r"(?P<number>\d{1,4})(?!\d|[-–/]\d)", "title": r"(?P<title>\S.*)", "case": _CASE}
_LETTERED = r"(?P<number>\d{1,4})\s?(?P<letter>[a-zæøå])(?![^\W_])"
NUMBERED = r"(?:pkt|punkt|sag)\.?\s*(?:nr\.?\s*)?"
"""What may stand in front of an item's number, as an expression."""
LETTERED_ENTRY = re.compile(
    rf"\s*(?:{NUMBERED})?(?P<number>\d{{1,4}})\s?(?P<letter>[a-zæøå])[.):-]?\s+(?P<title>[A-ZÆØÅ(].*)"
)
_BEGINS = re.compile(
    r"\s*(?:(?:dagsordens)?punkt|pkt|sag|nr|\W{0,3}\d{1,4}(?!\d)|.*\S\s+sag\s+nr)", re.IGNORECASE
)
# What the words of a title never begin with, or end in.
_NO_TITLE = re.compile(r"\s*(?:At\s|[a-zæøå]|\d{1,2}[./-]\d|[-–—=*]|\d+\s*(?:%|kr\.|mio|t\.?kr))")
_WORD = re.compile(r"[^\W\d_]")
_SENTENCE_END = (".", ";", ",", ":")
_TYPE = re.compile(r"\s*\((?P<type>[A-ZÆØÅ])\)\s*$")
_OF_BODY = re.compile(
    r"(?P<body>[A-ZÆØÅ][A-Za-zÆØÅæøå]{0,2}[A-ZÆØÅ])\s+[-–]\s+(?=\S)|(?P<type>[BDO])\s+[-–]\s+(?=\S)"
)
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
_SAME_TITLE = 0.8
_NEAR = 8  # lines from a point of a list to the next one
_LONGEST_TITLE_LINES = 4
_MOST_LISTED = 400
_LISTED_NUMBER = re.compile(rf"\s*(?:{NUMBERED})?(?P<number>\d{{1,4}})\s*[.):-]?\s+(?=\S)", re.IGNORECASE)
_NUMBER_LINE = re.compile(rf"\s*{NUMBERED}\d{{1,4}}\s*[.:]?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Form:
    """A template, and the pattern of the line with the number; the title stands ``away`` lines from it.
    ``lead`` is what that line begins with (:func:`_lead`), empty where it may be anything."""

    template: str
    pattern: re.Pattern[str]
    away: int = 0
    lead: str = ""


@dataclass(frozen=True, slots=True)
class ItemHeading:
    """A heading of an item: ``first`` to ``last`` are the places of its lines, ``title`` where its title
    stands, without what marks it as open or closed (``mark``) and without its kind (``type``). ``above`` is
    the place of the first line in front that is the item's: a mark, a number, its attachments' files."""

    number: int
    first: int
    last: int
    above: int
    title: Span
    mark: Mark | None = None
    type: Span | None = None
    case: Span | None = None
    weight: int = 0
    firm: bool = False
    # Whether the last of its lines print it once more.
    repeated: bool = False
    # The line, from 1, on which the number stands.
    number_line: int = 0
    # Behind the number: of an item that was put in (`12a`).
    letter: str = ""
    # Of such an item: whether contents that say of others that they are closed have it without a mark.
    listed_open: bool = False


@dataclass(frozen=True)
class Headings:
    """The headings of a document in its form, in order, those ``astray`` that are out of order, and the
    contents up to the place ``end``, with the place of their own heading, if there are any."""

    form: str
    found: tuple[ItemHeading, ...]
    astray: tuple[ItemHeading, ...] = ()
    entries: tuple[Entry, ...] = ()
    start: int | None = None
    end: int = 0

    @property
    def weight(self) -> int:
        return sum(one.weight for one in self.found)

    @property
    def likely(self) -> bool:
        """Whether the headings are some: one at least that more speaks for than its place, or several that
        count up, each with a heading of a section below."""
        if any(one.firm for one in self.found):
            return True
        numbers = [one.number for one in self.found]
        up = all(one + 1 == other for one, other in pairwise(numbers))
        return len(numbers) > 1 and up and all(one.weight >= _STRONG for one in self.found)


@lru_cache(maxsize=256)
def compiled(template: str, lettered: bool = False) -> Form:
    """The form that a template says, or the same with a letter behind the number; raises ``ValueError`` for
    one without a number or a title."""
    lines = [part.strip() for part in template.split(" / ")]
    own = next((at for at, part in enumerate(lines) if "{n}" in part), None)
    titled = next((at for at, part in enumerate(lines) if "{title}" in part), None)
    if own is None or titled is None or len(lines) > 2:
        raise ValueError(f"{template!r}: a heading has {{n}} and {{title}}, on one line or on two")
    pattern = ""
    for token in re.findall(r"\{(?:n|title|case)\}|\w+|\s+|[^\w\s]", lines[own]):
        if token in ("{n}", "{title}", "{case}"):
            pattern += _LETTERED if lettered and token == "{n}" else _PARTS[token[1:-1]]
        elif token.isspace():
            pattern += r"\s+"
        elif token.isalnum():
            pattern += f"(?i:{re.escape(token)})"
        else:
            pattern += {"-": r"[-–—]", ".": r"\."}.get(token, re.escape(token))
    # Blanks around a sign are as the typist likes; between words and numbers they are needed.
    pattern = re.sub(r"\\s\+(?=\[-–—\]|\\\.|:)", r"\\s*", pattern)
    pattern = re.sub(r"(\[-–—\]|\\\.|:)\\s\+(?!\(\?P<title>)", r"\1\\s*", pattern)
    pattern = re.sub(r"(\[-–—\]|:)\\s\+", r"\1\\s*", pattern)
    if "{title}" in lines[own] and lines[own].startswith("{title}"):
        pattern = pattern.replace(_PARTS["title"], r"(?P<title>\S(?:.*?\S)?)", 1)
    first = "0" if lines[own].startswith("{n}") else _lead(lines[own])
    return Form(template, re.compile(rf"\s*{pattern}\s*$"), titled - own, first if first.isalnum() else "")


def _lead(line: str) -> str:
    """The first character of a line, in small letters, and 0 for any digit."""
    first = line.lstrip()[:1]
    return "0" if first.isdecimal() else first.casefold()


class _Lines:
    """The lines of a document with what is asked of them again and again."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.lines = document.lines
        self.filled = [at for at, line in enumerate(self.lines) if not line.blank]
        self.leads = [_lead(line.text) for line in self.lines]

    def below(self, at: int) -> int | None:
        """The place of the next line with words."""
        place = bisect_right(self.filled, at)
        return self.filled[place] if place < len(self.filled) else None

    def apart(self, at: int) -> bool:
        """Whether nothing stands right above a line, or only what belongs to the item below."""
        return at == 0 or self.lines[at - 1].blank

    def field(self, at: int) -> bool:
        """Whether a line is what an item's numbers begin with, or says that it is open."""
        text = self.lines[at].text
        return bool(LABELLED.match(text) or CASE_NUMBER_ALONE.match(text) or is_openness(text))

    def heading(self, at: int) -> bool:
        line = self.lines[at]
        return bool(
            section_heading(line)
            or valued_heading(line)
            or decision_heading(self.lines[at : at + 2], told=True)
        )

    def above(self, at: int) -> tuple[int, bool]:
        """The place of the first line in front of a heading that belongs to its item, and whether a mark or a
        number stands there."""
        first, marked = at, False
        files = at - 1
        while files >= 0 and is_file_name(self.lines[files].text):
            files -= 1
        first = files + 1
        place = first - 1
        while place >= 0 and at - place < 4:
            line = self.lines[place]
            told = is_openness(line.text) or is_kle(line.text)
            if not line.blank and told:
                if place == first - 1 or self.lines[place - 1].blank or marked or place == 0:
                    first, marked = place, True
            elif not line.blank or marked:
                break
            place -= 1
        return first, marked


def dressed(text: str) -> tuple[int, int, Mark | None, tuple[int, int] | None]:
    """Where in a printed title its own words stand, what marks it as open or closed, where its kind is."""
    mark = title_mark(text) if len(text) <= LONGEST_HEADING else None
    found = _dressed(text, mark.end if mark else 0, mark)
    if mark and mark.end and says_only_openness(text[found[0] : found[1]]):
        return _dressed(text, 0, mark)  # of `Personsag - Lukket` the word in front is the title
    return found


def _dressed(
    text: str, start: int, mark: Mark | None
) -> tuple[int, int, Mark | None, tuple[int, int] | None]:
    end, kind = len(text.rstrip()), None
    for _ in range(3):
        own = text[start:end]
        tail = tail_mark(own)
        if tail:
            mark = tail[1] if mark is None or (tail[1].closed and not mark.closed) else mark
            end = start + tail[0]
        elif kind is None and (found := _TYPE.search(own)):
            kind = (start + found.start("type"), start + found.end("type"))
            end = start + len(own[: found.start()].rstrip())
        else:
            break
    return start, end, mark, kind


def choose(document: Document, templates: Sequence[str]) -> Headings | None:
    """The headings in the form that fits best, or ``None`` where :data:`CLASSIC` does or none at all.
    ``templates`` are those of the municipality, which go first."""
    lines = _Lines(document)
    found = _fitting(lines, templates)
    return found and replace(found, found=tuple(_with_lettered(lines, found)))


def _with_lettered(lines: _Lines, headings: Headings) -> Iterator[ItemHeading]:
    """The headings with those of items that were put in: the number of the one before and a letter, in the
    same form, apart and with what begins an item below."""
    form = compiled(headings.form, lettered=True) if "{n}" in headings.form else None
    if form is None or form.away:
        yield from headings.found
        return
    ends = [*(one.above for one in headings.found[1:]), len(lines.lines)]
    for one, end in zip(headings.found, ends, strict=True):
        yield one
        last = ""
        for at in range(one.last + 1, end):
            match = form.pattern.match(lines.lines[at].text[:LONGEST_HEADING])
            if match is None or int(match["number"]) != one.number or match["letter"] <= last:
                continue
            found = None if _NO_TITLE.match(match["title"]) else _heading(lines, form, at)
            below = lines.below(at)
            if found is None or below is None:
                continue
            found = replace(_undressed(lines, found), letter=match["letter"], firm=True)
            listed, listed_open = _in_contents(lines, headings, found)
            mark = found.mark or listed
            opens = lines.heading(below) or (mark is not None and mark.closed)
            if lines.field(below) or (opens and lines.apart(at)):
                last = found.letter
                yield replace(found, mark=mark, listed_open=listed_open)


def _in_contents(lines: _Lines, headings: Headings, one: ItemHeading) -> tuple[Mark | None, bool]:
    """What the contents say beside the title of an item with a letter, and whether they have that title
    without a mark, though others are marked as closed."""
    title = lines.document.text[one.title.start : one.title.end]
    for line in lines.lines[headings.start or 0 : headings.end]:
        page = ends_entry(line)
        entry = line.text[: page.start()] if page else line.text
        match = LETTERED_ENTRY.match(entry) if len(entry) <= LONGEST_HEADING else None
        if match and (int(match["number"]), match["letter"]) == (one.number, one.letter):
            first, last, mark, _ = dressed(match["title"])
            marks = any(entry.closed for entry in headings.entries)
            return mark, mark is None and marks and alike(title, match["title"][first:last]) > _SAME_TITLE
    return None, False


def _fitting(lines: _Lines, templates: Sequence[str]) -> Headings | None:
    begun = [at for at in lines.filled if _BEGINS.match(lines.lines[at].text[:LONGEST_HEADING])]
    classic = _tried(lines, Form(CLASSIC, ITEM), begun) if begun else None
    titled = _titled(lines) if classic is None else None
    for group in (templates, ITEM_FORMS):
        best: Headings | None = None
        for template in group:
            form = compiled(template)
            # A municipality's own headings may begin with any word.
            general = group is ITEM_FORMS and "{n}" in template.split("{title}")[0]
            places = begun if general else lines.filled
            found = _tried(lines, form, places, own=group is templates)
            if found and found.likely and (best is None or found.weight > best.weight):
                best = found
        if best and titled and len(titled.found) > len(best.found):
            return titled
        if best and not (classic and _is_classic(classic, best)) and not _stands_again(lines, begun, best):
            return best
    return titled


def _titled(lines: _Lines) -> Headings | None:
    """The headings of a document that prints titles alone: lines of the body that are those of the contents,
    in their order, most of them with what begins an item below. Their numbers are those of the contents,
    printed or counted."""
    start = next((at for at in lines.filled[:400] if CONTENTS.match(lines.lines[at].text)), None)
    if start is None:
        return None
    listed: list[tuple[int, int, int, int | None]] = []
    at = start + 1
    while at < len(lines.lines) and len(listed) < _MOST_LISTED:
        line = lines.lines[at]
        if not line.blank:
            page = ends_entry(line)
            end = page.start() if page else len(line.text)
            printed = _LISTED_NUMBER.match(line.text)
            begin = printed.end() if printed else len(line.text) - len(line.text.lstrip())
            if listed and _plain(lines, line.start, line.end) == _plain(lines, *listed[0][1:3]):
                break
            number = int(printed["number"]) if printed else len(listed) + 1
            if listed and number <= listed[-1][0]:
                break
            if _NUMBER_LINE.match(line.text):
                return None  # each title has its number on a line of its own
            words = line.text[begin:end].rstrip()
            span = len(words.rstrip(".")) if words.endswith("..") else len(words)
            listed.append(
                (number, line.start + begin, line.start + begin + span, int(page["page"]) if page else None)
            )
        at += 1
    places = {
        _plain(lines, line.start, line.end): place
        for place, line in reversed(list(enumerate(lines.lines[at:], at)))
        if not line.blank
    }
    found: list[ItemHeading] = []
    entries: list[Entry] = []
    for number, first, last, page_number in listed:
        one = _undressed(lines, ItemHeading(number, 0, 0, 0, Span(first, last)))
        closed = bool(one.mark and one.mark.closed)
        entries.append(
            Entry(number, lines.document.quote(one.title.start, one.title.end), closed, page_number)
        )
        place = places.get(_plain(lines, first, last))
        if place is None or (found and place <= found[-1].last):
            continue
        line = lines.lines[place]
        own = lines.document.trim(line.start, line.end)
        below = lines.below(place)
        begun = below is not None and (lines.field(below) or lines.heading(below))
        heading = ItemHeading(
            number, place, place, place, own, weight=_LISTED, firm=begun, number_line=line.number
        )
        found.append(_undressed(lines, heading))
    if len(found) < 2 or 2 * len(found) < len(listed) or 2 * sum(one.firm for one in found) < len(found):
        return None
    return Headings("{title}", tuple(_agreeing(lines, found)), (), tuple(entries), start, at)


def _plain(lines: _Lines, start: int, end: int) -> str:
    """A title for comparison, its marks and the stop left off."""
    words = lines.document.text[start:end]
    first, last, _, _ = dressed(words) if len(words) <= LONGEST_HEADING else (0, 0, None, None)
    return folded(words[first:last].strip()).rstrip(".")


def _is_classic(classic: Headings, other: Headings) -> bool:
    """Whether a document is in the classic form, below whose headings number and title may stand again."""
    own, theirs = ({one.number for one in found.found} for found in (classic, other))
    return classic.weight >= other.weight or 2 * len(own & theirs) >= len(theirs)


def _stands_again(lines: _Lines, begun: Sequence[int], other: Headings) -> bool:
    """Whether most of the other headings print the number and title of classic ones once more, though the
    contents may hide where those begin."""
    raw: dict[int, list[ItemHeading]] = {}
    for at in begun:
        if one := _heading(lines, Form(CLASSIC, ITEM), at):
            raw.setdefault(one.number, []).append(one)
    again = sum(any(_same(lines, one, own) for own in raw.get(one.number, ())) for one in other.found)
    return 2 * again > len(other.found)


def _tried(lines: _Lines, form: Form, places: Sequence[int], *, own: bool = False) -> Headings | None:
    """The headings of a document in one form, which may be the municipality's ``own``."""
    begun = (at for at in places if not form.lead or lines.leads[at] == form.lead)
    raw = [found for at in begun if (found := _heading(lines, form, at))]
    start, entries, end = _contents(lines, form, raw)
    if not entries and raw and form.away:
        # What stands on two lines in the body may stand on one in the contents.
        joined = compiled(form.template.replace(" / ", " "))
        one_line = [found for at in lines.filled if (found := _heading(lines, joined, at))]
        both = sorted([*raw, *one_line], key=lambda one: one.first)
        start, entries, end = _contents(lines, joined, both)
    listed = {entry.number: entry for entry in entries}
    body = [one for one in raw if one.first >= end and not ends_entry(lines.lines[one.first])]
    return _chosen(lines, body, listed, Headings(form.template, (), (), tuple(entries), start, end), own)


def _heading(lines: _Lines, form: Form, at: int) -> ItemHeading | None:
    """The heading whose number stands on a line, whatever speaks for it."""
    line = lines.lines[at]
    if len(line.text) > LONGEST_HEADING:
        return None
    match = form.pattern.match(line.text)
    if match is None or not 0 < int(match["number"]) <= _MOST:
        return None
    titled = at + form.away
    between = None
    if form.away > 0 and titled + 1 < len(lines.lines) and is_openness(lines.lines[titled].text):
        between = line_mark(lines.lines[titled].text)
        titled += 1
    if not 0 <= titled < len(lines.lines) or (form.away and lines.lines[titled].blank):
        return None
    other = lines.lines[titled]
    start = line.start + match.start("title") if form.away == 0 else other.start
    end = line.start + match.end("title") if form.away == 0 else other.end
    if len(other.text) > LONGEST_HEADING:
        return None
    if form.away and (section_heading(other) or LABELLED.match(other.text)):
        return None
    own = lines.document.trim(start, end)
    if not _WORD.search(lines.document.text, own.start, own.end):
        return None  # a number in parts, as `998-2017-` above `275394`
    case = (
        Span(line.start + match.start("case"), line.start + match.end("case"))
        if "case" in match.groupdict()
        else None
    )
    first, last = min(at, titled), max(at, titled)
    return ItemHeading(
        int(match["number"]), first, last, first, own, between, case=case, number_line=line.number
    )


def _undressed(lines: _Lines, one: ItemHeading) -> ItemHeading:
    """A heading with its title freed from what is said beside it."""
    text = lines.document.text[one.title.start : one.title.end]
    first, last, mark, kind = dressed(text)
    start = one.title.start
    span = Span(start + kind[0], start + kind[1]) if kind else None
    return replace(one, title=Span(start + first, start + max(first, last)), mark=mark or one.mark, type=span)


def _contents(lines: _Lines, form: Form, raw: Sequence[ItemHeading]) -> tuple[int | None, list[Entry], int]:
    """Where the contents begin, their entries, and where they end. Without a heading of their own they are
    the lines of the form that end in a page."""
    by_line = {one.first: one for one in raw}
    start = next((at for at in lines.filled[:400] if CONTENTS.match(lines.lines[at].text)), None)
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


def _listed_first(lines: _Lines, raw: Sequence[ItemHeading]) -> int | None:
    """The place of the first of several headings, one right below the other, whose items come behind them:
    the contents, though no heading says so."""
    places: dict[int, list[int]] = {}
    for at, one in enumerate(raw):
        places.setdefault(one.number, []).append(at)
    for at, (one, other) in enumerate(pairwise(raw[:400])):
        if lines.below(one.last) != other.first or other.number <= one.number:
            continue
        if places[other.number][-1] > at + 1 and any(
            two > at + 1 and _same(lines, one, raw[two]) for two in places[one.number][-3:]
        ):
            return one.first
    return None


def _entries(lines: _Lines, by_line: Mapping[int, ItemHeading], start: int) -> tuple[list[Entry], int]:
    """The entries below the heading of the contents: numbers rise, and each may run over a few lines."""
    document = lines.document
    spans: list[tuple[ItemHeading, int, int | None, Mark | None]] = []
    closing: Mark | None = None
    at, end, taken = start, start, 0
    while at < len(lines.lines):
        line = lines.lines[at]
        last = spans[-1][0].number if spans else 0
        one = by_line.get(at)
        page = ends_entry(line)
        said = line_mark(line.text) if not line.blank and is_openness(line.text) and not page else None
        if line.blank:
            at += 1
            continue
        if one and one.number > last:
            below = lines.below(one.last)
            if (
                not page
                and below is not None
                and lines.field(below)
                and not is_openness(lines.lines[below].text)
                and not _of_the_first(lines, by_line, below, one.number)
            ):
                break
            stop = line.start + page.start() if page else max(one.title.end, line.end)
            spans.append((one, stop, int(page["page"]) if page else None, closing))
            closing = closing if closing and closing.scope == "following" else None
            taken = 1
            at = max(at, one.last) + 1
        elif one:
            break
        elif spans and LETTERED_ENTRY.match(line.text[:LONGEST_HEADING]):
            at += 1
        elif said is not None:
            closing = said if said.closed or said.scope == "following" else closing
            at += 1
            continue
        elif spans and spans[-1][2] is None and taken < _LONGEST_TITLE_LINES and _runs_on(lines, at, page):
            spans[-1] = (
                spans[-1][0],
                line.start + page.start() if page else line.end,
                int(page["page"]) if page else None,
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
    entries = []
    for one, stop, number_of_page, mark in spans:
        text = document.text[one.title.start : stop].rstrip()
        dots = len(text) - len(text.rstrip("."))
        span = Span(one.title.start, one.title.start + len(text) - (dots if dots > 1 else 0))
        plain = _undressed(lines, replace(one, title=span))
        closed = bool((plain.mark and plain.mark.closed) or (mark and mark.closed))
        entries.append(
            Entry(one.number, document.quote(plain.title.start, plain.title.end), closed, number_of_page)
        )
    return entries, end


def _of_the_first(lines: _Lines, by_line: Mapping[int, ItemHeading], at: int, last: int) -> bool:
    """Whether a line with a number stands above the heading of the first item, where the last entry ends."""
    heading = by_line.get(lines.below(at) or -1)
    return heading is not None and heading.number <= last


def _runs_on(lines: _Lines, at: int, page: re.Match[str] | None) -> bool:
    """Whether a line goes on with the entry above it."""
    line = lines.lines[at]
    if lines.lines[at - 1].blank or section_heading(line) or LABELLED.match(line.text):
        return False
    return bool(page) or line.text.lstrip()[:1].islower() or line.text[:1].isspace()


def _entry_ahead(lines: _Lines, by_line: Mapping[int, ItemHeading], at: int, last: int) -> bool:
    """Whether an entry with a page follows within a few lines."""
    for place in range(at + 1, min(at + 5, len(lines.lines))):
        one = by_line.get(place)
        if one and one.number > last and ends_entry(lines.lines[place]):
            return True
    return False


def _chosen(
    lines: _Lines, raw: Sequence[ItemHeading], listed: Mapping[int, Entry], found: Headings, own: bool
) -> Headings | None:
    """The headings among those that could be: strong ones whose numbers rise, and between them others."""
    weighed: list[ItemHeading] = []
    twice: set[int] = set()
    firsts = frozenset(one.first for one in raw)
    for at, one in enumerate(raw):
        if one.first in twice:
            continue
        plain = _weighed(lines, one, listed, raw, at, firsts, twice, own)
        if plain is not None:
            weighed.append(plain)
    strong = _heaviest([one for one in weighed if one.weight >= _STRONG])
    if not strong:
        return None
    filled = tuple(_agreeing(lines, list(_filled(lines, strong, weighed, listed))))
    taken = {one.first for one in filled}
    astray = tuple(
        one for one in weighed
        if one.first not in taken and (one.firm or (one.mark and one.mark.closed and one.mark.sure))
    )  # fmt: skip
    return replace(found, found=filled, astray=astray)


def _agreeing(lines: _Lines, found: Sequence[ItemHeading]) -> Iterator[ItemHeading]:
    """The headings, with what only counts where several have it: a mark in front of the heading, where the
    first has one, the letter of its kind, where half of them have one, and the body whose case it is."""
    text = lines.document.text
    typed = sum(one.type is not None for one in found)
    of_body = [_OF_BODY.match(text, one.title.start, one.title.end) for one in found]
    prefixed = sum(match is not None for match in of_body)
    in_front = lines.above(found[0].first)[1]
    before = -1
    for one, match in zip(found, of_body, strict=True):
        above = max(one.above, before + 1)
        if not in_front:
            while above < one.first and not is_file_name(lines.lines[above].text):
                above += 1
        one = replace(one, above=above)
        before = one.last
        if one.type and not (typed > 1 and 2 * typed >= len(found)):
            one = replace(one, title=Span(one.title.start, one.type.end + 1), type=None)
        if match and prefixed > 1 and 2 * prefixed >= len(found):
            kind = Span(match.start("type"), match.end("type")) if match["type"] else one.type
            one = replace(one, title=Span(match.end(), one.title.end), type=kind)
            first, last, mark, _ = dressed(text[one.title.start : one.title.end])
            start = one.title.start
            one = replace(one, title=Span(start + first, start + last), mark=one.mark or mark)
        yield one


def _weighed(
    lines: _Lines,
    one: ItemHeading,
    listed: Mapping[int, Entry],
    raw: Sequence[ItemHeading],
    at: int,
    firsts: Collection[int],
    twice: set[int],
    own: bool,
) -> ItemHeading | None:
    """What speaks for a line being a heading; ``None`` where too much speaks against it."""
    one = _undressed(lines, one)
    title = lines.document.text[one.title.start : one.title.end]
    entry = listed.get(one.number)
    weight, firm, last, repeated = 0, False, one.last, False
    if entry and title:
        likeness = alike(title, entry.title.text)
        begun = len(title) > 5 and folded(entry.title.text).startswith(folded(title))
        if likeness > 0.6 or begun:
            weight, firm = _LISTED, True
    first, marked = lines.above(one.first)
    apart = lines.apart(first)
    again = raw[at + 1] if at + 1 < len(raw) else None
    if again and again.number == one.number and again.first <= one.last + 2 and _same(lines, one, again):
        weight, firm, last, repeated = weight + _TWICE, True, again.last, True
        twice.add(again.first)
    last = _title_end(lines, one, last, entry)
    below = lines.below(last)
    if below is not None and lines.field(below) and not _labels_number(lines, below, firsts):
        weight, firm = weight + _FIELD_BELOW, True
    elif below is not None and lines.heading(below):
        weight += _HEADING_BELOW if apart else 0
    if one.mark and one.mark.sure:
        weight, firm = weight + _MARKED, True
    if marked:
        weight, firm = weight + _MARK_ABOVE, True
    if own and apart:
        weight, firm = weight + _OWN_FORM, True
    if one.case:
        weight, firm = weight + _FIELD_BELOW, True
    weight += _APART if apart else 0
    if not (firm and weight >= _LISTED) or not title:
        if not firm and (_NO_TITLE.match(title) or title.endswith(_SENTENCE_END) or not title):
            return None
        if _NO_TITLE.match(title) and not marked and not one.case:
            return None
    if not firm and (_in_list(lines, one, raw, at) or section_heading(Line(0, 0, title))):
        return None
    if listed and entry and not firm:
        return None
    if not firm and not apart:
        weight = 0
    return replace(one, last=last, above=first, weight=weight, firm=firm, repeated=repeated)


def _labels_number(lines: _Lines, at: int, firsts: Collection[int]) -> bool:
    """Whether a line that looks like a field is a mark in front of the next heading."""
    if not is_openness(lines.lines[at].text):
        return False
    below = lines.below(at)
    return below is not None and below in firsts


def _same(lines: _Lines, one: ItemHeading, other: ItemHeading) -> bool:
    text = lines.document.text
    return folded(text[one.title.start : one.title.end])[:40] == folded(_own_words(text, other))[:40]


def _own_words(text: str, one: ItemHeading) -> str:
    words = text[one.title.start : one.title.end]
    first, last, _, _ = dressed(words)
    return words[first:last]


def _in_list(lines: _Lines, one: ItemHeading, raw: Sequence[ItemHeading], at: int) -> bool:
    """Whether a line is a point behind another one, or opens a list that words lead to."""
    before = raw[at - 1] if at else None
    if before and before.number == one.number - 1 and one.first - before.last <= _NEAR:
        words = lines.document.text[before.title.start : before.title.end]
        if _NO_TITLE.match(words) or words.rstrip().endswith(_SENTENCE_END) or before.last + 1 == one.first:
            return True
    above = one.first - 1
    while above >= 0 and lines.lines[above].blank:
        above -= 1
    return above >= 0 and lines.lines[above].text.rstrip().endswith((":", ","))


def _title_end(lines: _Lines, one: ItemHeading, last: int, entry: Entry | None) -> int:
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
        while at + 1 < len(lines.lines) and at - last < _LONGEST_TITLE_LINES:
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
    best: list[tuple[int, int]] = [(0, -1)] * (_MOST + 1)  # a Fenwick tree of the best chain up to a number

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
        while number <= _MOST:
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
    lines: _Lines, strong: Sequence[ItemHeading], weighed: Sequence[ItemHeading], listed: Mapping[int, Entry]
) -> Iterator[ItemHeading]:
    """The strong headings, and between them those that only their place speaks for: the number that comes
    next, apart from what stands above."""
    places = [one.first for one in weighed]
    bounds = [-1, *(one.first for one in strong), len(lines.lines)]
    numbers = [None, *(one.number for one in strong), _MOST + 1]
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
