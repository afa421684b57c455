"""What the SPARQL endpoint lets a client ask: SPARQL 1.1 Protocol, section 2.1."""

from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from api.sparql.protocol import MAX_BYTES
from graph.store.query_guard import MAX_BARE, MAX_LENGTH

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
REFERAT = "http://127.0.0.1:8000/id/aadalsoe/moede/direktionen/2024-05-27/referat"
OTHER = "http://127.0.0.1:8000/id/aadalsoe/moede/direktionen/2022-10-03/referat"
HELD = "SELECT ?m { ?m <https://w3id.org/sagsgraf/ns#heldBy> ?b }"


def rows(response: Any) -> list[dict[str, str]]:
    assert response.status_code == 200, response.text
    bindings = response.json()["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in bindings]


def post(client: TestClient, content: str | bytes, kind: str, parameters: str = "") -> Any:
    return client.post(f"/sparql{parameters}", content=content, headers={"Content-Type": kind})


def test_the_three_ways_to_ask_give_one_answer(client: TestClient) -> None:
    query = 'SELECT ?x { VALUES ?x { "Å + ø & %41" } }'
    expected = [{"x": "Å + ø & %41"}]
    assert rows(client.get("/sparql", params={"query": query})) == expected
    assert rows(post(client, f"query={quote(query)}", FORM)) == expected
    assert rows(post(client, query.encode(), DIRECT)) == expected
    assert rows(post(client, query.encode(), f"{DIRECT}; charset=UTF-8")) == expected


def test_parameters_are_decoded_exactly_once(client: TestClient) -> None:
    """`%2541` is the three characters %41; decoded twice it would be A."""
    assert rows(client.get('/sparql?query=SELECT+("%2541"+AS+%3Fx){}')) == [{"x": "%41"}]
    assert rows(post(client, 'query=SELECT+("%2541"+AS+%3Fx){}', FORM)) == [{"x": "%41"}]
    assert rows(client.get("/sparql?query=SELECT+(<http://x/%C3%A6%252F>+AS+%3Fx){}")) == [
        {"x": "http://x/æ%2F"}
    ]


@pytest.mark.parametrize("parameter", ["default-graph-uri", "named-graph-uri"])
def test_the_dataset_is_the_one_the_client_names(client: TestClient, parameter: str) -> None:
    query = HELD if parameter == "default-graph-uri" else f"SELECT ?m {{ GRAPH ?g {HELD[10:]} }}"
    one = {"m": REFERAT.removesuffix("/referat")}
    two = [{"m": OTHER.removesuffix("/referat")}, one]
    assert rows(client.get("/sparql", params={"query": query, parameter: REFERAT})) == [one]
    both = f"{parameter}={quote(REFERAT)}&{parameter}={quote(OTHER)}"
    assert sorted(map(str, rows(post(client, f"query={quote(query)}&{both}", FORM)))) == sorted(map(str, two))
    assert rows(post(client, query, DIRECT, f"?{parameter}={quote(REFERAT)}")) == [one]
    assert rows(post(client, query, DIRECT, f"?{parameter}={quote('http://x/æøå')}")) == []


def test_the_clients_dataset_wins_over_the_querys(client: TestClient) -> None:
    query = HELD.replace("{", f"FROM <{OTHER}> {{", 1)
    assert rows(client.get("/sparql", params={"query": query})) == [{"m": OTHER.removesuffix("/referat")}]
    asked = {"query": query, "default-graph-uri": REFERAT}
    assert rows(client.get("/sparql", params=asked)) == [{"m": REFERAT.removesuffix("/referat")}]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/sparql?query=", 400),
        ("/sparql?query=ASK{}&query=ASK{}", 400),
        ("/sparql?query=%FF", 400),
        ("/sparql?query=ASK{}&default-graph-uri=relative", 400),
        ("/sparql?query=ASK{}&named-graph-uri=http://x/%3Cscript%3E", 400),
        ("/sparql?" + "a&" * 1001, 400),
        ("/sparql?update=CLEAR+ALL", 403),
        ("/sparql?query=ASK{}&update=CLEAR+ALL", 403),
        ("/sparql?query=ASK{}&using-graph-uri=http://x/", 403),
        ("/sparql?query=INSERT+DATA+{<a:a>+<a:a>+1}", 400),
        ("/sparql?query=LOAD+<http://127.0.0.1:9/>", 400),
        ("/sparql?query=ASK{SERVICE+<http://127.0.0.1:9/>{}}", 400),
        ("/sparql.exe?query=ASK{}", 404),
        ("/sparql.json", 404),
    ],
)
def test_what_cannot_be_answered_is_a_problem(client: TestClient, address: str, status: int) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"ASK{}", "text/plain", 415),
        (b"ASK{}", f"{DIRECT}; charset=latin1", 415),
        (b"CLEAR ALL", "application/sparql-update", 403),
        (b"update=CLEAR+ALL", FORM, 403),
        (b"nothing=1", FORM, 400),
        (b"", DIRECT, 400),
        (b"\xff", DIRECT, 400),
        (b"query=%FF", FORM, 400),
        (b"query=ASK{}&query=ASK{}", FORM, 400),
        (b"DROP ALL", DIRECT, 400),
        (b"x" * (MAX_BYTES + 1), DIRECT, 413),
    ],
)
def test_a_body_that_cannot_be_answered_is_a_problem(
    client: TestClient, content: bytes, kind: str, status: int
) -> None:
    response = client.post("/sparql", content=content, headers={"Content-Type": kind})
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"


def test_415_says_what_is_read(client: TestClient) -> None:
    response = client.post("/sparql", content=b"x", headers={"Content-Type": "text/plain"})
    assert response.headers["accept-post"] == f"{FORM}, {DIRECT}"
    packed = {"Content-Type": DIRECT, "Content-Encoding": "gzip"}
    assert client.post("/sparql", content=b"x", headers=packed).status_code == 415


def test_nothing_was_changed(client: TestClient) -> None:
    """After every refused update above the data are still there."""
    assert {"g": REFERAT} in rows(client.get("/sparql", params={"query": GRAPHS}))


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_an_empty_graph_is_none(client: TestClient, name: str) -> None:
    """As the forms of Virtuoso and Fuseki send the field that nobody filled in."""
    whole = rows(client.get("/sparql", params={"query": GRAPHS}))
    assert rows(client.get(f"/sparql?{name}=&query={quote(GRAPHS)}")) == whole
    assert rows(post(client, f"{name}=+&query={quote(GRAPHS)}", FORM)) == whole
    both = f"/sparql?default-graph-uri=&default-graph-uri={quote(REFERAT)}&query={quote(HELD)}"
    assert rows(client.get(both)) == [{"m": REFERAT.removesuffix("/referat")}]


_ASK, _CONSTRUCT = "ASK{}", "CONSTRUCT { <x:x> <x:y> 1 } WHERE {}"


@pytest.mark.parametrize(
    ("query", "parameters", "media_type"),
    [
        (_ASK, "format=application/sparql-results%2Bxml", "application/sparql-results+xml"),
        (_ASK, "format=application/sparql-results+xml", "application/sparql-results+xml"),
        (_ASK, "format=json&output=json&results=json", "application/json"),
        (_ASK, "output=CSV", "text/csv; charset=utf-8"),
        (_ASK, "format=text/html", "text/html; charset=utf-8"),
        (_ASK, "format=&output=", "application/sparql-results+json"),
        (_ASK, "format=auto", "application/sparql-results+json"),
        (_CONSTRUCT, "format=json", "application/json"),
        (_CONSTRUCT, "format=turtle", "text/turtle; charset=utf-8"),
        (_CONSTRUCT, "format=application/ld%2Bjson", "application/ld+json"),
        (_CONSTRUCT, "format=rdf+xml", "application/rdf+xml"),
    ],
)
def test_a_parameter_asks_for_a_format(
    client: TestClient, query: str, parameters: str, media_type: str
) -> None:
    """It goes before Accept, as with the endpoints these clients were made for."""
    asked = f"query={quote(query)}&{parameters}"
    answers = (
        client.get(f"/sparql?{asked}", headers={"Accept": "*/*"}),
        post(client, asked, FORM),
        post(client, query, DIRECT, f"?{parameters}"),
    )
    assert [one.headers["content-type"] for one in answers] == [media_type] * 3
    assert {one.status_code for one in answers} == {200}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/sparql?query=ASK{}&format=text/x-html%2Btr", 406),
        ("/sparql?query=ASK{}&format=spreadsheet", 406),
        ("/sparql?query=ASK{}&format=ttl", 406),  # there is no Turtle of a truth
        ("/sparql?query=ASK{}&format=json&output=xml", 400),
        ("/sparql.csv?query=ASK{}&format=json", 400),
    ],
)
def test_a_format_that_cannot_be_given_is_a_problem(client: TestClient, address: str, status: int) -> None:
    response = client.get(address)
    assert (response.status_code, response.json()["status"]) == (status, status)


def test_a_format_that_the_address_names_as_well_is_given(client: TestClient) -> None:
    assert client.get("/sparql.csv?query=ASK{}&format=text/csv").status_code == 200


@pytest.mark.parametrize("parameter", ["default-graph-uri", "named-graph-uri"])
def test_graphs_in_the_address_of_a_form_are_honoured(client: TestClient, parameter: str) -> None:
    query = HELD if parameter == "default-graph-uri" else f"SELECT ?m {{ GRAPH ?g {HELD[10:]} }}"
    asked = f"query={quote(query)}"
    address = f"?{parameter}={quote(REFERAT)}"
    assert rows(post(client, asked, FORM, address)) == [{"m": REFERAT.removesuffix("/referat")}]
    both = rows(post(client, f"{asked}&{parameter}={quote(OTHER)}", FORM, address))
    assert {row["m"] for row in both} == {one.removesuffix("/referat") for one in (REFERAT, OTHER)}


def test_what_a_form_may_not_have_is_refused_in_its_address_too(client: TestClient) -> None:
    assert post(client, "query=ASK{}", FORM, "?query=ASK{}").status_code == 400
    assert post(client, "query=ASK{}", FORM, "?update=CLEAR+ALL").status_code == 403


def test_relative_iris_are_resolved_against_the_endpoint(client: TestClient) -> None:
    """The W3C's test query_content_type_construct, and RFC 3986, section 5.1.3."""
    answer = post(client, "CONSTRUCT { <s> <p> 1 } WHERE {}", DIRECT)
    assert answer.status_code == 200
    assert "<http://127.0.0.1:8000/s>" in answer.text
    own = "BASE <http://x.example/a/> SELECT (<b> AS ?x) (<#c> AS ?y) {}"
    assert rows(post(client, own, DIRECT)) == [{"x": "http://x.example/a/b", "y": "http://x.example/a/#c"}]


def test_ten_thousand_addresses_in_values_are_answered(client: TestClient) -> None:
    iris = " ".join(f"<{REFERAT}#char={number},{number + 1}>" for number in range(9_999))
    query = f"SELECT ?m {{ VALUES ?m {{ {iris} <{REFERAT.removesuffix('/referat')}> }} {HELD[12:]}"
    assert len(query) > 300_000
    assert rows(post(client, f"query={quote(query)}", FORM)) == [{"m": REFERAT.removesuffix("/referat")}]


def test_a_query_longer_than_one_may_be_is_413_and_the_service_says_how_long(client: TestClient) -> None:
    long = "SELECT * { " + "?s ?p ?o . " * (MAX_BARE // 11) + "}"
    for query in (long, "#" * (MAX_LENGTH + 1)):
        answer = post(client, query, DIRECT)
        assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")
    told = client.get("/sparql", headers={"Accept": "text/turtle"}).text
    assert f"{MAX_LENGTH} characters, {MAX_BARE} of them outside the data of VALUES" in told
