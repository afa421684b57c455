"""A picture of a network: its most important nodes, where a spring layout puts them.

A node is the larger the more weight its edges have; communities differ in colour and in shape, and the most
important nodes are called by name.
"""

from collections.abc import Mapping
from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from graph.analysis.edges import weighted
from graph.pictures.svg import COLOURS, drawing, put, short

if TYPE_CHECKING:
    import networkx as nx

SEED = 7
"""Of the layout and of the communities."""

_WIDTH, _HEIGHT = 640.0, 520.0
_MARGIN = 40.0
_EDGES_A_NODE = 4  # of the heaviest are drawn; more are a tangle
_NAMED = 24
_LETTER, _LINE = 6.2, 13.0
_LEAST, _MOST = 4.0, 15.0  # the radius of a node
_WIDTHS = (0.6, 1.2, 2.2, 3.6)
_CORNERS = (0, 4, 3, 6, 5)  # of the shapes, the circle first
_LETTERS = 26

Place = tuple[float, float]
Box = tuple[float, float, float, float]


def important(graph: "nx.Graph[str]", most: int) -> list[str]:
    """So many nodes at most, those whose edges have the most weight first."""
    weights = dict(graph.degree(weight="weight"))
    return sorted(weights, key=lambda node: (-weights[node], node))[:most]


def network(graph: "nx.Graph[str]", title: str, about: str, most: int) -> Element:
    """The picture of the ``most`` most important nodes and the heaviest edges between them; ``about`` says
    what it is, in words."""
    import networkx as nx

    weights = dict(graph.degree(weight="weight"))
    nodes = important(graph, most)
    shown: nx.Graph[str] = nx.Graph()
    shown.add_nodes_from(nodes)
    for one, other, weight in sorted(_heaviest(graph, nodes)):
        shown.add_edge(one, other, weight=weight + shown.get_edge_data(one, other, {}).get("weight", 0))
    labels = {node: str(graph.nodes[node].get("label", node)) for node in nodes}
    groups = _communities(shown)
    places = _places(shown)
    told = [f"{labels[node]}: {weights[node]}" for node in nodes[:_NAMED]]
    root = drawing(title, [about, *told], _WIDTH, _HEIGHT)
    largest = max(weights.values(), default=1) or 1
    radii = {node: _LEAST + (_MOST - _LEAST) * (weights[node] / largest) ** 0.5 for node in nodes}
    _draw_edges(root, shown, places)
    if graph.is_directed():
        heads = [_head(places[one], places[other], radii[other]) for one, other, _ in _heaviest(graph, nodes)]
        put(root, "path", class_="arrow", d="".join(heads))
    for node in reversed(nodes):  # the important on top of the others
        shape = _shape(root, places[node], radii[node], groups[node])
        put(shape, "title", f"{labels[node]}: {weights[node]}")
    taken: list[Box] = []
    for node in nodes[:_NAMED]:
        _call(root, short(labels[node], _LETTERS), places[node], radii[node], taken)
    return root


def _heaviest(graph: "nx.Graph[str]", nodes: list[str]) -> list[tuple[str, str, int]]:
    """The heaviest edges between the nodes."""
    among = [edge for edge in weighted(graph.subgraph(nodes)) if edge[0] != edge[1]]
    if not graph.is_directed():
        among = [(min(one, other), max(one, other), weight) for one, other, weight in among]
    return sorted(among, key=lambda edge: (-edge[2], edge[0], edge[1]))[: _EDGES_A_NODE * len(nodes)]


def _communities(shown: "nx.Graph[str]") -> Mapping[str, int]:
    """Each node's community among those shown, the largest 0."""
    import networkx as nx

    found = nx.community.louvain_communities(shown, weight="weight", seed=SEED) if len(shown) else []
    ordered = sorted(found, key=lambda group: (-len(group), min(group)))
    return {node: order for order, group in enumerate(ordered) for node in group}


def _places(shown: "nx.Graph[str]") -> Mapping[str, Place]:
    """Where each node stands."""
    import networkx as nx

    if not len(shown):
        return {}
    laid = nx.spring_layout(shown, k=5.0 / len(shown) ** 0.5, iterations=100, weight=None, seed=SEED)
    xs = _spread({node: float(place[0]) for node, place in laid.items()}, _WIDTH)
    ys = _spread({node: float(place[1]) for node, place in laid.items()}, _HEIGHT)
    return {node: (xs[node], ys[node]) for node in laid}


def _spread(values: Mapping[str, float], size: float) -> Mapping[str, float]:
    """The values from margin to margin of a side of that size."""
    low, high = min(values.values()), max(values.values())
    scale = (size - 2 * _MARGIN) / ((high - low) or 1.0)
    return {node: _MARGIN + scale * (value - low) for node, value in values.items()}


def _draw_edges(root: Element, shown: "nx.Graph[str]", places: Mapping[str, Place]) -> None:
    """The edges, in as many paths as there are widths."""
    weights = [weight for _, _, weight in weighted(shown)]
    largest = max(weights, default=1) or 1
    paths = [""] * len(_WIDTHS)
    for one, other, weight in weighted(shown):
        (x1, y1), (x2, y2) = places[one], places[other]
        heavy = min(len(_WIDTHS) - 1, int(weight / largest * len(_WIDTHS)))
        paths[heavy] += f"M{x1:.0f} {y1:.0f}L{x2:.0f} {y2:.0f}"
    for path, width in zip(paths, _WIDTHS, strict=True):
        if path:
            put(root, "path", class_="edge", d=path, stroke_width=width)


def _head(start: Place, end: Place, radius: float) -> str:
    """The head of an arrow that ends at the rim of a node."""
    (x1, y1), (x2, y2) = start, end
    length = hypot(x2 - x1, y2 - y1) or 1.0
    dx, dy = (x2 - x1) / length, (y2 - y1) / length
    tip = (x2 - dx * (radius + 1), y2 - dy * (radius + 1))
    back = (tip[0] - dx * 8, tip[1] - dy * 8)
    sides = [(back[0] - dy * 3.5 * side, back[1] + dx * 3.5 * side) for side in (1, -1)]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in (tip, *sides)) + "Z"


def _shape(root: Element, place: Place, radius: float, group: int) -> Element:
    """A node, in the colour and shape of its community."""
    (x, y), look = place, f"node look{group % COLOURS}"
    corners = _CORNERS[group % len(_CORNERS)]
    if not corners:
        return put(root, "circle", class_=look, cx=x, cy=y, r=radius)
    turn = pi / 4 if corners == 4 else -pi / 2
    angles = [turn + 2 * pi * corner / corners for corner in range(corners)]
    wide = radius * (1.25 if corners < 5 else 1.1)  # so that it looks as large as the circle
    points = " ".join(f"{x + wide * cos(angle):.1f},{y + wide * sin(angle):.1f}" for angle in angles)
    return put(root, "polygon", class_=look, points=points)


def _call(root: Element, name: str, place: Place, radius: float, taken: list[Box]) -> None:
    """Write a node's name above or below it, unless the names of more important ones stand there."""
    half = len(name) * _LETTER / 2
    x = min(max(place[0], half + 2), _WIDTH - half - 2)
    for y in (place[1] - radius - 4, place[1] + radius + _LINE):
        box = (x - half, y - _LINE, x + half, y)
        if all(box[0] > b[2] or b[0] > box[2] or box[1] > b[3] or b[1] > box[3] for b in taken):
            taken.append(box)
            put(root, "text", name, class_="over middle", x=x, y=y)
            return
