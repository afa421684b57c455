"""The front page and the lists."""

import csv
import html
import re
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from typing import NamedTuple
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest
from contexts import inlined
from fastapi import Request
from fastapi.testclient import TestClient
from rdflib import Graph, Namespace, URIRef

from api.app import create_app
from api.lists import collections as listing
from api.lists import endpoint
from api.serving.releases import Releases
from api.site.site import site_of
from graph.base.config import Config
from graph.queries.columns import column_headings

BASE = "http://127.0.0.1:8000"
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")


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
    monkeypatch.setattr(endpoint, "_ROWS", 10)
    client = TestClient(create_app(published), base_url=published.base_iri)
    first, second = client.get("/moeder").text, client.get("/moeder?side=2").text
    assert 'href="?side=2" rel="next"' in first
    assert 'rel="prev"' not in first
    assert 'href="?" rel="prev"' in second
    assert 'rel="next"' not in second
    assert "2024-05-27" in first
    assert "2016-04-18" in second
    assert "Her er ikke flere." in client.get("/moeder?side=9").text


@pytest.mark.parametrize("side", ["0", "x", "-1", "1e3", "100001", ""])
def test_a_page_is_a_number(client: TestClient, side: str) -> None:
    assert client.get(f"/moeder?side={side}").status_code == 422


def test_a_list_is_a_page_or_a_collection(client: TestClient) -> None:
    assert client.get("/moeder", headers={"Accept": "text/turtle"}).status_code == 406
    assert client.get("/", headers={"Accept": "image/png"}).status_code == 406


def test_a_program_for_data_is_sent_from_the_front_page_to_their_description(client: TestClient) -> None:
    answer = client.get("/en/", headers={"Accept": "text/turtle"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/.well-known/void")
    assert client.get("/", headers={"Accept": "*/*"}).headers["content-type"].startswith("text/html")


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


def test_a_case_in_a_list_tells_where_it_stands(client: TestClient) -> None:
    page, oldest = client.get("/sager").text, client.get("/sager?orden=aeldste&organ=direktionen").text
    row = page.partition('href="/doc/aadalsoe/sag/23-004417"')[2].partition("</tr>")[0]
    assert '<span class="tag waiting">Udsat</span>' in row
    closed = page.partition('href="/doc/aadalsoe/sag/24-001998"')[2].partition("</tr>")[0]
    assert '<span class="tag closed">Lukket</span>' in closed
    assert "Gensidig orientering" not in page
    assert 'href="?faste=ja"' in page
    assert '<span class="tag">fast punkt</span>' in client.get("/sager?faste=ja").text
    first, *_, last = re.findall('<td data-label="Senest" class="date">[^<]*([0-9]{4})<', oldest)
    assert (first, last) == ("2016", "2024")
    assert 'href="?organ=direktionen"' in oldest  # the newest first again
    assert "Lukket <small>" in page
    front = client.get("/").text
    assert "Nyt fra udvalgene" not in front
    assert "Møder fra 18. april 2016 til 27. maj 2024." in front


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


@pytest.mark.parametrize(
    ("name", "facets"),
    [
        ("moeder", {}),
        ("moeder", {"organ": "direktionen", "aar": "2016"}),
        ("sager", {}),
        ("sager", {"organ": "direktionen"}),
        ("sager", {"aar": "2018"}),
        ("sager", {"enhed": "jobcenter-aadalsoe", "aar": "2024", "organ": "direktionen"}),
        ("sager", {"udfald": "udsat", "aabenhed": "aabent"}),
        ("sager", {"organ": "nope"}),
        ("enheder", {}),
    ],
)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_query_and_the_index_give_the_same_list(
    published: Config, name: str, facets: dict[str, str], prefix: str
) -> None:
    scope = {
        "type": "http", "app": create_app(published), "path": "/", "query_string": b"", "method": "GET",
        "state": {"language": "en" if prefix else "da"},
    }  # fmt: skip
    site = site_of(Request(scope))
    release = site.releases.latest()
    assert release
    found, asked = (
        listing.page(site, one, name, facets, 1, 200) for one in (release, replace(release, index=None))
    )
    assert found.total == len(found.rows) == asked.total == len(asked.rows)
    key = listing.KINDS[name].key
    rows = {row[key]: row for row in asked.rows}
    assert {row[key]: row for row in found.rows} == rows
    assert bool(rows) == (facets != {"organ": "nope"})
    for order in {"last", "date"} if name != "enheder" else {"items", "label"}:
        assert [row.get(order) for row in found.rows] == [row.get(order) for row in asked.rows]


@pytest.mark.parametrize(
    ("address", "key", "most"),
    [
        ("/moeder", "meeting", 16),
        ("/moeder?aar=2018", "meeting", 2),
        ("/moeder?aar=2016&organ=direktionen", "meeting", 1),
        ("/sager?organ=direktionen", "case", 34),
        ("/sager?aar=2024&enhed=jobcenter-aadalsoe", "case", 2),
        ("/organer", "body", 9),
        ("/enheder", "unit", 13),
        ("/personer", "person", 27),
        ("/kle", "code", 10),
    ],
)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_list_as_csv_and_sparql_is_the_list(
    client: TestClient, address: str, key: str, most: int, prefix: str
) -> None:
    standing = "&faste=ja" if key == "case" else ""  # the page leaves them out, and the files do not
    text = client.get(f"{prefix}{address}{standing}").text
    table, query = (
        html.unescape(link[1])
        for link in re.finditer(r'<a href="([^"]+)" rel="nofollow">(?:[^<]*CSV|[^<]*SPARQL)</a>', text)
    )
    assert table.startswith("/sparql.csv?query=")
    assert query.startswith(f"{prefix}/sparql?query=")
    headed = f"&headings={'en' if prefix else 'da'}"
    assert urlsplit(table).query == urlsplit(query).query + headed
    heading = column_headings([key], {0}, "en" if prefix else "da")[0]
    found = [row[heading] for row in csv.DictReader(StringIO(client.get(table).text, newline=""))]
    assert len(found) == len(set(found)) == most
    members = [member for page in collections(client, f"{address}") for member in page.members]
    assert sorted(members) == sorted(found)
    assert f"({most})." in text


class Read(NamedTuple):
    members: list[str]
    total: int


def collections(client: TestClient, address: str) -> Iterator[Read]:
    """The pages of a list as JSON-LD, by their links."""
    path, mark, query = address.partition("?")
    address = f"{path}.jsonld{mark}{query}"
    while address:
        answer = client.get(address)
        assert answer.headers["content-type"] == "application/ld+json"
        triples = ox.serialize(
            (quad.triple for quad in ox.parse(inlined(answer.content), format=ox.RdfFormat.JSON_LD)),
            format=ox.RdfFormat.N_TRIPLES,
        )
        graph = Graph().parse(data=triples, format="nt")
        view = URIRef(f"http://127.0.0.1:8000{address}")
        whole = next(graph.subjects(HYDRA.view, view))
        yield Read(
            list(map(str, graph.objects(whole, HYDRA.member))), int(str(graph.value(whole, HYDRA.totalItems)))
        )
        address = str(graph.value(view, HYDRA.next) or "").removeprefix("http://127.0.0.1:8000")


def test_a_collection_has_the_pages_of_the_list(published: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "_ROWS", 5)
    client = TestClient(create_app(published), base_url=published.base_iri)
    pages = list(collections(client, "/moeder?organ=direktionen"))
    assert [(len(page.members), page.total) for page in pages] == [(5, 8), (3, 8)]
    second = client.get("/moeder?organ=direktionen&side=2").text
    assert all(f'href="{iri.replace(f"{BASE}/id", "/doc")}"' in second for iri in pages[1].members)
    assert 'href="/moeder.jsonld?organ=direktionen&amp;side=2"' in second
    view = client.get("/moeder.jsonld?side=9").json()["view"]
    assert view["previous"] == view["last"] == {"@id": f"{BASE}/moeder.jsonld?side=4"}
    assert "next" not in view


def test_a_member_has_its_kind_label_and_date(client: TestClient) -> None:
    wanted = client.get("/sager?organ=husraadet&side=1", headers={"Accept": "application/ld+json"})
    assert wanted.text == client.get("/sager.jsonld?organ=husraadet").text
    found = client.get("/sager.jsonld").json()
    member = next(one for one in found["member"] if one["@id"] == f"{BASE}/id/aadalsoe/sag/20-004417")
    assert member == {
        "@id": f"{BASE}/id/aadalsoe/sag/20-004417",
        "@type": "Case",
        "label": {"da": "Sag 20-004417", "en": "Case 20-004417"},
        "titles": {
            "da": [
                "Havnebad ved Sønder Mole - endeligt projekt",
                "Havnebad ved Sønder Mole - idéoplæg",
                "Havnebad ved Sønder Mole - skitseprojekt og ny pris",
                "Havnebad ved Sønder Mole - valg af placering",
            ]
        },
        "caseNumber": "20-004417",
    }
    assert found["search"]["template"] == f"{BASE}/sager.jsonld{{?organ,aar,udfald,aabenhed,enhed,side}}"
    meeting = client.get("/moeder.jsonld?organ=direktionen&aar=2016").json()["member"][0]
    assert (meeting["label"]["da"], meeting["date"]) == ("Direktionen 18. april 2016", "2016-04-18")
    unit = client.get("/en/enheder.jsonld").json()["member"][0]
    assert unit.keys() == {"@id", "@type", "label"}


def test_a_list_states_nothing_that_the_graph_does_not(client: TestClient, published: Config) -> None:
    """Beside the collection itself; the lists are told in the one context too, and as plain JSON."""
    release = Releases(published).latest()
    assert release
    for address in ("/moeder.jsonld", "/sager.jsonld", "/personer.jsonld", "/search.jsonld?q=havnebad"):
        answer = client.get(address)
        told = {quad.triple for quad in ox.parse(inlined(answer.content), format=ox.RdfFormat.JSON_LD)}
        about = {triple for triple in told if str(triple.subject).startswith(f"<{BASE}/id/")}
        assert about
        assert all(release.store.graphs_with(triple) for triple in about)
        assert client.get(address.replace(".jsonld", ".json")).text == answer.text


def test_nothing_is_a_collection_without_members(client: TestClient) -> None:
    found = client.get("/moeder.jsonld?organ=%22%3E").json()
    assert (found["totalItems"], found["member"]) == (0, [])
    assert "Se som SPARQL" not in client.get("/moeder?organ=%22%3E").text


def test_people_and_numbers(client: TestClient) -> None:
    assert "Havnechef" in client.get("/personer").text
    assert 'href="/doc/aadalsoe/kle/00">KLE 00</a>' in client.get("/kle").text
