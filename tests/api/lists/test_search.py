"""/search over HTTP: the page, CSV, the Hydra collection, the SPARQL query, and the description for browsers."""

import csv
import io
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient
from rdflib import Graph, Namespace, URIRef

from api.app import create_app
from api.http.admission import Admission
from api.http.negotiation import serialize_table
from api.lists.search_endpoint import _cells
from api.lists.search_results import Result, Results, mark, snippet
from graph.base.config import Config, OperatorError
from graph.release import archive
from graph.search import search
from graph.search.search import Hit
from graph.search.words import terms

BASE = "http://127.0.0.1:8000/id/aadalsoe"
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
PAGE = {"Accept": "text/html"}


def page(client: TestClient, address: str) -> str:
    answer = client.get(address, headers=PAGE)
    assert answer.status_code == 200, answer.text
    assert len(answer.content) < 60_000
    return answer.text


def test_a_word_finds_its_case_first_and_marks_it(client: TestClient) -> None:
    text = page(client, "/search?q=havnebad")
    first = re.search(r'<ol class="hits".*?<li>\s*(<h3>.*?</h3>)', text, re.DOTALL)
    assert first is not None
    assert first[1] == (
        '<h3><a href="/doc/aadalsoe/sag/20-004417">20-004417: <mark>Havnebad</mark> ved Sønder Mole - endeligt '
        "projekt</a></h3>"
    )
    assert "samlet 1.126 underskrifter for et <mark>havnebad</mark>." in text


def test_a_case_number_leads_to_its_case(client: TestClient) -> None:
    text = page(client, "/search?q=sag+2020/4417")
    assert text.index("/doc/aadalsoe/sag/20-004417") < text.index("/punkt/")
    assert "har sagsnummeret" in text


def test_facets_are_links_that_hold_the_state(client: TestClient) -> None:
    text = page(client, "/search?q=havnebad&organ=direktionen")
    assert '<strong>Direktionen</strong> <a href="/search?q=havnebad">Fjern' in text
    assert '<input type="hidden" name="organ" value="direktionen">' in text
    links = re.findall(r'<li><a href="(/search[^"]+)">[^<]+</a> <span class="number">\((\d+)\)', text)
    assert len(links) > 10
    for address, things in links:
        assert f'<h2 id="fundet">{things} fundet</h2>' in page(client, address.replace("&amp;", "&")), address


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Sådan søger du"),
        ("q=+", "Sådan søger du"),
        ("q=havnebda", "Søgningen fandt ikke »havnebda«. Her er det, der er fundet på »Havnebad«."),
        ("q=xyzzyxq", "Søgningen fandt ikke: »xyzzyxq«."),
        ("q=Xyzzyæøxq", "Søgningen fandt ikke: »Xyzzyæøxq«."),
        ("q=xyzzyxq", "i 102 punkter"),
        (
            "q=underskrifter+kulturprisen",
            "Ingen har alle ordene; disse har nogle af dem eller ord for det samme.",
        ),
        ("q=Havne-Bad", "Søgningen fandt ikke »Havne-Bad«. Her er det, der er fundet på »Havnebad«."),
        ("q=skulptur", "Disse har ord for det samme."),
        (
            "q=underskrifter+kulturprisen",
            'href="/search?q=kulturprisen">kulturprisen</a> <span class="number">(4)',
        ),
        ("q=20-4418", "Ingen sag i samlingen har det nummer. Disse ligner:"),
        ("q=havnebad&organ=findes-ikke", "Søg i det hele i stedet"),
        ("q=havnebad&side=50", "Her er ikke flere."),
        ("udfald=udsat", "Udsat"),
        ("q=" + "+".join(f"ord{number}" for number in range(20)), "Kun de første 12 ord"),
    ],
)
def test_what_is_said(client: TestClient, query: str, said: str) -> None:
    assert said in page(client, f"/search?{query}")


@pytest.mark.parametrize("query", ["side=0", "side=51", "side=x", "q=" + "a" * 2001])
def test_what_cannot_be_asked(client: TestClient, query: str) -> None:
    assert client.get(f"/search?{query}").status_code == 422


@pytest.mark.parametrize(
    "question",
    ["<script>alert(1)</script> havnebad", '"><img src=x>', "%00%ff", "%F0%9F%92%A9 havn", "\u202ehavn"],
)
def test_a_question_is_never_markup(client: TestClient, question: str) -> None:
    text = page(client, f"/search?q={question}&organ=%22%3E%3Cb%3E")
    main = text[text.index("<main") :]
    assert not re.search(r"<script|<img|<b>", main)


def test_in_english(client: TestClient) -> None:
    text = page(client, "/en/search?q=havnebad&organ=direktionen")
    assert "<strong>The Executive Board</strong>" in text
    assert '<h3 lang="da"><a href="/en/doc/aadalsoe/sag/20-004417">' in text
    assert 'action="/en/search"' in text


def test_csv(client: TestClient) -> None:
    answer = client.get("/search.csv?q=havnebad&side=2")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(answer.text, newline="")))
    assert rows[:2] == [
        ["iri", "kind", "title", "number", "date", "bodies", "outcomes", "closed"],
        [
            f"{BASE}/sag/20-004417",
            "sag",
            "Havnebad ved Sønder Mole - endeligt projekt",
            "20-004417",
            "2023-09-12",
            "Direktionen; Kultur- og Fritidsudvalget",
            "",
            "false",
        ],
    ]
    assert client.get("/search?q=havnebad", headers={"Accept": "text/csv"}).text == answer.text


def test_no_cell_is_a_formula() -> None:
    row = Result(
        Hit("urn:x", "punkt", "", exact=False), "=1+1", (), number="@SUM", bodies=("-x",), outcomes=("+y",)
    )
    assert (
        serialize_table(("a",), _cells([row])).decode() == "a\r\nurn:x,punkt,'=1+1,'@SUM,,'-x,'+y,false\r\n"
    )


def test_a_file_is_made_without_reading_the_texts(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_: object) -> Iterator[str]:
        raise AssertionError
        yield

    monkeypatch.setattr(Results, "_said", read)
    assert client.get("/search.csv?q=havnebad").status_code == 200
    with pytest.raises(AssertionError):
        client.get("/search?q=havnebad&aar=2023")


def test_searches_wait_for_their_turn(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client.app.state.site, "searches", Admission(0, 0))  # type: ignore[attr-defined]
    for path in ("/search?q=ravn", "/search.csv?q=ravn", "/search.jsonld?q=ravn"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert client.get("/sager").status_code == 200


def test_a_hydra_collection(client: TestClient) -> None:
    members: set[str] = set()
    address, total = "/search.jsonld?q=direktionen", 0
    while address:
        answer = client.get(address)
        assert answer.headers["content-type"] == "application/ld+json"
        quads = ox.parse(answer.content, format=ox.RdfFormat.JSON_LD)
        triples = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
        graph = Graph().parse(data=triples, format="nt")
        collection = next(graph.subjects(HYDRA.totalItems))
        total = int(str(graph.value(collection, HYDRA.totalItems)))
        members |= {str(member) for member in graph.objects(collection, HYDRA.member)}
        view = URIRef(f"http://127.0.0.1:8000{address}")
        assert graph.value(collection, HYDRA.view) == view
        address = str(graph.value(view, HYDRA.next) or "").removeprefix("http://127.0.0.1:8000")
    assert total == len(members) > 20
    wanted = client.get("/search?q=direktionen", headers={"Accept": "application/ld+json"})
    assert wanted.text == client.get("/search.jsonld?q=direktionen").text


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("q=havnebad&art=punkt", "item"),
        ("q=havnebad&art=sag&organ=direktionen", "case"),
        ("q=20-4417&art=sag", "case"),
    ],
)
def test_the_same_as_sparql(client: TestClient, query: str, name: str) -> None:
    text = page(client, f"/search?{query}")
    link = re.search(r'href="(/sparql\?query=[^"]+)" rel="nofollow">Se som SPARQL', text)
    assert link is not None
    asked = parse_qs(urlsplit(link[1]).query)["query"][0]
    answer = client.get(
        "/sparql", params={"query": asked}, headers={"Accept": "application/sparql-results+json"}
    )
    assert answer.status_code == 200, answer.text
    found = {row[name]["value"] for row in answer.json()["results"]["bindings"]}
    listed = {row["iri"] for row in csv.DictReader(io.StringIO(client.get(f"/search.csv?{query}").text))}
    assert found >= listed > set()


def test_browsers_learn_to_search_here(client: TestClient) -> None:
    answer = client.get("/opensearch.xml")
    assert answer.headers["content-type"] == "application/opensearchdescription+xml"
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    root = ElementTree.fromstring(answer.text)
    assert len(root.findtext(f"{space}ShortName", "")) <= 16  # as the specification bounds it
    assert [url.get("template") for url in root.findall(f"{space}Url")] == [
        "http://127.0.0.1:8000/search?q={searchTerms}",
        "http://127.0.0.1:8000/search.jsonld?q={searchTerms}&side={startPage?}",
        "http://127.0.0.1:8000/search.csv?q={searchTerms}",
    ]


def test_a_search_that_takes_too_long(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_SECONDS", -1.0)
    monkeypatch.setattr(search, "_STEPS", 1)
    answer = client.get("/search?q=aldrig+spurgt", headers=PAGE)
    assert answer.status_code == 503
    assert "Der er for meget at lede igennem." in answer.text


def test_a_release_without_or_with_a_damaged_index(published: Config, tmp_path: Path) -> None:
    config = replace(published, data_dir=tmp_path / "data")
    shutil.copytree(published.data_dir, config.data_dir, symlinks=True)
    (config.data_dir / "current").unlink()
    release = archive.releases(config)[-1]
    archive.make_current(config, release)
    release.search.write_bytes(b"no database")
    with pytest.raises(OperatorError, match="cannot be read"):
        create_app(config)
    with closing(sqlite3.connect(release.search.with_name("old.db"))) as old:
        old.execute("PRAGMA user_version = 1")
    release.search.with_name("old.db").replace(release.search)  # of an earlier version
    with TestClient(create_app(config), base_url=config.base_iri) as client:
        assert client.get("/search?q=havn").status_code == 503
        assert client.get("/moeder", headers=PAGE).status_code == 200


def test_marks_and_snippets() -> None:
    asked = terms("skat").terms
    assert mark("Om skattesagen", asked) == (("Om ", False), ("skat", True), ("tesagen", False))
    long = " ".join(["ord"] * 100)
    parts = snippet(["intet her", f"{long} skat {long}"], asked)
    whole = "".join(text for text, _ in parts)
    assert whole.startswith("… ord")
    assert whole.endswith("ord …")
    assert len(whole) < 320
    assert [text for text, found in parts if found] == ["skat"]
    assert snippet(["intet her"], asked) == ()
    word = "x" * 10_000
    assert len("".join(text for text, _ in snippet([f"{word}skat{word}", f"skat{word}"], asked))) < 700


def test_crawlers_are_kept_from_searching(client: TestClient) -> None:
    lines = client.get("/robots.txt").text.splitlines()
    assert {"Disallow: /search", "Disallow: /en/search"} <= set(lines)
    assert '<meta name="robots" content="noindex">' in page(client, "/search?q=havn")
