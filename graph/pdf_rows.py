"""The pages of a PDF as printed rows: what stands on one baseline, in cells apart by wide gaps.

PDFium (through pypdfium2) reads the file: it gives every glyph with its place, which telling rows,
columns and paragraphs takes, and did so twice as fast as pdfminer.six (150 pages a second against 75;
pypdf gives no widths). Its licences are BSD-3-Clause and Apache-2.0, its wheels need nothing else, and
browsers hand it the whole world's hostile files; graph/pdf.py bounds it in a process of its own.
"""

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, median_low

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2 import raw

# Bullets of symbol fonts, ligatures, and the hyphens that PDFium tells apart by where they stand.
_LETTERS = str.maketrans(
    {"\uf0b7": "•", "\uf0a7": "•", "\uf02d": "-", "·": "•", "▪": "•", "●": "•", "\x02": "-", "\xad": "-"}
    | {"\u2010": "-", "\u2011": "-", "\t": " ", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
)
_MARK = re.compile(r"(?:-\s?)?(?:\d{1,2}[.)]|[a-zæøå]\)|[-•*–o])")
# Of the size of the letters: how far apart the baselines of one row, two words, two columns are.
_SAME_ROW, _WORD_GAP, _COLUMN_GAP = 0.45, 0.17, 1.2


class PdfError(Exception):
    """A PDF that cannot be read; the message is the code of the finding that says so."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Words from ``left`` to ``right``, in points; ``first`` is the width of the first word."""

    text: str
    left: float
    right: float
    first: float


@dataclass(frozen=True, slots=True)
class Row:
    """What stands on one baseline, ``y`` points below the top of the page.

    ``size`` is that of its letters; ``fonts`` are the first and the last letter's. A row of a table whose
    cells run over several lines has the last of them ``depth`` points further down.
    """

    y: float
    size: float
    fonts: tuple[str, str]
    cells: tuple[Cell, ...]
    depth: float = 0.0

    @property
    def text(self) -> str:
        """The cells with tabs between them."""
        return "\t".join(cell.text for cell in self.cells)

    @property
    def left(self) -> float:
        return self.cells[0].left

    @property
    def right(self) -> float:
        return self.cells[-1].right


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its rows from top to bottom, and those of text at another angle, such as stamps.

    ``pictured`` says that something else than text stands there; ``unknown`` counts glyphs of which
    the file does not say what letters they are.
    """

    width: float
    height: float
    rows: tuple[Row, ...]
    aslant: tuple[Row, ...] = ()
    pictured: bool = False
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter, its ends along the line, its baseline downwards, its size, its font."""

    char: str
    left: float
    right: float
    y: float
    size: float
    font: str


def read_pages(data: bytes, most_pages: int, most_characters: int) -> list[Page]:
    """All pages of a PDF. Raises :class:`PdfError`."""
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
        if count > most_pages:
            raise PdfError("too-many-pages")
        pages, characters = [], 0
        for index in range(count):
            page = document[index]
            text = page.get_textpage()
            characters += text.count_chars()
            if characters > most_characters:
                raise PdfError("too-much-text")
            pages.append(_page(page, text))
            text.close()
            page.close()
    except pdfium.PdfiumError as error:
        encrypted = getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise PdfError("encrypted" if encrypted else "broken-pdf") from None
    return pages


def _page(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> Page:
    box = page.get_mediabox()
    glyphs: dict[int, list[Glyph]] = {}
    unknown = 0
    for degrees, glyph in _glyphs(text, box):
        if glyph.char == "\ufffd" or "\ue000" <= glyph.char <= "\uf8ff":
            unknown += 1
        glyphs.setdefault(degrees, []).append(glyph)
    upright = max(glyphs, key=lambda degrees: (len(glyphs[degrees]), -degrees), default=0)
    aslant = [row for degrees in sorted(glyphs) if degrees != upright for row in rows(glyphs[degrees])]
    width, height = box[2] - box[0], box[3] - box[1]
    if upright in (90, 270):
        width, height = height, width
    pictured = not glyphs and raw.FPDFPage_CountObjects(page) > 0
    return Page(width, height, tuple(rows(glyphs.get(upright, []))), tuple(aslant), pictured, unknown)


def _glyphs(text: pdfium.PdfTextPage, page: Sequence[float]) -> Iterator[tuple[int, Glyph]]:
    """Every glyph, with the angle at which its line runs, in degrees; its place is told along that line."""
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y, flags = ctypes.c_double(), ctypes.c_double(), ctypes.c_int()
    name = ctypes.create_string_buffer(128)
    handle = text.raw
    for index in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(handle, index)).translate(_LETTERS)
        if raw.FPDFText_IsGenerated(handle, index) == 1 or char < " " or "\ud800" <= char <= "\udfff":
            continue
        if not raw.FPDFText_GetLooseCharBox(handle, index, box):
            continue
        raw.FPDFText_GetCharOrigin(handle, index, x, y)
        raw.FPDFText_GetMatrix(handle, index, matrix)
        raw.FPDFText_GetFontInfo(handle, index, name, 128, flags)
        size = raw.FPDFText_GetFontSize(handle, index) * math.hypot(matrix.c, matrix.d) or 1.0
        font = name.value.decode("utf-8", "replace")
        if matrix.b == 0 and matrix.a > 0:
            yield 0, Glyph(char, box.left, box.right, page[3] - y.value, size, font)
        else:
            degrees = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
            left, right, place = _turned(degrees, page, box, (x.value, y.value))
            yield degrees, Glyph(char, left, right, place, size, font)


def _turned(
    degrees: int, page: Sequence[float], box: raw.FS_RECTF, origin: tuple[float, float]
) -> tuple[float, float, float]:
    """Where a glyph begins and ends along its line, and how far down it stands, the page so turned that
    the line is level."""
    angle = math.radians(degrees)
    along = (math.cos(angle), math.sin(angle))
    down = (along[1], -along[0])

    def how_far(point: tuple[float, float], direction: tuple[float, float]) -> float:
        return point[0] * direction[0] + point[1] * direction[1]

    ends = [how_far(corner, along) for corner in ((box.left, box.bottom), (box.right, box.top))]
    top = min(how_far((x, y), down) for x in (page[0], page[2]) for y in (page[1], page[3]))
    return min(ends), max(ends), how_far(origin, down) - top


def rows(glyphs: Sequence[Glyph]) -> Iterator[Row]:
    """The glyphs on each baseline, raised and lowered ones with those they stand beside."""
    line: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.y):
        if line and glyph.y - line[0].y > _SAME_ROW * glyph.size:
            yield from _row(line)
            line = []
        line.append(glyph)
    yield from _row(line)


def _row(line: Sequence[Glyph]) -> Iterator[Row]:
    ordered = sorted(line, key=lambda glyph: glyph.left)
    solid = [glyph for glyph in ordered if not glyph.char.isspace()]
    if not solid:
        return
    size = median(glyph.size for glyph in solid)
    words = _words(ordered, size)
    gaps = [after[0].left - before[-1].right for before, after in pairwise(words)]
    # The gaps of a justified line are wide but alike.
    alike = len(gaps) > 2 and max(gaps) <= 2.5 * median(gaps)
    column = math.inf if alike else _COLUMN_GAP * size
    cells, start = [], 0
    for end, gap in enumerate([*gaps, math.inf], start=1):
        mark = start == 0 and _MARK.fullmatch(_cell(words[:end]).text)  # of a list: no column of its own
        if end == len(words) or (gap > column and not mark):
            cells.append(_cell(words[start:end]))
            start = end
    y = median_low(glyph.y for glyph in solid if glyph.size >= size)
    yield Row(y, size, (solid[0].font, solid[-1].font), tuple(cells))


def _words(ordered: Sequence[Glyph], size: float) -> list[list[Glyph]]:
    words: list[list[Glyph]] = []
    apart = True
    for glyph in ordered:
        if glyph.char.isspace():
            apart = True
        elif apart or glyph.left - words[-1][-1].right > _WORD_GAP * size:
            words.append([glyph])
            apart = False
        else:
            words[-1].append(glyph)
    return words


def _cell(words: Sequence[Sequence[Glyph]]) -> Cell:
    text = " ".join("".join(glyph.char for glyph in word) for word in words)
    first = words[0]
    return Cell(text, first[0].left, words[-1][-1].right, first[-1].right - first[0].left)
