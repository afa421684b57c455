"""Tables whose rows are items of the agenda: number and title in front, what was decided in another cell.

Each row becomes what items are elsewhere: a heading, and the heads of columns above what stands in them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.wording.headings import CONCLUSION, DECISION, section_kind

_NUMBERS = re.compile(r"(?:dagsordens)?punkt(?:\s?nr\.?)?|pkt\.?|nr\.?|#|sag(?:\s?nr\.?)?", re.IGNORECASE)
_TITLES = re.compile(r"(?:dagsordens)?punkt|emne|titel|sag|overskrift|dagsorden", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:(?:dagsordens)?punkt|pkt\.?|sag|nr\.?)?\s{0,3}(?P<number>\d{1,3})(?!\d|[./-]\d)\s{0,3}[.:)]?\s{0,3}"
    r"(?P<title>\S.*)?",
    re.IGNORECASE | re.DOTALL,
)
_MOST_COLUMNS = 6
_LONGEST_LABEL = 40

Cells = Sequence[Sequence[str]]
"""Those of a row, each its paragraphs."""


@dataclass
class ItemTable:
    """A table as its rows come; ``labels`` are the heads of its columns, if its rows are items."""

    labels: tuple[str, ...] = ()

    def paragraphs(self, cells: Cells) -> list[str] | None:
        """The paragraphs of a row that is an item; ``None`` for any other."""
        if not self.labels:
            self.labels = _labels(cells)
            return None
        if len(cells) != len(self.labels) or not cells[0]:
            return None
        first = _NUMBER.fullmatch(cells[0][0])
        if first is None:
            return None
        words = [*([first["title"]] if first["title"] else []), *cells[0][1:]]
        columns = list(zip(self.labels, cells, strict=True))[1:]
        if _TITLES.fullmatch(columns[0][0]):
            words, columns = [*words, *columns[0][1]], columns[1:]
        if not words:
            return None
        told = [f"{first['number']}. {' '.join(words[0].split())}"]
        beside = [(label, own) for label, own in columns if own and section_kind(label) is None]
        told += [f"{label}: {' '.join(own)}" for label, own in beside]
        told += words[1:]
        for label, own in columns:
            told += [label, *own] if own and section_kind(label) else []
        return told


def _labels(cells: Cells) -> tuple[str, ...]:
    """The heads of the columns, where a row is those of a table of items."""
    labels = tuple(" ".join(cell).strip(" :") for cell in cells)
    if not 1 < len(labels) <= _MOST_COLUMNS or any(len(one) > _LONGEST_LABEL for one in labels):
        return ()
    decides = any(section_kind(label) in (DECISION, CONCLUSION) for label in labels[1:])
    return labels if decides and _NUMBERS.fullmatch(labels[0]) and all(labels) else ()


def items_apart(text: str) -> str:
    """A text in which rows of tables are lines, their cells apart by tabs, with the rows that are items in
    paragraphs."""
    if "\t" not in text:
        return text
    lines: list[str] = []
    table = ItemTable()
    for line in text.split("\n"):
        cells = [[cell.strip()] if cell.strip() else [] for cell in line.split("\t")]
        if len(cells) < 2:
            # A row that goes on below itself cannot be told from what stands behind the table.
            table = ItemTable() if line.strip() else table
            lines.append(line)
        elif (own := table.paragraphs([*cells, *[[]] * (len(table.labels) - len(cells))])) is not None:
            lines += ["", "\n\n".join(own), ""]
        else:
            lines.append(line)
    return "\n".join(lines)
