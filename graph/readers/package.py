"""A ZIP file of XML parts, as word processors save it (ISO/IEC 29500-2, ODF 1.3 part 2), read with limits.

Nothing is taken from outside the file, no entity is replaced, and a part that unpacks to more than minutes
can be is not unpacked.
"""

import io
import posixpath
import zipfile
import zlib
from xml.etree.ElementTree import Element

from graph.minutes.characters import normalised
from graph.readers.rendering import Unreadable
from graph.readers.xml_source import broken, element_tree

MOST_BYTES = 60_000_000  # of a part, unpacked
_DEFLATED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1


def is_package(data: bytes) -> bool:
    """Whether the bytes begin as a ZIP file does."""
    return data.startswith(b"PK\x03\x04")


class Package:
    """The parts of a package by name. Raises :class:`Unreadable` for what is no package."""

    def __init__(self, data: bytes) -> None:
        try:
            self._file = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, UnicodeDecodeError):
            raise broken() from None
        # Some programs write names as Windows does.
        self._parts = {info.filename.replace("\\", "/"): info for info in self._file.infolist()}

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    @property
    def names(self) -> list[str]:
        return list(self._parts)

    def bytes_of(self, name: str) -> bytes:
        """A part as it is; empty for one that is not there."""
        if name not in self:
            return b""
        info = self._parts[name]
        if info.flag_bits & _ENCRYPTED:
            raise Unreadable("encrypted", "Filen er beskyttet med en adgangskode og kan ikke læses.")
        if info.compress_type not in _DEFLATED:
            raise broken()
        try:
            with self._file.open(info) as part:
                data = part.read(MOST_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
            raise broken() from None
        if len(data) > MOST_BYTES:
            raise Unreadable("too-large", "Filen fylder for meget, når den pakkes ud.")
        return data

    def tree(self, name: str) -> Element | None:
        """A part that is XML; ``None`` for one that is not there. Names are ``namespace}name``."""
        data = self.bytes_of(name)
        return element_tree(data, namespaces=True) if data else None

    def related(self, part: str, kind: str) -> str | None:
        """The name of the first part that ``part`` has a relationship of a kind to (ISO/IEC 29500-2, 6.5);
        of the package itself for an empty name."""
        folder, _, name = part.rpartition("/")
        told = self.tree(f"{folder}/_rels/{name}.rels".lstrip("/"))
        for one in told if told is not None else ():
            if one.get("Type", "").endswith(f"/{kind}"):
                return posixpath.normpath(posixpath.join(f"/{folder}", one.get("Target", ""))).lstrip("/")
        return None


def words_of(element: Element) -> str:
    """All words within an element, its paragraphs apart by a space, whatever they look like, and those that
    a shape is bent to, as watermarks are."""
    paragraphs = ["".join(one.itertext()) for one in element.iter() if one.tag.endswith("}p")]
    bent = [one.get("string", "") for one in element.iter() if one.tag.endswith("}textpath")]
    return normalised(" ".join([*paragraphs, *bent]))
