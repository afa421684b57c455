"""The list of an item's attachments, where a document is not in the classic form: an entry a line.

An entry may have its place and `Åben` or `Lukket` in front, its document number in front, behind or on the
line below, and may run over lines. One that is closed is not read, and its words are left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graph.minutes.document import Document, Line, Paragraph, unfinished
from graph.minutes.model import AgendaItem, Attachment, Span
from graph.minutes.section import HeadedSection
from graph.readers.layout.fields import reads_like_prose
from graph.readers.layout.lines import identifier, is_file_name
from graph.wording.item_numbers import NUMBER_LABEL
from graph.wording.openness import closes_attachment, heads_closed_attachments, line_mark

_NUMBER = (
    r"(?:\d{3}-\s{0,9}\d{4}-\s{0,9}\d{1,7}|\d{4}-\d{6}-\d{1,3}|\d{2}-\d{6}-\d{1,3}|\d{3,7}/\d{2,4}"
    r"|\d{2,4}/\d{4,7}|\d{5,8}-\d{2}(?!\d)|\d{6,10})"
)
# In brackets behind a title numbers may have letters in front, and the serial of the document behind.
_BRACKETED = (
    rf"(?:{_NUMBER}|\d{{2,4}}/\d{{3,7}}-\d{{1,4}}|(?!(?:19|20)\d\d-(?:19|20)\d\d(?!\d))\d{{4}}-\d{{4,7}}(?:-\d{{1,4}})?"
    r"|[A-ZÆØÅ]{1,5}-?\d{2,4}-\d{3,7}(?:-\d{1,4})?)"
)
_IN_BRACKETS = re.compile(
    rf"(?P<title>.*\S)\s+[(\[](?:dok(?:ument)?\.?\s?(?:(?:nr|nummer|id)\.?)?:?\s*)?(?P<number>{_BRACKETED})[)\]]\s*$",
    re.IGNORECASE,
)
# The head of a table of attachments.
_HEAD = re.compile(
    r"(?:\s*(?:nr|bilag(?:snr)?|titel|navn|filnavn|emne|dok(?:ument)?\.?\s?(?:nr|nummer|id)|dokument(?:er|titel)?"
    r"|type|format|dato|status|åben(?:t)?/lukket|offentlig)\.?\s*(?:\t|\s{2,}|$)){2,6}$",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"\s*(?:dok(?:ument)?\.?\s?(?:nr|nummer)\.?:?\s*)?(?P<number>{_NUMBER})\s*$", re.IGNORECASE
)
_BEHIND = re.compile(
    rf"(?P<title>.*\S)(?:\t\s*|\s{{2,}}|\s+\(?(?:dok(?:ument)?\.?\s?(?:nr|nummer)\.?:?\s*)|\s(?=\d{{3}}-)|\s(?=\d{{3,7}}/\d\d\s*$)"
    r"|\s+\((?=\d{3,7}/\d{2,4}\)\s*$))"
    rf"(?P<number>{_NUMBER})\)?\s*$",
    re.IGNORECASE,
)
_IN_FRONT = re.compile(
    rf"\s*(?P<number>{_NUMBER})(?:\s+[-–]?\s*|\t)(?=[^\W\d_])"
    r"|\s*(?P<coded>[A-ZÆØÅ]{1,5}-?\d{2,4}-\d{3,7}(?:-\d{1,4})?)(?:\t|\s{2,}|\s+[-–:]\s+)(?=[^\W\d_])"
)
_MARK = re.compile(
    r"\s*(?:(?P<place>\d{1,3})[.)]?\s+(?P<open>lukket|fortroligt?|[^\W\d_]{4,12}(?=\s{2,}|\t))\s+|(?P<alone>(?:åben|åbent|lukket|fortrolig))(?:\s{2,}|\t|\s*[-–:]\s)"
    r"|(?:\d{1,3}[.)]?\s+)?\((?P<said>(?:åben|åbent|lukket|fortrolig(?:t)?|offentlig|ikke[ -]offentlig))\)\s+"
    r"|\d{1,2}[.):]\s+|(?:[A-ZÆØÅ]|\d{1,3})?\.\d{1,2}\s+(?=[A-ZÆØÅ])|[-•*–]\s+)(?=\S)",
    re.IGNORECASE,
)
# The item that an entry of a list of the whole meeting is of.
_FOR_ITEM = re.compile(
    rf"\s*(?:(?:til|vedr\.?|ad)\s)?(?:dagsordens)?(?:{NUMBER_LABEL}|protokol\s(?:nr\.?\s)?)(?P<number>\d{{1,4}}(?:\.\d{{1,2}})?[a-z]?)"
    r"\s?[:–,-]\s?(?P<title>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
# The place of an entry without a stop, which is one where the entries count up.
_COUNTED = re.compile(r"\s*(?P<place>\d{1,2})\s+(?=[^\W\d_])")
_NONE = re.compile(r"\W*(?:ingen(?:\s+bilag)?|intet)?\W*$", re.IGNORECASE)
_LONGEST = 400


@dataclass
class _Entry:
    """Where the title of an attachment stands, and its number; ``closed`` ones are nobody's to see."""

    start: int
    end: int
    column: int
    number: Span | None = None
    closed: bool = False
    # Where its first line starts, with the mark.
    whole: int = 0


def listed_attachments(document: Document, part: HeadedSection) -> tuple[list[Attachment], list[Paragraph]]:
    """The attachments of a part, and the paragraphs that are no list."""
    own: list[Paragraph] = []
    rest: list[Paragraph] = []
    for paragraph in part.paragraphs:
        (rest if rest or _is_prose(paragraph) else own).append(paragraph)
    found = []
    for entry in _entries(own):
        title = document.quote(entry.start, entry.end)
        if entry.closed or not title.text or _NONE.fullmatch(title.text):
            continue
        number = identifier(document, entry.number.start, entry.number.end) if entry.number else None
        found.append(Attachment(title, number))
    return found, rest


def with_listed_for(document: Document, items: Sequence[AgendaItem]) -> list[AgendaItem]:
    """The items; where the last one's list is that of the whole meeting, each entry of which begins with the
    number of its item (`Punkt 3: Notat`), each item has its own. Entries of closed items are nobody's."""
    listed = items[-1].attachments if items else ()
    matches = [_FOR_ITEM.match(one.title.text) for one in listed]
    by_label = {item.number: at for at, item in enumerate(items)}
    if not listed or any(match is None or match["number"] not in by_label for match in matches):
        return list(items)
    found = [*items[:-1], replace(items[-1], attachments=())]
    for one, match in zip(listed, matches, strict=True):
        at = by_label[match["number"]] if match else -1
        start = document.text.find(match["title"], *_limits(one)) if match else -1
        if match and start >= 0 and not found[at].closed:
            own = replace(one, title=document.quote(start, start + len(match["title"])))
            found[at] = replace(found[at], attachments=(*found[at].attachments, own))
    return found


def item_of_entry(text: str) -> str | None:
    """The number of the item that an entry of a list of the whole meeting begins with."""
    match = _FOR_ITEM.match(text)
    return match["number"] if match else None


def _limits(one: Attachment) -> tuple[int, int]:
    return one.title.span.start, one.title.span.end


def closed_entries(part: HeadedSection) -> Iterator[Span]:
    """Where the entries stand that are marked as closed."""
    for entry in _entries(part.paragraphs):
        if entry.closed:
            yield Span(entry.whole, max(entry.end, entry.number.end if entry.number else 0))


def is_row(text: str) -> bool:
    """Whether a line is an entry that says whether it is open, and ends with its document number."""
    return is_marked_entry(text) and _BEHIND.match(text) is not None


def is_marked_entry(text: str) -> bool:
    """Whether a line is an entry that says of itself whether it is open."""
    mark = _MARK.match(text)
    return bool(mark and (mark["alone"] or (mark["open"] and line_mark(mark["open"]))))


def none_of_list(part: HeadedSection) -> Iterator[Paragraph]:
    """The paragraphs below the entries of a list that are none of them: one that stands apart, as they do
    not, or has no mark, number or suffix, as each of them has."""
    heading, first, marked = part.heading, part.paragraphs[:1], True
    together = heading is None or any(heading.lines[-1].number + 1 == one.lines[0].number for one in first)
    for at, own in enumerate(part.paragraphs):
        entries = [is_entry(line.text) or is_file_name(line.text) for line in own.lines]
        if at and not any(entries) and (marked or (together and at == 1)):
            yield own
        marked = marked and all(entries)


def _is_prose(paragraph: Paragraph) -> bool:
    if len(paragraph.lines) < 2 or any(is_entry(line.text) for line in paragraph.lines):
        return False
    return reads_like_prose(paragraph) and paragraph.text.endswith(".")


def is_entry(text: str) -> bool:
    """Whether a line has a mark or a document number, as an entry of a list has it."""
    return any(pattern.match(text) for pattern in (_ALONE, _MARK, _BEHIND, _IN_BRACKETS))


def _entries(own: Sequence[Paragraph]) -> list[_Entry]:
    found: list[_Entry] = []
    marked = any(_MARK.match(p.lines[0].text) for p in own[:1])
    closing = False
    begun = (_COUNTED.match(line.text) for paragraph in own for line in paragraph.lines)
    places = [int(one["place"]) for one in begun if one]
    headed = any(_HEAD.match(line.text) for paragraph in own[:1] for line in paragraph.lines[:1])
    counted = (headed or len(places) > 1) and places == list(range(1, len(places) + 1))
    for paragraph in own:
        for at, line in enumerate(paragraph.lines):
            if len(line.text) > _LONGEST or (not found and _HEAD.match(line.text)):
                continue
            closing = closing or heads_closed_attachments(line.text)
            last = found[-1] if found else None
            alone = _ALONE.match(line.text)
            if alone and last and last.number is None:
                last.number = _span(line, alone, "number")
            elif alone:
                continue
            elif last and (
                _goes_on(last, line, marked, first=at == 0)
                or (last.closed and last.number is None and at and unfinished(paragraph.lines[at - 1].text))
            ):
                behind = _behind(line.text)
                last.end = line.start + (behind.end("title") if behind else len(line.text))
                last.closed = last.closed or closes_attachment(line.text.strip())
                last.number = _span(line, behind, "number") if behind else last.number
            else:
                found.append(_entry(line, counted))
            if found:
                found[-1].closed = found[-1].closed or closing
    return found


def _behind(text: str, start: int = 0) -> re.Match[str] | None:
    """The title and the document number behind it, in brackets or not."""
    return _IN_BRACKETS.match(text, start) or _BEHIND.match(text, start)


def numbers_in_brackets(part: HeadedSection) -> bool:
    """Whether entries of a list end in document numbers in brackets."""
    return any(_IN_BRACKETS.match(line.text) for one in part.paragraphs for line in one.lines)


def _entry(line: Line, counted: bool) -> _Entry:
    mark = _MARK.match(line.text)
    word = (mark["open"] or mark["alone"] or mark["said"]) if mark else None
    said = line_mark(word) if word else None
    begin = mark.end() if mark and (said or not mark["open"]) else 0
    if counted and not begin and (place := _COUNTED.match(line.text)):
        begin = place.end()
    closed = bool(said and said.closed) or (word or "").casefold().startswith(("fortrolig", "ikke"))
    closed = closed or closes_attachment(line.text[begin:].strip())
    front = _IN_FRONT.match(line.text, begin)
    start = front.end() if front else begin
    behind = _behind(line.text, start) if not front else None
    number = front or behind
    column = len(line.text[:start]) + len(line.text[start:]) - len(line.text[start:].lstrip())
    end = line.start + (behind.end("title") if behind else len(line.text))
    span = _span(line, number, "coded" if number.groupdict().get("coded") else "number") if number else None
    return _Entry(line.start + start, end, column, span, closed, line.start)


def _goes_on(last: _Entry, line: Line, marked: bool, *, first: bool) -> bool:
    """Whether a line is the rest of the entry above it."""
    if last.number is not None or _MARK.match(line.text) or _IN_FRONT.match(line.text):
        return False
    indent = len(line.text) - len(line.text.lstrip())
    words = line.text.lstrip()
    return words[:1].islower() or (indent >= max(4, last.column) and marked and not first)


def _span(line: Line, match: re.Match[str], group: str) -> Span:
    return Span(line.start + match.start(group), line.start + match.end(group))


def tail_of_list(lines: Sequence[Line]) -> int | None:
    """Where in the lines of a decision a list of attachments begins that stands right below it: titles, each
    with its document number behind it or on the line below. ``None`` where the last line ends in none."""
    at, start = len(lines) - 1, None
    while at >= 0 and not lines[at].blank:
        if _ALONE.match(lines[at].text):
            at -= 1
            if at < 0 or lines[at].blank or _ends_sentence(lines[at].text) or _ALONE.match(lines[at].text):
                break
        elif not _BEHIND.match(lines[at].text):
            break
        while (
            at > 0
            and (lines[at].text.lstrip()[:1].islower() or unfinished(lines[at - 1].text))
            and not (_ALONE.match(lines[at - 1].text) or _ends_sentence(lines[at - 1].text))
        ):
            at -= 1
        start = at
        at -= 1
    return start


def _ends_sentence(text: str) -> bool:
    return text.rstrip().endswith((".", ":", "!", "?", ")", "”", '"'))
