"""Analyses as triples: what was run, and its numbers as a well-formed data cube."""

from dataclasses import replace

import pyoxigraph as ox
from analyses import HOSTILE, QUERY, iri, of_edges, of_measure
from rdflib import PROV, QB, RDF, RDFS, SKOS, Graph, Literal, URIRef

from graph.analysis.analysis import Analysis, Wanted
from graph.analysis.as_rdf import MOST_ROWS, triples
from graph.analysis.table import Column, Table, Value
from graph.base.labels import Labels
from graph.ontology.iris import is_path
from graph.ontology.terms import SG, term

VALUE = URIRef("http://purl.org/linked-data/sdmx/2009/measure#obsValue")
RUN = URIRef(of_measure().iri)


def graph_of(analysis: Analysis) -> Graph:
    data = ox.serialize(triples(analysis), format=ox.RdfFormat.N_TRIPLES)
    assert data is not None
    return Graph().parse(data=data, format="nt")


def of_table(*names: str, rows: tuple[tuple[Value, ...], ...]) -> Analysis:
    columns = tuple(Column(name, Labels(da=name, en=name)) for name in names)
    return replace(
        of_measure(), wanted=Wanted(measure="decided_by_year"), graph=None, table=Table(columns, rows)
    )


def test_a_run_says_what_it_asked_of_which_release_by_what() -> None:
    graph = graph_of(of_measure())
    assert set(graph.objects(RUN, RDF.type)) == {PROV.Activity, term("Analysis")}
    assert Literal("Enheder ved fælles sager: PageRank", lang="da") in set(graph.objects(RUN, RDFS.label))
    assert str(graph.value(RUN, term("queryText"))) == QUERY
    assert str(graph.value(RUN, term("queryName"))) == "units_in_cases"
    assert str(graph.value(RUN, term("ofRelease"))) == "0003-abcdef012345"
    assert str(graph.value(RUN, term("softwareVersion"))) == "0.2.0"
    assert str(graph.value(RUN, term("parameter"))) == "alpha=0.85"
    assert str(graph.value(RUN, term("periodFrom"))) == "2020-01-01"
    assert str(graph.value(RUN, term("periodTo"))) == "2022-06-30"
    assert graph.value(RUN, term("withStandingItems")) == Literal(True)
    assert (graph.value(RUN, term("nodeCount")), graph.value(RUN, term("edgeCount"))) == (
        Literal(3),
        Literal(2),
    )


def test_each_number_is_an_observation() -> None:
    graph = graph_of(of_measure())
    found = {
        (str(graph.value(one, term("observed"))), str(graph.value(one, VALUE)))
        for one in graph.subjects(RDF.type, QB.Observation)
    }
    assert found == {(iri("enhed/b"), "0.486486"), (iri("enhed/b"), "2"), (iri("enhed/a"), "0.25")}
    concept = URIRef(iri("analyse/maal/pagerank"))
    assert set(graph.objects(concept, SKOS.prefLabel)) == {
        Literal("PageRank", lang="da"),
        Literal("PageRank", lang="en"),
    }
    assert HOSTILE not in {str(value) for value in graph.objects()}


def cube_faults(graph: Graph) -> list[str]:
    """Violations of the integrity constraints 1, 3, 5, 11, 12 and 14 of the Data Cube recommendation."""
    faults = []
    seen = set()
    for one in graph.subjects(RDF.type, QB.Observation):
        [data_set] = graph.objects(one, QB.dataSet)  # IC-1
        [structure] = graph.objects(data_set, QB.structure)
        parts = list(graph.objects(structure, QB.component))
        dimensions = sorted(value for part in parts for value in graph.objects(part, QB.dimension))
        measures = [value for part in parts for value in graph.objects(part, QB.measure)]
        if measures != [VALUE]:  # IC-3
            faults.append(f"{structure} has no measure")
        key = (data_set, *(graph.value(one, dimension) for dimension in dimensions))
        if None in key:  # IC-11
            faults.append(f"{one} lacks a dimension")
        if key in seen:  # IC-12
            faults.append(f"{one} is there twice")
        seen.add(key)
        if graph.value(one, VALUE) is None:  # IC-14
            faults.append(f"{one} has no value")
    if graph.value(term("observedMeasure"), QB.codeList) is None:  # IC-5
        faults.append("no code list")
    return faults


def test_the_cube_is_well_formed_whatever_a_row_is_of() -> None:
    of_years = of_table("year", "cases", "share", rows=((2020, 5, 0.5), (2021, 4, None)))
    of_bodies = of_table(
        "body", "label", "year", "n", rows=((iri("organ/a"), "A", 2020, 1), (iri("organ/a"), "A", 2021, 1))
    )
    of_steps = of_table("length", "pairs", rows=((1, 5), (2, 5)))
    for analysis, count in ((of_measure(), 3), (of_years, 3), (of_bodies, 2), (of_steps, 2)):
        graph = graph_of(analysis)
        assert len(set(graph.subjects(RDF.type, QB.Observation))) == count
        assert cube_faults(graph) == []


def test_a_year_is_a_year() -> None:
    graph = graph_of(of_table("year", "cases", rows=((2020, 5),)))
    [year] = graph.objects(None, term("observedYear"))
    assert year.n3() == '"2020"^^<http://www.w3.org/2001/XMLSchema#gYear>'


def test_rows_are_bounded() -> None:
    rows = tuple((iri(f"sag/{number}"), number) for number in range(MOST_ROWS + 10))
    graph = graph_of(of_table("case", "days", rows=rows))
    assert len(set(graph.subjects(RDF.type, QB.Observation))) == MOST_ROWS


def test_what_measures_nothing_is_a_run_alone() -> None:
    assert set(graph_of(of_edges()).subjects()) == {URIRef(of_edges().iri)}


def test_all_that_is_ours_can_be_looked_up_and_is_declared() -> None:
    for triple in triples(of_measure()):
        for node in (triple.subject, triple.object):
            assert not isinstance(node, ox.BlankNode)
            if isinstance(node, ox.NamedNode) and node.value.startswith(iri("")):
                assert is_path(node.value.removeprefix("https://data.example.dk/id/"))
        if triple.predicate.value.startswith(SG):
            assert term(triple.predicate.value.removeprefix(SG))
