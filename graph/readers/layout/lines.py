"""What a single line of minutes is: a heading of an item, a section or a meeting, a number, or words.

Where a file has no blank lines around its headings, :func:`pieces` sets them apart all the same.
"""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from graph.base.remembered import of_one_text
from graph.minutes.dates import DATE, as_date
from graph.minutes.document import Document, Line, Paragraph, bare
from graph.minutes.model import Quote, Span
from graph.municipality.profile import folded
from graph.ontology.terms import vocabulary
from graph.readers.layout.decision_headings import dated_heading, is_body_name
from graph.readers.layout.forms import CODE, KIND_OF_CLOSED
from graph.wording.closed_numbers import closes_by_number, noted_numbers
from graph.wording.folding import fold
from graph.wording.headings import headings
from graph.wording.item_numbers import BEHIND_INSERTED, IN_SENTENCE, NUMBER_LABEL, ROMAN_PAGE
from graph.wording.openness import (
    Mark,
    has_letter_of_closed,
    line_mark,
    says_only_openness,
    title_mark,
    titled_closed,
)
from graph.wording.openness_words import has_word, may_say

ITEM = re.compile(
    r"[^\w\n]*(?:Punkt|PUNKT|Pkt\.)\s+(?:nr\.\s*)?(?P<number>\d{1,3})\s*[:.]\s*(?P<title>.*)$", re.DOTALL
)
# The same where a word in front of the number or behind it says that the item is closed or open.
_MARKED_ITEM = re.compile(
    r"(?P<before>.{0,40}?)(?<![^\W_])(?:punkt|pkt\.?)\s{0,3}(?:nr\.?\s?)?(?P<number>\d{1,3})(?!\d)"
    r"(?P<after>(?:[^:(]|\([^()]{0,60}\)){0,40}?)\s{0,3}[:.–—-]\s*(?P<title>.*)$",
    re.IGNORECASE | re.DOTALL,
)
CONTENTS = re.compile(
    r"\W*(?:indholdsfortegnelse|dagsorden|indhold|punkter|punkter\s+på\s+dagsordenen|dagsordenspunkter|punktoversigt"
    r"|sagsoversigt|sagsliste|oversigt\s+over\s+(?:punkter|sager))\W*$",
    re.IGNORECASE,
)
# An entry of the contents may begin like a heading; the page number tells them apart.
_PAGE_NUMBER = re.compile(rf"(?:\.{{3,}}\s*|\t\s*)(?:\d{{1,3}}|{ROMAN_PAGE})\s*$")
_BODY = r"(?P<body>[^\W\d].{2,120}?)"
_DAY = rf"(?:den\s+|d\.\s*)(?P<when>{DATE.pattern})\s*:?"
_MEETING_OF = (
    re.compile(rf"{_BODY}(?:s|['’]s?)\s+(?:ekstraordinære\s+|ordinære\s+)?møde\s+{_DAY}", re.IGNORECASE),
    re.compile(rf"(?:ekstraordinært\s+|ordinært\s+)?møde\s+i\s+{_BODY},?\s+{_DAY}", re.IGNORECASE),
    re.compile(
        rf"beslutning\s+(?:i|fra|truffet\s+af|truffet\s+i)\s+{_BODY},?\s+(?:den\s+|d\.\s*)?(?P<when>{DATE.pattern})\s*:?",
        re.IGNORECASE,
    ),
)
# The same without a word before the body, which has to be one by its form.
_DECISION_OF = re.compile(rf"beslutning[,:]?\s+{_BODY},?\s+{_DAY}", re.IGNORECASE)
# The word that each of them has, and looking for it is cheap.
_OF_A_MEETING = re.compile(r"møde|beslutning", re.IGNORECASE)
CASE_LABEL = (
    r"(?:(?:ESDH[ -]?)?Sags?[ -]?(?:nr|nummer|id|numre)|ESDH[ -]?(?:nr|id)|Sag(?=\s*:|\s+\d{3}-\d{4}-\d))"
    r"(?![^\W_])\.?"
)
DOCUMENT_LABEL = r"Dok(?:ument)?\.?(?:\s?(?:nr|nummer)|(?=\s+(?:\d{5}|\d{2,4}[-/]\d)))"
_LABEL = rf"(?:{CASE_LABEL}|J(?:ournal)?\.?\s?(?:nr|nummer)|{DOCUMENT_LABEL})(?![^\W_])\.?"
LABELLED = re.compile(rf"\W*{_LABEL}", re.IGNORECASE)
LABEL = re.compile(rf"(?<![^\W_]){_LABEL}", re.IGNORECASE)
# Whose case it is or what it is about, in front of the number: `Sagsbeh.: ABC  Sagsnr.: 05/2210`.
BEHIND_OTHER = re.compile(rf"[^\W\d_][\w. -]{{1,30}}:\s*(?:\S{{1,20}}\s+)?(?:{LABEL.pattern})", re.IGNORECASE)
_LABELLED_FIELD = re.compile(rf"(?<![^\W_]){_LABEL}\s*(?::|[A-ZÆØÅ]{{0,5}}-?\d|$)", re.IGNORECASE)
_LABELLED_CASE = re.compile(
    rf"\s*{CASE_LABEL}\s*:?\s*[A-ZÆØÅ]{{0,5}}[ -]?\d[\d./-]{{0,40}}K?\s*", re.IGNORECASE
)
_ONLY_NUMBERS = re.compile(r"\s*(?:[A-ZÆØÅ]{1,5}-?)?\d[\d./-]*K?\s*$")
# Begins with a number of the municipalities' common plan (KLE).
_KLE_CASE = r"\d{2}\.\d{2}\.\d{2}-?[A-ZÆØÅ]\d{2}-\d{1,6}(?:-\d{1,4})?"
CASE_NUMBER_LINE = re.compile(
    rf"\s*(?:{_KLE_CASE}\s*$)|"
    r"\s*(?:\d{2,3}-\d[\d-]*[A-Z]?|[A-ZÆØÅ]{1,5}-?\d{2,4}-\d{3,7}|\d{2}/\d{3,6}|(?:19|20)\d{2}-\d{5,7})\.?\s*$"
)
# The same right below a heading of another form, where shorter ones are case numbers, too.
CASE_NUMBER_ALONE = re.compile(
    rf"{CASE_NUMBER_LINE.pattern}|\s*(?:\d{{2}}/\d{{1,6}}|(?:19|20)\d{{2}}/\d{{1,7}}"
    rf"|[A-ZÆØÅ]{{1,5}}-(?:19|20)\d{{2}}-\d{{3,7}}"
    # Not a period, as `2018-2021`.
    rf"|(?:19|20)\d{{2}}-(?!(?:19|20)\d{{2}}\s*$)\d{{4}}|\d{{4}}-\d{{6}}|\d{{6,8}})\s*$"
)
# A number of the municipalities' common plan (KLE), alone on its line.
KLE_LINE = re.compile(r"\s*\d{2}\.\d{2}(?:\.\d{2})?(?:[A-ZÆØÅ]\d{2})?\s*$")
# The same with the serial of a case behind it.
KLE_CASE_LINE = re.compile(rf"\s*{_KLE_CASE}\s*$")
_FILE_NAME = re.compile(
    r"\s*\S(?:[^\n]{0,200}\S)?\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|rtf|txt|msg|tiff?|jpe?g|png|zip)\s*$",
    re.IGNORECASE,
)
# A line longer than this is prose: it is no heading and no entry of the contents.
LONGEST_HEADING = 400


@cache
def layout_headings() -> frozenset[str]:
    """The headings of the layout itself, folded: each kind's own name, where a list or a text of
    someone's could hold the others as a title (`Høringssvar`, `Økonomi`)."""
    return frozenset(folded(kind.labels[0]) for kind in vocabulary().concepts("afsnitstype"))


def heading_kind(line: Line) -> str | None:
    """The kind of section that a line opens, if it is a heading and nothing else."""
    return _kind(line.text) if len(line.text) <= LONGEST_HEADING else None


@of_one_text
def _kind(line: str) -> str | None:
    text = bare(line)
    return headings().get(folded(text.rstrip(": "))) if text[:1].isupper() else None


def identifier(document: Document, start: int, end: int) -> Quote:
    """A number, free of the white space that a line end left in it and of the stop behind it."""
    span = document.trim(start, end)
    if document.text[span.start : span.end].endswith("."):
        span = Span(span.start, span.end - 1)
    return Quote(re.sub(r"\s", "", document.text[span.start : span.end]), span)


def is_file_name(text: str) -> bool:
    """Whether a line is the name of a file and no more."""
    return len(text) <= LONGEST_HEADING and _FILE_NAME.match(text) is not None


def is_layout_heading(line: Line) -> bool:
    return folded(bare(line.text).rstrip(": ")) in layout_headings()


def item_heading(line: Line) -> re.Match[str] | None:
    """`Punkt 4: title`, but not where a page number ends the line."""
    return _item_heading(line.text) if len(line.text) <= LONGEST_HEADING else None


@of_one_text
def _item_heading(text: str) -> re.Match[str] | None:
    return None if _PAGE_NUMBER.search(text) else ITEM.match(text) or marked_item(text)


_LABEL_OF_ITEMS = re.compile(r"(?:døre|offentligheden|punkt|sag|dagsorden)(?: nr\.?)?\s?:", re.IGNORECASE)
_NOTE = re.compile(rf"(?:^|(?<=[.!?]\s)){NUMBER_LABEL}{IN_SENTENCE}(?=\W)", re.IGNORECASE)
_BARE_NUMBER = re.compile(rf"\W*(?:{NUMBER_LABEL})?\d{{0,4}}\W*", re.IGNORECASE)
# The number of an item, at the head of a line or behind the words of another one that a line end was lost of.
_NUMBER_OF_ITEM = re.compile(
    r"(?:(?<![^\W_])(?P<closed>lukket\s)?(?:dagsordens)?(?:punkt|pkt\.?|sag)\s(?:nr\.?\s?)?"
    r"|^[^\w\n]{0,8}|(?<=\s)(?=\d{1,4}[.):]))(?P<number>\d{1,4})(?!\d)(?P<year>\s?/\s?(?:19|20)\d\d(?!\d))?(?P<behind>[^\w\n(\[{]{0,8})",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_CODED = re.compile(rf"\W{{0,8}}{CODE}")
# Behind a title that other words follow on the same line.
_CLOSED_IN_BRACKETS = re.compile(r"[^()\[\]]{0,120}[(\[](?P<said>[^()\[\]]{4,40})[)\]]")


def is_kle(text: str) -> bool:
    """Whether a line is a number of the common plan, with the serial of a case or without."""
    return bool(KLE_LINE.match(text) or KLE_CASE_LINE.match(text))


def is_number_in_front(text: str) -> bool:
    """Whether a line holds a number that may stand in front of the heading of its item: one of the common
    plan, or that of the case behind its label and nothing else."""
    return is_kle(text) or is_labelled_number(text)


def is_bare_number(text: str) -> bool:
    """Whether a text is no more than the number of a page or an item, if that."""
    return _BARE_NUMBER.fullmatch(text) is not None


def is_labelled_number(text: str) -> bool:
    """Whether a line holds the number of a case behind its label and nothing else."""
    return _LABELLED_CASE.fullmatch(text) is not None


@of_one_text
def below_closed_heading(text: str) -> int | None:
    """Where in a line the words begin that stand below the heading of a closed item in it, whatever the
    form of the document and whatever stands in front of it: `7. Lukket: title`, `... køber. Punkt 7:
    Lukket: title`. That is its end, unless it is too long for a heading; ``None`` without one, as for an
    entry of the contents, which ends in the number of a page."""
    found = _closed_heading(text)
    if found is None and titled_closed(text) is not None:
        return _end_of_heading(text, len(text))
    return _end_of_heading(text, found[1]) if found else None


def closed_heading(text: str) -> tuple[int, int] | None:
    """The number in the heading of a closed item that a line is, in whatever form, and where behind the
    number its words begin; ``None`` for one in the midst of other words, too."""
    found = _closed_heading(text) if below_closed_heading(text) is not None else None
    return (found[0], found[1]) if found and found[2] else None


def _closed_heading(text: str) -> tuple[int, int, bool] | None:
    """The number in the heading of a closed item, where behind it the words begin, and whether nothing but
    what closes it stands in front."""
    code = _CODED.match(text)
    if code and (code["kind"] or "").upper() == KIND_OF_CLOSED:
        return int(code["number"]), code.end(), False  # a form of its own
    short = len(text) <= LONGEST_HEADING
    letter = (_LETTER_IN_FRONT.match(text) or _LETTER_BEHIND_YEAR.match(text)) if short else None
    if letter:
        return int(letter["number"]), letter.end(), True
    for number in _NUMBER_OF_ITEM.finditer(text) if _DIGIT.search(text) else ():
        inserted = BEHIND_INSERTED.match(text, number.start("behind"))
        for end in (number.end(), *([inserted.end()] if inserted else [])):
            title = text[end : end + LONGEST_HEADING]
            closes = _closes(number, title)
            if closes or _is_closed_behind(number, title):
                front = text[: number.start()].strip()
                alone = not re.search(r"[^\W_]", front) or says_only_openness(front)
                return int(number["number"]), end, closes and alone
    return None


def _end_of_heading(text: str, end: int) -> int | None:
    """Where the heading of a closed item ends whose number and mark end at ``end``: see
    :func:`below_closed_heading`."""
    if len(text) > LONGEST_HEADING:
        return end
    if _PAGE_NUMBER.search(text):
        return None
    return len(text)


def _closes(number: re.Match[str], title: str) -> bool:
    """Whether the number of an item and what stands behind it are the heading of a closed one."""
    if not _may_be_title(title):
        return False
    mark = title_mark(title.strip())
    locked = "lukket" in fold(number[0]).text
    return bool(locked or (mark and mark.closed and mark.sure) or _is_marked(number, title))


def _may_be_title(words: str) -> bool:
    return words[:1].isupper() or words[:1] in "([*_<"


def _is_closed_behind(number: re.Match[str], title: str) -> bool:
    """Whether they are that with what closes it in brackets, behind which other words may stand."""
    if not _may_be_title(title):
        return False
    bracket = None if number["behind"].isspace() else _CLOSED_IN_BRACKETS.match(title)
    said = line_mark(bracket["said"]) if bracket else None
    return said is not None and said.closed and said.sure


def marked_item(text: str) -> re.Match[str] | None:
    """`Lukket punkt 4: title`, `Punkt 4 (lukket): title`, `Punkt 4 - Lukket: title`."""
    match = _MARKED_ITEM.match(text) if may_say(text) else None
    if match is None:
        return None
    marked = number_mark(match) or title_mark(match["title"])
    around = fold(match["before"] + match["after"]).text
    alone = number_mark(match) is not None or not re.search(r"[^\W_]", around)
    return match if marked and alone else None


def told_in_front(found: Sequence[tuple[int, str]]) -> frozenset[int]:
    """The places of those that are sentences or notes, among lines that could be headings of items, by number
    and words: they close an item (`Punkt 2 er lukket.`, `Punkt 2: Lukket`) whose heading comes behind them,
    and do not stand where that number is next."""
    said = frozenset(at for at, (_, words) in enumerate(found) if tells_in_front(words))
    if not said:
        return said
    others = [at for at in range(len(found)) if at not in said]
    last = {found[at][0]: at for at in others}
    return frozenset(at for at in said if _is_elsewhere(found, at, others, last))


@of_one_text
def tells_in_front(text: str) -> bool:
    """Whether a line that could be the heading of an item is a sentence or a note that closes one."""
    return closes_by_number(text) or bool(noted_numbers(text))


def noted_closed(text: str) -> Iterator[str]:
    """The numbers of the items that the last words of a line note to be closed: `... Pkt. 2 (lukket)`; behind
    a label alone a number may be of anything (`Lukket: 2`), but not behind `For lukkede døre`."""
    if _LABEL_OF_ITEMS.search(text) and has_word(text):
        yield from noted_numbers(text)
    for note in _NOTE.finditer(text) if has_word(text) else ():
        yield from noted_numbers(text[note.start() :])


def _is_elsewhere(
    found: Sequence[tuple[int, str]], at: int, others: Sequence[int], last: Mapping[int, int]
) -> bool:
    """Whether the heading of the number at a place is one of the ``others`` behind it, of which ``last`` is
    the place of each number's last."""
    number, place = found[at][0], bisect(others, at)
    if last.get(number, -1) < at or found[others[place]][0] > number:
        return False
    return found[others[place]][0] == number or place == 0 or found[others[place - 1]][0] + 1 != number


def _is_marked(number: re.Match[str], title: str) -> bool:
    """Whether what begins a line marks as closed the item whose number and title follow, though no word in
    the title does: the letter of closed items behind the number, or words in front of it."""
    front = number.string[: number.start()]
    if re.search(r"[^\W_]", front):
        mark = line_mark(front.strip()) if says_only_openness(front.strip()) else None
        return mark is not None and mark.closed
    told = number["behind"].strip() or number["year"] or number[0].lstrip(" \t•*–-")[:1].isalpha()
    if not told and _STOPPED_LETTER.match(title):
        return True
    bracketed = _BRACKETED_IN_FRONT.match(title) is not None
    letter = bracketed or (told and has_letter_of_closed(title))
    return bool(letter) and not title.rstrip().endswith(".")


# The letter of closed items between a bare number and a title: `2 L. Salg`; the initial of a name stands
# behind a number with a stop.
_STOPPED_LETTER = re.compile(r"L[.:]\s{1,3}(?=[A-ZÆØÅ])[^.]{3,}$")
# And in front of the number: `L2. Salg`, `Punkt L 2 Salg`; without that word `L 12` is a bill.
_LETTER_IN_FRONT = re.compile(
    r"\W{0,8}(?:(?P<label>(?i:(?P<item>punkt|pkt\.?)|sag)\s(?i:nr\.?\s?)?))?L(?(item)\s?)(?P<number>\d{1,3})"
    r"(?:[.:]|(?(label)\s?[–-]?|(?!)))\s{1,3}(?=[A-ZÆØÅ][^.]{2,}$)"
)
# In brackets behind a number with its year: `2/23 (L) Salg`.
_LETTER_BEHIND_YEAR = re.compile(
    r"\W{0,8}(?:(?i:punkt|pkt\.?|sag)\s(?i:nr\.?\s?)?)?(?P<number>\d{1,4})/\d\d\s{1,3}\(L\)\s{1,3}(?=[A-ZÆØÅ][^.]{2,}$)"
)
_BRACKETED_IN_FRONT = re.compile(r"\(L\)\s?[:–-]?\s(?=[A-ZÆØÅ])")
_BRACKETED_LETTER = 3  # characters: `(L)`, which marks an item as it marks a title


def number_mark(heading: re.Match[str]) -> Mark | None:
    """What stands in front of an item's number or behind it, and says whether it is closed."""
    parts = heading.groupdict()
    said = [part for name in ("before", "after") if (part := (parts.get(name) or "").strip())]
    marks = [line_mark(one) or (title_mark(one) if len(one) <= _BRACKETED_LETTER else None) for one in said]
    return max((mark for mark in marks if mark), key=lambda mark: mark.closed, default=None)


@of_one_text
def is_openness(text: str) -> bool:
    """Whether a line says nothing but that an item, or those that follow it, are open or closed."""
    if len(text) > LONGEST_HEADING:
        return False
    first = text.lstrip()[:1]
    if first.isalpha() and not first.isupper():
        return False
    mark = line_mark(text)
    return mark is not None and not mark.end


def meeting_heading(lines: Sequence[Line]) -> tuple[int, str, str] | None:
    """How many lines a heading `<body> møde den <date>:` takes, the body (genitive off) and the date."""
    return _meeting_heading(tuple(line.text for line in lines[:3]))


@of_one_text
def _meeting_heading(lines: tuple[str, ...]) -> tuple[int, str, str] | None:
    for taken in range(1, len(lines) + 1):
        text = bare(" ".join(map(str.strip, lines[:taken])))
        if len(text) > LONGEST_HEADING:
            return None
        if not _OF_A_MEETING.search(text):
            continue
        for pattern in (*_MEETING_OF, _DECISION_OF):
            match = pattern.fullmatch(text)
            if match and pattern is _DECISION_OF and not is_body_name(match["body"]):
                continue
            if match and (day := as_date(match)):
                # A line before one that says it all is not of the heading.
                alone = taken == 1 or _meeting_heading(lines[taken - 1 : taken]) is None
                return (taken, match["body"], day.isoformat()) if alone else None
    return None


def pieces(found: Iterable[Paragraph]) -> list[Paragraph]:
    """The paragraphs, each heading and each run of numbered fields set apart from what stands beside it."""
    return [piece for paragraph in found for piece in _pieces(paragraph.lines)]


@of_one_text
def _pieces(lines: tuple[Line, ...]) -> tuple[Paragraph, ...]:
    """Those of one paragraph; most stand in the text once more when it is read without what is closed."""
    apart: list[Paragraph] = []
    start, in_title, at = 0, False, 0
    while at < len(lines):
        taken = _alone(lines, at, in_title)
        if taken or (at > start and item_heading(lines[at])):
            apart += [Paragraph(lines[start:at])] if at > start else []
            apart += [Paragraph(lines[at : at + taken])] if taken else []
            start = at + taken
        in_title = not taken and (in_title or bool(item_heading(lines[at])))
        at += max(taken, 1)
    if start < len(lines):
        apart.append(Paragraph(lines[start:]))
    return tuple(apart)


def field_run(lines: Sequence[Line], at: int) -> int:
    """How many lines from ``at`` hold numbers behind their labels; 0 where there is no label."""
    if not (LABELLED.match(lines[at].text) and _LABELLED_FIELD.search(lines[at].text[:80])):
        return 0
    end = at + 1
    while end < len(lines) and (
        _ONLY_NUMBERS.match(lines[end].text) or _LABELLED_FIELD.search(lines[end].text[:80])
    ):
        end += 1
    return end - at


def _alone(lines: Sequence[Line], at: int, in_title: bool) -> int:
    """How many lines from ``at`` make a paragraph of their own; 0 for words like any other."""
    line = lines[at]
    if heading_kind(line) or is_openness(line.text) or CONTENTS.match(line.text):
        return 1
    if in_title and CASE_NUMBER_LINE.match(line.text):
        return 1
    if taken := field_run(lines, at):
        return taken
    if ":" in line.text[-3:] or at == 0 or "møde" in line.text.casefold():
        opened = meeting_heading(lines[at : at + 3])
        if opened and (at == 0 or lines[at + opened[0] - 1].text.rstrip(" *").endswith(":")):
            return opened[0]
        dated = dated_heading(lines[at : at + 3]) if ":" in line.text[-3:] else None
        return dated.taken if dated else 0
    return 0
