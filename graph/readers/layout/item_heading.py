"""A heading of an item as a document prints it: its number, where its title stands, what stands beside it."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from graph.minutes.document import Document
from graph.minutes.model import Span
from graph.municipality.profile import folded
from graph.readers.layout.decision_headings import decision_heading
from graph.readers.layout.forms import (
    CASE_NUMBER,
    CLASSIC,
    ITEM_FORMS,
    KIND_OF_CLOSED,
    Form,
    compiled,
    forms_of,
    known_forms,
)
from graph.readers.layout.lines import (
    BEHIND_OTHER,
    CASE_NUMBER_ALONE,
    CONTENTS,
    ITEM,
    LABELLED,
    LONGEST_HEADING,
    below_closed_heading,
    closed_heading,
    is_file_name,
    is_kle,
    is_number_in_front,
    is_openness,
    marked_item,
    number_mark,
    tells_in_front,
    told_in_front,
)
from graph.readers.layout.sections import (
    begins_decision,
    labelled_heading,
    section_heading,
    tells_absence,
    valued_heading,
)
from graph.wording.item_numbers import NUMBER_LABEL, value
from graph.wording.names import is_full_name, is_party
from graph.wording.openness import (
    Mark,
    has_letter_of_closed,
    has_title,
    line_mark,
    says_only_openness,
    sentence_mark,
    tail_mark,
    title_mark,
)

CLASSIC_FORM = Form(CLASSIC, ITEM)
MOST_NUMBER = 9999
"""No number of an item is greater."""
LONGEST_TITLE_LINES = 4
NUMBER_LINE = re.compile(rf"\s*{NUMBER_LABEL}\d{{1,4}}\s*[.:]?\s*$", re.IGNORECASE)
"""A line with the number of an item and nothing else, whose title stands below it."""
# The same with a word behind a dash, which may close the item.
_NUMBER_AND_WORD = re.compile(
    rf"\s*{NUMBER_LABEL}\d{{1,4}}\s*(?:[.:]?|[-–]\s*\w{{4,20}}:?)\s*$", re.IGNORECASE
)
_LETTER = re.compile(r"[^\W\d_]")
_LETTER_IN_BRACKETS = re.compile(r"\(L\)\s*[:.–-]?\s*(?=[^\W\d_])")
_LETTER_OF_CLOSED = re.compile(r"\s*(?:\(L\)|L(?=[\s:.–-]))\s*[:.–-]?\s*")
_TYPE = re.compile(r"\s*\((?P<type>[A-ZÆØÅ])\)\s*$")
_TYPE_IN_FRONT = re.compile(r"\s*\((?P<type>[A-ZÆØÅ])\)\s*:?\s*(?=[^\W_])")
# Behind a title: the number of the case in brackets, or brackets that wait for one. Five digits in a row are
# in no period, school year (`2022/23`) or number of a plan (`13/2023`).
_CASE_BEHIND = re.compile(rf"\s*\((?:\s*|(?=[^()]{{0,30}}\d{{5}}){CASE_NUMBER})\)\s*$")


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
    # Behind the number: of an item that was put in (`a` of `12a`, `.1` of `12.1`).
    suffix: str = ""
    # Of such an item: whether contents that say of others that they are closed have it without a mark.
    listed_open: bool = False
    # In front of the number: of an item of the closed part, where that has numbers of its own.
    series: str = ""
    # Instead of the number, where items have letters (`A`).
    letter: str = ""
    # Whether the number stands in a code of the body, as nothing but the heading of an item has it.
    coded: bool = False
    # Whether a number of a case that stands above it is surely its own.
    numbered: bool = False
    # Whether it is that of a closed item, in another form than the headings of the others.
    foreign: bool = False

    @property
    def label(self) -> str:
        """The number as it is printed, of a closed part with numbers of its own with what tells it apart."""
        return self.letter or f"{self.series}{self.number}{self.suffix}"


class Lines:
    """The lines of a document with what is asked of them again and again."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.lines = document.lines
        self.filled = [at for at, line in enumerate(self.lines) if not line.blank]
        self._headings: dict[str, list[ItemHeading]] = {}
        self._places: dict[str, list[int]] = {form.pattern.pattern: [] for form in known_forms()}
        for at in self.filled:
            if len(text := self.lines[at].text) <= LONGEST_HEADING:
                for expression in forms_of(text):
                    self._places[expression].append(at)

    @cached_property
    def heading_of_contents(self) -> int | None:
        """The place of the line that the contents stand below."""
        return next((at for at in self.filled[:400] if CONTENTS.match(self.lines[at].text)), None)

    @cached_property
    def closed(self) -> list["ItemHeading"]:
        """The headings that surely close an item, each in whatever form it is."""
        forms = [CLASSIC_FORM, *(compiled(template) for template in ITEM_FORMS)]
        beside, below = ([form for form in forms if form.away == away] for away in (0, 1))
        places = [(at, beside) for at in self.filled if below_closed_heading(self.lines[at].text) is not None]
        places += [(at, below) for at in self.filled if _NUMBER_AND_WORD.match(self.lines[at].text)]
        found = []
        for at, own in sorted(places, key=lambda one: one[0]):
            ones = (heading_at(self, form, at) for form in own)
            sure = next((one for one in ones if one and _is_sure(self, one)), None)
            found.append(sure or (self._closed_in_any_form(at) if own is beside else None))
        return [replace(self._behind_letter(one), foreign=True) for one in found if one]

    def _behind_letter(self, one: "ItemHeading") -> "ItemHeading":
        """A heading whose title has no letter of closed items in brackets in front: that is its mark."""
        letter = _LETTER_IN_BRACKETS.match(self.document.text, one.title.start, one.title.end)
        if not letter:
            return one
        return replace(
            one, title=Span(letter.end(), one.title.end), mark=one.mark or Mark(closed=True, sure=False)
        )

    def _closed_in_any_form(self, at: int) -> "ItemHeading | None":
        """The heading of a closed item that is in none of the forms (`2/2023 Lukket: Salg`)."""
        line = self.lines[at]
        found = closed_heading(line.text)
        letter = _LETTER_OF_CLOSED.match(line.text, found[1]) if found else None
        if found is None or not _LETTER.search(line.text, start := letter.end() if letter else found[1]):
            return None
        title = self.document.trim(line.start + start, line.end)
        return ItemHeading(found[0], at, at, at, title, Mark(closed=True), number_line=line.number)

    def headings(self, form: Form) -> list["ItemHeading"]:
        """What could be a heading in a form, in the order of the lines with the numbers."""
        if form.template not in self._headings:
            every = (heading_at(self, form, at) for at in self.places(form))
            self._headings[form.template] = [one for one in every if one]
        return self._headings[form.template]

    def places(self, form: Form) -> Sequence[int]:
        """The places of the lines that can be those with the number of a heading in a form."""
        expression = form.pattern.pattern
        if expression not in self._places:
            found = (at for at in self.filled if len(self.lines[at].text) <= LONGEST_HEADING)
            self._places[expression] = [at for at in found if _may_be_in(form, self.lines[at].text)]
        return self._places[expression]

    @cached_property
    def headings_of_several(self) -> list[tuple[int, bool]]:
        """The places of the lines that close or open all items below them, and whether they close."""
        said = ((at, self.lines[at].text) for at in self.filled)
        marks = ((at, line_mark(text)) for at, text in said if is_openness(text))
        return [(at, mark.closed) for at, mark in marks if mark and mark.scope == "following"]

    @cached_property
    def _classic(self) -> dict[int, int]:
        """The numbers of what could be headings in the classic form, by their places."""
        found = ((at, ITEM.match(self.lines[at].text[:LONGEST_HEADING])) for at in self.filled)
        return {at: int(match["number"]) for at, match in found if match}

    def has_numbered(self, at: int) -> bool:
        """Whether a heading in the classic form stands in front of a line, or two of them anywhere that count
        up."""
        own = [
            number for place, number in self._classic.items() if not tells_in_front(self.lines[place].text)
        ]
        first = next((place for place in self._classic if not tells_in_front(self.lines[place].text)), None)
        rising = any(one < other for one, other in pairwise(own))
        return rising or (first is not None and first < at)

    def told_in_front(self, found: Mapping[int, int]) -> frozenset[int]:
        """The places of those that are sentences or notes (:func:`lines.told_in_front`), among lines that
        could be headings of one form, by their places and with their numbers; the heading that comes behind
        them may be a classic one."""
        if not any(tells_in_front(self.lines[at].text) for at in found):
            return frozenset()
        numbers = sorted((self._classic | dict(found)).items())
        told = told_in_front([(number, self.lines[at].text) for at, number in numbers])
        return frozenset(numbers[place][0] for place in told)

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
        return bool(
            LABELLED.match(text)
            or BEHIND_OTHER.match(text)
            or CASE_NUMBER_ALONE.match(text)
            or is_openness(text)
        )

    def heading(self, at: int) -> bool:
        line = self.lines[at]
        return bool(
            section_heading(line)
            or valued_heading(line)
            or labelled_heading(line)
            or tells_absence(line)
            or decision_heading(self.lines[at : at + 2], told=True)
            or begins_decision(line, told=True)
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
            mark = is_openness(line.text) or is_kle(line.text)
            if not line.blank and (mark or is_number_in_front(line.text)):
                if place == first - 1 or self.lines[place - 1].blank or marked or place == 0:
                    first, marked = place, marked or mark
            elif not line.blank or marked:
                break
            place -= 1
        return first, marked


def _is_sure(lines: Lines, one: ItemHeading) -> bool:
    mark = undressed(lines, one).mark
    title = lines.document.text[one.title.start : one.title.end]
    return (mark is not None and mark.closed and mark.sure) or has_letter_of_closed(title)


def dressed(text: str) -> tuple[int, int, Mark | None, tuple[int, int] | None]:
    """Where in a printed title its own words stand, what marks it as open or closed, where its kind is."""
    mark = title_mark(text) if len(text) <= LONGEST_HEADING else None
    found = _dressed(text, mark.end if mark else 0, mark)
    if mark and mark.end and not has_title(text[found[0] : found[1]]):
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
        elif kind is None and (found := kind_beside(own)):
            first, last, (begin, stop) = found
            kind = (start + begin, start + stop)
            start, end = start + first, start + last
        else:
            break
    return start, end, mark, kind


# Letters of kinds that stand beside each other in minutes: to decide on, to discuss, for information; and
# whether the item is open or closed.
_KINDS_OF_ITEMS = frozenset("BDOÅL")
_RAISED_BY = re.compile(r"(?<![^\W_])(?:fra|af|ved|v/)\s*(?P<name>[^()]{2,60})\Z")


def kind_beside(title: str) -> tuple[int, int, tuple[int, int]] | None:
    """Where the words of a title stand beside which the letter of its kind does in brackets, in front of them
    or behind, and where that is; ``None`` without one. Behind who raises the case it is a party's letter."""
    front, behind = _TYPE_IN_FRONT.match(title), _TYPE.search(title)
    if front:
        return front.end(), len(title), front.span("type")
    words = title[: behind.start()].rstrip() if behind else ""
    raised = _RAISED_BY.search(words)
    named = raised["name"] if raised else words.rpartition(" ")[2]
    if behind is None or is_party(named) or (raised and is_full_name(named)):
        return None
    return 0, len(words), behind.span("type")


def are_kinds(letters: Sequence[str | None]) -> bool:
    """Whether the letters beside the titles of all items, ``None`` for one without, tell of what kind these
    are: half of them have one, and more than one, and it is one letter or those of kinds."""
    some = [letter for letter in letters if letter is not None]
    kinds = {*some}
    return (
        len(kinds) < len(some)
        and 2 * len(some) >= len(letters)
        and (len(kinds) == 1 or kinds <= _KINDS_OF_ITEMS)
    )


def _may_be_in(form: Form, text: str) -> bool:
    """Whether a line can be that with the number of a heading in a form."""
    around = form.template == CLASSIC and marked_item(text) is not None
    return around or form.pattern.match(text) is not None


def heading_at(lines: Lines, form: Form, at: int) -> ItemHeading | None:
    """The heading whose number stands on a line, whatever speaks for it."""
    line = lines.lines[at]
    if len(line.text) > LONGEST_HEADING:
        return None
    match = form.pattern.match(line.text)
    around = marked_item(line.text) if match is None and form.template == CLASSIC else None
    match = match or around
    if match is None or not 0 < value(match["number"]) <= MOST_NUMBER:
        return None
    parts = match.groupdict()
    away = form.away or int(parts.get("title") is None)
    titled = at + away
    said = parts.get("said") or parts.get("word") or parts.get("right")
    between = number_mark(around) if around else line_mark(said) if said else None
    if said and between is None:
        return None
    further = away > 0 and titled + 1 < len(lines.lines) and not lines.lines[titled + 1].blank
    if further and is_openness(lines.lines[titled].text):
        between = line_mark(lines.lines[titled].text)
        titled += 1
    if away > 0 and (below := lines.below(at)) == titled + 1 and _stands_alone(lines, below):
        titled = below
    if not 0 <= titled < len(lines.lines) or (away and lines.lines[titled].blank):
        return None
    other = lines.lines[titled]
    start = line.start + match.start("title") if away == 0 else other.start
    end = line.start + match.end("title") if away == 0 else other.end
    if len(other.text) > LONGEST_HEADING:
        return None
    if away and between is None and (section_heading(other) or _begins_field(other.text)):
        return None
    own = lines.document.trim(start, end)
    words = lines.document.text[own.start : own.end]
    if away == 0 and words.endswith(":") and says_only_openness(words):
        return None  # the title stands below
    if not _LETTER.search(lines.document.text, own.start, own.end):
        return None  # a number in parts, as `998-2017-` above `275394`
    case = Span(line.start + match.start("case"), line.start + match.end("case")) if "case" in parts else None
    kind = (
        Span(line.start + match.start("kind"), line.start + match.end("kind")) if parts.get("kind") else None
    )
    if kind and parts["kind"].upper() == KIND_OF_CLOSED:
        between = Mark(closed=True, sure=False)
    first, last = min(at, titled), max(at, titled)
    number = value(match["number"])
    return ItemHeading(
        number,
        first,
        last,
        first,
        own,
        between,
        type=kind,
        case=case,
        number_line=line.number,
        coded="kind" in parts,
    )


def _begins_field(text: str) -> bool:
    """Whether a line begins with the label of a field, and is no title that says its item is closed
    (`LUKKET SAG: Køb`)."""
    if not LABELLED.match(text):
        return False
    mark = title_mark(text)
    return not (mark and mark.closed and mark.sure)


def _stands_alone(lines: Lines, at: int) -> bool:
    """Whether a line that is no sentence, but for one that closes the item, has nothing right below it but
    what an item begins with: a title that a blank line may part from its number."""
    text = lines.lines[at].text
    closing = sentence_mark(text) or line_mark(text)
    sentence = text.rstrip().endswith((".", ":", ";", ",")) and not (closing and closing.closed)
    alone = at + 1 == len(lines.lines) or lines.lines[at + 1].blank or lines.field(at + 1)
    return not sentence and alone


def undressed(lines: Lines, one: ItemHeading) -> ItemHeading:
    """A heading with its title freed from what is said beside it."""
    text = lines.document.text[one.title.start : one.title.end]
    start, case = one.title.start, one.case
    if behind := _CASE_BEHIND.search(text):
        text = text[: behind.start()]
        case = case or (
            Span(start + behind.start("case"), start + behind.end("case")) if behind["case"] else None
        )
    first, last, mark, kind = dressed(text)
    span = Span(start + kind[0], start + kind[1]) if kind else one.type
    title = Span(start + first, start + max(first, last))
    return replace(one, title=title, mark=mark or one.mark, type=span, case=case)


def plain_title(lines: Lines, span: Span) -> str:
    """A title for comparison, its marks and the stop left off."""
    words = lines.document.text[span.start : span.end]
    first, last, _, _ = dressed(words) if len(words) <= LONGEST_HEADING else (0, 0, None, None)
    return folded(words[first:last].strip()).rstrip(".")


def same_title(lines: Lines, one: ItemHeading, other: ItemHeading) -> bool:
    """Whether two headings begin with the same words."""
    text = lines.document.text
    return folded(text[one.title.start : one.title.end])[:40] == folded(_own_words(text, other))[:40]


def _own_words(text: str, one: ItemHeading) -> str:
    words = text[one.title.start : one.title.end]
    first, last, _, _ = dressed(words)
    return words[first:last]
