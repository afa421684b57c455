"""The pages of a PDF as printed rows: what stands on one baseline, in cells apart by wide gaps."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, median_low

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2 import raw

from graph.readers.pdf.glyphs import UNKNOWN, Glyph, read_glyphs
from graph.readers.pdf.marks import part_watermarks, without_marks

# What a page's picture is from which on it may be a scan: a share of it, or bands like lines of letters.
_PICTURE, _BANDS = 0.4, 5
_MARK = re.compile(r"(?:-\s?)?(?:\d{1,2}[.)]|[a-zæøå]\)|[-•*–o])")
# Of the size of the letters: how far apart the baselines of one row, two words, two columns are.
_SAME_ROW, _WORD_GAP, _COLUMN_GAP = 0.45, 0.17, 1.2
# Letters set apart: how many in a row, or in a line whose words are spaced letters only; the widest gap
# between them and the most of the usual one, in sizes of the letters; a gap that is still theirs, in gaps.
_SPACED, _SPACED_LINE, _SPACED_GAP, _SPACING, _LOOSE = 4, 6, 3.0, 0.9, 1.7
# A soft hyphen within a line says where a word may be divided; a number's or a name's is one of spelling.
_MAY_DIVIDE = re.compile(r"(?<=[a-zæøåéäöü])\xad+(?=[a-zæøåéäöü])")


class PdfError(Exception):
    """A PDF that cannot be read; the message is the code of the finding that says so."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Words from ``left`` to ``right``, in points; ``words`` are the places where those of its first row, as
    it was printed, begin and end."""

    text: str
    left: float
    right: float
    words: tuple[tuple[float, float], ...] = ()

    @property
    def first(self) -> float:
        """The width of the first word."""
        return self.words[0][1] - self.words[0][0] if self.words else 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """What stands on one baseline, ``y`` points below the top of the page.

    ``size`` is that of its letters; ``fonts`` are the first and the last letter's. A row of a table whose
    cells run over several lines has the last of them ``depth`` points further down. ``of_table`` says that it
    is one of a table of three columns or more, ``alone`` that it is no part of what stands around it.
    """

    y: float
    size: float
    fonts: tuple[str, str]
    cells: tuple[Cell, ...]
    depth: float = 0.0
    of_table: bool = False
    alone: bool = False

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
    """A page: its rows from top to bottom, and those of text that stands beside them, such as stamps.

    ``drawn`` says that something is drawn there, ``picture`` that it fills the page or looks like lines of
    letters. ``hidden`` counts words nobody sees, ``unknown`` glyphs that stand alone and of which the file
    does not say what they are, ``illegible`` words with such glyphs in them. ``upright`` is the direction of
    its lines, in degrees. ``recognised`` rows are what a program makes of a picture
    (:mod:`graph.readers.pdf.recognition`), which is not sure of ``unclear`` words.
    """

    width: float
    height: float
    rows: tuple[Row, ...]
    beside: tuple[Row, ...] = ()
    drawn: bool = False
    picture: bool = False
    hidden: int = 0
    unknown: int = 0
    illegible: int = 0
    upright: int = 0
    recognised: bool = False
    unclear: int = 0


def read_pages(data: bytes, most_pages: int, most_characters: int) -> list[Page]:
    """All pages of a PDF. Raises :class:`PdfError`."""
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
        if count > most_pages:
            raise PdfError("too-many-pages")
        characters = 0
        for _, text in _opened(document):
            characters += text.count_chars()
            if characters > most_characters:
                raise PdfError("too-much-text")
        return [_page(page, text) for page, text in _opened(document)]
    except pdfium.PdfiumError as error:
        encrypted = getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise PdfError("encrypted" if encrypted else "broken-pdf") from None


def _opened(document: pdfium.PdfDocument) -> Iterator[tuple[pdfium.PdfPage, pdfium.PdfTextPage]]:
    """Each page with its text, one at a time."""
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage()
        yield page, text
        text.close()
        page.close()


def _page(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> Page:
    found = read_glyphs(page, text)
    glyphs = found.by_direction
    upright = max(glyphs, key=lambda degrees: (len(glyphs[degrees]), -degrees), default=0)
    lines, watermarks = part_watermarks(glyphs.get(upright, []))
    beside = [row for degrees in sorted(glyphs) if degrees != upright for row in rows(glyphs[degrees])]
    width, height = found.width, found.height
    if upright in (90, 270):
        width, height = height, width
    own = tuple(rows(lines))
    return Page(
        width,
        height,
        own,
        (*beside, *rows(watermarks)),
        drawn=found.objects > 0,
        picture=found.pictured > _PICTURE or found.bands >= _BANDS,
        hidden=found.hidden,
        unknown=sum(glyph.char == UNKNOWN for glyph in lines),
        illegible=sum(UNKNOWN in word for row in own for word in row.text.split()),
        upright=upright,
    )


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
    solid = [glyph for glyph in line if not glyph.char.isspace()]
    if not solid:
        return
    size = median(glyph.size for glyph in solid)
    ordered = without_marks(sorted(line, key=lambda glyph: glyph.left), size)
    words, gaps = _tightened(*_words(ordered, size), size)
    if not words:
        return
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
    yield Row(y, size, (words[0][0].font, words[-1][-1].font), tuple(cells))


def _words(ordered: Sequence[Glyph], size: float) -> tuple[list[list[Glyph]], list[bool]]:
    """The words of a line, but for glyphs that stand alone and are no known letter; of each but the first,
    whether a space stands before it."""
    words: list[list[Glyph]] = []
    spaces: list[bool] = []
    apart = space = True
    for glyph in ordered:
        if glyph.char.isspace():
            apart = space = True
        elif apart or glyph.left - words[-1][-1].right > _WORD_GAP * size:
            words.append([glyph])
            spaces.append(space)
            apart = space = False
        else:
            words[-1].append(glyph)
    legible = [index for index, word in enumerate(words) if [glyph.char for glyph in word] != [UNKNOWN]]
    return [words[index] for index in legible], [spaces[index] for index in legible][1:]


def _tightened(
    words: Sequence[list[Glyph]], spaces: Sequence[bool], size: float
) -> tuple[list[list[Glyph]], list[float]]:
    """The words with those put together that are set with space between their letters (character spacing,
    ISO 32000-2, 9.3.2, or typed); and the gaps between them, less that space."""
    gaps = [after[0].left - before[-1].right for before, after in pairwise(words)]
    typed = all(len(word) == 1 for word in words) and len(words) >= _SPACED_LINE
    tight: list[list[Glyph]] = []
    wide: list[float] = []
    start = 0
    while start < len(words):
        end = start + 1
        while end < len(words) and _single(words[end - 1 : end + 1]) and gaps[end - 1] < _SPACED_GAP * size:
            end += 1
        within = gaps[start : end - 1]
        letters = sum(word[0].char.isalpha() for word in words[start:end])
        unspaced = [gap for gap, space in zip(within, spaces[start : end - 1], strict=True) if not space]
        spacing = median_low(within if typed else unspaced) if (typed and within) or unspaced else 0.0
        if end - start < _SPACED or letters < _SPACED - 1 or not 0 < spacing <= _SPACING * size:
            end, spacing, within = start + 1, 0.0, []
        if tight:
            wide.append(gaps[start - 1] - spacing)
        tight.append([*words[start]])
        for word, gap in zip(words[start + 1 : end], within, strict=True):
            if gap <= _LOOSE * spacing:
                tight[-1] += word
            else:
                tight.append([*word])
                wide.append(gap - 2 * spacing)
        start = end
    return tight, wide


def _single(words: Sequence[list[Glyph]]) -> bool:
    return all(len(word) == 1 for word in words)


def _cell(words: Sequence[Sequence[Glyph]]) -> Cell:
    text = " ".join("".join(glyph.char for glyph in word) for word in words)
    text = _MAY_DIVIDE.sub("", text).replace("\xad", "-")
    places = tuple((word[0].left, word[-1].right) for word in words)
    return Cell(text, places[0][0], places[-1][1], places)
