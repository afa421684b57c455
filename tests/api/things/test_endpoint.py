"""Things and the documents about them, in every format."""

import hashlib
import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from rdflib import Graph
from rdflib.compare import isomorphic

from api.http.formats import GRAPH_FORMATS
from graph.base.config import Config
from graph.release import archive

MEETING = "aadalsoe/moede/direktionen/2024-05-27"
BASE = "http://127.0.0.1:8000"
THINGS = (
    MEETING,
    f"{MEETING}/referat",
    f"{MEETING}/punkt/1",
    f"{MEETING}/punkt/4",
    f"{MEETING}/punkt/1/beslutning",
    f"{MEETING}/deltagelse/1",
    "aadalsoe/sag/20-004417",
    "aadalsoe/sag/20-004417/nummer",
    "aadalsoe/organ/direktionen",
    "aadalsoe/enhed/jobcenter-aadalsoe",
    "aadalsoe/stilling/havnechef",
    "aadalsoe/serie/eventuelt",
    "aadalsoe/nummerform/aa-nnnnnn",
    "aadalsoe/kle/00",
    "aadalsoe/kommune",
)
PARSERS = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}


def graph(client: TestClient, address: str, suffix: str) -> Graph:
    """A document read by the parsers of rdflib, the context that it names being fetched and put in."""
    response = client.get(f"{address}.{suffix}")
    assert response.status_code == 200, response.text
    content = response.text
    if suffix == "jsonld":
        document = json.loads(content)
        assert "@included" not in document
        context = client.get(document["@context"].removeprefix(BASE)).json()
        content = json.dumps({**document, **context})
    return Graph().parse(data=content, format=PARSERS[suffix])


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # inside rdflib's own parser
@pytest.mark.parametrize("thing", [*(f"/doc/{path}" for path in THINGS), "/concept/beslutningsudfald/udsat"])
def test_every_format_says_the_same(client: TestClient, thing: str) -> None:
    first, *others = (graph(client, thing, form.suffix) for form in GRAPH_FORMATS)
    assert len(first) > 3
    for other in others:
        assert isomorphic(first, other)


def test_a_thing_leads_to_the_document_about_it(client: TestClient) -> None:
    response = client.get(f"/id/{MEETING}", headers={"Accept": "text/turtle"})
    assert response.status_code == 303
    assert response.headers["location"] == f"/doc/{MEETING}"
    assert response.headers["link"] == f'</doc/{MEETING}>; rel="describedby"'
    assert "Accept" in response.headers["vary"]


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", "text/html; charset=utf-8"),
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("application/ld+json", "application/ld+json"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml;q=0.5, text/html;q=0.1", "application/rdf+xml"),
    ],
)
def test_a_document_is_negotiated(client: TestClient, accept: str, kind: str) -> None:
    response = client.get(f"/doc/{MEETING}", headers={"Accept": accept})
    assert response.headers["content-type"] == kind
    assert response.headers["vary"] == "Accept, Accept-Datetime, Accept-Encoding"
    again = client.get(response.headers["content-location"])
    assert again.content == response.content


def test_a_document_names_its_other_formats_and_its_subject(client: TestClient) -> None:
    link = client.get(f"/doc/{MEETING}/referat").headers["link"]
    assert f'</doc/{MEETING}/referat.ttl>; rel="alternate"; type="text/turtle"' in link
    assert f'</doc/{MEETING}/referat.txt>; rel="alternate"; type="text/plain"' in link
    assert f'</doc/{MEETING}/referat>; rel="describedby"; anchor="{BASE}/id/{MEETING}/referat"' in link


def test_a_document_is_known_by_its_bytes(client: TestClient) -> None:
    address = f"/doc/{MEETING}"
    tags = {form.suffix: client.get(f"{address}.{form.suffix}").headers["etag"] for form in GRAPH_FORMATS}
    assert len(set(tags.values())) == len(tags)
    for field in (tags["ttl"], f"W/{tags['ttl']}", f'"other", {tags["ttl"]}', "*"):
        response = client.get(f"{address}.ttl", headers={"If-None-Match": field})
        assert (response.status_code, response.content) == (304, b"")
        assert response.headers["etag"] == tags["ttl"]
        assert response.headers["vary"] == "Accept, Accept-Datetime, Accept-Encoding"
    assert client.get(f"{address}.nt", headers={"If-None-Match": tags["ttl"]}).status_code == 200


def test_minutes_are_served_as_the_text_their_spans_count_in(client: TestClient, published: Config) -> None:
    response = client.get(f"/doc/{MEETING}/referat", headers={"Accept": "text/plain"})
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert client.get(f"/doc/{MEETING}/referat.txt").content == response.content
    release = archive.Release(archive.current(published))
    assert response.content == release.text_file(f"{BASE}/id/{MEETING}/referat").read_bytes()
    minutes: dict[str, Any] = client.get(f"/doc/{MEETING}/referat.jsonld").json()
    assert minutes["sha256"] == hashlib.sha256(response.content).hexdigest()


def test_every_span_of_an_item_is_its_words(client: TestClient) -> None:
    text = client.get(f"/doc/{MEETING}/referat.txt").text
    decision = client.get(f"/doc/{MEETING}/punkt/1.jsonld").json()["hasDecision"]
    start, end = map(int, decision["wasDerivedFrom"][0].partition("#char=")[2].split(","))
    assert text[start:end] == decision["decisionText"]["da"] == "Taget til efterretning."


@pytest.mark.parametrize(
    "address",
    [
        f"/id/{MEETING}?x=1",
        f"/id/{MEETING}.ttl",
        "/id/aadalsoe/moede/direktionen/1900-01-01",
        "/id/aadalsoe",
        f"/doc/{MEETING}.txt",
        f"/doc/{MEETING}.exe",
        "/doc/aadalsoe/nothing.ttl",
        "/concept/nothing",
        "/id/<script>alert(1)</script>",
        "/doc/aadalsoe/%00",
        "/doc/aadalsoe/../../manifest",
        "/doc/aadalsoe/%2e%2e/%2e%2e/manifest.json",
        "/doc/" + "a/" * 3000 + "b",
        "/id/aadalsoe/%C3%A6",
        "/id/aadalsoe/%FF",
        "/id/aadalsoe/a%0d%0aX-Evil:1",
    ],
)
def test_what_is_not_there_is_404(client: TestClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


def test_406_lists_the_formats(client: TestClient) -> None:
    response = client.get(f"/doc/{MEETING}", headers={"Accept": "text/plain"})
    assert response.status_code == 406
    assert len(response.json()["available"]) == 9
