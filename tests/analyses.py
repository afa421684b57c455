"""Analyses made by hand, small enough to check by eye, with labels that harm who does not look out."""

import networkx as nx

from graph.analysis.analysis import Analysis, Source, Wanted, edges, period
from graph.analysis.table import Column, Table
from graph.base.labels import Labels

BASE = "https://data.example.dk"
SOURCE = Source("0003-abcdef012345", "2024-02-29T10:11:12+00:00", BASE, "byen", "Ådalsø Kommune")
UNITS = "units_by_cases"
BODIES = "bodies_by_path"
QUERY = 'SELECT * { ?a ?b "æøå <&> ]]>" }'
HOSTILE = "Børn & <Unge> \"'\x00\x1b ]]> \u202e\u2028\ufffe"


def iri(path: str) -> str:
    return f"{BASE}/id/byen/{path}"


def item(body: str, day: str, number: int) -> str:
    return iri(f"moede/{body}/{day}/punkt/{number}")


def network(directed: bool = False) -> "nx.Graph[str]":
    """Three units in a row: the first two have two items in common, the last two one."""
    graph: nx.Graph[str] = nx.DiGraph() if directed else nx.Graph()
    graph.graph.update(query=QUERY, left_out=((iri("sag/23-000001"), 250),))
    for path, label in (("enhed/a", "Ældre og Æstetik"), ("enhed/b", HOSTILE), ("enhed/c", "Jobcenter")):
        graph.add_node(iri(path), label=label, kind="unit")
    two = (item("direktionen", "2020-03-02", 1), item("direktionen", "2022-03-07", 4))
    graph.add_edge(iri("enhed/a"), iri("enhed/b"), weight=2, items=two)
    graph.add_edge(iri("enhed/b"), iri("enhed/c"), weight=1, items=two[:1])
    if directed:
        graph.edges[iri("enhed/a"), iri("enhed/b")]["median_days"] = 14.5
        graph.edges[iri("enhed/b"), iri("enhed/c")]["median_days"] = None
    return graph


def of_edges(directed: bool = False) -> Analysis:
    """A network and its edges."""
    graph = network(directed)
    return Analysis(Wanted(BODIES if directed else UNITS), SOURCE, graph, edges(graph))


def of_measure() -> Analysis:
    """A measure of the network, of a period."""
    wanted = Wanted(UNITS, "pagerank", period("2020", "2022-06-30"), standing=True)
    columns = (
        Column("node", Labels(da="Knude", en="Node")),
        Column("label", Labels(da="Navn", en="Label")),
        Column("pagerank", Labels(da="PageRank", en="PageRank")),
        Column("degree", Labels(da="Grad", en="Degree")),
    )
    rows = ((iri("enhed/b"), HOSTILE, 0.486486, 2), (iri("enhed/a"), "Ældre og Æstetik", 0.25, None))
    return Analysis(wanted, SOURCE, network(), Table(columns, rows, {"alpha": 0.85}))
