"""The glyphs of a page of a PDF that a reader sees, each with its place along its line.

PDFium (through pypdfium2) reads the file: it gives every glyph with its place, which telling rows,
columns and paragraphs takes, and did so twice as fast as pdfminer.six (150 pages a second against 75;
pypdf gives no widths). Its licences are BSD-3-Clause and Apache-2.0, its wheels need nothing else, and
browsers hand it the whole world's hostile files; graph/readers/pdf/reader.py bounds it in a process of its
own.
"""

import ctypes
import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from statistics import median

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2 import raw

from graph.readers.pdf.sight import Box, Letter, Sight, address, bounds, look

# Bullets of symbol fonts, ligatures, and the hyphens that PDFium tells apart by where they stand.
_LETTERS = str.maketrans(
    {"\uf0b7": "•", "\uf0a7": "•", "\uf02d": "-", "·": "•", "▪": "•", "●": "•"}
    | {"\u2010": "-", "\u2011": "-", "\t": " ", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
)
_LINE_END_HYPHEN = "\x02"  # what PDFium gives for a hyphen before a line end
UNKNOWN = "\ufffd"
"""Stands for a glyph of which the file does not say what letter it is."""
_SOFT_HYPHEN = "\xad"
_LEVEL = 5  # degrees: how far from a right angle a scan may lie
_ENOUGH = 3  # lines that show how a scan lies
_SAME_LINE, _LONG = 0.35, 6.0  # sizes of the letters: how far a line may sink between two, how long it is
_LEAST_SLOPE = 0.08  # degrees
_ASLANT = 0.1  # sine times cosine, from which on a line is no longer nearly level or upright
_NEAR = 3.0  # sizes of the letters, from a word to the next one of its line
# How far above the baseline the middle of a bullet is, in sizes of the letters; their most points.
_LOW, _HIGH, _TALLEST = 0.1, 0.6, 30.0


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter, its ends along the line, its baseline downwards, its size, its font, and how light it is,
    from 0 (black) to 255."""

    char: str
    left: float
    right: float
    y: float
    size: float
    font: str
    light: int = 0


@dataclass(frozen=True, slots=True)
class _Look:
    """How a text object is set: ``angle`` is that of its line, in degrees, ``least`` the lesser of its size
    along the line and across it; ``light`` as a glyph's."""

    angle: float
    size: float
    least: float
    font: str
    light: int


@dataclass(frozen=True, slots=True)
class _Mark:
    """A glyph as the file has it, of a text object."""

    char: str
    box: Box
    body: Box
    origin: tuple[float, float]
    look: _Look
    text: int


@dataclass(frozen=True)
class PageGlyphs:
    """The glyphs of a page by the direction of their lines: 0, 90, 180 and 270 degrees, and others.

    ``hidden`` counts the words nobody sees, which are left out. ``pictured`` is the share of the page that
    pictures cover, ``bands`` how many of its bands look like lines of letters that are no text.
    """

    width: float
    height: float
    by_direction: dict[int, list[Glyph]]
    hidden: int
    pictured: float
    bands: int
    objects: int


def read_glyphs(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> PageGlyphs:
    """The glyphs of a page."""
    box = bounds(page)
    marks, words = [], []
    word, last = 0, (-1, 0)
    for index, mark in _marks(text):
        if (index - 1, mark.text) != last or mark.char.isspace():
            word += 1
        last = (index, mark.text)
        marks.append(mark)
        words.append(word)
    sight, seen = _look(page, marks, words)
    pairs = zip(marks, words, seen, strict=True)
    hidden = {word for mark, word, one in pairs if not one and not mark.char.isspace()}
    shown = [mark for mark, one in zip(marks, seen, strict=True) if one]
    count = raw.FPDFPage_CountObjects(page.raw)
    width, height = box[2] - box[0], box[3] - box[1]
    directions = _by_direction(shown, box)
    if level := directions.get(0):
        level += _bullets(sight.dots, level, box)
    return PageGlyphs(width, height, directions, len(hidden), sight.pictured, sight.bands, count)


def _bullets(dots: Sequence[Box], glyphs: Sequence[Glyph], box: Box) -> list[Glyph]:
    """Bullets that are drawn and no letters: small square drawings at half the height of a line's letters,
    with nothing but such a line close behind them."""
    by_line = sorted(glyphs, key=lambda glyph: glyph.y)
    lines = [glyph.y for glyph in by_line]
    found = []
    for left, bottom, right, top in dots:
        middle = box[3] - (bottom + top) / 2
        near = by_line[bisect_left(lines, middle) : bisect_left(lines, middle + _TALLEST)]
        own = [glyph for glyph in near if _LOW * glyph.size < glyph.y - middle < _HIGH * glyph.size]
        first = min(
            (glyph for glyph in own if not glyph.char.isspace()), key=lambda glyph: glyph.left, default=None
        )
        if first and 0 < first.left - (right - box[0]) < _NEAR * first.size:
            found.append(replace(first, char="•", left=left - box[0], right=right - box[0]))
    return found


def _look(page: pdfium.PdfPage, marks: Sequence[_Mark], words: Sequence[int]) -> tuple[Sight, list[bool]]:
    """What is seen of the page, and which marks; those that leave none, spaces and soft hyphens, are kept."""
    inked = [
        index for index, mark in enumerate(marks) if not mark.char.isspace() and mark.char != _SOFT_HYPHEN
    ]
    letters = [
        Letter(marks[i].box, marks[i].body, marks[i].look.least, marks[i].text, words[i]) for i in inked
    ]
    sight = look(page, letters)
    seen = [True] * len(marks)
    for index, one in zip(inked, sight.seen, strict=True):
        seen[index] = one
    # A space goes with the letter before it, or it would part letters that stand over it.
    for index in range(1, len(marks)):
        if marks[index].char.isspace() and marks[index].text == marks[index - 1].text:
            seen[index] = seen[index - 1]
    return sight, seen


def _marks(text: pdfium.PdfTextPage) -> Iterator[tuple[int, _Mark]]:
    loose = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    edges = [ctypes.c_double() for _ in range(4)]
    handle = text.raw
    looks: dict[int, _Look] = {}
    for index in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(handle, index) == 1:
            continue
        char = _char(handle, index)
        if not char or not raw.FPDFText_GetLooseCharBox(handle, index, loose):
            continue
        raw.FPDFText_GetCharOrigin(handle, index, x, y)
        raw.FPDFText_GetCharBox(handle, index, *edges)
        left, right, bottom, top = (edge.value for edge in edges)
        one = address(raw.FPDFText_GetTextObject(handle, index))
        if one not in looks:
            looks[one] = _look_of(handle, index)
        box, body = (left, bottom, right, top), (loose.left, loose.bottom, loose.right, loose.top)
        yield index, _Mark(char, box, body, (x.value, y.value), looks[one], one)


def _look_of(handle: raw.FPDF_TEXTPAGE, index: int) -> _Look:
    """How the text object of a glyph is set."""
    matrix, flags, name = raw.FS_MATRIX(), ctypes.c_int(), ctypes.create_string_buffer(128)
    shade = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFText_GetMatrix(handle, index, matrix)
    raw.FPDFText_GetFontInfo(handle, index, name, 128, flags)
    raw.FPDFText_GetFillColor(handle, index, *shade)
    points = raw.FPDFText_GetFontSize(handle, index)
    size = points * math.hypot(matrix.c, matrix.d)
    level = matrix.b == 0 and matrix.a > 0
    return _Look(
        0.0 if level else math.degrees(math.atan2(matrix.b, matrix.a)),
        size,
        min(size, points * math.hypot(matrix.a, matrix.b)),
        name.value.decode("utf-8", "replace"),
        (77 * shade[0].value + 151 * shade[1].value + 28 * shade[2].value) >> 8,
    )


def _char(handle: raw.FPDF_TEXTPAGE, index: int) -> str:
    """The letters of a glyph; none for what is no glyph."""
    char = chr(raw.FPDFText_GetUnicode(handle, index))
    if char == _LINE_END_HYPHEN and raw.FPDFText_HasUnicodeMapError(handle, index) != 1:
        return "-"
    char = char.translate(_LETTERS)
    unmapped = raw.FPDFText_HasUnicodeMapError(handle, index) == 1 and not "\u2010" <= char <= "\u203a"
    if unmapped or "\ue000" <= char <= "\uf8ff":
        return UNKNOWN
    if char < " " or "\ud800" <= char <= "\udfff":
        return ""
    return char


def _by_direction(marks: Sequence[_Mark], box: Box) -> dict[int, list[Glyph]]:
    """The glyphs by the direction of their lines, their places told along these.

    Lines a few degrees off a right angle, as those of a scan that lies askew, are of that direction: the
    page is turned so that they are level.
    """
    directions: dict[int, list[_Mark]] = {}
    for mark in marks:
        directions.setdefault(_direction(mark.look.angle), []).append(mark)
    found: dict[int, list[Glyph]] = {}
    for direction, alike in directions.items():
        off = median(_turn(mark.look.angle, direction) for mark in alike)
        straight = [mark for mark in alike if abs(_turn(mark.look.angle, direction) - off) <= _LEVEL]
        for mark in alike if len(straight) < len(alike) else ():
            if abs(_turn(mark.look.angle, direction) - off) > _LEVEL:  # a stamp, beside lines that lie askew
                own = round(mark.look.angle) % 360
                found.setdefault(own, []).append(_glyph(mark, own, box))
        glyphs = [_glyph(mark, direction + off, box) for mark in straight]
        slope = _slope(glyphs)
        if slope:
            glyphs = [_glyph(mark, direction + off - slope, box) for mark in straight]
        found.setdefault(direction, []).extend(glyphs)
    return found


def _direction(angle: float) -> int:
    """The direction of a line: the right angle it is near, or its degrees."""
    right = round(angle / 90) * 90
    return (right if abs(angle - right) <= _LEVEL else round(angle)) % 360


def _turn(angle: float, direction: int) -> float:
    """From a direction to an angle, -180 to 180 degrees."""
    return (angle - direction + 180) % 360 - 180


def _slope(glyphs: Sequence[Glyph]) -> float:
    """How many degrees the lines sink that the glyphs stand in, in the order of the file: in a scan's text
    each word may be level, and lower than the one before."""
    lines: list[tuple[float, float]] = []  # how far each sinks on the way, and how long it is
    start = None
    for before, after in pairwise(glyphs):
        start = start or before
        along, down = after.left - before.right, abs(after.y - before.y)
        if -after.size < along < _NEAR * after.size and down < _SAME_LINE * after.size:
            continue
        lines.append((before.y - start.y, before.left - start.left))
        start = after
    if start:
        lines.append((glyphs[-1].y - start.y, glyphs[-1].left - start.left))
    long = sorted((down / along, along) for down, along in lines if along > _LONG * glyphs[0].size)
    if len(long) < _ENOUGH:
        return 0.0
    reach = list(accumulate(along for _, along in long))
    middle = long[bisect_left(reach, reach[-1] / 2)][0]  # the median, each line counted by its length
    slope = math.degrees(math.atan(middle))
    return slope if _LEAST_SLOPE <= abs(slope) <= _LEVEL else 0.0


def _glyph(mark: _Mark, degrees: float, box: Box) -> Glyph:
    """A glyph where it stands once the page is so turned, about its middle, that its line is level."""
    size, (left, bottom, right, top) = mark.look.size or 1.0, mark.body
    if degrees == 0:
        y = box[3] - mark.origin[1]
        return Glyph(mark.char, left - box[0], right - box[0], y, size, mark.look.font, mark.look.light)
    angle = math.radians(degrees)
    cosine, sine = math.cos(angle), math.sin(angle)
    width, height = box[2] - box[0], box[3] - box[1]
    across = width * abs(cosine) + height * abs(sine) if abs(cosine * sine) > _ASLANT else 0.0
    across = across or (width if abs(cosine) > abs(sine) else height)
    down = width + height - across if abs(cosine * sine) <= _ASLANT else across
    middle = ((left + right - box[0] - box[2]) / 2, (bottom + top - box[1] - box[3]) / 2)
    origin = (mark.origin[0] - (box[0] + box[2]) / 2, mark.origin[1] - (box[1] + box[3]) / 2)
    # The box of a turned letter is wider than the letter.
    narrowed = cosine**2 - sine**2
    wide, high = (right - left) * abs(cosine), (top - bottom) * abs(sine)
    half = (wide - high) / abs(narrowed) / 2 if abs(narrowed) > 0.3 else (wide + high) / 4
    if abs(sine) > abs(cosine):
        half = -half
    x = middle[0] * cosine + middle[1] * sine + across / 2
    y = origin[0] * sine - origin[1] * cosine + down / 2
    return Glyph(mark.char, x - half, x + half, y, size, mark.look.font, mark.look.light)
