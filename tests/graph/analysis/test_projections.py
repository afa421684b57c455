"""The projections: counted by hand on the example minutes, and bounded on data made to burst them."""

import itertools
from datetime import date
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from graph.analysis import edges
from graph.analysis.asking import Period, Scope
from graph.analysis.edges import Ties, TooManyEdgesError
from graph.analysis.projections import PROJECTIONS, project
from graph.base.config import Config
from graph.queries.named import load, queries
from graph.release import archive
from graph.store.oxigraph import Store

BASE = "http://127.0.0.1:8000/id/aadalsoe"
PREFIXES = """
@prefix : <http://example.org/> .
@prefix sg: <https://w3id.org/sagsgraf/ns#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:meeting dct:date "2020-01-01"^^xsd:date .
"""
WHATEVER = sorted(PROJECTIONS)


@pytest.fixture(scope="module")
def store(published: Config) -> Store:
    return Store.open_read_only(archive.Release(archive.current(published)).store)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def of(turtle: str, folder: Path) -> Store:
    """A store that holds some triples."""
    file = folder / "data.ttl"
    file.write_text(PREFIXES + turtle, encoding="utf-8")
    store = Store(ox.Store())
    store.load(file, ox.RdfFormat.TURTLE)
    return store


def listings(cases: range, document: str) -> str:
    """Items of one case each that list a document."""
    return f':{document} sg:documentNumber "{document}" .\n' + "".join(
        f":{document}-{n} sg:hasAttachment :{document} ; sg:concernsCase :case{n:03} ; sg:inMeeting :meeting ."
        f':case{n:03} rdfs:label "Sag {n:03}"@da, "Case {n:03}"@en .\n'
        for n in cases
    )


def iri(path: str) -> str:
    return f"{BASE}/{path}"


def item(meeting: str, number: int) -> str:
    return iri(f"moede/{meeting}/punkt/{number}")


def weights(graph: "nx.Graph[str]") -> dict[tuple[str, str], int]:
    """The edges by the labels of their ends."""
    label = nx.get_node_attributes(graph, "label")
    return {(label[one], label[other]): weight for one, other, weight in graph.edges(data="weight")}


@pytest.mark.parametrize("which", ["first", "second"])
def test_a_step_to_or_from_a_standing_item_is_left_out(folder: Path, which: str) -> None:
    held = of(
        f"""
        :later dct:date "2020-02-01"^^xsd:date ; sg:heldBy :b .
        :meeting sg:heldBy :a . :a rdfs:label "A"@da . :b rdfs:label "B"@da .
        :first sg:inMeeting :meeting ; sg:hasTreatmentStep :one, :two . :second sg:inMeeting :later .
        :one sg:order 1 ; sg:executedIn :first . :two sg:order 2 ; sg:executedIn :second .
        :{which} sg:seriesOf :series .
        """,
        folder,
    )
    assert project(held, "bodies_by_path").number_of_edges() == 0
    assert weights(project(held, "bodies_by_path", Scope(standing=True))) == {("A", "B"): 1}


def test_bodies_by_treatment_path(store: Store) -> None:
    # "Behandling" of the items of the examples, where a later item of the case was handled by the next body:
    # harbour bath 20-004417: Direktionen 31-08-2020 -> KFU 04-05-2021 (246 days),
    #                         and again Direktionen 03-10-2022 -> KFU 12-09-2023 (344): median 295;
    # library 998-2017-30412: Direktionen 27-02-2017 -> ØK 14-06-2017 (107);
    # waiting list 21-002218: KFU 04-05-2021 -> ØK 18-05-2022 (379); 998-2016-22310: TMU 08-11-2016 -> ØK (218).
    graph = project(store, "bodies_by_path")
    assert isinstance(graph, nx.DiGraph)
    assert weights(graph) == {
        ("Direktionen", "Kultur- og Fritidsudvalget"): 2,
        ("Direktionen", "Økonomiudvalget"): 1,
        ("Kultur- og Fritidsudvalget", "Økonomiudvalget"): 1,
        ("Udvalget for Teknik og Miljø", "Økonomiudvalget"): 1,
    }
    edge = graph.edges[iri("organ/direktionen"), iri("organ/kultur-og-fritidsudvalget")]
    assert edge["median_days"] == 295.0
    assert edge["items"] == (
        item("direktionen/2020-08-31", 1),
        item("direktionen/2022-10-03", 1),
        item("kultur-og-fritidsudvalget/2021-05-04", 1),
        item("kultur-og-fritidsudvalget/2023-09-12", 1),
    )
    assert {kind for _, kind in graph.nodes(data="kind")} == {"body"}


def test_bodies_by_planned_path(folder: Path) -> None:
    # One item plans A, B, C, of which nothing came; another plans A, B again.
    held = of(
        """
        :i sg:hasTreatmentStep :i1, :i2, :i3 ; sg:inMeeting :meeting .
        :j sg:hasTreatmentStep :j1, :j2 ; sg:inMeeting :meeting .
        :i1 sg:order 1 ; sg:plannedBody :a . :i2 sg:order 2 ; sg:plannedBody :b .
        :i3 sg:order 3 ; sg:plannedBody :c .
        :j1 sg:order 1 ; sg:plannedBody :a . :j2 sg:order 2 ; sg:plannedBody :b .
        :a rdfs:label "A"@da . :b rdfs:label "B"@da . :c rdfs:label "C"@da .
        """,
        folder,
    )
    graph = project(held, "bodies_by_planned_path")
    assert weights(graph) == {("A", "B"): 2, ("B", "C"): 1}
    edge = graph.edges["http://example.org/a", "http://example.org/b"]
    assert edge["items"] == ("http://example.org/i", "http://example.org/j")
    assert project(held, "bodies_by_path").number_of_edges() == 0


def test_units_by_shared_cases(store: Store) -> None:
    # Both Borgerservice and the job centre are named in items of five cases: 998-2016-04127 (18-04-2016/1),
    # 20-005102 (31-08-2020/2), 21-007730 (15-11-2021/1, and Borgerservice alone in 03-10-2022/2), 24-001502
    # and 24-000871 (27-05-2024/2 and 3). The item of 22-01-2018 that names both has lost its case number.
    graph = project(store, "units_by_cases")
    edge = graph.edges[iri("enhed/borgerservice"), iri("enhed/jobcenter-aadalsoe")]
    assert edge["weight"] == 5
    assert edge["items"] == (
        item("direktionen/2016-04-18", 1),
        item("direktionen/2020-08-31", 2),
        item("direktionen/2021-11-15", 1),
        item("direktionen/2022-10-03", 2),
        item("direktionen/2024-05-27", 2),
        item("direktionen/2024-05-27", 3),
    )
    assert graph.nodes[iri("enhed/borgerservice")] == {"label": "Borgerservice", "kind": "unit"}


def test_people_by_attended_meetings(store: Store) -> None:
    # Direktionen, (F) for absent: 2019 Ragnhild, Viggo, Tove (F), Esben; 2020 Ragnhild, Esben, Viggo (F), Tove;
    # 2021 Ragnhild, Solvej, Esben, Tove; 2022 Ragnhild, Solvej, Esben (F), Tove; 2024 Ragnhild, Solvej, Esben,
    # Tove (F).
    graph = project(store, "people_by_meetings")
    short = {"Ragnhild Storkebæk": "R", "Viggo Ternedal": "V", "Tove Klitfjord": "T"}
    short |= {"Esben Mågehøj": "E", "Solvej Hyldekrog": "S"}
    found = {
        "".join(sorted((short[one], short[other]))): weight
        for (one, other), weight in weights(graph).items()
        if one in short and other in short
    }
    assert found == {"RV": 1, "ER": 4, "EV": 1, "RT": 3, "ET": 2, "RS": 3, "ES": 2, "ST": 2}
    solvej = next(node for node, label in graph.nodes(data="label") if label == "Solvej Hyldekrog")
    ragnhild = next(node for node, label in graph.nodes(data="label") if label == "Ragnhild Storkebæk")
    days = ("2021-11-15", "2022-10-03", "2024-05-27")
    assert graph.edges[solvej, ragnhild]["items"] == tuple(iri(f"moede/direktionen/{day}") for day in days)


def test_cases_by_links(store: Store) -> None:
    # "fortsættelse af sag 998-2017-30412" (25-03-2019/1), "tidligere sagsnummer 998-2018-12077" (KFU
    # 04-05-2021/3), "(sag 998-2016-21902)" (TMU 01-10-2019/2), "under sag 20-004417" (27-05-2024/1). The standing
    # items that changed number are left out.
    assert weights(project(store, "cases_by_links")) == {
        ("Sag 19-002951", "Sag 998-2017-30412"): 1,
        ("Sag 21-002218", "Sag 998-2018-12077"): 1,
        ("Sag 19-005540", "Sag 998-2016-21902"): 1,
        ("Sag 24-002265", "Sag 20-004417"): 1,
    }
    standing = project(store, "cases_by_links", Scope(standing=True))
    assert len(weights(standing)) > 4
    assert standing.graph["standing"] is True


def test_items_and_units(store: Store) -> None:
    # The minutes of 27-02-2017 name Borgerservice once in item 1, and the library in a name of three places.
    graph = project(store, "items_and_units")
    one = item("direktionen/2017-02-27", 1)
    assert graph.nodes[one] == {"label": "Åbent bibliotek i Lyngnæs", "kind": "item", "bipartite": 0}
    assert graph.nodes[iri("enhed/borgerservice")]["bipartite"] == 1
    assert graph.edges[one, iri("enhed/borgerservice")] == {"weight": 1, "items": (one,)}
    assert nx.bipartite.is_bipartite_node_set(
        graph, {node for node, side in graph.nodes(data="bipartite") if side == 0}
    )


def test_cases_by_shared_documents(folder: Path) -> None:
    # Cases 0, 1, 2 list document a; 1, 2, 3 list b: the pair in both has weight 2.
    store = of(listings(range(3), "a") + listings(range(1, 4), "b"), folder)
    graph = project(store, "cases_by_documents")
    assert weights(graph) == {
        ("Sag 000", "Sag 001"): 1,
        ("Sag 000", "Sag 002"): 1,
        ("Sag 001", "Sag 002"): 2,
        ("Sag 001", "Sag 003"): 1,
        ("Sag 002", "Sag 003"): 1,
    }
    edge = graph.edges["http://example.org/case001", "http://example.org/case002"]
    assert edge["items"] == tuple(f"http://example.org/{name}" for name in ("a-1", "a-2", "b-1", "b-2"))


def test_what_would_tie_everything_ties_nothing_and_is_told(folder: Path) -> None:
    many = edges.MOST_MEMBERS + 1
    store = of(listings(range(many), "a") + listings(range(2), "b"), folder)
    graph = project(store, "cases_by_documents")
    assert weights(graph) == {("Sag 000", "Sag 001"): 1}
    assert graph.graph["left_out"] == (("http://example.org/a", many),)


def test_a_network_has_no_more_edges_than_it_may(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(edges, "MOST_EDGES", 10)
    assert project(of(listings(range(5), "a"), folder), "cases_by_documents").number_of_edges() == 10
    with pytest.raises(TooManyEdgesError, match="more than 10 edges; choose a shorter period"):
        project(of(listings(range(6), "a"), folder), "cases_by_documents")


@pytest.mark.parametrize("name", WHATEVER)
def test_the_network_of_several_is_those_of_each_beside_each_other(both: Config, name: str) -> None:
    with Store.open_read_only(archive.Release(archive.current(both)).store) as held:
        own = [
            project(held, name, Scope(municipality=f"{both.base_iri}/id/{slug}/kommune"))
            for slug in ("aadalsoe", "lyngbakke")
        ]
        every = project(held, name)
    assert [
        all(f"/{slug}/" in node for node in of)
        for slug, of in zip(("aadalsoe", "lyngbakke"), own, strict=True)
    ]
    apart = [edge for of in own for edge in of.edges(data="weight")]
    assert sorted(every.edges(data="weight")) == sorted(apart)
    assert len(every) == len(own[0]) + len(own[1])


def test_standing_items_are_left_out_unless_asked_for(folder: Path) -> None:
    store = of(
        """
        :library a sg:Unit ; rdfs:label "Bibliotek"@da . :port a sg:Unit ; rdfs:label "Havn"@da .
        :m1 oa:hasBody :library . :m2 oa:hasBody :port .
        :single sg:hasMention :m1 ; sg:concernsCase :case ; sg:inMeeting :meeting .
        :other sg:hasMention :m2 ; sg:concernsCase :case ; sg:inMeeting :meeting ; sg:seriesOf :news .
        """,
        folder,
    )
    assert weights(project(store, "units_by_cases")) == {}
    assert weights(project(store, "units_by_cases", Scope(standing=True))) == {("Bibliotek", "Havn"): 1}


def test_a_period_has_its_first_and_last_day(store: Store) -> None:
    # The moves of the harbour bath are 31-08-2020 to 04-05-2021 and 03-10-2022 to 12-09-2023.
    both = iri("organ/direktionen"), iri("organ/kultur-og-fritidsudvalget")
    first, last = date(2020, 8, 31), date(2023, 9, 12)
    graph = project(store, "bodies_by_path", Scope(Period(first, last)))
    assert graph.edges[both]["weight"] == 2
    assert (graph.graph["first"], graph.graph["last"]) == ("2020-08-31", "2023-09-12")
    assert 'VALUES ?first { "2020-08-31"^^<http://www.w3.org/2001/XMLSchema#date> }' in graph.graph["query"]
    assert (
        project(store, "bodies_by_path", Scope(Period(first, date(2023, 9, 11)))).edges[both]["weight"] == 1
    )
    assert project(store, "bodies_by_path", Scope(Period(date(2020, 9, 1), last))).edges[both]["weight"] == 1
    assert len(project(store, "bodies_by_path", Scope(Period(date(2030, 1, 1))))) == 0


# A year of which the examples have something before and after; documents have numbers in the older ones only.
MIDDLE = {
    "documents_of_cases": 2017,
    "municipality_kle": 2017,
    "people_at_meetings": 2021,
    "links_between_cases": 2020,
}


@pytest.mark.parametrize("query", sorted(q.name for q in queries().values() if "first" in q.parameters))
def test_each_query_with_a_period_heeds_it(store: Store, query: str) -> None:
    day, year = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"), MIDDLE.get(query, 2019)
    values = ({}, {"first": f"{year}-01-01"}, {"last": f"{year - 1}-12-31"})
    everything, after, before = (
        {tuple(map(str, row)) for row in store.query(load(query).bind(bound))}
        for given in values
        for bound in ({name: ox.Literal(value, datatype=day) for name, value in given.items()},)
    )
    assert after
    assert before
    if query.startswith("municipality_"):
        # Rows of counts, which are others for a part.
        assert everything not in (after, before)
        return
    assert after < everything
    assert before < everything
    assert not after & before


@pytest.mark.parametrize("name", WHATEVER)
def test_a_projection_says_what_it_is(store: Store, name: str) -> None:
    graph, projection = project(store, name), PROJECTIONS[name]
    assert graph.is_directed() == projection.directed
    assert graph.graph["name"] == name
    assert graph.graph["query"] == load(projection.query).text
    assert (graph.graph["first"], graph.graph["last"], graph.graph["standing"]) == ("", "", False)
    assert graph.graph["left_out"] == ()
    assert all(data["weight"] > 0 and data["items"] for _, _, data in graph.edges(data=True))
    assert all(list(data["items"]) == sorted(set(data["items"])) for _, _, data in graph.edges(data=True))
    assert all(text.endswith(".") for text in projection.about.values())


@pytest.mark.parametrize("name", WHATEVER)
def test_the_things_behind_an_edge_are_in_the_store(store: Store, name: str) -> None:
    for *_, items in project(store, name).edges(data="items"):
        assert all(store.description(each) for each in items)


@pytest.mark.parametrize("name", WHATEVER)
def test_the_same_data_give_the_same_graph(store: Store, name: str) -> None:
    one, other = project(store, name), project(store, name)
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(data=True)) == list(other.edges(data=True))
    assert list(one) == sorted(one)


class CancelledError(Exception):
    """Raised by a progress that has heard enough."""


def test_it_tells_how_far_it_is_and_can_be_cancelled(store: Store) -> None:
    told = []
    project(store, "units_by_cases", progress=lambda what, done: told.append((what, done)))
    assert told[0] == ("rows", 0)
    assert told[-1] == ("edges", 41)
    calls = itertools.count()

    def enough(what: str, done: int) -> None:
        if next(calls) == 1:
            raise CancelledError

    with pytest.raises(CancelledError):
        project(store, "units_by_cases", progress=enough)


def test_there_is_no_other_projection(store: Store) -> None:
    with pytest.raises(KeyError):
        project(store, "../secret")


def test_ties_without_direction_are_the_same_both_ways() -> None:
    gathered, graph = Ties(directed=False), nx.Graph()
    gathered.add("b", "a", ("x",), days=3)
    gathered.add("a", "b", ("x", "w"), times=2, days=6)
    gathered.into(graph)
    assert list(graph.edges(data=True)) == [
        ("a", "b", {"weight": 3, "items": ("w", "x"), "median_days": 4.5})
    ]
