"""Text set in two columns, taken apart where a gutter runs down the page, so that each is read on its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from graph.readers.pdf.rows import Cell, PdfError, Row
from graph.readers.pdf.running_heads import ITEM_HEADING

_ALIGNED = 3.0  # points
_ENOUGH = 3  # rows that begin behind a gutter
_PROSE, _PROSE_ROWS = 0.6, 6  # of a column's width its rows have, and how many there are, where it is prose
_APART = 2.0  # in sizes of the letters and as many leadings: what parts columns from a line below them
_GAP = 1.5  # sizes of the letters: a gutter
_BESIDE = (0.25, 0.75)  # where on the line a gutter may be


@dataclass(frozen=True, slots=True)
class Frame:
    """Rows that are read one after the other; ``right`` is where their lines end at most."""

    rows: tuple[Row, ...]
    right: float


def frames(rows: Sequence[Row], width: float) -> list[Frame]:
    """The rows of a page, so many points wide, in the order in which they are read; those of a second column
    stand where those of the first do. Raises :class:`PdfError` where headings of items stand side by side
    with no gutter between them."""
    gutter = _gutter(rows)
    found: list[Frame] = []
    run: list[Row] = []
    for row in rows:
        if gutter is None or any(_crosses(cell, gutter, row.size) for cell in row.cells):
            found += _parted(run, gutter, width, last=False)
            found.append(Frame((row,), row.right))
            run = []
        else:
            run.append(row)
    found += _parted(run, gutter, width, last=True)
    if any(_side_by_side(row) for frame in found for row in frame.rows):
        raise PdfError("columns-unclear")
    return _joined(found)


def _joined(found: Sequence[Frame]) -> list[Frame]:
    """Rows over the whole width that follow each other are one frame."""
    joined: list[Frame] = []
    for frame in found:
        if joined and len(frame.rows) == 1 and joined[-1].right < 0:
            joined[-1] = Frame(joined[-1].rows + frame.rows, -1.0)
        elif len(frame.rows) == 1:
            joined.append(Frame(frame.rows, -1.0))
        else:
            joined.append(frame)
    return joined


def _side_by_side(row: Row) -> bool:
    return sum(ITEM_HEADING.match(cell.text) is not None for cell in row.cells) > 1


def _gutter(rows: Sequence[Row]) -> float | None:
    """Where the second column of a page begins, if there are two: it holds headings of items, or both hold
    prose."""
    left = min((row.left for row in rows), default=0.0)
    width = max((row.right for row in rows), default=0.0) - left
    places = [cell.left for row in rows for cell in row.cells]
    inner = [x for x in places if _BESIDE[0] * width < x - left < _BESIDE[1] * width]
    begins = max(inner, key=lambda x: (sum(abs(x - one) <= _ALIGNED for one in inner), -x), default=None)
    if begins is None:
        return None
    before = [cell for row in rows for cell in row.cells if cell.right < begins]
    behind = [cell for row in rows for cell in row.cells if abs(cell.left - begins) <= _ALIGNED]
    if len(behind) < _ENOUGH or len(before) < _ENOUGH:
        return None
    headed = any(ITEM_HEADING.match(cell.text) for cell in behind)
    prose = all(_is_prose(cells) for cells in (before, behind))
    others = [
        cell for row in rows for cell in row.cells
        if cell.left > begins + _ALIGNED and abs(cell.left - begins) > width / 4
    ]  # fmt: skip
    return begins if (headed or prose) and len(others) <= len(behind) / 4 else None


def _is_prose(cells: Sequence[Cell]) -> bool:
    longest = max(cell.right - cell.left for cell in cells)
    usual = median(cell.right - cell.left for cell in cells)
    return len(cells) >= _PROSE_ROWS and usual >= _PROSE * longest and _words(cells) >= 3


def _words(cells: Sequence[Cell]) -> float:
    return median(len(cell.text.split()) for cell in cells)


def _crosses(cell: Cell, gutter: float, size: float) -> bool:
    return cell.left < gutter - _ALIGNED and cell.right > gutter - size / 2


def _parted(run: Sequence[Row], gutter: float | None, width: float, last: bool) -> list[Frame]:
    """The columns of rows none of which crosses the gutter. Where more rows follow that do, short ones below
    the second column may be of the first or stand below both: :class:`PdfError`, unless they are well
    apart."""
    if gutter is None or not run:
        return [Frame((row,), row.right) for row in run]
    sides = [[_side(row, gutter, behind) for row in run] for behind in (False, True)]
    behind = [index for index, row in enumerate(sides[1]) if row]
    if not behind:
        return [Frame((row,), row.right) for row in run]
    below: Sequence[Row] = []
    if not last and behind[-1] + 1 < len(run):
        before, after = run[behind[-1]], run[behind[-1] + 1]
        if after.y - before.y < _APART * 1.35 * before.size:
            raise PdfError("columns-unclear")
        below = run[behind[-1] + 1 :]
        sides = [side[: behind[-1] + 1] for side in sides]
    first, second = ([row for row in side if row] for side in sides)
    if not first:
        return [Frame((row,), row.right) for row in run]
    left = min(row.left for row in first)
    moved = [_moved(row, left - gutter) for row in second]
    ends = (gutter - _GAP * run[0].size, width - gutter)  # the right margin is as wide as the left one
    parted = [
        Frame(tuple(rows), max(end, *(row.right for row in rows)))
        for rows, end in zip((first, moved), ends, strict=True)
    ]
    return [*parted, *(Frame((row,), row.right) for row in below)]


def _side(row: Row, gutter: float, behind: bool) -> Row | None:
    cells = tuple(cell for cell in row.cells if (cell.left >= gutter - _ALIGNED) is behind)
    return replace(row, cells=cells) if cells else None


def _moved(row: Row, by: float) -> Row:
    return replace(
        row, cells=tuple(replace(cell, left=cell.left + by, right=cell.right + by) for cell in row.cells)
    )
