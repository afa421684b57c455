"""What earlier meetings decided, entry by entry."""

import pytest

from graph.minutes.model import Span
from graph.readers.protocol.history import Line, earlier_decisions


def entries(*texts: str, set_off: tuple[int, ...] = ()) -> list[tuple[str, str | None, str | None, str]]:
    """Body, day, number and words of each entry."""
    whole = "\n".join(texts)
    starts = [sum(len(one) + 1 for one in texts[:at]) for at in range(len(texts))]
    lines = [
        Line(Span(start, start + len(text)), text, at in set_off)
        for at, (start, text) in enumerate(zip(starts, texts, strict=True))
    ]
    return [
        (
            whole[one.body.start : one.body.end] if one.body else "",
            one.date,
            one.number,
            whole[one.text.start : one.text.end],
        )
        for one in earlier_decisions(lines)
    ]


@pytest.mark.parametrize(
    ("head", "body", "day", "number"),
    [
        ("24-10-2022 Økonomiudvalget", "Økonomiudvalget", "2022-10-24", None),
        ("24/10/2022 Byråd 2022-2025", "Byråd 2022-2025", "2022-10-24", None),
        ("24. oktober 2022: Klima- og Teknikudvalget", "Klima- og Teknikudvalget", "2022-10-24", None),
        ("24-10-2022 Økonomiudvalget, pkt. 12", "Økonomiudvalget", "2022-10-24", "12"),
        ("Økonomiudvalget den 24. oktober 2022:", "Økonomiudvalget", "2022-10-24", None),
        ("Beslutning i Økonomiudvalget den 24-10-2022", "Økonomiudvalget", "2022-10-24", None),
    ],
)
def test_heads_of_entries(head: str, body: str, day: str, number: str | None) -> None:
    assert entries(head, "Anbefales.", "Enigt.") == [(body, day, number, "Anbefales.\nEnigt.")]


def test_words_behind_the_head_on_its_line() -> None:
    assert entries(
        "Teknisk Udvalg 2. marts 2026: Drøftet.", "Igen.", "Byrådet den 9. marts 2026: Godkendt."
    ) == [
        ("Teknisk Udvalg", "2026-03-02", None, "Drøftet.\nIgen."),
        ("Byrådet", "2026-03-09", None, "Godkendt."),
    ]
    assert entries("Naboerne skrev den 2. marts 2026: Nej tak.") == []


def test_where_heads_are_set_off_only_those_are_heads() -> None:
    found = entries("01-02-2023 Byrådet", "Udsat til", "08-02-2023 Byrådet holder møde", "Ja.", set_off=(0,))
    assert [(body, words) for body, _, _, words in found] == [
        ("Byrådet", "Udsat til\n08-02-2023 Byrådet holder møde\nJa.")
    ]


def test_labels_on_lines_of_their_own() -> None:
    assert entries(
        "Udvalg: Magistraten", "Dato: 03-03-2025", "Punktnummer: 7", "Ja.", "Udvalg: ukendt", "Nej."
    ) == [("Magistraten", "2025-03-03", "7", "Ja.\nUdvalg: ukendt\nNej.")]


def test_words_about_an_earlier_meeting_are_none() -> None:
    assert entries("Sagen blev drøftet den 24-10-2022 og sendt videre.", "Se bilag.") == []
    assert entries() == []
