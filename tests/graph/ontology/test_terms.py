"""Terms, labels, code lists and context out of ontology.ttl."""

import json

import pytest
from rdflib import Graph, Literal, URIRef

from graph.ontology.terms import SG, UnknownTermError, concept, term, vocabulary


def test_terms_are_those_of_the_file() -> None:
    assert term("caseNumber") == URIRef(SG + "caseNumber")
    with pytest.raises(UnknownTermError):
        term("caseNumbre")


def test_codes_are_those_of_the_file() -> None:
    assert (
        str(concept("beslutningsudfald", "udsat"))
        == "https://w3id.org/sagsgraf/concept/beslutningsudfald/udsat"
    )
    with pytest.raises(UnknownTermError):
        concept("beslutningsudfald", "glemt")


def test_labels_in_both_languages() -> None:
    assert vocabulary().label(term("Case"), "da") == "Sag"
    assert vocabulary().label(term("Case"), "en") == "Case"
    assert vocabulary().label("https://example.org/x") is None


def test_concepts_carry_their_wordings() -> None:
    codes = {one.code: one for one in vocabulary().concepts("beslutningsudfald")}
    assert codes["godkendt"].labels[0] == "Godkendt"
    assert "Tiltrådt" in codes["godkendt"].labels
    assert "bakker op om" in codes["godkendt"].hidden
    assert len(codes) == 17


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # inside rdflib's own parser
def test_the_context_reads_compact_json_as_the_same_triples() -> None:
    document = {
        **vocabulary().context(),
        "@id": "http://x/moede",
        "@type": "Meeting",
        "date": "2023-06-26",
        "heldBy": "http://x/organ",
        "label": {"da": "Møde"},
        "hasAgendaItem": {"@id": "http://x/punkt", "itemNumber": "1", "headingLost": True},
    }
    graph = Graph().parse(data=json.dumps(document), format="json-ld")
    item = URIRef("http://x/punkt")
    assert (URIRef("http://x/moede"), term("heldBy"), URIRef("http://x/organ")) in graph
    assert (URIRef("http://x/moede"), term("hasAgendaItem"), item) in graph
    assert (item, term("itemNumber"), Literal("1")) in graph
    assert (item, term("headingLost"), Literal(True)) in graph
    assert len(graph) == 7


def test_every_term_is_in_the_context() -> None:
    context = vocabulary().context()["@context"]
    names = {str(s).removeprefix(SG) for s in vocabulary().graph.subjects() if str(s).startswith(SG)}
    assert names - set(context) == set()
