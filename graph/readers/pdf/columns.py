"""Cells of a table that run over several rows, made one; so too entries of the contents set as a table."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from graph.readers.pdf.hyphens import seam
from graph.readers.pdf.rows import Cell, Row
from graph.readers.pdf.typesetting import Setting, entry

_LEADER = re.compile(r"(?<![.…_])(?<![.…_]\s)(?:[.…_]\s?+){3,}+\s*+\d{1,4}$")
# A row that begins with a label (`Kompetence: Byrådet`) goes on no cell.
_BEGINS_FIELD = re.compile(r"[A-ZÆØÅ][\w.-]{2,30}:\s")
_GUTTER = 2.0  # sizes of the letters: what parts columns
_ALIGNED, _EXACTLY = 2.0, 0.75  # points
_ROWS = 2.2  # leadings: what parts the rows of one table at most
# What parts columns where a row beside has one there: sizes of the letters, and gaps between the words of the
# row, the narrowest where there are few.
_NARROW, _WIDER, _FEW = 0.6, 2.0, 3


def columns(rows: Sequence[Row], page: int, setting: Setting, words: Collection[str]) -> list[Row]:
    """The rows of a page; a table's cell that runs over several rows is made one."""
    merged: list[Row] = []
    shown = False  # whether the last one has columns by itself
    for index, one in enumerate(rows):
        beside = [*(merged[-1:] if shown else ()), *rows[index + 1 : index + 2]]
        row = _parted(one, [other for other in beside if _near(one, other, setting)])
        cells = None
        if (
            merged
            and not row.alone
            and not _opens_entry(merged[-1], row, rows[index + 1 : index + 2], setting)
        ):
            cells = _merged(merged[-1], row, page, setting, words)
        if cells:
            merged[-1] = replace(merged[-1], cells=cells, depth=row.y - merged[-1].y)
        else:
            merged.append(row)
            shown = len(one.cells) > 1
    return list(_filled(merged, setting))


def _near(one: Row, other: Row, setting: Setting) -> bool:
    above, below = sorted((one, other), key=lambda row: row.y)
    return setting.near(above, below, _ROWS)


def _parted(row: Row, beside: Sequence[Row]) -> Row:
    """A row with a cell parted where one of the rows ``beside`` has a column: less parts columns there than
    where nothing else shows one, but more than words of the row are apart."""
    lefts = [cell.left for other in beside for cell in other.cells[1:]]
    if not lefts or row.alone:
        return row
    gaps = sorted(after[0] - before[1] for cell in row.cells for before, after in pairwise(cell.words))
    usual = gaps[len(gaps) // 2] if len(gaps) > _FEW else gaps[0] if len(gaps) > 1 else 0.0
    least = max(_NARROW * row.size, _WIDER * usual)
    cells: list[Cell] = []
    for cell in row.cells:
        words, start = cell.text.split(" "), 0
        for at, (before, after) in enumerate(pairwise(cell.words), start=1):
            wide = after[0] - before[1] >= least and len(words) == len(cell.words)
            if wide and any(abs(after[0] - left) <= _EXACTLY for left in lefts):
                cells.append(_part(cell, words, start, at))
                start = at
        cells.append(_part(cell, words, start, len(words)) if start else cell)
    return replace(row, cells=tuple(cells))


def _part(cell: Cell, words: Sequence[str], start: int, end: int) -> Cell:
    places = cell.words[start:end]
    return Cell(" ".join(words[start:end]), places[0][0], places[-1][1], places)


def _filled(rows: Sequence[Row], setting: Setting) -> Iterator[Row]:
    """The rows; those of a table have an empty cell in each column in which nothing is printed before the
    last that is."""
    at = 0
    while at < len(rows):
        last = at + 1
        while last < len(rows) and _of_table(rows[last - 1], rows[last], setting):
            last += 1
        yield from _with_empty_cells(rows[at:last])
        at = last


def _of_table(above: Row, below: Row, setting: Setting) -> bool:
    return (
        len(above.cells) > 1
        and len(below.cells) > 1
        and setting.near(above, below, _ROWS)
        and not (_LEADER.search(above.text) or _LEADER.search(below.text))
    )


def _with_empty_cells(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows of a table; as they are where two cells of one row would stand in one column."""
    columns: list[tuple[float, float]] = []
    for cell in sorted((cell for row in rows for cell in row.cells), key=lambda cell: cell.left):
        if columns and cell.left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], cell.right))
        else:
            columns.append((cell.left, cell.right))
    lefts = [left for left, _ in columns]
    places = [[bisect_right(lefts, cell.left) - 1 for cell in row.cells] for row in rows]
    if len(rows) < 2 or len(columns) < 3 or any(len(set(place)) < len(place) for place in places):
        return rows
    filled = []
    for row, place in zip(rows, places, strict=True):
        cells = dict(zip(place, row.cells, strict=True))
        empty = [Cell("", left, left) for left in lefts]
        filled.append(
            replace(
                row, of_table=True, cells=tuple(cells.get(at) or empty[at] for at in range(max(place) + 1))
            )
        )
    return filled


def _opens_entry(above: Row, row: Row, below: Sequence[Row], setting: Setting) -> bool:
    """Whether a row after an entry of the contents is the next one's beginning, not the rest of it.

    A leader of dots leads from the last row; a number in a column of its own may stand beside the first.
    """
    if not entry(above):
        return False
    if _LEADER.search(above.text):
        return True
    if not below or not entry(below[0]) or below[0].y - row.y > row.y - above.y + 1:
        return False
    limit = below[0].cells[-1].left - _GUTTER * row.size
    return setting.fills(row.cells[-1], below[0].cells[0], limit, row.size)


def _merged(
    above: Row, below: Row, page: int, setting: Setting, words: Collection[str]
) -> tuple[Cell, ...] | None:
    """The cells of a row with those of the next one, if these go on them: there are fewer and each goes on a
    full one within its column, or one of them has the rest of a word or number."""
    places = [
        next((i for i, cell in enumerate(above.cells) if abs(cell.left - one.left) <= _ALIGNED), None)
        for one in below.cells
    ]
    if len(above.cells) < 2 or not setting.near(above, below) or _BEGINS_FIELD.match(below.text):
        return None
    limits = [cell.left - _GUTTER * above.size for cell in above.cells[1:]] + [setting.right[page]]
    pairs = [(place, one) for place, one in zip(places, below.cells, strict=True) if place is not None]
    full = all(setting.fills(above.cells[i], one, limits[i], above.size) for i, one in pairs)
    divided = any(above.cells[i].text.endswith("-") for i, _ in pairs)
    across = any(one.right > other.left for i, one in pairs for other in above.cells[i + 1 : i + 2])
    if len(pairs) < len(places) or across or not (divided or (full and len(pairs) < len(above.cells))):
        return None
    cells = list(above.cells)
    for i, one in pairs:
        text, glue = seam(cells[i].text, one.text, words)
        cells[i] = replace(cells[i], text=text + glue + one.text, right=one.right)
    return tuple(cells)
