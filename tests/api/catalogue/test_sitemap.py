"""What crawlers find at fixed addresses: the sitemap, robots.txt and VoID."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from cataloguing import LICENCE, STATED
from fastapi.testclient import TestClient
from kept_releases import made
from rdflib import DCTERMS, RDF, Graph, Literal, URIRef
from samples import sample, write

from api.app import create_app
from api.catalogue import sitemap
from graph.base.config import Config
from graph.catalogue.dcat import DCAT, VOID
from graph.publishing.publish import publish
from graph.release import archive

BASE = "http://127.0.0.1:8000"
NAME = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(xml: bytes) -> dict[str, str | None]:
    """Each address -> when it last changed."""
    return {str(each.findtext(f"{NAME}loc")): each.findtext(f"{NAME}lastmod") for each in ET.fromstring(xml)}


def test_the_sitemap_lists_pages_that_are_there(client: TestClient, published: Config) -> None:
    created = archive.Release(archive.current(published)).created
    index = client.get("/sitemap.xml")
    assert index.headers["content-type"] == "application/xml"
    assert locations(index.content) == {f"{BASE}/sitemap/1.xml": created}
    listed = locations(client.get("/sitemap/1.xml").content)
    assert listed[f"{BASE}/doc/aadalsoe/moede/direktionen/2022-10-03"] == created
    assert listed[f"{BASE}/doc/aadalsoe/moede/direktionen/2022-10-03/punkt/1"] == created
    assert listed[f"{BASE}/doc/aadalsoe/sag/20-004417"] is None
    kinds = {match[1] for one in listed if (match := re.search(r"/doc/aadalsoe/(\w+)", one))}
    assert kinds == {"moede", "sag", "organ", "enhed"}
    for address in sorted(listed)[::9]:
        assert client.get(address, headers={"Accept": "text/html"}).status_code == 200, address


def test_a_file_has_no_more_than_its_share(published: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sitemap.PAGE == 50_000
    sitemap.sitemap.cache_clear()
    monkeypatch.setattr(sitemap, "PAGE", 40)
    client = TestClient(create_app(published), base_url=BASE)
    files = list(locations(client.get("/sitemap.xml").content))
    assert len(files) > 2
    listed = [one for address in files for one in locations(client.get(address).content)]
    assert len(listed) == len(set(listed)) > 80
    assert all(len(locations(client.get(address).content)) == 40 for address in files[:-1])
    sitemap.sitemap.cache_clear()


@pytest.mark.parametrize("number", ["0", "2", "x", "1.xml/..", "9" * 40, "%2e%2e"])
def test_a_file_there_is_not_is_not_there(client: TestClient, number: str) -> None:
    assert client.get(f"/sitemap/{number}.xml").status_code == 404


def test_what_did_not_change_keeps_its_date(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "data")
    folder = write(tmp_path / "minutes", a=sample("12"))
    first = publish(folder, config).release
    made(first, "2024-01-01T00:00:00+00:00")
    write(folder, b=sample("13"))
    second = publish(folder, config).release
    listed = locations(TestClient(create_app(config), base_url=BASE).get("/sitemap/1.xml").content)
    meetings = f"{BASE}/doc/aadalsoe/moede/direktionen"
    assert listed[f"{meetings}/2023-09-12"] == "2024-01-01T00:00:00+00:00"
    assert listed[f"{meetings}/2023-09-12/punkt/2"] == "2024-01-01T00:00:00+00:00"
    assert listed[f"{meetings}/2023-09-13/referat"] == second.created


def test_robots_are_led_to_the_sitemap_and_away_from_queries(client: TestClient) -> None:
    response = client.get("/robots.txt")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    lines = response.text.splitlines()
    assert f"Sitemap: {BASE}/sitemap.xml" in lines
    for language in ("", "/en"):
        for path in ("sparql?", "search", "spoerg/", "analyse", "diff", "sager?", "doc/*.ttl$"):
            assert f"Disallow: {language}/{path}" in lines
    assert not [line for line in lines if "dump" in line or "catalog" in line]


def allowed_by(robots: str) -> Callable[[str], bool]:
    """Whether a robots.txt lets a crawler fetch an address: the longest rule that matches wins (RFC 9309,
    sections 2.2.2 and 2.2.3)."""
    rules = re.findall(r"^Disallow: (.+)$", robots, re.MULTILINE)
    forms = [re.compile(re.escape(rule).replace(r"\*", ".*").replace(r"\$", "$")) for rule in rules]
    return lambda address: not any(form.match(address) for form in forms)


def test_a_crawler_finds_what_the_sitemap_lists_and_little_more(few: Config) -> None:
    """Every address in Danish that a polite crawler comes to from the front page: it leaves what robots.txt
    says and links with rel=nofollow. (In English there are as many, and the codes of a list lead on alike.)"""
    client = TestClient(create_app(few), base_url=BASE, follow_redirects=False)
    allowed = allowed_by(client.get("/robots.txt").text)
    listed = {one.removeprefix(BASE) for one in locations(client.get("/sitemap/1.xml").content)}
    assert all(map(allowed, listed))
    seen, todo = {"/"}, ["/"]
    lists: set[str] = set()
    while todo:
        response = client.get(todo.pop(), headers={"Accept": "text/html"})
        if not response.headers.get("content-type", "").startswith("text/html"):
            continue
        tags = re.findall(r"<(?:a|link)\b[^>]*>", response.text)
        for tag in (one for one in tags if "nofollow" not in one):
            if (href := re.search(r'href="([^"]*)"', tag)) is None:
                continue
            address = str(response.url.join(unescape(href[1]).partition("#")[0])).removeprefix(BASE)
            if re.match("/(?!en/)", address) and address not in seen and allowed(address):
                seen.add(address)
                codes = re.match(r"/concept/[^/]+/", address)
                if codes is None or codes[0] not in lists:
                    todo.append(address)
                lists |= {codes[0]} if codes else set()
    documents = archive.Release(archive.current(few)).manifest.totals.published
    assert {address for address in listed if address.startswith("/doc/")} <= seen
    things = {address for address in seen if address.startswith("/doc/")}
    assert len(things) < 36 * documents
    assert len([one for one in seen - things if not one.startswith("/concept/")]) < 200
    tables = {
        one for one in seen if one.startswith("/tabeller/")
    }  # a file each, and not a list as a page shows it
    assert not [one for one in seen - tables if "query=" in one or "/person/" in one or one.endswith(".csv")]


@pytest.fixture(scope="module")
def licensed(published: Config) -> Iterator[TestClient]:
    with TestClient(create_app(replace(published, **STATED)), base_url=BASE) as client:
        yield client


def test_void_says_where_the_data_are(licensed: TestClient, published: Config) -> None:
    response = licensed.get("/.well-known/void")
    assert response.headers["content-type"] == "text/turtle; charset=utf-8"
    graph = Graph().parse(data=response.content, format="turtle")
    whole = URIRef(f"{BASE}/catalog/dataset/hele-grafen")
    assert (whole, RDF.type, VOID.Dataset) in graph
    counting = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}
    counted = licensed.get("/sparql", params=counting, headers={"Accept": "text/csv"}).text.split()
    assert graph.value(whole, VOID.triples) == Literal(int(counted[1]))
    quads = archive.Release(archive.current(published)).manifest.totals.quads
    assert int(counted[1]) < quads  # where a triple that stands in two graphs counts in each
    assert graph.value(whole, VOID.sparqlEndpoint) == URIRef(f"{BASE}/sparql")
    assert set(graph.objects(whole, VOID.dataDump)) == {
        URIRef(f"{BASE}/dump/sagsgraf.{form}.gz") for form in ("nq", "ttl", "jsonl")
    }
    assert graph.value(whole, VOID.uriSpace) == Literal(f"{BASE}/id/")
    assert graph.value(whole, DCTERMS.license) == URIRef(LICENCE)
    assert URIRef(f"{BASE}/catalog/dataset/organ/direktionen") in set(graph.objects(whole, VOID.subset))


def test_the_landing_page_of_each_dataset_is_listed(licensed: TestClient) -> None:
    listed = locations(licensed.get("/sitemap/1.xml").content)
    graph = Graph().parse(data=licensed.get("/catalog.ttl").content, format="turtle")
    pages = {str(page) for page in graph.objects(None, DCAT.landingPage)}
    assert len(pages) == 10
    assert pages <= set(listed)
    for page in pages:
        assert '"@type": "Dataset"' in licensed.get(page).text.replace('":"', '": "')


def test_void_needs_no_licence(client: TestClient) -> None:
    response = client.get("/.well-known/void", headers={"Accept": "application/n-triples"})
    assert response.status_code == 200
    assert b"> <http://purl.org/dc/terms/license> <" not in response.content
    assert client.get("/.well-known/void", headers={"Accept": "image/png"}).status_code == 406
