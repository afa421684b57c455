"""What a decision says beside its outcome: reservation, end of the path, points, follow-ups, and
whether it follows the recommendation. The words decide; where they do not, nothing is guessed."""

import re
from collections.abc import Sequence
from datetime import date

from graph.dates import DATE, DAY_AND_MONTH, MONTHS, as_date, next_after
from graph.fields import outcomes
from graph.model import Comparison, Decision, DecisionPoint, FollowUp, Quote
from graph.organisation import Profile
from graph.recognise import known_agents
from graph.text import Document

# A stop ends a sentence before a capital or the number of a point, so "ca. 3 mio. kr." has none inside.
_SENTENCE = re.compile(r"(?:[^.!?]|\.(?!\s+(?:[A-ZÆØÅ]|\d{1,2}[.)]\s)|\s*$))+[.!?]?")
_RESERVATION = re.compile(
    r"\b(?:idet\b|med\s+den\s+(?:bemærkning|ændring|tilføjelse|præcisering)\b"
    r"|under\s+forudsætning\s+af\b|på\s+betingelse\s+af\b|dog\s+således\b)",
    re.IGNORECASE,
)
_STOPS = re.compile(r"\bstopper\s+(?:i\s+|(?P<here>her\b))", re.IGNORECASE)
_POINT = re.compile(r"(?:(?<=\s)|(?<=^))(?:ad\s+)?(?P<number>\d{1,2})\s?[.):](?=\s)\s*", re.IGNORECASE)
_LEAD_IN = re.compile(r"[\s,;.]*(?:og\s+)?")
_LATER = re.compile(
    r"\b(?:udsæt\w*|udsat|skydes|udskyd\w*|genoptag\w*|forelægges|fremlægges|sættes\s+på|tages\s+op|tages\s+igen"
    r"|drøftes|behandles|vender\s+tilbage|evalueres|præsenteres|følges\s+op|genbesøges|afrapporteres|opdateres)\b",
    re.IGNORECASE,
)
_A_MONTH = "|".join(MONTHS)
_IN_MONTHS = re.compile(
    rf"\b(?:i|til|primo|medio|ultimo|inden)\s+(?P<months>(?:{_A_MONTH})(?:\s*(?:/|-|og|eller)\s*(?:{_A_MONTH}))*)"
    r"(?:\s+måned)?(?:\s+(?P<year>\d{4}))?(?!\w)",
    re.IGNORECASE,
)
# Outcomes that settle the item, and what they make of a recommendation.
_SETTLED = {
    "godkendt": "fulgt",
    "anbefales": "fulgt",
    "godkendt-med-bemaerkning": "aendret",
    "ikke-godkendt": "ikke-fulgt",
}
# Outcomes that follow a recommendation only if that is what was recommended.
_ASKED_FOR = {
    "taget-til-efterretning": re.compile(r"\befterretning\b", re.IGNORECASE),
    "droeftet": re.compile(r"\bdrøft\w*", re.IGNORECASE),
    "udsat": re.compile(r"\bud(?:sæt|skyd)\w*", re.IGNORECASE),
    "oversendt": re.compile(r"\b(?:over)?send\w*", re.IGNORECASE),
}


def read_decision(
    document: Document, text: Quote, recommendations: Sequence[Quote], profile: Profile, day: date | None
) -> Decision:
    """All that the words of a decision say. ``day`` is that of the meeting."""
    raw = document.text[text.span.start : text.span.end]
    start = text.span.start
    codes = outcomes(text.text)
    reservation = _reservation(document, start, raw)
    return Decision(
        text=text,
        outcomes=codes,
        reservation=reservation,
        ends_in=_ends_in(raw, profile),
        points=_points(document, start, raw, len(recommendations)),
        follow_ups=tuple(_follow_ups(document, start, raw, profile, day)),
        comparison=_compare(document, text, codes, reservation, recommendations),
    )


def _reservation(document: Document, start: int, raw: str) -> Quote | None:
    """The clause, to the end of its sentence."""
    match = _RESERVATION.search(raw)
    if not match:
        return None
    sentence = _SENTENCE.match(raw, match.start())
    end = sentence.end() if sentence else len(raw)
    return document.quote(start + match.start(), start + end)


def _ends_in(raw: str, profile: Profile) -> str | None:
    """The body that the path ends in; `stopper her` names none."""
    match = _STOPS.search(raw)
    if not match or match["here"]:
        return None
    behind = raw[match.end() : match.end() + 120]
    bodies = [mention for mention in known_agents(profile).find(behind) if mention.kind == "body"]
    return bodies[0].name if bodies and bodies[0].quote.span.start == 0 else None


def _points(document: Document, start: int, raw: str, recommended: int) -> tuple[DecisionPoint, ...]:
    """Points numbered from 1 without a gap, at least two; anything else is prose with numbers in it."""
    marks: list[re.Match[str]] = []
    for match in _POINT.finditer(raw):
        if int(match["number"]) == len(marks) + 1:
            marks.append(match)
    if len(marks) < 2:
        return ()
    ends = [*(mark.start() for mark in marks[1:]), len(raw)]
    return tuple(
        DecisionPoint(
            number, document.quote(start + mark.end(), start + end), number if number <= recommended else None
        )
        for number, (mark, end) in enumerate(zip(marks, ends, strict=True), start=1)
    )


def _follow_ups(
    document: Document, start: int, raw: str, profile: Profile, day: date | None
) -> list[FollowUp]:
    """Each time told in a sentence that sends something into the future, with the body named for it."""
    found: list[FollowUp] = []
    for sentence in _SENTENCE.finditer(raw) if day else ():
        words = sentence[0]
        if not _LATER.search(words):
            continue
        bodies = [(m.quote.span.start, m.name) for m in known_agents(profile).find(words) if m.kind == "body"]
        since = 0
        for begin, end, when, inferred in _times(words, day):
            named = [name for place, name in bodies if since <= place < begin]
            lead = _LEAD_IN.match(words, since)
            since = lead.end() if lead else since
            quote = document.quote(start + sentence.start() + since, start + sentence.start() + end)
            found.append(FollowUp(quote, named[-1] if named else None, when, inferred))
            since = end
    return found


def _times(words: str, day: date | None) -> list[tuple[int, int, tuple[str, ...], bool]]:
    """Where a later time is told, when it is, and whether its year is inferred; in order of place."""
    found: list[tuple[int, int, tuple[str, ...], bool]] = []
    if day is None:
        return found
    for match in DATE.finditer(words):
        if (when := as_date(match)) and when > day:
            found.append((match.start(), match.end(), (when.isoformat(),), False))
    for match in DAY_AND_MONTH.finditer(words):
        if when := next_after(match, day):
            found.append((match.start(), match.end(), (when.isoformat(),), True))
    for match in _IN_MONTHS.finditer(words):
        months = [
            MONTHS.index(name.lower()) + 1 for name in re.findall(_A_MONTH, match["months"], re.IGNORECASE)
        ]
        found.append((match.start(), match.end(), _months(months, match["year"], day), match["year"] is None))
    return sorted(found)


def _months(months: Sequence[int], year: str | None, day: date) -> tuple[str, ...]:
    """The months as ``YYYY-MM``; without a year, the first ones from the meeting's month on."""
    told: list[str] = []
    at = int(year) if year else day.year + (months[0] < day.month)
    for before, month in zip([months[0], *months], months, strict=False):
        at += month < before
        told.append(f"{at:04}-{month:02}")
    return tuple(told)


def _compare(
    document: Document,
    text: Quote,
    codes: Sequence[str],
    reservation: Quote | None,
    recommendations: Sequence[Quote],
) -> Comparison | None:
    """What became of the recommendation, with the words that say so."""
    if not recommendations or codes[0] == "ikke-registreret":
        return None
    first = _SENTENCE.match(document.text, text.span.start, text.span.end)
    basis = document.quote(text.span.start, first.end() if first else text.span.end)
    code = codes[0]
    asked = " ".join(point.text for point in recommendations)
    if code in _ASKED_FOR:
        followed = _ASKED_FOR[code].search(asked)
        answer = ("aendret" if reservation else "fulgt") if followed else "ikke-sammenlignelig"
    else:
        answer = _SETTLED.get(code, "ikke-sammenlignelig")
    if answer == "fulgt" and (reservation or "ikke-godkendt" in codes):
        answer = "aendret"
    return Comparison(answer, reservation if answer == "aendret" and reservation else basis)
