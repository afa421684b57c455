"""What a decision says beside its outcome: reservation, end of the path and points; whether it follows the
recommendation :mod:`graph.wording.comparison` reads, what it sends into the future
:mod:`graph.wording.follow_ups`. The words decide; where they do not, nothing is guessed."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from graph.minutes.document import ILLEGIBLE, Document
from graph.minutes.model import FREE, NOT_RECORDED, Decision, DecisionPoint, Quote, Span
from graph.municipality.profile import Profile
from graph.wording.comparison import compare
from graph.wording.follow_ups import read_follow_ups
from graph.wording.mentions import known_agents
from graph.wording.outcomes import PointReading, Reading, outcomes, read_outcomes
from graph.wording.verbs import SETTLED

_STOPS = re.compile(r"\bstopper\s+(?:i\s+|(?P<here>her\b))", re.IGNORECASE)
# What a body decides on: the case, or what it is about.
_DECIDED_ON = (
    r"(?:sag|punkt|emne|(?:sags)?behandling|drøftelse|beslutning|afgørelse|stillingtagen|indstilling"
    r"|[^\W\d_]{0,30}(?:plan|forslag|ansøgning|projekt|budget|regnskab|politik|strategi|aftale|høringssvar|vedtægt|regulativ"
    r"|bevilling|takst|udbud|udkast|evaluering|handleplan|anmodning|henvendelse))"
)
_ENDING = r"(?:[tdk]?(?:et|en|er|erne)|[ntr]|rne|ne|e)?s?"
# What else is put off than the case may be a feast (`Byrådet udsatte festen`).
_POSTPONED = (
    r"udsatte(?=\W*$|\s(?:(?:sin|sit|sine|den|det|de|endelige?|videre|fortsatte)\s){0,3}"
    rf"(?:de[nt](?=\W*$|\s(?:ind)?til\s)|{_DECIDED_ON}{_ENDING}(?!\w)))"
)
_SETTLES = re.compile(
    r"\W*(?:(?P<body>[^\W\d_]*(?:rådet|udvalget|bestyrelsen|nævnet|kommissionen|direktionen|magistraten|hegnsynet))"
    r"|man|vi|mødet|det(?=\sblev))\s(?:blev\s)?(?:enstemmigt\s)?"
    rf"(?:{SETTLED}|besluttet|vedtaget|bevilget|{_POSTPONED})(?!\w)",
    re.IGNORECASE,
)
# A sentence that is short enough to be no more than a decision: of the case, if it says of what, and not of
# the meeting (`Mødet blev udsat`); what else is put off may be a feast.
_BARE = re.compile(
    rf"\W*(?!mødet(?!\w))(?!(?!{_DECIDED_ON}{_ENDING}(?<!s)\s)(?:[^\W\d_]+\s){{0,3}}(?!{_DECIDED_ON}{_ENDING}\s)[^\W\d_]+\s(?:blev|bliver|er)\sudsat(?!\w))"
    r"(?:(?:[^\W\d_]+\s){1,4}(?:blev|bliver|er)\s|[^\W\d_]+\s(?=[^\W\d_]+es\W*$))?"
    r"(?:enstemmigt\s)?[^\W\d_]+"
    r"(?:\s(?:enstemmigt|(?:som|til|med|uden|at)\s[^\W\d_]+))?\W*",
    re.IGNORECASE,
)
# In minutes that is what this meeting came to, whatever sentences follow; but not where one recommends.
_AGREED = re.compile(
    r"\W*(?:det|der)\s(?:blev|er)\s(?:enstemmigt\s)?(?:besluttet|aftalt|vedtaget)(?:,?\sat)?(?!\w)",
    re.IGNORECASE,
)
_ADVISED = re.compile(
    r"(?<!\w)(?:indstill(?:er|es)|foreslå(?:r|s)|anbefal(?:er|es)|vurderer)(?!\w)", re.IGNORECASE
)
_NOTHING = re.compile(r"\W*(?:der\s(?:var|er)\s)?(?:ingen|intet|ikke)(?:\s[^\W\d_]+){0,4}\W*", re.IGNORECASE)
# The participle that most decisions begin with, and a few words behind it (`Udsættes til mødet i september`).
_BEGINS_WITH_OUTCOME = re.compile(
    r"\W*(?:godkendt|udsat|udsættes|drøftet|vedtaget|tiltrådt|taget\stil\sefterretning)(?:,?\s[^.!?;:\n]{1,80})?[.!]?\s*",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"\W*(?:begge\s(?:dele|punkter)|alle\spunkter|(?:dagsorden|referat|indstilling)(?:en|et)?(?:\sog\s[^\W\d_]+)?)\s[^\W\d_]+\W*",
    re.IGNORECASE,
)
_ELECTED = re.compile(
    r"\W*[A-ZÆØÅ][\w.-]*(?:,?\s(?:og\s)?[A-ZÆØÅ][\w.-]*){1,12}\sblev\s(?:enstemmigt\s)?(?:gen|ny)?valgt(?:e)?"
    r"(?:\s(?:som|til)\s[^\W\d_]+(?:\s[^\W\d_]+)?)?\W*"
)
# A stop within a number or behind what is cut short ends none.
_ONE_SENTENCE = re.compile(
    r"(?:[^.!?;:]|(?<=\d)\.(?=\d)|(?:(?<=\bkr)|(?<=\bnr)|(?<=\bmio)|(?<=\bstk))\.(?!\s+(?-i:[A-ZÆØÅ]))){2,200}[.!]?\s*",
    re.IGNORECASE,
)
_VOTED = re.compile(
    r"\s+med\s+\d{1,3}\s+(?:stemmer\s+(?:i?mod|for\s+og)\s+\d{1,3}(?:\s+imod)?"
    r"|mod\s+\d{1,3}\s+stemmer)",
    re.IGNORECASE,
)
_VOTES_BEHIND = re.compile(
    r"(?<=\.)(?:\s+(?:for|i?mod)\s+(?:forslaget\s+)?stemte\s[^.!?\n]{1,200}\.)+\s*\Z", re.IGNORECASE
)
# Of another day is told what was decided then.
_ANOTHER_DAY = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?!\d)|\bi\s(?:for)?går(?!s)\b|\b(?:sidste|forrige)\s(?:måned|uge|år|møde|gang)",
    re.IGNORECASE,
)


def says_decided(words: str) -> bool:
    """Whether words that no heading calls a decision are one, and nothing else: a short sentence in which an
    outcome is known, or one that begins with who decided. How it was voted may stand in it, and behind it."""
    words = _VOTED.sub("", _VOTES_BEHIND.sub("", words))
    if _AGREED.match(words):
        return _ANOTHER_DAY.search(words) is None and _ADVISED.search(words) is None
    if _ELECTED.fullmatch(words):
        return True
    if _BEGINS_WITH_OUTCOME.fullmatch(words):
        return _ANOTHER_DAY.search(words) is None
    if _NOTHING.fullmatch(words) or _BOTH.fullmatch(words):
        return bool(set(outcomes(words)) - {FREE, NOT_RECORDED})
    if _ONE_SENTENCE.fullmatch(words) is None:
        return False
    if _SETTLES.match(words):
        return _ANOTHER_DAY.search(words) is None
    return _BARE.fullmatch(words) is not None and bool(set(outcomes(words)) - {FREE, NOT_RECORDED})


# What a body calls itself, whichever it is.
_ANY_BODY = {
    "rådet": "råd",
    "udvalget": "udvalg",
    "bestyrelsen": "bestyrelse",
    "nævnet": "nævn",
    "kommissionen": "kommission",
    "direktionen": "direktion",
}


def who_decided(words: str, before: str = "") -> str | None:
    """The body that words of :func:`says_decided` name by more than its kind (`Byrådet vedtog planen`), or by
    that of one that the words ``before`` them name (`Økonomiudvalget anbefaler planen. Udvalget ...`)."""
    settles = _SETTLES.match(words)
    named = settles["body"] if settles else None
    kind = _ANY_BODY.get(named.casefold()) if named else None
    other = re.search(rf"[^\W\d_]{{0,40}}{kind}(?:et|en|n)?(?!\w)", before, re.IGNORECASE) if kind else None
    if named is None or kind is None:
        return named
    return other[0] if other and other[0].casefold() != named.casefold() else None


def read_decision(
    document: Document,
    text: Quote,
    recommendations: Sequence[Quote],
    profile: Profile,
    day: date | None,
    body: str | None = None,
) -> Decision:
    """All that the words of a decision say; nothing is read from them where one cannot be, for it may be a
    `not`. ``day`` and ``body`` are those of the meeting."""
    raw = document.text[text.span.start : text.span.end]
    if ILLEGIBLE in raw:
        decision = Decision(text=text, outcomes=(FREE,))
        return replace(decision, comparison=compare(decision, None, recommendations))
    start = text.span.start
    read = read_outcomes(raw, body, day)

    def quote(span: Span | None) -> Quote | None:
        return document.quote(start + span.start, start + span.end) if span else None

    incidental = tuple((one.code, words) for one in read.outcomes if (words := quote(one.about)))
    decision = Decision(
        text=text,
        outcomes=read.codes,
        basis=quote(read.outcomes[0].words),
        incidental=incidental,
        reservation=quote(read.reservation),
        ends_in=_ends_in(raw, profile),
        points=_points(document, start, read, len(recommendations)),
        follow_ups=tuple(read_follow_ups(document, start, raw, profile, day)) if day else (),
    )
    return replace(decision, comparison=compare(decision, quote(read.addition), recommendations))


def _ends_in(raw: str, profile: Profile) -> str | None:
    """The body that the path ends in; `stopper her` names none."""
    match = _STOPS.search(raw)
    if not match or match["here"]:
        return None
    behind = raw[match.end() : match.end() + 120]
    bodies = [mention for mention in known_agents(profile).find(behind) if mention.kind == "body"]
    return bodies[0].name if bodies and bodies[0].quote.span.start == 0 else None


def _points(document: Document, start: int, read: Reading, recommended: int) -> tuple[DecisionPoint, ...]:
    return tuple(
        DecisionPoint(
            point.number,
            document.quote(start + point.words.start, start + point.words.end),
            _answers(point, recommended),
            tuple(dict.fromkeys(one.code for one in point.outcomes)),
        )
        for point in read.points
    )


def _answers(point: PointReading, recommended: int) -> int | None:
    """The recommendation that a point answers: that of its number, or of its letter (`a)` the first)."""
    digits = re.match(r"\d+", point.number)
    place = int(digits[0]) if digits else ord(point.number.casefold()) - ord("a") + 1
    return place if 1 <= place <= recommended else None
