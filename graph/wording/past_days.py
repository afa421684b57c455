"""Days told without a year that were: by the verb of their clause, or by what follows on them."""

import re
from datetime import date

from graph.minutes.dates import last_before, next_after
from graph.wording.verbs import ASKED, PRETERITES

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
