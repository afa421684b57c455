"""Analyses as files: read back by the libraries that researchers read them with."""

import csv
import json
from io import BytesIO, StringIO
from xml.etree import ElementTree

import networkx as nx
import pyarrow.parquet as pq
import pytest
from analyses import HOSTILE, QUERY, iri, of_edges, of_measure

from graph.analysis.files import FILES
from graph.analysis.table import Column, Table
from graph.base.labels import Labels
from graph.base.xml import clean

A, B, C = iri("enhed/a"), iri("enhed/b"), iri("enhed/c")


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize(("suffix", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_xml_is_read_back(suffix: str, read: object, directed: bool) -> None:
    assert callable(read)
    graph = read(BytesIO(FILES[suffix].write(of_edges(directed))))
    assert graph.is_directed() is directed
    assert list(graph) == [A, B, C]
    assert graph.nodes[A]["label"] == "Ældre og Æstetik"
    assert graph.nodes[B]["label"] == clean(HOSTILE)
    assert graph.nodes[C]["kind"] == "unit"
    assert [graph.edges[A, B]["weight"], graph.edges[B, C]["weight"]] == [2, 1]
    assert graph.edges[A, B]["items"].split() == list(of_edges().graph.edges[A, B]["items"])
    if directed:
        assert graph.edges[A, B]["median_days"] == 14.5
        assert "median_days" not in graph.edges[B, C]


def test_graphml_says_how_it_was_made() -> None:
    graph = nx.read_graphml(BytesIO(FILES["graphml"].write(of_edges())))
    assert graph.graph["release"] == "0003-abcdef012345"
    assert graph.graph["sparql"] == QUERY
    assert graph.graph["data"] == "Ådalsø Kommune"
    assert graph.graph["run"] == iri("analyse/units-by-cases/0003-abcdef012345")


def test_gexf_has_the_day_of_the_release_and_not_of_the_writing() -> None:
    root = ElementTree.fromstring(FILES["gexf"].write(of_edges()))
    meta = root.find("{*}meta")
    assert meta is not None
    assert meta.attrib["lastmodifieddate"] == "2024-02-29"
    assert "release: 0003-abcdef012345" in (meta.findtext("{*}description") or "")


def test_node_link_json_is_read_back_as_it_was() -> None:
    analysis = of_edges()
    data = json.loads(FILES["json"].write(analysis))
    graph = nx.node_link_graph(data, edges="links")
    assert graph.nodes[B]["label"] == HOSTILE
    assert graph.edges[A, B]["items"] == list(analysis.graph.edges[A, B]["items"])
    assert graph.graph["query"] == "units_in_cases"
    assert graph.graph["left_out"] == [[iri("sag/23-000001"), 250]]


@pytest.mark.parametrize("directed", [False, True])
def test_pajek_is_read_back(directed: bool) -> None:
    written = FILES["net"].write(of_edges(directed)).decode()
    graph = nx.parse_pajek(written)
    names = {data["iri"]: name for name, data in graph.nodes(data=True)}
    assert set(names) == {A, B, C}
    assert names[A] == "Ældre og Æstetik"
    assert graph.edges[names[A], names[B], 0]["weight"] == 2
    assert graph.is_directed() is directed
    assert len(written.splitlines()) == 7


def test_pajek_tells_two_of_one_label_apart() -> None:
    analysis = of_edges()
    for node in analysis.graph:
        analysis.graph.nodes[node]["label"] = "Stab"
    names = set(nx.parse_pajek(FILES["net"].write(analysis).decode()))
    assert names == {"Stab (byen/enhed/a)", "Stab (byen/enhed/b)", "Stab (byen/enhed/c)"}


def test_csv_is_read_back() -> None:
    rows = list(csv.reader(StringIO(FILES["csv"].write(of_edges(True)).decode(), newline="")))
    assert rows[0] == ["source", "target", "source_label", "target_label", "weight", "items", "median_days"]
    assert rows[1][:2] + rows[1][4:5] + rows[1][6:] == [A, B, "2", "14.5"]
    assert rows[1][3] == HOSTILE
    assert rows[2][6] == ""


def test_no_cell_of_csv_is_a_formula() -> None:
    columns = tuple(Column(name, Labels(da=name, en=name)) for name in "ab")
    table = Table(columns, (("=HYPERLINK(1)", -1), ("\t@a", -0.5), ("a=1", None)))
    made = of_measure()
    analysis = type(made)(made.wanted, made.source, None, table)
    assert FILES["csv"].write(analysis).decode() == "a,b\r\n'=HYPERLINK(1),-1\r\n'\t@a,-0.5\r\na=1,\r\n"


def test_parquet_has_types_and_says_how_it_was_made() -> None:
    table = pq.read_table(BytesIO(FILES["parquet"].write(of_measure())))
    assert [str(kind) for kind in table.schema.types] == ["string", "string", "double", "int64"]
    assert table.column("degree").to_pylist() == [2, None]
    assert table.column("label").to_pylist() == [HOSTILE, "Ældre og Æstetik"]
    made = {name.decode(): value.decode() for name, value in table.schema.metadata.items()}
    assert made["release"] == "0003-abcdef012345"
    assert made["parameters"] == "alpha=0.85"
    assert (made["first"], made["last"], made["standing"]) == ("2020-01-01", "2022-06-30", "true")
    assert table.schema.field("node").metadata == {b"label_da": b"Knude", b"label_en": b"Node"}


@pytest.mark.parametrize("suffix", FILES)
def test_the_same_analysis_gives_the_same_bytes(suffix: str) -> None:
    assert FILES[suffix].write(of_edges()) == FILES[suffix].write(of_edges())


@pytest.mark.parametrize("suffix", FILES)
def test_half_a_character_harms_no_format(suffix: str) -> None:
    analysis = of_edges()
    analysis.graph.nodes[A]["label"] = "a\ud800b"
    assert FILES[suffix].write(analysis)


def test_a_format_of_networks_wants_one() -> None:
    analysis = of_measure()
    without = type(analysis)(analysis.wanted, analysis.source, None, analysis.table)
    with pytest.raises(ValueError, match="of no network"):
        FILES["net"].write(without)
    assert FILES["csv"].write(without)
