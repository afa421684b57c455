"""What the SPARQL endpoint answers, in every format, and its page."""

import csv
import io
from datetime import datetime
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient
from rdflib import DCTERMS, RDF, RDFS, SH, Graph, Literal, Namespace, URIRef

from graph.base.config import Config
from graph.ontology.terms import PREFIXES
from graph.queries.named import queries
from graph.release import archive

SELECT = 'SELECT ?x ?y { VALUES (?x ?y) { (<http://x/æ> "a, b"@da) (UNDEF 1) } }'
CONSTRUCT = 'CONSTRUCT { <http://x/s> <http://x/p> "v" } WHERE {}'
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def ask(client: TestClient, query: str, accept: str = "*/*") -> Any:
    return client.get("/sparql", params={"query": query}, headers={"Accept": accept})


def test_json(client: TestClient) -> None:
    response = ask(client, SELECT)
    assert response.headers["content-type"] == "application/sparql-results+json"
    assert response.json() == {
        "head": {"vars": ["x", "y"]},
        "results": {
            "bindings": [
                {
                    "x": {"type": "uri", "value": "http://x/æ"},
                    "y": {"type": "literal", "value": "a, b", "xml:lang": "da"},
                },
                {
                    "y": {
                        "type": "literal",
                        "value": "1",
                        "datatype": "http://www.w3.org/2001/XMLSchema#integer",
                    }
                },
            ]
        },
    }
    assert ask(client, "ASK {}").json() == {"head": {}, "boolean": True}


def test_xml(client: TestClient) -> None:
    response = ask(client, SELECT, "application/sparql-results+xml")
    tree = ElementTree.fromstring(response.content)
    names = [e.get("name") for e in tree.iter("{http://www.w3.org/2005/sparql-results#}variable")]
    assert names == ["x", "y"]
    assert [e.text for e in tree.iter("{http://www.w3.org/2005/sparql-results#}uri")] == ["http://x/æ"]


def test_csv_and_tsv(client: TestClient) -> None:
    response = ask(client, SELECT, "text/csv")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert list(csv.reader(io.StringIO(response.text))) == [["x", "y"], ["http://x/æ", "a, b"], ["", "1"]]
    assert ask(client, SELECT, "text/tab-separated-values").text == ('?x\t?y\n<http://x/æ>\t"a, b"@da\n\t1\n')


@pytest.mark.parametrize(
    ("accept", "kind", "parser"),
    [
        ("*/*", "text/turtle; charset=utf-8", "turtle"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
    ],
)
def test_construct(client: TestClient, accept: str, kind: str, parser: str) -> None:
    response = ask(client, CONSTRUCT, accept)
    assert response.headers["content-type"] == kind
    graph = Graph().parse(data=response.content, format=parser)
    assert set(graph) == {(URIRef("http://x/s"), URIRef("http://x/p"), Literal("v"))}


def test_construct_as_compact_json_ld(client: TestClient) -> None:
    response = ask(client, "DESCRIBE <http://127.0.0.1:8000/id/aadalsoe/kommune>", "application/ld+json")
    assert response.json()["@context"] == "http://127.0.0.1:8000/ns/context/1.jsonld"
    assert "prefLabel" in response.text


def test_what_a_format_cannot_hold_is_406(client: TestClient) -> None:
    query = "CONSTRUCT { <http://x/s> <http://x/1> 1 } WHERE {}"
    assert ask(client, query, "application/rdf+xml").status_code == 406
    assert ask(client, query, "text/csv").status_code == 406
    assert ask(client, SELECT, "text/turtle").status_code == 406


def test_a_suffix_chooses_the_format(client: TestClient) -> None:
    response = client.get("/sparql.csv", params={"query": "SELECT ?x { VALUES ?x { 1 } }"}, headers=BROWSER)
    assert response.text == "x\r\n1\r\n"
    assert client.get("/sparql.ttl", params={"query": "ASK {}"}).status_code == 406


def test_a_syntax_error_says_where(client: TestClient) -> None:
    response = ask(client, "SELECT * {\n  ?s ?p }")
    assert response.status_code == 400
    assert (response.json()["line"], response.json()["column"]) == (2, 9)


def test_answers_are_known_by_their_bytes(client: TestClient) -> None:
    first = ask(client, SELECT)
    assert first.headers["vary"] == "Accept, Accept-Encoding"
    tag = first.headers["etag"]
    again = client.get("/sparql", params={"query": SELECT}, headers={"If-None-Match": f'"x", W/{tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert ask(client, SELECT, "text/csv").headers["etag"] != tag


def test_a_browser_gets_the_form_with_examples(client: TestClient) -> None:
    page = client.get("/sparql", headers=BROWSER)
    assert page.status_code == 200
    assert '<label for="query">' in page.text
    for query in queries().values():
        assert f'href="/sparql?example={query.name}"' in page.text
    filled = unescape(client.get("/sparql?example=case_course", headers=BROWSER).text)
    assert queries()["case_course"].text in filled
    assert client.get("/sparql?example=nope", headers=BROWSER).status_code == 200


def test_a_browser_gets_a_table_with_links(client: TestClient) -> None:
    query = """SELECT ?a ?b ?c { VALUES (?a ?b ?c) {
        (<http://127.0.0.1:8000/id/aadalsoe/kommune> <https://w3id.org/sagsgraf/ns#Meeting> "<b>&"@en) } }"""
    page = client.get("/sparql", params={"query": query}, headers=BROWSER).text
    assert '<td><a href="/doc/aadalsoe/kommune">aadalsoe/kommune</a></td>' in page
    assert '<td><a href="/ns#Meeting">sg:Meeting</a></td>' in page
    assert '<td lang="en">&lt;b&gt;&amp;</td>' in page
    assert "1 række" in page
    assert 'href="/sparql.csv?query=SELECT' in page


def test_an_address_that_runs_a_script_is_no_link(client: TestClient) -> None:
    query = "SELECT ?x { VALUES ?x { <javascript:alert(1)> } }"
    page = client.get("/sparql", params={"query": query}, headers=BROWSER).text
    assert "<td>javascript:alert(1)</td>" in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("ASK {}", "Ja (true)"),
        ("ASK { FILTER(false) }", "Nej (false)"),
        ("SELECT * { <http://x/none> ?p ?o }", "Ingen rækker"),
        (CONSTRUCT, '<th scope="col">egenskab</th>'),
        ("SELECT * { ?s ?p ?o }", "Svaret er længere end det, der er vist; hent det hele som fil."),
    ],
)
def test_every_kind_of_answer_has_its_words(client: TestClient, query: str, words: str) -> None:
    assert words in client.get("/sparql", params={"query": query}, headers=BROWSER).text


def test_a_long_answer_is_cut_and_says_so(client: TestClient) -> None:
    query = """SELECT ?x { ?a a ?b BIND (CONCAT(STR(?a), "æøå&<>") AS ?x) }"""
    page = client.get("/sparql", params={"query": query}, headers=BROWSER)
    assert len(page.content) < 60_000
    assert page.text.count("<tr>") > 100
    assert "Svaret er længere end det, der er vist" in page.text
    long = 'SELECT ?x { VALUES ?part { "abcdefghij" } BIND (REPLACE(REPLACE(?part, ".", ?part), ".", ?part) AS ?x) }'
    page = client.get("/sparql", params={"query": long}, headers=BROWSER)
    assert f"<td>{'abcdefghij' * 40}…</td>" in page.text
    assert "Svaret er længere end det, der er vist" in page.text


def test_a_row_that_ends_in_dots_is_whole(client: TestClient) -> None:
    page = client.get("/sparql", params={"query": 'SELECT ?x { VALUES ?x { "og så …" } }'}, headers=BROWSER)
    assert "<caption>1 række</caption>" in page.text


def test_in_english(client: TestClient) -> None:
    page = client.get("/en/sparql", params={"query": CONSTRUCT}, headers=BROWSER).text
    assert '<th scope="col">property</th>' in page
    assert "<caption>1 row</caption>" in page
    assert 'href="/sparql.ttl?query=CONSTRUCT' in page
    filled = unescape(client.get("/en/sparql?example=outcomes_by_body", headers=BROWSER).text)
    assert 'FILTER(LANG(?bodyLabel) = "en")' in filled
    assert "How many decisions of each kind each body has made." in filled


def test_a_browser_sees_what_is_wrong_beside_its_query(client: TestClient) -> None:
    response = client.get("/sparql", params={"query": "SELECT * { </textarea> "}, headers=BROWSER)
    assert response.status_code == 400
    assert "Forespørgslen kan ikke køres" in response.text
    assert "Linje 1, tegn" in response.text
    assert "SELECT * { &lt;/textarea&gt; </textarea>" in response.text


SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SPEX = Namespace("https://purl.expasy.org/sparql-examples/ontology#")


@pytest.mark.parametrize("accept", ["*/*", "text/turtle"])
def test_the_endpoint_describes_itself(client: TestClient, accept: str) -> None:
    """SPARQL 1.1 Service Description, section 2: the triple with sd:endpoint is at the endpoint's own address."""
    response = client.get("/sparql", headers={"Accept": accept})
    assert response.headers["content-type"] == "text/turtle; charset=utf-8"
    graph = Graph().parse(data=response.text, format="turtle")
    endpoint = URIRef("http://127.0.0.1:8000/sparql")
    assert set(graph.subjects(RDF.type, SD.Service)) == {endpoint}
    assert graph.value(endpoint, SD.endpoint) == endpoint
    assert graph.value(endpoint, SD.supportedLanguage) == SD.SPARQL11Query
    assert set(graph.objects(endpoint, SD.feature)) == {SD.UnionDefaultGraph}  # no federation
    formats = {str(form).rpartition("/")[2] for form in graph.objects(endpoint, SD.resultFormat)}
    assert formats == {
        *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
        *("Turtle", "N-Triples", "JSON-LD", "RDF_XML"),
    }
    told = {text.language: str(text) for text in graph.objects(endpoint, DCTERMS.description)}
    assert "600 seconds and 2000 MB of memory" in told["en"]
    assert "600 sekunder og 2000 MB hukommelse" in told["da"]


def test_the_description_has_the_named_queries_and_the_prefixes(client: TestClient) -> None:
    """SHACL Advanced Features, section 5.4: what editors of queries read examples from."""
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=answer.text, format="turtle")
    told = {
        str(text): {str(comment.language) for comment in graph.objects(node, RDFS.comment)}  # type: ignore[attr-defined]
        for node in graph.subjects(RDF.type, SH.SPARQLExecutable)
        for form in (SH.select, SH.ask, SH.construct, SPEX.describe)
        for text in graph.objects(node, form)
    }
    assert told == {query.text: {"da", "en"} for query in queries().values()}
    spaces = {
        str(graph.value(one, SH.prefix)): str(graph.value(one, SH.namespace))
        for one in graph.objects(None, SH.declare)
    }
    assert spaces == dict(PREFIXES)


def test_the_endpoint_is_asked_of_itself_in_sparql(client: TestClient) -> None:
    """As SIB's page that checks endpoints asks; what is found is in tests/graph/catalogue."""
    for pattern in (
        "[] sh:namespace ?x ; sh:prefix ?y",
        "?x a sh:SPARQLExecutable",
        "?x void:propertyPartition ?y",
    ):
        query = f"PREFIX sh: <{SH}> PREFIX void: <http://rdfs.org/ns/void#> SELECT DISTINCT ?x WHERE {{ {pattern} }}"
        answer = client.get(
            "/sparql", params={"ac": "1", "query": query}, headers={"Accept": "application/json"}
        )
        assert len(answer.json()["results"]["bindings"]) > 10, pattern
        assert answer.headers["access-control-allow-origin"] == "*"


def test_the_description_comes_in_every_format_of_triples(client: TestClient) -> None:
    turtle = client.get("/sparql", headers={"Accept": "text/turtle"})
    triples = len(Graph().parse(data=turtle.text, format="turtle"))
    for accept, parser in (("application/ld+json", None), ("application/n-triples", "nt")):
        response = client.get("/sparql", headers={"Accept": accept})
        assert response.headers["content-type"] == accept
        if parser:
            assert len(Graph().parse(data=response.text, format=parser)) == triples > 18
    assert client.get("/sparql", headers={"Accept": "image/png"}).status_code == 406


def test_answers_say_when_their_data_were_published(client: TestClient, published: Config) -> None:
    response = ask(client, SELECT)
    modified = response.headers["last-modified"]
    created = datetime.fromisoformat(archive.Release(archive.current(published)).created)
    assert parsedate_to_datetime(modified) == created.replace(microsecond=0)
    later = {"If-Modified-Since": modified, "Accept": "text/csv"}
    again = client.get("/sparql", params={"query": SELECT}, headers=later)
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("function", ["NOW()", "RAND()", "UUID()", "STRUUID()", "BNODE()"])
def test_what_chance_or_the_clock_decides_is_not_kept(client: TestClient, function: str) -> None:
    query = f"SELECT (STR({function}) AS ?x) {{}}"
    if function == "BNODE()":
        query = "SELECT (BNODE() AS ?x) {}"
    first, second = ask(client, query), ask(client, query)
    assert first.headers["cache-control"] == "no-store"
    assert first.text != second.text
