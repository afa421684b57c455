"""Minutes set as the PDFs a municipality issues: running head and foot, page numbers, words divided at
line ends, contents with dot leaders, and each item on a page of its own."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from graph.readers.pdf.rows import Cell, Page, Row

WIDTH, HEIGHT = 595.0, 842.0
_FONTS = Path(reportlab.__file__).parent / "fonts"
for _name in ("Vera", "VeraBd"):
    pdfmetrics.registerFont(TTFont(_name, str(_FONTS / f"{_name}.ttf")))

_HEADINGS = re.compile(r"Punkt \d+:|REFERAT |Indholdsfortegnelse$")
_ENTRY = re.compile(r"(?P<title>.*?)(?P<dots>\.*)\t(?P<page>\d+)$")
# After a vowel and before a consonant and a vowel, or between two consonants: near enough to Danish.
_DIVISION = re.compile(
    r"(?<=[aeiouyæøå])(?=[b-df-hj-np-tv-z][aeiouyæøå])|(?<=[lnrst])(?=[bdfgkmnpstv][aeiouyæøå])"
)


@dataclass(frozen=True)
class Style:
    """How minutes are set; lengths in points."""

    font: str = "Vera"
    bold: str = "VeraBd"
    size: float = 10
    leading: float = 13
    space: float = 8  # between paragraphs
    margin: float = 71
    justified: bool = False
    divided: bool = True
    head: str = "Ådalsø Kommune\tReferat af mødet"
    foot: str = "Side {page} af {pages}"


class Setter:
    """Sets one text; ``pages`` is known when it is set a second time."""

    def __init__(self, style: Style, pages: int = 0) -> None:
        self.style, self.pages = style, pages
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=(WIDTH, HEIGHT), invariant=1)
        self.page, self.y = 1, HEIGHT - style.margin
        self.width = WIDTH - 2 * style.margin

    def set(self, text: str) -> bytes:
        for block in re.split(r"\n\s*\n", text.strip("\n")):
            lines = block.split("\n")
            if lines[0].startswith("Punkt ") and self.y < HEIGHT - self.style.margin:
                self.turn()
            for line in lines:
                self._line(line)
            self.y -= self.style.space
        self._finish_page()
        self.canvas.save()
        return self.file.getvalue()

    def _line(self, line: str) -> None:
        style = self.style
        entry = _ENTRY.match(line)
        if entry:
            rows = self.rows(entry["title"], style.font, style.size, self.width - 60)
            for row in rows[:-1]:
                self._row([(0, row)])
            self._row([(0, rows[-1]), (-1, entry["page"])], leader=entry["dots"] != "")
        elif "\t" in line:
            first, *rest = line.split("\t")
            column = self.width * (0.7 if len(rest) == 1 else 0.3)
            rows = self.rows(first, style.font, style.size, column - 12)
            wide = (self.width - column) / len(rest)
            self._row([(0, rows[0]), *((column + place * wide, cell) for place, cell in enumerate(rest))])
            for row in rows[1:]:
                self._row([(0, row)])
        else:
            heading = _HEADINGS.match(line) is not None
            font, size = (style.bold, style.size * 1.3) if heading else (style.font, style.size)
            rows = self.rows(line, font, size, self.width)
            for index, row in enumerate(rows):
                stretched = style.justified and not heading and index + 1 < len(rows)
                self._row([(0, row)], font, size, stretched=stretched)

    def rows(self, text: str, font: str, size: float, width: float) -> list[str]:
        """The text in lines no wider than ``width``, words divided where that fills a line."""
        found, row = [], ""
        for word in text.split(" "):
            tried = f"{row} {word}" if row else word
            while pdfmetrics.stringWidth(tried, font, size) > width:
                head = self._divided(row, word, font, size, width)
                if head:
                    row, word = (f"{row} {head}" if row else head), word[len(head.removesuffix("-\u200b")) :]
                found.append(row.removesuffix("\u200b"))
                row, tried = "", word
            row = tried
        return [*found, row]

    def _divided(self, row: str, word: str, font: str, size: float, width: float) -> str:
        """What of a word still fits; with ``-`` and a mark behind it where a division adds the hyphen."""
        own = [m.end() for m in re.finditer(r"(?<=\w)-(?=\w)", word)]
        heads = [word[:place] for place in own]
        if self.style.divided and (letters := re.match(r"[^\W\d_]{6,}", word)):
            places = [
                m.start() for m in _DIVISION.finditer(letters[0]) if 3 <= m.start() <= len(letters[0]) - 3
            ]
            heads += [f"{word[:place]}-\u200b" for place in places]
        fit = [h for h in heads if pdfmetrics.stringWidth(f"{row} {h}" if row else h, font, size) <= width]
        return max(fit, key=len, default="")

    def _row(
        self,
        cells: list[tuple[float, str]],
        font: str | None = None,
        size: float | None = None,
        leader: bool = False,
        stretched: bool = False,
    ) -> None:
        style = self.style
        font, size = font or style.font, size or style.size
        if self.y < style.margin:
            self.turn()
        for x, text in cells:
            width = pdfmetrics.stringWidth(text, font, size)
            left = style.margin + (x if x >= 0 else self.width - width)
            self.canvas.setFont(font, size)
            space = (self.width - width) / max(1, text.count(" ")) if stretched else 0.0
            for word in re.split("(?<= )", text) if stretched else [text]:
                self.canvas.drawString(left, self.y, word)
                left += pdfmetrics.stringWidth(word, font, size) + space
        if leader:
            start = style.margin + pdfmetrics.stringWidth(cells[0][1], font, size)
            end = style.margin + self.width - 20
            dot = pdfmetrics.stringWidth(".", font, size)
            self.canvas.setFont(font, size)
            self.canvas.drawString(start, self.y, "." * max(2, int((end - start) / dot)))
        self.y -= style.leading * size / style.size

    def turn(self) -> None:
        """To the next page."""
        self._finish_page()
        self.canvas.showPage()
        self.page, self.y = self.page + 1, HEIGHT - self.style.margin

    def _finish_page(self) -> None:
        style = self.style
        for text, y in ((style.head, HEIGHT - 40), (style.foot, 36)):
            left, _, right = text.format(page=self.page, pages=self.pages).partition("\t")
            self.canvas.setFont(style.font, 8)
            self.canvas.drawString(style.margin, y, left)
            self.canvas.drawRightString(WIDTH - style.margin, y, right)


def minutes_pdf(text: str, style: Style = Style()) -> bytes:
    """The minutes as a PDF."""
    first = Setter(style)
    first.set(text)
    return Setter(style, first.page).set(text)


def drawn(*pages: Callable[[Canvas], object]) -> bytes:
    """A PDF whose pages the functions draw; letters are Helvetica of 10 points."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), invariant=1)
    for draw in pages:
        canvas.setFont("Helvetica", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def row(y: float, text: str, x: float = 70, size: float = 10, font: str = "A") -> Row:
    """A row of letters 5 points wide; tabs in the text part cells 150 points from each other."""
    cells = []
    for number, words in enumerate(text.split("\t")):
        left = x + 150 * number
        places = [(left + 5 * word.start(), left + 5 * word.end()) for word in re.finditer(r"\S+", words)]
        cells.append(Cell(words, left, left + 5 * len(words), tuple(places)))
    return Row(y, size, (font, font), tuple(cells))


def page(*rows: Row) -> Page:
    """An A4 page."""
    return Page(WIDTH, HEIGHT, rows)
