"""Errors: RFC 9457 for programs, a page for browsers, nothing told that should not be."""

import logging

import pytest
from fastapi import Query
from fastapi.testclient import TestClient

from api.app import create_app
from api.http.streaming import GoneError
from graph.base.config import Config

pytestmark = pytest.mark.usefixtures("little_ontology")

HTML = {"Accept": "text/html"}


@pytest.fixture
def failing(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """A site without data, with one address that fails and one that wants a number."""
    app = create_app(Config(data_dir=tmp_path_factory.mktemp("empty")))

    @app.get("/fails")
    def fails() -> None:
        raise RuntimeError("the secret of the failure")

    @app.get("/left")
    def left() -> None:
        raise GoneError

    @app.get("/number")
    def number(n: int = Query(ge=1)) -> None:
        """Wants a number."""

    return TestClient(app, raise_server_exceptions=False)


def test_a_problem_document_has_the_members_of_the_standard(client: TestClient) -> None:
    response = client.get("/nowhere")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["vary"] == "Accept, Accept-Encoding"
    assert response.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "There is nothing at this address.",
    }


def test_a_browser_gets_a_page_in_danish(client: TestClient) -> None:
    response = client.get("/nowhere", headers=HTML)
    assert response.status_code == 404
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1>Findes ikke</h1>" in response.text


def test_a_client_that_takes_neither_still_learns_what_is_wrong(client: TestClient) -> None:
    response = client.get("/nowhere", headers={"Accept": "text/turtle"})
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


def test_a_wrong_method_is_told_the_right_ones(client: TestClient) -> None:
    response = client.put("/sparql")
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert client.post("/ns").headers["allow"] == "GET, HEAD, OPTIONS"
    assert client.delete("/doc/aadalsoe/kommune", headers=HTML).status_code == 405


def test_406_lists_what_there_is(client: TestClient) -> None:
    response = client.get("/ns", headers={"Accept": "image/png"})
    assert response.status_code == 406
    available = [offer["media_type"] for offer in response.json()["available"]]
    assert available[:2] == ["text/html", "application/ld+json"]
    assert "text/turtle" in response.json()["detail"]


def test_a_failure_is_logged_and_not_told(failing: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="sagsgraf"):
        response = failing.get("/fails")
    assert response.status_code == 500
    assert response.json()["detail"] == "The server failed; the failure has been logged."
    assert "secret" not in response.text
    assert "the secret of the failure" in caplog.text
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["x-content-type-options"] == "nosniff"
    page = failing.get("/fails", headers=HTML)
    assert page.status_code == 500
    assert "secret" not in page.text
    assert "Der er sket en fejl" in page.text


def test_a_value_of_the_wrong_kind_is_told(failing: TestClient) -> None:
    response = failing.get("/number?n=0")
    assert response.status_code == 422
    assert response.json()["detail"].startswith("query.n: ")


def test_without_a_release_the_service_is_not_ready(failing: TestClient) -> None:
    for address in ("/", "/healthz", "/doc/a/b", "/sparql?query=ASK%7B%7D"):
        response = failing.get(address)
        assert response.status_code == 503
        assert response.headers["retry-after"] == "10"
    assert "Ikke klar endnu" in failing.get("/", headers=HTML).text
    assert failing.get("/ns").status_code == 200


def test_a_client_that_left_is_a_line_for_those_who_look_for_faults(
    failing: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="sagsgraf"):
        assert failing.get("/left").status_code == 499
    assert [(record.levelname, record.exc_info) for record in caplog.records] == [("DEBUG", None)]


@pytest.mark.parametrize(
    ("written", "there"),
    [
        ("/møder", "/moeder"),
        ("/en/Møder?side=2", "/en/moeder?side=2"),
        ("/doc/Ådalsø/organ/økonomiudvalget", "/doc/aadalsoe/organ/oekonomiudvalget"),
    ],
)
def test_an_address_in_danish_letters_leads_to_the_one_in_others(
    client: TestClient, written: str, there: str
) -> None:
    response = client.get(written, headers=HTML, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (302, there)
    assert client.get("/opf%F8lgning", headers=HTML).status_code == 404
    hidden = client.get("/%2Fevil.example/%C3%B8", headers=HTML, follow_redirects=False)
    assert hidden.headers["location"] == "/%2Fevil.example/oe"  # no name of a host
    assert client.post(written, follow_redirects=False).status_code in (404, 405)  # with what it sends
