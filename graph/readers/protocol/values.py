"""What fields of exports hold, as values: words, days, people, who decided and what is public.

The fields are typed by people and programs in many towns, so each value is read by its form; what has none of
the forms gives nothing.
"""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from graph.base.time_zone import DANISH_TIME
from graph.minutes.dates import DATE, as_date
from graph.readers.layout.decision_headings import is_body_name
from graph.readers.protocol.record import RecordedPerson, RecordedSection
from graph.wording.bodies import KINDS_THAT_DECIDE, LONGEST_NAME, bare_name, in_small_letters
from graph.wording.excuses import excuse
from graph.wording.headings import DECISION, RECOMMENDATION, section_kind
from graph.wording.item_numbers import INSERTED
from graph.wording.names import is_full_name, is_party, is_role_word
from graph.wording.openness import has_letter_at_an_end, unmarked_title

_LINE_END = re.compile(r"<(?:/p|/li|/div|br)\b[^<>]*>")
_AWAY = re.compile(
    r"(?:afbud|fraværende(?:\s+(?:med|uden)\s+afbud)?|ikke\s+til\s?stede|inhabil\w*)\W*", re.IGNORECASE
)
_EARLIEST = 1900  # a year before it is a program's word for none: 01-01-0001

_TAG = re.compile(r"</?[A-Za-z][\w:-]{0,30}(?:\s[^<>]{0,2000})?/?>")
_PARTS = re.compile(r"</?(?:p|br|li|ul|ol|div|tr|td|th|table|h[1-6])\b", re.IGNORECASE)  # words from words
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,10}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_ISO = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ](?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?"
    r"\s?(?P<offset>Z|[+-]\d{2}:?\d{2})?)?(?!\d)"
)
_CLOCK = re.compile(r"(?<![\d.:-])([01]?\d|2[0-4])[:.]([0-5]\d)(?![\d-])")
_KLE_NUMBER = re.compile(r"\s*(\d\d\.\d\d\.\d\d-[A-ZÆØÅ]\d\d-\d{1,6}-\d\d)\s*(?:[-–:]\s*)?(?=\S)")
_PLACEHOLDER = re.compile(
    r"(?:beslutning(?:en)?\s+(?:er\s+)?(?:endnu\s+)?ikke\s+frigivet|tomt\s+indhold|intet\s+indhold)[.!]?",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"\W*(?:sags?behandler\w*|sagsansvarlig\w*|ansvarlig\s+sagsbehandler|sags?initialer|initialer|forfatter"
    r"|e-?mail\w*|mail(?:adresse)?|telefon\w*|tlf\.?|brugernavn|login|oprettet\s+af|sidst\s+ændret\s+af"
    r"|case\s?worker|created\s?by)\W*",
    re.IGNORECASE,
)


# A run of white space is gone through once, from where it begins.
_PARAGRAPH = re.compile(r"(?=<p\b)|(?<!\s)(?=[^\S\n]*\n\s*\d)", re.IGNORECASE)
_DATED = re.compile(rf"\W*(?P<label>(?:den\s+)?{DATE.pattern}\s*:)", re.IGNORECASE)
OWN, EARLIER = DECISION, "tidligere-beslutning"
"""The kinds of the sections that hold the meeting's own decision and another's."""


def squeezed(text: str) -> str:
    """A short value as it is seen: no markup, entities decoded once, white space squeezed."""
    if "<" in text:
        text = _TAG.sub(lambda tag: " " if _PARTS.match(tag[0]) else "", text)
    if "&" in text:
        text = html.unescape(text)
    return " ".join(_UNSEEN.sub("", text).split())


def is_markup(text: str) -> bool:
    """Whether words are HTML; a `<` before a number is not."""
    return _TAG.search(text) is not None or _ENTITY.search(text) is not None


@dataclass(frozen=True, slots=True)
class DecisionHeading:
    """What the heading of a decision names: the body, the day and the item's number there."""

    body: str | None = None
    date: str | None = None
    number: str | None = None


def section(
    heading: str, content: str, told: DecisionHeading | None = None, kind: str = ""
) -> RecordedSection:
    """A section of a source that keeps its sections apart; of a decision ``told`` is whose it is."""
    whose = told or DecisionHeading()
    return RecordedSection(
        heading, content, is_markup(content), whole=told is not None, kind=kind,
        body=whose.body, date=whose.date, number=whose.number,
    )  # fmt: skip


def told_apart(
    sections: Iterable[RecordedSection], has_attachments: bool = False
) -> tuple[tuple[RecordedSection, ...], tuple[RecordedPerson, ...]]:
    """The sections of an item without those that only name who was away (`Afbud`, `Fraværende`), and these
    people.

    Where the source has the recommendation as a section, no heading within the words of another opens one;
    where it ``has_attachments`` as data, which say what is public, a section that lists them is left out.
    """
    found, away = [], []
    for one in sections:
        named = _absences(one)
        if has_attachments and section_kind(one.heading) == "bilag":
            continue
        if named is None:
            found.append(one)
        else:
            away += named
    apart = any(section_kind(one.heading) == RECOMMENDATION or one.kind == RECOMMENDATION for one in found)
    return tuple(replace(one, whole=one.whole or apart) for one in found), tuple(away)


def names_away(heading: str) -> bool:
    """Whether a heading is that of a list of people who were away (`Afbud`, `Fraværende`)."""
    return len(heading) < LONGEST_NAME and _AWAY.fullmatch(squeezed(heading)) is not None


def _absences(field: RecordedSection) -> list[RecordedPerson] | None:
    """Whom a field of absences names; ``None`` for any other, or one that holds more than names."""
    heading = squeezed(field.heading)
    status = status_of(heading) if names_away(heading) else None
    if status is None:
        return None
    found, others = people(_LINE_END.sub("\n", field.content), status)
    return None if others else found


def is_placeholder(text: str) -> bool:
    """Whether words, or HTML, only say that there are none."""
    return len(text) < 400 and _PLACEHOLDER.fullmatch(squeezed(text)) is not None


def is_personal(heading: str) -> bool:
    """Whether a field is of somebody's work on the case, which nobody publishes."""
    return len(heading) < 80 and _PERSONAL.fullmatch(squeezed(heading)) is not None


def is_true(text: str) -> bool:
    """Whether a flag is set."""
    return text.strip().casefold() in ("true", "1", "ja", "yes", "sand")


@dataclass(frozen=True, slots=True)
class Moment:
    """A day and a time of it, local, as ISO 8601; each may be missing."""

    date: str | None = None
    time: str | None = None

    @property
    def with_offset(self) -> str | None:
        """Both, with the offset of Danish time then."""
        if not self.date or not self.time:
            return None
        return datetime.fromisoformat(f"{self.date}T{self.time}").replace(tzinfo=DANISH_TIME).isoformat()


def moment(text: str) -> Moment:
    """What a field says of a day and a time: `04-12-2012 13:00:00`, `27. august 2018 kl. 16`, ISO 8601.

    Midnight is the time of fields that have none. A time with an offset becomes local.
    """
    text = squeezed(text)[:100]
    if iso := _ISO.search(text):
        return _of_iso(iso)
    match = DATE.search(text)
    day = as_date(match) if match else None
    behind = text[match.end() :] if match else text
    return _moment(day.isoformat() if day and day.year >= _EARLIEST else None, clock(behind))


def _of_iso(iso: re.Match[str]) -> Moment:
    try:
        found = datetime.fromisoformat(f"{iso['day']}T{int(iso['hour'] or 0):02}:{iso['minute'] or '00'}")
        if iso["offset"]:
            found = datetime.fromisoformat(f"{found.isoformat()}{iso['offset']}").astimezone(DANISH_TIME)
    except (ValueError, OverflowError):
        return Moment()
    day = found.date().isoformat() if found.year >= _EARLIEST else None
    return _moment(day, f"{found:%H:%M}" if iso["hour"] else None)


def _moment(day: str | None, time: str | None) -> Moment:
    return Moment(day, None if time == "00:00" else time)


def clock(text: str) -> str | None:
    """A time of the day: `16:00`, `kl. 8.30`, `kl. 9`."""
    match = _CLOCK.search(text)
    if match:
        return f"{int(match[1]) % 24:02}:{match[2]}"
    hour = re.search(r"\bkl(?:\.|okken)?\s*(\d{1,2})(?![\d.:])", text, re.IGNORECASE)
    return f"{int(hour[1]):02}:00" if hour and int(hour[1]) < 24 else None


def without_period(name: str) -> str:
    """A body's name without the years of its period, a short form in brackets and a part of the agenda behind
    it, and in small letters where it stands in capitals throughout."""
    return in_small_letters(bare_name(squeezed(name)))


def closed_title(title: str) -> tuple[bool, str]:
    """Whether a title says that its item is closed, and the title without saying so."""
    title = squeezed(title)
    inserted = INSERTED.match(title)
    first, last, mark = unmarked_title(title[inserted.end() :] if inserted else title)
    if inserted and mark and mark.closed:
        title = title[inserted.end() :]
    if mark is None or not mark.closed:
        return has_letter_at_an_end(title), title
    return True, title[first:last].strip() or title


def numbered_title(title: str) -> tuple[str | None, str]:
    """A case number of the municipalities' classification (KLE) in front of a title, and the title."""
    match = _KLE_NUMBER.match(title)
    return (match[1], title[match.end() :]) if match else (None, title)


_NUMBER = re.compile(
    r"(?<![\s,;(])[\s,;(]*+(?:(?:dagsordens)?punkt|pkt|sag)\.?\s*+(?:nr\.?\s*+)?"
    r"(?P<number>\d{1,4}(?:\.\d{1,3})*[a-z]?)\)?\W*$",
    re.IGNORECASE,
)
_ON = re.compile(r"(?<![\s,;])[\s,;]*+(?:(?:på|i)\s++mødet?\s*+)?(?:d\.|den|dags dato)?$", re.IGNORECASE)
_DECISION = re.compile(
    r"(?:endelig\s+)?(?:beslutning(?:en|er|erne)?|beslutningsreferat|vedtagelse)"
    r"(?:\s+(?:truffet\s+)?(?:i|fra|af|på|for)\s+|\s*[,:–-]\s*|\s+(?=[A-ZÆØÅ])|$)(?P<body>.{0,120})",
    re.IGNORECASE,
)
_DECIDED = re.compile(r"beslutning|vedtagelse", re.IGNORECASE)
_GENITIVE = re.compile(
    r"(?P<body>[^\W\d].{2,120}?)(?:s|['’]s?|(?<=s))\s+(?:endelige\s+)?(?:beslutning(?:en|er)?|vedtagelse)",
    re.IGNORECASE,
)


def by_day(content: str) -> list[tuple[str | None, str]]:
    """The words of a decision's field by the days (ISO 8601) that lead its paragraphs (`18. september 2012:
    Udsat.`); what stands before the first is of no day."""
    found: list[tuple[str | None, list[str]]] = [(None, [])]
    for piece in _PARAGRAPH.split(content):
        match = _DATED.match(squeezed(piece.lstrip()[:2000]))
        day = as_date(match) if match else None
        if match and day:
            words = "".join(match["label"].split())
            found.append((day.isoformat(), [_without(piece, words)]))
        else:
            found[-1][1].append(piece)
    told = ((day, "".join(pieces)) for day, pieces in found)
    return [(day, words) for day, words in told if squeezed(words)]


def _without(piece: str, label: str) -> str:
    """A piece of HTML or text without the label it leads with, whose letters may stand apart by blanks."""
    blank = r"(?:\s|&nbsp;|&#160;|\u00a0)*"
    return re.sub(blank.join(map(re.escape, label)), "", piece, count=1)


_OF_A_BODY = re.compile(
    rf"{KINDS_THAT_DECIDE}|kommission|forum|magistrat|komit|ledelse|gruppe",
    re.IGNORECASE,
)
_THE_BODY = re.compile(r"(?:udvalget|rådet|nævnet|bestyrelsen|mødet)", re.IGNORECASE)


def decision_heading(heading: str) -> DecisionHeading | None:
    """What a heading says if it is a decision's: `Beslutning`, `Beslutning i Byrådet den 04-12-2012`,
    `Byrådets beslutning den 4. december 2012 Punkt 7`; ``None`` for any other."""
    text = squeezed(heading)
    if len(text) > 250 or not _DECIDED.search(text):
        return None
    number = _NUMBER.search(text)
    text = text[: number.start()] if number else text
    day = DATE.search(text)
    said = as_date(day) if day else None
    if day and text[day.end() :].strip(" .,:;()"):
        return None
    text = _ON.sub("", (text[: day.start()] if day else text).rstrip(" ,:;(")).strip(" .:,;")
    match = _DECISION.fullmatch(text) or _GENITIVE.fullmatch(text)
    if match is None:
        return None
    body = re.sub(r"^(?:møde\w*\s+i\s+)", "", match["body"].strip(" .:,;"))
    if match.re is _GENITIVE and not (_OF_A_BODY.search(body) or _THE_BODY.fullmatch(body)):
        return None
    if body and not body[:1].isupper() and not _THE_BODY.fullmatch(body):
        return None
    return DecisionHeading(
        in_small_letters(body) if body and not _THE_BODY.fullmatch(body) else None,
        said.isoformat() if said else None,
        number["number"] if number else None,
    )


_BODY_AND_DAY = re.compile(
    rf"(?P<body>[A-ZÆØÅ][^:\n]{{2,119}}?),?\s+(?:den\s+|d\.\s*)?{DATE.pattern}\s*:?", re.IGNORECASE
)


def body_and_day(heading: str) -> DecisionHeading | None:
    """What a heading says that is a body and a day (`Byrådet, 27. maj 2024`); ``None`` for any other."""
    text = squeezed(heading)
    number = _NUMBER.search(text) if len(text) <= 250 else None
    match = _BODY_AND_DAY.fullmatch(text[: number.start()] if number else text) if len(text) <= 250 else None
    day = as_date(match) if match else None
    if match is None or day is None or not is_body_name(match["body"]):
        return None
    return DecisionHeading(
        in_small_letters(match["body"]), day.isoformat(), number["number"] if number else None
    )


_STATUSES = (
    ("disqualified", r"(?<!ikke )(?<!\w)inhabil\w*|ikke\s+habil"),
    ("excused", r"cancell?ed|declined|lovligt\s+forfald|excused|undskyldt"),
    ("substitute", r"stedfortræder\w*|suppleant\w*|substitute"),
    (
        "absent",
        r"(?<!ingen )(?<!ikke )(?<!\w)fravær\w*|absent|udeblev\w*"
        r"|ikke\s+(?:mødt|til\s?stede|fremmødt|deltage\w*)",
    ),
    ("left", r"(?<!\w)(?:forlod|gik|left)\b"),
    ("arrived", r"(?<!\w)(?:ankom\w*|mødte\s+kl|arrived)\b"),
    ("present", r"(?<!ikke )(?:til\s?stede|present|accepted|deltog|mødt)\b"),
)
_STANDS_IN = re.compile(
    r"(?:stedfortræder\w{0,8}|suppleant\w{0,8}|i\s+stedet|substitute)\s+for\s+(?P<name>.+)", re.IGNORECASE
)


def status_of(words: str) -> str | None:
    """The code of ``fremmoede`` that words say of a person; ``None`` where they say none."""
    told = squeezed(words).casefold()
    said = next((code for code, pattern in _STATUSES if told and re.search(pattern, told)), None)
    return said if said == "disqualified" else excuse(told) or said


_BRACKETED = re.compile(
    r"(?P<name>[^()\[\]]*[^()\[\]\s])\s*+[(\[](?P<within>[^()\[\]]*)[)\]]\s*(?P<behind>.*)"
)

_BEHIND_NAME = re.compile(r"(?<!\s)\s++[-–]\s++|,\s++")


def person(
    name: str, status: str = "present", party: str = "", role: str = "", note: str = ""
) -> RecordedPerson | None:
    """A person of a field `N N (A) - formand`, with what other fields say; ``None`` for an empty name."""
    name = squeezed(name)
    bracketed = _BRACKETED.fullmatch(name)
    behind = ""
    if bracketed:
        name, _, within_name = _BEHIND_NAME.sub("\0", bracketed["name"], count=1).partition("\0")
        behind = bracketed["behind"].strip(" -–,.") or within_name
        within = bracketed["within"].strip()
        if is_party(within) or not (status_of(within) or is_role_word(within)):
            party = party or within
        else:
            behind = behind or within
    else:
        name, _, behind = _BEHIND_NAME.sub("\0", name, count=1).partition("\0")
    told = status_of(behind)
    if told and told != "present":
        status, note = told, note or behind
    elif behind and not role:
        role = behind
    note, role = squeezed(note), squeezed(role)
    stands_in = _STANDS_IN.search(note) or _STANDS_IN.search(role)
    if status == "present" and (stands_in or status_of(role) == "substitute"):
        status = "substitute"
    if not name:
        return None
    return RecordedPerson(
        name=name,
        status=status,
        party=squeezed(party) or None,
        role=role or None,
        substitute_for=_name_alone(stands_in["name"]) if stands_in else None,
        note=note or None,
    )


def _name_alone(words: str) -> str:
    return re.sub(r" ?[(\[].*", "", squeezed(words)).strip(" .,;")


_BETWEEN = re.compile(r"[\n\r\t;•]|,(?![^()]{0,60}\))|(?<!\s)\s+(?:og|samt)\s+(?![^()]{0,60}\))")
_LONGEST_PIECE = 200


def people(text: str, status: str) -> tuple[list[RecordedPerson], list[str]]:
    """The people of a list, one a line or apart by commas, and the pieces that name nobody by their form."""
    found: list[RecordedPerson] = []
    others: list[str] = []
    for piece in _BETWEEN.split(text):
        piece = re.sub(r"^(?:[-–*•.\s]|og\s|samt\s)+", "", squeezed(piece)).strip(" .")
        if len(piece) > _LONGEST_PIECE:
            others.append(piece)
            continue
        if not piece or re.fullmatch(r"ingen\w*|intet|[-–.]+|alle", piece, re.IGNORECASE):
            continue
        one = person(piece, status)
        if one and is_full_name(one.name):
            found.append(one)
        elif found and (told := status_of(piece)):
            last = found.pop()
            found.append(RecordedPerson(last.name, told, last.party, last.role, last.substitute_for, piece))
        else:
            others.append(piece)
    return found, others
