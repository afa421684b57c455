"""The endpoint in front of another SPARQL server: the same answers, and plain words when it fails."""

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from servers import free_port

from api.app import create_app
from graph.base.config import Config
from graph.queries.named import queries

CASES = "SELECT ?n { ?case <https://w3id.org/sagsgraf/ns#caseNumber> ?n } ORDER BY ?n"


def ask(config: Config, query: str, accept: str = "text/csv") -> tuple[int, str]:
    with TestClient(create_app(config), base_url=config.base_iri) as client:
        answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
        return answer.status_code, answer.text


@pytest.mark.parametrize(
    "query",
    [
        CASES,
        queries()["meetings"].text,
        "ASK { ?meeting a <https://w3id.org/sagsgraf/ns#Meeting> }",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",  # from the disk
    ],
    ids=["cases", "meetings", "ask", "graphs"],
)
def test_the_answers_are_those_of_our_own_store(examples: Config, published: Config, query: str) -> None:
    accept = "application/sparql-results+json" if query.startswith("ASK") else "text/csv"
    status, text = ask(examples, query, accept)
    assert (status, text) == ask(published, query, accept)
    assert status == 200
    assert len(text) > 20


@pytest.mark.parametrize("query", ["SELECT * { SERVICE <http://127.0.0.1:9/> {} }", "CLEAR ALL", "SELECT"])
def test_the_guard_stands_before_it(examples: Config, query: str) -> None:
    assert ask(examples, query)[0] == 400


def test_a_server_that_is_away_is_told_without_its_address(
    published: Config, caplog: pytest.LogCaptureFixture
) -> None:
    away = f"http://127.0.0.1:{free_port()}/sparql"
    status, text = ask(replace(published, store=away), CASES)
    assert status == 503
    assert "The store behind this endpoint cannot be reached." in text
    assert away not in text
    assert away in caplog.text
