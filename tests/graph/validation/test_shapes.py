"""Every shape against a document that meets it and one that does not; the rules about shapes themselves."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from broken import ANALYSIS, BROKEN, CLOSED, PLACE, PROPOSED, SCANNED, STATUS, STONE, add, document
from each import each
from pyshacl.entrypoints import meta_validate
from rdflib import RDF, RDFS, SH, BNode, Graph, Literal, URIRef

from graph.base.config import resource
from graph.mapping.minutes import minutes_graph
from graph.minutes.document import Document
from graph.municipality.profile import NEUTRAL
from graph.ontology.iris import Iris
from graph.ontology.shape_files import document_files
from graph.ontology.terms import CONCEPT, SG, vocabulary
from graph.ontology.turtle import turtle_graph
from graph.readers.layout.parse import parse
from graph.validation.shacl import LAYERS, Layer, check, load_shapes

SGS = "https://w3id.org/sagsgraf/shapes#"


# What the good document lacks and these shapes may see without failing.
ALSO_GOOD = {"HeadingLost": (BROKEN["HeadingIsLost"],)} | {
    shape: (add(good),)
    for shape in BROKEN
    for start, good in (
        ("Tombstone", STONE), ("Withdrawal", STONE), ("Status", STATUS), ("BodyStatus", STATUS), ("Gap", STATUS),
        ("MeetingGap", STATUS), ("Analysis", ANALYSIS), ("Observed", ANALYSIS), ("Place", PLACE), ("PageNumber", PLACE),
        ("MinutesRecogni", SCANNED), ("Thread", PROPOSED), ("SharedWord", PROPOSED),
        ("DecisionReservation", "p1:beslutning sg:reservation 'idet'@da ."),
        ("ClosedDecisionContent", f"<{CLOSED}> sg:decisionPublished true ."),
        ("DecisionPublished", f"<{CLOSED}> sg:decisionPublished true ."),
    )
    if shape.startswith(start)
}  # fmt: skip
# Shapes that fail whatever they target: a document meets them by not having such a thing.
OF_NOTHING = {"HeadingIsLost"}


@cache
def every_shape() -> Graph:
    return turtle_graph(*document_files())


def rules() -> list[URIRef]:
    """The shapes that judge; one with nothing but other shapes in it only selects."""
    graph = every_shape()
    kinds = (SH.NodeShape, SH.PropertyShape)
    named = {s for kind in kinds for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef)}
    selecting = {RDF.type, RDFS.label, SH.targetNode, SH.targetClass, SH.path, SH.property}
    return sorted(s for s in named if not set(graph.predicates(s)) <= selecting)


def layer_of(shape: str) -> Layer:
    return next(la for la in LAYERS if (URIRef(SGS + shape), None, None) in load_shapes().layers[la].graph)


def failed(graph: Graph, layer: Layer) -> set[str]:
    return {result.shape.removeprefix(SGS) for result in check(graph, layer)}


@cache
def good(more: tuple[str, ...]) -> Graph:
    """The good document and more; no test may change it."""
    return document(*more)


@cache
def failed_by_good(more: tuple[str, ...], layer: Layer) -> set[str]:
    return failed(good(more), layer)


@pytest.mark.parametrize("layer", LAYERS)
def test_the_good_document_meets_every_shape(layer: Layer) -> None:
    assert check(document(), layer) == []


@each("shape", sorted(BROKEN))
def test_a_document_that_has_what_a_shape_judges_meets_it(shape: str) -> None:
    """Those that fail it are tried in test_precheck.py."""
    assert shape not in failed_by_good(ALSO_GOOD.get(shape, ()), layer_of(shape))


@each("shape", sorted(set(BROKEN) - OF_NOTHING))
def test_the_good_document_has_something_to_judge(shape: str) -> None:
    shapes: Any = load_shapes().layers[layer_of(shape)]
    nodes = [URIRef(SGS + shape), *shapes.subjects(SH.property, URIRef(SGS + shape))]
    graph = good(ALSO_GOOD.get(shape, ()))
    assert {shape.node for shape in shapes.shapes} >= set(nodes)
    assert any(shapes.lookup_shape_from_node(node).focus_nodes(graph) for node in nodes)


def test_every_shape_has_a_pair() -> None:
    assert {str(shape).removeprefix(SGS) for shape in rules()} == set(BROKEN)


def test_every_shape_has_an_iri_labels_messages_and_a_severity() -> None:
    graph = every_shape()
    for shape in rules():
        assert re.fullmatch(f"{SGS}[A-Z][A-Za-z]+", shape)
        for prop in (RDFS.label, SH.message):
            texts = [o for o in graph.objects(shape, prop) if isinstance(o, Literal)]
            assert sorted(str(o.language) for o in texts) == ["da", "en"], (shape, prop)
            assert all(str(o).strip() for o in texts)
        assert len(set(graph.objects(shape, SH.severity))) == 1, shape


@pytest.mark.parametrize("layer", LAYERS)
def test_the_gates_are_violations_and_the_rest_is_not(layer: Layer) -> None:
    severities = set(load_shapes().layers[layer].graph.objects(None, SH.severity))
    gate = layer in ("integrity", "privacy")
    assert severities <= ({SH.Violation} if gate else {SH.Info, SH.Warning})
    assert severities


def test_shapes_use_terms_and_codes_of_the_ontology_only() -> None:
    text = "".join(file.read_text("utf-8") for file in sorted(resource("shapes").rglob("*.ttl")))
    defined = {str(s) for s in vocabulary().graph.subjects(RDF.type)}
    names = {SG + name for name in re.findall(r"(?<![\w-])sg:(\w+)", text)}
    codes = set(re.findall(f"<({CONCEPT}[^>]+)>", text))
    assert len(names) > 50
    assert codes
    assert (names | codes) - defined == set()


def test_shapes_are_well_formed_shacl(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the shapes of SHACL itself (appendix C), which pySHACL has with it. The words for every branch that an
    alternative does not take are a third of the work, so they are only found where there is something to tell."""
    judge: Any = meta_validate
    shapes = every_shape()
    with monkeypatch.context() as patch:
        patch.setattr("pyshacl.constraints.constraint_component.stringify_node", lambda *_, **__: "")
        conforms = judge(shapes, inference="none")[0]
    assert conforms, judge(shapes)[2]


def test_no_place_for_a_blank_node_is_overlooked() -> None:
    """Ten are there at a time, far from each other; each that no result names, alone."""
    places = sorted(triple for triple in document() if isinstance(triple[2], URIRef))
    apart = len(places) // 10 + 1
    for first in range(apart):
        some = {BNode(f"b{at}"): triple for at, triple in enumerate(places[first::apart])}
        named = {result.value for result in check(with_blank(some), "integrity")}
        for node, triple in some.items():
            assert str(node) in named or check(with_blank({node: triple}), "integrity") != [], triple


def with_blank(places: Mapping[BNode, tuple[Any, ...]]) -> Graph:
    """The good document with blank nodes in place of what stands there."""
    broken = document()
    for node, (subject, prop, value) in places.items():
        broken.remove((subject, prop, value))
        broken.add((subject, prop, node))
    return broken


def test_a_case_number_may_have_a_blank_behind_its_letters() -> None:
    item = "{}. BR {}/07\nMolen\n\nDet foreslås,\n1. at molen males\n\nByrådets beslutning i mødet den 3. marts 2031\nGodkendt.\n\n"
    text = "Byrådet\n3. marts 2031\n\n" + item.format(20, 366) + item.format(21, 367)
    minutes = parse(Document("a.txt", text), NEUTRAL)
    assert [one.text for item in minutes.items for one in item.case_numbers] == ["BR 366/07", "BR 367/07"]
    graph = minutes_graph(minutes, NEUTRAL, Iris("http://127.0.0.1", "by"), "run")
    assert check(graph, "integrity") == []
