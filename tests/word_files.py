"""Documents of word processors for the tests, made of their parts."""

import io
import zipfile
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
TAB = "\t"
ODF = (
    f'xmlns:office="{_OASIS}office:1.0" xmlns:text="{_OASIS}text:1.0" xmlns:style="{_OASIS}style:1.0" '
    f'xmlns:table="{_OASIS}table:1.0" xmlns:fo="{_OASIS}xsl-fo-compatible:1.0" xmlns:draw="{_OASIS}drawing:1.0"'
)


def package(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return file.getvalue()


def docx(
    body: str, styles: str = "", numbering: str = "", more: dict[str, str | bytes] | None = None
) -> bytes:
    """A .docx file with these children of `w:body`, `w:styles` and `w:numbering`."""
    parts: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"
    }
    if styles:
        parts["word/styles.xml"] = f"<w:styles {W}>{styles}</w:styles>"
    if numbering:
        parts["word/numbering.xml"] = f"<w:numbering {W}>{numbering}</w:numbering>"
    return package(parts | (more or {}))


def odt(body: str, styles: str = "", common: str = "") -> bytes:
    """An .odt file with these children of `office:text`, automatic styles and common styles."""
    content = (
        f"<office:document-content {ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "styles.xml": f"<office:document-styles {ODF}><office:styles>{common}</office:styles></office:document-styles>",
        }
    )


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of a .docx file; runs that are no markup are words."""
    told = "".join(one if one.startswith("<") else r(one) for one in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{told}</w:p>"


def r(words: str, properties: str = "") -> str:
    """A run of a .docx file."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def table(*rows: list[str]) -> str:
    """A table of a .docx file; a cell is its paragraphs."""
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def of_lines(text: str) -> dict[str, bytes]:
    """The same minutes in each kind of file, a paragraph for each line that holds something."""
    lines = [line for line in text.splitlines() if line.strip()]
    paragraphs = "".join(p(line) for line in lines)
    flow = "".join(f"<text:p>{escape(line).replace(TAB, '<text:tab/>')}</text:p>" for line in lines)
    rows = ("</td><td>".join(escape(line).split(TAB)) for line in lines)
    page = "".join(f"<table><tr><td>{row}</table>" if "<td>" in row else f"<p>{row}</p>" for row in rows)
    return {
        "a.docx": docx(paragraphs.replace(TAB, "</w:t><w:tab/><w:t>")),
        "a.odt": odt(flow),
        "a.html": f"<!DOCTYPE html><title>Referat</title>{page}".encode(),
    }
