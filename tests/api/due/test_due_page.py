"""/opfoelgning, as a page, tables, a calendar and a feed, of the examples."""

import csv
import re
from io import StringIO

import feedparser
import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar

from api.due import listing
from api.serving.releases import Releases
from graph.base.config import Config

HTML = {"Accept": "text/html"}


def shown(client: TestClient, path: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", client.get(path, headers=HTML).text).split())


def rows(client: TestClient, query: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(client.get(f"/opfoelgning.csv{query}").text)))


def test_the_page_tells_what_when_how_sure_and_why(client: TestClient) -> None:
    page = shown(client, "/opfoelgning")
    assert "Lovet, og ikke set (2)" in page
    assert (
        "oktober 2023 21-007730 Fælles rammer for hjemmearbejde Lovet Rammerne genbesøges om et år"
        " Direktionen, 3. oktober 2022" in page
    )
    assert "Tiden er regnet ud fra mødets dato." in page
    assert "Det kan samlingen ikke svare på (8)" in page
    assert "Eventuelt" not in page
    assert "Promised, and not seen (2)" in shown(client, "/en/opfoelgning")


def test_it_is_narrowed_by_kind_body_unit_and_period(client: TestClient) -> None:
    every = rows(client)
    assert {row["slags"] for row in every} == {"Lovet", "Udsat", "Planlagt", "Ikke fulgt", "Ændret"}
    promised, *earlier = rows(client, "?slags=lovet")
    assert [row["ventet"] for row in earlier] == ["september 2016 til november 2016"]
    assert (promised["ventet"], promised["sagsnummer"], promised["hvor sikkert"]) == (
        "oktober 2023",
        "21-007730",
        "usikkert",
    )
    assert {row["kan vides"] for row in rows(client, "?slags=kan-ikke-vides")} == {"nej"}
    council = rows(client, "?organ=byraadet")
    assert {row["ventet i"] for row in council} == {"Byrådet"}
    assert 0 < len(rows(client, "?enhed=havnekontoret")) < len(every)
    assert rows(client, "?fra=2023-10-15&til=2023-10-31&slags=lovet") == [promised]
    assert rows(client, "?fra=2023-11-01&slags=lovet") == []
    assert rows(client, "?til=2023-09-30&slags=lovet") == earlier
    assert rows(client, "?enhed=findes-ikke") == []


@pytest.mark.parametrize("query", ["?slags=alt", "?fra=i-morges", "?organ=../x", "?side=0"])
def test_what_nothing_can_be_is_refused(client: TestClient, query: str) -> None:
    assert client.get(f"/opfoelgning{query}", headers=HTML).status_code in (404, 422)
    assert client.get("/opfoelgning.pdf").status_code == 404


def test_pages_of_a_kind(client: TestClient) -> None:
    assert "Her er ikke flere." in shown(client, "/opfoelgning?slags=planlagt&side=9")


def test_the_calendar_has_one_event_of_each_time(client: TestClient) -> None:
    answer = client.get("/opfoelgning.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    days = [one.decoded("dtstart").isoformat() for one in events]
    ahead = "2023-11-30"  # of which no minutes are late enough yet
    assert sorted(days) == ["2016-11-30", "2023-10-31", ahead]
    event = events[days.index("2023-10-31")]
    assert str(event["uid"]).endswith("/moede/direktionen/2022-10-03/punkt/2/beslutning/opfoelgning/1")
    assert str(event["summary"]) == "Lovet: Fælles rammer for hjemmearbejde"
    assert "»Rammerne genbesøges om et år« (Direktionen, 3. oktober 2022)" in str(event["description"])
    assert answer.content == client.get("/opfoelgning.ics").content


def test_the_feed(client: TestClient) -> None:
    feed = feedparser.parse(client.get("/opfoelgning.atom?slags=udsat&kommune=").content)
    assert not feed.bozo
    assert feed.entries == []
    entry, _ = feedparser.parse(client.get("/opfoelgning.atom?slags=lovet").content).entries
    assert entry.title == "Lovet: Fælles rammer for hjemmearbejde (oktober 2023)"
    assert entry.link.endswith("/doc/aadalsoe/moede/direktionen/2022-10-03/punkt/2")


def test_the_workbook_and_the_menu(client: TestClient) -> None:
    assert client.get("/opfoelgning.xlsx").content[:2] == b"PK"
    assert '<a href="/opfoelgning">Opfølgning</a>' in client.get("/", headers=HTML).text


def test_of_a_large_release_it_is_found_in_a_process_beside_serving(
    published: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "LEAST_QUADS", 1)
    release = Releases(published).latest()
    assert release
    here = listing.held_in(release.store)
    listing.prepare(release)
    monkeypatch.setattr(listing, "held_in", None)
    assert listing.held(release) == here
    assert here.due


def test_a_process_that_ends_leaves_it_to_who_asks(
    published: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = Releases(published).latest()
    assert release
    monkeypatch.setitem(listing._BEGUN, release, listing.Finding(release.shelved.path / "nothing"))
    assert listing.held(release).due
