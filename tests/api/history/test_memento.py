"""Documents by time (RFC 7089): TimeGate, TimeMap, and what Link and Vary say."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from kept_releases import BASE, FIRST, SECOND, THIRD, made, three

from api.app import create_app
from api.history import memento
from graph.base.config import Config
from graph.release import archive


@pytest.fixture(scope="module")
def site(kept: Config) -> Iterator[TestClient]:
    with TestClient(create_app(kept), base_url=BASE, follow_redirects=False) as client:
        yield client


def at(month: int, day: int = 15, year: int = 2026) -> dict[str, str]:
    return {"Accept-Datetime": format_datetime(datetime(year, month, day, tzinfo=UTC), usegmt=True)}


def links(field: str) -> dict[str, list[str]]:
    """Relation -> the addresses a Link field, or a TimeMap, names for it."""
    found: dict[str, list[str]] = {}
    for address, rels in re.findall(r'<([^>]*)>; rel="([^"]*)"', field):
        for rel in rels.split():
            found.setdefault(rel, []).append(address)
    return found


@pytest.mark.parametrize(
    ("path", "when", "number"),
    [
        (FIRST, at(1), 0),
        (FIRST, at(2), 1),
        (FIRST, at(12, year=2099), 2),
        (FIRST, at(1, year=2001), 0),  # before the first: the first
        (SECOND, at(1), 1),  # the release of that time has not got it; the first one that has
        (THIRD, at(2), 2),
    ],
)
def test_the_gate_leads_to_the_release_of_a_time(
    site: TestClient, ids: list[str], path: str, when: dict[str, str], number: int
) -> None:
    answer = site.get(f"/doc/{path}", headers=when)
    place = f"{BASE}/doc/{path}"
    assert (answer.status_code, answer.headers["location"]) == (302, f"{place}?release={ids[number]}")
    assert answer.headers["vary"] == "Accept-Datetime"
    assert "memento-datetime" not in answer.headers
    named = links(answer.headers["link"])
    assert named["original"] == named["timegate"] == [place]
    assert named["timemap"] == [f"{BASE}/timemap/{path}"]
    assert named["memento"] == [answer.headers["location"]]


def test_what_it_leads_to_is_a_memento(site: TestClient) -> None:
    led = site.get(f"/doc/{FIRST}.ttl", headers=at(2))
    answer = site.get(led.headers["location"], headers=at(2))
    assert answer.status_code == 200
    assert answer.headers["memento-datetime"] == "Sun, 01 Feb 2026 10:00:00 GMT"
    assert "Accept-Datetime" not in answer.headers["vary"]
    named = links(answer.headers["link"])
    assert named["original"] == named["timegate"] == [f"{BASE}/doc/{FIRST}.ttl"]
    assert named["timemap"] == [f"{BASE}/timemap/{FIRST}.ttl"]


def test_the_document_itself_says_where_they_are(site: TestClient, ids: list[str]) -> None:
    answer = site.get(f"/doc/{FIRST}.nt")
    assert (answer.status_code, answer.headers["vary"].split(", ")[:2]) == (
        200,
        ["Accept", "Accept-Datetime"],
    )
    named = links(answer.headers["link"])
    assert named["timegate"] == [f"{BASE}/doc/{FIRST}.nt"]
    assert named["memento"] == [f"{BASE}/doc/{FIRST}.nt?release={ids[2]}"]
    assert site.get(f"/doc/{FIRST}.nt", headers=at(1)).status_code == 302  # though the plain answer is kept
    assert "accept-datetime" in site.options("/").headers["access-control-allow-headers"].lower()


@pytest.mark.parametrize("value", ["yesterday", "", "2026-01-01", "Thu, 99 Jan 2026 10:00:00 GMT", "1"])
def test_what_is_no_time(site: TestClient, value: str) -> None:
    assert site.get(f"/doc/{FIRST}", headers={"Accept-Datetime": value}).status_code == 400


@given(value=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40))
def test_any_time_is_read_or_refused(site: TestClient, value: str) -> None:
    answer = site.get(f"/doc/{FIRST}", headers={"Accept-Datetime": value})
    assert answer.status_code in (302, 400)


def test_what_was_never_there_has_no_memento(site: TestClient) -> None:
    never = FIRST.replace("2023", "1999")
    assert site.get(f"/doc/{never}", headers=at(1)).status_code == 404
    assert site.get(f"/timemap/{never}").status_code == 404
    assert site.get("/timemap/..%2F..%2Fmanifest").status_code == 404


def test_few_releases_are_opened_for_one_request(
    site: TestClient, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memento, "_PAGE", 1)
    led = site.get(
        f"/doc/{THIRD}", headers=at(1, year=2001)
    )  # the first has not got it, nor is the second asked
    assert led.headers["Location"].endswith(f"?release={ids[2]}")
    assert site.get(f"/doc/{SECOND}", headers=at(2)).headers["Location"].endswith(f"?release={ids[1]}")


def test_who_would_hold_up_others_is_turned_away(site: TestClient) -> None:
    with memento._turn(), memento._turn():
        for path in (f"/doc/{FIRST}", f"/timemap/{FIRST}"):
            answer = site.get(path, headers=at(1))
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert site.get(f"/doc/{FIRST}").status_code == 200
    assert site.get(f"/doc/{FIRST}", headers=at(1)).status_code == 302


def test_a_timemap(site: TestClient, ids: list[str]) -> None:
    answer = site.get(f"/timemap/{SECOND}")
    assert answer.headers["content-type"] == "application/link-format"
    document = f"{BASE}/doc/{SECOND}"
    assert answer.text == (
        f'<{document}>; rel="original timegate",\n'
        f'<{BASE}/timemap/{SECOND}?page=1>; rel="self"; type="application/link-format"; '
        'from="Thu, 01 Jan 2026 10:00:00 GMT"; until="Sun, 01 Mar 2026 10:00:00 GMT",\n'
        f'<{document}?release={ids[1]}>; rel="first memento"; datetime="Sun, 01 Feb 2026 10:00:00 GMT",\n'
        f'<{document}?release={ids[2]}>; rel="last memento"; datetime="Sun, 01 Mar 2026 10:00:00 GMT"\n'
    )


def test_a_timemap_has_pages(site: TestClient, ids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memento, "_PAGE", 2)
    document = f"{BASE}/doc/{FIRST}.ttl"
    last, first = (links(site.get(f"/timemap/{FIRST}.ttl{page}").text) for page in ("", "?page=1"))
    assert last["memento"] == last["last"] == [f"{document}?release={ids[2]}"]
    assert last["timemap"] == first["self"] == [f"{BASE}/timemap/{FIRST}.ttl?page=1"]
    assert first["memento"] == [f"{document}?release={one}" for one in ids[:2]]
    assert first["first"] == first["memento"][:1]
    assert "last" not in first
    assert site.get(f"/timemap/{FIRST}.ttl?page=3").status_code == 404


def test_releases_of_one_second_are_told_apart(tmp_path: Path) -> None:
    config = three(tmp_path)
    for release in archive.releases(config):
        made(release, "2026-01-01T10:00:00+00:00")
    with TestClient(create_app(config), base_url=BASE, follow_redirects=False) as site:
        answer = site.get(f"/doc/{FIRST}", headers=at(2))
        assert "release=0003-" in answer.headers["location"]
