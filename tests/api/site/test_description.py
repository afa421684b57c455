"""What templates can ask of a thing."""

import pytest
from pyoxigraph import RdfFormat, parse

from api.site.description import Description, Node, expand, of_type
from api.site.render import Links
from graph.ontology.terms import PREFIXES, UnknownTermError

TURTLE = """
@prefix sg: <https://w3id.org/sagsgraf/ns#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@base <http://x/id/> .
<a> a sg:AgendaItem ; rdfs:label "Item 1"@en, "Punkt 1"@da ; dct:title "T"@da ; sg:itemNumber "1" ; sg:order 1 ; sg:confidence 0.95 ;
    sg:hasSection <a/afsnit/10>, <a/afsnit/9> ; sg:openness <https://w3id.org/sagsgraf/concept/aabenhed/lukket> ;
    dct:references <never-described> ; dct:language <http://publications.europa.eu/resource/authority/language/DAN> .
<a/afsnit/9> a sg:Section ; skos:prefLabel "Ni"@da .
<a/afsnit/10> a sg:Section .
"""


@pytest.fixture
def node() -> Node:
    triples = [quad.triple for quad in parse(TURTLE, format=RdfFormat.TURTLE)]
    return Description(triples, Links("http://x")).node("http://x/id/a")


def test_its_words(node: Node) -> None:
    assert node.label == "Punkt 1"
    assert node.kind == "Dagsordenspunkt"
    assert node.href == "/doc/a"
    assert node.text("dct:title") == "T"
    assert node.text("sg:caseNumber") is None
    assert node.texts("rdfs:label") == ["Punkt 1", "Item 1"]


def test_what_it_points_to(node: Node) -> None:
    nine, ten = node.nodes("sg:hasSection")
    assert (nine.label, ten.label) == ("Ni", "a/afsnit/10")
    openness = node.node("sg:openness")
    assert openness is not None
    assert (openness.label, openness.code, openness.href) == ("Lukket", "lukket", "/concept/aabenhed/lukket")
    assert node.node("sg:hasDecision") is None


def test_a_thing_that_is_named_but_not_described_is_no_link(node: Node) -> None:
    named = node.node("dct:references")
    assert named is not None
    assert (named.label, named.href) == ("never-described", None)


def test_the_rest_are_facts_in_danish(node: Node) -> None:
    facts = node.facts("sg:hasSection", "dct:title")
    assert [fact.label for fact in facts] == [
        "henviser til",
        "punktnummer",
        "rækkefølge",
        "sikkerhed",
        "sprog",
        "åbent/lukket",
    ]
    assert [fact.values[0].text for fact in facts] == ["never-described", "1", "1", "0,95", "dansk", "Lukket"]


def test_things_of_a_class(node: Node) -> None:
    assert of_type([node, *node.nodes("sg:hasSection")], "sg:AgendaItem") == [node]


def test_a_term_that_the_ontology_lacks_is_a_fault() -> None:
    assert expand("sg:Meeting") == PREFIXES["sg"] + "Meeting"
    with pytest.raises(UnknownTermError):
        expand("sg:Meting")
