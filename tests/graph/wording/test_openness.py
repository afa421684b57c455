"""The words that close an item, in every dress, and titles that only speak of something closed."""

import pytest
from closed_words import CLOSED_HEADINGS, CLOSED_LINES, HEADS, NO_LINES, OPEN, OPEN_LINES, OTHERS
from each import each

from graph.wording.openness import (
    closes_attachment,
    closes_minutes,
    line_mark,
    title_mark,
    unmarked_title,
)


@each(("title", "own"), HEADS.items())
def test_a_mark_at_the_head_closes_and_is_no_part_of_the_title(title: str, own: str) -> None:
    mark = title_mark(title)
    assert mark is not None
    assert mark.closed
    assert title[mark.end :] == own


@each("title", OTHERS)
def test_a_mark_elsewhere_closes(title: str) -> None:
    mark = title_mark(title)
    assert mark is not None
    assert mark.closed
    assert mark.end == 0


@each(
    ("title", "own"),
    [
        ("Lukket: Salg af grund", "Salg af grund"),
        ("Salg af grund (lukket)", "Salg af grund"),
        ("Salg af grund - Lukket punkt", "Salg af grund"),
        ("Salg af grund *LUKKET*", "Salg af grund"),
        ("Salg af grund, lukket sag", "Salg af grund"),
        ("Personsag - LUKKET", "Personsag"),
        ("Personalesag (B) FORTROLIGT", "Personalesag (B)"),
        ("PERSONALESAG (for lukkede døre)", "PERSONALESAG"),
        ("Salg af grund - behandles bag lukkede døre", "Salg af grund"),
        ("Salg af grund     (Åbent)", "Salg af grund"),
        ("Personsag (Lukket punkt)", "Personsag"),
        ("Fortrolig sag om salg", "Fortrolig sag om salg"),
        ("Lukket punkt", "Lukket punkt"),
        ("Lukket svømmehal - åbent", "Lukket svømmehal - åbent"),
    ],
)
def test_the_words_of_a_title_beside_what_closes_it(title: str, own: str) -> None:
    first, last, _ = unmarked_title(title)
    assert title[first:last] == own


@each("title", OPEN)
def test_a_title_may_speak_of_something_closed(title: str) -> None:
    mark = title_mark(title)
    assert mark is None or not mark.closed


@each("line", CLOSED_LINES)
def test_a_line_that_closes(line: str) -> None:
    mark = line_mark(line)
    assert mark is not None
    assert mark.closed


@each("line", CLOSED_HEADINGS)
def test_a_heading_that_closes_all_that_follows(line: str) -> None:
    mark = line_mark(line)
    assert mark is not None
    assert (mark.closed, mark.scope) == (True, "following")


@each("line", OPEN_LINES)
def test_a_line_that_opens(line: str) -> None:
    mark = line_mark(line)
    assert mark is not None
    assert not mark.closed


@each("line", NO_LINES)
def test_a_line_that_says_nothing_of_it(line: str) -> None:
    assert line_mark(line) is None


@each(
    "title",
    [
        "Bilag 2 Lukket bilag tilbud fra Olsen",
        "Lukkede bilag: tilbud og kontrakt",
        "Fortrolige bilag",
        "Bilag 1: Lukket bilag - Tilbud",
        "tilbud_fra_X_fortroligt.pdf",
        "Lukket_bilag_1.pdf",
        "fortrolig_vurdering.docx",
        "Luk\u00adket bilag med priser",
        "Tilbud - lukket bilag",
        "Tilbud, ikke offentligt bilag",
        "Tilbud (bilaget er lukket)",
        "Tilbud (kun for udvalgets medlemmer)",
        "Hemmeligt: Tilbud",
        "Internt bilag: Tilbud",
        "Personfølsomt bilag: Tilbud",
        "Bilag 4 LUKKET Tilbud",
        "Tilbud (kun for medlemmer)",
        "Tilbud - lukket materiale",
    ],
)
def test_a_title_of_an_attachment_that_closes_it(title: str) -> None:
    assert closes_attachment(title)


@pytest.mark.parametrize(
    "title",
    ["Fortrolighedspolitik.pdf", "Kort_over_stier.pdf", "Lukket svømmehal i uge 42", "Bilag 4 Lukkede veje",
     "Interne retningslinjer", "Bilag 3 - oversigt for udvalget", "Bilag 2 LUKKEDE SKOLER I KOMMUNEN",
     "Invitation til åbent hus, kun for medlemmer", "Lukket materiale: emballage"],
)  # fmt: skip
def test_a_title_of_an_attachment_that_closes_nothing(title: str) -> None:
    assert not closes_attachment(title)


@each(
    ("title", "closed"),
    [
        ("LUKKET Direktionen d. 26-06-2023", True),
        ("REFERAT Direktionen d. 26-06-2023 lukket", True),
        ("Referat af lukket møde: Direktionen", True),
        ("LUKKET REFERAT Byrådet d. 26-06-2023 kl. 17:00", True),
        ("Referat: Direktionen d. 26-06-2023", False),
        ("Svømmehallen er lukket i 2023", False),
        ("Dagsordenen indeholder ingen lukkede punkter.", False),
    ],
)
def test_a_title_closes_the_minutes(title: str, closed: bool) -> None:
    assert closes_minutes(title) == closed
