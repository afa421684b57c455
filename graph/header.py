"""The head of a minutes file: body, date, time, place, participants."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.dates import DATE, WEEKDAYS, as_date
from graph.model import Finding, Participant, Quote, Span
from graph.organisation import Profile
from graph.text import Document, Line, Paragraph

_TITLE = re.compile(
    rf"\W*(?:referat|beslutningsprotokol|protokol)\b[:\s]*(?:af\s+|fra\s+)?(?P<body>\S.*?)\s*,?\s+(?:d\.|den)\s*{DATE.pattern}",
    re.IGNORECASE | re.DOTALL,
)
_LABEL = re.compile(
    r"\W*(?P<label>mødedato|mødested|mødedeltagere|mødetidspunkt|starttidspunkt|deltagere|medlemmer|fraværende|afbud)"
    r"\b\W{0,3}(?=\s|\w|$)",
    re.IGNORECASE,
)
_TIME = re.compile(r"\bkl\.?\s*(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?", re.IGNORECASE)
_ABSENT = re.compile(r"\(\s*(?:frav|afbud|ikke til ?stede)[^)]*\)?", re.IGNORECASE)
_IN_PARENTHESES = re.compile(r"\s*\([^)]*\)?")
_BEFORE_NAME = re.compile(
    r"[\s\-–—•*]*(?:og\s+)?(?:(?:næst|udvalgs)?formand(?:en)?\b:?\s*|(?:vice)?borgmester(?:en)?\b:?\s*)?",
    re.IGNORECASE,
)
# The kind of meeting, printed beside the body's name.
_KIND_OF_MEETING = re.compile(
    r"^\W*(?:ekstra)?ordinært\s+møde\s+i\s+|\W*\b(?:ekstra)?ordinært\s+møde\W*$", re.IGNORECASE
)
_LONGEST_NAME = 80
_ABSENT_LABELS = ("fraværende", "afbud")
_PEOPLE_LABELS = ("mødedeltagere", "deltagere", "medlemmer", *_ABSENT_LABELS)


@dataclass
class Header:
    """What the head says; ``unread`` are the paragraphs no rule explained."""

    body: Quote | None = None
    date: datetime.date | None = None
    start_time: str | None = None
    place: Quote | None = None
    participants: list[Participant] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unread: list[Paragraph] = field(default_factory=list)


def read_header(document: Document, head: Sequence[Paragraph], profile: Profile) -> Header:
    """Read the paragraphs before the contents. Never fails: what is missing stays ``None``."""
    header = Header()
    title_date: datetime.date | None = None
    fields: list[tuple[str, Span]] = []
    for paragraph in head:
        title = _TITLE.match(document.text[paragraph.start : paragraph.end])
        if title and header.body is None:
            header.body = _body(
                document, paragraph.start + title.start("body"), title["body"], profile, header
            )
            title_date = as_date(title)
            rest = Paragraph(
                tuple(line for line in paragraph.lines if line.start > paragraph.start + title.end())
            )
            if rest.lines:
                fields += _fields(rest, None, header)
        else:
            _take_fields(fields, paragraph, header)
    meeting_date: datetime.date | None = None
    for label, span in fields:
        text = document.text[span.start : span.end]
        if label in ("mødedato", "mødetidspunkt", "starttidspunkt"):
            meeting_date = meeting_date or _date(text)
            header.start_time = header.start_time or _time(text)
        elif label == "mødested":
            header.place = header.place or document.quote(span.start, span.end)
        else:
            _take_people(document, span, label in _ABSENT_LABELS, header)
    header.date = _settle(meeting_date, title_date, fields, document, header)
    return header


def _take_fields(fields: list[tuple[str, Span]], paragraph: Paragraph, header: Header) -> None:
    """Add a paragraph's fields; what goes on with the list of people before it is one field with that,
    for a page break may stand inside a name."""
    open_label = fields[-1][0] if fields else None
    for label, span in _fields(paragraph, open_label, header):
        goes_on = label == open_label and span.start == paragraph.start
        if goes_on and fields and label in _PEOPLE_LABELS:
            fields[-1] = (label, Span(fields[-1][1].start, span.end))
        else:
            fields.append((label, span))


def _fields(paragraph: Paragraph, open_label: str | None, header: Header) -> list[tuple[str, Span]]:
    """Labelled values of a paragraph; lines without a label go on with the one before.

    ``open_label`` is the label a paragraph without one may belong to: lists of people run on over
    page breaks, and any value may stand under its label.
    """
    found: list[tuple[str, int, int]] = []
    unread: list[Line] = []
    for line in paragraph.lines:
        match = _LABEL.match(line.text)
        if match:
            found.append((match["label"].casefold(), line.start + match.end(), line.end))
        elif found:
            found[-1] = (found[-1][0], found[-1][1], line.end)
        elif open_label in _PEOPLE_LABELS or open_label == "mødested":
            found.append((open_label, line.start, line.end))
        else:
            unread.append(line)
    if unread:
        header.unread.append(Paragraph(tuple(unread)))
    return [(label, Span(start, end)) for label, start, end in found]


def _body(document: Document, start: int, name: str, profile: Profile, header: Header) -> Quote:
    kind = _KIND_OF_MEETING.search(name)
    if kind:
        start, name = (
            (start + kind.end(), name[kind.end() :]) if kind.start() == 0 else (start, name[: kind.start()])
        )
    quote = document.quote(start, start + len(name))
    agent = profile.find("body", quote.text)
    if agent is None:
        lines = document.line_numbers(quote.span.start, quote.span.end)
        header.findings.append(
            Finding("warning", "body-unknown", f"Organet »{quote.text}« står ikke i kommunens profil.", lines)
        )
        return quote
    return Quote(agent.name, quote.span)


def _date(text: str) -> datetime.date | None:
    found = [day for match in DATE.finditer(text) if (day := as_date(match))]
    return found[0] if found else None


def _time(text: str) -> str | None:
    match = _TIME.search(text)
    if not match or int(match["hour"]) > 23 or int(match["minute"] or 0) > 59:
        return None
    return f"{int(match['hour']):02}:{match['minute'] or '00'}"


def _take_people(document: Document, span: Span, absent: bool, header: Header) -> None:
    """Full names are participants; a first name alone, or something longer than a name, stays words."""
    for person in _people(document, span, absent):
        if " " in person.name.text and len(person.name.text) <= _LONGEST_NAME:
            header.participants.append(person)
        else:
            lines = document.line_numbers(person.name.span.start, person.name.span.end)
            message = f"»{person.name.text[:80]}« blandt deltagerne er ikke et fuldt navn."
            header.findings.append(Finding("warning", "person-unresolved", message, lines))


def _people(document: Document, span: Span, absent: bool) -> list[Participant]:
    """Names apart by commas (or one a line where there are none); party letters are left off."""
    text = document.text[span.start : span.end]
    # After a party's letters in parentheses the next name may follow without a comma.
    separator = r"[,;]|(?<=\))\s+(?=[^\W\d_])" if re.search(r"[,;]", text) else r"\n"
    people: list[Participant] = []
    start = 0
    for match in [*re.finditer(separator, text), None]:
        end = match.start() if match else len(text)
        part = text[start:end]
        name = _BEFORE_NAME.match(part)
        first = start + (name.end() if name else 0)
        stop = start + (cut.start() if (cut := _IN_PARENTHESES.search(part)) else len(part))
        quote = document.quote(span.start + first, span.start + max(first, stop))
        # `formand` behind a comma says more of the person before it.
        if quote.text.rstrip(".") and not (people and quote.text.islower()):
            people.append(Participant(quote, absent or bool(_ABSENT.search(part))))
        start = match.end() if match else end
    return people


def _settle(
    meeting: datetime.date | None,
    title: datetime.date | None,
    fields: list[tuple[str, Span]],
    document: Document,
    header: Header,
) -> datetime.date | None:
    """One date out of two; where they differ, the one whose weekday is right."""
    if meeting is None or title is None or meeting == title:
        chosen = meeting or title
    else:
        weekday = next(
            (d for d in WEEKDAYS for _, s in fields if d in document.text[s.start : s.end].casefold()), None
        )
        chosen = title if weekday == WEEKDAYS[title.weekday()] else meeting
        message = f"To mødedatoer: {title.isoformat()} i overskriften, {meeting.isoformat()} i mødedato."
        header.findings.append(Finding("warning", "date-differs", message))
    return chosen
