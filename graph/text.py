"""A minutes file, plain text or PDF, as numbered lines with character offsets.

Offsets count the characters of :attr:`Document.text`, in which a line end is one character, as
RFC 5147 section 2.1.1 counts them; that text is what is served, so a span can be checked by anyone.
"""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, islice
from pathlib import Path, PurePosixPath

from graph import docx, odt
from graph.characters import normalised
from graph.encodings import Oddity, decoded
from graph.html_text import is_html, read_html
from graph.model import Finding, Quote, Span
from graph.package import Package, is_package
from graph.pdf import is_pdf, read_pdf
from graph.rendering import Rendering, Unreadable
from graph.spacing import spaced

_WRAPPED_AT_HYPHEN = re.compile(r"(?<=[^\W\d_]-)[ \t]*\n\s*(?=[A-ZÆØÅÄÖÜÉ])")
_PARAGRAPH_BREAK = re.compile(r"\s*\n\s*\n\s*")
_HOLDS = re.compile(r"^[^\S\n]*+\S.*", re.MULTILINE)  # a line that is not blank
_LIST_MARK = re.compile(r"(?:-\s*)?(?:\d{1,2}[.)]|[-•*–])\s")


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


@dataclass(frozen=True, slots=True)
class Line:
    """One line: 1-based number, offset of its first character, its text without the line end."""

    number: int
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of lines that are not blank, at least one."""

    lines: tuple[Line, ...]

    @property
    def start(self) -> int:
        return self.lines[0].start

    @property
    def end(self) -> int:
        return self.lines[-1].end

    @property
    def text(self) -> str:
        """The lines as one, white space squeezed."""
        return one_line("\n".join(line.text for line in self.lines))


def one_line(text: str) -> str:
    """The words with one space between them; a double name that is wrapped at its hyphen is one word."""
    return " ".join(_WRAPPED_AT_HYPHEN.sub("", text).split())


def prose(text: str) -> str:
    """Text with its paragraphs apart by a blank line and wrapped lines joined.

    A page break leaves a blank line in the middle of a sentence; where a paragraph ends without a
    stop and the next goes on in lower case, the two are one.
    """
    paragraphs: list[str] = []
    for part in _PARAGRAPH_BREAK.split(text.strip()):
        lines: list[str] = []
        for line in part.split("\n"):
            joined = " ".join(line.split())
            if lines and not _LIST_MARK.match(joined):
                lines[-1] = f"{lines[-1]} {joined}"
            else:
                lines.append(joined)
        paragraph = "\n".join(lines)
        if paragraphs and paragraph[:1].islower() and re.search(r"[\w,]$", paragraphs[-1]):
            paragraphs[-1] = f"{paragraphs[-1]} {paragraph}"
        else:
            paragraphs.append(paragraph)
    return "\n\n".join(paragraphs)


@dataclass(frozen=True)
class Document:
    """A text to be read: ``source`` is the file's name, ``findings`` what was odd in its bytes.

    ``pages`` are the offsets at which the pages of a PDF begin; there are none in a text file. ``lost`` are
    the numbers of those that are pictures, of which no text is known. ``closed`` are the numbers of items
    that are known to be closed whatever the text says: in a text that was served the words that say so are
    blanked out; ``left_out`` counts the characters that were. A file that could not be read has an empty text
    and a finding of severity ``violation``.
    """

    source: str
    text: str
    findings: tuple[Finding, ...] = ()
    pages: tuple[int, ...] = ()
    closed: frozenset[int] = frozenset()
    left_out: int = 0
    lost: tuple[int, ...] = ()

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        lines, start = [], 0
        for number, text in enumerate(self.text.split("\n"), start=1):
            lines.append(Line(number, start, text))
            start += len(text) + 1
        return tuple(lines)

    @property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8, 64 hexadecimal digits."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def quote(self, start: int, end: int) -> Quote:
        """What stands in [start, end), white space at both ends left off, on one line."""
        span = self.trim(start, end)
        return Quote(one_line(self.text[span.start : span.end]), span)

    def prose(self, start: int, end: int) -> Quote:
        """As :meth:`quote`, but with paragraphs kept apart."""
        span = self.trim(start, end)
        return Quote(prose(self.text[span.start : span.end]), span)

    def trim(self, start: int, end: int) -> Span:
        """The span without white space at its ends; never turned around."""
        part = self.text[start:end]
        stripped = part.strip()
        if not stripped:
            return Span(start, start)
        first = start + len(part) - len(part.lstrip())
        return Span(first, first + len(stripped))

    def line_numbers(self, start: int, end: int) -> tuple[int, int]:
        """First and last line (from 1) that the span [start, end) touches."""
        return bisect_right(self._starts, start), bisect_right(self._starts, max(start, end - 1))

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def page(self, offset: int) -> int | None:
        """The number of the page (from 1) on which the character at ``offset`` stands, in a PDF."""
        return bisect_right(self.pages, offset) or None

    def without(self, spans: Iterable[Span]) -> "Document":
        """The same document with the words of the spans blanked out; every offset stays true."""
        kept, position = [], 0
        for span in sorted(spans):
            start = max(span.start, position)
            kept += [self.text[position:start], re.sub(r"[^\n]", " ", self.text[start : span.end])]
            position = max(position, span.end)
        return replace(self, text="".join(kept) + self.text[position:]) if kept else self


def paragraphs(lines: Iterable[Line]) -> list[Paragraph]:
    """The runs of lines that are not blank."""
    found: list[Paragraph] = []
    run: list[Line] = []
    for line in lines:
        if line.blank:
            if run:
                found.append(Paragraph(tuple(run)))
            run = []
        else:
            run.append(line)
    if run:
        found.append(Paragraph(tuple(run)))
    return found


def read_document(path: Path, max_bytes: int) -> Document:
    """Read a text file or a PDF of at most ``max_bytes`` bytes; which of them, its first bytes tell.

    :mod:`graph.encodings` says which encodings text may have, :mod:`graph.characters` what becomes of its
    characters. Whatever cannot be read gives an empty document with one finding that says why.
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
