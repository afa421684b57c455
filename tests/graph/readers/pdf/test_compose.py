"""Printed rows into paragraphs, lists, tables and contents."""

from dataclasses import replace

import pytest
from pdfs import page, row

from graph.readers.pdf.compose import compose
from graph.readers.pdf.rows import Row

# Three rows that end at the right margin, and so show where it is and how far apart lines stand.
LINE = "Ordene i denne linje fylder hele bredden fra margen til margen og ikke mer af den."
TEXT = [row(100, LINE), row(113, LINE), row(126, LINE), row(139, "Slut.")]
WHOLE = f"{LINE} {LINE} {LINE} Slut."


def test_rows_of_a_paragraph_are_one_line() -> None:
    assert compose([page(*TEXT)]) == f"{WHOLE}\n"


@pytest.mark.parametrize("heading", ["Sagsfremstilling", "Beslutning i Byrådet den 3. maj 2022"])
def test_a_heading_below_a_full_row_has_a_line_of_its_own(heading: str) -> None:
    rows = [row(139, heading), row(152, "Godkendt.")]
    assert compose([page(*TEXT[:3], *rows)]).split("\n")[1:] == [heading, "Godkendt.", ""]


def test_headings_beside_their_words_stand_alone() -> None:
    beside = [
        row(152, "Sagsfremstilling Vejen er hullet, og den er", 70),
        row(165, "smal.", 155),
        row(178, "Beslutning\tGodkendt."),
        row(191, "Ole var imod.", 220),
    ]
    told = "Sagsfremstilling\n\nVejen er hullet, og den er\nsmal.\n\nBeslutning\n\nGodkendt.\nOle var imod.\n"
    assert compose([page(*TEXT, *beside)]) == f"{WHOLE}\n\n{told}"
    headed = compose([page(*TEXT, *beside, row(220, "Beslutning"), row(233, "Ja."))])
    assert "Beslutning\tGodkendt." in headed


def test_a_wider_gap_begins_a_paragraph() -> None:
    assert compose([page(*TEXT, row(160, "Nyt afsnit."))]) == f"{WHOLE}\n\nNyt afsnit.\n"


def test_double_spacing_is_no_gap() -> None:
    rows = [replace(one, y=100 + 26 * place) for place, one in enumerate(TEXT)]
    assert compose([page(*rows, row(220, "Nyt."))]) == f"{WHOLE}\n\nNyt.\n"


def test_a_row_that_had_room_ends_its_line() -> None:
    assert compose([page(*TEXT, row(152, "Kort."))]) == f"{WHOLE}\nKort.\n"


@pytest.mark.parametrize(
    "other", [row(152, "Overskrift", font="B"), row(154, "Overskrift", size=13)], ids=["bold", "large"]
)
def test_another_font_begins_a_paragraph(other: Row) -> None:
    assert compose([page(*TEXT, other)]) == f"{WHOLE}\n\nOverskrift\n"


def test_a_divided_word_is_put_together() -> None:
    rows = [*TEXT[:3], row(139, LINE[:-1].replace("af den", "kommu")[:80] + "-"), row(152, "nalbestyrelsen.")]
    assert compose([page(*rows)]).endswith("kommunalbestyrelsen.\n")


def test_points_of_a_list_stay_on_lines_of_their_own() -> None:
    lead = row(160, LINE[:-4] + " at:")
    points = [row(173, "1. " + LINE[3:]), row(186, "2. Kort"), row(199, "- streg")]
    assert compose([page(*TEXT, lead, *points)]).split("\n")[2:] == [
        LINE[:-4] + " at:", "1. " + LINE[3:], "2. Kort", "- streg", "",
    ]  # fmt: skip


def test_a_date_at_the_beginning_of_a_row_is_no_point() -> None:
    rows = [*TEXT[:3], row(139, "2. oktober.")]
    assert compose([page(*rows)]) == f"{LINE} {LINE} {LINE} 2. oktober.\n"


def test_a_case_number_under_a_full_heading_stays_apart() -> None:
    rows = [*TEXT[:3], row(139, "23-007348")]
    assert compose([page(*rows)]).endswith("\n23-007348\n")
    assert compose([page(*TEXT[:2], row(126, LINE[:-5] + "998-"), row(139, "2017-114240"))]).endswith(
        "998-2017-114240\n"
    )


def test_entries_of_the_contents_are_one_line_each() -> None:
    rows = [
        row(200, "Indholdsfortegnelse"),
        row(221, "Kort punkt......................................................3"),
        row(234, "Et langt punkt, der er sat på to linjer, fordi det"),
        row(247, "ikke kan stå på en............................................. 4"),
        row(260, "Lukket: Uden prikker\t\t12"),
    ]
    assert compose([page(*TEXT, *rows)]).split("\n")[2:] == [
        "Indholdsfortegnelse",
        "",
        "Kort punkt.....\t3",
        "Et langt punkt, der er sat på to linjer, fordi det ikke kan stå på en.....\t4",
        "Lukket: Uden prikker.....\t12",
        "",
    ]


def test_an_entry_whose_number_stands_beside_its_first_row() -> None:
    first, second = row(200, "Et punkt, der brydes omtrent\t4"), row(213, "efter første linje")
    entries = [first, second, row(229, "Næste punkt\t5")]
    assert compose([page(*TEXT, *entries)]).split("\n")[2:4] == [
        "Et punkt, der brydes omtrent efter første linje.....\t4",
        "Næste punkt.....\t5",
    ]


def test_columns_are_parted_by_tabs_and_their_cells_whole() -> None:
    table = [
        row(200, "Ansøger\tAnsøgt"),
        row(213, "Foreningen for Amatørsce-\t95.000"),
        row(226, "nen"),
        row(239, "Koret\t40.000"),
    ]
    assert compose([page(*TEXT, *table)]).split("\n")[2:] == [
        "Ansøger\tAnsøgt", "Foreningen for Amatørscenen\t95.000", "Koret\t40.000", "",
    ]  # fmt: skip


def test_a_field_below_a_row_of_cells_is_none_of_them() -> None:
    rows = [row(200, "Sagsnr.: 17/1 Dok.nr.: 20/17\tÅbent"), row(213, "Beslutningskompetence: Byrådet")]
    assert compose([page(*TEXT, *rows)]).split("\n")[2:] == [
        "Sagsnr.: 17/1 Dok.nr.: 20/17\tÅbent", "Beslutningskompetence: Byrådet", "",
    ]  # fmt: skip


def test_columns_that_are_near_each_other_are_parted_where_a_row_beside_has_one() -> None:
    near = row(213, "Jens Ole Vestervang-Bro  (V) Afbud")
    words = near.cells[0].words
    moved = replace(
        near.cells[0],
        words=(*words[:3], (220.0, 235.0), (238.0, 263.0)),
        right=263.0,
        text="Jens Ole Vestervang-Bro (V) Afbud",
    )
    table = [row(200, "Karen By\t(F) Formand"), replace(near, cells=(moved,)), row(226, "Mads Toft\t(Ø)")]
    assert compose([page(*TEXT, *table)]).split("\n")[2:] == [
        "Karen By\t(F) Formand", "Jens Ole Vestervang-Bro\t(V) Afbud", "Mads Toft\t(Ø)", "",
    ]  # fmt: skip


def test_a_row_that_crosses_columns_goes_on_no_cell() -> None:
    table = [
        row(200, "Lang_ledetekst_uden_plads\tBo Ravn"),
        row(213, "Et_meget_langt_ord_der_når_over_i_næste"),
        row(226, "Afbud\tIda Holm"),
    ]
    assert compose([page(*TEXT, *table)]).split("\n")[2:4] == [
        "Lang_ledetekst_uden_plads\tBo Ravn", "Et_meget_langt_ord_der_når_over_i_næste",
    ]  # fmt: skip


def test_a_cell_in_which_nothing_is_printed_is_empty() -> None:
    hole = row(226, "Anlæg\t7\t8")
    table = [
        row(200, "2023\t2024", x=220),
        row(213, "Drift\t100\t200"),
        replace(hole, cells=(hole.cells[0], hole.cells[2])),
    ]
    assert compose([page(*TEXT, *table)]).split("\n")[2:] == [
        "\t2023\t2024", "Drift\t100\t200", "Anlæg\t\t8", "",
    ]  # fmt: skip


def test_rows_that_share_no_columns_stay_as_they_are() -> None:
    table = [
        row(200, "Et sted\tEt andet"),
        row(213, "x\ty\tz", x=72),
        replace(row(226, "a\tb"), cells=row(226, "a" * 40 + "\tb").cells),
    ]
    assert compose([page(*TEXT, *table)]).split("\n")[2:4] == ["Et sted\tEt andet", "x\ty\tz"]


def test_the_next_row_of_a_table_is_not_joined() -> None:
    table = [
        row(200, "Et_meget_langt_filnavn_1\t998-2017-1"),
        row(213, "Et_meget_langt_filnavn_2\t998-2017-2"),
    ]
    assert compose([page(*TEXT, *table)]).split("\n")[2:4] == [
        "Et_meget_langt_filnavn_1\t998-2017-1",
        "Et_meget_langt_filnavn_2\t998-2017-2",
    ]


def test_a_number_divided_in_its_column_is_whole() -> None:
    table = [row(200, "Notat om\t998-2017-"), row(213, "havnen\t114240")]
    assert compose([page(*TEXT, *table)]).endswith("Notat om havnen\t998-2017-114240\n")


def across(before: Row, *after: Row) -> str:
    """What joins the last row of a full page to the first of the next; the new page as ``|``."""
    filling = [row(100 + 13 * place, LINE) for place in range(3)]
    text = compose([page(*filling, row(700, "Mellem."), before), page(*after)])
    return text.split("Mellem.\n\n")[1].replace("\f", "|").rstrip("\n")


def test_a_sentence_goes_on_over_a_page() -> None:
    assert across(row(800, LINE[:-1]), row(70, "der går videre.")) == f"{LINE[:-1]} |der går videre."
    assert across(row(800, LINE[:-3] + "Åda-"), row(70, "lsøs by.")) == f"{LINE[:-3]}Åda|lsøs by."
    assert across(row(800, LINE[:-4] + "Anne"), row(70, "Holm sagde.")) == f"{LINE[:-4]}Anne |Holm sagde."


def test_a_new_item_never_goes_on_from_a_page() -> None:
    assert across(row(800, LINE[:-1]), row(70, "Punkt 4: Budget")) == f"{LINE[:-1]}\n\n|Punkt 4: Budget"
    assert across(row(800, LINE), row(70, "Nyt afsnit.")) == f"{LINE}\n\n|Nyt afsnit."
    assert across(row(800, "Bilag om et og andet"), row(70, "Et_meget_langt_navn_" * 4)).count("\n\n|") == 1


def test_a_list_goes_on_over_a_page() -> None:
    assert across(row(800, "- et punkt"), row(70, "- et til")) == "- et punkt\n|- et til"


def test_pages_without_text_are_counted() -> None:
    assert compose([page(), page(row(100, "Tekst")), page(), page()]) == "\fTekst\n\f\f"
    assert compose([]) == ""


def test_what_stands_beside_the_lines_is_no_part_of_them() -> None:
    assert compose([replace(page(row(100, "Tekst")), beside=(row(300, "MODTAGET"),))]) == "Tekst\n"
