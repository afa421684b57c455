"""The pages: every link leads somewhere, each page is well made, and no input becomes markup."""

from collections import Counter
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from fastapi.testclient import TestClient
from page import Page, check
from pyoxigraph import NamedNode, Triple
from samples import sample, write

from api.app import create_app
from api.serving.releases import Releases
from api.site.description import Description
from api.site.site import Site
from api.things.pages import KINDS, Listing, listed, source_finder
from graph.base.config import Config
from graph.publishing.publish import publish
from graph.queries.named import load, queries

BASE = "http://127.0.0.1:8000"
MEETING = "/doc/aadalsoe/moede/direktionen/2024-05-27"
ITEM = f"{MEETING}/punkt/1"
CASE = "/doc/aadalsoe/sag/20-004417"
# What is below it is crawled one by one; parts of other items are only looked up.
CRAWLED_PARTS = f"{ITEM}/"
MOST_ALIKE = 4
"""Of the pages that one template makes of things of one kind so many are crawled."""


@pytest.fixture(scope="module")
def crawled(client: TestClient) -> dict[str, Page]:
    """The pages that can be reached from the front page, by address: all that are alone of their kind, and some
    of those that are alike; parts and answers as told above."""
    pages: dict[str, Page] = {}
    waiting = ["/", CASE, f"{CASE}/nummer", *(f"{MEETING}/punkt/{number}" for number in range(1, 5))]
    seen = set(waiting)
    alike: Counter[str] = Counter()
    while waiting:
        address = waiting.pop()
        response = client.get(address, headers={"Accept": "text/html"})
        assert response.status_code == 200, address
        if not response.headers["content-type"].startswith("text/html"):
            continue
        pages[address] = Page(response.text)
        for target, _ in inner_links(address, pages[address]):
            part = "/punkt/" in target and not target.rpartition("/")[2].isdecimal()
            wanted = target.startswith(CRAWLED_PARTS) or not (part or "." in target or "?" in target)
            elsewhere = target.startswith(("/en/", "/spoerg/")) or target == "/en"
            if wanted and not elsewhere and target not in seen:
                seen.add(target)
                kind = kind_of(target)
                alike[kind] += 1
                if alike[kind] <= MOST_ALIKE:
                    waiting.append(target)
    return pages


def kind_of(address: str) -> str:
    """What pages of things of one kind have in common."""
    _, kind, *path = address.split("/")
    if kind == "concept":
        return f"concept {len(path)}"
    return f"{path[1:2]} {path[4:5]} {path[6:7]} {len(path)}" if kind == "doc" else address


def inner_links(address: str, page: Page) -> list[tuple[str, str]]:
    """Path with query, and fragment, of each link that stays on the site."""
    found = []
    for link in page.links:
        target, fragment = urldefrag(urljoin(BASE + address, link))
        if urlsplit(target).netloc == urlsplit(BASE).netloc:
            found.append((target.removeprefix(BASE), fragment))
    return found


def test_pages_are_well_made(crawled: dict[str, Page]) -> None:
    assert len(crawled) > 100
    for address, page in crawled.items():
        check(page, address)


def test_every_kind_of_thing_was_seen(client: TestClient, crawled: dict[str, Page]) -> None:
    """Each class that has a page of its own, and each class of parts."""
    titles = {page.text.partition(" – ")[0] for page in crawled.values()}
    assert len(titles) > 100
    kinds = {word for page in crawled.values() for word in page.kinds}
    assert kinds >= {
        *("Møde", "Dagsordenspunkt", "Sag", "Sagsnummer", "Referat", "Organ", "Enhed", "Stilling", "Person"),
        *("Fast punkt", "Bilag", "Kommune", "Begreb", "Kodeliste", "Sagsnummerform", "Mødedeltagelse"),
        *("Beslutning", "Indstilling", "Indstillingspunkt", "Afsnit", "Behandlingsled", "Omtale"),
        "Læsning af et referat",
    }


def test_every_link_leads_somewhere(client: TestClient, crawled: dict[str, Page], published: Config) -> None:
    release = Releases(published).latest()
    links = {link for address, page in crawled.items() for link in inner_links(address, page)}
    for target, fragment in sorted(links):
        if target in crawled:
            assert not fragment or fragment in crawled[target].ids, (target, fragment)
        elif target.startswith("/doc/") and not target.endswith(
            (".ttl", ".nt", ".rdf", ".jsonld", ".txt", ".csv", ".xlsx", ".ics")
        ):
            thing = NamedNode(BASE + "/id/" + target.removeprefix("/doc/").partition("?")[0])
            assert release.ask(load("thing_exists").bind({"thing": thing})), target
    others = sorted({target for target, _ in links} - set(crawled))
    for target in others[:: max(1, len(others) // 100)]:
        headers = {"Accept": "text/html"} if target.startswith("/sparql?") else {}
        assert client.get(target, headers=headers, follow_redirects=True).status_code == 200, target


def test_pages_are_small(crawled: dict[str, Page]) -> None:
    large = {address: page.size for address, page in crawled.items() if page.size > 70_000}
    assert large.pop("/ns", 0) < 90_000  # all the terms of the ontology
    assert large == {}


def test_a_page_shows_its_own_iri_and_its_other_formats(crawled: dict[str, Page]) -> None:
    page = crawled[MEETING]
    assert BASE + MEETING.replace("/doc/", "/id/") in page.text
    for suffix in ("ttl", "nt", "rdf", "jsonld"):
        assert page.links.count(f"{MEETING}.{suffix}") == 2  # in the head and in the box


def test_an_item_shows_its_course_and_its_source_words(crawled: dict[str, Page]) -> None:
    page = crawled[ITEM]
    for words in ("Havnebadets første sommer", "Taget til efterretning.", "Dagny Ankerstjerne", "Havnechef"):
        assert words in page.text
    assert any(link.startswith(f"{MEETING}/referat#char=") for link in page.links)


def test_a_case_tells_its_story_in_order(crawled: dict[str, Page]) -> None:
    text = crawled[CASE].text
    assert text.index("Seneste beslutning") < text.index("Resume") < text.index("Sagens forløb")
    text = text.partition("kun nævnt")[2]  # behind the picture and its legend
    story = [text.index(day) for day in ("31. august 2020", "4. maj 2021", "3. oktober 2022")]
    assert story == sorted(story)
    assert "efter 4 behandlinger over 3 år." in crawled[CASE].text
    assert "der bedes undersøge genbrug af pontonerne" in text


def test_a_closed_item_says_so_and_no_more(crawled: dict[str, Page]) -> None:
    text = crawled[f"{MEETING}/punkt/4"].text
    assert "Punktet er lukket: kommunen har ikke offentliggjort indholdet." in text
    assert "lukkede døre" not in text  # a board of directors has none
    for heading in ("Indstilling\n", "Sagsfremstilling", "Nævnt i teksten"):
        assert heading not in text


@pytest.mark.parametrize(
    ("prefix", "words"), [("", "Reglerne, og hvem man kan spørge"), ("/en", "The rules, and whom to ask")]
)
def test_a_closed_item_alone_leads_to_what_is_public(client: TestClient, prefix: str, words: str) -> None:
    link = f'<a href="{prefix}/om/privatliv#lukket">{words}</a>'
    closed, told = (
        client.get(f"{prefix}{MEETING}/punkt/{number}", headers={"Accept": "text/html"}).text
        for number in (4, 1)
    )
    assert link in closed
    assert link not in told


def test_every_listing_names_a_query_that_can_be_asked_so() -> None:
    for kind in KINDS.values():
        for listing in kind.listings:
            assert listing.parameter in queries()[listing.query].parameters


def test_a_long_listing_says_that_there_is_more(published: Config, client: TestClient) -> None:
    site, release = Site(published), Releases(published).latest()
    listing = Listing("Møder", "meetings", "meetings", "body", most=3)
    found = listed(site, release, listing, f"{BASE}/id/aadalsoe/organ/direktionen")
    assert (len(found.rows), found.more) == (3, True)
    whole = client.get(found.asked.replace("?", ".csv?", 1), follow_redirects=True)
    assert len(whole.text.splitlines()) == 1 + 8


def test_only_so_many_sources_are_read(published: Config) -> None:
    """A number that stands in many minutes; each place here is one of the same text."""
    site = Site(published)
    minutes = f"{BASE}/id/{MEETING.removeprefix('/doc/')}/referat"
    derived = NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")
    case = NamedNode(f"{BASE}/id/aadalsoe/sag/20-004417")
    triples = [Triple(case, derived, NamedNode(f"{minutes}#char={n},{n + 3}")) for n in range(30)]
    places = source_finder(site, site.releases.latest())(Description(triples, site.links).node(case.value))
    assert len(places) == 20
    assert (places[2].words, places[2].lines) == ("REF", "linje 3")


EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)> \"'&amp; \u202eomvendt\u202c " + "x" * 5000


def test_no_words_of_the_minutes_become_markup(tmp_path: Path) -> None:
    """HTML, quotes, marks that turn the text around, and a word of 5,000 letters."""
    text = sample("12", decision=EVIL).replace("Havnebad ved Sønder Mole", 'Bad <b onclick=x>ved</b> "Mole"')
    config = Config(data_dir=tmp_path / "data")
    publish(write(tmp_path / "minutes", a=text), config)
    client = TestClient(create_app(config), base_url=BASE, follow_redirects=False)
    meeting = "/doc/aadalsoe/moede/direktionen/2023-09-12"
    parts = ("", "/referat", "/punkt/1", "/punkt/1/beslutning", "/punkt/1/afsnit/1")
    addresses = ["/", "/sager", "/doc/aadalsoe/sag/20-004417", *(meeting + part for part in parts)]
    for address in addresses:
        response = client.get(address, headers={"Accept": "text/html"})
        assert response.status_code == 200, address
        page = Page(response.text)
        check(page, address)
        assert page.tags["img"] == page.tags["b"] == 0
        assert response.text.count("<script") == page.tags["data block"] + 3 <= 4
        assert response.text.count("</script") == response.text.count("<script")
    decision = Page(client.get(f"{meeting}/punkt/1", headers={"Accept": "text/html"}).text)
    assert "<script>alert(1)</script>" in decision.text
    assert 'Bad <b onclick=x>ved</b> "Mole"' in decision.text
