"""Side headings on printed pages: each on a row of its own, before what stands beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.readers.pdf.rows import Cell, Row
from graph.readers.side_headings import section_of, set_at_the_side

_ALIGNED = 2.0  # points
_MOST_WORDS = 8  # of a heading


def rows_apart(pages: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """The rows of each page; where the document has side headings these are rows with nothing beside them."""
    found = [[_beside(row, page[at + 1 : at + 2]) for at, row in enumerate(page)] for page in pages]
    beside = {one[0] for page in found for one in page if one}
    alone = (section_of(row.text) for page in pages for row in page if len(row.cells) == 1)
    if not set_at_the_side(beside, alone):
        return [list(page) for page in pages]
    return [
        [
            part
            for row, one in zip(page, places, strict=True)
            for part in (_parted(row, one[1]) if one else (row,))
        ]
        for page, places in zip(pages, found, strict=True)
    ]


def _beside(row: Row, below: Sequence[Row]) -> tuple[str, int] | None:
    """The kind of section that a row opens with a heading that has words beside it, and how many words the
    heading has: a wide gap stands behind it, or the row below begins where the words beside it do."""
    first = row.cells[0]
    if len(row.cells) == 2 and (kind := section_of(first.text)):
        return kind, len(first.words)
    words = first.text.split(" ")
    for taken in range(1, min(len(first.words), _MOST_WORDS + 1)):
        aligned = any(abs(one.left - first.words[taken][0]) <= _ALIGNED for one in below)
        if aligned and (kind := section_of(" ".join(words[:taken]))):
            return kind, taken
    return None


def _parted(row: Row, taken: int) -> Iterator[Row]:
    """The heading, of so many words, and what stands beside it."""
    first, *rest = row.cells
    yield replace(row, cells=(_part(first, 0, taken),), alone=True)
    if first.words[taken:]:
        rest = [_part(first, taken, len(first.words)), *rest]
    yield replace(row, cells=tuple(rest))


def _part(cell: Cell, start: int, end: int) -> Cell:
    text = " ".join(cell.text.split(" ")[start:end])
    places = cell.words[start:end]
    return Cell(text, places[0][0], places[-1][1], places)
