"""Glyphs into rows, words and cells."""

import pytest
from pdfs import HEIGHT, WIDTH, drawn
from reportlab.pdfgen.canvas import Canvas

from graph.readers.pdf.rows import Glyph, PdfError, read_pages, rows


def glyphs(text: str, x: float = 0, y: float = 100, size: float = 10, space: float = 3) -> list[Glyph]:
    """Letters 5 points wide; a space in the text is a gap and no glyph."""
    found = []
    for char in text:
        if char != " ":
            found.append(Glyph(char, x, x + 5, y, size, "A"))
        x += space if char == " " else 5
    return found


def texts(*lines: list[Glyph]) -> list[str]:
    return [one.text for one in rows([glyph for line in lines for glyph in line])]


def test_words_are_told_by_their_gaps() -> None:
    assert texts(glyphs("to ord")) == ["to ord"]
    assert texts(glyphs("et ord", space=1)) == ["etord"]


def test_rows_come_from_top_to_bottom_and_left_to_right() -> None:
    assert texts(glyphs("nederst", y=113), glyphs("verden", x=28), glyphs("hej", x=10)) == [
        "hej verden",
        "nederst",
    ]


def test_raised_letters_stand_in_their_row() -> None:
    line = glyphs("12 m") + glyphs("2", x=18, y=96.5, size=6)
    assert texts(line, glyphs("ny", y=113)) == ["12 m2", "ny"]
    assert next(iter(rows(line))).y == 100


def test_a_wide_gap_parts_cells_but_not_in_a_justified_line() -> None:
    assert texts(glyphs("Bilag"), glyphs("998", x=60)) == ["Bilag\t998"]
    assert texts(glyphs("en meget spredt linje her", space=20)) == ["en meget spredt linje her"]


@pytest.mark.parametrize("mark", ["1.", "-", "•", "- 1)", "a)"])
def test_the_mark_of_a_list_is_no_cell(mark: str) -> None:
    assert texts(glyphs(mark), glyphs("Punkt", x=45)) == [f"{mark} Punkt"]


def upright(canvas: Canvas) -> None:
    canvas.drawString(70, 700, "Ærø og Ålø")


def test_places_are_points_from_the_top_and_the_left() -> None:
    (page,) = read_pages(drawn(upright), 10, 1000)
    (row,) = page.rows
    assert (row.text, row.size, row.fonts) == ("Ærø og Ålø", 10, ("Helvetica", "Helvetica"))
    assert (round(row.left), round(row.y)) == (70, round(HEIGHT - 700))
    assert (round(page.width), round(page.height)) == (WIDTH, HEIGHT)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_meant(degrees: int) -> None:
    def turned(canvas: Canvas) -> None:
        canvas.translate(300, 400)
        canvas.rotate(degrees)
        canvas.drawString(0, 0, "Første linje")
        canvas.drawString(0, -13, "Anden linje")

    (page,) = read_pages(drawn(turned), 10, 1000)
    assert [row.text for row in page.rows] == ["Første linje", "Anden linje"]
    assert page.rows[1].y - page.rows[0].y == pytest.approx(13, abs=0.1)
    assert (page.width > page.height) == (degrees != 180)


def test_text_aslant_stands_beside() -> None:
    def stamped(canvas: Canvas) -> None:
        upright(canvas)
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "UDKAST")

    (page,) = read_pages(drawn(stamped), 10, 1000)
    assert [row.text for row in page.rows] == ["Ærø og Ålø"]
    assert [row.text for row in page.beside] == ["UDKAST"]


def test_what_is_over_the_limits_is_refused() -> None:
    data = drawn(upright, upright)
    assert len(read_pages(data, 2, 1000)) == 2
    with pytest.raises(PdfError, match="too-many-pages"):
        read_pages(data, 1, 1000)
    with pytest.raises(PdfError, match="too-much-text"):
        read_pages(data, 2, 12)


def test_a_hyphen_at_the_end_of_a_line_is_a_hyphen() -> None:
    def hyphens(canvas: Canvas) -> None:
        canvas.drawString(70, 700, "Unge-")
        canvas.drawString(70, 687, "og fritid")

    (page,) = read_pages(drawn(hyphens), 10, 1000)
    assert [row.text for row in page.rows] == ["Unge-", "og fritid"]
