"""Lists of attachments, where a document is not in the classic form."""

import pytest
from printed_items import HEAD, item, minutes_of

from graph.municipality.profile import NEUTRAL
from graph.readers.files import decode, read

BEFORE = "Sagsnr.: 17/1\n\nBeslutning\nGodkendt.\n\n"


@pytest.mark.parametrize(
    ("listed", "found"),
    [
        ("Bilag\n- Kort (23/5187-3)", [("Kort", "23/5187-3")]),
        ("Bilag\nKort (dok.nr. 2022-007731-4)\nNotat (EMN-2022-007731)", [("Kort", "2022-007731-4"), ("Notat", "EMN-2022-007731")]),
        ("Bilag\nNr.    Titel     Dokumentnr.\n1      Kort      480-2021-3308", [("Kort", "480-2021-3308")]),
        ("Bilag\n1 (Åben) Kort.pdf\n2 (Lukket) Tilbud.pdf", [("Kort.pdf", None)]),
        ("Bilag 1: Kort over vejen", [("Bilag 1: Kort over vejen", None)]),
        ("Bilag\nS2023-11872-1   Kort", [("Kort", "S2023-11872-1")]),
        ("Bilag\n1: Kort.pdf (GEO-2022-03115-14)\n\nTidligere beslutninger\nIngen", [("Kort.pdf", "GEO-2022-03115-14")]),
        ("Bilag\nPlan (2018-2021)", [("Plan (2018-2021)", None)]),
    ],
)  # fmt: skip
def test_numbers_and_marks_of_entries(listed: str, found: list[tuple[str, str | None]]) -> None:
    one = minutes_of(item("7. Ny vej", BEFORE + listed)).items[0]
    assert [(a.title.text, a.document_number and a.document_number.text) for a in one.attachments] == found


@pytest.mark.parametrize("heading", ["{n}. Sag", "Punkt {n}: Sag"])
def test_a_list_of_the_whole_meeting_is_shared_out_and_of_closed_items_nothing_is_shown(heading: str) -> None:
    titles = (f"{heading} A", f"{heading} B (lukket)", f"{heading} C")
    first, _, last = (title.format(n=n) for n, title in enumerate(titles, 1))
    closed = titles[1].format(n=2)
    listed = "Bilag\n\nPunkt 1: Kort\nPunkt 2: Hemmeligt tilbud\nfra Hemmelig A/S\nPunkt 3: Notat"
    text = f"{HEAD}{item(first, BEFORE)}{closed}\n\n{item(last, BEFORE + listed)}"
    found = read(decode("a.txt", text.encode()), NEUTRAL)
    assert [[one.title.text for one in each.attachments] for each in found.minutes.items] == [
        ["Kort"],
        [],
        ["Notat"],
    ]
    assert "emmelig" not in found.served
