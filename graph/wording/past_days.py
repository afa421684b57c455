"""What is told of times that were: days without a year by the verb of their clause, or by what follows on
them, and decisions by their year."""

import re
from datetime import date

from graph.minutes.dates import MONTHS, last_before, next_after
from graph.wording.clauses import CASE
from graph.wording.verbs import ASKED, PRETERITES, SETTLED

_PAST = rf"(?:blev|var|fik|havde|har|{PRETERITES})\b"
_CLAUSE_BEGINS = re.compile(r"[,;:]")
# `besluttede den 12. juni at ...`, but not `besluttede at ... den 12. juni`; what was asked for is ahead,
# unless the day stands right behind (`bad den 12. juni om et notat`).
_BEFORE = re.compile(rf"\b(?!(?:{ASKED})\b(?!\s+(?:den|d\.)?\s*\Z)){_PAST}(?!.*\bat\b)", re.IGNORECASE)
_BEHIND = re.compile(rf"\s+(?:\w+\s+){{0,2}}?{_PAST}", re.IGNORECASE)
_AFTER = re.compile(
    r"\b(?:i\s+forlængelse\s+af|som\s+opfølgning\s+på|på\s+(?:baggrund|grundlag)\s+af|efter|siden|fra|jf\.?|jævnfør|ifølge)\s",
    re.IGNORECASE,
)
_TOWARDS = re.compile(
    r"\b(?:til|inden|senest|indtil|før)\s+(?:\w+\s+){0,4}?(?:(?:den|d\.)\s*)?\Z", re.IGNORECASE
)
_MOST_BEFORE = 200
# `Byrådet vedtog planen i 2019`, `blev godkendt i maj 2019`; the use of money in a year may be approved now.
_IN_A_YEAR = re.compile(
    rf"(?<!\w)(?:(?:{SETTLED}|stemte)\s+(?:{CASE}\s+)?|(?:blev|var)\s+(?:\w+\s+){{0,2}}?(?:\w+t\s+)?)"
    rf"i\s+(?:(?:{'|'.join(MONTHS)})\s+)?(?P<year>(?:19|20)\d\d)(?![\w-])",
    re.IGNORECASE,
)
# What is told beside it, of now.
_AND_NOW = re.compile(r"(?<!\w)nu(?!\w)|,\s(?:og|men|mens|idet)\s", re.IGNORECASE)


def was(words: str, match: re.Match[str], day: date) -> bool:
    """Whether a match of :data:`graph.minutes.dates.DAY_AND_MONTH` is told as a day that was, and the last
    such before ``day`` is nearer to it than the next."""
    last, following = last_before(match, day), next_after(match, day)
    if last is None or (following is not None and following - day <= day - last):
        return False
    clause = _CLAUSE_BEGINS.split(words[max(0, match.start() - _MOST_BEFORE) : match.start()])[-1]
    if _TOWARDS.search(clause):
        return False
    return bool(_BEFORE.search(clause) or _AFTER.search(clause) or _BEHIND.match(words, match.end()))


def in_a_past_year(sentence: str, day: date) -> bool:
    """Whether a sentence in minutes of a ``day`` tells what was decided in a year before and nothing else."""
    told = _IN_A_YEAR.search(sentence)
    return told is not None and int(told["year"]) < day.year and not _AND_NOW.search(sentence)
