"""A heat map: a number for each pair of a row and a column, told by the shade of a cell and in the cell."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from graph.picture import drawing, put, short

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
    root = drawing(title, _told(rows, columns, cells), width, height)
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


def _told(
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
