"""Who recommends what."""

import pytest
from support import item


def recommended(words: str) -> tuple[list[tuple[str, str | None, str | None]], list[str]]:
    read = item(f"Havnebad\n\nIndstillinger\n\n{words}\n\nBehandling\n\nDirektionen.")
    who = [(r.role.text, r.person.text if r.person else None, r.on_behalf_of) for r in read.recommenders]
    return who, [point.text for point in read.recommendations]


@pytest.mark.parametrize(
    ("words", "who", "points"),
    [
        ("Direktøren indstiller, at sagen drøftes.", [("Direktøren", None, None)], ["sagen drøftes."]),
        ("Direktionen indstiller at sagen drøftes", [("Direktionen", None, None)], ["sagen drøftes"]),
        ("Havnechef Anna van der Klit indstiller, at molen ses efter.", [("Havnechef", "Anna van der Klit", None)], ["molen ses efter."]),
        ("Anna Lund, havnechef, indstiller, at molen ses efter.", [("havnechef", "Anna Lund", None)], ["molen ses efter."]),
        ("Direktøren og økonomichefen indstiller, at budgettet godkendes.", [("Direktøren", None, None), ("økonomichefen", None, None)], ["budgettet godkendes."]),
        ("Børne- og Ungechefen indstiller, at x.", [("Børne- og Ungechefen", None, None)], ["x."]),
        ("På baggrund af behandlingen i Husrådet indstiller sekretariatschefen, at planen godkendes.", [("sekretariatschefen", None, "Husrådet")], ["planen godkendes."]),
        ("Sekretariatschefen indstiller på vegne af Husrådet flg.:\n\n1. at planen godkendes\n2. at rummet males", [("Sekretariatschefen", None, "Husrådet")], ["planen godkendes", "rummet males"]),
        ("Med baggrund i Husrådets svar, indstiller sekretariatschefen, at direktionen godkender\n\n1. ramme for møder\n2. ramme for kantinen", [("sekretariatschefen", None, "Husrådet")], ["ramme for møder", "ramme for kantinen"]),
        ("Direktøren indstiller, at:\n\n- 1) Aftalen øges.\n- 2) Bidraget opkræves.", [("Direktøren", None, None)], ["Aftalen øges.", "Bidraget opkræves."]),
        ("Direktøren indstiller, at temaet er:\n\n- Budget 2018.", [("Direktøren", None, None)], ["Budget 2018."]),
        ("Direktøren indstiller, at temaet er:\n\nBudgetseminar", [("Direktøren", None, None)], ["Budgetseminar"]),
        ("Det indstilles, at sagen drøftes.", [], ["sagen drøftes."]),
        ("Sagen er hørt. Direktøren indstiller, at sagen drøftes.", [("Direktøren", None, None)], ["sagen drøftes."]),
        ("Direktøren indstiller, at a.\n\nHavnechefen indstiller, at b.", [("Direktøren", None, None), ("Havnechefen", None, None)], ["a.", "b."]),
    ],
)  # fmt: skip
def test_recommendations(
    words: str, who: list[tuple[str, str | None, str | None]], points: list[str]
) -> None:
    assert recommended(words) == (who, points)


def test_a_point_goes_on_over_a_page_break_and_a_line_end() -> None:
    _, points = recommended(
        "Direktøren indstiller, at\n\n1. broen males i en\nfarve, der\n\nkan ses\n2. molen lukkes"
    )
    assert points == ["broen males i en farve, der kan ses", "molen lukkes"]


def test_numbers_in_a_point_are_no_marks() -> None:
    _, points = recommended("Direktøren indstiller, at\n\n1. der gives 3.0 mio. kr.\n2. resten spares")
    assert points == ["der gives 3.0 mio. kr.", "resten spares"]
