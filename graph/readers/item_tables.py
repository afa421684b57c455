"""Tables whose rows are items of the agenda: number and title in front, what was decided in another cell.

Each row becomes what items are elsewhere: a heading, and the heads of columns above what stands in them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.wording.headings import CONCLUSION, DECISION, section_kind
from graph.wording.openness import has_letter_of_closed, line_mark, title_mark
from graph.wording.openness_words import says_closing, says_opening

_NUMBERS = re.compile(
    r"dagsorden|(?:dagsordens)?punkt(?:\s?nr\.?)?|pkt\.?|nr\.?|#|sag(?:\s?nr\.?)?", re.IGNORECASE
)
_TITLES = re.compile(r"(?:dagsordens)?punkt|emne|titel|sag|overskrift|dagsorden", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?P<front>[^\d\n]{0,40}?)(?:(?<![^\W_])(?:(?:dagsordens)?(?:punkt|pkt\.?)|sags?)?\s?(?:nr\.?)?)?\s{0,3}"
    r"(?P<number>\d{1,3}(?:[a-e](?![^\W_]))?)(?!\d|[./-]\d)\s{0,3}[.:)]?[\s–-]{0,3}(?P<title>\S.*)?",
    re.IGNORECASE | re.DOTALL,
)
_CLOSED = "Lukket: "
# The letter of a kind beside a number, of an item that is not closed: to decide on, to discuss, for
# information, open.
_KIND = re.compile(r"\W*(?P<letter>[BDOÅ])\W*")
_LETTER = re.compile(r"\W*L[\W_]*")
_OPEN_LETTER = re.compile(r"\W*(?:Å|O|Åb)\W*", re.IGNORECASE)
_OPENNESS = re.compile(r"\W*[ÅLO](?:\s?/\s?[ÅLO])?\W*", re.IGNORECASE)
_SHORTEST_WORD = 5
_LETTERS = 2  # the most in front of a number that are no word (`Uge 3`)
_MOST_COLUMNS = 6
_LONGEST_LABEL = 40

Cells = Sequence[Sequence[str]]
"""Those of a row, each its paragraphs."""
Columns = Sequence[tuple[str, Sequence[str]]]
"""Those of a row with the heads of their columns."""


@dataclass
class ItemTable:
    """A table as its rows come; ``labels`` are the heads of its columns, if its rows are items."""

    labels: tuple[str, ...] = ()
    numbers: int = 0
    """The place of the column with the numbers."""
    last: int = 0
    """The number of the last item."""

    def paragraphs(self, cells: Cells) -> list[str] | None:
        """The paragraphs of a row that is an item; ``None`` for any other."""
        if not self.labels:
            self.labels = _labels(cells)
            self.numbers = int(bool(self.labels) and not _NUMBERS.fullmatch(self.labels[0]))
            return None
        if len(cells) != len(self.labels):
            return self._odd(cells)
        own = cells[self.numbers]
        columns = [one for at, one in enumerate(zip(self.labels, cells, strict=True)) if at != self.numbers]
        titles = next((cell for label, cell in columns if _TITLES.fullmatch(label)), None)
        first = _NUMBER.fullmatch("".join(own[:1]) if titles is None else " ".join(own))
        if first is None:
            return _unnumbered(" ".join(own), titles or (), columns)
        mark = _beside_number(front := first["front"])
        if mark and (
            mark != _CLOSED or not (says_closing(front) or sum(map(str.isalnum, front)) <= _LETTERS)
        ):
            return None
        words = [first["title"]] if first["title"] else []
        if titles is None:
            words += own[1:]
        else:
            mark, words = mark or _beside_number(" ".join(words)), list(titles)
            columns = [one for one in columns if one[1] is not titles]
        words = [line for one in words for line in _lines(one)]
        if not words:
            return None
        if any(_closes(label, " ".join(own)) for label, own in columns if section_kind(label) is None):
            mark = _CLOSED
        self.last = _counted(first)
        told = [f"{first['number'].lower()}. {mark}{' '.join(words[0].split())}"]
        beside = [(label, cell) for label, cell in columns if cell and section_kind(label) is None]
        told += [f"{label}: {' '.join(cell)}" for label, cell in beside]
        return [*told, *words[1:], *_sections(columns)]

    def _odd(self, cells: Cells) -> list[str] | None:
        """The paragraphs of the next item, where its row has other cells than the table has columns: of what
        stands in which nothing is known, so it is closed. ``None`` for any other row, also for one of fewer
        cells in which no word closes."""
        number = _NUMBER.fullmatch(" ".join(cells[self.numbers])) if self.numbers < len(cells) else None
        if number is None or _counted(number) != self.last + 1:
            return None
        words = [text for at, cell in enumerate(cells) if at != self.numbers for text in cell]
        words = [number["title"], *words] if number["title"] else words
        if not words or (len(cells) < len(self.labels) and not any(map(says_closing, words))):
            return None
        self.last += 1
        mark = "" if says_closing(words[0]) else _CLOSED
        return [f"{number['number'].lower()}. {mark}{' '.join(words[0].split())}", *words[1:]]


def _counted(number: re.Match[str]) -> int:
    return int(number["number"].rstrip("abcdeABCDE"))


def _lines(words: str) -> list[str]:
    """The lines of a paragraph in a cell; one in small letters goes on the one above it."""
    lines: list[str] = []
    for line in map(str.strip, words.split("\n")):
        if lines and line[:1].islower():
            lines[-1] = f"{lines[-1]} {line}"
        elif line:
            lines.append(line)
    return lines


def _sections(columns: Columns) -> list[str]:
    return [text for label, cell in columns if cell and section_kind(label) for text in (label, *cell)]


def _unnumbered(beside: str, titles: Sequence[str], columns: Columns) -> list[str] | None:
    """The line of a row without a number that is a closed item by a letter or a column; ``None`` for any
    other, also where words say so, which are understood as they stand."""
    told = beside, " ".join(titles)
    marks = [title_mark(words) for words in told]
    if not any(mark and mark.closed and mark.sure for mark in marks) and (
        any(mark and mark.closed for mark in marks)
        or any(_LETTER.fullmatch(words) or has_letter_of_closed(words) for words in told)
        or any(
            _closes(label, " ".join(cell)) for label, cell in columns if cell and section_kind(label) is None
        )
    ):
        return ["\t".join((_CLOSED.strip(" :"), beside, *(" ".join(cell) for _, cell in columns)))]
    return None


def _beside_number(words: str) -> str:
    """What stands beside a number in its cell as it is in front of the title: the letter of a kind, or words.
    What is short may be short for anything, so it closes."""
    own = words.strip(" .:,/#-–—\n\t\xa0")
    if not own:
        return ""
    if kind := _KIND.fullmatch(own):
        return f"({kind['letter']}) "
    mark = title_mark(own)
    if says_opening(own) and not says_closing(own):
        return f"{own}: "
    if sum(map(str.isalnum, own)) < _SHORTEST_WORD or (mark and mark.closed) or says_closing(own):
        return _CLOSED
    return f"{own}: "


def _closes(label: str, value: str) -> bool:
    """Whether what stands in a column closes its item: the letter of closed items in any, in one for openness
    all that does not open it."""
    if not value.strip(" -–"):
        return says_opening(label) and not says_closing(label)
    mark = line_mark(f"{label}: {value}")
    if mark is not None or _LETTER.fullmatch(value):
        return mark is None or mark.closed
    return _is_openness(label) and not (_OPEN_LETTER.fullmatch(value) or says_opening(value))


def _is_openness(label: str) -> bool:
    return _OPENNESS.fullmatch(label) is not None or says_closing(label) or says_opening(label)


def _labels(cells: Cells) -> tuple[str, ...]:
    """The heads of the columns, where a row is those of a table of items."""
    labels = tuple(" ".join(cell).strip(" :") for cell in cells)
    if not 1 < len(labels) <= _MOST_COLUMNS or any(len(one) > _LONGEST_LABEL for one in labels):
        return ()
    numbered = all(labels) and _NUMBERS.fullmatch(labels[1] if _is_openness(labels[0]) else labels[0])
    decides = numbered and any(section_kind(label) in (DECISION, CONCLUSION) for label in labels[1:])
    return labels if decides else ()


def _may_be_labels(line: str) -> bool:
    """Whether a line can be the heads of the columns of a table of items: one of the first is that of their
    numbers."""
    return any(_NUMBERS.fullmatch(cell.strip().strip(" :")) for cell in line.split("\t", 2)[:2])


def items_apart(text: str) -> str:
    """A text in which rows of tables are lines, their cells apart by tabs, with the rows that are items in
    paragraphs."""
    if "\t" not in text:
        return text
    lines: list[str] = []
    table = ItemTable()
    for line in text.split("\n"):
        if "\t" not in line:
            # A row that goes on below itself cannot be told from what stands behind the table.
            table = ItemTable() if table.labels and line.strip() else table
            lines.append(line)
            continue
        if not (table.labels or _may_be_labels(line)):
            lines.append(line)
            continue
        cells = [[cell.strip()] if cell.strip() else [] for cell in line.split("\t")]
        if (own := table.paragraphs([*cells, *[[]] * (len(table.labels) - len(cells))])) is not None:
            lines += ["", "\n\n".join(own), ""]
        else:
            lines.append(line)
    return "\n".join(lines)
