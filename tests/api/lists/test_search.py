"""/search over HTTP: the page, CSV, the Hydra collection, the SPARQL query, and the description for browsers."""

import csv
import io
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from contexts import inlined
from damaged_files import listed_anew
from fastapi.testclient import TestClient
from rdflib import Graph, Namespace, URIRef

from api.app import create_app
from api.http.admission import Admission
from api.http.negotiation import serialize_table
from api.lists.search_results import Results, mark, snippet
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


@pytest.mark.parametrize("number", ["sag+2020/4417", "20-004417", "204417"])
def test_a_case_number_opens_its_case(client: TestClient, number: str) -> None:
    answer = client.get(f"/en/search?q={number}", headers=PAGE, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/doc/aadalsoe/sag/20-004417")
    listed = page(client, f"/search?q={number}&art=sag&art=punkt")  # all that say it
    assert "sagen med nummeret" in listed
    assert listed.index("/doc/aadalsoe/sag/20-004417") < listed.index("/punkt/")
    assert client.get(f"/search.csv?q={number}").text.count("20-004417") > 4


def test_facets_are_links_that_hold_the_state(client: TestClient) -> None:
    text = page(client, "/search?q=havnebad&organ=direktionen")
    assert re.search(r'<strong>Direktionen</strong> <span class="number">\(\d+\)</span> <a href="/search\?q=havnebad">Fjern', text)  # fmt: skip
    assert '<input type="hidden" name="organ" value="direktionen">' in text
    links = re.findall(r'<li><a href="(/search[^"]+)">[^<]+</a> <span class="number">\((\d+)\)', text)
    assert len(links) > 10
    for address, things in links:
        if address.count("organ=") == 1:
            said = f'<h2 id="fundet">{things} resultat'
            assert said in page(client, address.replace("&amp;", "&")), address


def test_several_values_of_a_facet(client: TestClient) -> None:
    """One of them is enough, and the others are still offered with how many they have."""
    one, two, both = (
        int(re.search(r'<h2 id="fundet">(\d+)', page(client, f"/search?q=havnebad&{query}"))[1])  # type: ignore[index]
        for query in ("aar=2023", "aar=2024", "aar=2023&aar=2024")
    )
    text = page(client, "/search?q=havnebad&aar=2023&aar=2024")
    assert max(one, two) < both <= one + two
    assert text.count(">Fjern<") == 2
    assert '<input type="hidden" name="aar" value="2023">' in text
    assert 'href="/search?q=havnebad&amp;aar=2023&amp;aar=2024&amp;aar=2020">2020</a>' in text


def test_a_span_of_days_and_an_order(client: TestClient) -> None:
    rows = csv.DictReader(
        io.StringIO(client.get("/search.csv?q=havnebad&fra=4/5 2021&til=2023&orden=aeldste").text)
    )
    days = [row["Dato"] for row in rows]
    assert (days[0], days[-1]) == ("2021-05-04", "2023-09-12")
    assert days == sorted(days)
    text = page(client, "/search?q=havnebad&fra=4/5 2021&til=ingenting")
    assert '<input type="date" name="fra" value="2021-05-04">' in text
    assert "»ingenting« kunne ikke læses som en dato." in text
    assert client.get("/search?fra=2024-05-27", headers=PAGE).text.count("<li>\n      <h3") > 5


def test_the_items_in_pictures_and_numbers(client: TestClient) -> None:
    text = page(client, "/search?q=havnebad&organ=direktionen")
    charts = text[text.index('<details class="charts">') :]
    assert re.findall(r"<h4>(.*?)</h4>", charts) == ["Punkter år for år", "Punkter efter udfald"]
    years = dict(re.findall(r'<th scope="row">(\d{4})</th><td class="number">([^<]*)</td>', charts))
    assert (years["2020"], years["2023"]) == ("2", "ingen referater")  # the body has no minutes of 2023
    assert charts.count("<svg") == 2
    assert "style=" not in charts


def test_a_workbook_is_in_danish(client: TestClient) -> None:
    answer = client.get("/search.xlsx?q=havnebad&art=punkt&orden=aeldste")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
    told = re.findall(r'<t xml:space="preserve">(.*?)</t>', sheet)
    assert told[:4] == ["Type", "Titel", "Sagsnummer", "Dato"]
    assert told[6:11] == ["Beslutning", "Åbent eller lukket", "Adresse", "IRI", "Dagsordenspunkt"]
    assert "Godkendt. Også idéerne til et havnebad fortælles videre." in told


def test_a_search_can_be_followed(client: TestClient) -> None:
    answer = client.get("/search.atom?q=havnebad&organ=direktionen")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    root, atom = ElementTree.fromstring(answer.text), "{http://www.w3.org/2005/Atom}"
    assert root.findtext(f"{atom}title") == "Sagsgraf: havnebad, Direktionen"
    entries = root.findall(f"{atom}entry")
    assert entries[0].findtext(f"{atom}title") == (
        "Direktionen 27. maj 2024: Taget til efterretning – Havnebadets første sommer"
    )
    days = [entry.findtext(f"{atom}updated", "") for entry in entries]
    assert days == sorted(days, reverse=True)
    assert [link.get("rel") for link in root.findall(f"{atom}link")] == ["self", "first", "alternate"]
    assert (
        'rel="next" type="application/atom+xml" href="http://127.0.0.1:8000/search.atom?q=&amp;art=punkt'
        in (client.get("/search.atom?art=punkt").text)
    )
    closed = client.get("/search.atom?q=lejem%C3%A5let&aabenhed=lukket").text
    assert "Lukket – Forhandling om lejemålet Fjordgade 14" in closed
    for kind in ("punkt", "sag"):
        told = page(client, f"/search?q=lejem%C3%A5let&art={kind}")
        assert '<span class="tag closed">Lukket</span>' in told
    rows = csv.DictReader(io.StringIO(client.get("/search.csv?q=lejem%C3%A5let&art=punkt").text))
    assert "Lukket" in {row["Åbent eller lukket"] for row in rows}
    assert 'type="application/atom+xml" href="/search.atom?q=havnebad"' in page(client, "/search?q=havnebad")


@pytest.mark.parametrize(
    ("beginning", "first", "kind"),
    [
        ("jobcenter å", "Jobcenter Ådalsø", "Enhed"),
        ("tekn", "Udvalget for Teknik og Miljø", "Organ"),
        ("havnebadets", "24-002265: Havnebadets første sommer", "Sag"),
        ("20-44", "20-004417: Havnebad ved Sønder Mole - endeligt projekt", "Sag"),
        ("2044", "20-004417: Havnebad ved Sønder Mole - endeligt projekt", "Sag"),
    ],
)
def test_suggestions(client: TestClient, beginning: str, first: str, kind: str) -> None:
    answer = client.get("/search/suggest", params={"q": beginning})
    assert answer.headers["content-type"] == "application/x-suggestions+json"
    asked, names, kinds, addresses = answer.json()
    assert (asked, names[0], kinds[0]) == (beginning, first, kind)
    assert len(names) == len(kinds) == len(addresses) <= 8
    assert client.get(addresses[0], headers=PAGE).status_code == 200


@pytest.mark.parametrize("beginning", ["", "j", "xyzzy", '"', "NEAR(", "\x00", "a" * 2000])
def test_nothing_is_suggested(client: TestClient, beginning: str) -> None:
    assert client.get("/search/suggest", params={"q": beginning}).json()[1:] == [[], [], []]


@pytest.mark.parametrize("address", ["/", "/sager", "/doc/aadalsoe/sag/20-004417", "/nowhere", "/en/search"])
def test_every_page_has_the_box(client: TestClient, address: str) -> None:
    text = client.get(address, headers=PAGE).text
    header = text[text.index("<header") : text.index("</header>")]
    root = "/en" if address.startswith("/en") else ""
    assert f'action="{root}/search"' in header
    assert f'data-suggest="{root}/search/suggest"' in header
    assert '<label class="unseen" for="soeg-overalt">' in header


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
        [
            "Type",
            "Titel",
            "Sagsnummer",
            "Dato",
            "Organer",
            "Udfald",
            "Beslutning",
            "Åbent eller lukket",
            "Adresse",
            "IRI",
        ],
        [
            "Sag",
            "Havnebad ved Sønder Mole - endeligt projekt",
            "20-004417",
            "2023-09-12",
            "Direktionen, Kultur- og Fritidsudvalget",
            *[""] * 3,
            f"{BASE.replace('/id/', '/doc/')}/sag/20-004417",
            f"{BASE}/sag/20-004417",
        ],
    ]
    assert client.get("/search?q=havnebad", headers={"Accept": "text/csv"}).text == answer.text
    address = "/en/search.csv?q=havnebad"
    assert f'href="{address}"' in page(client, "/en/search?q=havnebad")
    assert client.get(address).text.startswith("Type,Title,Case number,")


def test_no_cell_is_a_formula() -> None:
    cells = ("punkt", "=1+1", "@SUM", "-x", "+y")
    assert serialize_table(("a",), [cells]).decode() == "a\r\npunkt,'=1+1,'@SUM,'-x,'+y\r\n"


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
        quads = ox.parse(inlined(answer.content), format=ox.RdfFormat.JSON_LD)
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
    listed = {row["IRI"] for row in csv.DictReader(io.StringIO(client.get(f"/search.csv?{query}").text))}
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
        "http://127.0.0.1:8000/search/suggest?q={searchTerms}",
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
    with pytest.raises(OperatorError, match=r"is damaged \(search\.db\)"):
        create_app(config)
    with closing(sqlite3.connect(release.search.with_name("old.db"))) as old:
        old.execute("PRAGMA user_version = 1")
    release.search.with_name("old.db").replace(release.search)  # of an earlier version
    listed_anew(release)
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


class _Near:
    """Finds the same item whatever is asked."""

    def nearest(self, question: str, most: int) -> list[Hit]:
        assert question
        return [Hit(f"{BASE}/moede/direktionen/2021-11-15/punkt/2", "punkt", "2021-11-15", exact=False)][
            :most
        ]


@pytest.fixture
def near(client: TestClient) -> Iterator[None]:
    opened = client.app.state.site.releases.latest()  # type: ignore[attr-defined]
    object.__setattr__(opened, "meaning", _Near())  # which nothing else may change
    yield
    object.__setattr__(opened, "meaning", None)


@pytest.mark.usefixtures("near")
def test_what_is_alike_in_meaning_is_a_list_of_its_own(client: TestClient) -> None:
    for question in ("sukkersoed", "gadelygter", "havnebad"):
        text = page(client, f"/search?q={question}+")
        like = text[text.index('<section class="like"') :]
        assert ">Bier på rådhusets tag</a>" in like[: like.index("</section>")]
    for query in (
        "q=havnebad&aar=2021",
        "q=havnebad&side=2",
        "q=",
        "q=bier",
        "q=4.+maj+2021",
    ):  # where it stands first anyway
        assert "Ligner i betydning" not in page(client, f"/search?{query}")


def test_without_vectors_there_is_no_such_list(client: TestClient) -> None:
    assert "Ligner i betydning" not in page(client, "/search?q=summende++insekter")
