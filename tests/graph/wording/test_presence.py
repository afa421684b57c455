"""Who stands in for whom at an item."""

import pytest

from graph.minutes.document import Document
from graph.minutes.model import Span
from graph.wording.passages import Passage
from graph.wording.presence import read_presence

ABSENT = ("Anna Lund", "absent", None)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Fraværende: Anna Lund (V), stedfortræder for Niels Holm (A)", [ABSENT]),
        (
            "Fraværende: Anna Lund (V), stedfortræder Niels Holm (A)",
            [ABSENT, ("Niels Holm", "substitute", "Anna Lund")],
        ),
        ("Niels Holm (A) var afløst af Anna Lund (V).", [("Anna Lund", "substitute", None)]),
        (
            "Byrådet tiltrådte, at Bo Friis (V) bliver afløst af Anna Lund (V) som medlem af bestyrelsen.",
            [],
        ),
        ("Bo Friis (V) bliver erstattet af Anna Lund (V) i bestyrelsen.", []),
        ("Anna Lund (V) deltog i stedet.", [("Anna Lund", "substitute", None)]),
        ("Anna Lund (V) deltog i stedet via Teams.", []),
    ],
)
def test_who_stands_in(words: str, told: list[tuple[str, str, str | None]]) -> None:
    found = read_presence(Passage(Document("a.txt", words), Span(0, len(words))))
    assert [(one.name.text, one.status, one.substitute_for) for one in found] == told
