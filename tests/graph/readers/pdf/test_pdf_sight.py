"""What nobody sees on a page is not read, whatever hides it; what is seen is."""

import re
from collections.abc import Callable

import pytest
from each import each
from pdfs import drawn
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from graph.readers.pdf.reader import read_pdf
from graph.readers.pdf.rows import read_pages

Draw = Callable[[Canvas], object]
SECRET = "Hemmelig tekst"


def read(data: bytes) -> tuple[str, int]:
    """The rows of the first page, and how many words were left out."""
    page = read_pages(data, 10, 100_000)[0]
    return "\n".join(row.text for row in page.rows), page.hidden


def only(draw: Draw) -> tuple[str, int]:
    """What is read of a page that shows one row and draws something else below it."""

    def both(canvas: Canvas) -> None:
        canvas.drawString(70, 700, "Godkendt af udvalget.")
        draw(canvas)

    return read(drawn(both))


def coloured(shade: object, on: object = None, behind: bool = False) -> Draw:
    def draw(canvas: Canvas) -> None:
        if behind:
            canvas.setFillColor(shade)
            canvas.drawString(70, 650, SECRET)
        if on is not None:
            canvas.setFillColor(on)
            canvas.rect(60, 640, 300, 30, fill=1, stroke=0)
        if not behind:
            canvas.setFillColor(shade)
            canvas.drawString(70, 650, SECRET)

    return draw


def in_mode(mode: int) -> Draw:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(70, 650)
        text.setTextRenderMode(mode)
        text.textLine(SECRET)
        canvas.drawText(text)

    return draw


def clipped(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(400, 100, 50, 50)
    canvas.clipPath(path, stroke=0)
    canvas.drawString(70, 650, SECRET)


def transparent(canvas: Canvas) -> None:
    canvas.setFillAlpha(0)
    canvas.drawString(70, 650, SECRET)


def scaled(x: float, y: float) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.translate(70, 650)
        canvas.scale(x, y)
        canvas.drawString(0, 0, SECRET)

    return draw


def under_a_picture(canvas: Canvas) -> None:
    canvas.drawString(70, 650, SECRET)
    canvas.drawImage(ImageReader(Image.new("RGB", (20, 20), (200, 30, 30))), 60, 640, 300, 30)


def under_other_letters(canvas: Canvas) -> None:
    canvas.drawString(70, 650, SECRET)
    canvas.setFillColor("white")
    canvas.rect(60, 640, 300, 30, fill=1, stroke=0)
    canvas.setFillColor("black")
    canvas.drawString(70, 650, "Taget til efter.")


def at(x: float, y: float) -> Draw:
    return lambda canvas: canvas.drawString(x, y, SECRET)


HIDDEN = {
    "white": coloured("#ffffff"),
    "nearly white": coloured("#fbfcfa"),
    "black on black": coloured("#000000", "#000000"),
    "red on red": coloured("#c01020", "#c01020"),
    "nearly the shade below": coloured("#203040", "#25333f"),
    "under a black box": coloured("#000000", "#000000", behind=True),
    "under a white box": coloured("#000000", "#ffffff", behind=True),
    "under a picture": under_a_picture,
    "invisible": in_mode(3),
    "clip only": in_mode(7),
    "clipped away": clipped,
    "transparent": transparent,
    "too small": scaled(0.08, 0.08),
    "without height": scaled(1, 0.001),
    "without width": scaled(0.001, 1),
    "left of the page": at(-300, 650),
    "below the page": at(70, -40),
    "partly off the page": at(570, 650),
}


@each("how", HIDDEN)
def test_what_nobody_sees_is_left_out_and_counted(how: str) -> None:
    text, hidden = only(HIDDEN[how])
    assert not set(re.findall(r"\w+", text)) & {"Hemmelig", "tekst", "Hemme", "Hem"}
    assert text.startswith("Godkendt af udvalget.")
    assert hidden >= 1


SEEN = {
    "white on a coloured head": coloured("#ffffff", "#0b5566"),
    "black on yellow": coloured("#000000", "#ffff00"),
    "grey": coloured("#999999"),
    "outlined": in_mode(1),
    "filled and clipping": in_mode(4),
    "small": scaled(0.5, 0.5),
}


@pytest.mark.parametrize("how", SEEN)
def test_what_is_seen_is_read(how: str) -> None:
    assert only(SEEN[how]) == (f"Godkendt af udvalget.\n{SECRET}", 0)


def test_letters_that_others_cover_are_no_words() -> None:
    assert only(under_other_letters) == ("Godkendt af udvalget.\nTaget til efter.", 2)


def test_white_letters_that_cut_into_others_are_hidden() -> None:
    def between(canvas: Canvas) -> None:
        canvas.drawString(70, 689, "Anden linje med flere ord")
        canvas.setFillColor("white")
        canvas.drawString(70, 694.5, "HEMMELIG tekst mellem linjer")

    assert only(between) == ("Godkendt af udvalget.\nAnden linje med flere ord", 4)


def test_letters_printed_twice_are_read_once() -> None:
    def twice(canvas: Canvas) -> None:
        canvas.drawString(70, 650, "Fed skrift")
        canvas.drawString(70.3, 650, "Fed skrift")

    assert only(twice)[0] == "Godkendt af udvalget.\nFed skrift"


def test_hidden_words_among_others_of_a_line() -> None:
    def line(canvas: Canvas) -> None:
        text = canvas.beginText(70, 650)
        for words, shade in (
            ("Klagen fra ", "black"),
            ("Gunhild Fjeldrup", "white"),
            (" er afvist.", "black"),
        ):
            text.setFillColor(shade)
            text.textOut(words)
        canvas.drawText(text)

    text, hidden = only(line)
    assert text.split() == ["Godkendt", "af", "udvalget.", "Klagen", "fra", "er", "afvist."]
    assert hidden == 2


def test_of_a_word_that_is_covered_in_part_nothing_is_read() -> None:
    def barred(canvas: Canvas) -> None:
        canvas.drawString(70, 650, "Fjeldrupsen klager")
        canvas.rect(90, 645, 20, 15, fill=1)

    assert only(barred) == ("Godkendt af udvalget.\nklager", 1)


def page_with(entries: str, objects: str = "") -> bytes:
    """The page of :func:`only` with a row below, and further entries and objects (7 0 and on) by hand."""
    content = b"BT /F 10 Tf 70 700 Td (Godkendt.) Tj ET /OC /L BDC BT /F 10 Tf 70 650 Td (Hemmelig) Tj ET EMC"
    parts = [
        "<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R]/D<</BaseState/ON/OFF[6 0 R]>>>>>>"
        if "OCG" in objects
        else "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>"
        f"/Properties<</L 6 0 R>>>>{entries}>>",
        f"<</Length {len(content)}>>stream\n{content.decode()}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        "<</Type/OCG/Name(Lag)>>",
    ]
    whole = b"%PDF-1.7\n"
    for number, body in enumerate(parts, start=1):
        whole += f"{number} 0 obj\n{body}\nendobj\n".encode()
    return whole + b"trailer<</Size 7/Root 1 0 R>>\n%%EOF"


@pytest.mark.parametrize(
    ("entries", "objects"),
    [
        ("/CropBox[0 660 595 842]", ""),
        ("", "OCG"),
        ("/Annots[<</Type/Annot/Subtype/Redact/Rect[60 640 300 670]>>]", ""),
    ],
    ids=["outside the crop box", "a hidden layer", "marked for redaction"],
)
def test_what_the_page_does_not_show(entries: str, objects: str) -> None:
    assert read(page_with(entries, objects)) == ("Godkendt.", 1)
    assert read(page_with("")) == ("Godkendt.\nHemmelig", 0)


def scan(*covered: tuple[int, int, int, int], words: str = "Godkendt af udvalget") -> bytes:
    """A scanned page and its recognised text; boxes of the picture (in points from the top) blacked out."""
    picture = Image.new("L", (1190, 1684), 250)
    brush = ImageDraw.Draw(picture)
    brush.text((140, 280), words, fill=20, font=ImageFont.load_default(24))
    for box in covered:
        brush.rectangle([2 * edge for edge in box], fill=0)
    wide = brush.textlength(words, font=ImageFont.load_default(24)) / 2

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
        text = canvas.beginText(70, 842 - 152)
        text.setFont("Helvetica", 12)
        text.setHorizScale(100 * wide / canvas.stringWidth(words, "Helvetica", 12))
        text.setTextRenderMode(3)
        text.textLine(words)
        canvas.drawText(text)

    return drawn(draw)


def test_recognised_text_is_read_where_the_scan_shows_letters() -> None:
    assert read(scan()) == ("Godkendt af udvalget", 0)


def test_recognised_text_that_is_blacked_out_or_wiped_out_is_not() -> None:
    assert read(scan((60, 130, 400, 165))) == ("", 3)
    text, hidden = read(scan((125, 130, 400, 165)))
    assert (text.split()[0], "udvalget" in text, hidden >= 1) == ("Godkendt", False, True)


def test_the_finding_tells_the_page_and_how_many_words() -> None:
    def second(canvas: Canvas) -> None:
        canvas.drawString(70, 700, "Tekst på side to")
        canvas.setFillColor("white")
        canvas.drawString(70, 650, SECRET)

    told = read_pdf(drawn(lambda canvas: canvas.drawString(70, 700, "Tekst"), second))
    assert [(one.severity, one.code, one.message) for one in told.findings] == [
        ("warning", "text-invisible", "Side 2: 2 ord, som ingen kan se, er udeladt.")
    ]
    assert "Hemmelig" not in "".join(told.pages)


def test_a_page_of_hidden_words_alone_is_set_aside() -> None:
    told = read_pdf(drawn(coloured("white")))
    assert (told.pages, [one.code for one in told.findings]) == ((), ["nothing-visible"])
