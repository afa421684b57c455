"""What stands beside the running text of a page: the numbers of its lines, and footnotes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from graph.readers.pdf.rows import Page, Row
from graph.readers.pdf.running_heads import find_running
from graph.readers.pdf.typesetting import entry

_NUMBER = re.compile(r"\d{1,4}")
_EDGE = 0.1  # of the page's height: heads and feet
_APART = 3.0  # points between the text and the numbers of its lines
_ENOUGH, _DENSE = 3, 0.8  # numbers of a page; the share of rows that have one where each is numbered
_EVEN = 0.2  # of the usual distance: how much that of numbers may differ
_FOOTNOTE = re.compile(r"(?:\d{1,2}|\*{1,3}|[¹²³⁴-⁹])\s*[A-ZÆØÅ»\"]")
_FINE = 0.92  # of the size of the text


def settled(pages: Sequence[Page]) -> list[Page]:
    """The pages without the numbers of their lines; footnotes stand beside."""
    for behind in (False, True):
        pages = _unnumbered(pages, behind)
    running = find_running(pages)
    sizes = [row.size for page in pages for row in page.rows]
    usual = median(sizes) if sizes else 0.0
    return [_without_footnotes(page, gone, usual) for page, gone in zip(pages, running.rows, strict=True)]


def _unnumbered(pages: Sequence[Page], behind: bool) -> Sequence[Page]:
    """The pages without a column of numbers before all other text, or behind it, that count the rows."""
    texts = [
        cell
        for page in pages
        for row in page.rows
        if _EDGE * page.height < row.y < (1 - _EDGE) * page.height
        for cell in row.cells
        if not _NUMBER.fullmatch(cell.text)
    ]
    if not texts:
        return pages
    limit = max(cell.right for cell in texts) if behind else min(cell.left for cell in texts)
    numbered = [list(_numbers(page, limit, behind)) for page in pages]
    counting = [_counts(page, rows, behind) for page, rows in zip(pages, numbered, strict=True)]
    candidates = sum(len(rows) >= _ENOUGH for rows in numbered)
    if not any(counting) or 2 * sum(counting) < candidates:
        return pages
    return [
        replace(page, rows=tuple(_stripped(page, set(rows), behind)))
        for page, rows in zip(pages, numbered, strict=True)
    ]


def _numbers(page: Page, limit: float, behind: bool) -> Iterator[int]:
    for index, row in enumerate(page.rows):
        cell = row.cells[-1 if behind else 0]
        outside = cell.left > limit + _APART if behind else cell.right < limit - _APART
        if outside and _NUMBER.fullmatch(cell.text) and not (len(row.cells) > 1 and _leads(row)):
            yield index


def _leads(row: Row) -> bool:
    """Whether dots lead to a number."""
    return entry(row) is not None and row.cells[-2].text.endswith((".", "…", "_"))


def _counts(page: Page, rows: Sequence[int], behind: bool) -> bool:
    """Whether the numbers count rows: each row, or every so many at even distances."""
    if len(rows) < _ENOUGH:
        return False
    values = [int(page.rows[index].cells[-1 if behind else 0].text) for index in rows]
    steps = {after - before for before, after in pairwise(values)}
    if len(steps) > 1 or min(steps) < 1:
        return False
    if steps == {1}:
        return len(rows) >= 3 * _ENOUGH and len(rows) >= _DENSE * (rows[-1] - rows[0] + 1)
    ways = [page.rows[after].y - page.rows[before].y for before, after in pairwise(rows)]
    counted = [after - before for before, after in pairwise(rows)]
    usual = median(ways)
    even = all(abs(way - usual) <= _EVEN * usual for way in ways)
    return even or all(step in steps for step in counted)


def _stripped(page: Page, numbered: set[int], behind: bool) -> Iterator[Row]:
    for index, row in enumerate(page.rows):
        cells = row.cells if index not in numbered else row.cells[:-1] if behind else row.cells[1:]
        if cells:
            yield row if cells == row.cells else replace(row, cells=cells)


def _without_footnotes(page: Page, running: frozenset[int], usual: float) -> Page:
    """The page; small rows at its foot stand beside from the first that begins with a mark."""
    start = None
    for index in reversed(range(len(page.rows))):
        row = page.rows[index]
        if index in running:
            continue
        if row.size > _FINE * usual:
            break
        if _FOOTNOTE.match(row.text):
            start = index
    if not start:
        return page
    notes = [row for index, row in enumerate(page.rows) if index >= start and index not in running]
    kept = [row for index, row in enumerate(page.rows) if index < start or index in running]
    return replace(page, rows=tuple(kept), beside=(*page.beside, *notes))
