"""The later times that words tell of, as precise as they do: a day, a month, a season, how long until then,
how often."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from graph.minutes.dates import DATE, DAY_AND_MONTH, MONTHS, as_date, month_number, next_after
from graph.wording.numerals import NUMBER, number, words_up_to
from graph.wording.past_days import was

Time = tuple[int, int, tuple[str, ...], bool]
"""Where a later time begins and ends, the days or months it is (ISO 8601), whether its year is inferred."""

_A_MONTH = "|".join(MONTHS)
_PART_OF = r"(?:(?:i\s+løbet|(?:i|ved|inden|til)\s+(?:begyndelsen|starten|midten|slutningen|udgangen))\s+af)"
_IN_MONTHS = re.compile(
    rf"\b(?:{_PART_OF}|i|til|primo|medio|ultimo|inden|senest)\s+(?P<months>(?:{_A_MONTH})(?:\s*(?:/|-|og|eller)\s*(?:{_A_MONTH}))*)"
    # "i maj måneds nyhedsbrev" is what it stands in
    r"(?!\s+måneds\s+(?!\w*møde))(?:\s+måned)?(?:\s+(?P<year>\d{4}))?(?!\w)",
    re.IGNORECASE,
)
# "til junimødet", "på byrådets aprilmøde"
_IN_MEETING_OF = re.compile(rf"(?<!\w)(?P<month>{_A_MONTH})møde(?:t|rne)?(?!\w)", re.IGNORECASE)
_IN_YEAR = re.compile(
    r"\b(?:(?:i|til|inden\s+for|i\s+løbet\s+af)\s+(?:(?P<year>20\d\d)(?![\w.,]*\d)|(?P<next>næste\s+år)(?!\w))"
    r"|(?P<rest>senere\s+(?:på\s+året|i\s+år)))(?!\w)",
    re.IGNORECASE,
)
_NEXT_MONTH = re.compile(r"\bi\s+(?:næste|den\s+kommende)\s+måned(?!\w)", re.IGNORECASE)
_EVERY = {
    1: r"månedlig\w*|månedsvis\w*|(?:hver|en\s+gang\s+om|én\s+gang\s+om)\s+måned(?:en)?",
    3: r"kvartalsvis\w*|kvartårlig\w*|hvert\s+kvartal|hver\s+tredje\s+måned",
    6: r"halvårlig\w*|halvårsvis\w*|hvert\s+halve\s+år|to\s+gange\s+(?:om\s+året|årligt)",
    12: r"årlig\w*|hvert\s+år|(?:en|én)\s+gang\s+(?:om\s+året|årligt)",
}
"""Months from one time to the next, and how minutes say so."""
_EVERY_SO_OFTEN = re.compile(
    rf"(?<!\w)(?:{'|'.join(f'(?P<every{months}>{words})' for months, words in _EVERY.items())})(?!\w)",
    re.IGNORECASE,
)
_QUARTERS = ("første", "andet", "tredje", "fjerde")
_IN_QUARTER = re.compile(
    rf"\b(?:{_PART_OF}|i|til|inden|primo|ultimo|senest)\s+(?P<quarter>[1-4]\.|{'|'.join(_QUARTERS)})\s+kvartal"
    r"(?:\s+(?P<year>\d{4}))?(?!\w)",
    re.IGNORECASE,
)
_IN_HALF_YEAR = re.compile(
    rf"\b(?:{_PART_OF}|i|til|inden)\s+(?P<half>første|andet|1\.|2\.)\s+halvår(?:\s+(?:af\s+)?(?P<year>\d{{4}}))?(?!\w)",
    re.IGNORECASE,
)
_IN_WEEK = re.compile(
    r"\b(?:i|til|inden|senest(?:\s+i)?)\s+uge\s+(?P<week>\d{1,2})(?:\s+(?P<year>\d{4}))?(?!\w)", re.IGNORECASE
)
_IN_SEASON = re.compile(
    r"\b(?:(?:i\s+løbet\s+af|i|til)\s+(?:(?P<next>næste)\s+|det\s+(?:tidlige|sene)\s+)?(?P<season>forår(?:et)?|sommer(?:en)?|efterår(?:et)?)"
    r"|(?P<before>inden|før)\s+sommer(?:ferien|en)|(?P<after>efter)\s+sommer(?:ferien|en)|(?P<new>efter\s+(?:nytår|årsskiftet)|i\s+det\s+nye\s+år)"
    r"|(?:inden|før|ved|til)\s+(?P<end>jul|års(?:skiftet|afslutningen)|årets\s+udgang|året\s+er\s+(?:omme|gået|slut)|(?:udgangen|slutningen)\s+af(?:\s+året|(?=\s+\d{4}))))"
    r"(?:\s+(?P<year>\d{4}))?(?!\w)",
    re.IGNORECASE,
)
_OF_THE_YEAR = re.compile(
    r"\b(?P<part>primo|medio|ultimo|(?:begyndelsen|starten|midten)\s+af)\s+(?P<year>\d{4})(?!\w)",
    re.IGNORECASE,
)
_PARTS = {"p": (1, 2), "b": (1, 2), "s": (1, 2), "m": (6, 7), "u": (11, 12)}
"""The months of a part of a year, by its first letter."""
_SEASONS = {"f": (3, 4, 5), "s": (6, 7, 8), "e": (9, 10, 11)}
"""The months of a season, by its first letter."""
_SO_LONG = (
    rf"(?:(?:cirka|ca\.|omkring|godt)\s+)?(?:(?P<half>et\s+halvt|et\s+halv(?=år\b)|halvandet)|(?P<count>{NUMBER}))\s*"
    r"(?P<unit>års\s+tid|år|måned(?:er)?|kvartal(?:er)?|uger?"
)
_HENCE = re.compile(
    rf"\b(?:om|inden\s+for)\s+{_SO_LONG}|dage?)(?!\w)"
    # "om 3 år gamle huse" and "om et år med regn" speak of something else
    r"(?!\s+(?:gammel|gamle|med|uden)\b)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"\b(?:efter(?:\s+(?:afprøvning|forsøg|prøvetid|prøvedrift)\s+(?:i|på))?|når\s+(?:\w+\s+){{1,3}}har\s+(?:virket|kørt|løbet|fungeret|været\s+i\s+(?:kraft|gang|drift))(?:\s+i)?)\s+{_SO_LONG}|(?:års|måneders|ugers)\s+(?:prøve)?(?:drift|periode|tid|forsøg|afprøvning))(?!\w)(?!\s+fra\b)",
    re.IGNORECASE,
)
_DONE_AGAIN = re.compile(
    r"\s+(?:(?:skal|vil)\s+\w+\s+)?(?:(?:re)?evaluer\w*|revurder\w*|gen(?:besøg|optag|behandl|vurder)\w*|(?:fore|frem)læg\w*|(?:vurderes|drøftes|behandles)\s+\w+\s+(?:igen|på\s+ny))(?!\w)",
    re.IGNORECASE,
)
# "brevet fra den 3. maj", "udsættes fra den 3. maj": what is left behind.
_FROM = re.compile(
    r"(?:\w\s+fra|(?<!\w)dateret)\s+(?:\w*mødet\s+)?(?:den\s+)?\Z",
    re.IGNORECASE,
)
# "Opfølgningen pr. 31. oktober forelægges": what a paper is of.
_AS_OF = re.compile(r"\W*\w*(?:opfølgning|regnskab|opgørelse)(?:en|et)?\s+pr\.?\s*(?:den\s+)?", re.IGNORECASE)
HAS_BEEN = re.compile(r"(?<!\w)(?:har|havde)(?!\w)", re.IGNORECASE)
_THEREUPON = r"(?=[^.;]{0,120}\b(?:hvorefter|derefter|herefter)\b)"
_PERIODS = (
    re.compile(
        rf"\b(?P<count>{'|'.join(words_up_to(10))})årig\s+(?:\w+\s+)?\w*periode\b{_THEREUPON}(?P<unit>)(?P<half>)",
        re.IGNORECASE,
    ),
    # "kører i seks måneder og bliver derefter evalueret"
    re.compile(
        rf"\b(?:løber|kører|prøves|afprøves|forlænges|fortsætter|gælder|varer|forsøg|godkend\w*|vedtag\w*|bevilg\w*|indføres|iværksættes)\s+(?:af\s+)?(?:i\s+|over\s+)?{_SO_LONG})(?!\w){_THEREUPON}",
        re.IGNORECASE,
    ),
)


def later_times(words: str, day: date) -> list[Time]:
    """The later times that are told, in order of place; ``day`` is when."""
    found = [*_days(words, day), *_quarters_and_seasons(words, day), *_hence_of(words, day)]
    for match in _IN_MONTHS.finditer(words):
        names = re.findall(_A_MONTH, match["months"], re.IGNORECASE)
        months = [month_number(name) for name in names]
        found.append((match.start(), match.end(), _months(months, match["year"], day), match["year"] is None))
    for match in _IN_MEETING_OF.finditer(words):
        month = month_number(match["month"])
        found.append((match.start(), match.end(), _months([month], None, day), True))
    for match in _NEXT_MONTH.finditer(words):
        found.append((match.start(), match.end(), (_months_on(day, 1),), True))
    ahead = [one for one in found if one[2][-1] >= day.isoformat()[: len(one[2][-1])]]
    return sorted(ahead or _years(words, day)) or _next_of_many(words, day)


def _years(words: str, day: date) -> list[Time]:
    """The years that are told, where nothing narrower is."""
    found: list[Time] = []
    for match in _IN_YEAR.finditer(words):
        year = int(match["year"] or day.year + bool(match["next"]))
        first = 1 if year > day.year else day.month + 1
        if year >= day.year and first <= 12:
            months = tuple(f"{year:04}-{month:02}" for month in range(first, 13))
            found.append((match.start(), match.end(), months, match["year"] is None))
    return found


def _next_of_many(words: str, day: date) -> list[Time]:
    """The next time of what is told to happen every so often, where no time is told."""
    match = _EVERY_SO_OFTEN.search(words)
    if match is None:
        return []
    months = next(months for months in _EVERY if match[f"every{months}"])
    return [(match.start(), match.end(), (_months_on(day, months),), True)]


def _days(words: str, day: date) -> list[Time]:
    """The days and weeks that are told by their numbers."""
    found: list[Time] = []
    for match in DATE.finditer(words):
        if (when := as_date(match)) and when > day and not _is_left(words, match):
            found.append((match.start(), match.end(), (when.isoformat(),), False))
    for match in DAY_AND_MONTH.finditer(words):
        if (when := next_after(match, day)) and not _is_left(words, match) and not was(words, match, day):
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


def _is_left(words: str, match: re.Match[str]) -> bool:
    """Whether a day is one that something is put off from, or a paper is of."""
    before = words[max(0, match.start() - 40) : match.start()]
    return _FROM.search(before) is not None or _AS_OF.fullmatch(words, 0, match.start()) is not None


def _quarters_and_seasons(words: str, day: date) -> list[Time]:
    found: list[Time] = []
    for match in _IN_QUARTER.finditer(words):
        said = match["quarter"].lower()
        first = 3 * (_QUARTERS.index(said) if said in _QUARTERS else int(said[0]) - 1) + 1
        year = int(match["year"] or day.year + (first + 2 < day.month))
        months = tuple(f"{year:04}-{month:02}" for month in range(first, first + 3))
        found.append((match.start(), match.end(), months, match["year"] is None))
    for match in _IN_HALF_YEAR.finditer(words):
        first = 1 if match["half"].lower() in ("første", "1.") else 7
        year = int(match["year"] or day.year + (first + 5 < day.month))
        months = tuple(f"{year:04}-{month:02}" for month in range(first, first + 6))
        found.append((match.start(), match.end(), months, match["year"] is None))
    for match in _IN_SEASON.finditer(words):
        found.append((match.start(), match.end(), _season(match, day), match["year"] is None))
    for match in _OF_THE_YEAR.finditer(words):
        of_year = tuple(f"{match['year']}-{month:02}" for month in _PARTS[match["part"][0].lower()])
        found.append((match.start(), match.end(), of_year, False))
    return found


def _season(match: re.Match[str], day: date) -> tuple[str, ...]:
    """The months of a season, or the one before or after the summer holidays or the year's end; without a
    year, the next that are not over. ``næste`` is the year after where the season has begun; where it is
    ahead, this one and the year after may be meant, and the months are of both."""
    if match["season"]:
        months: tuple[int, ...] = _SEASONS[match["season"][0].lower()]
    else:
        months = (6,) if match["before"] else (8,) if match["after"] else (1,) if match["new"] else (12,)
    year = int(match["year"] or day.year + (months[-1] < day.month))
    years: tuple[int, ...] = (year,)
    if match["next"] and not match["year"] and year == day.year:
        years = (year + 1,) if months[0] <= day.month else (year, year + 1)
    return tuple(f"{one:04}-{month:02}" for one in years for month in months)


def _hence_of(words: str, day: date) -> list[Time]:
    """The times that are told by how long it is until then."""
    after = (match for match in _AFTER.finditer(words) if _is_ahead(words, match))
    periods = (match for period in _PERIODS for match in period.finditer(words))
    return [
        (match.start(), match.end(), (_hence(match, day),), True)
        for match in (*_HENCE.finditer(words), *after, *periods)
    ]


def _is_ahead(words: str, after: re.Match[str]) -> bool:
    """Whether a time after something is ahead: not one that has been, or that a sentence begins with but for
    what is always done again."""
    around = f"{words[: after.start()]} {words[after.end() :]}"
    begins = not words[: after.start()].strip() and after[0].lower().startswith("efter")
    if begins and not _DONE_AGAIN.match(words, after.end()):
        return False
    return HAS_BEEN.search(around) is None


def _hence(match: re.Match[str], day: date) -> str:
    """The day so many weeks or days after the meeting, or the month so many months or years after it."""
    count, unit = number(match["count"]) if match["count"] else 1, match["unit"].lower()
    if unit.startswith(("uge", "dag")):
        return (day + timedelta(count * (7 if unit.startswith("uge") else 1))).isoformat()
    if half := (match["half"] or "").lower():
        return _months_on(day, 6 if half.startswith("et") else 18)
    return _months_on(
        day, count * (1 if unit.startswith("måned") else 3 if unit.startswith("kvartal") else 12)
    )


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
