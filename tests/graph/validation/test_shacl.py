"""validate: the layers, what a result says, and that nothing is fetched, changed or left to chance."""

import logging
import socket
from typing import Any, NoReturn

import pytest
from places import TESTS
from rdflib import OWL, RDF, RDFS, SH, Dataset, Graph, Literal, Namespace, URIRef

from graph.base.config import OperatorError
from graph.base.labels import Labels
from graph.ontology.terms import DCT, FOAF, SG, concept, term
from graph.validation.shacl import LAYERS, Result, check, load_shapes, report

DOCUMENT = TESTS / "data" / "document.ttl"
MEETING = URIRef("https://data.example/id/proeve/moede/raadet/2023-06-26")
SGS = Namespace("https://w3id.org/sagsgraf/shapes#")


@pytest.fixture
def graph() -> Graph:
    return Graph().parse(DOCUMENT, format="turtle")


def test_shapes_are_read_once() -> None:
    assert load_shapes() is load_shapes()
    assert list(load_shapes().layers) == list(LAYERS)
    assert (SGS.MeetingBody, SH.severity, SH.Violation) in load_shapes().layers["integrity"].graph


def test_a_result_says_what_is_wrong_where_in_both_languages(graph: Graph) -> None:
    graph.remove((MEETING, term("heldBy"), None))
    assert check(graph, "integrity") == [
        Result(
            layer="integrity",
            severity="violation",
            focus=str(MEETING),
            path=SG + "heldBy",
            value=None,
            shape=str(SGS.MeetingBody),
            messages=Labels(
                da="Et møde skal være holdt af netop ét organ.",
                en="A meeting must be held by exactly one body.",
            ),
        )
    ]


def test_a_result_of_sparql_has_both_messages_and_the_value(graph: Graph) -> None:
    closed, decision = URIRef(MEETING + "/punkt/2"), URIRef(MEETING + "/punkt/1/beslutning")
    graph.add((closed, term("hasDecision"), decision))
    [result] = check(graph, "privacy")
    assert (result.focus, result.path, result.value) == (str(closed), SG + "hasDecision", str(decision))
    assert result.messages["da"].startswith("Et lukket punkt må kun")
    assert result.messages["en"].startswith("A closed item may")


def test_a_path_of_several_steps_is_written_as_in_sparql(graph: Graph) -> None:
    graph.remove((None, term("hasTreatmentStep"), None))
    [owner] = check(graph, "integrity")
    [path] = check(graph, "maturity")
    assert owner.path == f"^<{SG}hasTreatmentStep>"
    assert path.path == f"<{SG}hasTreatmentStep> | <{SG}seriesOf>"
    assert path.severity == "info"


def test_a_layer_judges_its_own_matters_only(graph: Graph) -> None:
    graph.set(
        (URIRef(MEETING + "/punkt/1/beslutning"), term("outcome"), concept("beslutningsudfald", "fritekst"))
    )
    assert [[r.shape for r in check(graph, layer)] for layer in LAYERS] == [
        [],
        [],
        [],
        [str(SGS.DecisionFreeText)],
    ]


def test_results_are_sorted_and_the_same_each_time(graph: Graph) -> None:
    graph.remove((None, RDFS.label, None))
    graph.remove((None, DCT.title, None))
    first = check(graph, "integrity")
    again = check(Graph().parse(data=graph.serialize(format="nt"), format="nt"), "integrity")
    assert len(first) > 20
    assert first == again == sorted(first, key=lambda r: (r.focus, r.shape))


def test_the_graph_is_left_as_it_was(graph: Graph) -> None:
    before = set(graph), sorted(graph.namespaces())
    for layer in LAYERS:
        check(graph, layer)
    assert (set(graph), sorted(graph.namespaces())) == before


def test_a_named_graph_of_a_dataset_is_judged_alone(graph: Graph) -> None:
    dataset = Dataset()
    named = dataset.graph(URIRef(MEETING + "/referat"))
    named += graph
    other = dataset.graph(URIRef("https://data.example/other"))
    other.add((URIRef("https://data.example/x"), FOAF.name, Literal("010101-1234")))
    assert [check(named, layer) for layer in LAYERS] == [[], [], [], []]


def test_an_empty_graph_holds_no_minutes() -> None:
    assert [r.shape for r in check(Graph(), "integrity")] == [str(SGS.OneMeeting), str(SGS.OneMinutes)]
    assert check(Graph(), "privacy") == []


def test_nothing_is_fetched(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    graph.add((URIRef("https://data.example/onto"), RDF.type, OWL.Ontology))
    graph.add((URIRef("https://data.example/onto"), OWL.imports, URIRef("http://127.0.0.1:9/more")))
    graph.add((URIRef("https://data.example/onto"), RDFS.label, Literal("x")))
    assert check(graph, "integrity") == []


def test_nothing_is_logged(graph: Graph, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        check(graph, "privacy")
    assert caplog.records == []


@pytest.mark.parametrize("iri", ["https://data.example/a b", "https://data.example/<x>", "x"])
@pytest.mark.filterwarnings("ignore")
def test_what_is_no_iri_is_refused(graph: Graph, iri: str) -> None:
    graph.add((URIRef(iri), RDFS.label, Literal("x")))
    with pytest.raises(OperatorError, match="is not an IRI"):
        check(graph, "privacy")


def test_the_report_is_one_of_shacl(graph: Graph) -> None:
    graph.remove((MEETING, term("heldBy"), None))
    found = report(graph, "integrity")
    [validation] = found.subjects(RDF.type, SH.ValidationReport)
    assert found.value(validation, SH.conforms) == Literal(False)
    [result] = found.objects(validation, SH.result)
    assert found.value(result, SH.sourceShape) == SGS.MeetingBody
