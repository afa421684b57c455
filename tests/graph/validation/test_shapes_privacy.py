"""The privacy gate against whatever may be put in its way: closed items and CPR numbers."""

import re

from cpr_numbers import NUMBERS, OTHERS
from hypothesis import given, settings
from hypothesis import strategies as st
from places import TESTS
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef

from graph.ontology.terms import SG, term, vocabulary
from graph.validation.shacl import check

SGS = "https://w3id.org/sagsgraf/shapes#"
DOCUMENT = TESTS / "data" / "document.ttl"
MEETING = URIRef("https://data.example/id/proeve/moede/raadet/2023-06-26")
CLOSED = URIRef(MEETING + "/punkt/2")


def document() -> Graph:
    return Graph().parse(DOCUMENT, format="turtle")


def failed(graph: Graph) -> set[str]:
    return {result.shape.removeprefix(SGS) for result in check(graph, "privacy")}


def test_no_property_of_the_ontology_may_stand_on_a_closed_item() -> None:
    allowed = {
        "itemNumber",
        "addressNumber",
        "order",
        "openness",
        "inMeeting",
        "concernsCase",
        "seriesOf",
        "titleWord",
    }
    terms = vocabulary().graph
    properties = {s for k in (OWL.ObjectProperty, OWL.DatatypeProperty) for s in terms.subjects(RDF.type, k)}
    graph = document()
    for prop in properties:
        graph.add((CLOSED, prop, Literal("x")))
    found = [r for r in check(graph, "privacy") if r.shape == SGS + "ClosedItemContent" and r.value == "x"]
    assert {r.focus for r in found} == {str(CLOSED)}
    assert {r.path for r in found} == {
        str(prop) for prop in properties if prop.removeprefix(SG) not in allowed
    }


def test_an_item_not_said_to_be_open_counts_as_closed() -> None:
    graph = document()
    graph.remove((URIRef(MEETING + "/punkt/1"), term("openness"), None))
    assert {"ClosedItemContent", "ClosedCaseContent"} <= failed(graph)


def test_a_cpr_number_is_found_in_any_text_of_the_document() -> None:
    good = document()
    texts = [t for t in good if isinstance(t[2], Literal) and isinstance(t[2].value, str)]
    assert len(texts) > 40
    told = set()
    for subject, prop, text in texts:  # each another number, so that none stands for several
        assert isinstance(text, Literal)
        number = Literal(f"{text}\n({101_010_000 + len(told):010})", text.language, text.datatype)
        told.add((str(prop), str(number)))
        good.add((subject, prop, number))
    found = {(r.path, r.value) for r in check(good, "privacy") if r.shape == SGS + "CprNumber"}
    assert told - found == set()


def commented(*texts: str) -> Graph:
    """The good document with texts about its meeting."""
    graph = document()
    for text in texts:
        graph.add((MEETING, RDFS.comment, Literal(text)))
    return graph


def test_other_numbers_are_no_cpr_numbers() -> None:
    others = (
        "326-2017-276920",
        "SP3069823031608340",
        "326-2017-2769201234",
        "1-010101-1234",
        "010101-1234-5",
        "010101-12345",
        "a0101011234",
        "æ0101011234",
        "0101011234_",
        "010101 1234",
        "+4501010112345",
    )
    assert check(commented(*others), "privacy") == []


def test_cpr_numbers_are_found() -> None:
    numbers = {"010101-1234", "0101011234", "cpr:010101-1234.", "\u00a0010101-1234\n", "(0101011234)"}
    results = check(commented(*numbers), "privacy")
    assert {(result.path, result.value) for result in results} == {
        (str(RDFS.comment), one) for one in numbers
    }


DATED = "(?:0[1-9]|[12][0-9]|3[01]|6[1-9]|[78][0-9]|9[01])(?:0[1-9]|1[0-2])[0-9]{2}"
DASH = "[ \u00a0\u2009\u202f]?[-\u00ad\u2010-\u2015\u2212][ \u00a0\u2009\u202f]?"
# What of the numbers that stop a file a regular expression of SHACL can tell.
CPR = re.compile(rf"(?<![\w-]){DATED}{DASH}[0-9]{{4}}(?![\w-])|(?<![\w+.,/-]){DATED}[0-9]{{4}}(?![\w+.,/-])")
DIGITS = st.text("0123456789", min_size=1, max_size=11)
NEAR_CPR = st.lists(
    DIGITS | st.sampled_from(["010101", "1234", "-", " ", "\n", ".", "_", "a", "Ø", "\u00a0", "\u2013"])
)


@settings(max_examples=50, deadline=None)
@given(NEAR_CPR.map("".join))
def test_the_cpr_rule_is_the_one_with_lookaround(text: str) -> None:
    graph = Graph()
    graph.add((MEETING, RDFS.label, Literal(text)))
    assert ("CprNumber" in failed(graph)) == bool(CPR.search(text))


def test_the_shape_finds_what_it_can_tell_of_the_numbers_that_stop_a_file() -> None:
    texts = {f"Borgeren {number} har klaget." for number in NUMBERS if CPR.fullmatch(number)}
    assert len(texts) > 10
    found = {r.value for r in check(commented(*texts), "privacy") if r.shape == SGS + "CprNumber"}
    assert texts - found == set()


def test_the_shape_is_not_stricter_than_the_reader() -> None:
    assert check(commented(*(f"Se {number} i sagen." for number in OTHERS)), "privacy") == []


def test_the_number_by_which_a_source_knows_a_thing_is_no_cpr_number() -> None:
    graph, node = document(), URIRef(f"{MEETING}/kendetegn/item-2003023693")
    graph.add((node, SKOS.notation, Literal("2003023693")))
    assert failed(graph) == {"CprNumber"}
    graph.add((node, RDF.type, term("SourceIdentifier")))
    assert failed(graph) == set()
