"""The table of readers, and which of them takes a file: its bytes say what it is, and not its name."""

import re
from dataclasses import replace
from pathlib import Path, PurePosixPath

from graph.base.config import Config
from graph.base.remembered import forget
from graph.minutes.document import Document
from graph.minutes.model import Finding, Minutes
from graph.municipality.profile import Profile
from graph.readers.acadre import AcadreReader
from graph.readers.base import NOTHING, Reader, Reading, Redaction
from graph.readers.docx import DocxReader
from graph.readers.edoc import EdocReader
from graph.readers.edoc_meeting import EdocMeetingReader
from graph.readers.firstagenda import FirstAgendaReader
from graph.readers.html import HtmlReader
from graph.readers.odt import OdtReader
from graph.readers.package import is_package
from graph.readers.pdf.reader import RECOGNITION_SECONDS, PdfReader
from graph.readers.publication import PublicationReader
from graph.readers.rendering import Unreadable
from graph.readers.sbsys import SbsysReader
from graph.readers.text import TextReader
from graph.readers.xml_source import outline

READERS: tuple[Reader, ...] = (
    PdfReader(),
    DocxReader(),
    OdtReader(),
    FirstAgendaReader(),
    EdocReader(),
    EdocMeetingReader(),
    SbsysReader(),
    PublicationReader(),
    AcadreReader(),
    HtmlReader(),
    TextReader(),
)
"""The readers in the order they are asked; another format is a module and a line here."""


SUFFIXES = tuple(
    dict.fromkeys(
        suffix
        for reader in sorted(READERS, key=lambda reader: reader.name != "text")
        for suffix in reader.suffixes
    )
)
"""How the names of files end that are taken for minutes; plain text, which most are, is named first."""


_TURNED_AWAY = {
    b"\xd0\xcf\x11\xe0": (
        "not-minutes",
        "Filen er et ældre Word-dokument eller beskyttet med en adgangskode; gem den som .docx eller PDF.",
    ),
    b"{\\rtf": ("not-minutes", "Filen er RTF, som ikke læses; gem den som .docx eller PDF."),
}
"""What is known by its first bytes and not read."""


_JSON = re.compile(rb"[\x00\s\xef\xbb\xbf\xfe\xff]*(?:\{[\x00\s]*[\"}]|\[[\x00\s]*[\[{\"])")


def read_document(path: Path, max_bytes: int, ocr: bool = False) -> Document:
    """The text of a file of at most ``max_bytes`` bytes, got by the reader that knows its bytes.

    :mod:`graph.minutes.characters` says what becomes of its characters. With ``ocr`` the words on pages
    of a PDF that are pictures are recognised (:mod:`graph.readers.pdf.recognition`). Whatever cannot be read
    gives an empty document with one finding that says why.
    """
    try:
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        return _unreadable(path.name, "unreadable-file", f"Filen kan ikke læses: {error.strerror}.")
    if len(data) > max_bytes:
        return _unreadable(path.name, "too-large", f"Filen er større end grænsen på {max_bytes} bytes.")
    return decode(path.name, data, ocr)


def reader_of(path: Path) -> str:
    """The name of the reader that knows a file, empty when none does."""
    try:
        return choose(path.name, path.read_bytes()).name
    except (OSError, Unreadable):
        return ""


def decode(source: str, data: bytes, ocr: bool = False) -> Document:
    """The document that the bytes of a file spell; ``ocr`` as in :func:`read_document`.

    What they are, they tell themselves; a name that says otherwise is told of.
    """
    forget()
    name = ""
    try:
        reader = with_ocr(choose(source, data), ocr)
        name = reader.name
        document = reader.extract(source, data)
    except Unreadable as reason:
        told = Finding(reason.severity, reason.code, reason.message)
        return Document(source, "", (told,), reader=name)
    suffix = PurePosixPath(source).suffix.lower()
    findings = document.findings
    if suffix in SUFFIXES and suffix not in reader.suffixes and document.text:
        message = f"Filen hedder {suffix}, men er {reader.label}; den er læst som det."
        findings = (Finding("warning", "other-kind", message), *findings)
    return replace(document, findings=findings, reader=name)


def with_ocr(reader: Reader, ocr: bool) -> Reader:
    """A reader; that of PDF files one that recognises the words of pictures, if it is asked to."""
    return PdfReader(ocr) if isinstance(reader, PdfReader) else reader


def seconds_for(config: Config) -> float:
    """How long reading a file may take; to recognise the words of pictures takes longer."""
    return config.max_file_seconds + (RECOGNITION_SECONDS if config.ocr else 0.0)


def choose(source: str, data: bytes) -> Reader:
    """The reader that knows the bytes of a file. Raises :class:`Unreadable` when none does."""
    suffix = PurePosixPath(source).suffix.lower()
    return next(
        reader for reader in READERS if _may_be(reader, suffix, data) and reader.recognises(source, data)
    )


def read(document: Document, profile: Profile, without: Redaction = NOTHING) -> Reading:
    """What a document says, as its own reader reads it; one that no reader knew is read as plain text. Of one
    without a text nothing is told but why."""
    if not document.text and document.findings:
        return Reading(Minutes(document.source, "", document.sha256, findings=document.findings), "")
    forget()
    return _named(document.reader).read(document, profile, without)


def restore(reader: str, source: str, served: str, kept: bytes) -> Document:
    """The document of that reader to read again, of what a release serves and keeps of it."""
    return _named(reader).restore(source, served, kept)


def _named(name: str) -> Reader:
    return next((reader for reader in READERS if reader.name == name), READERS[-1])


def _may_be(reader: Reader, suffix: str, data: bytes) -> bool:
    """Whether to ask a reader; raises :class:`Unreadable` where only those of characters are left, and the
    bytes are none."""
    if not reader.characters:
        return True
    if is_package(data):
        raise Unreadable("not-minutes", "Filen er et arkiv (ZIP) uden et dokument; den læses ikke.")
    for start, (code, message) in _TURNED_AWAY.items():
        if data.startswith(start):
            raise Unreadable(code, message)
    if suffix in (*DocxReader.suffixes, *OdtReader.suffixes):
        raise Unreadable("broken-file", f"Filen hedder {suffix}, men er det ikke; den kan ikke læses.")
    if reader is READERS[-1] and (kind := _structure(suffix, data)):
        raise Unreadable("not-minutes", f"Filen er {kind} af en form, der ikke læses.")
    return True


def _structure(suffix: str, data: bytes) -> str:
    """The name of the structure that a file has which no reader of such knows; empty for running text."""
    seen = outline(data)
    if seen.declared or (suffix == ".xml" and seen.root):
        return "XML"
    return "JSON" if _JSON.match(data) else ""


def _unreadable(source: str, code: str, message: str) -> Document:
    return Document(source, "", (Finding("violation", code, message),))
