"""Swimlanes: a lane for each body, time from left to right, a mark for each thing that happened there.

Marks differ in shape as well as colour, and each is a link whose words say all of it, so that nothing has to
be seen or measured. Across, places are shares of the width: the picture is as wide as its page, and its
letters stay the same size. Where that would press the marks together, it asks for a least width by a class.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from textwrap import wrap
from xml.etree.ElementTree import Element

from graph.pictures.svg import drawing, finished, least, put

SHAPES: Mapping[str, str] = {
    "handled": "M-8 0A8 8 0 1 1 8 0A8 8 0 1 1 -8 0Z",
    "mentioned": "M-5.5 -5.5H5.5V5.5H-5.5Z",
    "planned": "M0 -8.5L8.5 0L0 8.5L-8.5 0Z",
    "stopped": "M-6 -6L6 6M6 -6L-6 6",
}
"""The kinds of marks, each with its outline around the point it stands at."""

_PITCH, _LINE = 64.0, 22.0  # of a lane: its height with two lines below each mark, and where its line stands
_BELOW = 13.0  # the height of a line below a mark
_FEWEST, _MOST = 2, 12  # lines below a mark: those there is always room for, and more than any label has
_YEARS = 24.0  # the height of the row of years
_NEAR = 24.0  # the least distance between the marks of two days
_BESIDE = 24.0  # and between those of one day
_YEAR_NEAR = 44.0  # and between two years
_LETTER = 6.0  # the width of one, about
_NARROW = 300.0  # of few marks
_FITS = 150.0  # what fits beside the names on a telephone
_MOST_YEARS = 40  # of a misprinted year, such as 9024, there is a tick for each year that has something
_LONGEST = 18  # letters of a line of a label, but for a longer word


@dataclass(frozen=True, slots=True)
class Mark:
    """Something in a lane on a day (ISO 8601), or at the end of it when it has no day yet.

    ``kind`` is a key of :data:`SHAPES`, ``words`` say what it is, ``href`` leads to it; ``label`` are the few
    words below it, a line each; ``count`` is how many it stands for, and marks of one ``thread`` are joined
    by a line.
    """

    lane: str
    day: str | None
    kind: str
    words: str
    href: str
    count: int = 1
    thread: int | None = None
    label: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[tuple[int, str], ...]:
        """The lines below it, none of which is cut, each with the place of its words in the label."""
        return tuple((place, line) for place, words in enumerate(self.label) for line in _broken(words))

    @property
    def half(self) -> float:
        """Half of its width, in pixels."""
        longest = max((len(line) for _, line in self.lines), default=0)
        return max(_NEAR, longest * _LETTER) / 2


@dataclass(frozen=True, slots=True)
class Lanes:
    """A picture, and the names of its lanes from above, each as high as the next: they stand beside it,
    so that they stay where they are when it is moved. ``lines`` is how many stand below a mark, at least 2,
    which the height of a lane has room for."""

    names: tuple[str, ...]
    svg: str
    lines: int


@dataclass(frozen=True, slots=True)
class _Axis:
    """Where days are across, in pixels of the least width; ``end`` is where things without a day are."""

    days: Mapping[str, float]
    years: Mapping[str, float]
    end: float
    width: float

    def share(self, place: float) -> str:
        """A place as a share of the picture's width."""
        return f"{100 * place / self.width:.2f}%"

    def of(self, mark: Mark) -> str:
        return self.share(self.days[mark.day] if mark.day else self.end)


def _pitch(lines: int) -> float:
    """The height of a lane with so many lines below its marks."""
    return _PITCH + (lines - _FEWEST) * _BELOW


STYLE = "".join(
    f".lane-names.lines{lines} li {{ height: {_pitch(lines):g}px; }}\n" for lines in range(_FEWEST, _MOST + 1)
)
"""The rules of a page for the names beside the lanes, in a list of the class ``lane-names`` and, by
:attr:`Lanes.lines`, ``lines2`` and so on: each is as high as its lane."""


def lanes(title: str, told: Sequence[str], marks: Sequence[Mark], undated: str) -> Lanes:
    """The lanes in the order in which the marks name them, as an SVG element and the names.

    ``undated`` heads the column of what has no day yet; ``told`` says what the picture shows.
    """
    names = list(dict.fromkeys(mark.lane for mark in marks))
    lines = max([_FEWEST, *(len(mark.lines) for mark in marks)])
    pitch = _pitch(lines)
    heights = {name: order * pitch + _LINE for order, name in enumerate(names)}
    bottom = len(names) * pitch
    axis = _axis(marks)
    root = drawing(title, told, 0, 0)
    del root.attrib["viewBox"]
    root.set("role", "group")  # an image has no links in it
    root.set("class", f"picture lanes {least(0 if axis.width <= _FITS else axis.width)}")
    root.set("height", f"{bottom + _YEARS:.0f}")
    for words, place in axis.years.items():
        at = axis.share(place)
        put(root, "line", class_="year", x1=at, x2=at, y1=0, y2=bottom + _YEARS)
        moved = put(root, "svg", x=at, y=bottom + 16, overflow="visible")
        put(moved, "text", words, class_="faint", x=4, y=0)
    if any(mark.day is None for mark in marks):
        put(root, "text", undated, class_="faint end", x="100%", y=bottom + 16)
    for height in heights.values():
        put(root, "line", class_="lane", x1="0", x2="100%", y1=height, y2=height)
    _threads(root, marks, axis, heights)
    beside: Counter[tuple[str, str | None]] = Counter()
    for mark in marks:
        _mark(root, mark, axis.of(mark), heights[mark.lane], beside[mark.lane, mark.day])
        beside[mark.lane, mark.day] += 1
    return Lanes(tuple(names), finished(root), lines)


def _axis(marks: Sequence[Mark]) -> _Axis:
    """Days in proportion to time from the first year's beginning, but never so near that marks or their
    labels are upon each other."""
    days = sorted({mark.day for mark in marks if mark.day})
    dates = [date.fromisoformat(day) for day in days]
    years = _years(dates)
    ends = [one.toordinal() for one in (*dates, *years)]
    first, last = min(ends, default=0), max(ends, default=0)
    scale = (_NARROW - 2 * _NEAR) / max(1, last - first)
    places: dict[str, float] = {}
    ticks: dict[str, float] = {}
    edges: dict[str, float] = {}  # where the last mark of a lane ends
    at, year_at, mark_at = 0.0, -_YEAR_NEAR, -_NEAR
    for one in sorted({*dates, *years}):
        at = max(at, (one.toordinal() - first) * scale)
        if one in years:
            at = year_at = max(at, year_at + _YEAR_NEAR)
            ticks[str(one.year)] = at
        here = [mark for mark in marks if mark.day == one.isoformat()]
        if here:
            lanes_of_day = Counter(mark.lane for mark in here)
            at = max(at, mark_at + _NEAR, *(edges.get(mark.lane, 0.0) + mark.half for mark in here))
            mark_at = places[one.isoformat()] = at
            for mark in here:
                edge = at + mark.half + (lanes_of_day[mark.lane] - 1) * _BESIDE
                edges[mark.lane] = max(edges.get(mark.lane, 0.0), edge)
    undated = [mark for mark in marks if mark.day is None]
    end = max([at, *(edges.get(mark.lane, 0.0) + mark.half for mark in undated)]) if undated else at
    right = max([end + _NEAR, *edges.values(), *(end + mark.half for mark in undated)])
    return _Axis(places, ticks, end, right)


def _years(dates: Sequence[date]) -> list[date]:
    """1 January of each year from the first to the last; in a longer span of each that has something."""
    numbers = sorted({one.year for one in dates})
    if not numbers:
        return []
    span = range(numbers[0], numbers[-1] + 1)
    return [date(year, 1, 1) for year in (span if len(span) <= _MOST_YEARS else numbers)]


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
    put(at, "circle", class_="around", r=12)
    put(at, "path", class_=mark.kind, d=SHAPES[mark.kind])
    if mark.count > 1:
        put(at, "text", str(mark.count), class_="count middle", y=4 if mark.kind == "handled" else -12)
    if not beside:
        for line, (place, words) in enumerate(mark.lines):
            put(at, "text", words, class_=f"mark{place} middle", y=23 + _BELOW * line)


def _broken(words: str) -> list[str]:
    return wrap(words, _LONGEST, break_long_words=False)


def shape(kind: str) -> str:
    """One kind of mark alone, for a legend that says in words what it is."""
    root = Element("svg", {"class": "picture legend", "viewBox": "-11 -11 22 22", "aria-hidden": "true"})
    root.set("xmlns", "http://www.w3.org/2000/svg")
    put(root, "path", class_=kind, d=SHAPES[kind])
    return finished(root)
