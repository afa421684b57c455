"""The head of a minutes file: body, date, time, place, participants."""

import calendar
import datetime
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from graph.minutes.dates import DATE, MONTHS, WEEKDAYS, as_date, find_date, month_number
from graph.minutes.document import Document, Line, Paragraph, one_line
from graph.minutes.model import Finding, Presence, Quote, Span
from graph.municipality.profile import Profile, folded
from graph.ontology.iris import COUNCILS
from graph.readers.layout.decision_headings import is_body_name
from graph.readers.layout.lines import LONGEST_HEADING, heading_kind, is_openness, meeting_heading
from graph.wording.attendance import read_attendance
from graph.wording.names import is_full_name, is_party
from graph.wording.openness import AGENDA_PART
from graph.wording.passages import Passage
from graph.wording.presence import read_presence

_OF_A_MEETING = r"(?:(?:af|fra|for|til)\s+)?(?:(?:det\s+)?(?:ekstra)?ordinært?e?\s+)?(?:mødet?\s+i\s+)?"
_ON = rf"\s*[,|–-]?\s*(?:afholdt\s+|holdt\s+)?(?:(?:{'|'.join(WEEKDAYS)})\s+)?(?:d\.|den)?\s*{DATE.pattern}"
_NAME = r"(?:(?![ ]{3})[^:\n\t]){1,120}?"  # what stands behind a wide gap is in another column
_TITLES = (
    re.compile(
        r"\W*(?:(?:(?P<draft>udkast\s+til|foreløbigt)|åbent|lukket|offentligt|endeligt|godkendt"
        r"|(?:ekstra)?ordinært"
        r"|dagsorden(?:\s*/|\s+og|\s+med))\s*){0,3}(?:beslutnings)?(?:referat|protokol)\b\s*[:–-]?\s*"
        rf"{_OF_A_MEETING}(?P<body>(?!mødet?\b)(?:[^\W\d]|§){_NAME}(?:\n{_NAME})??){_ON}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\W*(?P<body>[^\W\d][^:\n]{{2,80}}?)(?:\s*[,–-]|\s{{2}})\s*(?:åbent\s+)?(?:beslutnings)?(?:referat"
        rf"|protokol){_ON}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\W*(?:(?:ekstra)?ordinært\s+)?møde\s+i\s+(?P<body>(?:[^\W\d]|§){_NAME}){_ON}(?=\s*,?\s*(?:kl\.?|klokken)\s*\d)",
        re.IGNORECASE,
    ),
)
_BODY_AND_DAY = re.compile(rf"[^\w§]*(?P<body>(?:[^\W\d]|§)[^:\n]{{2,80}}?){_ON}\W*$", re.IGNORECASE)
# What the document is, alone on its line.
_KIND_ALONE = re.compile(
    r"\W*(?:(?P<draft>udkast\s+til)\s+|(?:åbent|lukket|offentligt|endeligt|godkendt|dagsorden\s*/)\s*){0,2}"
    r"(?:beslutnings)?(?:referat|protokol)\W*$",
    re.IGNORECASE,
)
_FROM = r"(?:\s+(?:fra|til|i|blandt)(?!\w)[^:\n]{1,100}(?=:))?"
_WEEKDAY_BEHIND = re.compile(rf"\s+(?:{'|'.join(WEEKDAYS)})$", re.IGNORECASE)
_VALUE = r"(?=\s*:|\t|\s{3,}\S)"  # behind a label that is one only where it has its value on the line
_LABEL = re.compile(
    r"\W{0,20}(?:"
    r"(?P<day>mødedato|mødetidspunkt|starttidspunkt|mødetid|mødestart|(?:dato|tid|tidspunkt|start(?:\s+kl\.?)?"
    rf"|starttid){_VALUE})"
    rf"|(?P<end>sluttidspunkt|mødeslut|sluttid|(?:slut(?:\s+kl\.?)?|mødet\s+slut(?:tede)?|mødet\s+hævet|hævet){_VALUE})"
    rf"|(?P<place>mødested|(?:sted|lokale|mødelokale){_VALUE})"
    rf"|(?P<absent>(?:fraværende|afbud|ikke\s+til\s?stede|forhindret|forhindrede)(?:\s+(?:med"
    rf"|uden)\s+afbud)?{_FROM}"
    r"(?:\s+(?:er\s+)?(?:meldt\s+)?(?:fra|af)(?!\w))?)"
    rf"|(?P<present>(?:øvrige\s+)?(?:mødedeltagere|deltagere|medlemmer){_FROM}"
    r"|(?:(?:herudover|desuden|endvidere|derudover|også)\s+)?(?:deltog|mødte)(?=\s*:)"
    r"|(?:(?:til\s?stede|tilstedeværende|fremmødte|mødt)(?:\s+(?:var|er))?|gæster|inviterede|tilforordnede"
    r"|stedfortrædere|suppleanter"
    r"|(?:udvalgs|næst)?formand|borgmester|referent|mødeleder|ordstyrer|sekretær|kommunaldirektør)(?=\s*:)"
    # Behind the name of a body anything may be told but the names of its members.
    r"|[^\W\d_]{0,30}(?:bestyrelsen|udvalget|rådet|nævnet)(?=\s*:\s*(?:$|(?-i:[A-ZÆØÅ][\w.-]*\s+[A-ZÆØÅ])))"
    rf"|(?:til\s?stede|tilstedeværende|gæster|inviterede|tilforordnede|referent|mødeleder|ordstyrer){_VALUE})"
    rf"|(?P<post>(?:(?:udvalgs|næst)?formand|borgmester|sekretær|kommunaldirektør){_VALUE})"
    r"|(?P<remark>bemærkning(?:er)?(?=\s*:))"
    rf"|(?P<body>(?:udvalg|organ|forum|mødeforum|råd){_VALUE})"
    r"|(?P<other>[^\W\d_][\w-]*(?:\s[\w-]+)?(?=:\s)))"
    r"(?!\w)[^\w§]{0,3}(?=\s|\w|§|$)",
    re.IGNORECASE,
)
_HOUR = r"(?P<hour>\d{1,2})"
_TIMES = (
    re.compile(rf"\b(?:kl\.?|klokken)\s*{_HOUR}(?:[:.](?P<minute>\d{{2}}))?(?!\d)", re.IGNORECASE),
    re.compile(rf"(?<![\d.:/-]){_HOUR}:(?P<minute>\d{{2}})(?!\d)"),
    re.compile(rf"(?<![\d.:/-]){_HOUR}\.(?P<minute>\d{{2}})\s*[-–]\s*\d{{1,2}}\.\d{{2}}(?![.\d])"),
    re.compile(rf"^\s*{_HOUR}\.(?P<minute>\d{{2}})\s*$"),
)
_TIME_ALONE = re.compile(
    r"\W{0,8}(?:kl|klokken)\W{0,3}\d{1,2}(?:[:.]\d{2})?(?:\s{0,3}(?:[-–]|til)\s{0,3}(?:kl\W{0,3})?\d{1,2}[:.]\d{2})?\W{0,8}",
    re.IGNORECASE,
)
# When the meeting ended, behind the time when it began or by itself.
_UNTIL = re.compile(
    r"(?<!\d)\d{1,2}(?:[:.]\d{2})?\s*(?:[-–]|til)\s*(?:kl\.?\s*)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?![.\d])",
    re.IGNORECASE,
)
# The same by the hour alone (`kl. 17-19`).
_UNTIL_HOUR = re.compile(
    r"(?<!\w)kl\.?\s*\d{1,2}(?:[:.]\d{2})?\s*(?:[-–]|til)\s*(?:kl\.?\s*)?(?P<hour>\d{1,2})(?P<minute>)(?![.:]?\d)",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"(?<!\w)mødet?\s+(?:er\s+|blev\s+)?(?:hævet|hævedes|sluttede|sluttet|slut|afsluttet|afsluttedes)\s*:?\s*"
    r"(?:kl\.?|klokken)?\s*(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?!\d)",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    rf"(?<!\w)(?P<month>{'|'.join(calendar.month_name[1:])})\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})(?!\d)",
    re.IGNORECASE,
)
# How records of old begin: `År 2003 den 27. november kl. 19 afholdt byrådet møde`.
_RECORD = re.compile(
    rf"\W*(?:i\s+)?år(?:et)?\s+(?P<year>\d{{4}}),?\s+(?:(?:den\s+)?(?:{'|'.join(WEEKDAYS)}),?\s+)?(?:den\s+|d\.\s*)?"
    rf"(?P<day>\d{{1,2}})\.?\s+(?P<month>{'|'.join(MONTHS)})(?!\w)",
    re.IGNORECASE,
)
# The same with the day in its usual order: `Den 21. juni 2022 kl. 14 afholdtes bestyrelsesmøde`.
_HELD_ON = re.compile(
    rf"\W*(?:(?:{'|'.join(WEEKDAYS)}),?\s+)?(?:den\s+|d\.\s*)?{DATE.pattern}(?=.{{0,40}}?(?<!\w)(?:af)?holdt(?:es)?(?!\w))",
    re.IGNORECASE,
)
# What a meeting is called by its body (`skolebestyrelsesmøde`), and behind which ending the article is which.
_NAMED_BY_BODY = re.compile(
    r"(?<![^\W_])(?P<name>[^\W\d_]{0,30}bestyrelse|[^\W\d_]{2,30}(?:råd|udvalg|nævn|synet?))smødet?(?![^\W_])",
    re.IGNORECASE,
)
_OF_MEETING = re.compile(r"[^\W\d_]+s?mødet?", re.IGNORECASE)
# Behind the day, in front of the time.
_PLACE_BEFORE_TIME = re.compile(r"\s*,?\s*(?:i|på)\s+(?P<place>[A-ZÆØÅ][^:\n]{2,80}?),?\s+kl\.?\s*\d")
# Of the body whose record it is; others hold meetings, too (`blev der afholdt borgermøde`).
_MEETING_HELD = re.compile(
    rf"(?<!\w)(?:af)?hold(?:t(?:es)?|er)(?!\w).{{0,80}}?(?:{_NAMED_BY_BODY.pattern}|(?<!\w)møde(?!\w)(?!\s+(?:med|om|for)(?!\w)))",
    re.IGNORECASE | re.DOTALL,
)
_ENDS_SENTENCE = re.compile(r"(?<=[^\W\d]{3})[.](?=\s+[A-ZÆØÅ])|(?<=\d)[.](?=\s+[A-ZÆØÅ])|\Z")
# What a line says that is no title: of another meeting, or anything of this one.
_TELLS = re.compile(
    r"(?<!\w)(?:er|var|blev|bliver|har|havde|skal|vil|kan|næste|kommende|sidste|forrige|seneste)(?!\w)",
    re.IGNORECASE,
)
_HELD_BY = re.compile(
    r"(?:holdt|holder)\s+(?P<body>[^\W\d_][^,.:;\n]{2,80}?)\s+(?:sit\s+)?(?:(?:ekstra)?ordinært?e?\s+)?møde(?!\w)"
    r"|(?<!\w)møde\s+i\s+(?P<met>[^\W\d_][^,.:;\n]{2,80}?)(?=\s+(?:på|i)\s|[,.\n]|$)",
    re.IGNORECASE,
)
# What may stand beside the day on a line that says only when the meeting is.
_BESIDE_DAY = re.compile(
    rf"(?:{'|'.join(WEEKDAYS)}|fra|den|det|d|af|kl|klokken|nr|[^\W\d_]{{0,20}}mødet?|(?:ekstra)?ordinært?e?|til|holdt|afholdt|start|slut"
    r"|åbent|udskrift|for|(?:beslutnings|forhandlings|møde)?(?:referat(?:et)?|protokol(?:len)?))",
    re.IGNORECASE,
)
# Where it is, behind that: `den 8. december 2014 kl. 16 i mødelokale 2`.
_AND_PLACE = re.compile(r"(?<=\d)(?:,?\s+(?:i|på)\s+(?=[^\W\d_])|,\s+(?=(?!kl)[A-ZÆØÅ][^\W\d_]+[^:]{0,60}$))")
_ROOM = re.compile(
    r"\s*(?:(?:i|på)\s+)?(?P<place>(?=[^:]{0,60}(?:lokale|sal|salen|værelse|værelset|kantine|kantinen)(?![^\W\d_]))"
    r"[A-ZÆØÅ][^:()]{2,100})\s*",
    re.MULTILINE,
)
# A label behind the value of another on its line.
_LABEL_BEHIND = re.compile(
    r"(?<=\S)\s+(?=(?:mødetid(?:spunkt)?|starttidspunkt|sluttidspunkt|mødested|mødelokale|tid|sted|slut)\s*:)",
    re.IGNORECASE,
)
_PARTY_BEHIND = re.compile(
    r"(?:,(?=\s?\())?\s{0,3}(?:\(\s*(?P<party>[A-ZÆØÅ][A-ZÆØÅ]?(?:-?\d)?|løsgænger|uden for parti\w*"
    r"|(?:liste|gruppe)\s+\w{1,3}"
    r"|[A-ZÆØÅ][\w ]{2,40})\s*(?:,[^()\n]{1,40})?\)|,\s(?P<letter>[A-ZÆØÅ])(?=\s*(?:,|\n|$)))"
)
_FROM_ITEMS = re.compile(
    r"(?:\s{0,3}\([^()\n]{1,30}\))?\s{0,3}[,(–-]\s{0,3}(?P<items>(?:under\s+|ved\s+)?(?:sag|pkt\.?|punkt)(?:\s*nr\.?)?"
    r"\s*\d{1,4}(?:\s*(?:[-–,]|og)\s*\d{1,4})*)",
    re.IGNORECASE,
)
_BRACKET = r"(?:\s{0,3}\([^()\n]{1,30}\))?"
_STOOD_IN = re.compile(
    rf"(?:fraværende|afbud)(?:\s+fra)?\s*:?\s*(?P<away>[^\W\d_][^:,;()\n–]{{2,60}}?){_BRACKET}\s+[-–]\s+"
    rf"(?P<instead>[^\W\d_][^:,;()\n–]{{2,60}}?){_BRACKET}\s+(?:mødte|møder|deltog|deltager)\s+som\s+"
    r"(?:stedfortræder|suppleant)",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")
# The kind of meeting, printed beside the body's name.
_KIND_OF_MEETING = re.compile(
    r"^\W*(?:ekstra)?ordinært\s+møde\s+i\s+|\W*\b(?:ekstra)?ordinært\s+møde\W*$", re.IGNORECASE
)
_ITS_MEETING = re.compile(
    r"(?:s|['’]s?|(?<=udvalget)|(?<=rådet)|(?<=nævnet)|(?<=bestyrelsen))\s+(?:(?:ekstra)?ordinære\s+)?møde$",
    re.IGNORECASE,
)
_LEADS_TO_BODY = re.compile(
    r"[^\w§]*(?:(?:åbent|ekstraordinært)\s+)?(?:beslutnings)?(?:referat|protokol|dagsorden)\s+(?:fra|af|for|til|i)?\s*"
    r"(?:(?:det\s+)?(?:ordinære?t?\s+|ekstraordinære?t?\s+)?mødet?\s+i\s+)?[:–-]?\s*(?=[A-ZÆØÅ])",
    re.IGNORECASE,
)
# The municipality before the body's name, and what the document is behind it.
_MUNICIPALITY = re.compile(r"\W*(?:[A-ZÆØÅ][\w-]{1,40}\s+){1,3}Kommune\s*[,:–-]?\s+(?=[A-ZÆØÅ])")
# The sender of a letter, in a column of its own: postal code and town, telephone, address.
_COLUMN = re.compile(r"(?<=\S)(?:\t|[ ]{3,}+)\s*+(?=\S)")
_ADDRESS = re.compile(
    r"\s*(?:\d{4}\s+[A-ZÆØÅ][^\W\d_]+|(?:tlf|telefon|cvr|e-?mail|mail|ean)\b|(?:https?://|www\.)|\S+@\S)",
    re.IGNORECASE,
)
# Behind the name of a body, where that alone is one: `Handicaprådet i Nyby Kommune`, `BRANDVÆSENET NORD`.
_TOWN_BEHIND = re.compile(
    r"(?:,\s*+|(?<!\s)\s++)(?:(?:i|for|ved)\s++)?(?:[A-ZÆØÅ][\w-]*+\s?){1,3}(?<=\w)(?:\s[Kk]ommune)?\s*+$"
)
_KIND_BEHIND = re.compile(r"\s*[,–-]?\s+(?:åbent\s+)?(?:beslutnings)?(?:referat|protokol)\W*$", re.IGNORECASE)
_COUNCIL = re.compile(rf"(?:{'|'.join(COUNCILS)})(?:e?[tn])?$", re.IGNORECASE)
_NO_BODY = re.compile(r"\W*(?:(?:fra|af|for|til|møde)(?!\w)|$)", re.IGNORECASE)
# A numbered line begins an item, or a list of them, in layouts that are not known.
_NUMBERED = re.compile(r"\s*\d{1,3}\.?\s+(?P<rest>\S.*)|\s*(?:pkt|punkt)\b", re.IGNORECASE)
_PEOPLE = ("present", "absent", "remark")
_DOUBTFUL = "doubtful"  # nobody's value
# The head of a table of people: each cell says what stands in its column.
_COLUMN_HEAD = re.compile(
    r"\s*(?:navn|funktion|post|hverv|rolle|titel|stilling|parti|liste|medlem(?:mer)?|deltagere?|til\s?stede"
    r"|tilstedeværende|fremmødt?e?|mødt|mødte|deltog|deltaget|afbud|fravær|fraværende|ikke\s+til\s?stede|status"
    r"|stedfortrædere?|suppleanter?|bemærkning(?:er)?|underskrift)\W*",
    re.IGNORECASE,
)
# What somebody does at the meeting, with a cell behind it.
_OFFICER = re.compile(r"\W{0,20}(?:referent|mødeleder|ordstyrer)(?=\t|\s{3,}\S)", re.IGNORECASE)
_CELL = re.compile(r"\t|[ ]{3,}+")
_AROUND_NAMES = " .•*-–\t"
_LONGEST_PLACE = 200
LONGEST_HEAD = 20_000


@dataclass
class Header:
    """What the head says; ``unread`` are the paragraphs no rule explained."""

    body: Quote | None = None
    date: datetime.date | None = None
    start_time: str | None = None
    end_time: str | None = None
    place: Quote | None = None
    participants: list[Presence] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unread: list[Paragraph] = field(default_factory=list)
    # Who was not there, or not all the time, at single items: by the item's number.
    at_items: dict[str, list[Presence]] = field(default_factory=dict)

    @property
    def body_name(self) -> str | None:
        """What the body that met is called."""
        return self.body.text if self.body else None

    def publishes_closed(self, profile: Profile) -> bool:
        """Whether the body itself publishes what it decides of closed items."""
        return self.body is not None and profile.publishes_closed(self.body.text)


@dataclass
class _Field:
    """What stands behind a label: its kind, and the stretches of it, one a paragraph; whether the label has
    a column of its own."""

    kind: str
    runs: list[Span]
    column: bool = False


def tells_people(line: Line) -> bool:
    """Whether a line has a label behind which people of the meeting stand (`Deltagere:`); without a stop
    nothing but their names is behind it."""
    match = _LABEL.match(line.text)
    if match is None or match.lastgroup not in _PEOPLE:
        return False
    return ":" in line.text[:80] or bool(_names(line.text[match.end() :]))


def only_people(line: Line) -> bool:
    """Whether a line holds names of people, perhaps behind their label and with their parties, and nothing
    else."""
    if len(line.text) > LONGEST_HEADING:
        return False
    label = _LABEL.match(line.text) if tells_people(line) else None
    words = line.text[label.end() if label else 0 :]
    return not words.strip(_AROUND_NAMES) or bool(_names(words))


def _names(words: str) -> list[str]:
    """The full names that words are, with their parties left off; none where anything else is among them."""
    words = re.sub(r"\s*\([^()]{1,40}\)", "", words.strip(_AROUND_NAMES))
    names = [one for one in re.split(r"\s*[,;]\s*|\s+og\s+", words) if one]
    return names if all(map(is_full_name, names)) else []


def read_header(document: Document, head: Sequence[Paragraph], profile: Profile) -> Header:
    """Read the paragraphs before the contents. Never fails: what is missing stays ``None``."""
    header = Header()
    title_date: datetime.date | None = None
    fields: list[_Field] = []
    paragraphs = [part for paragraph in head for part in _beside_letterhead(paragraph)]
    tables = _in_tables(paragraphs)
    for index, paragraph in enumerate(paragraphs):
        taken = 0
        if header.body is None and (found := _title(document, paragraph, profile, header)):
            title_date, taken = found
            fields.append(_Field("title", []))
        stop = _take(fields, paragraph.lines[taken:], tables, header)
        if stop:
            rest = tuple(line for line in paragraph.lines if line.start >= stop.start)
            header.unread += [Paragraph(rest), *paragraphs[index + 1 :]]
            break
    meeting_date: datetime.date | None = None
    where: Quote | None = None
    for one in fields:
        if one.kind == "day" and one.runs:
            text = document.text[one.runs[0].start : one.runs[0].end]
            meeting_date = meeting_date or _date(text)
            header.start_time = header.start_time or _time(text)
            header.end_time = header.end_time or _until(text)
            where = where or _place_behind(document, one.runs[0])
        elif one.kind == "end" and one.runs:
            header.end_time = header.end_time or _time(document.text[one.runs[0].start : one.runs[0].end])
        elif one.kind == "place" and one.runs:
            header.place = header.place or _place(document, one.runs[0])
        elif one.kind == "body" and one.runs and header.body is None:
            quote = document.quote(one.runs[0].start, one.runs[0].end)
            header.body = _body(document, quote.span.start, quote.text, profile, header)
        elif one.kind in _PEOPLE:
            _take_people(document, one, header)
    _body_alone(document, profile, header)
    recorded = _record(document, profile, header)
    _body_of_meeting(document, head, profile, header)
    meeting_date = meeting_date or (None if title_date else recorded)
    known = meeting_date or title_date
    if known is None or header.start_time is None:
        meeting_date = _day_alone(document, header, known) or meeting_date
    header.place = header.place or where
    _time_alone(document, header)
    _place_alone(document, header)
    header.date = _settle(meeting_date, title_date, fields, document, header)
    lines = [Paragraph((line,)) for paragraph in head for line in paragraph.lines]
    header.end_time = header.end_time or ended_at([*head, *lines])
    _take_presence(document, head, header)
    return header


def _beside_letterhead(paragraph: Paragraph) -> tuple[Paragraph, ...]:
    """A paragraph; where it has the sender's address in a column behind its words, these and then that."""
    cells = [(line, _COLUMN.search(line.text)) for line in paragraph.lines]
    behind = [Line(line.number, line.start + gap.end(), line.text[gap.end() :]) for line, gap in cells if gap]
    last = max((line.number for line in behind if _ADDRESS.match(line.text)), default=None)
    if last is None:
        return (paragraph,)
    # Below the address the cells are labels and their values.
    before = [
        Line(line.number, line.start, line.text[: gap.start()] if gap and line.number <= last else line.text)
        for line, gap in cells
    ]
    words = tuple(line for line in before if not line.blank)
    sender = tuple(line for line in behind if line.number <= last)
    return tuple(Paragraph(lines) for lines in (words, sender) if lines)


def ended_at(told: Sequence[Paragraph]) -> str | None:
    """When the meeting ended, by a sentence that says so (`Mødet hævet kl. 20.10`)."""
    for paragraph in told:
        match = _ENDED.search(paragraph.text[:_LONGEST_PLACE])
        if match and (found := _clock(match)):
            return found
    return None


def _day_alone(document: Document, header: Header, known: datetime.date | None) -> datetime.date | None:
    """The day of the meeting, where no label or title says it: a line that says nothing else but perhaps the
    time. Of a day that is ``known`` such a line says the time."""
    for paragraph in list(header.unread):
        for line in paragraph.lines:
            day = _date(line.text) if len(line.text) < _LONGEST_PLACE else None
            place = _place_behind(document, Span(line.start, line.end)) if day else None
            when = _AND_PLACE.split(line.text, maxsplit=1)[0] if place else line.text
            words = re.findall(r"[^\W\d_]+", _ENGLISH.sub("", DATE.sub("", when)))
            if day is None or day != (known or day) or not all(map(_BESIDE_DAY.fullmatch, words)):
                continue
            header.start_time = header.start_time or _time(DATE.sub("", when))
            header.end_time = header.end_time or _until(when)
            header.place = header.place or place
            _read(header, paragraph, line)
            return day
    return None


def _record(document: Document, profile: Profile, header: Header) -> datetime.date | None:
    """The day of the meeting by the words with which records of old begin, with the time, and the body where
    no other words name it."""
    for paragraph in list(header.unread):
        record = _RECORD.match(document.text, paragraph.start, paragraph.end)
        match = record or _HELD_ON.match(document.text, paragraph.start, paragraph.end)
        day = _calendar_day(match) if record and match else as_date(match) if match else None
        if match is None or day is None:
            continue
        ends = _ENDS_SENTENCE.search(document.text, match.end(), paragraph.end)
        end_of_record = ends.end() if ends else paragraph.end
        if not _MEETING_HELD.search(document.text, match.end(), end_of_record):
            continue
        header.start_time = header.start_time or _time(document.text[match.end() : end_of_record])
        held = _HELD_BY.search(document.text, match.end(), end_of_record) if header.body is None else None
        if held:
            start, end = held.span("body" if held["body"] else "met")
            name = document.quote(start, end)
            if is_body_name(name.text[:1].upper() + name.text[1:]) or profile.find("body", name.text):
                header.body = _body(document, start, name.text, profile, header)
        at = header.unread.index(paragraph)
        header.unread[at : at + 1] = _behind(paragraph, end_of_record)
        return day
    return None


def _behind(paragraph: Paragraph, end: int) -> list[Paragraph]:
    """What stands in a paragraph behind a place, if anything."""
    cut = (
        Line(line.number, max(line.start, end), line.text[max(0, end - line.start) :])
        for line in paragraph.lines
    )
    rest = tuple(line for line in cut if not line.blank)
    return [Paragraph(rest)] if rest else []


def _body_of_meeting(document: Document, head: Sequence[Paragraph], profile: Profile, header: Header) -> None:
    """The body by what its meeting is called, where nothing else names it (`Skolebestyrelsesmøde`)."""
    lines = (line for paragraph in head for line in paragraph.lines)
    for line in lines if header.body is None else ():
        match = _NAMED_BY_BODY.search(line.text)
        held = _RECORD.match(line.text) or _HELD_ON.match(line.text)
        if match and (held or not _TELLS.search(line.text)):
            name = match["name"]
            article = "n" if name.endswith("e") else "" if name.endswith("synet") else "et"
            quote = _body(document, line.start + match.start("name"), name, profile, header)
            printed = name[:1].upper() + name[1:] + article
            agent = profile.find("body", printed)
            header.body = Quote(agent.name if agent else printed, quote.span)
            return


def _calendar_day(match: re.Match[str]) -> datetime.date | None:
    try:
        return datetime.date(int(match["year"]), month_number(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _place_alone(document: Document, header: Header) -> None:
    """Where the meeting was, where no label says it: a line that names a room and says nothing else."""
    for paragraph in list(header.unread) if header.place is None else ():
        for line in paragraph.lines:
            match = _ROOM.fullmatch(line.text)
            if match:
                header.place = _place(document, Span(line.start + match.start("place"), line.end))
                _read(header, paragraph, line)
                return


def _time_alone(document: Document, header: Header) -> None:
    """When the meeting began, where no day or label is beside it: a line that says the time and no more."""
    for paragraph in list(header.unread) if header.start_time is None else ():
        for line in paragraph.lines:
            place = _place_behind(document, Span(line.start, line.end))
            when = _AND_PLACE.split(line.text, maxsplit=1)[0] if place else line.text
            if _TIME_ALONE.fullmatch(when) and (found := _time(when)):
                header.start_time, header.end_time = found, header.end_time or _until(when)
                header.place = header.place or place
                _read(header, paragraph, line)
                return


def _read(header: Header, paragraph: Paragraph, line: Line) -> None:
    """Take a line from those that no rule explained."""
    at = header.unread.index(paragraph)
    rest = tuple(other for other in paragraph.lines if other is not line)
    header.unread[at : at + 1] = [Paragraph(rest)] if rest else []


def _take_presence(document: Document, head: Sequence[Paragraph], header: Header) -> None:
    """What sentences beside the lists say of who was there: who stands in for whom, who came late or left;
    and the party that is printed behind a name."""
    if not head or head[-1].end - head[0].start > LONGEST_HEAD:
        return
    passage = Passage(document, Span(head[0].start, head[-1].end))
    people = header.participants
    known = {folded(one.name.text): at for at, one in enumerate(people)}
    for told in read_presence(passage):
        at = known.get(folded(told.name.text))
        if told.status == "substitute":
            one = (
                told
                if at is None
                else replace(people[at], status="substitute", substitute_for=told.substitute_for)
            )
            if at is None:
                known[folded(told.name.text)] = len(people)
                people.append(one)
            else:
                people[at] = one
        elif at is not None and told.status == "excused" and people[at].absent:
            people[at] = replace(people[at], status="excused")
        elif at is not None and told.status in ("arrived", "left") and people[at].note is None:
            people[at] = replace(people[at], note=_sentence_from(document, told.name.span))
    header.participants = [_with_party(document, one) for one in people]


def with_stand_ins(document: Document, people: Sequence[Presence], decided: Sequence[Span]) -> list[Presence]:
    """The participants with those whom only decisions name, where somebody stands in for another at the whole
    meeting: `Fraværende: N (V) - N (V) mødte som stedfortræder`."""
    found = list(people)
    for span in decided:
        for match in _STOOD_IN.finditer(document.text, span.start, span.end):
            away, instead = _one_name(document, match, "away"), _one_name(document, match, "instead")
            if away is None or instead is None:
                continue
            places = {folded(one.name.text): at for at, one in enumerate(found)}
            at = places.get(folded(away.text))
            if at is None:
                found.append(Presence(away, "absent"))
            elif found[at].status == "present":
                found[at] = replace(found[at], status="absent")
            if folded(instead.text) not in places:
                found.append(Presence(instead, "substitute", substitute_for=away.text))
    return [_with_party(document, one) for one in found]


def _one_name(document: Document, match: re.Match[str], group: str) -> Quote | None:
    quote = document.quote(*match.span(group))
    return quote if is_full_name(quote.text) else None


def _sentence_from(document: Document, name: Span) -> str | None:
    """What is said of somebody, behind the name: `forlod mødet efter sag nr. 104`."""
    text = document.text[name.end : name.end + _LONGEST_PLACE]
    match = re.search(
        r"(?:ankom|mødte|kom|forlod|gik|deltog|indtrådte|udtrådte)\b.*?(?=\.\s|\.?\n\S|\.?\n\s*\n|$)",
        text,
        re.DOTALL,
    )
    return one_line(match[0]).rstrip(".") if match else None


def _partly(document: Document, one: Presence) -> Presence:
    """Somebody in a list of those absent who was away from single items only: `N (A), sag 129-138`."""
    match = _FROM_ITEMS.match(document.text, one.name.span.end) if one.status == "absent" else None
    return replace(one, status="present", note=f"fraværende {one_line(match['items'])}") if match else one


def _with_party(document: Document, one: Presence) -> Presence:
    """A participant with the party behind the name."""
    match = _PARTY_BEHIND.match(document.text, one.name.span.end, one.name.span.end + 60)
    party = match and (match["party"] or match["letter"])
    if one.party or not party or not is_party(party):
        return one
    return replace(one, party=one_line(party))


def _begins_items(line: Line, fields: Sequence[_Field]) -> bool:
    """Whether the head has ended, though no known form of the contents or of an item says so."""
    if heading_kind(line):
        return True
    if DATE.match(line.text.strip()):
        return False
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
        if not match:
            continue
        if pattern is _BODY_AND_DAY and not (
            profile.find("body", match["body"].strip()) or is_body_name(match["body"])
        ):
            continue
        name = _ITS_MEETING.sub("", _WEEKDAY_BEHIND.sub("", match["body"].strip()))
        if _NO_BODY.match(_KIND_OF_MEETING.sub("", name)):
            continue
        if not _OF_MEETING.fullmatch(name):
            header.body = _body(document, paragraph.start + match.start("body"), name, profile, header)
        if match.groupdict().get("draft"):
            _draft(header, paragraph.lines[0], paragraph.lines[-1])
        end = paragraph.start + match.end()
        behind = text[match.end() :].partition("\n")[0]
        header.start_time = header.start_time or _time(behind)
        header.end_time = header.end_time or _until(behind)
        header.place = header.place or _place_behind(document, Span(end, end + len(behind)))
        if header.place is None and (before := _PLACE_BEFORE_TIME.match(behind)):
            header.place = _place(document, Span(end + before.start("place"), end + before.end("place")))
        return as_date(match), sum(line.start < end for line in paragraph.lines)
    opened = meeting_heading(paragraph.lines)
    if opened and not text.strip().casefold().startswith("beslutning"):
        at = re.search(r"\s+".join(map(re.escape, opened[1].split())), text)
        if at:
            header.body = _body(document, paragraph.start + at.start(), at[0], profile, header)
            behind = _AND_PLACE.split(DATE.sub("", text[at.end() :].partition("\n")[0]), maxsplit=1)[0]
            header.start_time = header.start_time or _time(behind)
            header.end_time = header.end_time or _until(behind)
            return datetime.date.fromisoformat(opened[2]), opened[0]
    return None


def _draft(header: Header, first: Line, last: Line) -> None:
    lines = (first.number, last.number)
    header.findings.append(Finding("warning", "draft", "Referatet er et udkast.", lines))


def _cells(line: Line) -> list[str]:
    return [cell for cell in _CELL.split(line.text) if cell.strip()]


def _in_tables(head: Sequence[Paragraph]) -> frozenset[int]:
    """The numbers of the lines in tables of people that begin with a head of their columns."""
    found: set[int] = set()
    headed = False
    for line in (line for paragraph in head for line in paragraph.lines):
        cells = _cells(line)
        headed = len(cells) > 1 and (headed or all(map(_COLUMN_HEAD.fullmatch, cells)))
        if headed:
            found.add(line.number)
    return frozenset(found)


def _take(
    fields: list[_Field], lines: Sequence[Line], tables: Collection[int], header: Header
) -> Line | None:
    """Add a paragraph's fields; the line, if any, with which something else than the head begins. A line
    without a label goes on with the field before: with a list of people, with a value that stands under its
    label, or with a place that is broken over lines. In the lines of ``tables`` what somebody does is no
    label: another column says whether they were there."""
    unread: list[Line] = []
    stop: Line | None = None
    for at, line in enumerate(lines):
        if _begins_items(line, fields):
            stop = line
            break
        own = fields[-1] if fields else _Field("", [])
        match = _LABEL.match(line.text)
        # Of a post with a name behind it, the one is a label only where labels have a column of their own: it
        # may stand in any list of people, also of those who stayed away.
        if (
            match
            and own.kind in _PEOPLE
            and (match.lastgroup == "other" or (match.lastgroup == "post" and not own.column))
        ):
            match = None
        if match and match.lastgroup in ("post", "present") and line.number in tables:
            match = None
        here = Span(line.start, line.end)
        if match and _in_doubt(match, own, line):
            fields.append(_Field(_DOUBTFUL, []))
            unread.append(line)
        elif match and match.lastgroup == "other":
            fields.append(_Field("other", []))
            unread.append(line)
        elif match:
            fields += _labelled(line, match)
        elif own.kind in _PEOPLE and is_openness(line.text):
            fields.append(_Field("other", []))
            unread.append(line)
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


def _in_doubt(match: re.Match[str], own: _Field, line: Line) -> bool:
    """Whether a post or what somebody does may be that of one who stayed away: more than the name stands
    behind it, or it is a post below a label of absence."""
    if match.lastgroup == "post" and own.kind in ("absent", _DOUBTFUL):
        return True
    return (match.lastgroup == "post" or _OFFICER.match(line.text) is not None) and len(_cells(line)) != 2


def _labelled(line: Line, first: re.Match[str]) -> Iterator[_Field]:
    """The field that a label opens, and those of other labels behind its value (`Mødedato: D Mødetid: T`)."""
    label: re.Match[str] | None = first
    while label:
        behind = _LABEL_BEHIND.search(line.text, label.end())
        end = line.start + behind.start() if behind else line.end
        kind = "present" if label.lastgroup == "post" else label.lastgroup or ""
        column = "\t" in line.text[label.end() - 1 : label.end() + 1] and end > line.start + label.end()
        yield _Field(kind, [Span(line.start + label.end(), end)], column)
        label = _LABEL.match(line.text, behind.end()) if behind else None


def _wrapped(place: _Field, before: Line, line: Line) -> bool:
    """Whether a line is the rest of the place that the line before it breaks off."""
    broken = (
        len(before.text) > 60 or before.text.rstrip().endswith((",", "-")) or line.text.lstrip()[:1].islower()
    )
    return broken and place.runs[0].end == before.end


def _place(document: Document, span: Span) -> Quote | None:
    quote = document.quote(span.start, span.end)
    return quote if quote.text and len(quote.text) <= _LONGEST_PLACE else None


def _place_behind(document: Document, span: Span) -> Quote | None:
    """The place that stands behind the day and the time on a line."""
    text = document.text[span.start : span.end].partition("\n")[0]
    found = _AND_PLACE.search(text)
    return _place(document, Span(span.start + found.end(), span.start + len(text))) if found else None


def _body_alone(document: Document, profile: Profile, header: Header) -> None:
    """The body, where no title names it: its name on a line of its own in the head, if the profile knows
    it, or else if it is one by its form."""
    lines = [(p, line) for p in header.unread for line in p.lines if len(line.text) < _LONGEST_PLACE]
    for by_form in (False, True):
        found: list[tuple[Paragraph, Line, Quote]] = []
        for paragraph, line in lines if header.body is None else ():
            lead = _LEADS_TO_BODY.match(line.text) or _MUNICIPALITY.match(line.text)
            behind = _KIND_BEHIND.search(line.text)
            end = behind.start() if behind else len(line.text)
            begin = lead.end() if lead else 0
            town = _TOWN_BEHIND.search(line.text, begin, end)
            if (
                town
                and not is_body_name(line.text[begin:end])
                and is_body_name(line.text[begin : town.start()])
            ):
                end = town.start()
            name = document.quote(line.start + begin, line.start + end)
            if profile.find("body", name.text) or (by_form and is_body_name(name.text)):
                found.append((paragraph, line, name))
        if found:
            paragraph, line, name = _below_letterhead(document, found)
            header.body = _body(document, name.span.start, name.text, profile, header)
            _read(header, paragraph, line)
            return


_Named = tuple[Paragraph, Line, Quote]


def _below_letterhead(document: Document, found: Sequence[_Named]) -> _Named:
    """Of lines that name a body the one that is meant: the first, or of a committee's minutes with the
    council in their letterhead the one right below that."""
    councils = list(takewhile(lambda one: _COUNCIL.search(one[2].text), found))
    behind = found[len(councils)] if councils and len(councils) < len(found) else None
    if behind is None or not behind[2].text.casefold().endswith(("udvalg", "udvalget", "råd", "rådet")):
        return found[0]
    # Nothing but the letterhead stands between, also no line that says what the document is.
    lines = document.lines[found[0][1].number : behind[1].number - 1]
    letterhead = {one[1].number for one in councils}
    return behind if all(line.blank or line.number in letterhead for line in lines) else found[0]


def _body(document: Document, start: int, name: str, profile: Profile, header: Header) -> Quote:
    kind = _KIND_OF_MEETING.search(name)
    if kind:
        start, name = (
            (start + kind.end(), name[kind.end() :]) if kind.start() == 0 else (start, name[: kind.start()])
        )
    name = AGENDA_PART.sub("", _ITS_MEETING.sub("", name))
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
    found = find_date(text) or _english(text)
    if not found and (iso := _ISO.search(text)):
        try:
            return datetime.date(int(iso["year"]), int(iso["month"]), int(iso["day"]))
        except ValueError:
            return None
    return found


def _english(text: str) -> datetime.date | None:
    """`April 3, 2019`, as programs that know no Danish print a day."""
    match = _ENGLISH.search(text)
    if match is None:
        return None
    try:
        month = [name.casefold() for name in calendar.month_name].index(match["month"].casefold())
        return datetime.date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        return None


def _time(text: str) -> str | None:
    """When the meeting begins: behind `kl.`, or the first of the times there are."""
    match = next((found for pattern in _TIMES if (found := pattern.search(text))), None)
    return _clock(match) if match else None


def _until(text: str) -> str | None:
    """When it ends, behind that."""
    when = _ENGLISH.sub("", DATE.sub("", text))
    match = _UNTIL.search(when) or _UNTIL_HOUR.search(when)
    return _clock(match) if match else None


def _clock(match: re.Match[str]) -> str | None:
    if int(match["hour"]) > 23 or int(match["minute"] or 0) > 59:
        return None
    return f"{int(match['hour']):02}:{match['minute'] or '00'}"


def _take_people(document: Document, one: _Field, header: Header) -> None:
    """The people of a list, each once; what is no full name stays words, and what follows the list is
    unread."""
    told = one.kind == "remark"
    found = read_attendance(document, one.runs, one.kind == "absent", told)
    known = {folded(person.name.text): at for at, person in enumerate(header.participants)}
    for person in (_partly(document, person) for person in found.people):
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
