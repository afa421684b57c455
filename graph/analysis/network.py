"""Measures of a network, by networkx.

All are deterministic: nodes of equal measure are in the order of their IRIs, seeds are fixed, and numbers are
rounded as :mod:`graph.analysis.table` says. A weight is how strong an edge is; it counts in weighted degree,
PageRank and communities. Betweenness and path lengths count edges, each as one step: a strong edge is not a
long one.
"""

import random
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

import networkx as nx

from graph.analysis.asking import Progress
from graph.analysis.table import Column, Table, Value, rounded, share
from graph.base.labels import Labels

SEED = 1
"""Of everything that is drawn by lot."""
MOST_STEPS = 20_000_000
"""How many times a search may go over an edge or come to a node; a network where all searches take more is
sampled: the searches start from as many nodes, drawn by lot, as this allows."""
FEWEST_SAMPLED = 10  # nodes; that many are searched from however large the network is
DAMPING = 0.85  # of PageRank: the share of walks that go on at each step
_NEAR = 1e-8  # how far all shares together may move in the last step, as a part of the mean share
_WALKS = 1000  # steps; even a million nodes need no more than a few hundred
RESOLUTION = 1.0  # of Louvain: above 1 gives smaller communities

_NODE = (
    Column("node", Labels(da="Knude", en="Node")),
    Column("label", Labels(da="Navn", en="Label")),
    Column("kind", Labels(da="Slags", en="Kind")),
)


def degree(graph: "nx.Graph[str]", told: Progress) -> Table:
    """For each node how many it is tied to, and the sum of the weights; with direction, both ways apart."""
    columns = [
        Column("degree", Labels(da="Grad", en="Degree")),
        Column("weighted_degree", Labels(da="Vægtet grad", en="Weighted degree")),
    ]
    views = [graph.degree, graph.degree(weight="weight")]
    if isinstance(graph, nx.DiGraph):
        columns += [
            Column("in_degree", Labels(da="Indgående", en="In-degree")),
            Column("out_degree", Labels(da="Udgående", en="Out-degree")),
            Column("weighted_in_degree", Labels(da="Vægtet indgående", en="Weighted in-degree")),
            Column("weighted_out_degree", Labels(da="Vægtet udgående", en="Weighted out-degree")),
        ]
        views += [graph.in_degree, graph.out_degree]
        views += [graph.in_degree(weight="weight"), graph.out_degree(weight="weight")]
    numbers = {node: tuple(int(view[node]) for view in views) for node in graph}
    return _of_nodes(graph, columns, numbers, {"nodes": len(graph), "edges": graph.number_of_edges()})


def betweenness(graph: "nx.Graph[str]", told: Progress) -> Table:
    """For each node the share of the shortest paths between two others that go through it (Brandes 2001).

    In a network that is too large it is estimated from the paths of nodes drawn by lot (Brandes and Pich
    2007), and the parameters say of how many.
    """
    sample = len(_sources(graph))
    told("betweenness", 0)
    found = nx.betweenness_centrality(graph, k=None if sample == len(graph) else sample, seed=SEED)
    column = Column("betweenness", Labels(da="Betweenness-centralitet", en="Betweenness"))
    return _of_nodes(graph, [column], _one(found), _sampled(graph, sample))


def pagerank(graph: "nx.Graph[str]", told: Progress) -> Table:
    """For each node the share of the time that a walk along the edges is there, which follows an edge by its
    weight or, with 1 - :data:`DAMPING`, starts again anywhere. The shares add up to 1."""
    told("pagerank", 0)
    # Where networkx stops by itself, the shares in a network of thousands are wrong in the second or third
    # digit, and we tell six.
    near = _NEAR / max(1, len(graph)) ** 2
    found = nx.pagerank(graph, DAMPING, weight="weight", tol=near, max_iter=_WALKS) if len(graph) else {}
    return _of_nodes(
        graph, [Column("pagerank", Labels(da="PageRank", en="PageRank"))], _one(found), {"damping": DAMPING}
    )


def communities(graph: "nx.Graph[str]", told: Progress) -> Table:
    """For each node its community by Louvain's method on the weights; the largest is number 1.

    The parameters tell the number of communities and their modularity (-1/2 to 1; above 0.3 there is
    something to see).
    """
    told("communities", 0)
    tied = graph.number_of_edges() > 0
    found: Iterable[Collection[str]] = (
        nx.community.louvain_communities(graph, weight="weight", resolution=RESOLUTION, seed=SEED)
        if tied
        else [{node} for node in graph]
    )
    groups = _ordered(found)
    parameters: dict[str, Value] = {"seed": SEED, "resolution": RESOLUTION, "communities": len(groups)}
    parameters["modularity"] = rounded(nx.community.modularity(graph, map(set, groups))) if tied else None
    return _grouped(graph, Column("community", Labels(da="Fællesskab", en="Community")), groups, parameters)


def components(graph: "nx.Graph[str]", told: Progress) -> Table:
    """For each node the connected part it is in, whichever way the edges go; the largest is number 1."""
    if isinstance(graph, nx.DiGraph):
        groups = _ordered(nx.weakly_connected_components(graph))
    else:
        groups = _ordered(nx.connected_components(graph))
    part = share(len(groups[0]), len(graph)) if groups else None
    parameters: dict[str, Value] = {"components": len(groups), "share_of_largest": part}
    return _grouped(graph, Column("component", Labels(da="Komponent", en="Component")), groups, parameters)


def path_lengths(graph: "nx.Graph[str]", told: Progress) -> Table:
    """How many pairs of nodes are how many steps apart, from each node to each it can reach, along the
    edges where they have a direction; the parameters tell the mean and the longest.

    In a network that is too large the paths are those from nodes drawn by lot, and the parameters say of how
    many.
    """
    sources = _sources(graph)
    counts: Counter[int] = Counter()
    for done, source in enumerate(sources):
        told("path_lengths", done)
        counts.update(nx.single_source_shortest_path_length(graph, source).values())
    del counts[0]  # from a node to itself
    pairs = counts.total()
    parameters = _sampled(graph, len(sources))
    parameters["mean"] = rounded(sum(n * times for n, times in counts.items()) / pairs) if pairs else None
    parameters["longest"] = max(counts, default=None)
    columns = (
        Column("length", Labels(da="Skridt", en="Steps")),
        Column("pairs", Labels(da="Par", en="Pairs")),
        Column("share", Labels(da="Andel", en="Share")),
    )
    return Table(columns, tuple((n, counts[n], share(counts[n], pairs)) for n in sorted(counts)), parameters)


def _sources(graph: "nx.Graph[str]") -> list[str]:
    """The nodes to search from: all, or as many drawn by lot as :data:`MOST_STEPS` allows."""
    nodes = sorted(graph)
    bound = max(FEWEST_SAMPLED, MOST_STEPS // max(1, len(graph) + 2 * graph.number_of_edges()))
    return nodes if len(nodes) <= bound else sorted(random.Random(SEED).sample(nodes, bound))  # noqa: S311


def _sampled(graph: "nx.Graph[str]", sources: int) -> dict[str, Value]:
    exact = sources == len(graph)
    return {"exact": int(exact), "sources": sources, "nodes": len(graph), "seed": None if exact else SEED}


def _one(found: Mapping[str, float]) -> dict[str, tuple[float]]:
    return {node: (rounded(value),) for node, value in found.items()}


def _of_nodes(
    graph: "nx.Graph[str]",
    columns: Iterable[Column],
    numbers: Mapping[str, tuple[float, ...]],
    parameters: Mapping[str, Value],
) -> Table:
    """A row for each node, the highest first."""
    order = sorted(graph, key=lambda node: ([-number for number in numbers[node]], node))
    rows: list[tuple[Value, ...]] = [(*_described(graph, node), *numbers[node]) for node in order]
    return Table((*_NODE, *columns), tuple(rows), parameters)


def _ordered(groups: Iterable[Collection[str]]) -> list[list[str]]:
    """Groups of nodes, the largest first, each in order."""
    return sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))


def _grouped(
    graph: "nx.Graph[str]", column: Column, groups: list[list[str]], parameters: Mapping[str, Value]
) -> Table:
    """A row for each node, by group."""
    rows = tuple(
        (*_described(graph, node), number, len(group))
        for number, group in enumerate(groups, start=1)
        for node in group
    )
    return Table((*_NODE, column, Column("size", Labels(da="Størrelse", en="Size"))), rows, parameters)


def _described(graph: "nx.Graph[str]", node: str) -> tuple[str, str, str]:
    about = graph.nodes[node]
    return node, about["label"], about["kind"]
