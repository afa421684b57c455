"""Tables whose rows are items of the agenda: each item's cells, which may run over several printed rows and
stand in the middle of them, become its heading and its sections."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.readers.item_tables import ItemTable
from graph.readers.pdf.rows import Row

_BEGINS_NUMBER = re.compile(r"\W*(?:[^\W\d_]{1,15}\W{0,3})?\d")
_LETTER = re.compile(r"\W*[^\W\d_]{1,2}\W*")  # of a kind, or that closes, above the number
_ALIGNED = 3.0  # points
_SAME_ITEM = 1.55  # sizes of the letters: the most between two rows of one item


def items_apart(pages: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """The rows of the pages, of an item table the paragraphs of its items in their place. Where a row of the
    table is not understood, all of it stays as it is printed."""
    told = [list(rows) for rows in pages]
    place = next(
        ((page, at) for page, rows in enumerate(told) for at, row in enumerate(rows) if _heads(row)), None
    )
    if place is None:
        return told
    page, at = place
    head = told[page][at]
    found: dict[int, tuple[int, int, list[Row]]] = {}
    start = at + 1
    while page < len(told):
        rows = told[page]
        # The heads of the columns may stand on each page.
        again = int(page != place[0] and start < len(rows) and rows[start].text == head.text)
        start += again
        end = next((n for n in range(start, len(rows)) if not _within(rows[n], head)), len(rows))
        items = list(_items(rows[start:end], head))
        if not all(items) or (not items and page == place[0]):
            return [list(rows) for rows in pages]
        found[page] = start - again, end, [row for item in items for row in item]
        if end < len(rows):
            break
        page, start = page + 1, 0
    for page, (start, end, rows) in found.items():
        told[page][start:end] = rows
    return told


def _heads(row: Row) -> bool:
    table = ItemTable()
    table.paragraphs([[cell.text] for cell in row.cells])
    return bool(table.labels)


def _column(left: float, head: Row) -> int:
    return max((n for n, cell in enumerate(head.cells) if cell.left <= left + _ALIGNED), default=-1)


def _within(row: Row, head: Row) -> bool:
    """Whether each cell of a row stands in a column of its own."""
    columns = [_column(cell.left, head) for cell in row.cells]
    limits = [*(cell.left for cell in head.cells[1:]), float("inf")]
    apart = len(set(columns)) == len(columns) and min(columns) >= 0
    return apart and all(cell.right <= limits[at] for cell, at in zip(row.cells, columns, strict=True))


def _items(rows: Sequence[Row], head: Row) -> Iterator[list[Row]]:
    """The paragraphs of each item, none of one whose cells make no item."""
    table = ItemTable()
    table.paragraphs([[cell.text] for cell in head.cells])
    first = 0
    for at in range(1, len(rows) + 1):
        if at < len(rows) and rows[at].y - rows[at - 1].y <= _SAME_ITEM * rows[at].size:
            continue
        own = rows[first:at]
        cells: list[list[str]] = [[] for _ in head.cells]
        for row in own:
            for cell in row.cells:
                cells[_column(cell.left, head)].append(cell.text)
        # Of two numbers nobody knows which words are whose.
        numbered = [_BEGINS_NUMBER.match(text) is not None for text in cells[table.numbers]]
        one = sum(numbered) == 1 and (
            numbered[0] or (numbered[1] and _LETTER.fullmatch(cells[table.numbers][0]) is not None)
        )
        told = [[" ".join(lines)] if lines else [] for lines in cells]
        paragraphs = table.paragraphs(told) if one else None
        yield [
            replace(own[0], cells=(replace(own[0].cells[0], text=text),), alone=True)
            for text in paragraphs or ()
        ]
        first = at
