"""Triples and results as bytes."""

import json
from io import BytesIO

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, RdfFormat, Store, Triple, parse
from rdflib import Graph

from api.http.formats import (
    GRAPH_FORMATS,
    JSONLD,
    NTRIPLES,
    RDFXML,
    RESULTS_CSV,
    RESULTS_XML,
    TURTLE,
    GraphFormat,
    ResultsFormat,
)
from api.http.writers import RDF_TYPE, Names, NotWritableError, ordered
from graph.ontology.terms import PREFIXES

NAMES = Names(PREFIXES, "http://example.org/ns/context/1.jsonld")
A = NamedNode("http://example.org/a")
B = NamedNode("http://example.org/b")
LABEL = NamedNode(PREFIXES["rdfs"] + "label")


def test_the_thing_itself_leads_and_types_come_first() -> None:
    triples = [
        Triple(A, LABEL, Literal("a")),
        Triple(B, LABEL, Literal("b")),
        Triple(B, RDF_TYPE, A),
        Triple(B, LABEL, Literal("b")),
    ]
    assert ordered(triples, first=B.value) == [triples[2], triples[1], triples[0]]


def test_only_prefixes_that_are_used_are_declared() -> None:
    turtle = TURTLE.serialize([Triple(A, LABEL, Literal("a", language="da"))], NAMES).decode()
    assert turtle == (
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        '<http://example.org/a> rdfs:label "a"@da .\n'
    )


def test_a_carriage_return_survives_rdf_xml() -> None:
    xml = RDFXML.serialize([Triple(A, LABEL, Literal("a\r\nb"))], NAMES)
    assert [str(value) for value in Graph().parse(data=xml, format="xml").objects()] == ["a\r\nb"]


def test_what_xml_cannot_hold_is_replaced() -> None:
    xml = RDFXML.serialize([Triple(A, LABEL, Literal("a\x0b\ufffeb"))], NAMES)
    assert [str(value) for value in Graph().parse(data=xml, format="xml").objects()] == ["a\ufffd\ufffdb"]


@pytest.mark.parametrize("iri", ["http://example.org/p/1", "http://example.org/", "urn:a:1"])
def test_a_property_that_is_no_element_name_is_refused_by_rdf_xml(iri: str) -> None:
    triples = [Triple(A, NamedNode(iri), A)]
    with pytest.raises(NotWritableError, match="cannot write the property"):
        RDFXML.serialize(triples, NAMES)
    assert NTRIPLES.serialize(triples, NAMES).decode() == f"{A} <{iri}> {A} .\n"


def test_json_ld_refuses_a_triple_about_a_triple() -> None:
    with pytest.raises(NotWritableError):
        JSONLD.serialize([Triple(A, LABEL, Triple(A, LABEL, A))], NAMES)


@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.suffix)
def test_nothing_can_be_written_in_every_format(form: GraphFormat) -> None:
    readers = {"ttl": "turtle", "nt": "nt", "rdf": "xml"}
    written = form.serialize([], NAMES)
    if form is JSONLD:
        assert json.loads(written)["@graph"] == []
    else:
        assert len(Graph().parse(data=written, format=readers[form.suffix])) == 0


def written(form: ResultsFormat, results: QuerySolutions) -> bytes:
    output = BytesIO()
    form.write(results, output)
    return output.getvalue()


def test_a_character_may_come_in_two_pieces() -> None:
    """U+FFFE, which XML cannot hold, and U+FF0C, whose beginning is the same, at every place of a piece."""
    for length in range(8180, 8196):
        text = "x" * length + "\ufffe" + "\uff0c"
        results = Store().query(f'SELECT ("{text}" AS ?x) {{}}')
        assert isinstance(results, QuerySolutions)
        assert "x\ufffd\uff0c</literal>".encode() in written(RESULTS_XML, results)


def test_results_in_xml_are_well_formed_whatever_they_hold() -> None:
    results = Store().query('SELECT ("a\\u000Bb\\rc" AS ?x) {}')
    assert isinstance(results, QuerySolutions)
    assert b"<literal>a\xef\xbf\xbdb&#xD;c</literal>" in written(RESULTS_XML, results)


def test_csv_has_the_line_ends_of_its_standard() -> None:
    results = Store().query('SELECT ?x { VALUES ?x { "a,b" 1 } }')
    assert isinstance(results, QuerySolutions)
    assert written(RESULTS_CSV, results) == b'x\r\n"a,b"\r\n1\r\n'


def test_csv_quotes_whatever_holds_a_comma() -> None:
    """An IRI too, which the engine's own writer does not (SPARQL 1.1 Query Results CSV, section 3.1)."""
    results = Store().query(
        """SELECT ?x ?y ?z { VALUES (?x ?y ?z) {
            (<http://x/#char=1,2> "a\\r\\n\\"b\\"" UNDEF) (1.5 "æ"@da <http://x/æ>) } }"""
    )
    assert isinstance(results, QuerySolutions)
    table = written(RESULTS_CSV, results)
    assert table == ('x,y,z\r\n"http://x/#char=1,2","a\r\n""b""",\r\n1.5,æ,http://x/æ\r\n'.encode())


def test_long_csv_has_every_row_once() -> None:
    numbers = " ".join(map(str, range(2500)))
    results = Store().query(f"SELECT ?x {{ VALUES ?x {{ {numbers} }} }}")
    assert isinstance(results, QuerySolutions)
    assert written(RESULTS_CSV, results).split() == [b"x", *numbers.encode().split()]


def test_blank_nodes_can_be_written() -> None:
    triples = [Triple(BlankNode("b0"), LABEL, Literal("x"))]
    for form in (TURTLE, NTRIPLES):
        assert b"_:b0" in form.serialize(triples, NAMES)
    assert len(list(parse(RDFXML.serialize(triples, NAMES), format=RdfFormat.RDF_XML))) == 1
