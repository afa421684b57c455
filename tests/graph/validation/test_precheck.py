"""What is told of a graph beforehand changes no result: pySHACL on every shape finds the same."""

from typing import Any

import pytest
from broken import BROKEN, document
from hypothesis import given, settings
from hypothesis import strategies as st
from pyshacl import ShapesGraph, Validator
from pyshacl.graph_abstraction import DataGraph
from rdflib import RDF, SH, XSD, BNode, Graph, Literal, URIRef

from graph.ontology.terms import concept, term
from graph.validation.index import TripleIndex
from graph.validation.precheck import screen
from graph.validation.shacl import LAYERS, Judged, Layer, load_shapes, report

EX = "https://data.example/"
SGS = "https://w3id.org/sagsgraf/shapes#"


def in_full(graph: Graph, layer: Layer) -> Graph:
    """The report of pySHACL on all shapes and all their focus nodes."""
    shapes = load_shapes().layers[layer]
    validator: Any = Validator(DataGraph.from_rdflib(Judged(graph)), shacl_graph=shapes.graph)
    validator.shacl_graph = shapes
    return validator.run()[1]  # type: ignore[no-any-return]


def results(found: Graph) -> set[tuple[Any, ...]]:
    parts = (SH.sourceShape, SH.focusNode, SH.value, SH.resultSeverity, SH.sourceConstraintComponent)
    return {
        tuple(found.value(result, part) for part in parts)
        for result in found.subjects(RDF.type, SH.ValidationResult)
    }


def assert_same(graph: Graph) -> set[Any]:
    """The shapes that the graph fails, by whichever way."""
    failed = set()
    for layer in LAYERS:
        by_pyshacl = results(in_full(graph, layer))
        assert results(report(graph, layer)) == by_pyshacl, layer
        failed |= {shape for shape, *_ in by_pyshacl}
    return failed


APART = len(BROKEN) // 24 + 1


@pytest.mark.parametrize("first", range(APART))
def test_what_breaks_a_shape_is_found_as_by_pyshacl_alone(first: int) -> None:
    """Two dozen shapes are broken at a time, far from each other in the list; each that the others hide, alone."""
    shapes = sorted(BROKEN)[first::APART]
    failed = assert_same(document(*(BROKEN[shape] for shape in shapes)))
    for shape in shapes:
        if URIRef(SGS + shape) not in failed:
            assert URIRef(SGS + shape) in assert_same(document(BROKEN[shape])), shape


VALUES = [
    *(URIRef(EX + name) for name in ("x", "organ/raadet", "sag/1", "moede/raadet/2023-06-26/referat#char=0,9")),
    *(Literal(text, lang=language) for text in ("", "ord", "Lukket: x") for language in ("da", "en", None)),
    *(Literal(text, datatype=kind) for text in ("0", "7", "x", "2023-06-26") for kind in (XSD.integer, XSD.date, XSD.string)),
    *(Literal(value) for value in (True, 0, -1, 2.5, "010203-1234")),
    *(concept("aabenhed", code) for code in ("lukket", "aabent")),
    concept("beslutningsudfald", "fritekst"),
    term("AgendaItem"),
    BNode("b"),
]  # fmt: skip


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_whatever_is_changed_is_found_as_by_pyshacl_alone(data: st.DataObject) -> None:
    graph = document()
    triples = sorted(graph)
    for _ in range(data.draw(st.integers(1, 4))):
        subject, prop, value = data.draw(st.sampled_from(triples))
        other = data.draw(st.sampled_from([*VALUES, subject, value]))
        how = data.draw(st.sampled_from(["drop", "put", "add", "move"]))
        if how in ("drop", "put"):
            graph.remove((subject, prop, value))
        if how in ("put", "add"):
            graph.add((subject, prop, other))
        if how == "move" and isinstance(other, URIRef):
            graph.add((other, prop, value))
    assert_same(graph)


def test_little_of_a_good_document_is_left_to_pyshacl() -> None:
    facts = Judged(document()).facts
    left = [
        str(shape).removeprefix("https://w3id.org/sagsgraf/shapes#")
        for layer in ("integrity", "privacy")
        for shape, screened in load_shapes().screens[layer].items()
        if screened.suspects(facts) != []
    ]
    assert "SpanOfThisText" in left  # its query has $this in a filter only
    assert len(left) < 6, left


def suspects(shapes: str, data: str) -> dict[str, Any]:
    """Shape -> its suspects, for shapes and data in Turtle."""
    prefixes = "@prefix : <https://data.example/> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
    prefixes += "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    compiled = ShapesGraph(Graph().parse(data=prefixes + shapes, format="turtle"))
    screens = screen(compiled.graph, (shape.node for shape in compiled.shapes), [])
    facts = TripleIndex(Graph().parse(data=prefixes + data, format="turtle"), {})
    return {
        str(node).removeprefix(EX): found if found is None else sorted(map(str, found))
        for node, screened in screens.items()
        if isinstance(node, URIRef)
        for found in [screened.suspects(facts)]
    }


@pytest.mark.parametrize(
    "constraint",
    [
        "sh:qualifiedValueShape [ sh:minLength 1 ] ; sh:qualifiedMaxCount 1",
        "sh:lessThan :q",
        "sh:sparql [ sh:select 'SELECT $this WHERE { { $this :q ?x } UNION { ?x :q $this } }' ]",
        "sh:target [ sh:select 'SELECT ?this WHERE { ?this :p ?x }' ]",
        "sh:pattern 'A' ; sh:flags 'i'",
        "sh:node :S",
    ],
)
def test_a_form_that_is_not_known_is_left_to_pyshacl(constraint: str) -> None:
    assert suspects(
        f":S a sh:PropertyShape ; sh:targetSubjectsOf :p ; sh:path :p ; {constraint} .", ":a :p 'a' ."
    ) == {"S": None}


@pytest.mark.parametrize(
    "select",
    [
        "SELECT $this WHERE { ?x :q ?y . FILTER (?x = $this) }",
        "SELECT $this WHERE { $this :q ?y . { FILTER (?y = $this) ?y :q ?z } }",
        "SELECT $this WHERE { $this :q* ?y }",
        "SELECT $this WHERE { $this :q ?y } LIMIT 1",
        "SELECT ?y WHERE { $this :q ?y }",
    ],
)
def test_a_query_that_might_find_less_for_all_nodes_at_once_is_left_to_pyshacl(select: str) -> None:
    declared = "<https://data.example/o> sh:declare [ sh:prefix '' ; sh:namespace 'https://data.example/'^^xsd:anyURI ] ."
    shape = f":S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:sparql [ sh:prefixes :o ; sh:select '{select}' ] . {declared}"
    assert suspects(shape, ":a :p 'a' .") == {"S": None}


@pytest.mark.parametrize(("length", "suspected"), [("sh:minLength 2", "a"), ("sh:maxLength 1", "b")])
def test_only_the_nodes_that_may_fail_are_suspected(length: str, suspected: str) -> None:
    shape = f":S a sh:PropertyShape ; sh:targetSubjectsOf :p ; sh:path :p ; {length} ."
    assert suspects(shape, ":a :p 'a' . :b :p 'bb' .") == {"S": [EX + suspected]}


@pytest.mark.parametrize(
    ("constraint", "suspected"),
    [
        ("sh:uniqueLang true", [":b"]),
        ("sh:qualifiedValueShape [ sh:languageIn ( 'en' ) ] ; sh:qualifiedMinCount 1", [":b"]),
    ],
)
def test_languages_are_told_apart(constraint: str, suspected: list[str]) -> None:
    shape = f":S a sh:PropertyShape ; sh:targetSubjectsOf :p ; sh:path :p ; {constraint} ."
    data = ":a :p 'x'@da, 'x'@en . :b :p 'x'@da, 'y'@DA ."
    assert suspects(shape, data) == {"S": [one.replace(":", EX) for one in suspected]}


@pytest.mark.parametrize("data", [":a :p [] .", ":a :p 'aa' . :p rdfs:subClassOf :q ."])
def test_of_a_strange_graph_nothing_is_told(data: str) -> None:
    shape = ":S a sh:PropertyShape ; sh:targetSubjectsOf :p ; sh:path :p ; sh:minLength 2 ."
    assert suspects(shape, data) == {"S": None}


@pytest.mark.filterwarnings("ignore")
def test_a_node_that_only_looks_like_an_iri_is_judged_all_the_same() -> None:
    graph = document()
    graph.add((URIRef(EX + "%zz"), RDF.type, term("AgendaItem")))
    facts = Judged(graph).facts
    suspected = [screened.suspects(facts) for screened in load_shapes().screens["integrity"].values()]
    assert any(URIRef(EX + "%zz") in found for found in suspected if found)
