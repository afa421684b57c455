"""Pages that lie askew, stand in columns, or have more on them than their lines."""

import math
from collections.abc import Callable

import pytest
from pdfs import drawn, page, row
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from graph.readers.files import decode
from graph.readers.pdf.compose import compose
from graph.readers.pdf.margin import settled
from graph.readers.pdf.reader import read_pdf
from graph.readers.pdf.rows import PdfError, read_pages

LINES = [
    "Punkt 1: Havnebad",
    "Beslutning",
    "Godkendt, og sagen sendes videre til udvalget.",
    "Punkt 2: Eventuelt",
]


def rows(*pages: Callable[[Canvas], object]) -> list[str]:
    return [row.text for row in settled(read_pages(drawn(*pages), 10, 100_000))[0].rows]


def lines(texts: list[str], x: float = 70, y: float = 700, step: float = 14) -> Callable[[Canvas], object]:
    def draw(canvas: Canvas) -> None:
        for place, text in enumerate(texts):
            canvas.drawString(x, y - step * place, text)

    return draw


@pytest.mark.parametrize("degrees", [-3, -1, -0.4, 0.6, 2.7])
def test_lines_askew_are_lines(degrees: float) -> None:
    def askew(canvas: Canvas) -> None:
        canvas.translate(40, 20)
        canvas.rotate(degrees)
        lines(LINES)(canvas)

    assert rows(askew) == LINES


def test_a_stamp_less_askew_than_the_lines_stands_beside_them() -> None:
    def askew(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.rotate(-3.5)
        lines(LINES)(canvas)
        canvas.restoreState()
        canvas.rotate(4)
        canvas.drawString(300, 300, "MODTAGET")

    (found,) = read_pages(drawn(askew), 10, 100_000)
    assert [row.text for row in found.rows] == LINES
    assert [row.text for row in found.beside] == ["MODTAGET"]


@pytest.mark.parametrize("degrees", [-2.5, -1, 1.5])
def test_level_words_that_sink_along_a_line_are_a_line(degrees: float) -> None:
    def stepped(canvas: Canvas) -> None:
        for place, text in enumerate(LINES):
            x, y = 70.0, 700 - 14 * place
            for word in text.split():
                canvas.drawString(x, y + (x - 70) * math.tan(math.radians(degrees)), word)
                x += canvas.stringWidth(word + " ")

    assert rows(stepped) == LINES


def test_two_columns_are_read_one_after_the_other() -> None:
    left = ["Punkt 1: Nyt", "19-000107", "Beslutning", "Godkendt.", "Punkt 2: Bad", "Beslutning", "Afvist."]
    right = ["Punkt 3: Sti", "20-005555", "Beslutning", "Udsat."]

    def both(canvas: Canvas) -> None:
        canvas.drawString(
            70, 740, "REFERAT Direktionen d. 03-10-2022 i mødelokale Ternen på rådhuset i Ådalsø"
        )
        lines(left)(canvas)
        lines(right, x=320)(canvas)

    text = compose(read_pages(drawn(both), 10, 100_000))
    assert [line for line in text.split("\n") if line][1:] == [*left, *right]


def test_items_side_by_side_without_a_gutter_are_nobodys() -> None:
    crossed = page(
        row(100, "Punkt 1: Nyt\tPunkt 3: Sti"),
        row(113, "en lang linje hen over det hele " * 3),
        row(126, "x"),
    )
    with pytest.raises(PdfError, match="columns-unclear"):
        compose([crossed])


def test_a_table_is_no_columns() -> None:
    table = [row(100 + 13 * n, f"Bilag {n}\t998-2017-{n}") for n in range(8)]
    assert compose([page(*table)]).split("\n")[1] == "Bilag 1\t998-2017-1"


def scanned(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.effect_noise((300, 420), 120)), 0, 0, 595, 842)


def test_a_scanned_page_with_a_typed_foot_is_told_and_counts_as_unread() -> None:
    def foot(canvas: Canvas) -> None:
        scanned(canvas)
        canvas.setFillColor("white")
        canvas.rect(60, 30, 300, 20, fill=1, stroke=0)
        canvas.setFillColor("black")
        canvas.drawString(70, 36, "Ådalsø Kommune, side 2")

    document = decode("x.pdf", drawn(lines(LINES * 8), foot))
    assert document.lost == (2,)
    assert [(one.code, one.message) for one in document.findings] == [
        ("page-without-text", "Sider uden tekst, formentlig skannede: 2.")
    ]


def test_a_stamp_on_a_scan_does_not_make_it_text() -> None:
    def stamped(canvas: Canvas) -> None:
        scanned(canvas)
        canvas.setFillColor("red")
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(350, 800, "Modtaget 3. maj")

    assert [one.code for one in read_pdf(drawn(stamped)).findings] == ["no-text"]


@pytest.mark.parametrize("words", ["FORTROLIGT", "Lukket referat"])
def test_a_watermark_or_running_head_closes_all(words: str) -> None:
    def marked(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(100, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, words)
        canvas.restoreState()
        lines(LINES)(canvas)

    def headed(canvas: Canvas) -> None:
        canvas.drawString(70, 820, f"Ådalsø Kommune - {words}")
        lines(LINES)(canvas)

    for data in (drawn(marked), drawn(headed, headed, headed)):
        read = read_pdf(data)
        assert (read.pages, [one.code for one in read.findings]) == ((), ["closed-beside-text"])


@pytest.mark.parametrize("degrees", [0, 45, 90])
def test_a_watermark_is_apart_and_a_draft_is_told(degrees: int) -> None:
    def marked(canvas: Canvas) -> None:
        canvas.setFillGray(0.85)
        canvas.saveState()
        canvas.translate(100, 500 if degrees else 660)
        canvas.rotate(degrees)
        canvas.setFont("Helvetica-Bold", 60)
        canvas.drawString(0, 0, "UDKAST")
        canvas.restoreState()
        canvas.setFillGray(0)
        lines(LINES)(canvas)

    read = read_pdf(drawn(marked))
    assert "UDKAST" not in "".join(read.pages)
    assert all(line in "".join(read.pages) for line in LINES)
    assert [one.code for one in read.findings] == ["text-beside", "draft"]


@pytest.mark.parametrize("step", [1, 5])
@pytest.mark.parametrize("x", [40, 540])
def test_numbers_of_lines_are_no_text(step: int, x: float) -> None:
    texts = [f"Linje {'abcdefghijklmnopqrst'[n]} af referatet" for n in range(20)]

    def numbered(canvas: Canvas) -> None:
        lines(texts)(canvas)
        for number in range(step, 21, step):
            canvas.drawRightString(x, 714 - 14 * number, str(number))

    assert rows(numbered) == texts


def test_numbers_of_items_in_the_margin_stay() -> None:
    def numbered(canvas: Canvas) -> None:
        for number in range(1, 5):
            canvas.drawString(40, 700 - 60 * number, str(number))
            lines(["Overskrift", "Tekst", "Mere"], y=700 - 60 * number)(canvas)

    assert [text for text in rows(numbered) if text[0].isdigit()] == [f"{n}\tOverskrift" for n in range(1, 5)]


def spaced(canvas: Canvas) -> None:
    text = canvas.beginText(70, 700)
    text.setCharSpace(3)
    text.textLine("Punkt 1: Nyt fra byen")
    text.setCharSpace(0)
    text.textLine("B E S L U T N I N G")
    text.textLine("For stemte A C F og V")
    canvas.drawText(text)


def test_letters_set_apart_are_words() -> None:
    assert rows(spaced) == ["Punkt 1: Nyt fra byen", "BESLUTNING", "For stemte A C F og V"]


def footnoted(canvas: Canvas) -> None:
    text = canvas.beginText(70, 700)
    for words, size, rise in (
        ("Prisen undersøges.", 10, 0), ("1", 6, 4), (" Et areal på 12 m", 10, 0), ("2", 6, 4),
        (" købes.", 10, 0),
    ):  # fmt: skip
        text.setFont("Helvetica", size)
        text.setRise(rise)
        text.textOut(words)
    canvas.drawText(text)
    canvas.setFont("Helvetica", 10)
    lines(["Tekst", "Mere tekst", "Slut"], y=680)(canvas)
    canvas.setFont("Helvetica", 7)
    canvas.drawString(70, 80, "1 Se bilag 2.")


def test_marks_of_footnotes_and_footnotes_are_no_part_of_the_text() -> None:
    assert rows(footnoted) == ["Prisen undersøges. Et areal på 12 m2 købes.", "Tekst", "Mere tekst", "Slut"]
    assert [(one.severity, one.code) for one in read_pdf(drawn(footnoted)).findings] == [
        ("info", "text-beside")
    ]


def test_bullets_may_be_drawn() -> None:
    def listed(canvas: Canvas) -> None:
        lines(["Stab indstiller, at", "vejen anlægges", "broen males"])(canvas)
        for y in (689, 675, 400):
            canvas.circle(60, y, 2, fill=1)
        canvas.rect(40, 670, 300, 4)

    assert rows(listed) == ["Stab indstiller, at", "• vejen anlægges", "• broen males"]


def test_a_soft_hyphen_in_a_line_is_no_hyphen_but_for_a_number() -> None:
    def soft(canvas: Canvas) -> None:
        canvas.setFont("Vera", 10)
        lines(["Taget til efter\xadretning.", "Sag 20\xad004417"])(canvas)

    assert rows(soft) == ["Taget til efterretning.", "Sag 20-004417"]


def test_an_entry_whose_title_leaves_no_room_for_dots() -> None:
    entries = [
        row(100, "Kort titel........ 2"),
        row(113, "En meget lang titel 3"),
        row(126, "Næste....... 4"),
    ]
    edge = max(one.right for one in entries)
    moved = [
        one.__class__(one.y, one.size, one.fonts, tuple(
            cell.__class__(cell.text, cell.left, edge, cell.words) for cell in one.cells
        ))
        for one in entries
    ]  # fmt: skip
    assert compose([page(*moved)]).split("\n")[1] == "En meget lang titel.....\t3"


def test_letters_no_font_names_set_the_file_aside() -> None:
    def vera(canvas: Canvas) -> None:
        canvas.setFont("Vera", 10)
        lines(["Godkendt.", "Sønder Mole"])(canvas)

    named = drawn(vera)
    assert read_pdf(named).pages == ("Godkendt.\nSønder Mole\n",)
    told = read_pdf(named.replace(b"/ToUnicode", b"/ToNothing"))
    assert (told.pages, [one.code for one in told.findings]) == ((), ["unknown-letters"])
