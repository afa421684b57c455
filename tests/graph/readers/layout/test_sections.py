"""Sections of an item: what their headings say that they hold."""

import pytest
from printed_items import HEAD, item, minutes_of

from graph.municipality.profile import NEUTRAL
from graph.readers.files import decode, read


def test_who_was_absent_behind_the_attachments() -> None:
    below = "Sagsnr.: 17/1\n\nBeslutning\nGodkendt.\nBilag\nNotat\nFraværende\nAnna Lund (A)"
    one = minutes_of(item("7. Ny vej", below)).items[0]
    assert [each.title.text for each in one.attachments] == ["Notat"]
    assert [(each.name.text, each.status) for each in one.attendance] == [("Anna Lund", "absent")]


@pytest.mark.parametrize(
    ("sections", "decided"),
    [
        ("Vedtagelse\nGodkendt.", "Godkendt."),
        ("Indstilling\nAt vejen bygges.\nKonklusion\nGodkendt.\nBilag\nNotat", "Godkendt."),
        ("Konklusion\nVejen er dyr.\nBeslutning\nUdsat.", "Udsat."),
        ("Resume\nOm vejen.\nKonklusion\nVejen er dyr.\nIndstilling\nAt den bygges.", None),
    ],
)
def test_other_headings_of_decisions(sections: str, decided: str | None) -> None:
    one = minutes_of(item("7. Ny vej", f"Sagsnr.: 17/1\n\n{sections}")).items[0]
    assert (one.decision and one.decision.text.text) == decided


@pytest.mark.parametrize(
    "text",
    [
        item(
            "7. Ny vej",
            "Sagsnr.: 17/1\n\nResume\nOm vejen.\nKonklusion\nForvaltningen vurderer, at den er dyr.",
        ),
        item("7. Ny vej", "Sagsnr.: 17/1\n\nResume\nOm vejen.\nKonklusion\nVejen er dyr.\n\n")
        + item("8. Ny sti", "Sagsnr.: 17/2\n\nBeslutning\nGodkendt."),
    ],
)
def test_a_conclusion_of_the_administration_is_no_decision(text: str) -> None:
    assert minutes_of(text).items[0].decision is None


def test_attachments_whose_titles_say_that_they_are_closed_are_not_there() -> None:
    below = "Sagsnr.: 17/1\n\nBeslutning\nGodkendt.\nBilag\nKort\nHemmeligt tilbud (lukket)\nLukket bilag: Pris fra\nHemmelig A/S"
    found = read(decode("a.txt", f"{HEAD}{item('7. Ny vej', below)}".encode()), NEUTRAL)
    assert [each.title.text for each in found.minutes.items[0].attachments] == ["Kort"]
    assert "emmelig" not in found.served
