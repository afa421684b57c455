"""What a decision sends into the future, and when that is expected: ``Sagen genoptages i september``. The
words decide; a work, a visit or a payment of a later time is no promise of the case."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from graph.minutes.dates import DATE, DAY_AND_MONTH, MONTHS, as_date, next_after
from graph.minutes.document import Document
from graph.minutes.model import FollowUp
from graph.municipality.profile import Profile
from graph.wording.mentions import known_agents
from graph.wording.numerals import NUMBER, number, words_up_to

Time = tuple[int, int, tuple[str, ...], bool]
"""Where a later time begins and ends, the days or months it is (ISO 8601), whether its year is inferred."""

# A stop ends a sentence before a capital or the number of a point, so "ca. 3 mio. kr." has none inside.
_SENTENCE = re.compile(r"(?:[^.!?]|\.(?!\s+(?:[A-ZÆØÅ]|\d{1,2}[.)]\s)|\s*$))+[.!?]?")
_LEAD_IN = re.compile(r"[\s,;.]*(?:og\s+)?")
_REPORT = (
    r"(?:status\w*|orientering\w*|\w*evaluering\w*|redegørelse\w*|opfølgning\w*|tilbagemelding\w*"
    r"|afrapportering\w*|måling\w*|opgørelse\w*|rapport\w*|oplæg\w*|notat\w*)"
)
_COMES = (
    r"udsæt\w*|udsatte\s+(?:sagen|punktet|behandlingen|beslutningen)|skydes|udskyd\w*",
    r"genoptag\w*|genbehandl\w*|genovervej\w*|genfrem(?:sættes?|lægges?|lagt|sat)|genvurderes|genbesøges",
    r"forelægges?|fremlægges?|præsenteres|evalueres|revurderes|opdateres|(?:drøftes|behandles)\s+igen",
    r"tages\s+(?:\w+\s+)?op|tages\s+igen|tage[rs]?\s+(?:sagen|punktet|emnet|spørgsmålet)\s+op|sam(?:les|ler)\s+op|bringes\s+(?:\w+\s+){0,3}op|følges\s+op|afrapporteres|rapporteres",
    r"sættes\s+på|komme[rs]?\s+(?:igen|tilbage|på\s+dagsordenen)|vende[rs]?\s+tilbage|tilbagemelding\w*|status\s+gives",
    r"ser\s+(?:igen\s+)?på\s+(?:sagen|punktet|forslaget)|sagen\s+(?:igen|tilbage|på\s+ny)"
    r"|sagen\s+(?:hviler|afventer)|i\s+bero",
    r"tage[rs]?\s+(?:igen\s+)?(?:(?:endelig|fornyet)\s+)?stilling",
    rf"(?:gives|gøres|laves|foretages|udarbejdes|gennemføres)\s+(?:(?:en|et|ny|nyt)\s+){{0,2}}{_REPORT}",
    r"(?:skal|vil|bliver|forventes|ventes|ønskes)\s+(?:(?:at|blive|være|igen)\s+){0,3}"
    r"(?:forelagt|fremlagt|evalueret|genoptaget|præsenteret|taget\s+op|sat\s+på)",
)
"""What is said of a case that comes again."""
_HAPPENS = (
    r"(?<!blev\s)(?<!var\s)(?:udsat|udskudt)|(?:udsat|udskudt)\s+til|drøftes|behandles",
    r"(?:skal|vil|bliver|forventes|ventes|ønskes)\s+(?:(?:at|blive|være|igen)\s+){0,3}(?:drøftet|behandlet|klar)",
)
"""What is said of a case, and of schools as well: a promise where the case is the subject, or nothing."""
_TELLS = (
    r"melde[rs]?\s+tilbage|orienteres|følge[rs]?\s+op|drøfter|behandler|genoptager|genbesøger|(?:re)?evaluerer|revurderer"
    r"|(?:af)?rapporterer|(?:vil|skal)\s+(?:\w+\s+){0,2}(?:drøfte|behandle|evaluere|revurdere|genoptage|genbesøge|følge\s+op)",
    rf"(?:får|ønsker|forventer|afventer|imødeser|(?:skal|vil)\s+(?:have|gives)|beder\s+om)\s+(?:\w+\s+){{0,3}}{_REPORT}",
    r"(?:bedes|anmodes\s+om\s+at|pålægges\s+at|skal)\s+(?:(?:\w+\s+){0,2}komme\s+med"
    rf"|(?:udarbejde|forberede|fremsende|levere)\s+(?:\w+\s+){{0,3}}(?:{_REPORT}|forslag|sag|\w*plan|model\w*))",
)
"""That somebody will be told: a promise of the case where a body, the administration or nobody is named."""
_LATER = re.compile(
    rf"\b(?:{'|'.join(_COMES)}|(?P<happens>{'|'.join(_HAPPENS)})|(?P<tells>{'|'.join(_TELLS)}))\b|^\W*(?:ny|næste|fornyet)\s+(?:behandling|drøftelse|{_REPORT})",
    re.IGNORECASE,
)
_THOSE_OF_THE_CASE = re.compile(
    r"\b(?:(?:\w*udvalget|forvaltningen|administrationen|direktionen|byrådet|kommunalbestyrelsen|sagen|punktet|emnet|spørgsmålet|forslaget)|(?<!,\s)der)\b",
    re.IGNORECASE,
)
_LEADS_TO_A_VERB = re.compile(
    r"\s+(?:(?:skal|vil|bør|løbende|herefter|derefter|derfor|også|igen|ligeledes|samtidig|efterfølgende)\s+){0,3}",
    re.IGNORECASE,
)
_THE_CASE = (
    r"(?:(?:sagen|sag|(?:dette\s+)?punkt(?:et)?|den\s+igen|emnet|temaet|spørgsmålet"
    r"|mødet|behandlingen|beslutningen|indstillingen|det)(?!\w)"
    rf"|(?:(?:ny|nyt|næste|en|et|endelig|endeligt)\s+){{0,2}}(?:[\w-]*forslag(?:et)?|udkast(?:et)?|(?:lokal|handle)?plan(?:en)?|{_REPORT})(?!\w))"
)
_CLAUSE_BEGINS = re.compile(r"[,;:]|(?<!\w)(?:at|og|men|hvorefter|så)(?!\w)", re.IGNORECASE)
_OF_THE_CASE = re.compile(
    rf"\W*(?:(?:herefter|derefter|derfor|dog|punkt\s+\d+)\s+)?{_THE_CASE}|\W*(?:godkend|tiltr|vedt|anbefal|udsat|udsæt|drøft|taget\s)",
    re.IGNORECASE,
)
_OPENS_WITH_A_TIME = re.compile(
    r"\W*(?:i|til|om|inden|efter|når|på|den|primo|medio|ultimo|herefter|derefter|derfor|dog)(?!\w)",
    re.IGNORECASE,
)
_CASE_BEHIND = re.compile(rf"\s+(?:(?:herefter|derefter|derfor|dog|igen)\s+)?{_THE_CASE}", re.IGNORECASE)
_NOT_BEHIND = re.compile(r"\s+(?:\w+\s+){0,2}?ikke(?!\w)", re.IGNORECASE)
_NOT_BEFORE = re.compile(r"(?<!\w)ikke\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE)
_AND_TELLS = re.compile(r"\s[^,.;:]*\bog\s+", re.IGNORECASE)
# "udarbejder et oplæg til udvalgets møde i oktober": what those of the case do for a later meeting.
_FOR_A_MEETING = re.compile(
    r"\b(?:på|til|ved)\s+(?:(?:\w{2,60}s|det|sit|et|næste|kommende|førstkommende|første|ordinære)\s+){0,3}"
    r"(?:(?:tema|byråds|kommunalbestyrelses|udvalgs|direktions)?møde(?:t)?|(?:budget|tema)?seminar(?:et)?)\s+"
    r"(?=(?:i|den|om|primo|medio|ultimo)\s)",
    re.IGNORECASE,
)
_PREPARES = re.compile(
    r"(?<!\w)(?:udarbejd|forbered|fremsend|lever|undersøg|afdæk|beregn|formuler|kvalificer|fremlæg|forelæg|præsenter|redegør|orienter"
    r"|(?:medbring|kommer\s+med))",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:blev|fik|var|havde|har|er\s+blevet|\w+(?:ede|tog|traf|gav|sendte|meldte))\b", re.IGNORECASE
)
# What was put off once and is done now is no promise.
_DONE_NOW = re.compile(
    r"\bnu\s+(?:er\s+|blev\s+)?(?:godkend|tiltr|vedtag|behandle|drøfte|afslutte)"
    r"|\b(?:godkend|tiltr|vedtag|afslutte)\w*\s+nu\b",
    re.IGNORECASE,
)
_A_MONTH = "|".join(MONTHS)
_PART_OF = r"(?:(?:i\s+løbet|(?:i|ved|inden|til)\s+(?:begyndelsen|starten|midten|slutningen|udgangen))\s+af)"
_IN_MONTHS = re.compile(
    rf"\b(?:{_PART_OF}|i|til|primo|medio|ultimo|inden|senest)\s+(?P<months>(?:{_A_MONTH})(?:\s*(?:/|-|og|eller)\s*(?:{_A_MONTH}))*)"
    r"(?:\s+måned)?(?:\s+(?P<year>\d{4}))?(?!\w)",
    re.IGNORECASE,
)
_QUARTERS = ("første", "andet", "tredje", "fjerde")
_IN_QUARTER = re.compile(
    rf"\b(?:{_PART_OF}|i|til|inden|primo|ultimo|senest)\s+(?P<quarter>[1-4]\.|{'|'.join(_QUARTERS)})\s+kvartal"
    r"(?:\s+(?P<year>\d{4}))?(?!\w)",
    re.IGNORECASE,
)
_IN_WEEK = re.compile(
    r"\b(?:i|til|inden|senest(?:\s+i)?)\s+uge\s+(?P<week>\d{1,2})(?:\s+(?P<year>\d{4}))?(?!\w)", re.IGNORECASE
)
_IN_SEASON = re.compile(
    r"\b(?:(?:i\s+løbet\s+af|i|til)\s+(?:det\s+(?:tidlige|sene)\s+)?(?P<season>forår(?:et)?|sommer(?:en)?|efterår(?:et)?)"
    r"|(?P<before>inden|før)\s+sommerferien|(?P<after>efter)\s+sommer(?:ferien|en)|(?P<new>efter)\s+(?:nytår|årsskiftet)"
    r"|(?:inden|før|ved|til)\s+(?P<end>jul|års(?:skiftet|afslutningen)|årets\s+udgang|(?:udgangen|slutningen)\s+af(?:\s+året|(?=\s+\d{4}))))"
    r"(?:\s+(?P<year>\d{4}))?(?!\w)",
    re.IGNORECASE,
)
_OF_THE_YEAR = re.compile(r"\b(?P<part>primo|medio|ultimo)\s+(?P<year>\d{4})(?!\w)", re.IGNORECASE)
_PARTS = {"primo": (1, 2), "medio": (6, 7), "ultimo": (11, 12)}
_SEASONS = {"f": (3, 4, 5), "s": (6, 7, 8), "e": (9, 10, 11)}
"""The months of a season, by its first letter."""
_SO_LONG = (
    rf"(?:(?:cirka|ca\.|omkring|godt)\s+)?(?:(?P<half>et\s+halvt|halvandet)|(?P<count>{NUMBER}))\s+"
    r"(?P<unit>års\s+tid|år|måned(?:er)?|uger?"
)
_HENCE = re.compile(
    rf"\b(?:om|inden\s+for)\s+{_SO_LONG}|dage?)(?!\w)"
    # "om 3 år gamle huse" and "om et år med regn" speak of something else
    r"(?!\s+(?:gammel|gamle|med|uden)\b)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"\b(?:efter|når\s+(?:\w+\s+){{1,3}}har\s+(?:virket|kørt|løbet|fungeret|været\s+i\s+(?:kraft|gang|drift))(?:\s+i)?)\s+{_SO_LONG})(?!\w)",
    re.IGNORECASE,
)
_HAS_BEEN = re.compile(r"(?<!\w)(?:har|havde)(?!\w)", re.IGNORECASE)
_PERIOD = re.compile(
    rf"\b(?P<count>{'|'.join(words_up_to(10))})årig\s+(?:\w+\s+)?\w*periode\b(?=[^.;]*\b(?:hvorefter|derefter|herefter)\b)",
    re.IGNORECASE,
)


def read_follow_ups(document: Document, start: int, raw: str, profile: Profile, day: date) -> list[FollowUp]:
    """Each time told in a sentence that sends the case into the future, with the body named for it; ``raw``
    are the words of a decision of that ``day``, which begin at ``start``."""
    found: list[FollowUp] = []
    for sentence in _SENTENCE.finditer(raw):
        words = sentence[0]
        if not (_LATER.search(words) or _FOR_A_MEETING.search(words)) or _DONE_NOW.search(words):
            continue
        agents = known_agents(profile).find(words)
        if not _promises(words, [m.quote.span for m in agents]):
            continue
        bodies = [(m.quote.span.start, m.name) for m in agents if m.kind == "body"]
        since, times = 0, _times(words, day)
        for begin, end, when, inferred in times:
            named = [name for place, name in bodies if since <= place < begin]
            lead = _LEAD_IN.match(words, since)
            since = lead.end() if lead else since
            if end == times[-1][1] and not _LATER.search(words, since, end):  # which comes behind the time
                end = max(end, len(words.rstrip(" .!?\n")))
            quote = document.quote(start + sentence.start() + since, start + sentence.start() + end)
            found.append(FollowUp(quote, named[-1] if named else None, when, inferred))
            since = end
    return found


def _promises(words: str, agents: Sequence[tuple[int, int]]) -> bool:
    """Whether a sentence, which names agents there, sends the case into the future."""
    named = [*agents, *(match.span() for match in _THOSE_OF_THE_CASE.finditer(words))]
    if any(_is_of_the_case(words, match, named) for match in _LATER.finditer(words)):
        return True
    meeting = _FOR_A_MEETING.search(words)
    by_them = meeting is not None and any(start < meeting.start() for start, _ in named)
    return by_them and _PREPARES.search(words) is not None and not _PAST.search(words)


def _is_of_the_case(words: str, later: re.Match[str], named: Sequence[tuple[int, int]]) -> bool:
    """Whether a verb sends the case into the future: one of telling does where those of the case are its
    subject, before it or, turned round, right behind it; neighbours and applicants are not."""
    before = words[max(0, later.start() - 80) : later.start()]
    if _NOT_BEHIND.match(words, later.end()) or _NOT_BEFORE.search(before):
        return False
    if later["happens"]:
        return _happens_to_the_case(words, later)
    if later["tells"] is None:
        return True
    for start, end in named:
        if _LEADS_TO_A_VERB.fullmatch(words, end, later.start()) or words[later.end() : start] == " ":
            return True
        if not words[:start].strip() and _AND_TELLS.fullmatch(words, end, later.start()):
            return True
    return False


def _happens_to_the_case(words: str, later: re.Match[str]) -> bool:
    """Whether the case, or a report of it, is the subject of a verb, in its clause or, turned round, behind
    it; or nothing is."""
    clauses = _CLAUSE_BEGINS.split(words[: later.start()])
    before = next((clause for clause in reversed(clauses) if clause.strip(" ()\n")), "")
    if not before or _OF_THE_CASE.match(before):
        return True
    return bool(_OPENS_WITH_A_TIME.match(before) and _CASE_BEHIND.match(words, later.end()))


def _times(words: str, day: date) -> list[Time]:
    """The later times that are told, in order of place."""
    found = [*_days(words, day), *_quarters_and_seasons(words, day), *_hence_of(words, day)]
    for match in _IN_MONTHS.finditer(words):
        names = re.findall(_A_MONTH, match["months"], re.IGNORECASE)
        months = [MONTHS.index(name.lower()) + 1 for name in names]
        found.append((match.start(), match.end(), _months(months, match["year"], day), match["year"] is None))
    return sorted(one for one in found if one[2][-1] >= day.isoformat()[: len(one[2][-1])])


def _days(words: str, day: date) -> list[Time]:
    """The days and weeks that are told by their numbers."""
    found: list[Time] = []
    for match in DATE.finditer(words):
        if (when := as_date(match)) and when > day:
            found.append((match.start(), match.end(), (when.isoformat(),), False))
    for match in DAY_AND_MONTH.finditer(words):
        if when := next_after(match, day):
            found.append((match.start(), match.end(), (when.isoformat(),), True))
    for match in _IN_WEEK.finditer(words):
        week, now = int(match["week"]), day.isocalendar()
        year = int(match["year"] or now.year + (week < now.week))
        try:
            days = [date.fromisocalendar(year, week, number) for number in (1, 7)]
        except ValueError:  # the year has no such week, or the calendar no such year
            continue
        months = tuple(dict.fromkeys(one.isoformat()[:7] for one in days))
        found.append((match.start(), match.end(), months, match["year"] is None))
    return found


def _quarters_and_seasons(words: str, day: date) -> list[Time]:
    found: list[Time] = []
    for match in _IN_QUARTER.finditer(words):
        said = match["quarter"].lower()
        first = 3 * (_QUARTERS.index(said) if said in _QUARTERS else int(said[0]) - 1) + 1
        year = int(match["year"] or day.year + (first + 2 < day.month))
        months = tuple(f"{year:04}-{month:02}" for month in range(first, first + 3))
        found.append((match.start(), match.end(), months, match["year"] is None))
    for match in _IN_SEASON.finditer(words):
        found.append((match.start(), match.end(), _season(match, day), match["year"] is None))
    for match in _OF_THE_YEAR.finditer(words):
        of_year = tuple(f"{match['year']}-{month:02}" for month in _PARTS[match["part"].lower()])
        found.append((match.start(), match.end(), of_year, False))
    return found


def _season(match: re.Match[str], day: date) -> tuple[str, ...]:
    """The months of a season, or the one before or after the summer holidays or the year's end; without a
    year, the next that are not over."""
    if match["season"]:
        months: tuple[int, ...] = _SEASONS[match["season"][0].lower()]
    else:
        months = (6,) if match["before"] else (8,) if match["after"] else (1,) if match["new"] else (12,)
    year = int(match["year"] or day.year + (months[-1] < day.month))
    return tuple(f"{year:04}-{month:02}" for month in months)


def _hence_of(words: str, day: date) -> list[Time]:
    """The times that are told by how long it is until then."""
    found: list[Time] = []
    after = (match for match in _AFTER.finditer(words) if _is_ahead(words, match))
    for match in (*_HENCE.finditer(words), *after):
        found.append((match.start(), match.end(), (_hence(match, day),), True))
    for match in _PERIOD.finditer(words):
        when = _months_on(day, 12 * number(match["count"]))
        found.append((match.start(), match.end(), (when,), True))
    return found


def _is_ahead(words: str, after: re.Match[str]) -> bool:
    """Whether a time after something is ahead: not one that a sentence begins with, or that has been."""
    around = f"{words[: after.start()]} {words[after.end() :]}"
    begins = not words[: after.start()].strip() and after[0].lower().startswith("efter")
    return not begins and _HAS_BEEN.search(around) is None


def _hence(match: re.Match[str], day: date) -> str:
    """The day so many weeks or days after the meeting, or the month so many months or years after it."""
    count, unit = number(match["count"]) if match["count"] else 1, match["unit"].lower()
    if unit.startswith(("uge", "dag")):
        return (day + timedelta(count * (7 if unit.startswith("uge") else 1))).isoformat()
    if half := (match["half"] or "").lower():
        return _months_on(day, 6 if half.startswith("et") else 18)
    return _months_on(day, count * 12 if unit.startswith("år") else count)


def _months_on(day: date, count: int) -> str:
    years, month = divmod(day.month - 1 + count, 12)
    return f"{day.year + years:04}-{month + 1:02}"


def _months(months: Sequence[int], year: str | None, day: date) -> tuple[str, ...]:
    """The months as ``YYYY-MM``; without a year, the first ones from the meeting's month on."""
    told: list[str] = []
    at = int(year) if year else day.year + (months[0] < day.month)
    for before, month in zip([months[0], *months], months, strict=False):
        at += month < before
        told.append(f"{at:04}-{month:02}")
    return tuple(told)
