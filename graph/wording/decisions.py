"""What a decision says beside its outcome: reservation, end of the path, points, follow-ups, and
whether it follows the recommendation. The words decide; where they do not, nothing is guessed."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from graph.minutes.dates import DATE, DAY_AND_MONTH, MONTHS, as_date, next_after
from graph.minutes.document import ILLEGIBLE, Document
from graph.minutes.model import FREE, NOT_RECORDED, Comparison, Decision, DecisionPoint, FollowUp, Quote, Span
from graph.municipality.profile import Profile
from graph.ontology.terms import vocabulary
from graph.wording.mentions import known_agents
from graph.wording.numerals import NUMBER, number
from graph.wording.outcomes import PointReading, Reading, read_outcomes

# A stop ends a sentence before a capital or the number of a point, so "ca. 3 mio. kr." has none inside.
_SENTENCE = re.compile(r"(?:[^.!?]|\.(?!\s+(?:[A-ZÆØÅ]|\d{1,2}[.)]\s)|\s*$))+[.!?]?")
_STOPS = re.compile(r"\bstopper\s+(?:i\s+|(?P<here>her\b))", re.IGNORECASE)
_LEAD_IN = re.compile(r"[\s,;.]*(?:og\s+)?")
_LATER = re.compile(
    r"\b(?:udsæt\w*|udsat|udsatte\s+(?:sagen|punktet|behandlingen|beslutningen)|skydes|udskyd\w*|genoptag\w*"
    r"|genfrem(?:sættes?|lægges?|lagt|sat)|forelægges?|fremlægges?|sættes\s+på|tages\s+(?:\w+\s+)?op"
    r"|(?P<tells>melde[rs]?\s+tilbage|orienteres)|tilbagemelding\w*|status\s+gives"
    r"|tages\s+igen|drøftes|behandles|vende[rs]?\s+tilbage|komme[rs]?\s+(?:igen|tilbage)|evalueres|revurderes"
    r"|genvurderes|præsenteres|følges\s+op|genbesøges|afrapporteres|rapporteres|opdateres|g(?:ives|øres)\s+(?:en\s+)?status"
    r"|(?:skal|vil|bliver)\s+(?:(?:blive|være|igen)\s+)?(?:forelagt|fremlagt|drøftet|behandlet|evalueret|taget\s+op))\b",
    re.IGNORECASE,
)
# That somebody will be told is a promise of the case where a body, the administration or nobody is named.
_THOSE_OF_THE_CASE = re.compile(
    r"\b(?:(?:\w*udvalget|forvaltningen|administrationen|direktionen|byrådet|kommunalbestyrelsen|sagen)|(?<!,\s)der)\b",
    re.IGNORECASE,
)
_LEADS_TO_A_VERB = re.compile(
    r"\s+(?:(?:skal|vil|bør|løbende|herefter|derefter|derfor|også|igen|ligeledes|samtidig|efterfølgende)\s+){0,3}",
    re.IGNORECASE,
)
_AND_TELLS = re.compile(r"\s[^,.;:]*\bog\s+", re.IGNORECASE)
# What was put off once and is done now is no promise.
_DONE_NOW = re.compile(
    r"\bnu\s+(?:er\s+|blev\s+)?(?:godkend|tiltr|vedtag|behandle|drøfte|afslutte)", re.IGNORECASE
)
_A_MONTH = "|".join(MONTHS)
_IN_MONTHS = re.compile(
    rf"\b(?:i|til|primo|medio|ultimo|inden)\s+(?P<months>(?:{_A_MONTH})(?:\s*(?:/|-|og|eller)\s*(?:{_A_MONTH}))*)"
    r"(?:\s+måned)?(?:\s+(?P<year>\d{4}))?(?!\w)",
    re.IGNORECASE,
)
_QUARTERS = ("første", "andet", "tredje", "fjerde")
_IN_QUARTER = re.compile(
    rf"\b(?:i|til|inden|primo|ultimo)\s+(?P<quarter>[1-4]\.|{'|'.join(_QUARTERS)})\s+kvartal(?:\s+(?P<year>\d{{4}}))?(?!\w)",
    re.IGNORECASE,
)
_IN_SEASON = re.compile(
    r"\b(?:(?:i|til)\s+(?P<season>forår(?:et)?|sommer(?:en)?|efterår(?:et)?)|(?P<before>inden|før)\s+sommerferien"
    r"|(?P<after>efter)\s+sommerferien|(?:inden|ved|til)\s+(?P<end>års(?:skiftet|afslutningen)|årets\s+udgang|udgangen\s+af\s+året))"
    r"(?:\s+(?P<year>\d{4}))?(?!\w)",
    re.IGNORECASE,
)
_SEASONS = {"f": (3, 4, 5), "s": (6, 7, 8), "e": (9, 10, 11)}
"""The months of a season, by its first letter."""
_HENCE = re.compile(
    rf"\b(?:om|(?:evalueres|revurderes|genvurderes|genbesøges|genoptages)\s+efter)\s+(?:(?P<half>et\s+halvt|halvandet)|(?P<count>{NUMBER}))\s+(?P<unit>år|måned(?:er)?|uger?|dage?)(?!\w)"
    # "om 3 år gamle huse" and "om et år med regn" speak of something else
    r"(?!\s+(?:gammel|gamle|med|uden)\b)",
    re.IGNORECASE,
)
# How a remark on a yes alters what was recommended, and how it only adds to it.
_ALTERS = re.compile(
    r"ændr|i\s+stedet|\bdog\b|undtag|bortset|forudsæt|forudsat|betingelse|\bhvis\b|såfremt|medmindre|tilret|rettelse|justering|tilpas"
    r"|\bmen\b|forbehold|\budgår\b|\budgå\b|bortfald|\bforhøje(?:s|r|de)\b|\bfastsæt\w*\s+til\b|\bidet\s(?:\w+\s){1,3}reducer(?:es|et)\s+(?:til|med)\b"
    r"|\bmindre\s+(?:beløb|bevilling|ramme|tilskud|takst|projekt)"
    # "der nedsættes en arbejdsgruppe" takes nothing from what was asked
    r"|\bneds(?:ættes|ætter|at)\b(?!\s+(?:\w+\s+){0,3}\w*(?:gruppe|udvalg|råd|nævn))",
    re.IGNORECASE,
)
_ADDS = re.compile(
    r"bemærk|ønske|\bbed(?:er|es)\b|anmod|opfordr|forvent|tilføj|suppler|noter|understreg|fremhæv|tilkendegiv|vægt|gør\s+opmærksom",
    re.IGNORECASE,
)
_AS_RECOMMENDED = re.compile(
    r"\bsom\s+indstillet\b|\bindstilling\w*\s+(?:\w+\s+)?(?:godkend|tiltråd|tiltræd|følg|vedtag)"
    r"|\b(?:godkend|tiltråd|tiltræd|følg|vedtag)\w*\s+indstilling",
    re.IGNORECASE,
)
_ASKS_FOR_A_YES = re.compile(
    r"\b(?:godkend|tiltræd|vedtag|bevilg|frigiv|anbefal|indstil|beslut|afsæt|imødekom)\w*", re.IGNORECASE
)
# A yes in these words is one to what was recommended, whatever that was; others may be to something else.
_TO_THE_RECOMMENDATION = re.compile(r"^\W*(?:godkend|tiltråd|tiltræd|vedtag)\w*\b|indstilling", re.IGNORECASE)
_FOLLOWED, _ADDED, _ALTERED = "fulgt", "fulgt-med-tilfoejelse", "aendret"
_NOT_FOLLOWED, _NOT_COMPARABLE = "ikke-fulgt", "ikke-sammenlignelig"


def read_decision(
    document: Document, text: Quote, recommendations: Sequence[Quote], profile: Profile, day: date | None
) -> Decision:
    """All that the words of a decision say; nothing is read from them where one cannot be, for it may be a
    `not`. ``day`` is that of the meeting."""
    raw = document.text[text.span.start : text.span.end]
    if ILLEGIBLE in raw:
        decision = Decision(text=text, outcomes=(FREE,))
        return replace(decision, comparison=_compare(decision, None, recommendations))
    start = text.span.start
    read = read_outcomes(raw)

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
        follow_ups=tuple(_follow_ups(document, start, raw, profile, day)),
    )
    return replace(decision, comparison=_compare(decision, quote(read.addition), recommendations))


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


def _follow_ups(
    document: Document, start: int, raw: str, profile: Profile, day: date | None
) -> list[FollowUp]:
    """Each time told in a sentence that sends something into the future, with the body named for it."""
    found: list[FollowUp] = []
    for sentence in _SENTENCE.finditer(raw) if day else ():
        words = sentence[0]
        if not _LATER.search(words) or _DONE_NOW.search(words):
            continue
        agents = known_agents(profile).find(words)
        named_there = [(m.quote.span.start, m.quote.span.end) for m in agents]
        named_there += [match.span() for match in _THOSE_OF_THE_CASE.finditer(words)]
        if not any(_is_of_the_case(words, match, named_there) for match in _LATER.finditer(words)):
            continue
        bodies = [(m.quote.span.start, m.name) for m in agents if m.kind == "body"]
        since = 0
        for begin, end, when, inferred in _times(words, day):
            named = [name for place, name in bodies if since <= place < begin]
            lead = _LEAD_IN.match(words, since)
            since = lead.end() if lead else since
            quote = document.quote(start + sentence.start() + since, start + sentence.start() + end)
            found.append(FollowUp(quote, named[-1] if named else None, when, inferred))
            since = end
    return found


def _is_of_the_case(words: str, later: re.Match[str], named: Sequence[tuple[int, int]]) -> bool:
    """Whether a verb sends the case into the future: one of telling does where those of the case are its
    subject, before it or, turned round, right behind it; neighbours and applicants are not."""
    if later["tells"] is None:
        return True
    for start, end in named:
        if _LEADS_TO_A_VERB.fullmatch(words, end, later.start()) or words[later.end() : start] == " ":
            return True
        if not words[:start].strip() and _AND_TELLS.fullmatch(words, end, later.start()):
            return True
    return False


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
    for match in _IN_QUARTER.finditer(words):
        said = match["quarter"].lower()
        first = 3 * (_QUARTERS.index(said) if said in _QUARTERS else int(said[0]) - 1) + 1
        year = int(match["year"] or day.year + (first + 2 < day.month))
        months_of_it = tuple(f"{year:04}-{month:02}" for month in range(first, first + 3))
        found.append((match.start(), match.end(), months_of_it, match["year"] is None))
    for match in _IN_SEASON.finditer(words):
        found.append((match.start(), match.end(), _season(match, day), match["year"] is None))
    for match in _HENCE.finditer(words):
        found.append((match.start(), match.end(), (_hence(match, day),), True))
    return sorted(one for one in found if one[2][-1] >= day.isoformat()[: len(one[2][-1])])


def _season(match: re.Match[str], day: date) -> tuple[str, ...]:
    """The months of a season, or the one before or after the summer holidays or the year's end; without a
    year, the next that are not over."""
    if match["season"]:
        months: tuple[int, ...] = _SEASONS[match["season"][0].lower()]
    else:
        months = (6,) if match["before"] else (8,) if match["after"] else (12,)
    year = int(match["year"] or day.year + (months[-1] < day.month))
    return tuple(f"{year:04}-{month:02}" for month in months)


def _hence(match: re.Match[str], day: date) -> str:
    """The day so many weeks or days after the meeting, or the month so many months or years after it."""
    count, unit = number(match["count"]) if match["count"] else 1, match["unit"].lower()
    if unit.startswith(("uge", "dag")):
        return (day + timedelta(count * (7 if unit.startswith("uge") else 1))).isoformat()
    months = count * 12 if unit == "år" else count
    if half := (match["half"] or "").lower():
        months = 6 if half.startswith("et") else 18
    years, month = divmod(day.month - 1 + months, 12)
    return f"{day.year + years:04}-{month + 1:02}"


def _months(months: Sequence[int], year: str | None, day: date) -> tuple[str, ...]:
    """The months as ``YYYY-MM``; without a year, the first ones from the meeting's month on."""
    told: list[str] = []
    at = int(year) if year else day.year + (months[0] < day.month)
    for before, month in zip([months[0], *months], months, strict=False):
        at += month < before
        told.append(f"{at:04}-{month:02}")
    return tuple(told)


def _compare(decision: Decision, addition: Quote | None, recommended: Sequence[Quote]) -> Comparison | None:
    """What became of the recommendation, with the words that say so."""
    codes = decision.case_outcomes
    if not recommended or codes[0] == NOT_RECORDED:
        return None
    asked = " ".join(point.text for point in recommended)
    if decision.points:
        each = [
            _answer(
                point.outcomes[0],
                recommended[point.answers - 1].text if point.answers else asked,
                point.text.text,
            )
            for point in decision.points
        ]
        return Comparison(_altogether(each), decision.text)
    basis = decision.basis or decision.text
    told = [code for code in codes if code == codes[0] or _refuses(code)]
    answer = _altogether([_answer(code, asked, basis.text) for code in told])
    if answer in (_FOLLOWED, _ALTERED) and decision.reservation:
        said = decision.reservation.text
        as_asked = _AS_RECOMMENDED.search(decision.text.text.partition(said)[0])
        added = (as_asked or _ADDS.search(said)) and not _ALTERS.search(said)
        return Comparison(_ADDED if added else _ALTERED, decision.reservation)
    if answer == _FOLLOWED and addition:
        return Comparison(_ADDED, addition)
    return Comparison(answer, basis)


def _refuses(code: str) -> bool:
    meaning = vocabulary().meanings[code]
    return meaning.compares_as == _NOT_FOLLOWED and not meaning.of_handling


def _answer(code: str, asked: str, said: str) -> str:
    """What an outcome, read from the words ``said``, makes of a recommendation in the words ``asked``."""
    meanings = vocabulary().meanings
    meaning = meanings[code]
    if any(_has(asked, words) for words in meaning.asked_for):
        return _NOT_COMPARABLE if _refuses(code) else _FOLLOWED
    if meaning.asked_for and meaning.compares_as == _FOLLOWED:
        return _NOT_COMPARABLE
    talk = [words for one in meanings.values() if one.compares_as == _FOLLOWED for words in one.asked_for]
    only_talk = any(_has(asked, words) for words in talk) and not _ASKS_FOR_A_YES.search(asked)
    done = meaning.settles or meaning.compares_as == _NOT_FOLLOWED  # sent back after the talk asked for
    if only_talk and done and not _refuses(code) and not _TO_THE_RECOMMENDATION.search(said):
        return _NOT_COMPARABLE
    return meaning.compares_as


def _has(asked: str, words: str) -> bool:
    """Whether a recommendation has the words of ``sg:askedForAs``, in which `*` is an ending."""
    expression = re.escape(words).replace(r"\*", r"[^\W\d_]*")
    return re.search(rf"\b{expression}\b", asked, re.IGNORECASE) is not None


def _altogether(answers: Sequence[str]) -> str:
    """What the answers come to: one that all share; altered where some follow and some do not."""
    told = set(answers)
    if len(told) == 1:
        return answers[0]
    return _ALTERED if told <= {_FOLLOWED, _ADDED, _ALTERED, _NOT_FOLLOWED} else _NOT_COMPARABLE
