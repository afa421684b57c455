"""/status: the last meeting of each body, what is missing, and what was turned away."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import firstagenda_files as files
import pytest
from fastapi.testclient import TestClient
from rdflib import RDF, Graph, Literal, URIRef
from samples import sample, write

from api.about import coverage as served
from api.app import create_app
from graph.base.config import Config
from graph.catalogue.coverage import Gap, Status, gaps, status, usual_interval
from graph.ontology.terms import DCT, term, vocabulary
from graph.publishing.publish import publish
from graph.release import archive
from graph.store.oxigraph import Store

pytestmark = pytest.mark.usefixtures("little_ontology")

BASE = "http://127.0.0.1:8000"
BODY = f"{BASE}/id/aadalsoe/organ/direktionen"
PARSERS = {"ttl": "turtle", "nt": "nt", "rdf": "xml"}


class Today:
    """A clock that has stopped."""

    @staticmethod
    def now(zone: object) -> "Today":
        return Today()

    @staticmethod
    def date() -> date:
        return date(2023, 10, 26)


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """Minutes of every other day until 17, and of 24 September 2023, of which the last cites two meetings that
    are not there, one of a body without minutes; a file with a CPR number and one that is no minutes."""
    config = Config(data_dir=tmp_path_factory.mktemp("data"))
    folder = tmp_path_factory.mktemp("minutes")
    days = {f"d{day}": sample(f"{day:02}") for day in range(1, 18, 2)}
    cites = "Godkendt. Se punktet på mødet i Direktionen den 14. august 2023 og på Byrådets møde den 7. juni 2023."
    write(folder, **days, last=sample("24", decision=cites))
    write(folder, hemmelig_jens=sample("25", decision="Ring 010203-1234."), tom="Ingenting.")
    agenda = files.answer(
        files.item("1", "Sag", ""), body="Byrådet", Afsluttet=False
    )  # not wanted, and nothing bars it
    (folder / "dagsorden.json").write_bytes(files.data(agenda))
    publish(folder, config)
    return config


@pytest.fixture
def client(config: Config, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(served, "datetime", Today)
    with TestClient(create_app(config), base_url=BASE) as client:
        yield client


def test_a_gap_is_more_than_twice_the_usual_interval() -> None:
    days = [date(2023, 9, day) for day in (1, 3, 5, 7, 9, 11, 13, 15, 19, 24)]
    assert usual_interval(days) == 2
    assert list(gaps(days)) == [Gap(date(2023, 9, 19), date(2023, 9, 24))]


def test_too_few_meetings_show_no_cadence() -> None:
    days = [date(2023, 9, day) for day in range(1, 18, 2)]
    assert len(days) == 9
    assert usual_interval(days) is None
    assert list(gaps(days)) == []


def test_nothing_is_usual_where_minutes_are_not_here() -> None:
    """Two gaps of a year among meetings every other week: what is between them is not known."""
    days = [date(2022, 1, 3) + timedelta(days=14 * at) for at in range(8)]
    days += [date(2024, 1, 3) + timedelta(days=14 * at) for at in range(8)]
    assert usual_interval(days) is None
    assert [gap.first for gap in gaps(days)] == [date(2022, 4, 11)]


def test_for_programs_it_is_json(client: TestClient, config: Config) -> None:
    answer = client.get("/status", headers={"Accept": "application/json"})
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    told: dict[str, Any] = answer.json()
    release = archive.Release(archive.current(config))
    assert told["release"] == release.id
    assert (told["software"], told["ontology"]) == ("0.2.0", vocabulary().version)
    assert (told["published"], told["withdrawn"]) == (10, 0)
    assert told["own_query_answers"] == 0
    [body] = told["bodies"]
    assert body == {
        "body": BODY,
        "label": "Direktionen",
        "meetings": 10,
        "last_meeting": f"{BASE}/id/aadalsoe/moede/direktionen/2023-09-24",
        "last_date": "2023-09-24",
        "age_days": 32,
        "usual_interval_days": 2,
        "overdue": True,
        "gaps": [{"from": "2023-09-17", "to": "2023-09-24", "days": 7}],
        "missing": [
            {
                "meeting": f"{BASE}/id/aadalsoe/moede/direktionen/2023-08-14",
                "date": "2023-08-14",
                "cited_by": 1,
            }
        ],
    }
    council = f"{BASE}/id/aadalsoe/moede/byraadet/2023-06-07"
    assert told["cited_only"] == [
        {
            "body": f"{BASE}/id/aadalsoe/organ/byraadet",
            "label": "Byrådet",
            "missing": [{"meeting": council, "date": "2023-06-07", "cited_by": 1}],
        }
    ]
    assert told["not_published"] == [
        {"status": "unreadable", "meeting": None, "codes": ["no-body", "no-date", "no-items"]},
        {
            "status": "quarantined",
            "meeting": f"{BASE}/id/aadalsoe/moede/direktionen/2023-09-25",
            "codes": [],
        },
    ]


def test_no_format_has_the_name_or_the_words_of_a_file_that_was_turned_away(client: TestClient) -> None:
    for form in served.FORMATS:
        answer = client.get(f"/status.{form.suffix}")
        assert answer.status_code == 200
        assert "jens" not in answer.text.casefold()
        assert "010203" not in answer.text
        assert "cpr" not in answer.text.casefold()


def test_as_rdf_it_is_the_same(client: TestClient) -> None:
    address = URIRef(f"{BASE}/status")
    node = URIRef(f"{address}#direktionen")
    sizes = set()
    for suffix, form in PARSERS.items():
        graph = Graph().parse(data=client.get(f"/status.{suffix}").text, format=form)
        sizes.add(len(graph))
        other = URIRef(f"{address}#byraadet")
        assert set(graph.objects(address, term("hasBodyStatus"))) == {node, other}
        assert str(graph.value(other, term("missingMeeting"))).endswith("/byraadet/2023-06-07")
        assert graph.value(other, term("lastMeeting")) is None
        assert str(graph.value(address, DCT.identifier)).startswith("0001-")
        assert graph.value(address, term("unpublishedDocuments")) == Literal(2)
        assert graph.value(node, term("statusOf")) == URIRef(BODY)
        assert graph.value(node, term("ageInDays")) == Literal(32)
        gap = graph.value(node, term("hasGap"))
        assert (gap, RDF.type, term("MeetingGap")) in graph
        assert str(graph.value(gap, term("gapTo"))) == "2023-09-24"
        for subject in set(graph.subjects()):
            assert {"da", "en"} <= {o.language for o in graph.objects(subject) if isinstance(o, Literal)}
    assert len(sizes) == 1
    assert client.get("/status.jsonld").json()["@id"] == "http://127.0.0.1:8000/status"


def test_for_people_it_is_a_page(client: TestClient) -> None:
    page = client.get("/status", headers={"Accept": "text/html"}).text
    for words in (
        "24. september 2023",
        "længe siden",
        "14. august 2023</a>, nævnt i ét punkt",
        "17. september 2023 til 24. september 2023: 7 dage",
        'Byrådet <span class="status">ingen referater i samlingen</span>',
        "7. juni 2023</a>, nævnt i ét punkt",
        "aadalsoe/moede/direktionen/2023-09-25",
    ):
        assert words in page


def test_other_formats_are_not_there(client: TestClient) -> None:
    assert client.get("/status.exe").status_code == 404
    assert client.get("/status", headers={"Accept": "image/png"}).status_code == 406


def test_before_the_first_release_there_is_none(tmp_path: Path) -> None:
    with TestClient(create_app(Config(data_dir=tmp_path / "none")), base_url=BASE) as client:
        assert client.get("/status").status_code == 503


def test_of_long_lists_the_latest_are_shown(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    days = [date(2000 + year, 1, 1) for year in range(24)]
    long = tuple(Gap(first, second) for first, second in pairwise(days))

    def many(release: archive.Release, store: Store) -> Status:
        found = status(release, store)
        return replace(found, bodies=tuple(replace(body, gaps=long, missing=()) for body in found.bodies[:1]))

    monkeypatch.setattr(served, "status", many)
    with TestClient(create_app(config), base_url=BASE) as client:
        page = client.get("/en/status", headers={"Accept": "text/html"}).text
        assert len(client.get("/status.json").json()["bodies"][0]["gaps"]) == 23
    assert page.count(": 365 days") + page.count(": 366 days") == 20
    assert page.index("1 January 2023") < page.index("1 January 2021")
    assert '<a href="/status.json" rel="nofollow">… and 3 more</a>' in page
