"""The pictures of analyses: what they show, and what they say of themselves."""

from dataclasses import replace
from xml.etree import ElementTree

import networkx as nx
import pytest
from analyses import HOSTILE, QUERY, iri, of_edges, of_measure

from graph.analysis.analysis import Analysis
from graph.analysis.table import Column, Table, Value
from graph.base.labels import Labels
from graph.base.xml import clean
from graph.pictures.charts import heat
from graph.pictures.network import network
from graph.pictures.of_analysis import KINDS, drawable, file_picture, page_picture
from graph.pictures.svg import STYLE


def root_of(picture: str | None) -> ElementTree.Element:
    assert picture is not None
    return ElementTree.fromstring(picture.encode())


def words(picture: str | None) -> list[str]:
    return [element.text or "" for element in root_of(picture).iterfind(".//{*}text")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_says_what_it_is_made_of(kind: str) -> None:
    picture = file_picture(kind, of_edges(), "da")
    caption = (
        "Data: Ådalsø Kommune, udgivelse 0003-abcdef012345. Periode: alle år. "
        "Forespørgsel: units_in_cases. Sagsgraf 0.2.0."
    )
    assert caption in " ".join(words(picture))
    root = root_of(picture)
    assert (root.findtext("{*}desc") or "").endswith(caption)
    assert root.findtext("{*}style") == STYLE
    facts = [element.text for element in root.iter("{http://purl.org/dc/terms/}description")]
    assert f"sparql: {QUERY}" in facts
    run = root.find(".//{http://www.w3.org/ns/prov#}wasGeneratedBy")
    assert run is not None
    assert iri("analyse/units-by-cases/0003-abcdef012345") in run.attrib.values()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_the_same_without_style(kind: str) -> None:
    picture = page_picture(kind, of_edges(), "en")
    assert picture is not None
    assert "<style" not in picture
    assert "style=" not in picture
    assert root_of(picture).findtext("{*}title") == "Units by shared cases – all years"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("directed", [False, True])
def test_the_same_analysis_gives_the_same_bytes(kind: str, directed: bool) -> None:
    assert file_picture(kind, of_edges(directed), "da") == file_picture(kind, of_edges(directed), "da")


def test_the_period_and_standing_items_are_in_the_caption() -> None:
    assert "2020-01-01 til 2022-06-30, med faste punkter" in of_measure().caption("da")
    assert "2020-01-01 to 2022-06-30, with standing items" in of_measure().caption("en")


def test_a_network_shows_nodes_by_weight_and_edges() -> None:
    root = root_of(page_picture("network", of_edges(), "da"))
    told = root.findtext("{*}desc") or ""
    assert told.startswith("3 knuder, 2 forbindelser; ")
    assert f"{clean(HOSTILE)}: 3; Ældre og Æstetik: 2; Jobcenter: 1" in told
    nodes = [one for one in root.iter() if one.get("class", "").startswith("node")]
    sizes = {(one.findtext("{*}title") or "").rpartition(": ")[0]: float(one.attrib["r"]) for one in nodes}
    assert sizes[clean(HOSTILE)] > sizes["Ældre og Æstetik"] > sizes["Jobcenter"]
    edges = [one for one in root.iterfind(".//{*}path") if one.get("class") == "edge"]
    assert sum(one.attrib["d"].count("M") for one in edges) == 2


def test_an_arrow_for_each_directed_edge() -> None:
    root = root_of(page_picture("network", of_edges(directed=True), "da"))
    [heads] = [one for one in root.iterfind(".//{*}path") if one.get("class") == "arrow"]
    assert heads.attrib["d"].count("M") == 2


def test_communities_differ_in_shape_as_well_as_in_colour() -> None:
    graph: nx.Graph[str] = nx.Graph()
    for group in "ab":
        for one, other in ((1, 2), (2, 3), (1, 3)):
            graph.add_edge(f"{group}{one}", f"{group}{other}", weight=1, items=())
    root = network(graph, "To", "", 10)
    shapes = {(one.tag, one.get("class")) for one in root.iter() if one.get("class", "").startswith("node")}
    assert shapes == {("circle", "node look0"), ("polygon", "node look1")}


def test_a_large_network_is_bounded() -> None:
    graph: nx.Graph[str] = nx.complete_graph(300)
    graph = nx.relabel_nodes(graph, {node: iri(f"enhed/{node}") for node in graph})
    nx.set_edge_attributes(graph, 1, "weight")
    root = network(graph, "Stort", "", 40)
    assert len([one for one in root.iter() if one.get("class", "").startswith("node")]) == 40
    assert len(ElementTree.tostring(root)) < 20_000


def test_a_timeline_counts_each_item_once() -> None:
    assert words(page_picture("timeline", of_edges(), "da")) == ["1", "2020", "0", "2021", "1", "2022"]


def test_a_heat_map_of_nodes_is_alike_on_both_sides() -> None:
    picture = page_picture("heatmap", of_edges(), "da")
    numbers = [word for word in words(picture) if word.isdecimal()]
    assert sorted(numbers) == ["1", "1", "2", "2"]
    directed = page_picture("heatmap", of_edges(directed=True), "da")
    assert sorted(word for word in words(directed) if word.isdecimal()) == ["1", "2"]


def test_shades_tell_how_much() -> None:
    cells = {("a", str(year)): year - 2010 for year in range(2010, 2021)}
    columns = {str(year): str(year) for year in range(2010, 2021)}
    root = heat("Andel", {"a": "Organ"}, columns, cells)
    shades = [one.get("class") for one in root.iter("rect")]
    assert shades == [f"shade{shade}" for shade in (0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5)]
    assert (root.findtext("desc") or "").startswith("Organ: 2010 0, 2011 1, ")


def test_where_there_is_nothing_there_is_no_picture() -> None:
    full = of_edges()
    graph = full.graph
    assert graph is not None
    graph.remove_edges_from(list(graph.edges))
    empty = Analysis(full.wanted, full.source, graph, full.table)
    assert drawable(empty) == ()
    assert [page_picture(kind, empty, "da") for kind in KINDS] == [None, None, None]
    assert [file_picture(kind, empty, "da") for kind in KINDS] == [None, None, None]


def dated(*columns: Column, rows: tuple[tuple[Value, ...], ...]) -> Analysis:
    return replace(of_edges(), graph=None, table=Table(columns, rows))


YEAR = Column("year", Labels(da="År", en="Year"))


def test_a_table_by_year_is_a_timeline_of_its_counts() -> None:
    """The sum of the others is not drawn once more."""
    cases, decided, still = (Column(name, Labels(da=name, en=name)) for name in ("cases", "decided", "open"))
    share = Column("share", Labels(da="Andel", en="Share"))
    found = dated(YEAR, cases, decided, still, share, rows=((2020, 5, 3, 2, 0.6), (2022, 1, 0, 1, 0.0)))
    assert drawable(found) == ("timeline",)
    assert words(page_picture("timeline", found, "da")) == [
        "3", "2", "5", "2020", "0", "2021", "1", "1", "2022", "decided", "open"
    ]  # fmt: skip


def test_a_table_of_bodies_and_years_is_a_heat_map() -> None:
    body, name, share = (
        Column("body", Labels(da="Organ", en="Body")),
        Column("label", Labels(da="Navn", en="Label")),
        Column("s", Labels(da="s", en="s")),
    )
    rows = (
        (iri("organ/a"), "A", 2020, 0.5),
        (iri("organ/b"), "A", 2021, None),
        (iri("organ/b"), "A", 2020, 1.0),
    )
    found = dated(body, name, YEAR, share, rows=rows)
    assert drawable(found) == ("timeline", "heatmap")
    assert words(page_picture("heatmap", found, "da")) == ["2020", "2021", "A", "0.5", "A", "1"]


def test_a_year_without_minutes_is_a_gap_in_a_timeline() -> None:
    columns = (Column("year", Labels(da="År", en="Year")), Column("cases", Labels(da="Sager", en="Cases")))
    made = replace(of_measure(), table=Table(columns, ((2018, 3), (2019, None), (2021, 2))))
    seen = replace(made, source=replace(made.source, years=frozenset({2018, 2020, 2021})))
    told = root_of(page_picture("timeline", seen, "da")).findtext("{*}desc") or ""
    assert told == "2018: 3; 2019: ingen referater; 2020: 0; 2021: 2"
