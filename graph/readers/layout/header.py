"""What the head of minutes holds, and the labels it holds it behind: each with its value, or with people."""

import datetime
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from graph.minutes.dates import DATE
from graph.minutes.document import Line, Paragraph
from graph.minutes.model import Finding, Presence, Quote, Span
from graph.municipality.profile import Profile
from graph.readers.layout.lines import heading_kind, is_openness
from graph.wording.names import is_full_name

# What the document is, alone on its line.
_KIND_ALONE = re.compile(
    r"\W*(?:(?P<draft>udkast\s+til)\s+|(?:åbent|lukket|offentligt|endeligt|godkendt|dagsorden\s*/)\s*){0,2}"
    r"(?:beslutnings)?(?:referat|protokol)\W*$",
    re.IGNORECASE,
)
_FROM = r"(?:\s+(?:fra|til|i|blandt)(?!\w)[^:\n]{1,100}(?=:))?"
_VALUE = r"(?=\s*:|\t|\s{2,}\S)"  # behind a label that is one only where it has its value on the line
LABEL = re.compile(
    r"\W{0,60}(?:"
    r"(?P<day>(?:mødedato|dato|tid)\s*(?:og|&|/)\s*(?:mødetid|tid(?:spunkt)?|klokkeslæt|dato|sted)(?=\s*:)"
    r"|mødet?\s+(?:startede|startet|begyndte|begyndt|åbnet)(?:\s+kl\.?)?(?=\s*:|\s+(?:kl\.?\s*)?\d)|mødedato|mødetidspunkt|starttidspunkt|mødetid|mødestart|(?:dato|tid|tidspunkt|klokken|start(?:\s+kl\.?)?"
    rf"|starttid){_VALUE})"
    rf"|(?P<end>sluttidspunkt|mødeslut|sluttid|(?:slut(?:\s+kl\.?)?|mødet\s+slut(?:tede)?(?:\s+kl\.?)?|mødet\s+hævet|hævet){_VALUE}|mødet\s+(?:slut(?:tede|tet)?|hævet)(?=\s+(?:kl\.?\s*)?\d))"
    rf"|(?P<place>mødet\s+(?:blev\s+|er\s+)?(?:af)?holdt(?:es)?(?:\s+(?:i|på))?(?=\s*:)|mødested|(?:sted|lokale|mødelokale){_VALUE})"
    rf"|(?P<absent>(?:fraværende|afbud|ikke\s+til\s?stede|forhindret|forhindrede)(?:\s+(?:med"
    rf"|uden)\s+afbud)?{_FROM}"
    r"(?:\s+(?:er\s+)?(?:meldt\s+)?(?:fra|af)(?!\w))?)"
    rf"|(?P<present>(?:øvrige\s+)?(?:mødedeltagere|deltagere|medlemmer){_FROM}"
    r"|(?:(?:herudover|desuden|endvidere|derudover|også)\s+)?(?:deltog|mødte)(?=\s*:)"
    r"|(?:i\s+mødet\s+(?:deltog|deltager)|(?:til\s?stede|mødt)\s+(?:var|er))(?=\s+(?:\w+\s+)?(?-i:[A-ZÆØÅ]))"
    r"|(?:(?:til\s?stede|tilstedeværende|fremmødte|mødt)(?:\s+(?:var|er))?|gæster|inviterede|tilforordnede"
    r"|stedfortrædere|suppleanter"
    r"|(?:udvalgs|næst)?formand|borgmester|referent|mødeleder|ordstyrer|sekretær|kommunaldirektør)(?=\s*:)"
    # Behind the name of a body anything may be told but the names of its members.
    r"|[^\W\d_]{0,30}(?:bestyrelsen|udvalget|rådet|nævnet)(?=\s*:\s*(?:$|(?-i:[A-ZÆØÅ][\w.-]*\s+[A-ZÆØÅ])))"
    rf"|[^\W\d_-]{{0,30}}repræsentanter{_VALUE}"
    r"|(?:til\s?stede|tilstedeværende|fremmødte)(?=\s*$)"
    rf"|(?:til\s?stede|tilstedeværende|gæster|inviterede|tilforordnede|referent|mødeleder|ordstyrer){_VALUE})"
    rf"|(?P<post>(?:(?:udvalgs|næst)?formand|borgmester|sekretær|kommunaldirektør){_VALUE})"
    r"|(?P<remark>bemærkning(?:er)?(?=\s*:))"
    rf"|(?P<body>(?:udvalg|organ|forum|mødeforum|råd){_VALUE})"
    r"|(?P<other>[^\W\d_][\w-]*(?:\s[\w-]+)?(?=:\s)))"
    r"(?!\w)[^\w§]{0,3}(?=\s|\w|§|$)",
    re.IGNORECASE,
)
# A label behind the value of another on its line.
_LABEL_BEHIND = re.compile(
    r"(?<=\S)\s+(?=(?:mødetid(?:spunkt)?|starttidspunkt|sluttidspunkt|mødested|mødelokale|tid|sted|slut)\s*:|mødet\s+(?:hævet|slut(?:tede|tet)?)\s)",
    re.IGNORECASE,
)
LONGEST_VALUE = 200
LONGEST_HEAD = 20_000
# A numbered line begins an item, or a list of them, in layouts that are not known.
_NUMBERED = re.compile(r"\s*\d{1,3}\.?\s+(?P<rest>\S.*)|\s*(?:pkt|punkt)\b", re.IGNORECASE)
PEOPLE = ("present", "absent", "remark")
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


@dataclass
class Header:
    """What the head says; ``unread`` are the paragraphs no rule explained."""

    body: Quote | None = None
    # As it is printed, where that is with its period or in capitals.
    body_printed: str | None = None
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
class Field:
    """What stands behind a label: its kind, and the stretches of it, one a paragraph; whether the label has
    a column of its own."""

    kind: str
    runs: list[Span]
    column: bool = False


def mark_read(header: Header, paragraph: Paragraph, line: Line) -> None:
    """Take a line from those that no rule explained."""
    at = header.unread.index(paragraph)
    rest = tuple(other for other in paragraph.lines if other is not line)
    header.unread[at : at + 1] = [Paragraph(rest)] if rest else []


def tell_draft(header: Header, first: Line, last: Line) -> None:
    """Say that the minutes are no more than a draft, by the lines that say so."""
    lines = (first.number, last.number)
    header.findings.append(Finding("warning", "draft", "Referatet er et udkast.", lines))


def _cells(line: Line) -> list[str]:
    return [cell for cell in _CELL.split(line.text) if cell.strip()]


def lines_of_tables(head: Sequence[Paragraph]) -> frozenset[int]:
    """The numbers of the lines in tables of people that begin with a head of their columns."""
    found: set[int] = set()
    headed = False
    for line in (line for paragraph in head for line in paragraph.lines):
        cells = _cells(line)
        headed = len(cells) > 1 and (headed or all(map(_COLUMN_HEAD.fullmatch, cells)))
        if headed:
            found.add(line.number)
    return frozenset(found)


def take_fields(
    fields: list[Field], lines: Sequence[Line], tables: Collection[int], header: Header
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
        own = fields[-1] if fields else Field("", [])
        match = LABEL.match(line.text)
        # Of a post with a name behind it, the one is a label only where labels have a column of their own: it
        # may stand in any list of people, also of those who stayed away.
        if (
            match
            and own.kind in PEOPLE
            and (match.lastgroup == "other" or (match.lastgroup == "post" and not own.column))
        ):
            match = None
        if match and match.lastgroup in ("post", "present") and line.number in tables:
            match = None
        here = Span(line.start, line.end)
        if match and _in_doubt(match, own, line):
            fields.append(Field(_DOUBTFUL, []))
            unread.append(line)
        elif match and match.lastgroup == "other":
            fields.append(Field("other", []))
            unread.append(line)
        elif match:
            fields += _labelled(line, match)
        elif own.kind in PEOPLE and is_openness(line.text):
            fields.append(Field("other", []))
            unread.append(line)
        elif own.kind in PEOPLE and at:
            own.runs[-1] = Span(own.runs[-1].start, line.end)
        elif own.kind in PEOPLE:
            own.runs.append(here)
        elif own.kind in ("day", "place", "body") and own.runs[0].start == own.runs[0].end:
            own.runs[0] = here
        elif own.kind == "place" and at and _wrapped(own, lines[at - 1], line):
            own.runs[0] = Span(own.runs[0].start, line.end)
        elif kind := _KIND_ALONE.match(line.text):
            if kind["draft"]:
                tell_draft(header, line, line)
        else:
            unread.append(line)
    if unread:
        header.unread.append(Paragraph(tuple(unread)))
    return stop


def _begins_items(line: Line, fields: Sequence[Field]) -> bool:
    """Whether the head has ended, though no known form of the contents or of an item says so."""
    if heading_kind(line):
        return True
    if DATE.match(line.text.strip()):
        return False
    numbered = _NUMBERED.match(line.text)
    if not numbered:
        return False
    name = re.split(r"[,;(\t]|\s[-–]\s", numbered["rest"] or "")[0].strip()
    return not (fields and fields[-1].kind in PEOPLE and is_full_name(name))


def _in_doubt(match: re.Match[str], own: Field, line: Line) -> bool:
    """Whether a post or what somebody does may be that of one who stayed away: more than the name stands
    behind it, or it is a post below a label of absence."""
    if match.lastgroup == "post" and own.kind in ("absent", _DOUBTFUL):
        return True
    return (match.lastgroup == "post" or _OFFICER.match(line.text) is not None) and len(_cells(line)) != 2


def _labelled(line: Line, first: re.Match[str]) -> Iterator[Field]:
    """The field that a label opens, and those of other labels behind its value (`Mødedato: D Mødetid: T`)."""
    label: re.Match[str] | None = first
    while label:
        behind = _LABEL_BEHIND.search(line.text, label.end())
        end = line.start + behind.start() if behind else line.end
        kind = "present" if label.lastgroup == "post" else label.lastgroup or ""
        column = "\t" in line.text[label.end() - 1 : label.end() + 1] and end > line.start + label.end()
        yield Field(kind, [Span(line.start + label.end(), end)], column)
        label = LABEL.match(line.text, behind.end()) if behind else None


def _wrapped(place: Field, before: Line, line: Line) -> bool:
    """Whether a line is the rest of the place that the line before it breaks off."""
    broken = (
        len(before.text) > 60 or before.text.rstrip().endswith((",", "-")) or line.text.lstrip()[:1].islower()
    )
    return broken and place.runs[0].end == before.end
