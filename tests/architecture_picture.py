"""The pictures of docs/arkitektur.md, drawn from the imports: which package builds on which.

``make architecture`` writes them anew. An arrow goes the way data flow, from a package to the one that imports it;
what follows from other arrows is not drawn.
"""

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from textwrap import wrap
from xml.sax.saxutils import escape

import networkx as nx
from places import DOCS
from test_architecture import MODULES, ROWS, imported, own

BOX, BEND = (216, 66), 14  # pixels: a box, and the way past it
GAP, BETWEEN = 12, 34  # beside each other, and from row to row
Node = tuple[str, int]
"""A package and 0, or the place in a later row where an arrow of it goes by."""

_STYLE = """text { font: 10px "Source Sans 3", "Noto Sans", sans-serif; fill: #1c2733; } .name { font-size: 14px; font-weight: 600; }
rect { fill: #e7f0f2; stroke: #0b5566; } path { fill: none; stroke: #5f6b78; stroke-width: 1.3; marker-end: url(#tip); }"""
_TIP = (
    '<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<polygon points="0,0 8,4 0,8" fill="#5f6b78"/></marker>'
)


def picture_file(top: str) -> Path:
    """Where the picture of graph/ or api/ is."""
    return DOCS / f"arkitektur-{top}.svg"


def arrows(top: str) -> list[tuple[str, str]]:
    """Package -> package that imports it, without those that follow from others."""
    flow = nx.DiGraph()
    for module, path in MODULES.items():
        first, _, rest = module.partition(".")
        for name in map(own, imported(path)) if first == top and rest else ():
            before = name.removeprefix(f"{top}.").partition(".")[0]
            if name.startswith(f"{top}.") and before != rest.partition(".")[0]:
                flow.add_edge(before, rest.partition(".")[0])
    return sorted(nx.transitive_reduction(flow).edges)


def sentence(top: str, package: str) -> str:
    """The first sentence of what a package says of itself."""
    said = ast.get_docstring(ast.parse(MODULES[f"{top}.{package}"].read_text(encoding="utf-8"))) or ""
    return " ".join(said.split("\n\n")[0].split()).replace("``", "").split(". ")[0].rstrip(".")


def rows(top: str, edges: list[tuple[str, str]]) -> tuple[list[list[Node]], list[list[Node]]]:
    """The nodes of each row from left to right, and the nodes by which each arrow goes."""
    packages = [row.split() for row in ROWS[top].strip().splitlines()]
    row_of = {package: row for row, held in enumerate(packages) for package in held}
    placed: list[list[Node]] = [[(package, 0) for package in held] for held in packages]
    ways = []
    for number, (start, end) in enumerate(edges, start=1):
        between = range(row_of[start] + 1, row_of[end])
        for row in between:
            placed[row].append((start, number))
        ways.append([(start, 0), *((start, number) for _ in between), (end, 0)])
    for _ in range(12):  # each node to where those are that it hangs together with
        for row, here in enumerate(placed):
            middle = {
                node: sum(_near(node, row, placed, ways)) / max(1, len(list(_near(node, row, placed, ways))))
                for node in here
            }
            here.sort(key=lambda node: (middle[node], node))
    return placed, ways


def _near(node: Node, row: int, placed: list[list[Node]], ways: list[list[Node]]) -> Iterator[float]:
    """Where those stand, from 0 to 1, that an arrow joins with a node."""
    for other, step in ((row - 1, -1), (row + 1, 1)):
        for way in ways if 0 <= other < len(placed) else ():
            at = [place for place, one in enumerate(way) if one == node]
            for place in at:
                if 0 <= place + step < len(way) and way[place + step] in placed[other]:
                    yield (placed[other].index(way[place + step]) + 0.5) / len(placed[other])


def picture(top: str) -> str:
    """The picture of graph/ or api/, as SVG."""
    edges = arrows(top)
    placed, ways = rows(top, edges)
    wide = max(sum((BEND if number else BOX[0]) + GAP for _, number in row) for row in placed) + GAP
    high = len(placed) * (BOX[1] + BETWEEN) - BETWEEN + 2 * GAP
    left: dict[tuple[Node, int], float] = {}
    boxes = []
    for row, here in enumerate(placed):
        x = (wide - sum((BEND if number else BOX[0]) + GAP for _, number in here) + GAP) / 2
        for package, number in here:
            left[(package, number), row] = x
            if not number:
                boxes += _box(x, GAP + row * (BOX[1] + BETWEEN), package, sentence(top, package))
            x += (BEND if number else BOX[0]) + GAP
    first_row = {node: row for row, here in enumerate(placed) for node in here if not node[1]}
    lines = [_line(way, first_row[way[0]], left) for way in ways]
    told = "; ".join(f"{end} builds on {start}" for start, end in edges)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" role="img">',
            f"<title>The packages of {top}/, and how data flow</title><desc>{escape(told)}</desc>",
            f'<style>{_STYLE}</style><defs>{_TIP}</defs><rect width="100%" height="100%" style="fill:#fff;stroke:none"/>',
            *lines,
            *boxes,
            "</svg>\n",
        ]
    )


def _box(x: float, y: float, package: str, said: str) -> list[str]:
    wrapped = wrap(said, 40)
    shown = wrapped if len(wrapped) < 4 else [*wrapped[:2], wrapped[2] + " …"]
    return [
        f'<rect x="{x:g}" y="{y:g}" width="{BOX[0]}" height="{BOX[1]}" rx="4"/>',
        f'<text class="name" x="{x + 10:g}" y="{y + 18:g}">{package}</text>',
        *(
            f'<text x="{x + 10:g}" y="{y + 33 + 13 * order:g}">{escape(line)}</text>'
            for order, line in enumerate(shown)
        ),
    ]


def _line(way: list[Node], row: int, left: dict[tuple[Node, int], float]) -> str:
    """A path from the foot of the first box, past those between, to the head of the last."""
    points = []
    for order, node in enumerate(way):
        x = left[node, row + order] + (BEND if node[1] else BOX[0]) / 2
        y = GAP + (row + order) * (BOX[1] + BETWEEN)
        points += [(x, y)] * (order > 0) + [(x, y + BOX[1])] * (order < len(way) - 1)
    path = f"M{points[0][0]:g} {points[0][1]:g}"
    for (x0, y0), (x1, y1) in pairwise(points):
        middle = (y0 + y1) / 2
        path += f"L{x1:g} {y1:g}" if x0 == x1 else f"C{x0:g} {middle:g} {x1:g} {middle:g} {x1:g} {y1:g}"
    return f'<path d="{path}"/>'


if __name__ == "__main__":
    for name in ROWS:
        picture_file(name).write_text(picture(name), encoding="utf-8")
