"""Decisions that are printed as a table: a row for each point, with its number first and, where no head of a
column says so, what was decided of it last."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.minutes.model import Span
from graph.wording.headings import RECOMMENDATION, section_kind

_NUMBER = re.compile(
    r"(?:(?:at|ad|pkt\.?|punkt|indstillingspunkt|nr\.?)\s?)?(?P<number>\d{1,2}|[a-z])\s?[.):]?", re.IGNORECASE
)
_DECISION = re.compile(r"(?:beslutning|afgørelse|vedtagelse|udfald|resultat)(?:en|et)?\W*", re.IGNORECASE)
# Whose decision it is may stand in front, or what else of it is told.
_OF_A_DECISION = re.compile(r"beslutning|afgørelse|vedtag|udfald|resultat", re.IGNORECASE)
_FEWEST, _MOST = 2, 60
_LONGEST_CELL = 1000


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point of a decision that is a table: its number as printed, where its row stands and where in that
    what was decided."""

    number: str
    row: Span
    answer: Span
    headed: bool
    """Whether the head of its column says that it tells what was decided."""


def point_rows(text: str) -> tuple[PointRow, ...]:
    """The rows of the points, the head of their columns none of them; none where the text is no such table:
    all lines with cells have as many, and the numbers count up from the first."""
    if "\t" not in text:
        return ()
    rows = [(line, _apart(text, *line, "\t")) for line in _apart(text, 0, len(text), "\n")]
    table = [(line, cells) for line, cells in rows if len(cells) > 1]
    if not table or any(len(cells) != len(table[0][1]) for _, cells in table):
        return ()
    head = [text[start:end].strip() for start, end in table[0][1]]
    headed = _NUMBER.fullmatch(head[0]) is None
    decides = [at for at, cell in enumerate(head) if headed and _DECISION.fullmatch(cell)]
    of_decisions = [at for at, cell in enumerate(head) if headed and _OF_A_DECISION.search(cell)]
    if of_decisions != decides or len(decides) > 1:
        return ()  # whose decision is in which is not known
    column = decides[0] if decides else len(head) - 1
    if headed and section_kind(head[column]) == RECOMMENDATION:
        return ()
    own = table[1:] if headed else table
    found = [_point(text, line, cells, column, bool(decides)) for line, cells in own]
    told = [one for one in found if one is not None]
    counted = len(told) == len(own) and _FEWEST <= len(told) <= _MOST and _count_up(told)
    return tuple(told) if counted else ()


def _apart(text: str, start: int, end: int, between: str) -> list[tuple[int, int]]:
    """Where the parts of a stretch stand that are not blank, with a character between them."""
    found = []
    for part in text[start:end].split(between):
        if part.strip():
            found.append((start, start + len(part)))
        start += len(part) + 1
    return found


def _point(
    text: str, line: tuple[int, int], cells: Sequence[tuple[int, int]], column: int, headed: bool
) -> PointRow | None:
    number = _NUMBER.fullmatch(text[slice(*cells[0])].strip())
    start, end = cells[column]
    if number is None or column == 0 or end - start > _LONGEST_CELL:
        return None
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    return PointRow(number["number"], Span(*line), Span(start, end), headed)


def _count_up(rows: Sequence[PointRow]) -> bool:
    numbers = [one.number.casefold() for one in rows]
    if numbers[0].isdecimal():
        return numbers == [str(at) for at in range(1, len(numbers) + 1)]
    return numbers == [chr(ord("a") + at) for at in range(len(numbers))]
