"""Dates as Danish minutes write them, and as they are told in other languages too."""

import re
from datetime import date, time

from babel.dates import format_date, format_skeleton, format_time, get_month_names

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")

_SHORT_MONTHS = r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec)(?![^\W\d_])\.?"

# "25. september 2017", "25-09-2017", "25.09.2017", "25/9 2017", "15-maj-2002", "3. aug. 2022"; white space
# may be a line end.
DATE = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:(?:\.\s*|-)(?P<month>{'|'.join(MONTHS)}|{_SHORT_MONTHS})-?|[-./](?P<number>\d{{1,2}})[-./\s])"
    r"\s*(?P<year>\d{4})(?!\d)",
    re.IGNORECASE,
)
DAY_AND_MONTH = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})\.\s+(?P<month>{'|'.join(MONTHS)})(?!\w)(?!\s+\d{{4}})", re.IGNORECASE
)
# A day in front of the last one of a meeting: `3.-4. oktober 2022`, `30. september til 1. oktober 2022`.
_FIRST_DAY = re.compile(
    rf"(?<![\d.:/-])(?:(?:den|d\.)\s+)?(?P<day>\d{{1,2}})(?:\.(?:\s*(?P<month>{'|'.join(MONTHS)}|{_SHORT_MONTHS}))?"
    rf"|/(?P<number>\d{{1,2}}))\s*(?:[-–—]|og|til)\s*(?:(?:{'|'.join(WEEKDAYS)})\s+)?(?:den\s+|d\.\s*)?$",
    re.IGNORECASE,
)
_MOST_DAYS = 14  # of a meeting
_BEHIND_FIRST = 60  # characters in which it stands
# A day with its year in two digits, or without a stop, for where it is known that a day is told. Three pairs
# of digits with dashes may begin with the year.
_LOOSE = re.compile(
    rf"(?<![\d.:/-])(?P<day>\d{{1,2}})(?:\.?\s*(?P<month>{'|'.join(MONTHS)}|{_SHORT_MONTHS}),?\s+'?(?P<year>\d{{4}}|\d\d)"
    r"|[./](?P<number>\d{1,2})[-./ ](?P<short>\d\d))(?![:.]?\d)",
    re.IGNORECASE,
)
_THIS_CENTURY = 80  # years in two digits below it are of the 2000s
A_DAY = rf"\d{{1,2}}\.\s+(?:{'|'.join(MONTHS)})\b"
"""``1. oktober``, which at the head of a wrapped line is a day and no number of a point; an expression for
others to take in, whatever the case of its letters."""


_LOCALES = {"en": "en_GB"}
"""Language -> the locale whose calendar words it takes, where that is not the language's own."""


def locale(language: str) -> str:
    """The locale of the Unicode CLDR whose ways of writing a language takes."""
    return _LOCALES.get(language, language)


def in_words(day: date, language: str) -> str:
    """``26. juni 2023``, ``26 June 2023``: as the Unicode CLDR has it for a language."""
    return format_date(day, "long", locale=locale(language))


def month_in_words(month: date, language: str, short: bool = False) -> str:
    """``juni 2023``, ``June 2023``, of any day in it; ``jun. 2023``, ``Jun 2023`` in short."""
    return format_skeleton("yMMM" if short else "yMMMM", month, locale=locale(language))


def months_in_words(language: str) -> tuple[str, ...]:
    """The names of the months from January on, in small letters."""
    names = get_month_names("wide", locale=locale(language))
    return tuple(names[number].casefold() for number in range(1, 13))


def clock(moment: time, language: str) -> str:
    """``12.30``, ``12:30``."""
    return format_time(moment, "short", locale=locale(language))


def as_date(match: re.Match[str]) -> date | None:
    """The date a match of :data:`DATE` says; ``None`` for a day the calendar lacks."""
    named = match["month"]
    month = month_number(named) if named else int(match["number"])
    return _date(int(match["year"]), month, int(match["day"]))


def month_number(name: str) -> int:
    """The number of a month, from 1, by its name or the beginning of that, which tells them apart."""
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name[:3].lower()))


def find_date(text: str) -> date | None:
    """The first date in the text."""
    for match in DATE.finditer(text):
        if found := as_date(match):
            return found
    return None


def first_day(text: str, last: re.Match[str]) -> tuple[date, int] | None:
    """The first day of a meeting of several, and where in the text it begins, where a match of :data:`DATE`
    is the last one; ``None`` where it is the only one."""
    found = _FIRST_DAY.search(text[: last.start()], max(0, last.start() - _BEHIND_FIRST))
    end = as_date(last)
    if found is None or end is None:
        return None
    named, number = found["month"], found["number"]
    month = month_number(named) if named else int(number or end.month)
    first = _date(end.year - (month > end.month), month, int(found["day"]))
    if first is None or not 0 < (end - first).days < _MOST_DAYS:
        return None
    return first, found.start()


def loose_date(text: str) -> date | None:
    """The first date in a text that is to tell one: its year may have two digits, its day no stop."""
    for match in _LOOSE.finditer(text):
        year = int(match["year"] or match["short"])
        if year < 100:
            year += 2000 if year < _THIS_CENTURY else 1900
        month = month_number(match["month"]) if match["month"] else int(match["number"])
        if found := _date(year, month, int(match["day"])):
            return found
    return None


def next_after(match: re.Match[str], after: date) -> date | None:
    """The first day on or after ``after`` that a match of :data:`DAY_AND_MONTH` can mean."""
    month, day = month_number(match["month"]), int(match["day"])
    for year in (after.year, after.year + 1):
        if (found := _date(year, month, day)) and found >= after:
            return found
    return None


def last_before(match: re.Match[str], before: date) -> date | None:
    """The last day before ``before`` that a match of :data:`DAY_AND_MONTH` can mean."""
    month, day = month_number(match["month"]), int(match["day"])
    for year in (before.year, before.year - 1):
        if (found := _date(year, month, day)) and found < before:
            return found
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
