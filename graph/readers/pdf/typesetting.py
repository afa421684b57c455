"""How the pages of a PDF are set: margins and leading, full rows, entries of the contents."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from graph.readers.pdf.rows import Cell, Page, Row

# Without a leader it is two cells, words and a number: rows of a table may have more, or numbers alone.
_ENTRY = re.compile(
    r"(?P<title>|.*?[^\s.…_])\s*+(?:[.…_]\s?+){3,}+\s*+(?P<page>\d{1,4})"
    r"|(?=[^\t]*[^\W\d_])(?P<words>|[^\t]*?[^\t.…])[.…]*+\t\s*+(?P<number>\d{1,4})"
)
_SHORT_OF_LEADER = re.compile(r"(?P<title>.*[^\s.…_])[\s.…_]+(?P<page>\d{1,4})")
_ALIGNED = 2.0  # points
PARAGRAPH = 1.2
"""What parts paragraphs, in leadings."""
# In sizes of the letters: a space, and the leading where the pages show none.
_SPACE, _LEADING = 0.33, 1.35
_ENOUGH = 3
# Shares of the line: how far the right margin may be from the mirrored left one, and rows' ends from another.
_RAGGED = (0.2, 0.04)


def entry(row: Row) -> tuple[str, str] | None:
    """The title and page number of a row that ends an entry of the contents: a leader or a wide gap, and
    a number."""
    found = None if row.of_table else _ENTRY.fullmatch(row.text)
    if found is None:
        return None
    return found["title"] or found["words"] or "", found["page"] or found["number"]


def entries_completed(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows; among entries of the contents those whose title leaves no room for a leader have their
    number, which stands below and above the others, in a cell of its own."""
    found = list(rows)
    ends = {index: row for index, row in enumerate(rows) if entry(row)}
    if len(ends) < 2:
        return tuple(rows)
    edge = median(row.right for row in ends.values())
    for index in range(max(0, min(ends) - 1), min(len(rows), max(ends) + 2)):
        row = rows[index]
        short = _SHORT_OF_LEADER.fullmatch(row.text)
        if index in ends or not short or abs(row.right - edge) > _ALIGNED or not _in_turn(index, short, ends):
            continue
        last = row.cells[-1]
        wide = (last.right - last.left) / len(last.text) * len(short["page"])
        begin = last.right - wide
        title = Cell(f"{short['title']}.....", row.left, begin - row.size, row.cells[0].words)
        found[index] = replace(
            row, cells=(title, Cell(short["page"], begin, last.right, ((begin, last.right),)))
        )
    return tuple(found)


def _in_turn(index: int, short: re.Match[str], ends: Mapping[int, Row]) -> bool:
    """Whether the number is none before those of entries above, nor behind those of entries below."""
    pages = {place: int(found[1]) for place, row in ends.items() if (found := entry(row))}
    above = max((page for place, page in pages.items() if place < index), default=0)
    below = min((page for place, page in pages.items() if place > index), default=10_000)
    return above <= int(short["page"]) <= below


@dataclass(frozen=True, slots=True)
class Printed:
    """A row and the number of its page, from 0; ``aside`` for one that stands outside the running text."""

    page: int
    row: Row
    aside: bool = False

    @property
    def entry(self) -> bool:
        """Whether it ends an entry of the contents."""
        return entry(self.row) is not None

    @property
    def text(self) -> str:
        """The row's text; a leader of dots is five of them and a tab."""
        found = entry(self.row)
        return f"{found[0]}.....\t{found[1]}" if found else self.row.text


@dataclass(frozen=True)
class Setting:
    """How pages are set, in points: margins (the right one by page) and the last line of a page; the
    leading is in sizes of the letters."""

    left: float
    right: tuple[float, ...]
    bottom: float
    leading: float = _LEADING

    def full(self, before: Printed, after: Printed) -> bool:
        """Whether the first word of a row would not have fitted on the one before."""
        return self.fills(before.row.cells[-1], after.row.cells[0], self.right[before.page], before.row.size)

    @staticmethod
    def fills(before: Cell, after: Cell, limit: float, size: float) -> bool:
        space = 0.0 if before.text.endswith("-") else _SPACE * size
        return before.right + space + after.first > limit - 0.5

    def near(self, before: Row, after: Row, most: float = PARAGRAPH) -> bool:
        """Whether one row follows another at most so many leadings below."""
        return after.y - before.y - before.depth <= most * self.leading * max(before.size, after.size)

    def wide(self, printed: Printed, share: float = 0.5) -> bool:
        """Whether a row fills such a share of the line."""
        return printed.row.right - self.left > share * (self.right[printed.page] - self.left)


def setting_of(pages: Sequence[Page], flow: Sequence[Printed]) -> Setting:
    """What the rows show of the setting."""
    rows = [printed.row for printed in flow]
    left = min((row.left for row in rows), default=0.0)
    by_width: dict[int, list[float]] = {round(page.width): [] for page in pages}
    for printed in flow:
        if len(printed.row.cells) == 1 or printed.entry:  # tables may be wider
            by_width[round(pages[printed.page].width)].append(printed.row.right)
    right = {width: _right_margin(left, width, ends) for width, ends in by_width.items()}
    bottom = max((row.y for row in rows), default=0.0)
    setting = Setting(left, tuple(right[round(page.width)] for page in pages), bottom)
    leadings = Counter(
        round((b.row.y - a.row.y) / b.row.size, 2)
        for a, b in pairwise(flow)
        if a.page == b.page and setting.full(a, b) and same_size(a.row, b.row)
    )
    commonest, times = max(leadings.items(), key=lambda one: (one[1], -one[0]), default=(_LEADING, 0))
    return replace(setting, leading=commonest) if times >= _ENOUGH else setting


def _right_margin(left: float, width: int, ends: Sequence[float]) -> float:
    """Where several rows end, or else, there being few long ones, as far from the edge as the left margin."""
    ordered = sorted(ends, reverse=True)
    for end, close in zip(ordered, ordered[_ENOUGH - 1 :], strict=False):
        if close > width - left - _RAGGED[0] * (width - 2 * left) and end - close <= _RAGGED[1] * (
            end - left
        ):
            return end
    return max(width - left, *ordered, 0.0)


def same_size(before: Row, after: Row) -> bool:
    return abs(before.size - after.size) <= 0.08 * max(before.size, after.size)


def same_font(before: Row, after: Row) -> bool:
    """False only where each of the rows is of one font throughout, and the fonts differ."""
    return len({*before.fonts}) > 1 or len({*after.fonts}) > 1 or before.fonts == after.fonts
