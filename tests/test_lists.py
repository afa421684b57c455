"""The front page and the lists."""

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from api import lists
from api.app import create_app
from api.site import Site
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


def test_a_list_is_narrowed_by_links(client: TestClient) -> None:
    whole = client.get("/moeder").text
    assert '<a href="?organ=direktionen">Direktionen <small>8</small></a>' in whole
    assert '<a href="?aar=2016">2016 <small>2</small></a>' in whole
    of_body = client.get("/moeder?organ=direktionen").text
    assert of_body.count('<th scope="row"') == 8
    assert '<a href="?organ=direktionen" aria-current="true">' in of_body
    assert '<a href="?aar=2016&amp;organ=direktionen">2016 <small>1</small></a>' in of_body
    both = client.get("/moeder?organ=direktionen&aar=2016").text
    assert both.count('<th scope="row"') == 1
    assert "/doc/aadalsoe/moede/direktionen/2016-04-18" in both


def test_the_cases_of_a_unit(client: TestClient) -> None:
    page = client.get("/sager?enhed=jobcenter-aadalsoe").text
    assert page.count('<th scope="row"') == 10
    assert "/doc/aadalsoe/sag/24-000871" in page


@pytest.mark.parametrize(
    "query", ["organ=nope", "organ=%22%3E%3Cb%3E", "aar=x", "aar=1900", "organ=../kle/00"]
)
def test_what_nothing_has_is_said_in_words(client: TestClient, query: str) -> None:
    page = client.get(f"/moeder?{query}").text
    assert "Ingen i samlingen svarer til det valgte." in page
    assert '"><b>' not in page


def test_the_query_and_the_index_give_the_same_list(published: Config) -> None:
    site = Site(published)
    release = site.releases.latest()
    assert release
    without = replace(release, index=None)
    for name in ("moeder", "sager"):
        found, asked = (lists._page(site, one, name, {}, 1, 200) for one in (release, without))
        assert found.total == len(found.rows) == len(asked.rows)
        assert asked.total is None
        key = lists.KINDS[name].key
        assert {row[key]: row["items"] for row in found.rows} == {
            row[key]: row["items"] for row in asked.rows
        }
        assert [row.get("last", row.get("date")) for row in found.rows] == [
            row.get("last", row.get("date")) for row in asked.rows
        ]
        assert lists._page(site, without, name, {"aar": "2018"}, 1, 50).rows == []


def test_people_and_numbers(client: TestClient) -> None:
    assert "Havnechef" in client.get("/personer").text
    assert 'href="/doc/aadalsoe/kle/00">KLE 00</a>' in client.get("/kle").text
