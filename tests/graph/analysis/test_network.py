"""The measures of a network, as networkx gives them on known graphs and as they are published."""

import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from each import each

from graph.analysis import network
from graph.analysis.measures import MEASURES, of_graph
from graph.analysis.table import Table, rounded


def named(graph: "nx.Graph[int]") -> "nx.Graph[str]":
    """A graph as a projection gives it: nodes are names that sort as the numbers did."""
    named = nx.relabel_nodes(graph, {node: f"n{node:03}" for node in graph})
    for node in named:
        named.nodes[node].update(label=node.upper(), kind="unit")
    return named


KARATE = named(nx.karate_club_graph())
"""Zachary 1977: 34 members of a club and 78 edges, with weights."""
RING = named(nx.gn_graph(20, seed=3))
"""A directed tree."""


def column(table: Table, name: str) -> dict[str, float]:
    """The numbers of a column by the first."""
    at = [column.name for column in table.columns].index(name)
    return {row[0]: row[at] for row in table.rows}


def test_degree() -> None:
    table = of_graph("degree", KARATE)
    assert column(table, "degree") == dict(KARATE.degree)
    assert column(table, "weighted_degree") == dict(KARATE.degree(weight="weight"))
    assert table.rows[0] == ("n033", "N033", "unit", 17, 48)  # the instructor's rival, who knows the most
    assert table.rows[-1][3] == 1
    assert dict(table.parameters) == {"nodes": 34, "edges": 78}


def test_degree_goes_both_ways_where_there_is_direction() -> None:
    table = of_graph("degree", RING)
    assert column(table, "in_degree") == dict(RING.in_degree)
    assert column(table, "out_degree") == dict(RING.out_degree)
    assert column(table, "degree") == {node: RING.in_degree[node] + RING.out_degree[node] for node in RING}


@pytest.mark.parametrize("graph", [KARATE, RING])
def test_betweenness_and_pagerank_are_those_of_networkx(graph: "nx.Graph[str]") -> None:
    exact = nx.betweenness_centrality(graph)
    assert column(of_graph("betweenness", graph), "betweenness") == {n: rounded(v) for n, v in exact.items()}
    walked = nx.pagerank(graph, alpha=0.85, tol=1e-14)
    assert column(of_graph("pagerank", graph), "pagerank") == {n: rounded(v) for n, v in walked.items()}


def test_pagerank_is_right_in_all_its_digits() -> None:
    # Along a path a walk that goes on with d comes to the node numbered k, from 0, in proportion to
    # 1 + d + ... + d^k; from the end it starts again anywhere, which is the same for all.
    number = 2000
    parts = [sum(0.85**step for step in range(k + 1)) for k in range(number)]
    path = nx.path_graph(number, create_using=nx.DiGraph)
    found = column(of_graph("pagerank", named(path)), "pagerank")
    assert found["n000"] == pytest.approx(parts[0] / sum(parts), rel=1e-5)
    assert found["n1999"] == pytest.approx(parts[-1] / sum(parts), rel=1e-5)


def test_betweenness_as_published() -> None:
    # Freeman's measure of the karate club, as it stands in textbooks: 0.4376 of the instructor, 0.3041, 0.1452.
    rows = of_graph("betweenness", KARATE).rows[:3]
    assert [(node, round(value, 4)) for node, _, _, value in rows] == [
        ("n000", 0.4376),
        ("n033", 0.3041),
        ("n032", 0.1452),
    ]


def test_a_large_network_is_sampled_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert of_graph("betweenness", KARATE).parameters == {
        "exact": 1,
        "sources": 34,
        "nodes": 34,
        "seed": None,
    }
    monkeypatch.setattr(network, "MOST_STEPS", 20 * (34 + 2 * 78))
    table = of_graph("betweenness", KARATE)
    assert table.parameters == {"exact": 0, "sources": 20, "nodes": 34, "seed": 1}
    sampled = nx.betweenness_centrality(KARATE, k=20, seed=1)
    assert column(table, "betweenness") == {node: rounded(value) for node, value in sampled.items()}
    assert of_graph("path_lengths", KARATE).parameters["sources"] == 20
    monkeypatch.setattr(network, "MOST_STEPS", 1)
    assert of_graph("betweenness", KARATE).parameters["sources"] == network.FEWEST_SAMPLED


def test_communities() -> None:
    # Two cliques of four joined by one edge: modularity 12/13 - 1/2.
    table = of_graph("communities", named(nx.barbell_graph(4, 0)))
    assert column(table, "community") == {f"n{n:03}": 1 if n < 4 else 2 for n in range(8)}
    assert table.parameters["modularity"] == rounded(12 / 13 - 1 / 2)
    karate = of_graph("communities", KARATE)
    assert karate.parameters["communities"] == 4
    groups: dict[float, set[str]] = {}
    for node, number in column(karate, "community").items():
        groups.setdefault(number, set()).add(node)
    assert karate.parameters["modularity"] == rounded(nx.community.modularity(KARATE, groups.values()))
    assert sorted(groups) == [1, 2, 3, 4]
    assert [len(groups[n]) for n in sorted(groups)] == sorted(map(len, groups.values()), reverse=True)


def test_components() -> None:
    graph = named(nx.disjoint_union(nx.path_graph(2), nx.path_graph(3)))
    table = of_graph("components", graph)
    assert [row[0] for row in table.rows] == ["n002", "n003", "n004", "n000", "n001"]
    assert column(table, "component") == {"n000": 2, "n001": 2, "n002": 1, "n003": 1, "n004": 1}
    assert column(table, "size") == {"n000": 2, "n001": 2, "n002": 3, "n003": 3, "n004": 3}
    assert table.parameters == {"components": 2, "share_of_largest": 0.6}
    assert of_graph("components", RING).parameters["components"] == 1


def test_path_lengths() -> None:
    table = of_graph("path_lengths", named(nx.path_graph(4)))  # three pairs one step apart, each both ways
    assert table.rows == ((1, 6, 0.5), (2, 4, 0.33), (3, 2, 0.17))
    assert table.parameters["mean"] == rounded(20 / 12)
    karate = of_graph("path_lengths", KARATE).parameters
    assert karate["mean"] == rounded(nx.average_shortest_path_length(KARATE))
    assert karate["longest"] == nx.diameter(KARATE) == 5
    along = of_graph("path_lengths", named(nx.path_graph(3, create_using=nx.DiGraph)))
    assert along.rows == ((1, 2, 0.7), (2, 1, 0.3))


@each("name", [each.name for each in MEASURES.values() if each.needs == "graph"])
@each("nodes", [0, 1, 3])
def test_a_network_without_edges_can_be_measured(name: str, nodes: int) -> None:
    table = of_graph(name, named(nx.empty_graph(nodes)))
    assert len(table.rows) == (nodes if name in ("degree", "components") else 0)
    assert table.notes["da"] == "Netværket er tomt: intet er forbundet."


_AGAIN = "from test_network import *; print(of_graph('communities', KARATE), of_graph('betweenness', KARATE))"


def test_the_same_network_gives_the_same_in_any_process() -> None:
    # Strings hash otherwise in each process, so sets are gone through in another order.
    said = {
        subprocess.run(
            [sys.executable, "-c", _AGAIN],
            cwd=Path(__file__).parent,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
