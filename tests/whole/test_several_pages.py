"""The site of several municipalities: each list and search can be of one, and everything says whose it is."""

import csv
import json
import re
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from io import StringIO
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from graph.analysis.municipalities import QUERIES
from graph.base.config import Config
from graph.cases.trail import UnknownCase, trace
from graph.release import archive

BASE = "http://127.0.0.1:8000/id"
DOC = "/doc/lyngbakke"


@pytest.fixture(scope="module")
def client(both: Config) -> Iterator[TestClient]:
    with TestClient(create_app(both), headers={"accept": "text/html"}) as client:
        yield client


class Text(HTMLParser):
    """The words of a page, and where its links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words, self.hrefs = "", list[str]()
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.words += f" {data}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hrefs += [value or "" for name, value in attrs if tag == "a" and name == "href"]


def main(client: TestClient, address: str) -> Text:
    """What stands between head and foot."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return Text(answer.text.partition("<main")[2].partition("</main>")[0])


def title(client: TestClient, address: str) -> str:
    return re.findall("<title>(.*?)</title>", client.get(address).text)[0]


def test_the_front_page_has_a_chooser_and_each_municipality_a_front_page(client: TestClient) -> None:
    page = main(client, "/")
    assert {"/?kommune=aadalsoe", "/?kommune=lyngbakke"} <= set(page.hrefs)
    own = main(client, "/?kommune=lyngbakke")
    assert "2 referater med 5 dagsordenspunkter" in own.words
    assert not any("/aadalsoe/" in href for href in own.hrefs)
    assert title(client, "/?kommune=lyngbakke") == "Forside – Lyngbakke Kommune – Sagsgraf"
    assert client.get("/?kommune=ingenby").status_code == 404


@pytest.mark.parametrize("name", ["moeder", "sager", "organer", "enheder", "personer", "kle"])
def test_each_list_can_be_of_one(client: TestClient, name: str) -> None:
    for slug, other in (("lyngbakke", "aadalsoe"), ("aadalsoe", "lyngbakke")):
        page = main(client, f"/{name}?kommune={slug}")
        assert not any(f"/{other}/" in href and "/sparql" not in href for href in page.hrefs), (name, slug)
    listed = json.loads(client.get(f"/{name}.jsonld?kommune=aadalsoe").text)
    members = {str(one["@id"]) for one in listed["member"]}
    assert members
    assert all("/id/aadalsoe/" in one for one in members)
    assert json.loads(client.get(f"/{name}.jsonld?kommune=ingenby").text)["member"] == []
    query = next(href for href in main(client, f"/{name}?kommune=aadalsoe").hrefs if "/sparql.csv?" in href)
    told = client.get(query).text.splitlines()[1:]
    assert {line.split(",")[0] for line in told} >= members
    assert not any("/lyngbakke/" in line for line in told)


def test_the_name_of_a_municipality_finds_what_is_of_it(client: TestClient) -> None:
    hrefs = main(client, "/search?q=lyngbakke&art=punkt").hrefs
    assert len({href for href in hrefs if "/punkt/" in href}) == 5
    assert not any(href.startswith("/doc/aadalsoe/") for href in hrefs)


def test_a_search_of_several_is_of_several_as_sparql_too(client: TestClient) -> None:
    words = main(client, "/search?q=godkendelse&kommune=lyngbakke&kommune=aadalsoe")
    (query,) = [href for href in words.hrefs if href.startswith("/sparql?query=")]
    asked = parse_qs(urlsplit(query).query)["query"][0]
    told = client.get("/sparql.csv", params={"query": asked})
    assert told.status_code == 200
    assert "id/lyngbakke/" in asked
    assert "id/aadalsoe/" in asked


def test_what_is_of_no_list_says_whose_it_is(client: TestClient) -> None:
    words = main(client, "/organer").words
    assert words.count("Lyngbakke Kommune") == 3  # the facet, and its two bodies
    assert "Lyngbakke Kommune" in main(client, "/sager?kommune=&aar=2023").words
    for path in (f"{DOC}/sag/20-004417", f"{DOC}/organ/direktionen", f"{DOC}/moede/byraadet/2023-10-03"):
        assert "– Lyngbakke Kommune – Sagsgraf" in title(client, path)
    assert "Ådalsø Kommune" in main(client, "/doc/aadalsoe/sag/20-004417").words  # how it is cited
    whose = "Byrådet, Lyngbakke Kommune"  # others have one that is called so
    assert f"nyt om {whose}." in main(client, "/besked?om=/doc/lyngbakke/organ/byraadet").words
    assert f"Møder i {whose}" in client.get(f"{DOC}/organ/byraadet.ics").text.replace("\\", "").replace(
        "\r\n ", ""
    )
    feed = client.get(
        "/changes/lyngbakke/organ/byraadet.atom", headers={"accept": "application/atom+xml"}
    ).text
    assert f"{whose} 3. oktober 2023" in feed


def test_search_has_the_municipality_as_a_facet_and_tells_it(client: TestClient) -> None:
    page = main(client, "/search?q=havnebad")
    (href,) = [one for one in page.hrefs if "kommune=lyngbakke" in one and one.startswith("/search")]
    narrowed = main(client, href)
    assert not any(one.startswith("/doc/aadalsoe") for one in narrowed.hrefs)
    assert "Lyngbakke Kommune" in narrowed.words
    both = [one for one in main(client, "/search?q=20-004417").hrefs if one.endswith("/sag/20-004417")]
    assert {one.split("/")[2] for one in both} == {"aadalsoe", "lyngbakke"}
    for table in ("/search.csv?q=havnebad", "/opfoelgning.csv"):
        told = {row[-1] for row in csv.reader(StringIO(client.get(table).text))}
        assert {one.lower() for one in told} == {"kommune", "ådalsø kommune", "lyngbakke kommune"}
    assert "Direktionen, Ådalsø Kommune (" in main(client, "/opfoelgning").words


def test_a_body_is_chosen_with_its_municipality_where_two_have_one_of_that_name(client: TestClient) -> None:
    named = client.get("/search.csv?q=Borgerservice+Lyngbakke").text
    assert "/lyngbakke/enhed/" in named  # and none of another municipality that is called so, too
    assert "/aadalsoe/enhed/" not in named
    page = main(client, "/search?q=telefontid")
    assert any("organ=lyngbakke%2Fdirektionen" in href for href in page.hrefs)
    found = main(client, "/search?q=telefontid&organ=lyngbakke/direktionen")
    assert not any(href.startswith("/doc/aadalsoe") for href in found.hrefs)
    assert any(href.startswith(DOC) for href in found.hrefs)


def test_state_and_quality_are_told_of_each(client: TestClient) -> None:
    state = client.get("/status.json").json()
    assert state["municipalities"]["Lyngbakke Kommune"] == {
        "documents": 2,
        "items": 5,
        "closed": 1,
        "first": "2023-09-12",
        "last": "2023-10-03",
        "share_read": 1.0,
    }
    assert "Lyngbakke Kommune 2 5 1 (20 %) 100 %" in " ".join(main(client, "/kvalitet").words.split())
    graph = client.get("/status.ttl").text
    assert "#lyngbakke-direktionen" in graph
    assert "#aadalsoe-direktionen" in graph


def test_the_catalogue_and_the_dumps_of_one(client: TestClient) -> None:
    page = main(client, "/catalog/municipality/lyngbakke")
    assert "/catalog/dataset/lyngbakke/organ/byraadet" in " ".join(page.hrefs)
    assert client.get("/catalog/municipality/ingenby").status_code == 404
    assert client.get("/dump/lyngbakke/sagsgraf.nq.gz").status_code == 200
    assert client.get("/dump/direktionen/2022.nq.gz").status_code == 404


def test_a_site_of_one_has_no_chooser(published: Config) -> None:
    with TestClient(create_app(published), headers={"accept": "text/html"}) as client:
        page = client.get("/").text
        assert 'class="chooser"' not in page
        assert "kommune=" not in page
        assert client.get("/?kommune=aadalsoe").status_code == 404
        assert 'class="chooser"' not in client.get("/doc/aadalsoe/sag/20-004417").text


def test_municipalities_are_compared_with_what_each_figure_rests_on(client: TestClient) -> None:
    words = " ".join(main(client, "/sammenlign").words.split())
    assert "Ådalsø Kommune 18. april 2016 – 27. maj 2024 16 6 100 % n = 16" in words
    assert (
        "Lyngbakke Kommune 12. september 2023 – 3. oktober 2023 2 2 100 % n = 2 for få n = 5 for få n = 3"
        in words
    )
    assert "Hvad må ikke sammenlignes?" in words
    assert "What must not be compared?" in main(client, "/en/sammenlign").words
    assert 'href="/sammenlign"' in client.get("/").text
    rows = list(csv.DictReader(StringIO(client.get("/sammenlign.csv").text)))
    closed = {row["municipality"]: (row["value"], row["n"]) for row in rows if row["figure"] == "closed"}
    assert closed == {f"{BASE}/aadalsoe/kommune": ("0.22", "63"), f"{BASE}/lyngbakke/kommune": ("", "5")}
    shares = [
        float(row["value"])
        for row in rows
        if row["figure"] == "outcome" and "aadalsoe" in row["municipality"]
    ]
    assert sum(shares) == pytest.approx(1, abs=0.05)


def test_the_queries_behind_the_comparison_give_its_numbers(client: TestClient) -> None:
    asked = [href for href in main(client, "/sammenlign").hrefs if href.startswith("/sparql?query=")]
    assert len(asked) == len(QUERIES)
    answer = client.get(asked[1].replace("/sparql?", "/sparql.csv?")).text.splitlines()
    assert f"{BASE}/lyngbakke/kommune,https://w3id.org/sagsgraf/concept/aabenhed/lukket,1" in answer


def test_networks_and_measures_are_of_the_municipality_that_is_chosen(client: TestClient) -> None:
    chosen = "/analyse?maal=recommendations_followed&kommune=lyngbakke"
    page = main(client, chosen)
    words = " ".join(page.words.split())
    assert "Kommune Lyngbakke Kommune Referater 2 (12. september 2023 – 3. oktober 2023)" in words
    assert "Dagsordenspunkter 5 Andel af teksten, der er læst 100 %" in words
    assert not any("/aadalsoe/" in href for href in page.hrefs)
    assert any(href.startswith(f"{DOC}/organ/") for href in page.hrefs)
    assert "Referater 1 (3. oktober 2023" in " ".join(main(client, f"{chosen}&fra=2023-10-01").words.split())
    file = client.get(chosen.replace("/analyse?", "/analyse.csv?"))
    assert "recommendations-followed-lyngbakke-" in file.headers["content-disposition"]
    every = client.get("/analyse.csv?maal=recommendations_followed").text.splitlines()
    assert [
        line.replace(", Lyngbakke Kommune", "").replace('"', "") for line in every if "/lyngbakke/" in line
    ] == (file.text.splitlines()[1:])
    assert "Direktionen, Ådalsø Kommune" in "".join(every)  # there are two bodies of that name
    unknown = client.get("/analyse?maal=case_durations&kommune=ingenby")
    assert (unknown.status_code, "Der er ingen data om den kommune." in unknown.text) == (404, True)
    assert client.get("/analyse.csv?maal=municipalities&kommune=lyngbakke").text.count("/aadalsoe/") > 1


def test_one_municipality_has_nothing_to_compare(published: Config) -> None:
    with TestClient(create_app(published), headers={"accept": "text/html"}) as client:
        assert client.get("/sammenlign").status_code == 404
        assert "/sammenlign" not in client.get("/").text


def test_a_case_leads_to_the_same_subject_elsewhere_with_the_reasons(client: TestClient) -> None:
    """Both have telephones open at the same hours; that the bathing places are of one word is too little."""
    page = main(client, f"{DOC}/sag/20-004417")
    words = " ".join(page.words.split())
    assert "Samme emne i andre kommuner" in words
    assert "Ådalsø Kommune 22. januar 2018: Fælles telefontid i Borgerservice og Jobcenter Ådalsø" in words
    assert "Titlerne har begge: Fælles, telefontid, Borgerservice" in words
    assert "Det siger ikke, at sagerne hænger sammen." in words
    assert "Samme emne i andre kommuner" not in main(client, f"{DOC}/sag/23-001102").words
    data = client.get(f"{DOC}/sag/20-004417.nt").text
    assert "/aadalsoe/" not in data


def test_a_closed_case_is_like_no_other(client: TestClient) -> None:
    assert "Samme emne" not in main(client, f"{DOC}/sag/23-000915").words


def test_a_number_that_two_have_is_found_twice_and_traced_by_its_municipality(
    client: TestClient, both: Config
) -> None:
    exact = re.findall(r'href="/doc/(\w+)/sag/20-004417"', client.get("/search?q=20-4417").text)
    assert exact[:2] == ["aadalsoe", "lyngbakke"]
    assert client.get("/search?q=20-4417").text.count("sagen med nummeret") >= 2
    release = archive.Release(archive.current(both))
    with pytest.raises(UnknownCase) as told:
        trace(release, "20-4417")
    assert told.value.near == ["aadalsoe/20-004417", "lyngbakke/20-004417"]
    assert "several cases have" in str(told.value)
    assert trace(release, "lyngbakke/20-4417").case == f"{BASE}/lyngbakke/sag/20-004417"
    assert trace(release, "23-801").case == f"{BASE}/lyngbakke/sag/23-000801"


def test_a_body_and_a_number_are_of_the_municipality_that_is_asked_for(client: TestClient) -> None:
    own = f"{BASE}/lyngbakke/"
    case = {"case": f"{own}sag/20-004417"}
    items = partial(client.get, "/api/v1/items", headers={"accept": "*/*"})
    for query, same in (
        ({"body": "byraadet", "municipality": "lyngbakke"}, {"body": "lyngbakke/byraadet"}),
        ({"case": "lyngbakke/20-004417"}, case),
        ({"case": "20-4417", "municipality": "lyngbakke"}, case),
    ):
        told, other = (items(params=given).json()["items"] for given in (query, same))
        assert told == other
        assert {one["iri"].startswith(own) for one in told} == {True}
    for query, status, said in (
        ({"body": "byraadet"}, 422, "aadalsoe/byraadet"),
        ({"case": "20-4417"}, 404, "Several cases"),
    ):
        answer = items(params=query)
        assert answer.status_code == status
        assert said in answer.json()["detail"]


def test_each_municipality_has_a_feed_of_its_own(client: TestClient) -> None:
    assert "/changes/lyngbakke.atom" in client.get("/?kommune=lyngbakke").text
    feed = client.get("/changes/lyngbakke.atom", headers={"accept": "*/*"})
    assert feed.status_code == 200
    linked = re.findall(r"<link[^>]* href=\"[^\"]*/(?:doc|id)/(\w+)/", feed.text)
    assert set(linked) == {"lyngbakke"}
    assert client.get("/changes/ingenby.atom").status_code == 404
