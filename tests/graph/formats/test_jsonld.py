"""JSON-LD under the one context, read back by parsers of others."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld as pyld
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse
from rdflib import Graph
from rdflib.compare import isomorphic

from graph.formats.frames import described, framed, nested_once
from graph.formats.jsonld import expanded, flattened, node_objects
from graph.ontology.terms import PREFIXES, vocabulary

SG = PREFIXES["sg"]
XSD = PREFIXES["xsd"]
CONTEXT = vocabulary().context()["@context"]
ADDRESS = "http://example.org/ns/context/1.jsonld"
ITEM = NamedNode("http://example.org/id/a/punkt/1")
OTHER = NamedNode("http://example.org/b")


def node(*triples: Triple) -> dict[str, Any]:
    (made,) = node_objects(triples)
    return made


def read_back(document: Any) -> set[Triple]:
    inlined = json.dumps({"@context": CONTEXT, "@graph": document})
    return {quad.triple for quad in parse(inlined, format=RdfFormat.JSON_LD)}


def test_one_thing_is_one_object() -> None:
    assert node(
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
        Triple(
            ITEM, NamedNode(PREFIXES["prov"] + "wasDerivedFrom"), NamedNode("http://example.org/x#char=1,2")
        ),
        Triple(ITEM, NamedNode(SG + "sha256"), Literal("ab")),
        Triple(ITEM, NamedNode("http://other.example/p"), Literal("1", datatype=NamedNode(XSD + "integer"))),
    ) == {
        "@id": "http://example.org/id/a/punkt/1",
        "@type": "AgendaItem",
        "itemNumber": "1",
        "order": 1,
        "headingLost": True,
        "inMeeting": {"@id": "http://example.org/id/a"},
        "title": {"da": "Æbler"},
        "date": "2024-01-01",
        "org:holds": [{"@id": "http://example.org/x"}],
        "wasDerivedFrom": ["http://example.org/x#char=1,2"],
        "sha256": "ab",
        "http://other.example/p": [{"@value": "1", "@type": "xsd:integer"}],
    }


def test_words_are_by_language_danish_first() -> None:
    label = NamedNode(PREFIXES["rdfs"] + "label")
    said = [Literal("a", language="en"), Literal("b", language="da"), Literal("c")]
    assert list(node(*(Triple(ITEM, label, one) for one in said))["label"].items()) == [
        ("da", "b"),
        ("en", "a"),
        ("@none", "c"),
    ]


def test_a_case_has_its_titles_in_an_array_however_many_there_are() -> None:
    made = node(
        Triple(ITEM, NamedNode(PREFIXES["rdf"] + "type"), NamedNode(SG + "Case")),
        Triple(ITEM, NamedNode(PREFIXES["dct"] + "title"), Literal("Havnebad", language="da")),
    )
    assert made["titles"] == {"da": ["Havnebad"]}
    assert CONTEXT["titles"]["@id"] == CONTEXT["title"]["@id"]


def test_several_things_stand_side_by_side() -> None:
    triples = [
        Triple(ITEM, NamedNode(SG + "hasDecision"), OTHER),
        Triple(ITEM, NamedNode(SG + "hasDecision"), ITEM),
        Triple(OTHER, NamedNode(SG + "outcome"), BlankNode("x")),
    ]
    assert node_objects(triples) == [
        {"@id": ITEM.value, "hasDecision": [{"@id": OTHER.value}, {"@id": ITEM.value}]},
        {"@id": OTHER.value, "outcome": [{"@id": "_:x"}]},
    ]


def test_what_may_have_several_values_is_an_array_with_one_too() -> None:
    """By the shapes: an item has one decision, and a decision one outcome or more."""
    made = node(
        Triple(ITEM, NamedNode(SG + "hasDecision"), OTHER),
        Triple(ITEM, NamedNode(SG + "hasSection"), OTHER),
        Triple(ITEM, NamedNode(SG + "outcome"), OTHER),
        Triple(ITEM, NamedNode(SG + "asPrinted"), Literal("a")),
    )
    arrays = {name for name, value in made.items() if isinstance(value, list)}
    assert arrays == {"hasSection", "outcome", "asPrinted"}
    assert all(CONTEXT[name]["@container"] == "@set" for name in arrays)
    assert "@container" not in CONTEXT["hasDecision"]


def test_nothing_is_an_empty_graph() -> None:
    assert json.loads(flattened([], ADDRESS)) == {"@context": ADDRESS, "@graph": []}
    assert json.loads(expanded([])) == []


def test_a_triple_about_a_triple_cannot_be_written() -> None:
    inner = Triple(ITEM, ITEM, ITEM)
    for write in (node_objects, expanded):
        with pytest.raises(ValueError, match="triple about a triple"):
            write([Triple(ITEM, ITEM, inner)])


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
    st.sampled_from([ITEM, OTHER, NamedNode("urn:x:y")]),
)
predicates = st.sampled_from(
    [
        SG + "itemNumber",
        SG + "order",
        SG + "inMeeting",
        SG + "headingLost",
        SG + "text",
        SG + "citesLaw",
        SG + "unknown",
        PREFIXES["dct"] + "date",
        PREFIXES["dct"] + "title",
        PREFIXES["rdf"] + "type",
        PREFIXES["schema"] + "startDate",
        PREFIXES["skos"] + "closeMatch",
        PREFIXES["prov"] + "wasDerivedFrom",
        "http://other.example/p",
        "urn:x:p",
    ]
).map(NamedNode)
subjects = st.sampled_from([ITEM, OTHER])


@given(st.lists(st.builds(Triple, subjects, predicates, values), max_size=8))
def test_every_value_comes_back_as_it_was_in_every_form(triples: list[Triple]) -> None:
    assert read_back(node_objects(triples)) == set(triples)
    assert read_back([nested_once(triples, ITEM.value)]) == set(triples)
    assert {quad.triple for quad in parse(expanded(triples), format=RdfFormat.JSON_LD)} == set(triples)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # inside rdflib's own parser
def test_other_parsers_read_the_same() -> None:
    triples = [
        Triple(ITEM, NamedNode(SG + "order"), Literal(12)),
        Triple(ITEM, NamedNode(SG + "text"), Literal("a\n\nb", language="da")),
        Triple(ITEM, NamedNode(PREFIXES["rdfs"] + "label"), Literal("a")),
        Triple(ITEM, NamedNode(PREFIXES["rdf"] + "type"), NamedNode(SG + "AgendaItem")),
        Triple(ITEM, NamedNode(SG + "shareRead"), Literal("0.98", datatype=NamedNode(XSD + "decimal"))),
    ]
    document = {"@context": CONTEXT, **node(*triples)}
    wanted = Graph().parse(data="\n".join(f"{triple} ." for triple in triples), format="nt")
    assert isomorphic(Graph().parse(data=json.dumps(document), format="json-ld"), wanted)
    read = pyld.to_rdf(document, {"format": "application/n-quads"})
    assert isomorphic(Graph().parse(data=read, format="nt"), wanted)


def test_a_thing_stands_where_it_is_first_led_to_and_what_nothing_leads_to_beside_it() -> None:
    leads = NamedNode(SG + "hasSection")
    triples = [
        Triple(ITEM, leads, OTHER),
        Triple(OTHER, leads, ITEM),
        Triple(NamedNode("urn:x:lone"), leads, OTHER),
    ]
    assert nested_once(triples, ITEM.value) == {
        "@id": ITEM.value,
        "hasSection": [{"@id": OTHER.value, "hasSection": [{"@id": ITEM.value}]}],
        "@included": [{"@id": "urn:x:lone", "hasSection": [{"@id": OTHER.value}]}],
    }


def test_an_act_that_an_item_cites_has_its_class_and_title() -> None:
    act = NamedNode("https://www.retsinformation.dk/eli/lta/2024/9")
    kind, label = NamedNode(PREFIXES["rdf"] + "type"), NamedNode(PREFIXES["rdfs"] + "label")
    told = [
        Triple(ITEM, kind, NamedNode(SG + "AgendaItem")),
        Triple(ITEM, NamedNode(SG + "citesAct"), act),
        Triple(act, kind, NamedNode(PREFIXES["eli"] + "LegalResource")),
        Triple(act, label, Literal("Lov om fyr", language="da")),
    ]
    found = described(ITEM.value, lambda iri: [one for one in told if one.subject.value == iri])  # type: ignore[union-attr]
    (shown,) = framed(found, ITEM.value)["citesAct"]
    assert shown == {"@id": act.value, "@type": "LegalResource", "label": {"da": "Lov om fyr"}}
