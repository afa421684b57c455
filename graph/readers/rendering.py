"""What the reader of a formatted document sees, as the plain text that is read and served.

Paragraphs stand apart by a blank line, rows of a table below each other with their cells apart by a tab. All
that the reader needs is in the text itself, for a withdrawal reads it again without the document.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from graph.minutes.model import Finding, Severity
from graph.readers.item_tables import ItemTable
from graph.readers.margin_words import CLOSED_BESIDE, DRAFT_BESIDE, marks_draft, names_closed
from graph.readers.side_headings import headings_apart

MOST_CHARACTERS = 3_000_000

LEFT_OUT = {
    "hidden-text": "Tekst, der er skjult eller har baggrundens farve, er udeladt ({} steder).",
    "struck-out": "Tekst, der er streget over, er udeladt ({} steder).",
    "tracked-changes": "Dokumentet har rettelser, der ikke er godkendt; de er læst som godkendt ({} steder).",
    "text-boxes": "Tekstbokse er ikke læst ({}).",
    "embedded-files": "Dele, der er filer for sig inde i dokumentet, er ikke læst ({}).",
    "notes": "Fodnoter og slutnoter er ikke læst ({}).",
}
"""What may stand in a document without being read, by the code of the finding that counts it."""


class Unreadable(Exception):
    """A document that cannot be read: ``code``, ``message`` and ``severity`` are those of the finding."""

    def __init__(self, code: str, message: str, severity: Severity = "violation") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.severity = severity


def too_much_text() -> Unreadable:
    """That a document is longer than minutes are."""
    return Unreadable("too-much-text", f"Filen har mere end {MOST_CHARACTERS} tegn.")


@dataclass
class Rendering:
    """The text of a document in the making; ``left_out`` counts, by code, what is not in it, and ``beside``
    are the words of its headers, footers and text boxes, which are no part of it either."""

    left_out: Counter[str] = field(default_factory=Counter)
    beside: list[str] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _in_table: bool = False

    def block(self, text: str, row: bool = False) -> None:
        """Add a paragraph or a row; a paragraph in which nothing stands ends a table and leaves nothing else.

        Raises :class:`Unreadable` when the whole is longer than minutes are.
        """
        text = re.sub(r"(?<![^\S\n])[^\S\n]*+\n\s*+", "\n", text.strip(" \n") if row else text.strip())
        if not text.strip():
            self._in_table = self._in_table and row
            return
        before = self._parts[-1] if self._parts else ""
        # A number that goes on in the next paragraph is one, though its lines were made paragraphs.
        together = (row and self._in_table) or (text[0].isdigit() and re.search(r"\d-$", before[-10:]))
        self._parts.append(("" if not before else "\n" if together else "\n\n") + text)
        self._in_table = row
        self._length += len(text)
        if self._length > MOST_CHARACTERS:
            raise too_much_text()

    @property
    def text(self) -> str:
        return headings_apart("".join(self._parts))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """A warning for each kind of thing that was left out, and a violation where the words beside the text
        say that all of it is closed."""
        if any(map(names_closed, self.beside)):
            return (Finding("violation", *CLOSED_BESIDE),)
        counts = ((code, self.left_out[code]) for code in LEFT_OUT)
        draft = (Finding("warning", *DRAFT_BESIDE),) if any(map(marks_draft, self.beside)) else ()
        return (
            *(Finding("warning", code, LEFT_OUT[code].format(times)) for code, times in counts if times),
            *draft,
        )


_LINES_OF_PAGE = 2
"""Line ends in a cell, from which on it holds no value but a part of the page."""


def table_row(cells: list[list[str]], block: Callable[[str, bool], None], table: ItemTable | None) -> None:
    """Give ``block`` a row of a table, as :meth:`Rendering.block` takes it; a cell is its paragraphs.

    A cell of several paragraphs, or lines, is read on lines of its own where it is the last; where it is not,
    the table sets out a page, and its cells are read one after the other, as their words belong together. A
    row of a ``table`` of items is one; a table within a cell is none (``None``).
    """
    cells = [[text.strip() for text in cell if text.strip()] for cell in cells]
    if table is not None and (item := table.paragraphs(cells)) is not None:
        block("", False)
        for paragraph in item:
            block(paragraph, False)
        return
    set_out = any(len(cell) > 1 or cell[0].count("\n") >= _LINES_OF_PAGE for cell in cells[:-1] if cell)
    if len(cells) == 1 or set_out:
        for paragraph in (paragraph for cell in cells for paragraph in cell):
            block(paragraph, "\t" in paragraph)
    elif cells:
        first = [" ".join(cell[0].split()) if cell else "" for cell in cells[:-1]]
        last = "\n".join(cells[-1])
        block("\t".join([*first, last]).rstrip("\t"), True)


_NEAR = 48  # of 255 in each of red, green and blue: closer than that nobody tells words from their ground


def legible(ink: int, paper: int) -> bool:
    """Whether words in one colour can be seen on another; both are 24-bit RGB."""
    return any(abs((ink >> shift & 255) - (paper >> shift & 255)) >= _NEAR for shift in (0, 8, 16))


def counted(number: int, form: str) -> str:
    """A number as lists show it; ``form`` is one of 1, 01, a, A, i and I, and anything else shows nothing."""
    if form in ("a", "A"):
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number < 1000 else ""
        return letters.upper() if form == "A" else letters
    if form in ("i", "I"):
        roman = _roman(number) if 0 < number < 4000 else ""
        return roman.upper() if form == "I" else roman
    return {"1": str(number), "01": f"{number:02}"}.get(form, "")


def _roman(number: int) -> str:
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    letters = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")
    written = ""
    for value, letter in zip(values, letters, strict=True):
        written += letter * (number // value)
        number %= value
    return written
