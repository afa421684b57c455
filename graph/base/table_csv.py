"""Tables as CSV (RFC 4180) in UTF-8, of which no spreadsheet takes a text for a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import chain, islice

_ROWS = 1000  # that are written at once
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet may take for the beginning of a formula


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The table of :func:`csv_pieces` in one."""
    return b"".join(csv_pieces(columns, rows))


def csv_pieces(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """The names of the columns and the rows, some at a time; ``None`` is an empty cell.

    No text is a formula to a spreadsheet: an apostrophe stands before one that begins as such. A lone ``-``,
    with which minutes say that there is no decision, is none.
    """
    lines = chain([columns], (list(map(_plain, row)) for row in rows))
    while piece := list(islice(lines, _ROWS)):
        text = StringIO(newline="")
        csv.writer(text).writerows(piece)
        yield text.getvalue().encode("utf-8", "replace")


def _plain(cell: object) -> object:
    formula = isinstance(cell, str) and cell.startswith(_FORMULA) and cell != "-"
    return f"'{cell}" if formula else cell
