"""Contents of documents whose headings are in a form of their own."""

import pytest
from printed_items import minutes_of

from graph.minutes.document import Document, Line
from graph.municipality.profile import NEUTRAL
from graph.readers.files import decode, read
from graph.readers.layout.contents import ends_entry, page_of
from graph.readers.layout.layout import lay_out


def test_headings_on_two_lines_that_the_contents_print_on_one() -> None:
    found = minutes_of(
        "Indholdsfortegnelse\nVejbidrag Sag nr. 43\nSkolebus Sag nr. 44\nLukket punkt Sag nr. 45\n\n"
        "Vejbidrag\nSag nr. 43\nBeslutning\nGodkendt.\n\nSkolebus\nSag nr. 44\nBeslutning\nUdsat.\n\n"
        "Lukket punkt\nSag nr. 45\n"
    )
    assert [(one.number, one.title.text, one.closed) for one in found.items] == [
        ("43", "Vejbidrag", False), ("44", "Skolebus", False), ("45", "Lukket punkt", True),
    ]  # fmt: skip


@pytest.mark.parametrize("closed", ["{n}. Lukket - Salg", "{n}. Lukket: Salg", "{n}. Salg (Lukket)"])
def test_a_closed_entry_last_in_the_contents_closes_no_other_where_numbers_stand_above_titles(
    closed: str,
) -> None:
    last = closed.format(n=180)
    text = (
        f"Referat\nTeknisk Udvalg\nTirsdag den 3. marts 2020 kl. 16:00\n\nIndholdsfortegnelse\n178. Vejbidrag\t..iv\n"
        f"179. Skolebus.....ix\n{last}\n\n05.01.02-G01-7-20\n178. Vejbidrag\n\nBeslutning\nGodkendt.\n\n"
        f"05.01.02-G01-8-20\n179. Skolebus\n\nBeslutning\nUdsat.\n\n05.01.02-G01-9-20\n{last}\n\nHemmeligt.\n"
    )
    found = read(decode("a.txt", text.encode()), NEUTRAL)
    told = [(one.number, one.closed, one.decision and one.decision.text.text) for one in found.minutes.items]
    assert told == [("178", False, "Godkendt."), ("179", False, "Udsat."), ("180", True, None)]
    assert [[one.text for one in item.case_numbers] for item in found.minutes.items][:2] == [
        ["05.01.02-G01-7-20"], ["05.01.02-G01-8-20"],
    ]  # fmt: skip
    assert "emmelig" not in found.served


@pytest.mark.parametrize(
    ("end", "page"),
    [("...iv", 4), ("\txxxix", 39), ("\t12", 12), ("\tvil", None), ("\til", None), ("\t", None)],
)
def test_an_entry_ends_in_a_page_or_in_a_word(end: str, page: int | None) -> None:
    found = ends_entry(Line(1, 0, f"3. Hvad byen{end}"))
    assert (found and page_of(found)) == page


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Indhold\n\nI. Vej\nII. Lukket sag: Lejemål\nIII. Sti\n\nI. Vej\n\nBeslutning: Ja.\n\n"
            "II. Lukket sag: Lejemål\n\nHemmeligt.\n\nBeslutning: Hemmeligt.\n\nIII. Sti\n\nBeslutning: Ja.\n",
            [("1", "Vej", False), ("2", "Lejemål", True), ("3", "Sti", False)],
        ),
        (
            "ØU-7/07-O Vej\n\nOm vejen.\n\nBeslutning:\nJa.\n\nØU-8/07-L Lejemål\n\nHemmeligt.\n\n"
            "Beslutning:\nHemmeligt.\n",
            [("7", "Vej", False), ("8", "Lejemål", True)],
        ),
        (
            "Indhold\n\nÅben dagsorden\nSag nr. 7 Vej ved\nKulhuset\nLukket dagsorden\nSag nr. 8 Lejemål\n\n"
            "Sag nr. 7 Vej ved\nKulhuset\nBeslutning\nJa.\n\nLukket dagsorden\n\nSag nr. 8 Lejemål\nBeslutning\n"
            "Hemmeligt.\n",
            [("7", "Vej ved Kulhuset", False), ("8", "Lejemål", True)],
        ),
        (
            "Indhold\n\n  7  Vej      3\n  8  Personalesag (for lukkede døre)    4\n\n7.  VEJ\n\nOm vejen.\n\n"
            "8.  PERSONALESAG (for lukkede døre)\n\nHemmeligt.\n",
            [("7", "VEJ", False), ("8", "PERSONALESAG", True)],
        ),
        (
            "Indhold\n\n1. Vej 3\n2. Fortrolig sag: Lejemål 9\n\nUDVALGET\nSAG NR. 1\n\nVEJ\n\nBESLUTNING\n\nJa.\n\n"
            "UDVALGET\nSAG NR. 2\n\nFORTROLIG SAG: LEJEMÅL\n\nBESLUTNING\n\nHemmeligt.\n",
            [("1", "VEJ", False), ("2", "LEJEMÅL", True)],
        ),
        (
            "SAG NR. 7:\nVej\nSagsnr.: 20/1\n\nBeslutning\nJa.\n\nSAG NR. 8:\nLUKKET SAG: Køb fra Hemmelig Hansen.\n\n"
            "Beslutning\nHemmeligt.\n",
            [("7", "Vej", False), ("8", "LUKKET SAG:", True)],
        ),
    ],
)
def test_contents_and_headings_of_other_towns(text: str, told: list[tuple[str, str, bool]]) -> None:
    found = read(decode("a.txt", f"Referat\nUdvalget\n3. marts 2020\n\n{text}".encode()), NEUTRAL)
    assert [(one.number, one.title.text, one.closed) for one in found.minutes.items] == told
    assert "emmelig" not in found.served


@pytest.mark.parametrize(("printed", "page"), [("Budget for skole 12", None), ("Budget for skole", 12)])
def test_a_number_behind_a_blank_is_a_page_where_the_heading_lacks_it(printed: str, page: int | None) -> None:
    titles = (printed, printed.replace("12", "14"))
    told = "".join(f"{n}. {title}\n\nBeslutning\n\nJa.\n\n" for n, title in enumerate(titles, 1))
    text = f"Referat\n\nIndhold\n\n1. Budget for skole 12\n2. Budget for skole 14\n\n{told}"
    entries = lay_out(Document("a.txt", text)).contents
    assert [(one.title.text, one.page) for one in entries[:1]] == [(printed, page)]
