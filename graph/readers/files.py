"""files."""

import re
from dataclasses import replace
from itertools import accumulate, islice
from pathlib import Path, PurePosixPath

from graph.minutes.characters import normalised
from graph.minutes.document import Document
from graph.minutes.model import Finding
from graph.readers import docx, odt
from graph.readers.encodings import Oddity, decoded
from graph.readers.html import is_html, read_html
from graph.readers.package import Package, is_package
from graph.readers.pdf.reader import is_pdf, read_pdf
from graph.readers.rendering import Rendering, Unreadable
from graph.readers.spacing import spaced

_HOLDS = re.compile(r"^[^\S\n]*+\S.*", re.MULTILINE)  # a line that is not blank


SUFFIXES_OF = {
    "text": (".txt",),
    "pdf": (".pdf",),
    "docx": (".docx",),
    "odt": (".odt",),
    "html": (".html", ".htm"),
}
"""The kinds of files that are read, by how their names end."""


SUFFIXES = tuple(suffix for suffixes in SUFFIXES_OF.values() for suffix in suffixes)


_KINDS = {
    "text": "en tekstfil",
    "pdf": "en PDF-fil",
    "docx": "et Word-dokument",
    "odt": "et OpenDocument-dokument",
    "html": "en webside",
}


_EMPTY = "Filen er tom."


_TURNED_AWAY = {
    b"\xd0\xcf\x11\xe0": (
        "not-minutes",
        "Filen er et ældre Word-dokument eller beskyttet med en adgangskode; gem den som .docx eller PDF.",
    ),
    b"{\\rtf": ("not-minutes", "Filen er RTF, som ikke læses; gem den som .docx eller PDF."),
}
"""What is known by its first bytes and not read."""


def read_document(path: Path, max_bytes: int) -> Document:
    """Read a text file or a PDF of at most ``max_bytes`` bytes; which of them, its first bytes tell.

    :mod:`graph.readers.encodings` says which encodings text may have, :mod:`graph.minutes.characters` what
    becomes of its characters. Whatever cannot be read gives an empty document with one finding that says why.
    """
    try:
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        return _unreadable(path.name, "unreadable-file", f"Filen kan ikke læses: {error.strerror}.")
    if len(data) > max_bytes:
        return _unreadable(path.name, "too-large", f"Filen er større end grænsen på {max_bytes} bytes.")
    return decode(path.name, data)


def decode(source: str, data: bytes) -> Document:
    """The document that the bytes of a file spell. What they are, they tell themselves; a name that says
    otherwise is told of."""
    suffix = PurePosixPath(source).suffix.lower()
    try:
        kind, document = _read(source, data, suffix)
    except Unreadable as reason:
        return _unreadable(source, reason.code, reason.message)
    if suffix in SUFFIXES and suffix not in SUFFIXES_OF[kind] and document.text:
        message = f"Filen hedder {suffix}, men er {_KINDS[kind]}; den er læst som det."
        found = Finding("warning", "other-kind", message)
        return replace(document, findings=(found, *document.findings))
    return document


def _read(source: str, data: bytes, suffix: str) -> tuple[str, Document]:
    """The kind of a file, and the document in it."""
    if is_pdf(data):
        return "pdf", _of_pdf(source, data)
    if is_package(data):
        package = Package(data)
        if docx.DOCUMENT in package:
            return "docx", _of_rendering(source, docx.read_docx(package))
        if odt.CONTENT in package and b"opendocument.text" in package.bytes_of("mimetype"):
            return "odt", _of_rendering(source, odt.read_odt(package))
        raise Unreadable("not-minutes", "Filen er et arkiv (ZIP) uden et dokument; den læses ikke.")
    for start, (code, message) in _TURNED_AWAY.items():
        if data.startswith(start):
            raise Unreadable(code, message)
    if suffix in (".docx", ".odt"):
        raise Unreadable("broken-file", f"Filen hedder {suffix}, men er det ikke; den kan ikke læses.")
    if is_html(data, suffix in SUFFIXES_OF["html"]):
        rendering, page = read_html(data)
        told = tuple(Finding(one.severity, one.code, one.message) for one in page.oddities)
        return "html", _of_rendering(source, rendering, told)
    return "text", _of_text(source, data)


def _of_rendering(source: str, read: Rendering, findings: tuple[Finding, ...] = ()) -> Document:
    text = normalised(read.text)
    findings = (*findings, *read.findings)
    if any(finding.severity == "violation" for finding in findings):
        return Document(source, "", findings)
    return Document(source, text, findings) if text.strip() else _unreadable(source, "empty-file", _EMPTY)


def _of_pdf(source: str, data: bytes) -> Document:
    read = read_pdf(data)
    pages = [normalised(page) for page in read.pages]
    starts = accumulate(map(len, pages[:-1]), initial=0) if pages else ()
    return Document(source, "".join(pages), read.findings, tuple(starts), lost=read.lost)


def _of_text(source: str, data: bytes) -> Document:
    read = decoded(data)
    normal = normalised(read.text)
    text = spaced(normal)
    findings = tuple(_finding(oddity, read.text, text) for oddity in read.oddities)
    if text.strip() or any(finding.severity == "violation" for finding in findings):
        return Document(source, text, findings)
    return _unreadable(source, "empty-file", _EMPTY)


def _finding(oddity: Oddity, text: str, served: str) -> Finding:
    """An oddity of the bytes, with its line in the text that is served: the one that holds something and
    has as many such lines before it."""
    lines = None
    if oddity.at is not None:
        held = len(_HOLDS.findall(normalised(text[: oddity.at + 1])))
        at = next(islice(_HOLDS.finditer(served), max(held - 1, 0), None), None)
        number = served.count("\n", 0, at.start()) + 1 if at else 1
        lines = (number, number)
    return Finding(oddity.severity, oddity.code, oddity.message, lines)


def _unreadable(source: str, code: str, message: str) -> Document:
    return Document(source, "", (Finding("violation", code, message),))
