"""What a reader of a page can see: which of its letters leave a mark where they stand.

The page is drawn twice, with its text and without it. A letter is seen where the two pictures differ: so it
is not, whatever hides it - its colour, what is drawn over it, a clipping path, a hidden layer, the edge of
the page (ISO 32000-2, 14.11.2) or its rendering mode (9.3.6). Invisible letters that lie over what looks
like letters in the picture of a scan are those of its text recognition, and stand for what is seen there.
"""

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium  # type: ignore[import-untyped]
from numpy.typing import NDArray
from pypdfium2 import raw

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points of the page."""
_Pixels = NDArray[np.uint32]  # a pixel's blue is in the lowest byte, then come green and red
_Mask = NDArray[np.bool_]

# Pixels to a point: at first, and for a second look at what was not seen; and the most of one picture.
_SCALE, _CLOSE_SCALE, _MOST_PIXELS = 1.5, 6.0, 16_000_000
# Of 255: how far two shades must be apart to be told apart, and a letter of a scan from its paper.
_SHADES, EDGE = 20, 40
_LEAST_SIZE = 2.0  # points: nobody reads smaller letters
_OVERLAP = 0.1  # of a letter's box, from which on others may be what is seen there
_MOST_ALONE = 2_000  # objects of a page that are looked at alone; further ones are taken to be hidden
_COVERS = 0.5  # of the page: the picture of a scan
_LETTERED = 0.05  # of the pixels under a recognised word: edges
# Letters of a word that count as few, and of a longer one under which nothing may be; how far around a few
# letters is looked, in heights of them; how much of that may be dark, and what is.
_SHORT, _BLANK, _MARGIN, _COVERED, _DARK = 3, 3, 0.2, 0.6, 128
_WHITE = 0xFFFFFFFF
_BAND, _BAND_EDGES = 12.0, 24  # points; edges across a band in which something like letters stands
_DOT, _MOST_DOTS = (1.5, 7.0), 200  # how wide a bullet is, in points; how many a page may have
_DEEPEST = 12  # forms within forms
_INVISIBLE = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as the file has it: its ``box`` (the ink), its ``body`` (from the baseline up, as wide as it
    advances), the smallest extent of its size, the text object it is of and its word's number."""

    box: Box
    body: Box
    size: float
    text: int
    word: int


@dataclass(frozen=True, slots=True)
class Sight:
    """``seen`` says of each letter whether a reader sees it; ``pictured`` is the share of the page that
    pictures cover, ``bands`` how many bands of it look like lines of letters that are no text; ``dots`` are
    drawings as small and square as a bullet, none where there are more than a list has."""

    seen: tuple[bool, ...]
    pictured: float
    bands: int
    dots: tuple[Box, ...] = ()


def bounds(page: pdfium.PdfPage) -> Box:
    """What is shown of a page, in its own points: the crop box within the media box."""
    rect = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, rect)
    return rect.left, rect.bottom, rect.right, rect.top


def look(page: pdfium.PdfPage, letters: Sequence[Letter]) -> Sight:
    """Look at a page."""
    scene = _Scene(page)
    if scene.width < 1 or scene.height < 1:
        return Sight((False,) * len(letters), 0.0, 0)
    scale = min(_SCALE, math.sqrt(_MOST_PIXELS / (scene.width * scene.height)))
    whole, bare = scene.drawn(scale), scene.bare(scale)
    pictured = scene.share(scene.pictures)
    seen = _seen(scene, letters, whole, bare, scale)
    seen &= np.array([letter.size >= _LEAST_SIZE for letter in letters], dtype=bool)
    if pictured >= _COVERS and not seen.all():
        seen |= _recognised(scene, letters, bare, scale, seen)
    for box in scene.redacted():
        seen &= np.array([not _within(letter.body, box) for letter in letters], dtype=bool)
    bands = _bands(bare, scale) if scene.drawings else 0
    dots = tuple(scene.dots) if len(scene.dots) <= _MOST_DOTS else ()
    return Sight(tuple(_whole_words(letters, seen).tolist()), pictured, bands, dots)


class _Scene:
    """A page, its text objects and pictures, and how it is drawn."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.page = page
        self.box = bounds(page)
        self.width, self.height = self.box[2] - self.box[0], self.box[3] - self.box[1]
        self.turn = -raw.FPDFPage_GetRotation(page.raw) % 4
        self.texts: dict[int, raw.FPDF_PAGEOBJECT] = {}
        self.modes: dict[int, int] = {}
        self.gone: set[int] = set()  # texts that are not drawn
        self.pictures: list[Box] = []
        self.dots: list[Box] = []
        self.drawings = raw.FPDFPage_GetAnnotCount(page.raw)
        count = raw.FPDFPage_CountObjects(page.raw)
        self._gather([raw.FPDFPage_GetObject(page.raw, index) for index in range(count)], _PLAIN, 0)

    def _gather(self, objects: Sequence[raw.FPDF_PAGEOBJECT], matrix: "_Matrix", depth: int) -> None:
        for one in objects:
            kind = raw.FPDFPageObj_GetType(one)
            self.drawings += kind != raw.FPDF_PAGEOBJ_TEXT
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self.texts[address(one)] = one
                self.modes[address(one)] = raw.FPDFTextObj_GetTextRenderMode(one)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self.pictures.append(matrix.box(_corners(one)))
            elif kind == raw.FPDF_PAGEOBJ_PATH and _is_dot(box := matrix.box(_corners(one))):
                self.dots.append(box)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                own = raw.FS_MATRIX()
                raw.FPDFPageObj_GetMatrix(one, own)
                inner = range(raw.FPDFFormObj_CountObjects(one))
                parts = [raw.FPDFFormObj_GetObject(one, index) for index in inner]
                self._gather(parts, _Matrix(own.a, own.b, own.c, own.d, own.e, own.f).then(matrix), depth + 1)

    def drawn(self, scale: float, window: tuple[int, int, int, int] | None = None) -> _Pixels:
        """The page, or a ``window`` of it (left, top, right, bottom in pixels)."""
        across, down = self.pixels(scale)
        left, top, right, bottom = window or (0, 0, across, down)
        pixels = np.empty((bottom - top, right - left), np.uint32)
        height, width = pixels.shape
        place = pixels.ctypes.data_as(ctypes.c_void_p)
        bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_BGRx, place, width * 4)
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
        raw.FPDF_RenderPageBitmap(bitmap, self.page.raw, -left, -top, across, down, self.turn, raw.FPDF_ANNOT)
        raw.FPDFBitmap_Destroy(bitmap)
        return pixels

    def bare(self, scale: float, window: tuple[int, int, int, int] | None = None) -> _Pixels:
        """The same without its text: one white pixel for all of a page that has nothing else."""
        if not self.drawings:
            return np.full((1, 1), _WHITE, np.uint32)
        shown = [text for text in self.texts if text not in self.gone]
        self.show(shown, False)
        pixels = self.drawn(scale, window)
        self.show(shown, True)
        return pixels

    def show(self, texts: Sequence[int] | dict[int, raw.FPDF_PAGEOBJECT], shown: bool) -> None:
        for one in texts:
            raw.FPDFPageObj_SetIsActive(self.texts[one], shown)
            (self.gone.discard if shown else self.gone.add)(one)

    def pixels(self, scale: float) -> tuple[int, int]:
        return max(1, round(self.width * scale)), max(1, round(self.height * scale))

    def mode(self, text: int) -> int:
        return self.modes.get(text, -1)

    def share(self, boxes: Sequence[Box]) -> float:
        """Which share of the page the boxes cover, to the hundredth of its width and height."""
        if not boxes:
            return 0.0
        squares = np.zeros((100, 100), bool)
        for left, bottom, right, top in boxes:
            x = [round(100 * (one - self.box[0]) / self.width) for one in (left, right)]
            y = [round(100 * (self.box[3] - one) / self.height) for one in (top, bottom)]
            squares[max(0, y[0]) : max(0, y[1]), max(0, x[0]) : max(0, x[1])] = True
        return float(squares.mean())

    def redacted(self) -> Iterator[Box]:
        """What is marked for redaction and not yet redacted (ISO 32000-2, 12.5.6.23)."""
        for index in range(raw.FPDFPage_GetAnnotCount(self.page.raw)):
            note = raw.FPDFPage_GetAnnot(self.page.raw, index)
            rect = raw.FS_RECTF()
            redaction = raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_REDACT
            if redaction and raw.FPDFAnnot_GetRect(note, rect):
                yield _box([(rect.left, rect.bottom), (rect.right, rect.top)])
            raw.FPDFPage_CloseAnnot(note)


@dataclass(frozen=True, slots=True)
class _Matrix:
    """ISO 32000-2, 8.3.3."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def then(self, other: "_Matrix") -> "_Matrix":
        return _Matrix(
            self.a * other.a + self.b * other.c,
            self.a * other.b + self.b * other.d,
            self.c * other.a + self.d * other.c,
            self.c * other.b + self.d * other.d,
            self.e * other.a + self.f * other.c + other.e,
            self.e * other.b + self.f * other.d + other.f,
        )

    def box(self, corners: Sequence[tuple[float, float]]) -> Box:
        return _box(
            [(self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f) for x, y in corners]
        )


_PLAIN = _Matrix(1, 0, 0, 1, 0, 0)


def _is_dot(box: Box) -> bool:
    wide, high = box[2] - box[0], box[3] - box[1]
    return _DOT[0] <= wide <= _DOT[1] and abs(wide - high) <= wide / 4


def address(one: raw.FPDF_PAGEOBJECT) -> int:
    """What tells one object of a page from another."""
    return ctypes.cast(one, ctypes.c_void_p).value or 0


def _corners(one: raw.FPDF_PAGEOBJECT) -> list[tuple[float, float]]:
    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(one, *edges)
    left, bottom, right, top = (edge.value for edge in edges)
    return [(left, bottom), (left, top), (right, bottom), (right, top)]


def _box(points: Sequence[tuple[float, float]]) -> Box:
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def _within(body: Box, box: Box) -> bool:
    """Whether the middle of a letter lies in a box."""
    x, y = (body[0] + body[2]) / 2, (body[1] + body[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


class _Boxes:
    """Boxes of letters in pixels of a picture, clipped to it: at least the pixel in the middle of each; none
    for one whose middle lies outside. ``window`` is the place and size of the picture."""

    def __init__(
        self, boxes: Sequence[Box], scene: _Scene, scale: float, window: tuple[int, int, int, int]
    ) -> None:
        at = np.array(boxes, dtype=float).reshape(-1, 4)
        left, top, right, bottom = window
        x = np.clip((at[:, [0, 2]] - scene.box[0]) * scale - left, -1e6, 1e6)
        y = np.clip((scene.box[3] - at[:, [3, 1]]) * scale - top, -1e6, 1e6)
        self.outside = np.zeros(len(at), dtype=bool)
        ends = []
        for pair, most in ((x, right - left), (y, bottom - top)):
            middle = pair.mean(axis=1)
            self.outside |= (middle < 0) | (middle >= most)
            first, last = np.rint(pair[:, 0]), np.rint(pair[:, 1])
            thin = last <= first
            first[thin], last[thin] = np.floor(middle[thin]), np.floor(middle[thin]) + 1
            ends += [np.clip(first, 0, most).astype(int), np.clip(last, 0, most).astype(int)]
        self.left, self.right, self.top, self.bottom = ends
        self.area = np.maximum(1, (self.right - self.left) * (self.bottom - self.top))

    def any(self, mask: _Mask) -> _Mask:
        """In which boxes a pixel is set."""
        return np.array([mask[part].any() for part in self._parts()], dtype=bool) & ~self.outside

    def count(self, mask: _Mask) -> NDArray[np.int64]:
        """How many pixels of each box are set."""
        return np.array([np.count_nonzero(mask[part]) for part in self._parts()], np.int64)

    def overlapping(self, shape: tuple[int, ...], of: _Mask) -> _Mask:
        """In which boxes, of those, others take up a share."""
        times = np.zeros(shape, np.uint16)
        parts = [part for part, one in zip(self._parts(), of, strict=True) if one]
        for part in parts:
            times[part] += 1
        found = np.zeros(len(of), dtype=bool)
        if times.max(initial=0) > 1:
            found[of] = [np.count_nonzero(times[part] > 1) for part in parts] > _OVERLAP * self.area[of]
        return found

    def _parts(self) -> Iterator[tuple[slice, slice]]:
        ends = (one.tolist() for one in (self.top, self.bottom, self.left, self.right))
        for top, bottom, left, right in zip(*ends, strict=True):
            yield slice(top, bottom), slice(left, right)


def _lightness(pixels: _Pixels) -> NDArray[np.int32]:
    weighed = 28 * (pixels & 255) + 151 * (pixels >> 8 & 255) + 77 * (pixels >> 16 & 255)
    light: NDArray[np.int32] = (weighed >> 8).astype(np.int32)
    return light


def _differ(one: _Pixels, other: _Pixels) -> _Mask:
    """Where a reader sees two pictures differ: by lightness, with each colour counted for it."""
    found: _Mask = one != other
    places = np.flatnonzero(found)
    both = [pixels if pixels.size == 1 else pixels.ravel()[places] for pixels in (one, other)]
    pairs = [pixels.reshape(-1, 1).view(np.uint8)[:, :3].astype(np.int32) for pixels in both]
    found.ravel()[places] = np.abs(pairs[0] - pairs[1]) @ np.array([28, 151, 77]) > _SHADES * 256
    return found


def _seen(
    scene: _Scene, letters: Sequence[Letter], whole: _Pixels, bare: _Pixels, scale: float
) -> NDArray[np.bool_]:
    """Which letters leave a mark of their own. Where others stand in their boxes, or they leave none that is
    seen from afar, their text object is looked at alone; one that makes no difference stays away after."""
    across, down = scene.pixels(scale)
    boxes = _Boxes([letter.box for letter in letters], scene, scale, (0, 0, across, down))
    inked = np.array([scene.mode(letter.text) not in _INVISIBLE for letter in letters], dtype=bool)
    seen = inked & boxes.any(_differ(whole, bare))
    over = boxes.overlapping(whole.shape, inked)
    by_text: dict[int, list[int]] = {}
    for index, letter in enumerate(letters):
        if inked[index]:
            by_text.setdefault(letter.text, []).append(index)
    doubtful = [text for text, places in by_text.items() if over[places].any() or not seen[places].all()]
    # PDFium leaves out letters that stand twice: their doubles go first, or neither would make a difference.
    doubles = [text for text in scene.texts if text not in by_text] if over.any() else []
    for number, text in enumerate([*doubles, *doubtful]):
        places = by_text.get(text, [])
        own = _alone(scene, text, [letters[place] for place in places]) if number < _MOST_ALONE else None
        seen[places] = False if own is None else own
        if own is None or not own.any():
            scene.show([text], False)
    scene.show(scene.texts, True)
    return seen


def _alone(scene: _Scene, text: int, letters: Sequence[Letter]) -> NDArray[np.bool_] | None:
    """Which letters of a text object make a difference to the page, looked at closely, and one that is not
    the ground alone: white letters that cut into others are not seen. None for an object off the page."""
    box = _box(_corners(scene.texts[text])) if not letters else _around(letters)
    scale = min(_CLOSE_SCALE, math.sqrt(_MOST_PIXELS / (scene.width * scene.height)) * 4)
    across, down = scene.pixels(scale)
    x = [min(max(0, edge), across) for edge in _edges(box[0] - scene.box[0], box[2] - scene.box[0], scale)]
    y = [min(max(0, edge), down) for edge in _edges(scene.box[3] - box[3], scene.box[3] - box[1], scale)]
    window = (x[0], y[0], x[1], y[1])
    if x[0] >= x[1] or y[0] >= y[1] or (x[1] - x[0]) * (y[1] - y[0]) > _MOST_PIXELS:
        return None
    whole = scene.drawn(scale, window)
    scene.show([text], False)
    without = scene.drawn(scale, window)
    scene.show([text], True)
    mask = _differ(whole, without) & _differ(whole, scene.bare(scale, window))
    if not letters:
        return mask.any(keepdims=True).ravel()
    return _Boxes([letter.box for letter in letters], scene, scale, window).any(mask)


def _around(letters: Sequence[Letter]) -> Box:
    return _box([corner for one in letters for corner in (one.box[:2], one.box[2:])])


def _edges(first: float, last: float, scale: float) -> tuple[int, int]:
    limit = 1e6
    return math.floor(max(-limit, min(limit, first)) * scale), math.ceil(
        max(-limit, min(limit, last)) * scale
    )


def _strokes(pixels: _Pixels) -> _Mask:
    """Where a picture goes from light to dark or back along a line."""
    light = _lightness(pixels)
    strokes = np.zeros(light.shape, dtype=bool)
    strokes[:, 1:] = np.abs(light[:, 1:] - light[:, :-1]) > EDGE
    return strokes


def _recognised(
    scene: _Scene, letters: Sequence[Letter], bare: _Pixels, scale: float, seen: _Mask
) -> NDArray[np.bool_]:
    """Which letters are those of a scan's text recognition: invisible ones, of words under which the
    picture of the page has something like letters from end to end."""
    found = np.zeros(len(letters), dtype=bool)
    across, down = scene.pixels(scale)
    window = (0, 0, across, down)
    boxes = _Boxes([letter.body for letter in letters], scene, scale, window)
    about = _Boxes([_widened(letter.body) for letter in letters], scene, scale, window)
    drawn = _strokes(bare)
    strokes, near = boxes.count(drawn), about.count(drawn)
    dark = about.count(_lightness(bare) < _DARK)
    words: dict[int, list[int]] = {}
    for index, letter in enumerate(letters):
        if not seen[index] and scene.mode(letter.text) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            words.setdefault(letter.word, []).append(index)
    for places in words.values():
        share = strokes[places].sum() / boxes.area[places].sum()
        if len(places) > _SHORT:
            found[places] = share >= _LETTERED and _longest_gap(strokes[places] > 0) < _BLANK
        else:  # such as an i or a dash, which recognition may place beside what it saw
            covered = dark[places].sum() > _COVERED * about.area[places].sum()
            found[places] = near[places].any() and not covered
    return found


def _widened(box: Box) -> Box:
    margin = _MARGIN * (box[3] - box[1])
    return box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin


def _longest_gap(marks: _Mask) -> int:
    longest = run = 0
    for mark in marks:
        run = 0 if mark else run + 1
        longest = max(longest, run)
    return longest


def _whole_words(letters: Sequence[Letter], seen: _Mask) -> NDArray[np.bool_]:
    """The same; of a word that is hidden in part nothing is seen."""
    hidden = {letter.word for letter, one in zip(letters, seen, strict=True) if not one}
    return np.array([letter.word not in hidden for letter in letters], dtype=bool)


def _bands(bare: _Pixels, scale: float) -> int:
    """How many bands of the page have something like letters that is no text."""
    strokes = _strokes(bare[::3]).sum(axis=1)
    high = max(1, round(_BAND * scale / 3))
    rows = len(strokes) // high
    # Strokes a line of pixels crosses, on average over the band.
    return int((strokes[: rows * high].reshape(rows, high).mean(axis=1) >= _BAND_EDGES).sum())
