"""What is due, by hand and against what the generator of minutes knows."""

from pathlib import Path

from meetings import BOARD, COUNCIL, FINANCE, Linked, item, meeting, name_of

from benchmarks.due import compared, expected, found
from benchmarks.generate import generate
from graph.cases.due import due

CASE = "23-000001"
AGAIN = "Godkendt. Sagen drøftes igen i november."
Told = list[tuple[str, str, str, tuple[str, ...]]]


def told(linked: Linked) -> Told:
    """Kind, reason, how sure, and when, of all that is due."""
    return [(one.kind, one.reason, one.sureness, one.when) for one in due(linked.store)]


def test_a_promise_is_due_until_the_case_comes_in_its_month_or_later(tmp_path: Path) -> None:
    first = meeting(BOARD, "2017-09-25", item("Strategi", CASE, AGAIN), item("Bro", "23-000002"))
    early = meeting(BOARD, "2017-10-09", item("Strategi", CASE))
    other = meeting(BOARD, "2017-12-04", item("Bro", "23-000002"))
    late = meeting(FINANCE, "2017-12-05", item("Strategi", CASE))
    assert told(Linked(tmp_path / "1", first)) == [("lovet", "ingen-senere", "usikker", ("2017-11",))]
    assert told(Linked(tmp_path / "2", first, early)) == [("lovet", "ingen-senere", "usikker", ("2017-11",))]
    found = told(Linked(tmp_path / "3", first, early, other))
    assert found == [("lovet", "ikke-set", "ret-sikker", ("2017-11",))]
    assert told(Linked(tmp_path / "4", first, early, other, late)) == []


def test_a_standing_item_a_closed_one_and_one_that_only_tells_of_a_time_are_never_due(tmp_path: Path) -> None:
    linked = Linked(
        tmp_path,
        meeting(
            BOARD,
            "2017-09-25",
            item("Eventuelt", "23-000003", AGAIN),
            item("Lukket: Køb af grund", "23-000004"),
            item("Bro", "23-000005", "Godkendt. Broen males i november."),
            item("Kaj", "23-000006", "Godkendt. Kajen blev drøftet i maj."),
        ),
        meeting(BOARD, "2018-01-22", item("Andet", "23-000009")),
    )
    assert told(linked) == []


def test_what_was_postponed_is_due_until_it_comes_before_any_body(tmp_path: Path) -> None:
    first = meeting(BOARD, "2017-09-25", item("Strategi", CASE, "Udsat."), item("Kaj", "", "Udsat."))
    then = meeting(BOARD, "2017-10-09", item("Bro", "23-000002"))
    back = meeting(FINANCE, "2017-10-10", item("Strategi", CASE))
    apart = ("udsat", "uden-nummer", "usikker", ())
    assert told(Linked(tmp_path / "1", first, then)) == [("udsat", "ikke-set", "sikker", ()), apart]
    assert told(Linked(tmp_path / "2", first, then, back)) == [apart]


def test_what_is_put_off_to_another_body_is_awaited_there(tmp_path: Path) -> None:
    put_off = item("Strategi", CASE, "Udsat. Sagen behandles i Økonomiudvalget i december.")
    first, then = (
        meeting(BOARD, "2017-09-25", put_off),
        meeting(BOARD, "2018-01-22", item("Bro", "23-000002")),
    )
    found = [(one.kind, one.reason, one.when) for one in due(Linked(tmp_path, first, then).store)]
    assert found == [("udsat", "ingen-referater", ("2017-12",))]  # and is not promised besides


def test_what_is_put_off_is_not_awaited_where_it_is_told_of(tmp_path: Path) -> None:
    put_off = item("Strategi", CASE, "Udsat. Økonomiudvalget orienteres om sagen i december.")
    linked = Linked(tmp_path, meeting(BOARD, "2017-09-25", put_off))
    bodies = {one.kind: one.body for one in due(linked.store)}
    assert bodies["udsat"] != bodies["lovet"]


def test_minutes_that_are_cited_and_not_here_make_it_less_sure(tmp_path: Path) -> None:
    linked = Linked(
        tmp_path,
        meeting(BOARD, "2017-09-25", item("Strategi", CASE, "Udsat.")),
        meeting(
            BOARD, "2017-12-04", item("Bro", "23-000002", says="Se Direktionens møde den 6. november 2017.")
        ),
    )
    (one,) = due(linked.store)
    assert (one.reason, one.sureness, one.since, one.until, one.missing) == (
        "ikke-set",
        "usikker",
        1,
        "2017-12-04",
        1,
    )


def test_planned_steps_and_recommendations(tmp_path: Path) -> None:
    linked = Linked(
        tmp_path,
        meeting(BOARD, "2021-01-11", item("Bro", CASE, "Anbefales.", path=f"{BOARD}, {FINANCE}, {COUNCIL}.")),
        meeting(FINANCE, "2021-02-01", item("Andet", "23-000002")),
    )
    assert [(one.kind, one.reason, one.body.rpartition("/")[2]) for one in due(linked.store)] == [
        ("planlagt", "ikke-set", "oekonomiudvalget"),
        ("planlagt", "ingen-referater", "byraadet"),
    ]


def test_generated_minutes(tmp_path: Path) -> None:
    """All of it is found and nothing else; ``python -m benchmarks.due`` tells it of more."""
    documents = 10
    linked = Linked(tmp_path, {name_of(text): text for text, _ in generate(documents)})
    have = [found(one) for one in due(linked.store)]
    counts = compared(expected(documents), have)
    assert {missed + made_up for _, missed, made_up in counts.values()} == {0}
    assert {kind for kind, known in counts if known} >= {"udsat", "planlagt", "ikke-fulgt"}
