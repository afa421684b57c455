"""The help pages, the door for those who reuse the data, and the accessibility statement."""

import re
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from api.about.guide import LINK_KINDS
from api.app import create_app
from api.site.help_pages import HELP_PAGES
from graph.base.config import Config, OperatorError
from graph.ontology.terms import vocabulary

PAGE = {"Accept": "text/html"}


@pytest.mark.parametrize("name", HELP_PAGES)
@pytest.mark.parametrize("language", ["", "/en"])
def test_each_page_is_there_and_leads_to_the_others(client: TestClient, name: str, language: str) -> None:
    page = client.get(f"{language}/om/{name}".rstrip("/"), headers=PAGE)
    assert page.status_code == 200
    assert page.text.count("<h1>") == 1
    for other in HELP_PAGES:
        assert f'href="{language}/om/{other}"'.replace('/"', '"') in page.text


def test_no_other_help_page(client: TestClient) -> None:
    assert client.get("/om/nope").status_code == 404
    assert client.get("/om/..%2fom").status_code == 404


def test_every_kind_of_link_is_explained() -> None:
    scheme = "https://w3id.org/sagsgraf/concept/koblingstype/"
    codes = {str(one).removeprefix(scheme) for one in vocabulary().graph.subjects() if scheme in str(one)}
    assert set(LINK_KINDS) == codes


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_status_of_a_link_is_explained(client: TestClient, language: str) -> None:
    text = client.get(f"{language}/om/koblinger", headers=PAGE).text
    assert text.count("<dt>") >= 4
    assert re.findall(r"<dd>\s*</dd>", text) == []


def test_whom_to_write_to(published: Config, client: TestClient) -> None:
    assert "Der er ikke angivet en adresse at skrive til." in client.get("/om/fejl", headers=PAGE).text
    config = replace(published, contact_email="data@example.dk", contact_name="Datateamet <1>")
    page = TestClient(create_app(config), base_url=config.base_iri).get("/om/fejl", headers=PAGE).text
    assert '<a href="mailto:data@example.dk">Datateamet &lt;1&gt;</a>' in page


def test_the_accessibility_statement(published: Config, client: TestClient) -> None:
    answer = client.get("/was")
    assert (answer.status_code, answer.headers["location"]) == (302, "/om/tilgaengelighed")
    assert "endnu ikke angivet" in client.get("/om/tilgaengelighed", headers=PAGE).text
    config = replace(published, was_url="https://was.example.dk/aadalsoe")
    stated = TestClient(create_app(config), base_url=config.base_iri, follow_redirects=False)
    assert stated.get("/was").headers["location"] == "https://was.example.dk/aadalsoe"
    assert 'href="/was"' in stated.get("/om/tilgaengelighed", headers=PAGE).text


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "www.example.dk", "https://x.example/#a", "https://a b"]
)
def test_a_statement_that_is_no_address(address: str) -> None:
    with pytest.raises(OperatorError, match="was_url"):
        Config(was_url=address)


def test_the_door_to_the_data(published: Config, client: TestClient) -> None:
    page = client.get("/data", headers=PAGE).text
    assert "Der er ikke angivet en licens endnu" in page
    assert 'href="/catalog"' not in page
    for address in ("/sparql", "/ns", "/shapes", "/ns/context/1.jsonld", "/kvalitet", "/status"):
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200
    for address in ("/changes", "/.well-known/void"):  # of which there is no page
        assert f"<code>http://127.0.0.1:8000{address}</code>" in page
        assert client.get(address).status_code == 200
    config = replace(published, licence="https://creativecommons.org/licenses/by/4.0/")
    licensed = TestClient(create_app(config), base_url=config.base_iri).get("/data", headers=PAGE).text
    assert 'href="/catalog"' in licensed
    assert "Der er ikke angivet en licens endnu" not in licensed
