"""The headings of decisions that name a body and a day: the forms as data, and how one is told from prose.

`{body}` is the body, a period in its name left off (`Byrådet 2018-2021`), `{date}` the day with or without
`den`, and behind it may stand the item's number at that meeting (`pkt. 30`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.minutes.dates import DATE, WEEKDAYS, as_date
from graph.minutes.document import Line, bare
from graph.wording.bodies import KINDS_THAT_DECIDE
from graph.wording.names import is_full_name

DECISION_FORMS = (
    "{body}s møde {date}",
    "{body}s ordinære møde {date}",
    "{body}s ekstraordinære møde {date}",
    "Møde i {body} {date}",
    "Beslutning i {body} {date}",
    "Beslutning fra {body}s møde {date}",
    "Tidligere beslutning fra {body}s møde {date}",
    "Beslutning fra {body} {date}",
    "Beslutning truffet af {body} {date}",
    "Beslutning truffet i {body} {date}",
    "Beslutning i {body}s møde {date}",
    "Beslutning på {body}smødet {date}",
    "Beslutning på {body}s møde {date}",
    "Beslutning, {body} {date}",
    "Beslutning: {body} {date}",
    "Beslutning {body} {date}",
    "{body}s beslutning {date}",
    "{body}s beslutning i mødet {date}",
    "{body}s beslutning på mødet {date}",
    "{body}s beslutning fra mødet {date}",
    "{body} beslutning i mødet {date}",
    "{body} beslutning {date}",
    "Behandlet i {body} {date}",
    "Vedtaget i {body} {date}",
    "Vedtaget af {body} {date}",
    "Besluttet i {body} {date}",
    "Besluttet af {body} {date}",
    "{body} besluttede {date}",
    "{body} vedtog {date}",
)
"""Forms that are a heading wherever a line says one and no more."""
BODY_AND_DAY_FORMS = ("{body}, {date}", "{body} {date}", "{date}, {body}", "{date} {body}")
"""Forms that are one behind a stop (`:`), with the item's number, or where decisions are told of."""
_DECIDED = ("beslutning", "afgørelse", "vedtagelse")
UNDATED = re.compile(
    rf"(?P<body>[A-ZÆØÅ][^:\n]{{1,119}}?)(?:s|['’]s?)\s+(?:endelige\s+)?(?:{'|'.join(_DECIDED)}):?"
)
"""A heading that names a body alone (`Byrådets afgørelse`)."""
_DECIDES = re.compile(r"(?P<body>[A-ZÆØÅ][^:\n]{1,119}?)\s+(?:vedtog|besluttede|vedtager|beslutter)\s*:")

_BODY = r"(?P<body>[^\W\d_][^:\n]{1,119}?)"
_DATE = rf",?\s*(?:(?:{'|'.join(WEEKDAYS)})\s+)?(?:den\s+|d\.\s*)?(?P<when>{DATE.pattern})"
_NUMBER = r"(?:\s*[,–-]?\s*\(?(?:pkt\.?|punkt|sag|dagsordenspunkt)\s*(?:nr\.?\s*)?(?P<item>\d{1,4})\)?)?"
_DAY_ALONE = re.compile(
    rf"(?:{'|'.join(_DECIDED)})(?:er)?(?:\s+(?:på|fra|i|truffet\s+på)\s+mødet)?{_DATE}{_NUMBER}\s*(?P<stop>:)?\s*\.?",
    re.IGNORECASE,
)
"""A heading that names a day alone (`Beslutning den 4. maj 2020:`)."""
_PERIOD = re.compile(r"\s*\(?\d{4}(?:\s*[-–]\s*(?:\d{2,4}|og frem)|\s+og\s+frem)\)?$", re.IGNORECASE)
_IS_BODY = re.compile(
    rf"(?:(?<![\w-])[\w-]{{0,80}}(?:{KINDS_THAT_DECIDE}|kommission|forum|komit[eé]|ledelse"
    r"|gruppe|hegnsyn|magistrat)(?:et|en|n)?|(?<![\w-])(?-i:[A-ZÆØÅ][A-ZÆØÅ-]{1,4})|(?:underudvalg|udvalg|bestyrelse|(?<!om)råd|(?<!\w)\w{0,40}forum)(?:et|n)?\s+(?:for|vedr\.?|vedrørende|om)\s.*"
    r"|§\s?17(?:,?\s?stk\.?\s?|\.)4[- ]udvalg.*)$",
    re.IGNORECASE,
)
# `Grønt Råd`
_AN_ADJECTIVE = re.compile(r"[A-ZÆØÅ][a-zæøå]{2,20}t [Rr]åd")
_NAME = re.compile(r"[A-ZÆØÅ][\w-]{1,40}(?:(?:\s*,\s*|\s+(?:og\s+|&\s+|for\s+)?)[A-ZÆØÅ][\w-]{1,40}){0,6}")
# A sentence about a meeting is no heading: `Der var møde i udvalget den 3. maj 2019: ...`, `Sagen behandles
# på udvalgets møde den 3. maj 2019.`; people may be called so (`Rådet for handicappede`).
_TELLS = re.compile(
    r"(?<!\w)(?:(?i:se|jfr?\.?|var|er|blev|bliver|har|havde|skal|møde|holdt|holder)"
    r"|(?<!for )[a-zæøå]+ede)(?!\w)"
)
_AT_BODY = re.compile(
    r"\s(?:på|i|ved|til|fra|efter|under|af|om|jf\.?)\s+(?:[\w,&-]+\s+){0,6}\Z", re.IGNORECASE
)
_HAPPENS = re.compile(r"(?<![^\W\d_])[a-zæøå]{3,}[^l\W]es(?!\w)")
_MOST_LINES = 3
_LONGEST = 200


def plain_name(words: str) -> str:
    """The name of a body without its period (`Byrådet 2018-2021`)."""
    return _PERIOD.sub("", words.strip())


def is_body_name(words: str) -> bool:
    """Whether words are the name of a body by their form, perhaps behind that of the municipality."""
    words = plain_name(words)
    match = _IS_BODY.search(words) if len(words) < _LONGEST else None
    begins = words[:1].isupper() or words[:1] == "§"
    told = match is not None and (len(match[0]) > 4 or _AN_ADJECTIVE.fullmatch(words) is not None)
    return told and begins and len(words.split()) < 12


@dataclass(frozen=True, slots=True)
class MeetingHeading:
    """A heading of a decision: how many lines it takes, the body (genitive and period off) and the day (ISO
    8601), one of which may not be named, and the item's number at that meeting."""

    taken: int
    body: str | None
    date: str | None
    number: str | None = None


@lru_cache(maxsize=128)
def _compiled(template: str) -> re.Pattern[str]:
    pattern = ""
    for token in re.findall(r"\{body\}s(?=mødet)|\{body\}s|\{body\}|\{date\}|\w+|\s+|[^\w\s]", template):
        if token == "{body}s":
            pattern += rf"{_BODY}(?:s|['’]s?)" if "smødet" not in template else rf"{_BODY}s"
        elif token == "{body}":
            pattern += _BODY
        elif token == "{date}":
            pattern = pattern.removesuffix(r"\s+").removesuffix(",") + (
                _DATE if pattern else _DATE[len(",?\\s*") :]
            )
        else:
            pattern += r"\s+" if token.isspace() else re.escape(token)
    return re.compile(rf"{pattern}{_NUMBER}\s*(?P<stop>:)?\s*\.?", re.IGNORECASE)


def dated_heading(lines: Sequence[Line]) -> MeetingHeading | None:
    """The heading of a decision that the lines begin with where a body and a day say it by themselves, behind
    which a stop shows that they are no words of a sentence (`Teknisk Udvalg, den 4. maj 2020:`)."""
    if not any(map(_stops, lines[:_MOST_LINES])):
        return None
    found = decision_heading(lines, told=False)
    return found if found and found.date and _stops(lines[found.taken - 1]) else None


def _stops(line: Line) -> bool:
    return line.text.rstrip(" *").endswith(":")


def decision_heading(
    lines: Sequence[Line], told: bool, templates: Sequence[str] = ()
) -> MeetingHeading | None:
    """The heading that the lines begin with. ``told`` says that they stand where decisions are told of, so a
    body and a day are enough. ``templates`` are those of the municipality."""
    first = lines[0].text.strip() if lines else ""
    if not first[:1].isalnum() and first[:1] not in "*_":
        return None
    for taken in range(1, min(len(lines), _MOST_LINES) + 1):
        if lines[taken - 1].blank:
            return None
        text = bare(" ".join(line.text.strip() for line in lines[:taken])).strip()
        if len(text) > _LONGEST:
            return None
        if not re.search(r"\d{4}", text[-30:]):
            said = text.capitalize() if text.isupper() else text
            named = taken == 1 and said.rstrip(":").endswith(_DECIDED)
            undated = UNDATED.fullmatch(said) if named else _DECIDES.fullmatch(said) if taken == 1 else None
            if undated and is_body_name(undated["body"]):
                return MeetingHeading(1, plain_name(undated["body"]), None)
            for template in templates if taken == 1 else ():
                match = None if "{date}" in template else _compiled(template).fullmatch(text)
                if match and is_body_name(match["body"]):
                    return MeetingHeading(1, plain_name(match["body"]), None)
            continue
        alone = _DAY_ALONE.fullmatch(text)
        if alone and (day := as_date(alone)):
            return MeetingHeading(taken, None, day.isoformat(), alone["item"])
        for template in (*templates, *DECISION_FORMS, *BODY_AND_DAY_FORMS):
            match = _compiled(template).fullmatch(text) if "{date}" in template else None
            if match and (found := _read(match, taken, told, template in BODY_AND_DAY_FORMS)):
                apart = taken == 1 or decision_heading(lines[taken - 1 : taken], told, templates) is None
                return found if apart else None
    return None


def _may_be_people(name: str) -> bool:
    """Whether a name of the form of a field's may be people's: one of them, or several."""
    return any(is_full_name(part) for part in (name, *re.split(r"\s*,\s*|\s+og\s+|\s+&\s+", name)))


def _read(match: re.Match[str], taken: int, told: bool, weak: bool) -> MeetingHeading | None:
    day = as_date(match)
    body = _PERIOD.sub("", match["body"].strip(" ,"))
    if day is None or not body:
        return None
    # `Social og Sundhed, 6. januar 2020, pkt. 123:`: whose meetings have numbered items is a body.
    numbered = match["item"] and match["stop"] and _NAME.fullmatch(body) and not _may_be_people(body)
    named = _IS_BODY.search(body)
    is_body = named or numbered
    if taken > 1 and not is_body:
        return None  # `Beslutning` above `Udsættes til den 3. maj 2021.`
    if weak and not (is_body and body[:1].isupper() and (told or match["stop"] or match["item"])):
        return None
    if _TELLS.search(body) or (named and _AT_BODY.search(body[: named.start()])):
        return None
    if not is_body and (_TELLS.search(body) or _HAPPENS.search(body)):
        return None  # `Beslutning: Næste møde holdes den 3. maj 2021.`
    if not weak and not (body[:1].isupper() or is_body):
        return None
    return MeetingHeading(taken, body, day.isoformat(), match["item"])
