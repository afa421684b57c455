"""The files of a folder of minutes, in a fixed order, each known by the SHA-256 of its bytes."""

import hashlib
import os
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from graph.base.config import OperatorError
from graph.base.files import NOT_MINUTES
from graph.minutes.model import Finding
from graph.publishing.notices import left_out
from graph.readers.files import SUFFIXES

_ADVICE = {
    ".doc .dot .docm .dotx .rtf .wpd .wps .pages": "gem den som .docx eller PDF.",
    ".ott .fodt .sxw": "gem den som .odt eller PDF.",
    ".mht .mhtml .xhtml .xht .webarchive": "gem den som .html eller PDF.",
    ".text .asc": "kald den .txt, hvis den er et referat.",
    ".png .jpg .jpeg .tif .tiff .gif .bmp .heic": "gem billedet som PDF med genkendt tekst (OCR).",
    ".zip .7z .rar .gz": "pak den ud.",
    ".eml .msg": "gem det vedhæftede referat for sig.",
}

_HIDDEN = (".", "~$")
"""How names begin that are hidden: here, and beside a document that Word has open."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file: ``name`` is its path below the folder with ``/`` between the parts.

    ``sha256`` is that of its bytes, and empty for a file that is not to be read: one too large, gone
    or forbidden. ``other`` says why a file is not taken for minutes at all.
    """

    name: str
    path: Path
    sha256: str = ""
    other: Finding | None = None


def find(folder: Path, max_bytes: int, *besides: Path) -> list[Source]:
    """All files below a folder by name, hidden ones and what lies in the folders ``besides`` left out, and in
    folders that say of themselves that they hold no minutes.

    Folders behind symbolic links are not entered, nor files read that a link reaches outside.
    """
    if not folder.is_dir():
        raise OperatorError(f"{folder}: {'not a folder' if folder.exists() else 'there is no such folder'}")
    root = folder.resolve()
    try:
        paths = sorted(_walk(root, {path.resolve() for path in besides}), key=lambda path: path.parts)
    except OSError as error:
        raise OperatorError(f"{error.filename}: cannot be listed: {error.strerror}") from None
    found = [_source(root, path, max_bytes) for path in paths]
    exports = {one.name: one.path for one in found if one.sha256 and one.path.suffix.lower() == ".xml"}
    told = left_out(exports, max_bytes)
    return [replace(one, sha256="", other=told[one.name]) if one.name in told else one for one in found]


def no_minutes(*folders: Path) -> OperatorError:
    """That no file of some folders is taken for minutes."""
    names = ", ".join(map(str, folders))
    return OperatorError(f"{names}: no minutes there (no files in {', '.join(SUFFIXES)})")


def _walk(root: Path, besides: Collection[Path]) -> Iterator[Path]:
    def fail(error: OSError) -> None:
        raise error

    for top, folders, files in os.walk(root, onerror=fail):
        folders[:] = [
            name
            for name in folders
            if name[0] != "."
            and (path := Path(top, name)) not in besides
            and not (path / NOT_MINUTES).exists()
        ]
        yield from (Path(top, name) for name in files if not name.startswith(_HIDDEN))


def _source(root: Path, path: Path, max_bytes: int) -> Source:
    name = path.relative_to(root).as_posix()
    if not name.isprintable():  # bytes that are not UTF-8, or control characters: no RDF can carry them
        shown = "".join(c if c.isprintable() else "\ufffd" for c in name)
        return Source(shown, path, other=Finding("warning", "bad-name", "Filens navn kan ikke skrives ud."))
    if path.suffix.lower() not in SUFFIXES:
        return Source(name, path, other=_not_read(path.suffix.lower()))
    try:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(root):
            message = "Filen er et link ud af mappen og læses ikke."
            return Source(name, path, other=Finding("info", "not-followed", message))
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # a pipe would be waited for without end
            return Source(name, path, other=Finding("info", "not-minutes", "Ikke en almindelig fil."))
        if found.st_size > max_bytes:
            return Source(name, path)
        return Source(name, path, _sha256(path))
    except (OSError, RuntimeError):  # gone, forbidden, or a link to itself; reading it tells which
        return Source(name, path)


def _not_read(suffix: str) -> Finding:
    """Why a file is not read, by its name; a warning where it may be minutes, with what makes it one."""
    for suffixes, advice in _ADVICE.items():
        if suffix in suffixes.split():
            return Finding("warning", "not-minutes", f"{suffix}-filer læses ikke; {advice}")
    known = f"{', '.join(SUFFIXES[:-1])} og {SUFFIXES[-1]}"
    return Finding("info", "not-minutes", f"Kun filer, hvis navn ender på {known}, læses.")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
