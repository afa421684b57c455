"""Pages as a scanner gives them: pictures of text. Where tesseract is not installed, tests of it are skipped, or
fail where everything has to be there (CI)."""

import io
import shutil
from collections.abc import Callable, Sequence

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pdfs import HEIGHT, WIDTH, drawn
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from servers import missing


def needs_tesseract() -> None:
    if not shutil.which("tesseract"):
        missing("tesseract", "apt-get install tesseract-ocr tesseract-ocr-dan")


def text_on(canvas: Canvas, lines: Sequence[str], size: float = 12) -> None:
    """Lines of letters one below the other; an empty one leaves room."""
    canvas.setFont("Vera", size)
    for number, line in enumerate(lines):
        canvas.drawString(70, HEIGHT - 70 - 1.5 * size * number, line)


def picture_of(draw: Callable[[Canvas], object], dpi: int = 150, turned: float = 0) -> ImageReader:
    """What a scanner makes of a page; lying askew by some degrees, it turns."""
    page = pdfium.PdfDocument(drawn(draw))[0]
    picture = page.render(scale=dpi / 72, grayscale=True).to_pil()
    file = io.BytesIO()
    picture.rotate(turned, fillcolor=255).save(file, "PNG")
    return ImageReader(file)


def scan(canvas: Canvas, lines: Sequence[str], turned: float = 0) -> None:
    """Fill a page with the picture of lines."""
    canvas.drawImage(picture_of(lambda page: text_on(page, lines), turned=turned), 0, 0, WIDTH, HEIGHT)
