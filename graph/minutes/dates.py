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
