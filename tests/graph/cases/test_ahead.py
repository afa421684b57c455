"""What was planned and never came."""

from pathlib import Path

from meetings import BOARD, COUNCIL, FINANCE, IRIS, Linked, item, meeting

from graph.cases.facts import CaseFacts
from graph.cases.planned_steps import ahead

WAY = "Direktionen, Økonomiudvalget, Byrådet."


def missing(linked: Linked, number: str) -> list[tuple[str, str, str]]:
    """Body, status and the day it was told, of each step that did not come."""
    facts = CaseFacts(linked.store)
    found = ahead(facts, facts.of_case(str(IRIS.case(number))))
    return [(one.body.rpartition("/")[2], one.status, one.told.date) for one in found]


def test_steps_after_the_last_handling(tmp_path: Path) -> None:
    linked = Linked(
        tmp_path,
        meeting(BOARD, "2021-01-11", item("Ny bro", "23-000001", "Anbefales.", path=WAY)),
        meeting(FINANCE, "2021-02-01", item("Ny bro", "23-000001", path=WAY)),
        meeting(COUNCIL, "2021-03-01", item("Andet", "23-000002")),
    )
    assert missing(linked, "23-000001") == [("byraadet", "planlagt", "2021-02-01")]
    assert missing(linked, "23-000002") == []


def test_stopped_and_outside_the_collection(tmp_path: Path) -> None:
    linked = Linked(
        tmp_path,
        meeting(BOARD, "2021-01-11", item("Ny bro", "23-000001", "Stopper i Direktionen.", path=WAY)),
        meeting(FINANCE, "2021-02-01", item("Ny havn", "23-000002", path=WAY)),
    )
    assert missing(linked, "23-000001") == [
        ("oekonomiudvalget", "stoppet", "2021-01-11"),
        ("byraadet", "stoppet", "2021-01-11"),
    ]
    assert missing(linked, "23-000002") == [("byraadet", "uden-for-korpus", "2021-02-01")]


def test_a_body_that_came_later_all_the_same(tmp_path: Path) -> None:
    """It was stopped, and came back by another way."""
    linked = Linked(
        tmp_path,
        meeting(BOARD, "2021-01-11", item("Ny bro", "23-000001", "Stopper i Direktionen.", path=WAY)),
        meeting(FINANCE, "2022-02-01", item("Ny bro", "23-000001")),
    )
    assert [body for body, _, _ in missing(linked, "23-000001")] == ["byraadet"]
