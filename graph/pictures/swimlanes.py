"""Swimlanes: a lane for each body, time from left to right, a mark for each thing that happened there.

Marks differ in shape as well as colour, and each is a link whose words say all of it, so that nothing has to
be seen or measured. Across, places are shares of the width: the picture is as wide as its page, and its
letters stay the same size. Where that would press the marks together, it asks for a least width by a class.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil
from xml.etree.ElementTree import Element

from graph.pictures.svg import drawing, finished, put, short

SHAPES: Mapping[str, str] = {
    "handled": "M-8 0A8 8 0 1 1 8 0A8 8 0 1 1 -8 0Z",
    "mentioned": "M-5.5 -5.5H5.5V5.5H-5.5Z",
    "planned": "M0 -8.5L8.5 0L0 8.5L-8.5 0Z",
    "stopped": "M-6 -6L6 6M6 -6L-6 6",
}
"""The kinds of marks, each with its outline around the point it stands at."""

_PITCH, _NAME, _LINE = 48.0, 14.0, 32.0  # of a lane: its height, where its name and its line stand in it
_YEARS = 24.0  # the height of the row of years
_NEAR = 20.0  # the least distance between the marks of two days
_BESIDE = 14.0  # between those of one day
_YEAR_NEAR = 38.0  # and between two years
_NARROW = 300.0  # what fits on a telephone
_STEP = 170.0  # least widths come in steps of so many pixels, which are 10 rem
_EDGE = 5.0  # per cent at each side


@dataclass(frozen=True, slots=True)
class Mark:
    """Something in a lane on a day (ISO 8601), or at the end of it when it has no day yet.

    ``kind`` is a key of :data:`SHAPES`, ``words`` say what it is, ``href`` leads to it; ``count`` is how many
    it stands for, and marks of one ``thread`` are joined by a line.
    """

    lane: str
    day: str | None
    kind: str
    words: str
    href: str
    count: int = 1
    thread: int | None = None


@dataclass(frozen=True, slots=True)
class _Axis:
    """Where days are across, in pixels of the least width; ``end`` is where things without a day are."""

    days: Mapping[str, float]
    years: Mapping[str, float]
    end: float
    width: float

    def share(self, place: float) -> str:
        """A place as a share of the picture's width."""
        return f"{_EDGE + (100 - 2 * _EDGE) * place / self.width:.2f}%"

    def of(self, mark: Mark) -> str:
        return self.share(self.days[mark.day] if mark.day else self.end)


def lanes(title: str, told: Sequence[str], marks: Sequence[Mark], undated: str) -> str:
    """An SVG element with the lanes in the order in which the marks name them.

    ``undated`` heads the column of what has no day yet; ``told`` says what the picture shows.
    """
    names = list(dict.fromkeys(mark.lane for mark in marks))
    heights = {name: order * _PITCH + _LINE for order, name in enumerate(names)}
    bottom = len(names) * _PITCH
    axis = _axis(marks)
    root = drawing(title, told, 0, 0)
    del root.attrib["viewBox"]
    root.set("role", "group")  # an image has no links in it
    least = 0 if axis.width <= _NARROW else ceil(axis.width / _STEP)
    root.set("class", f"picture lanes least{least}")
    root.set("height", f"{bottom + _YEARS:.0f}")
    for words, place in axis.years.items():
        at = axis.share(place)
        put(root, "line", class_="year", x1=at, x2=at, y1=0, y2=bottom)
        put(root, "text", words, class_="faint middle", x=at, y=bottom + 16)
    if any(mark.day is None for mark in marks):
        put(root, "text", undated, class_="faint end", x="100%", y=bottom + 16)
    for height in heights.values():
        put(root, "line", class_="lane", x1="0", x2="100%", y1=height, y2=height)
    _threads(root, marks, axis, heights)
    for name, height in heights.items():
        put(root, "text", short(name, 44), class_="name over", x=0, y=height - _LINE + _NAME)
    beside: Counter[tuple[str, str | None]] = Counter()
    for mark in marks:
        _mark(root, mark, axis.of(mark), heights[mark.lane], beside[mark.lane, mark.day])
        beside[mark.lane, mark.day] += 1
    return finished(root)


def _axis(marks: Sequence[Mark]) -> _Axis:
    """Days in proportion to time, but never nearer to each other than marks are wide."""
    days = sorted({mark.day for mark in marks if mark.day})
    ordinals = [date.fromisoformat(day).toordinal() for day in days]
    room = _NARROW - 2 * _NEAR
    scale = room / max(1, ordinals[-1] - ordinals[0]) if ordinals else 0.0
    places: list[float] = []
    for ordinal in ordinals:
        least = places[-1] + _NEAR if places else 0.0
        places.append(max(least, (ordinal - ordinals[0]) * scale))
    last = places[-1] if places else 0.0
    undated = any(mark.day is None for mark in marks)
    width = last + (2 * _NEAR if undated else 0.0)
    return _Axis(
        dict(zip(days, places, strict=True)),
        _years(ordinals, places, last - _NEAR if undated else last),
        width,
        max(width, 1.0),
    )


def _years(ordinals: Sequence[int], places: Sequence[float], most: float) -> dict[str, float]:
    """Where years begin, between the days around that; the first day stands for its own year."""
    found: dict[str, float] = {}
    if not ordinals:
        return found
    first, last = date.fromordinal(ordinals[0]), date.fromordinal(ordinals[-1])
    found[str(first.year)] = 0.0
    latest = 0.0
    for year in range(first.year + 1, last.year + 1):
        begins = date(year, 1, 1).toordinal()
        after = bisect_left(ordinals, begins)
        left, right = ordinals[after - 1], ordinals[after]
        part = (begins - left) / (right - left)
        place = places[after - 1] + part * (places[after] - places[after - 1])
        if place - latest >= _YEAR_NEAR and place <= most:
            found[str(year)] = latest = place
    return found


def _threads(root: Element, marks: Sequence[Mark], axis: _Axis, heights: Mapping[str, float]) -> None:
    """The way a case went: lines from mark to mark of a thread, below the marks."""
    threads: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.thread is not None and mark.day:
            threads[mark.thread].append(mark)
    for thread in threads.values():
        dated = sorted(thread, key=lambda mark: mark.day or "")
        for one, other in pairwise(dated):
            ends = {"x1": axis.of(one), "x2": axis.of(other)}
            put(root, "line", class_="way", y1=heights[one.lane], y2=heights[other.lane], **ends)


def _mark(root: Element, mark: Mark, across: str, down: float, beside: int) -> None:
    """A mark and its link; ``beside`` is how many stand at its place already."""
    link = put(root, "a", href=mark.href)
    put(link, "title", mark.words)
    at = put(link, "svg", x=across, y=down, overflow="visible")
    if beside:
        at = put(at, "g", transform=f"translate({beside * _BESIDE:g} 0)")
    put(at, "circle", class_="around", r=11)
    put(at, "path", class_=mark.kind, d=SHAPES[mark.kind])
    if mark.count > 1:
        put(at, "text", str(mark.count), class_="count middle", y=4 if mark.kind == "handled" else -12)


def shape(kind: str) -> str:
    """One kind of mark alone, for a legend that says in words what it is."""
    root = Element("svg", {"class": "picture legend", "viewBox": "-11 -11 22 22", "aria-hidden": "true"})
    root.set("xmlns", "http://www.w3.org/2000/svg")
    put(root, "path", class_=kind, d=SHAPES[kind])
    return finished(root)
