"""What pages show beside lists: numbers year by year, the latest items, and what stands around a thing."""

import re

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import NamedNode

from api.serving.releases import OpenRelease, Releases
from api.site.description import Description
from api.site.site import Site
from api.site.trends import by_year, parts_by_year
from api.things import pages as latest_module
from api.things.pages import KINDS, latest
from api.things.panels import unit_values
from graph.base.config import Config
from graph.queries.named import load

BASE = "http://127.0.0.1:8000/id/aadalsoe"
PAGE = {"Accept": "text/html"}
OF_ITEMS = {
    "items_planned_in": f"{BASE}/organ/direktionen",
    "items_of_series": f"{BASE}/serie/eventuelt",
    "items_referring": f"{BASE}/sag/20-004417",
    "items_with_kle": f"{BASE}/kle/00",
    "items_with_outcome": "https://w3id.org/sagsgraf/concept/beslutningsudfald/udsat",
    "items_with_document": f"{BASE}/moede/social-og-sundhedsudvalget/2023-03-07/punkt/2/bilag/1",
}


@pytest.fixture(scope="module")
def release(published: Config) -> OpenRelease:
    found = Releases(published).latest()
    assert found
    return found


@pytest.fixture(scope="module")
def site(published: Config) -> Site:
    return Site(published)


def test_every_list_of_items_is_tried() -> None:
    listings = (listing for kind in KINDS.values() for listing in kind.listings)
    assert {one.query for one in listings if one.look == "items"} == OF_ITEMS.keys()


@pytest.mark.parametrize("name", sorted(OF_ITEMS))
@pytest.mark.parametrize(("few", "windows"), [(0, (1, 3)), (1, (3, 100)), (200, (25, 100))])
def test_the_latest_items_are_those_that_the_query_has_first(
    release: OpenRelease, monkeypatch: pytest.MonkeyPatch, name: str, few: int, windows: tuple[int, ...]
) -> None:
    monkeypatch.setattr(latest_module, "_FEW", few)
    monkeypatch.setattr(latest_module, "_MEETINGS", windows)
    latest_module._KNOWN.clear()
    query, thing = load(name), OF_ITEMS[name]
    whole = release.rows(query.bind({"thing": NamedNode(thing)}))
    assert whole
    for most in (1, 4, 50):
        found = latest(release, query, thing, most, "da")
        assert len(found) == min(most, len(whole))
        assert [row["date"] for row in found] == [row["date"] for row in whole][:most]
        if most == 50:
            assert {row["item"]: row["outcomes"] for row in found} == {
                row["item"]: row["outcomes"] for row in whole
            }
    latest_module._KNOWN.clear()


def test_a_query_of_no_items(release: OpenRelease) -> None:
    with pytest.raises(ValueError, match="cases does not tell"):
        latest(release, load("cases"), f"{BASE}/kommune", 3, "da")


def test_the_index_and_the_query_count_a_unit_alike(site: Site, release: OpenRelease) -> None:
    unit = f"{BASE}/enhed/jobcenter-aadalsoe"
    values = unit_values(site, release, Description(release.describe(unit), site.links).node(unit))
    asked = release.rows(load("mentions_by_year").bind({"thing": NamedNode(unit)}))
    (trend,) = values["trends"]
    assert [(year, n) for year, n in trend.rows if n] == [(row["year"], int(row["items"])) for row in asked]
    assert {part.label: part.items for part in values["bodies"]} == {
        "Direktionen": 9,
        "Økonomiudvalget": 1,
        "Social- og Sundhedsudvalget": 1,
    }
    assert len(values["cases"]) == values["total_cases"] == 10


def test_years_with_none_are_shown_and_those_without_minutes_are_not_0(site: Site) -> None:
    counts, held = {"2017": 3, "2020": 1}, {"2017", "2018", "2020"}
    trend = by_year(site, "Punkter år for år", "punkter", counts, "/q", "<Organ>", held)
    assert trend
    assert trend.rows == (("2017", 3), ("2018", 0), ("2019", "ingen referater"), ("2020", 1))
    assert trend.bare == ("2019",)
    assert "2018, punkter: 0" in trend.picture
    assert "2019: ingen referater" in trend.picture
    assert "2019: 0" not in trend.picture
    assert trend.columns == ("År", "Punkter")
    assert "Punkter år for år: &lt;Organ&gt;" in trend.picture
    assert by_year(site, "Punkter år for år", "punkter", {"2017": 3}, "/q", "x", held) is None


def test_a_misprinted_year_does_not_make_thousands(site: Site) -> None:
    trend = by_year(site, "Punkter år for år", "punkter", {"9024": 1, "2017": 3}, "/q", "x", set())
    assert trend
    assert trend.rows == (("2017", 3), ("9024", 1))


def test_the_rarest_parts_are_taken_together(site: Site) -> None:
    counts = {("2017", f"u{n}"): 10 - n for n in range(9)} | {("2018", "u0"): 1}
    trend = parts_by_year(site, "Beslutninger år for år", "beslutninger", counts, "/q", "x", {"2017"})
    assert trend
    assert trend.columns == ("År", *(f"u{n}" for n in range(6)), "Andre")
    assert trend.rows == (("2017", 10, 9, 8, 7, 6, 5, 4 + 3 + 2), ("2018", 1, *[0] * 6))


def test_parts_of_a_year_without_minutes_are_not_0(site: Site) -> None:
    counts = {("2017", "Godkendt"): 2, ("2019", "Udsat"): 1}
    trend = parts_by_year(site, "Beslutninger år for år", "beslutninger", counts, "/q", "x", {"2017", "2019"})
    assert trend
    bare = ("ingen referater", "ingen referater")
    assert trend.rows == (("2017", 2, 0), ("2018", *bare), ("2019", 0, 1))
    assert "2018: ingen referater" in trend.picture


def test_a_body(client: TestClient) -> None:
    page = client.get("/doc/aadalsoe/organ/direktionen", headers=PAGE).text
    assert page.count('<svg xmlns="http://www.w3.org/2000/svg"') == 3
    assert re.search(r'<th scope="row">2024</th><td class="number">8</td>', page)
    assert re.search(r'<th scope="row">2023</th><td class="number">ingen referater</td>', page)
    assert re.search("Fra [0-9, og]*2023[0-9, og]* er der ingen referater", page)
    assert 'href="/moeder?organ=direktionen"' in page


def test_a_body_of_which_nothing_is_told(client: TestClient) -> None:
    page = client.get("/doc/aadalsoe/organ/husraadet", headers=PAGE).text
    assert "<svg xmlns" not in page


def test_a_meeting_between_two_others(client: TestClient) -> None:
    page = client.get("/doc/aadalsoe/moede/direktionen/2020-08-31", headers=PAGE).text
    assert (
        '<a href="/doc/aadalsoe/moede/direktionen/2019-03-25" rel="prev">Forrige møde i samlingen: 25. marts 2019</a>'
        in page
    )
    assert 'rel="next">Næste møde i samlingen: 15. november 2021</a>' in page
    first = client.get("/doc/aadalsoe/moede/direktionen/2016-04-18", headers=PAGE).text
    assert 'rel="prev"' not in first


def test_a_meeting_whose_minutes_are_missing_says_so(client: TestClient) -> None:
    page = client.get("/doc/aadalsoe/moede/direktionen/2024-06-17", headers=PAGE).text
    assert "Referatet af mødet er ikke i samlingen" in page
    assert 'href="/status"' in page


def test_a_number_and_what_is_around_it(client: TestClient) -> None:
    page = client.get("/doc/aadalsoe/kle/00.01", headers=PAGE).text
    assert 'Hører under <a href="/doc/aadalsoe/kle/00">KLE 00</a>' in " ".join(page.split())
    assert "Sager under nummeret" in page
    assert "Punkter med udfaldet" not in page


def test_a_document_says_whether_it_can_be_had(client: TestClient) -> None:
    page = client.get(OF_ITEMS["items_with_document"].replace(f"{BASE}", "/doc/aadalsoe"), headers=PAGE).text
    assert "det er ikke selv offentliggjort her" in page
    assert "Et bilag uden dokumentnummer" in page


@pytest.mark.parametrize(
    ("address", "location"),
    [
        ("/spoerg/people", "/sparql?query=%23+title"),
        ("/spoerg/people.csv", "/sparql.csv?query=%23+title"),
        ("/en/spoerg/people", "/en/sparql?query=%23+title"),
    ],
)
def test_short_links_lead_to_sparql(client: TestClient, address: str, location: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(location)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/spoerg/nope", 404),
        ("/spoerg/people?body=http://x.example/", 404),
        ("/spoerg/meetings?body=x", 422),
        ("/spoerg/meetings?body=http://x.example/%3E%20%7D%20%23", 422),
        ("/spoerg/..%2F..%2Fetc", 404),
    ],
)
def test_no_other_question_is_made(client: TestClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status


def test_a_body_of_which_there_are_no_minutes_says_so(client: TestClient) -> None:
    told = "Samlingen har ingen referater fra organet"
    known, cited = (
        client.get(f"/doc/aadalsoe/organ/{one}", headers=PAGE).text for one in ("direktionen", "byraadet")
    )
    assert told in cited
    assert "Alle møder i organet" not in cited
    assert told not in known
    assert "Alle møder i organet" in known


def test_a_meeting_whose_minutes_are_missing_is_not_counted_as_held(release: OpenRelease) -> None:
    asked = (
        "PREFIX sg: <https://w3id.org/sagsgraf/ns#> SELECT ?m { ?m a sg:ImpliedMeeting ; sg:heldBy ?body }"
    )
    assert list(release.store.query(asked))
    meetings = [int(row["meetings"]) for row in release.rows(load("bodies").bind())]
    assert sum(meetings) == release.shelved.manifest.totals.documents


def test_a_link_does_not_complain_that_nothing_points_to_it(client: TestClient, release: OpenRelease) -> None:
    asked = "PREFIX sg: <https://w3id.org/sagsgraf/ns#> SELECT ?link { ?link a sg:CaseLink } LIMIT 1"
    (row,) = release.store.query(asked)
    page = client.get(row["link"].value.replace("/id/", "/doc/", 1), headers=PAGE)
    assert page.status_code == 200
    assert "siger mere om det" not in page.text
