"""The front page and the lists."""

import pytest
from fastapi.testclient import TestClient

from api import lists
from api.app import create_app
from graph.config import Config


def test_the_front_page_shows_what_there_is(client: TestClient) -> None:
    page = client.get("/").text
    assert "16 referater" in page
    assert 'href="/doc/aadalsoe/moede/direktionen/2024-05-27"' in page
    assert '<a href="/sparql">Undersøg data</a>' in page


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("/moeder", "/doc/aadalsoe/moede/direktionen/2016-04-18"),
        ("/sager", "/doc/aadalsoe/sag/20-004417"),
        ("/organer", "/doc/aadalsoe/organ/husraadet"),
        ("/enheder", "/doc/aadalsoe/enhed/jobcenter-aadalsoe"),
    ],
)
def test_a_list_links_to_its_things(client: TestClient, address: str, link: str) -> None:
    assert f'href="{link}"' in client.get(address).text


def test_a_long_list_has_pages(published: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "_ROWS", 10)
    client = TestClient(create_app(published), base_url=published.base_iri)
    first, second = client.get("/moeder").text, client.get("/moeder?side=2").text
    assert 'href="?side=2" rel="next"' in first
    assert 'rel="prev"' not in first
    assert 'href="?side=1" rel="prev"' in second
    assert 'rel="next"' not in second
    assert "2024-05-27" in first
    assert "2016-04-18" in second
    assert "Her er ikke flere." in client.get("/moeder?side=9").text


@pytest.mark.parametrize("side", ["0", "x", "-1", "1e3", "100001", ""])
def test_a_page_is_a_number(client: TestClient, side: str) -> None:
    assert client.get(f"/moeder?side={side}").status_code == 422


def test_a_list_is_a_page_only(client: TestClient) -> None:
    assert client.get("/moeder", headers={"Accept": "text/turtle"}).status_code == 406
    assert client.get("/", headers={"Accept": "application/json"}).status_code == 406
