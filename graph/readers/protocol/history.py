"""What earlier meetings decided, as a section on the course of a case prints it, one entry after the other.

Entries begin with the day and the body (`24-10-2022 Økonomiudvalget`), with the heading of a decision, or
with the labels `Udvalg:`, `Dato:` and `Punktnummer:`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.minutes.dates import DATE, as_date
from graph.minutes.model import Span
from graph.minutes.outline import SectionPlace
from graph.readers.layout.decision_headings import is_body_name
from graph.readers.protocol.values import EARLIER, decision_heading

_NUMBER = r"(?:[\s,(–-]*(?:pkt|punkt|sag)\.?\s*(?:nr\.?\s*)?(?P<item>\d{1,4}(?:\.\d{1,3})?)\)?)?"
_BODY = r"(?P<body>[A-ZÆØÅ§.][^\n:]{2,119}?)"
_DAY_FIRST = re.compile(
    rf"\s*(?:den\s+|d\.\s*)?{DATE.pattern}\s*[:,–-]?\s+{_BODY}{_NUMBER}\s*:?\s*", re.IGNORECASE
)
_BODY_FIRST = re.compile(
    rf"\s*{_BODY}(?<!\s)(?:\s*+[,–-])?+\s++(?:den\s++|d\.\s*+)?{DATE.pattern}{_NUMBER}\s*:?\s*", re.IGNORECASE
)
_LABEL = re.compile(
    r"\s*(?:(?P<body>udvalg|organ|forum|mødeforum)|(?P<date>dato|mødedato)"
    r"|(?P<number>punkt(?:nummer|nr\.?)?|pkt\.?(?:\s*nr\.?)?|dagsordenspunkt))\s*:\s*(?P<value>.*\S)?\s*",
    re.IGNORECASE,
)
_RUN_IN = re.compile(r"(?P<head>[^\n:]{5,160}\d[^\n:]{0,60}:)\s+(?=\S)")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a section, where it stands, and whether the source sets it off."""

    span: Span
    text: str
    set_off: bool = False


@dataclass
class _Entry:
    """The head of an entry: the numbers of its first line and of the line behind its head."""

    first: int
    end: int
    body: Span | None = None
    date: str | None = None
    number: str | None = None
    # Where its words begin, if they stand behind the head on its line.
    begins: int | None = None


def earlier_decisions(lines: Sequence[Line]) -> list[SectionPlace]:
    """The entries of a section on the course of a case; none where it is told otherwise."""
    heads = _labelled(lines) or _dated(lines)
    found = []
    for at, head in enumerate(heads):
        stop = heads[at + 1].first if at + 1 < len(heads) else len(lines)
        own = lines[head.end : stop]
        last = lines[head.end - 1].span.end
        end = last if head.begins is None else head.begins
        start = own[0].span.start if own and head.begins is None else end
        text = Span(start, own[-1].span.end if own else last)
        heading = Span(lines[head.first].span.start, end)
        found.append(SectionPlace(EARLIER, text, heading, True, head.body, head.date, head.number))
    return found


def _labelled(lines: Sequence[Line]) -> list[_Entry]:
    """`Udvalg: X`, `Dato: D` and, perhaps, `Punktnummer: N`, on lines of their own."""
    heads: list[_Entry] = []
    for at, line in enumerate(lines):
        label = _LABEL.fullmatch(line.text) if len(line.text) <= _LONGEST else None
        if label is None:
            continue
        value = label["value"] or ""
        if label["body"] and value:
            start = line.span.start + label.start("value")
            heads.append(_Entry(at, at + 1, Span(start, start + len(value))))
        elif heads and heads[-1].end == at:
            day = DATE.search(value)
            said = as_date(day) if day else None
            if label["date"] and said:
                heads[-1].date = said.isoformat()
            elif label["number"]:
                heads[-1].number = value or None
            else:
                continue
            heads[-1].end = at + 1
    return [head for head in heads if head.date]


def _dated(lines: Sequence[Line]) -> list[_Entry]:
    """A day and a body on a line of their own; where some of these are set off, only those."""
    found = [(line, head) for at, line in enumerate(lines) if (head := _head(line, at))]
    set_off = [head for line, head in found if line.set_off]
    return set_off or [head for _, head in found]


def _head(line: Line, at: int) -> _Entry | None:
    """The head that a line is, or begins with and goes on behind (`Byrådet 2. marts 2026: Drøftet.`)."""
    whole = _whole_head(line, at)
    begun = None if whole else _RUN_IN.match(line.text)
    if begun is None:
        return whole
    words = begun["head"]
    head = _whole_head(Line(Span(line.span.start, line.span.start + len(words)), words, line.set_off), at)
    if head is None or head.body is None:
        return None
    start = line.span.start
    if not is_body_name(words[head.body.start - start : head.body.end - start]):
        return None
    return replace(head, begins=start + begun.end())


def _whole_head(line: Line, at: int) -> _Entry | None:
    if len(line.text) > _LONGEST or not re.search(r"\d", line.text):
        return None
    match = _DAY_FIRST.fullmatch(line.text)
    if match is None and (line.set_off or line.text.rstrip().endswith(":")):
        match = _BODY_FIRST.fullmatch(line.text)
    told = decision_heading(line.text)
    if told and told.date and told.body and (place := line.text.find(told.body)) >= 0:
        start = line.span.start + place
        return _Entry(at, at + 1, Span(start, start + len(told.body)), told.date, told.number)
    day = as_date(match) if match else None
    if match is None or day is None or not match["body"][:1].isupper():
        return None
    start = line.span.start + match.start("body")
    body = match["body"].rstrip(" ,.")
    return _Entry(at, at + 1, Span(start, start + len(body)), day.isoformat(), match["item"])
