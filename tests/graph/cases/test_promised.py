"""What decisions said was to come, and whether it came."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from meetings import BOARD, FINANCE, IRIS, Linked, item, meeting, released

from api.app import create_app
from graph.cases.facts import CaseFacts
from graph.cases.promised import promised

WORDS = "Sagen drøftes igen i Direktionen i november, og sættes på i Økonomiudvalget i januar/februar."
CASE = "23-000001"


def told(linked: Linked) -> list[tuple[str, tuple[str, ...], str | None]]:
    """The body, the months and the day it came, of each follow-up of the first item of the case."""
    facts = CaseFacts(linked.store)
    trail = facts.of_case(str(IRIS.case(CASE)))
    found = promised(facts, trail[0], trail)
    return [(one.body.rpartition("/")[2], one.when, one.came.date if one.came else None) for one in found]


def test_a_promise_that_was_not_seen(tmp_path: Path) -> None:
    linked = Linked(tmp_path, meeting(BOARD, "2017-09-25", item("Strategi", CASE, WORDS)))
    assert told(linked) == [
        ("direktionen", ("2017-11",), None),
        ("oekonomiudvalget", ("2018-01", "2018-02"), None),
    ]


def test_a_promise_came_in_its_month_or_later_before_its_body(tmp_path: Path) -> None:
    linked = Linked(
        tmp_path,
        meeting(BOARD, "2017-09-25", item("Strategi", CASE, WORDS)),
        meeting(BOARD, "2017-10-02", item("Strategi", CASE)),
        meeting(BOARD, "2017-11-20", item("Strategi", CASE)),
        meeting(BOARD, "2018-01-22", item("Strategi", CASE)),
        meeting(FINANCE, "2018-03-07", item("Strategi", CASE)),
    )
    assert [came for _, _, came in told(linked)] == ["2017-11-20", "2018-03-07"]


def test_one_later_item_is_not_two_promises_kept(tmp_path: Path) -> None:
    twice = "Sagen drøftes igen i Direktionen i oktober. Sagen drøftes igen i Direktionen i november."
    linked = Linked(
        tmp_path,
        meeting(BOARD, "2017-09-25", item("Strategi", CASE, twice)),
        meeting(BOARD, "2017-11-20", item("Strategi", CASE)),
    )
    assert [came for _, _, came in told(linked)] == ["2017-11-20", None]


def test_a_decision_that_promises_nothing(tmp_path: Path) -> None:
    linked = Linked(tmp_path, meeting(BOARD, "2017-09-25", item("Strategi", CASE, "Godkendt.")))
    assert told(linked) == []


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """A promise kept, one that was not seen, a meeting that is cited, and a standing item of two numbers."""
    config = released(
        tmp_path_factory.mktemp("promised"),
        meeting(
            BOARD,
            "2017-09-25",
            item("Strategi", CASE, WORDS),
            item("Kaj", "23-000002", says="Se Økonomiudvalgets møde den 14. juni 2017."),
            item("Eventuelt", "998-2015-00004", "-"),
        ),
        meeting(BOARD, "2017-11-20", item("Strategi", CASE), item("Eventuelt", "998-2015-00004", "-")),
        meeting(BOARD, "2023-03-06", item("Eventuelt", "23-000004", "-")),
    )
    return TestClient(create_app(config), base_url=config.base_iri, headers={"Accept": "text/html"})


def page(site: TestClient, path: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", site.get(f"{path}").text).split())


FIRST = "/doc/aadalsoe/moede/direktionen/2017-09-25/punkt"


def test_case_and_item_say_what_was_to_come(site: TestClient) -> None:
    for path in (f"/doc/aadalsoe/sag/{CASE}", f"{FIRST}/1"):
        text = page(site, path)
        assert "ventet november 2017 (årstallet er sluttet af mødets dato)" in text
        assert "sagen er behandlet igen 20. november 2017, Direktionen" in text
    not_seen = "ikke set i samlingens referater sagt den 25. september 2017"
    assert "Økonomiudvalget , ventet januar 2018 eller februar 2018" in text
    assert text.count(not_seen) == 1
    case = page(site, f"/doc/aadalsoe/sag/{CASE}")  # which tells first what is still awaited, and no more
    assert "Lovet januar 2018 eller februar 2018 i Økonomiudvalget" in case
    assert not_seen not in case
    assert "January 2018 or February 2018" in page(site, f"/en/doc/aadalsoe/sag/{CASE}")


def test_the_swimlane_shows_what_was_not_seen(site: TestClient) -> None:
    text = site.get(f"/doc/aadalsoe/sag/{CASE}").text
    titles = re.findall(r'<a href="#lovet"><title>([^<]*)', text)
    assert titles == [
        "Økonomiudvalget: ventet januar 2018 eller februar 2018 ifølge beslutningen den 25. september 2017,"
        " ikke set i samlingen"
    ]


def test_a_cited_meeting_before_that_is_not_here_is_told(site: TestClient) -> None:
    text = page(site, f"{FIRST}/2")
    assert "Den eneste behandling i samlingen" in text
    assert "Teksten nævner Økonomiudvalget 14. juni 2017 ; referatet er ikke i samlingen." in text
    assert "Teksten nævner" not in page(site, f"{FIRST}/1")


def test_a_standing_item_is_counted_over_its_numbers(site: TestClient) -> None:
    assert "Det faste punkt: møde 1 af 3 i samlingen" in page(site, f"{FIRST}/3")
    last = page(site, "/doc/aadalsoe/moede/direktionen/2023-03-06/punkt/1")
    assert "Det faste punkt: møde 3 af 3 i samlingen" in last
