"""Compact JSON-LD, read back by two parsers of others."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse
from rdflib import Graph
from rdflib.compare import isomorphic

from graph.formats.jsonld import compact
from graph.ontology.terms import PREFIXES, vocabulary

SG = PREFIXES["sg"]
XSD = PREFIXES["xsd"]
CONTEXT = vocabulary().context()["@context"]
ITEM = NamedNode("http://example.org/id/a/punkt/1")


def document(*triples: Triple) -> dict[str, Any]:
    written = json.loads(compact(triples, CONTEXT, "http://example.org/context.jsonld"))
    assert isinstance(written, dict)
    return written


def read_back(*triples: Triple) -> set[Triple]:
    inlined = {**document(*triples), "@context": CONTEXT}
    return {quad.triple for quad in parse(json.dumps(inlined), format=RdfFormat.JSON_LD)}


def test_one_thing_is_one_object() -> None:
    assert document(
        Triple(ITEM, NamedNode(PREFIXES["rdf"] + "type"), NamedNode(SG + "AgendaItem")),
        Triple(ITEM, NamedNode(SG + "itemNumber"), Literal("1")),
        Triple(ITEM, NamedNode(SG + "order"), Literal(1)),
        Triple(ITEM, NamedNode(SG + "headingLost"), Literal(True)),
        Triple(ITEM, NamedNode(SG + "inMeeting"), NamedNode("http://example.org/id/a")),
        Triple(ITEM, NamedNode(PREFIXES["dct"] + "title"), Literal("Æbler", language="da")),
        Triple(
            ITEM, NamedNode(PREFIXES["dct"] + "date"), Literal("2024-01-01", datatype=NamedNode(XSD + "date"))
        ),
        Triple(ITEM, NamedNode(PREFIXES["org"] + "holds"), NamedNode("http://example.org/x")),
        Triple(ITEM, NamedNode(SG + "sha256"), Literal("ab")),
        Triple(ITEM, NamedNode("http://other.example/p"), Literal("1", datatype=NamedNode(XSD + "integer"))),
    ) == {
        "@context": "http://example.org/context.jsonld",
        "id": "http://example.org/id/a/punkt/1",
        "type": "AgendaItem",
        "itemNumber": "1",
        "order": 1,
        "headingLost": True,
        "inMeeting": "http://example.org/id/a",
        "title": [{"@value": "Æbler", "@language": "da"}],
        "date": "2024-01-01",
        "org:holds": [{"id": "http://example.org/x"}],
        "sha256": "ab",
        "http://other.example/p": [{"@value": "1", "@type": "xsd:integer"}],
    }


def test_several_things_stand_side_by_side() -> None:
    other = NamedNode("http://example.org/b")
    written = document(
        Triple(ITEM, NamedNode(SG + "hasDecision"), other),
        Triple(ITEM, NamedNode(SG + "hasDecision"), ITEM),
        Triple(other, NamedNode(SG + "outcome"), BlankNode("x")),
    )
    assert written["@graph"] == [
        {"id": ITEM.value, "hasDecision": [other.value, ITEM.value]},
        {"id": other.value, "outcome": ["_:x"]},
    ]


def test_what_may_have_several_values_is_an_array_with_one_too() -> None:
    """By the shapes: an item has one decision, and a decision one outcome or more."""
    other = NamedNode("http://example.org/b")
    node = document(
        Triple(ITEM, NamedNode(SG + "hasDecision"), other),
        Triple(ITEM, NamedNode(SG + "hasSection"), other),
        Triple(ITEM, NamedNode(SG + "outcome"), other),
        Triple(ITEM, NamedNode(PREFIXES["rdfs"] + "label"), Literal("a", language="da")),
    )
    arrays = {name for name, value in node.items() if isinstance(value, list)}
    assert arrays == {"hasSection", "outcome", "label"}
    assert all(CONTEXT[name]["@container"] == "@set" for name in arrays)
    assert "@container" not in CONTEXT["hasDecision"]


def test_nothing_is_an_empty_graph() -> None:
    assert document() == {"@context": "http://example.org/context.jsonld", "@graph": []}


def test_a_triple_about_a_triple_cannot_be_written() -> None:
    inner = Triple(ITEM, ITEM, ITEM)
    with pytest.raises(ValueError, match="triple about a triple"):
        compact([Triple(ITEM, ITEM, inner)], CONTEXT, "c")


values = st.one_of(
    st.text(max_size=20).map(Literal),
    st.text(max_size=20).map(lambda text: Literal(text, language="da")),
    st.sampled_from(["1", "-7", "007", "+1", "-0", "x", "9" * 20]).map(
        lambda text: Literal(text, datatype=NamedNode(XSD + "integer"))
    ),
    st.sampled_from(["true", "1", "yes"]).map(
        lambda text: Literal(text, datatype=NamedNode(XSD + "boolean"))
    ),
    st.sampled_from(["0.5", "1E0"]).map(lambda text: Literal(text, datatype=NamedNode(XSD + "decimal"))),
    st.sampled_from([ITEM, NamedNode("http://example.org/b"), NamedNode("urn:x:y")]),
)
predicates = st.sampled_from(
    [
        SG + "itemNumber",
        SG + "order",
        SG + "inMeeting",
        SG + "headingLost",
        SG + "text",
        SG + "unknown",
        PREFIXES["dct"] + "date",
        PREFIXES["rdf"] + "type",
        PREFIXES["schema"] + "startDate",
        PREFIXES["skos"] + "closeMatch",
        "http://other.example/p",
        "urn:x:p",
    ]
).map(NamedNode)


@given(st.lists(st.builds(Triple, st.just(ITEM), predicates, values), max_size=8))
def test_every_value_comes_back_as_it_was(triples: list[Triple]) -> None:
    assert read_back(*triples) == set(triples)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # inside rdflib's own parser
def test_another_parser_reads_the_same() -> None:
    triples = [
        Triple(ITEM, NamedNode(SG + "order"), Literal(12)),
        Triple(ITEM, NamedNode(SG + "text"), Literal("a\n\nb", language="da")),
        Triple(ITEM, NamedNode(PREFIXES["rdf"] + "type"), NamedNode(SG + "AgendaItem")),
        Triple(ITEM, NamedNode(SG + "shareRead"), Literal("0.98", datatype=NamedNode(XSD + "decimal"))),
    ]
    inlined = json.dumps({**document(*triples), "@context": CONTEXT})
    expected = "\n".join(f"{triple} ." for triple in triples)
    assert isomorphic(
        Graph().parse(data=inlined, format="json-ld"), Graph().parse(data=expected, format="nt")
    )
