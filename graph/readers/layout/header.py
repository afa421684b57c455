"""The head of a minutes file: body, date, time, place, participants."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from graph.minutes.dates import DATE, WEEKDAYS, as_date, find_date
from graph.minutes.document import Document, Line, Paragraph
from graph.minutes.model import Finding, Presence, Quote, Span
from graph.municipality.profile import Profile, folded
from graph.readers.layout.lines import heading_kind, meeting_heading
from graph.wording.attendance import read_attendance
from graph.wording.names import is_full_name

_OF_A_MEETING = r"(?:(?:af|fra|for|til)\s+)?(?:(?:det\s+)?(?:ekstra)?ordinært?e?\s+)?(?:mødet?\s+i\s+)?"
_ON = rf"\s*[,–-]?\s*(?:afholdt\s+|holdt\s+)?(?:(?:{'|'.join(WEEKDAYS)})\s+)?(?:d\.|den)?\s*{DATE.pattern}"
_TITLES = (
    re.compile(
        r"\W*(?:(?:(?P<draft>udkast\s+til|foreløbigt)|åbent|lukket|offentligt|endeligt|godkendt"
        r"|(?:ekstra)?ordinært"
        r"|dagsorden(?:\s*/|\s+og|\s+med))\s*){0,3}(?:beslutnings)?(?:referat|protokol)\b\s*[:–-]?\s*"
        rf"{_OF_A_MEETING}(?P<body>(?!møde\b)[^\W\d][^:\n]{{1,120}}?(?:\n[^:\n]{{1,120}}?)?){_ON}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\W*(?P<body>[^\W\d][^:\n]{{2,80}}?)\s*[,–-]\s*(?:åbent\s+)?(?:beslutnings)?(?:referat"
        rf"|protokol){_ON}",
        re.IGNORECASE,
    ),
)
_BODY_AND_DAY = re.compile(rf"\W*(?P<body>[^\W\d][^:\n]{{2,80}}?){_ON}\W*$", re.IGNORECASE)
# What the document is, alone on its line.
_KIND_ALONE = re.compile(
    r"\W*(?:(?P<draft>udkast\s+til)\s+|(?:åbent|lukket|offentligt|endeligt|godkendt|dagsorden\s*/)\s*){0,2}"
    r"(?:beslutnings)?(?:referat|protokol)\W*$",
    re.IGNORECASE,
)
_FROM = r"(?:\s+(?:fra|til|i|blandt)(?!\w)[^:\n]{1,100}(?=:))?"
_LABEL = re.compile(
    r"\W{0,20}(?:"
    r"(?P<day>mødedato|mødetidspunkt|starttidspunkt|mødetid|mødestart|(?:dato|tid|tidspunkt|start"
    r"|starttid)(?=\s*:))"
    r"|(?P<place>mødested|(?:sted|lokale|mødelokale)(?=\s*:))"
    rf"|(?P<absent>(?:fraværende|afbud|ikke\s+til\s?stede|forhindret|forhindrede)(?:\s+(?:med"
    rf"|uden)\s+afbud)?{_FROM}"
    r"(?:\s+(?:er\s+)?(?:meldt\s+)?(?:fra|af)(?!\w))?)"
    rf"|(?P<present>(?:øvrige\s+)?(?:mødedeltagere|deltagere|medlemmer){_FROM}"
    r"|(?:(?:herudover|desuden|endvidere|derudover|også)\s+)?(?:deltog|mødte)(?=\s*:)"
    r"|(?:til\s?stede|tilstedeværende|fremmødte|mødt|gæster|inviterede|tilforordnede|stedfortrædere"
    r"|suppleanter"
    r"|(?:udvalgs|næst)?formand|borgmester|referent|mødeleder|ordstyrer|sekretær|kommunaldirektør)(?=\s*:))"
    r"|(?P<remark>bemærkning(?:er)?(?=\s*:))"
    r"|(?P<body>(?:udvalg|organ|forum|mødeforum|råd)(?=\s*:))"
    r"|(?P<other>[^\W\d_][\w-]*(?:\s[\w-]+)?(?=:\s)))"
    r"(?!\w)\W{0,3}(?=\s|\w|$)",
    re.IGNORECASE,
)
_HOUR = r"(?P<hour>\d{1,2})"
_TIMES = (
    re.compile(rf"\b(?:kl\.?|klokken)\s*{_HOUR}(?:[:.](?P<minute>\d{{2}}))?(?!\d)", re.IGNORECASE),
    re.compile(rf"(?<![\d.:/-]){_HOUR}:(?P<minute>\d{{2}})(?!\d)"),
    re.compile(rf"(?<![\d.:/-]){_HOUR}\.(?P<minute>\d{{2}})\s*[-–]\s*\d{{1,2}}\.\d{{2}}(?![.\d])"),
)
_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")
# The kind of meeting, printed beside the body's name.
_KIND_OF_MEETING = re.compile(
    r"^\W*(?:ekstra)?ordinært\s+møde\s+i\s+|\W*\b(?:ekstra)?ordinært\s+møde\W*$", re.IGNORECASE
)
_ITS_MEETING = re.compile(r"(?:s|['’]s?)\s+(?:(?:ekstra)?ordinære\s+)?møde$", re.IGNORECASE)
_NO_BODY = re.compile(r"\W*(?:(?:fra|af|for|til|møde)(?!\w)|$)", re.IGNORECASE)
# A numbered line begins an item, or a list of them, in layouts that are not known.
_NUMBERED = re.compile(r"\s*\d{1,3}\.?\s+(?P<rest>\S.*)|\s*(?:pkt|punkt)\b", re.IGNORECASE)
_PEOPLE = ("present", "absent", "remark")
_LONGEST_PLACE = 200


@dataclass
class Header:
    """What the head says; ``unread`` are the paragraphs no rule explained."""

    body: Quote | None = None
    date: datetime.date | None = None
    start_time: str | None = None
    place: Quote | None = None
    participants: list[Presence] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unread: list[Paragraph] = field(default_factory=list)
    # Who was not there, or not all the time, at single items: by the item's number.
    at_items: dict[str, list[Presence]] = field(default_factory=dict)


@dataclass
class _Field:
    """What stands behind a label: its kind, and the stretches of it, one a paragraph."""

    kind: str
    runs: list[Span]


def read_header(document: Document, head: Sequence[Paragraph], profile: Profile) -> Header:
    """Read the paragraphs before the contents. Never fails: what is missing stays ``None``."""
    header = Header()
    title_date: datetime.date | None = None
    fields: list[_Field] = []
    paragraphs = list(head)
    for index, paragraph in enumerate(paragraphs):
        taken = 0
        if header.body is None and (found := _title(document, paragraph, profile, header)):
            title_date, taken = found
            fields.append(_Field("title", []))
        stop = _take(fields, paragraph.lines[taken:], header)
        if stop:
            rest = tuple(line for line in paragraph.lines if line.start >= stop.start)
            header.unread += [Paragraph(rest), *paragraphs[index + 1 :]]
            break
    meeting_date: datetime.date | None = None
    for one in fields:
        if one.kind == "day" and one.runs:
            text = document.text[one.runs[0].start : one.runs[0].end]
            meeting_date = meeting_date or _date(text)
            header.start_time = header.start_time or _time(text)
        elif one.kind == "place" and one.runs:
            header.place = header.place or _place(document, one.runs[0])
        elif one.kind == "body" and one.runs and header.body is None:
            quote = document.quote(one.runs[0].start, one.runs[0].end)
            header.body = _body(document, quote.span.start, quote.text, profile, header)
        elif one.kind in _PEOPLE:
            _take_people(document, one, header)
    _body_alone(document, profile, header)
    header.date = _settle(meeting_date, title_date, fields, document, header)
    return header


def _begins_items(line: Line, fields: Sequence[_Field]) -> bool:
    """Whether the head has ended, though no known form of the contents or of an item says so."""
    if heading_kind(line):
        return True
    numbered = _NUMBERED.match(line.text)
    if not numbered:
        return False
    name = re.split(r"[,;(\t]|\s[-–]\s", numbered["rest"] or "")[0].strip()
    return not (fields and fields[-1].kind in _PEOPLE and is_full_name(name))


def _title(
    document: Document, paragraph: Paragraph, profile: Profile, header: Header
) -> tuple[datetime.date | None, int] | None:
    """The title's date and how many lines of the paragraph it takes, the body going to the header; ``None``
    where the paragraph is no title."""
    text = document.text[paragraph.start : paragraph.end]
    for pattern in (*_TITLES, _BODY_AND_DAY):
        match = pattern.match(text)
        if not match or (pattern is _BODY_AND_DAY and not profile.find("body", match["body"].strip())):
            continue
        name = _ITS_MEETING.sub("", match["body"].strip())
        if _NO_BODY.match(_KIND_OF_MEETING.sub("", name)):
            continue
        header.body = _body(document, paragraph.start + match.start("body"), name, profile, header)
        if match.groupdict().get("draft"):
            _draft(header, paragraph.lines[0], paragraph.lines[-1])
        end = paragraph.start + match.end()
        return as_date(match), sum(line.start < end for line in paragraph.lines)
    opened = meeting_heading(paragraph.lines)
    if opened and not text.strip().casefold().startswith("beslutning"):
        at = re.search(r"\s+".join(map(re.escape, opened[1].split())), text)
        if at:
            header.body = _body(document, paragraph.start + at.start(), at[0], profile, header)
            return datetime.date.fromisoformat(opened[2]), opened[0]
    return None


def _draft(header: Header, first: Line, last: Line) -> None:
    lines = (first.number, last.number)
    header.findings.append(Finding("warning", "draft", "Referatet er et udkast.", lines))


def _take(fields: list[_Field], lines: Sequence[Line], header: Header) -> Line | None:
    """Add a paragraph's fields; the line, if any, with which something else than the head begins. A line
    without a label goes on with the field before: with a list of people, with a value that stands under its
    label, or with a place that is broken over lines."""
    unread: list[Line] = []
    stop: Line | None = None
    for at, line in enumerate(lines):
        if _begins_items(line, fields):
            stop = line
            break
        own = fields[-1] if fields else _Field("", [])
        match = _LABEL.match(line.text)
        if match and match.lastgroup == "other" and own.kind in _PEOPLE:
            match = None
        here = Span(line.start, line.end)
        if match and match.lastgroup == "other":
            fields.append(_Field("other", []))
            unread.append(line)
        elif match:
            fields.append(_Field(match.lastgroup or "", [Span(line.start + match.end(), line.end)]))
        elif own.kind in _PEOPLE and at:
            own.runs[-1] = Span(own.runs[-1].start, line.end)
        elif own.kind in _PEOPLE:
            own.runs.append(here)
        elif own.kind in ("day", "place", "body") and own.runs[0].start == own.runs[0].end:
            own.runs[0] = here
        elif own.kind == "place" and at and _wrapped(own, lines[at - 1], line):
            own.runs[0] = Span(own.runs[0].start, line.end)
        elif kind := _KIND_ALONE.match(line.text):
            if kind["draft"]:
                _draft(header, line, line)
        else:
            unread.append(line)
    if unread:
        header.unread.append(Paragraph(tuple(unread)))
    return stop


def _wrapped(place: _Field, before: Line, line: Line) -> bool:
    """Whether a line is the rest of the place that the line before it breaks off."""
    broken = (
        len(before.text) > 60 or before.text.rstrip().endswith((",", "-")) or line.text.lstrip()[:1].islower()
    )
    return broken and place.runs[0].end == before.end


def _place(document: Document, span: Span) -> Quote | None:
    quote = document.quote(span.start, span.end)
    return quote if quote.text and len(quote.text) <= _LONGEST_PLACE else None


def _body_alone(document: Document, profile: Profile, header: Header) -> None:
    """The body, where no title names it: its name on a line of its own in the head, if the profile knows
    it."""
    for paragraph in header.unread if header.body is None else ():
        for line in paragraph.lines:
            agent = profile.find("body", line.text.strip()) if len(line.text) < _LONGEST_PLACE else None
            if agent:
                header.body = Quote(agent.name, document.trim(line.start, line.end))
                rest = Paragraph(tuple(other for other in paragraph.lines if other is not line))
                header.unread.remove(paragraph)
                header.unread += [rest] if rest.lines else []
                return


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
    found = find_date(text)
    if not found and (iso := _ISO.search(text)):
        try:
            return datetime.date(int(iso["year"]), int(iso["month"]), int(iso["day"]))
        except ValueError:
            return None
    return found


def _time(text: str) -> str | None:
    """When the meeting begins: behind `kl.`, or the first of the times there are."""
    match = next((found for pattern in _TIMES if (found := pattern.search(text))), None)
    if not match or int(match["hour"]) > 23 or int(match["minute"] or 0) > 59:
        return None
    return f"{int(match['hour']):02}:{match['minute'] or '00'}"


def _take_people(document: Document, one: _Field, header: Header) -> None:
    """The people of a list, each once; what is no full name stays words, and what follows the list is
    unread."""
    told = one.kind == "remark"
    found = read_attendance(document, one.runs, one.kind == "absent", told)
    known = {folded(person.name.text): at for at, person in enumerate(header.participants)}
    for person in found.people:
        at = known.get(folded(person.name.text))
        if at is None:
            known[folded(person.name.text)] = len(header.participants)
            header.participants.append(person)
        elif person.absent:
            header.participants[at] = replace(header.participants[at], status="absent")
    for span in found.doubtful:
        quote = document.quote(span.start, span.end)
        message = f"»{quote.text[:80]}« blandt deltagerne er ikke et fuldt navn."
        lines = document.line_numbers(quote.span.start, quote.span.end)
        header.findings.append(Finding("warning", "person-unresolved", message, lines))
    end = one.runs[0].start if told and not found.people else found.end
    first, last = document.line_numbers(end, one.runs[-1].end)
    left = (line for line in document.lines[first - 1 : last] if end <= line.start < one.runs[-1].end)
    header.unread += [Paragraph((line,)) for line in left if not line.blank]


def _settle(
    meeting: datetime.date | None,
    title: datetime.date | None,
    fields: Sequence[_Field],
    document: Document,
    header: Header,
) -> datetime.date | None:
    """One date out of two; where they differ, the one whose weekday is right."""
    if meeting is None or title is None or meeting == title:
        chosen = meeting or title
    else:
        weekday = next(
            (
                d
                for d in WEEKDAYS
                for one in fields
                for s in one.runs
                if d in document.text[s.start : s.end].casefold()
            ),
            None,
        )
        chosen = title if weekday == WEEKDAYS[title.weekday()] else meeting
        message = f"To mødedatoer: {title.isoformat()} i overskriften, {meeting.isoformat()} i mødedato."
        header.findings.append(Finding("warning", "date-differs", message))
    return chosen
