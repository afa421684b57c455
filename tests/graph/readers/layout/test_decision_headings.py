"""Headings of decisions that bodies made on a day, and words that are none."""

import pytest
from each import each
from printed_items import item, minutes_of

from graph.minutes.document import Document
from graph.readers.layout.decision_headings import decision_heading


def heading(text: str, told: bool = False) -> tuple[str, str, str | None] | None:
    lines = Document("x.txt", text).lines
    found = decision_heading(lines, told)
    return (found.body, found.date, found.number) if found else None


@each(
    ("printed", "body", "number"),
    [
        ("Beslutning i Byrådet den 1. oktober 2018:", "Byrådet", None),
        ("Beslutning Byrådet den 01-10-2018", "Byrådet", None),
        ("Beslutning Byrådet 2018-2021 den 01-10-2018", "Byrådet", None),
        ("Byrådets møde den 1. oktober 2018:", "Byrådet", None),
        ("Byrådets beslutning i mødet den 1. oktober 2018", "Byrådet", None),
        ("Byråd, 1. oktober 2018:", "Byråd", None),
        ("Plan- og Teknikudvalget, 01-10-2018, pkt. 42", "Plan- og Teknikudvalget", "42"),
        ("Børn, Unge og Læring, 1. oktober 2018, pkt. 133:", "Børn, Unge og Læring", "133"),
        ("Udvalget for Natur og Miljø, den 1. oktober 2018:", "Udvalget for Natur og Miljø", None),
        ("Beslutning i Byrådet, mandag den 1. oktober 2018", "Byrådet", None),
        ("Tidligere beslutning fra Byrådets møde den 1. oktober 2018", "Byrådet", None),
        ("Rådet for handicappedes møde den 1. oktober 2018", "Rådet for handicappede", None),
    ],
)
def test_headings_of_decisions(printed: str, body: str, number: str | None) -> None:
    assert heading(printed) == (body, "2018-10-01", number)


@pytest.mark.parametrize(
    "printed",
    [
        "Byrådet, 1. oktober 2018",
        "Beslutning om salg den 1. oktober 2018",
        "Anna Lund, 1. oktober 2018:",
        "Anna Holm Lund, 1. oktober 2018, pkt. 3:",
        "Planen blev sendt i høring den 1. oktober 2018:",
        "Byrådet besluttede den 1. oktober 2018, at vejen bygges",
        "Sagen blev behandlet på Økonomiudvalgets møde den 1. oktober 2018, punkt 7.",
        "Sagen behandles på Økonomiudvalgets møde den 1. oktober 2018.",
        "Se Byrådets møde den 1. oktober 2018",
    ],
)
def test_words_with_a_day_are_no_headings_of_decisions(printed: str) -> None:
    assert heading(printed) is None


def test_a_body_and_a_day_are_one_where_decisions_are_told_of() -> None:
    assert heading("Økonomiudvalget, 1. oktober 2018", told=True) == ("Økonomiudvalget", "2018-10-01", None)


@pytest.mark.parametrize(
    ("line", "decided"),
    [
        ("Økonomiudvalget den 13. august 2019: Udsat.", [("Økonomiudvalget", "2019-08-13", "Udsat.")]),
        ("Fraværende i Økonomiudvalget, 13. august 2019: Anna Lund (A)", []),
        ("Der var møde i udvalget den 13. august 2019: Udsat.", []),
    ],
)
def test_a_decision_whose_words_stand_behind_its_heading(line: str, decided: list[tuple[str, ...]]) -> None:
    one = minutes_of(
        item("7. Ny vej", f"Sagsnr.: 17/1\n\nIndstilling\nAt vejen bygges.\n{line}\nBeslutning\nJa.")
    ).items[0]
    assert [(each.body, each.date, each.text.text) for each in one.earlier_decisions] == decided


RUN_IN = "Økonomiudvalget, 3. maj 2019: Anbefales ikke."


@pytest.mark.parametrize(
    ("below", "decided", "earlier"),
    [
        (f"{RUN_IN}\nByrådet: Godkendt.", "Byrådet: Godkendt.", ["Anbefales ikke."]),
        (f"{RUN_IN[:-6]}\nikke.\nGodkendt.", "Godkendt.", ["Anbefales ikke."]),
        (f"Godkendt.\n{RUN_IN}", "Godkendt.", ["Anbefales ikke."]),
        (RUN_IN, RUN_IN, []),
    ],
)
def test_a_run_in_decision_ends_with_its_line(below: str, decided: str, earlier: list[str]) -> None:
    one = minutes_of(item("7. Ny vej", f"Sagsnr.: 17/1\n\nBeslutning\n{below}")).items[0]
    assert one.decision
    assert one.decision.text.text == decided
    assert [each.text.text for each in one.earlier_decisions] == earlier
