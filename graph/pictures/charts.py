"""Small pictures of numbers in a row, such as items per year: bars, and bars made of parts.

The numbers stand in the picture, and in its description; parts differ in colour and in pattern.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from graph.pictures.svg import COLOURS, drawing, finished, put, short

_TALLEST = 130.0
_ABOVE, _BELOW, _BESIDE = 22.0, 22.0, 8.0
_LEAST_WIDTH = 320.0
_SLOT = 20.0  # the least width of a bar with the gap beside it
_WIDEST = 44.0  # of a bar
_ROOM = 14.0  # the least height of a part whose number stands in it
_LETTER = 6.4  # the width of a letter, about
_LINE, _SWATCH = 18.0, 11.0  # of the legend
# What is drawn over the colour, in a tile of 6 by 6.
_PATTERNS = (
    "",
    "M-1.5 7.5L7.5 -1.5M-1.5 1.5L1.5 -1.5M4.5 7.5L7.5 4.5",
    "M0 3H6",
    "M3 0V6",
    "M-1.5 -1.5L7.5 7.5M4.5 -1.5L7.5 1.5M-1.5 4.5L1.5 7.5",
    "M2 3H4",
)


Parts = Mapping[str, int] | None
"""The numbers of a bar by what they count; ``None`` where nothing is known, which is not 0."""


def bars(title: str, rows: Sequence[tuple[str, int | None]], unit: str, unknown: str = "–") -> str:
    """An SVG element with a bar for each row, in their order: its label below, its number above.

    Numbers are 0 or more; ``unit`` is what they count, in the plural. A number that is not known has no bar;
    ``unknown`` says so in words.
    """
    told: list[tuple[str, Parts]] = [
        (label, None if number is None else {unit: number}) for label, number in rows
    ]
    return stacked(title, told, unit, unknown)


def stacked(title: str, rows: Sequence[tuple[str, Parts]], unit: str, unknown: str = "–") -> str:
    """As :func:`bars`, each bar made of parts by name, from the bottom up; their sum stands above it.

    The parts are in the order in which the rows name them. If there are several, a legend tells them apart.
    """
    return finished(drawn(title, rows, unit, unknown))


def drawn(title: str, rows: Sequence[tuple[str, Parts]], unit: str, unknown: str = "–") -> Element:
    """The picture of :func:`stacked`, not finished yet."""
    names = list(dict.fromkeys(name for _, parts in rows for name in parts or ()))
    several = len(names) > 1
    width = max(_LEAST_WIDTH, 2 * _BESIDE + _SLOT * len(rows))
    base = _ABOVE + _TALLEST
    legend = _legend(names, width, base + _BELOW) if several else {}
    height = max((y + _LINE for _, y in legend.values()), default=base + _BELOW)
    root = drawing(
        title, (_told(label, parts, unit, several, unknown) for label, parts in rows), width, height
    )
    looks = {name: _look(root, order) for order, name in enumerate(names)}
    highest = max((sum(parts.values()) for _, parts in rows if parts is not None), default=0)
    frame = _Frame(root, looks, base, _TALLEST / max(1, highest), (width - 2 * _BESIDE) / max(1, len(rows)))
    put(root, "path", class_="axis", d=f"M{_BESIDE:g} {base:g}H{width - _BESIDE:g}")
    every = frame.every(max((len(label) for label, _ in rows), default=0))
    for order, (label, parts) in enumerate(rows):
        if parts is None:
            frame.unknown(order, label, unknown)
        else:
            frame.bar(order, label, parts)
        if order % every == 0:
            frame.label(order, label, every)
    for name, (x, y) in legend.items():
        _filled(root, looks[name], x, y, _SWATCH, _SWATCH)
        put(root, "text", short(name, 40), x=x + _SWATCH + 5, y=y + 9.5)
    return root


def _told(label: str, parts: Parts, unit: str, several: bool, unknown: str) -> str:
    """What a bar shows, in words: ``2023, punkter: 7 (godkendt 5, udsat 2)``, which is right of one, too."""
    if parts is None:
        return f"{label}: {unknown}"
    total = f"{label}{f', {unit}' if unit else ''}: {sum(parts.values())}"
    shown = [f"{name} {number}" for name, number in parts.items() if number]
    return f"{total} ({', '.join(shown)})" if several and shown else total


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where bars stand: ``base`` is the y of the axis, ``scale`` the height of one, ``slot`` the width of
    a bar with the gap beside it."""

    root: Element
    looks: Mapping[str, tuple[str, str]]
    base: float
    scale: float
    slot: float

    def _middle(self, order: int) -> float:
        return _BESIDE + self.slot * (order + 0.5)

    def every(self, longest: int) -> int:
        """Each which label has room to stand, of labels of so many letters; long ones are cut instead."""
        return max(1, -(-int(_LETTER * min(longest, 10) + 4) // max(1, int(self.slot))))

    def bar(self, order: int, label: str, parts: Mapping[str, int]) -> None:
        width = min(self.slot * 0.75, _WIDEST)
        top = self.base
        for name, number in parts.items():
            if number:
                top -= number * self.scale
                box = (self._middle(order) - width / 2, top, width, number * self.scale)
                shape = _filled(self.root, self.looks[name], *box)
                put(shape, "title", f"{label}, {name}: {number}")
                if len(parts) > 1 and number * self.scale >= _ROOM:
                    y = top + number * self.scale / 2 + 4
                    put(self.root, "text", str(number), class_="light middle", x=self._middle(order), y=y)
        total = str(sum(parts.values()))
        if len(total) * _LETTER < self.slot + 2:
            put(self.root, "text", total, class_="middle", x=self._middle(order), y=top - 5)

    def unknown(self, order: int, label: str, words: str) -> None:
        """A dash in the place of a bar, with what it means."""
        dash = put(self.root, "text", "–", class_="middle faint", x=self._middle(order), y=self.base - 5)
        put(dash, "title", f"{label}: {words}")

    def label(self, order: int, label: str, every: int) -> None:
        most = max(4, int(self.slot * every / _LETTER))
        place = {"x": self._middle(order), "y": self.base + 15}
        put(self.root, "text", short(label, most), class_="middle faint", **place)


def _legend(names: Sequence[str], width: float, top: float) -> dict[str, tuple[float, float]]:
    """Where each name of the legend stands, in as many lines as it takes."""
    places = {}
    x, y = _BESIDE, top + 4
    for name in names:
        needed = _SWATCH + 5 + _LETTER * min(len(name), 40) + 12
        if x > _BESIDE and x + needed > width:
            x, y = _BESIDE, y + _LINE
        places[name] = (x, y)
        x += needed
    return places


def _look(root: Element, order: int) -> tuple[str, str]:
    """The class of a part's colour and the reference to its pattern, if it has one, which is put in the
    picture."""
    colour, pattern = f"look{order % COLOURS}", _PATTERNS[order % len(_PATTERNS)]
    if not pattern:
        return colour, ""
    tile = put(root, "pattern", id=f"#look{order}", width=6, height=6, patternUnits="userSpaceOnUse")
    put(tile, "path", class_="stripe", d=pattern)
    return colour, f"url(#look{order})"


def _filled(root: Element, look: tuple[str, str], x: float, y: float, width: float, height: float) -> Element:
    """A rectangle in a colour, and over it the pattern."""
    colour, pattern = look
    shape = put(root, "g")
    put(shape, "rect", class_=colour, x=x, y=y, width=width, height=height)
    if pattern:
        put(shape, "rect", fill=pattern, x=x, y=y, width=width, height=height)
    return shape


# A heat map: a number for each pair of a row and a column, told by the shade of a cell and in the cell.

_CELL, _TALL = 38.0, 24.0
_NAME = 190.0
_HEAD = 30.0
_SLANTED = 130.0  # the height of the head when the columns have long names
_SHADES = 5

Number = int | float


def heat(
    title: str, rows: Mapping[str, str], columns: Mapping[str, str], cells: Mapping[tuple[str, str], Number]
) -> Element:
    """The picture. Rows and columns are keys with their names, in the order given; ``cells`` are by the keys
    of row and column, and a pair without a number is empty.

    Numbers are 0 or more. A shade is a fifth of the largest.
    """
    slanted = any(len(name) > 5 for name in columns.values())
    head = _SLANTED if slanted else _HEAD
    width, height = _NAME + _CELL * len(columns) + (90 if slanted else 10), head + _TALL * len(rows) + 10
    root = drawing(title, _table_summary(rows, columns, cells), width, height)
    for order, name in enumerate(columns.values()):
        x = _NAME + _CELL * (order + 0.5)
        if slanted:
            turn = f"rotate(-50 {x:g} {head - 6:g})"
            put(root, "text", short(name, 24), class_="faint", x=x, y=head - 6, transform=turn)
        else:
            put(root, "text", name, class_="faint middle", x=x, y=head - 8)
    largest = max(cells.values(), default=0) or 1
    for order, (row, name) in enumerate(rows.items()):
        y = head + _TALL * order
        put(root, "text", short(name, 28), class_="end", x=_NAME - 8, y=y + 16)
        for place, column in enumerate(columns):
            number = cells.get((row, column))
            if number is not None:
                _cell(root, _NAME + _CELL * place, y, number, largest)
    return root


def _table_summary(
    rows: Mapping[str, str], columns: Mapping[str, str], cells: Mapping[tuple[str, str], Number]
) -> list[str]:
    """Row by row what the cells hold."""
    told = []
    for row, label in rows.items():
        held = [f"{name} {_written(cells[row, key])}" for key, name in columns.items() if (row, key) in cells]
        if held:
            told.append(f"{label}: {', '.join(held)}")
    return told


def _cell(root: Element, x: float, y: float, number: Number, largest: Number) -> None:
    shade = 0 if number <= 0 else max(1, min(_SHADES, -int(-number * _SHADES // largest)))
    put(root, "rect", class_=f"shade{shade}", x=x + 1, y=y + 1, width=_CELL - 2, height=_TALL - 2)
    look = "middle light" if shade > 2 else "middle"
    put(root, "text", _written(number), class_=look, x=x + _CELL / 2, y=y + 16)


def _written(number: Number) -> str:
    """A number in five characters or so."""
    return str(number) if isinstance(number, int) else f"{number:.2g}"
