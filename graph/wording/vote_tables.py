"""Votes that are printed as a table: a column or a row for each side, or a row for each who voted.

A table is read whole or not at all: where a cell is none of what it has to be, nobody is said to have voted.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.wording.voters import Voters, Way, read_voters

_SAYS = {
    "for": re.compile(
        r"(?:antal\s+)?(?:(?:stemte|stemmer|stemt)\s+)?(?:for|ja)(?:\s+(?:stemte|stemmer|stemt|forslaget|indstillingen))?"
        r"|ja-?stemmer",
        re.IGNORECASE,
    ),
    "against": re.compile(
        r"(?:antal\s+)?(?:(?:stemte|stemmer|stemt)\s+)?(?:i?mod|nej)(?:\s+(?:stemte|stemmer|stemt|forslaget|indstillingen))?"
        r"|nej-?stemmer",
        re.IGNORECASE,
    ),
    "abstain": re.compile(
        r"(?:(?:stemte|stemmer)\s+)?(?:undlod|undlader|undladt|undladelse|blankt?|blanke|hverken)(?:\s+(?:at\s+stemme|stemmer"
        r"|for\s+eller\s+i?mod))?|hverken\s*/?\s*eller|ved\s+ikke",
        re.IGNORECASE,
    ),
}
_WAYS: tuple[Way, ...] = ("for", "against", "abstain")
_AWAY = re.compile(r"(?:fraværende|ikke\s+til\s?stede|afbud|inhabil)\w*", re.IGNORECASE)
_TICK = re.compile(r"[xX✓✔\u00d7+]|1|ja", re.IGNORECASE)
_COUNT = re.compile(r"\d{1,3}(?!\d)")
_TOTAL = re.compile(r"(?:i\s?alt|sum|total|samlet)\b.*", re.IGNORECASE)
_HEAD = re.compile(
    r"(?:navn\w*|medlem\w*|parti\w*|liste\w*|gruppe\w*|person\w*|byrådsmedlem\w*|)", re.IGNORECASE
)
_LINE = re.compile(r"[^\n]+")
_APART = re.compile(r"(\t|[ ]{2,})")
_LONGEST, _MOST_ROWS = 400, 120


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    end: int
    text: str


@dataclass
class VoteTable:
    """A table from ``start`` to ``end``, and who is on which side; nobody where it could not be read."""

    start: int
    end: int
    sides: dict[Way, Voters]


def find_tables(words: str) -> Iterator[VoteTable]:
    """The tables of votes in a text whose cells stand apart by tabs, or by two blanks or more."""
    rows: list[list[_Cell]] = []
    last = 0
    for line in _LINE.finditer(words):
        cells = _cells(line)
        # Of a row whose last cells are empty one may be left.
        apart = line.start() > last + 1 or (len(cells) < 2 and not _says_side(cells))
        if rows and apart:
            yield from _table(words, rows)
            rows = []
        if len(cells) > 1 or (rows and not apart):
            rows.append(cells)
            last = line.end()
    if rows:
        yield from _table(words, rows)


def _says_side(cells: Sequence[_Cell]) -> bool:
    return any(_way(cell.text) for cell in cells)


def _cells(line: re.Match[str]) -> list[_Cell]:
    """The cells of a line, empty ones between two tabs among them."""
    if line.end() - line.start() > _LONGEST:
        return []
    found, at = [], line.start()
    for part in _APART.split(line[0]):
        if not _APART.fullmatch(part):
            lead = len(part) - len(part.lstrip())
            found.append(_Cell(at + lead, at + len(part.rstrip()), part.strip(" :")))
        at += len(part)
    return found


def _under_head(row: list[_Cell], head: Sequence[_Cell], words: str) -> list[_Cell]:
    """A row of fewer cells than its head, whose cells stand apart by blanks, each in the column in which it
    begins or ends; as it is where that is not clear. An empty cell leaves nothing but its place."""
    if len(row) >= len(head) or "\t" in words[head[0].start : row[-1].end]:
        return row
    line, top = (words.rfind("\n", 0, cells[0].start) + 1 for cells in (row, head))
    placed = [_Cell(row[0].start, row[0].start, "") for _ in head]
    last = -1
    for cell in row:
        under = [
            column
            for column, one in enumerate(head)
            if cell.start - line < one.end - top and one.start - top < cell.end - line
        ]
        if len(under) != 1 or under[0] <= last:
            return row
        last = under[0]
        placed[last] = cell
    return placed


def _lacks_last(
    table: str, rows: Sequence[list[_Cell]], head: Sequence[_Cell], ways: Mapping[int, Way]
) -> bool:
    """Whether rows of fewer cells than the head lack the last ones: between tabs, where another row keeps an
    empty cell and none keeps an empty last one."""
    if "\t" not in table:
        return False
    keeps = any(not cell.text for row in rows for cell in row[:-1])
    keeps_last = any(len(row) >= len(head) and not row[-1].text for row in rows)
    return 0 in ways or (keeps and not keeps_last)


def _way(text: str) -> Way | None:
    return next((way for way in _WAYS if _SAYS[way].fullmatch(text)), None)


def _table(words: str, rows: Sequence[list[_Cell]]) -> Iterator[VoteTable]:
    if len(rows) < 2 or len(rows) > _MOST_ROWS:
        return
    start, end = rows[0][0].start, rows[-1][-1].end
    for at, row in enumerate(rows[:2]):
        ways = {column: way for column, cell in enumerate(row) if (way := _way(cell.text))}
        if len(set(ways.values())) < 2 or len(ways) < len(set(ways.values())):
            continue
        others = [cell for column, cell in enumerate(row) if column not in ways]
        if not all(_HEAD.fullmatch(cell.text) or _AWAY.fullmatch(cell.text) for cell in others):
            continue
        own = [_under_head(one, row, words) for one in rows[at + 1 :]]
        if any(1 < len(one) < len(row) for one in own) and not _lacks_last(words[start:end], own, row, ways):
            # A cell is lost, and nobody knows which.
            yield VoteTable(start, end, {})
            return
        read = _by_columns(words, own, ways) if 0 in ways else _by_voter(words, own, ways)
        yield VoteTable(start, end, read)
        return
    by_row = _by_rows(words, rows)
    if by_row is not None:
        yield VoteTable(start, end, by_row)


def _by_columns(words: str, rows: Sequence[list[_Cell]], ways: Mapping[int, Way]) -> dict[Way, Voters]:
    """Each column is a side; its cells list its members, or say how many they are."""
    sides: dict[Way, Voters] = {}
    for row in rows:
        for column, cell in enumerate(row):
            if not cell.text or cell.text in ("-", "–"):
                continue
            if column not in ways or not _add(words, cell, sides, ways[column]):
                return {}
    return sides


def _by_voter(words: str, rows: Sequence[list[_Cell]], ways: Mapping[int, Way]) -> dict[Way, Voters]:
    """Each row is of one who voted, or of one party: a tick, or a number, in the column of the side."""
    sides: dict[Way, Voters] = {}
    counts: dict[Way, int] = {}
    totals: dict[Way, int] = {}
    for row in rows:
        told = {ways[column]: cell.text for column, cell in enumerate(row) if column in ways and cell.text}
        numbers = all(_COUNT.fullmatch(text) for text in told.values())
        if _TOTAL.fullmatch(row[0].text):
            totals = {way: int(text) for way, text in told.items()} if numbers else totals
            continue
        ticked = len(told) == 1 and _TICK.fullmatch(next(iter(told.values())))
        if told and not (ticked or numbers):
            return {}
        for way, text in told.items():
            count = int(text) if numbers else 1
            if not count:
                continue
            counts[way] = counts.get(way, 0) + count
            if not _add(words, row[0], sides, way):
                return {}
    for way, side in sides.items():
        side.count = totals.get(way, None if _all_ticks(rows, ways) else counts.get(way))
    return sides


def _all_ticks(rows: Sequence[list[_Cell]], ways: Mapping[int, Way]) -> bool:
    """Whether the columns hold ticks and no numbers."""
    cells = [cell.text for row in rows for column, cell in enumerate(row) if column in ways and cell.text]
    return all(_TICK.fullmatch(text) for text in cells)


def _by_rows(words: str, rows: Sequence[list[_Cell]]) -> dict[Way, Voters] | None:
    """Each row is a side (`For`, its number, its members), or one who voted (`Anna Lund`, `For`); ``None``
    for any other table."""
    told = [(way, row) for row in rows if row and (way := _way(row[0].text))]
    if len({way for way, _ in told}) > 1 and len(told) == len(rows):
        sides: dict[Way, Voters] = {}
        for way, row in told:
            for cell in row[1:]:
                if cell.text and not _add(words, cell, sides, way):
                    return {}
        return sides
    behind = [(_way(row[-1].text), row) for row in rows if len(row) > 1]
    if sum(way is not None for way, _ in behind) < 2:
        return None
    sides = {}
    for way, row in behind:
        if way is None:
            if row is not behind[0][1] and not _AWAY.fullmatch(row[-1].text):
                return {}
        elif not _add(words, row[0], sides, way):
            return {}
    return sides


def _add(words: str, cell: _Cell, sides: dict[Way, Voters], way: Way) -> bool:
    """Take in what a cell says of a side: members, or their number alone."""
    side = sides.setdefault(way, Voters(cell.start, cell.end))
    if _COUNT.fullmatch(cell.text):
        side.count = int(cell.text)
        return True
    voters = read_voters(words, cell.start, cell.end)
    if voters is None or words[voters.end : cell.end].strip(" .:"):
        return False
    side.join(voters)
    side.count = voters.count if side.count is None else side.count
    return True
