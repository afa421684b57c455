"""Pages that are pictures -> the words on them, by the program tesseract.

The page is drawn as a reader sees it, so nothing hidden is recognised, and the words come with their places
(hOCR 1.2), which go the way of the glyphs of any page. A word that the program is not sure of is not
guessed: :data:`graph.minutes.document.ILLEGIBLE` stands for it.
"""

import ctypes
import html
import math
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
import pypdfium2 as pdfium  # type: ignore[import-untyped]
from numpy.typing import NDArray
from pypdfium2 import raw

from graph.minutes.document import ILLEGIBLE
from graph.readers.pdf.glyphs import UNKNOWN, Glyph
from graph.readers.pdf.rows import Page, Row, rows
from graph.readers.pdf.sight import EDGE
from graph.readers.pdf.tesseract import LANGUAGE, LEAST_CONFIDENCE, SECONDS

MOST_PAGES = 100
"""How many pages of a file are recognised; further ones stay pictures."""
# Dots to the inch of a drawing, and its pixels. A scan of fewer dots is drawn with its own: enlarged letters
# have steps that are taken for strokes (of a page of 75 dots four times as many words were wrong).
_LEAST_DPI, _MOST_DPI, _MOST_PIXELS, _LEAST_PIXELS = 100, 300, 16_000_000, 50
_LEGIBLE = 0.7  # of a page's words: with fewer that are sure it stays a picture
_ABOUT = 2  # pixels by which a word may stand beside its box
_BELOW = 0.3  # of the size of letters: how far they reach below their baseline
_ALIKE = 0.15  # how far lines of one size of letters may be apart in it
_SPAN = re.compile(r"""<span class='(ocrx?_\w+)'[^<>]*? title=(?:"([^"<>]*)"|'([^'<>]*)')[^<>]*>([^<]*)""")
_WORD = "ocrx_word"
_Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a line of the picture; left, top, right, bottom in pixels."""

    text: str
    box: tuple[int, int, int, int]
    confidence: int


@dataclass(frozen=True, slots=True)
class _Line:
    """``slope`` and ``offset`` are of the baseline, from the lower left corner of ``box``; ``size`` is the
    height of its letters."""

    box: tuple[int, int, int, int]
    slope: float
    offset: float
    size: float
    words: tuple[_Word, ...]


def recognise(data: bytes, pages: Sequence[Page], lost: Sequence[int]) -> list[Page]:
    """The pages, with the rows that are recognised on those ``lost`` (numbers from 1) to pictures; a page on
    which few words are sure stays as it is."""
    found = list(pages)
    document = pdfium.PdfDocument(data)
    for number in lost[:MOST_PAGES]:
        page = document[number - 1]
        found[number - 1] = _recognised(page, found[number - 1])
        page.close()
    return found


def _recognised(page: pdfium.PdfPage, known: Page) -> Page:
    width, height = page.get_size()
    scale = min(_dots(page) / 72, math.sqrt(_MOST_PIXELS / max(1.0, width * height)))
    across, down = round(width * scale), round(height * scale)
    if min(across, down) < _LEAST_PIXELS:
        return known
    picture = _drawn(page, across, down)
    covered = list(_redacted(page, across, down))
    typed = _typed(page, known)
    lines = []
    for line in _lines(_hocr(picture, round(scale * 72))):
        words = [
            word if _is_seen(word, picture, covered) else replace(word, confidence=0)
            for word in line.words
            if not _lies_on(word, typed, scale)
        ]
        if words:
            lines.append(replace(line, words=tuple(words)))
    unclear = sum(not _sure(word) for line in lines for word in line.words)
    total = sum(len(line.words) for line in lines)
    if total - unclear < max(1.0, _LEGIBLE * total):
        return known
    own = tuple(rows(list(_glyphs(lines, (across / 2, down / 2), scale))))
    return replace(
        known,
        width=width,
        height=height,
        rows=tuple(sorted((*typed, *own), key=lambda row: row.y)),
        picture=False,
        recognised=True,
        unclear=unclear,
        unknown=0,
        illegible=0,
    )


def _dots(page: pdfium.PdfPage) -> float:
    """To the inch: those of the largest picture on a page, within bounds."""
    largest, dots = 0.0, float(_MOST_DPI)
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = one.get_bounds()
        across, down = one.get_px_size()
        area = (right - left) * (top - bottom)
        if area > largest:
            largest, dots = area, 72 * math.sqrt(across * down / area)
    return min(max(dots, _LEAST_DPI), _MOST_DPI)


def _typed(page: pdfium.PdfPage, known: Page) -> list[Row]:
    """The rows typed on a picture, such as its foot, that stand as the picture does; they are in the drawing,
    but the file says better what they are."""
    if raw.FPDFPage_GetRotation(page.raw) or known.upright:
        return []
    return [row for row in known.rows if UNKNOWN not in row.text]


def _lies_on(word: _Word, typed: Sequence[Row], scale: float) -> bool:
    """Whether the middle of a word lies in a row that is typed."""
    x, y = (word.box[0] + word.box[2]) / 2 / scale, (word.box[1] + word.box[3]) / 2 / scale
    return any(
        row.left <= x <= row.right and row.y - row.size <= y <= row.y + _BELOW * row.size for row in typed
    )


def _drawn(page: pdfium.PdfPage, across: int, down: int) -> _Picture:
    """The page as it is shown, in shades of grey."""
    pixels = np.full((down, across), 255, np.uint8)
    place = pixels.ctypes.data_as(ctypes.c_void_p)
    bitmap = raw.FPDFBitmap_CreateEx(across, down, raw.FPDFBitmap_Gray, place, across)
    raw.FPDF_RenderPageBitmap(bitmap, page.raw, 0, 0, across, down, 0, raw.FPDF_ANNOT)
    raw.FPDFBitmap_Destroy(bitmap)
    return pixels


def _redacted(page: pdfium.PdfPage, across: int, down: int) -> Iterator[tuple[int, int, int, int]]:
    """What is marked for redaction and not yet redacted (ISO 32000-2, 12.5.6.23), in pixels."""
    for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        note = raw.FPDFPage_GetAnnot(page.raw, index)
        rect = raw.FS_RECTF()
        redaction = raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_REDACT
        if redaction and raw.FPDFAnnot_GetRect(note, rect):
            x, y = ctypes.c_int(), ctypes.c_int()
            corners = []
            for corner in ((rect.left, rect.top), (rect.right, rect.bottom)):
                raw.FPDF_PageToDevice(page.raw, 0, 0, across, down, 0, *corner, x, y)
                corners.append((x.value, y.value))
            left, right = sorted(x for x, _ in corners)
            top, bottom = sorted(y for _, y in corners)
            yield left, top, right, bottom
        raw.FPDFPage_CloseAnnot(note)


def _hocr(picture: _Picture, dpi: int) -> str:
    """What the program makes of a picture; nothing where it fails or takes too long."""
    program = shutil.which("tesseract")
    if not program:  # gone since it was looked for
        return ""
    height, width = picture.shape
    command = [program, "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(dpi), "hocr"]
    kept = {name: os.environ[name] for name in ("PATH", "TESSDATA_PREFIX") if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603
            command,
            input=b"P5 %d %d 255\n" % (width, height) + picture.tobytes(),  # a picture as Netpbm has it
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=kept | {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C"},
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _lines(hocr: str) -> Iterator[_Line]:
    """The lines that are level, or nearly so, each with its words."""
    line: _Line | None = None
    words: list[_Word] = []
    for kind, quoted, single, text in _SPAN.findall(hocr):
        told = dict(part.strip().partition(" ")[::2] for part in (quoted or single).split(";"))
        left, top, right, bottom = map(int, told["bbox"].split())
        if kind == _WORD:
            if text.strip():
                words.append(
                    _Word(html.unescape(text).strip(), (left, top, right, bottom), int(told["x_wconf"]))
                )
            continue
        if line and words:
            yield replace(line, words=tuple(words))
        slope, offset = map(float, told.get("baseline", "0 0").split())
        size = float(told.get("x_size", bottom - top))
        level = "textangle" not in told
        line, words = (_Line((left, top, right, bottom), slope, offset, size, ()) if level else None), []
    if line and words:
        yield replace(line, words=tuple(words))


def _is_seen(word: _Word, picture: _Picture, covered: Sequence[tuple[int, int, int, int]]) -> bool:
    """Whether a word stands out from its paper, and nothing of it is marked for redaction."""
    left, top, right, bottom = word.box
    part = picture[max(0, top - _ABOUT) : bottom + _ABOUT, max(0, left - _ABOUT) : right + _ABOUT]
    if not part.size or int(part.max()) - int(part.min()) <= EDGE:
        return False
    return not any(left < x1 and x0 < right and top < y1 and y0 < bottom for x0, y0, x1, y1 in covered)


def _sure(word: _Word) -> bool:
    return word.confidence >= LEAST_CONFIDENCE


def _glyphs(lines: Sequence[_Line], middle: tuple[float, float], scale: float) -> Iterator[Glyph]:
    """The letters of the lines in points, the page so turned that they are level; those of a word are
    equally wide. Sizes that are nearly the usual one are that."""
    reach = sorted((line.slope, line.box[2] - line.box[0]) for line in lines)
    angle = math.atan(_middle(reach))
    cosine, sine = math.cos(angle), math.sin(angle)
    usual = median(line.size for line in lines for _ in line.words)

    def turned(x: float, y: float) -> tuple[float, float]:
        x, y = x - middle[0], y - middle[1]
        return (x * cosine + y * sine + middle[0]) / scale, (y * cosine - x * sine + middle[1]) / scale

    for line in lines:
        left, _, right, bottom = line.box
        size = usual if abs(line.size - usual) <= _ALIKE * usual else line.size
        _, level = turned((left + right) / 2, bottom + line.offset + line.slope * (right - left) / 2)
        before: float | None = None
        for text, box in _shown(line.words):
            start, end = (turned(x, (box[1] + box[3]) / 2)[0] for x in (box[0], box[2]))
            if before is not None:
                yield Glyph(" ", before, start, level, size / scale, "")
            wide = (end - start) / len(text)
            for place, char in enumerate(text):
                at = start + place * wide
                yield Glyph(char, at, at + wide, level, size / scale, "")
            before = end


def _middle(reach: Sequence[tuple[float, int]]) -> float:
    """The median of values, each counted by its weight."""
    half = sum(weight for _, weight in reach) / 2
    for value, weight in reach:
        half -= weight
        if half <= 0:
            return value
    return 0.0


def _shown(words: Sequence[_Word]) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
    """The words of a line with their boxes; a mark for words beside each other that are not sure."""
    run: list[_Word] = []
    for word in (*words, None):
        if run and (word is None or _sure(word)):
            boxes = [one.box for one in run]
            yield ILLEGIBLE, (boxes[0][0], boxes[0][1], boxes[-1][2], boxes[-1][3])
            run = []
        if word is not None and _sure(word):
            yield word.text, word.box
        elif word is not None:
            run.append(word)
