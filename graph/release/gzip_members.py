"""Gzip files made of members that stand for themselves (RFC 1952), with a checksum as they are written."""

import hashlib
import zlib
from pathlib import Path

from graph.base.files import Closing

_PIECE = 1 << 20


def member(data: bytes) -> bytes:
    """A member without time stamp or name: the same bytes for the same data."""
    press = zlib.compressobj(6, zlib.DEFLATED, 31)
    return press.compress(data) + press.flush()


def unpacked(data: bytes) -> bytes:
    """What is in one member."""
    return zlib.decompress(data, 31)


class Output(Closing):
    """A file being written at ``path``: its ``size`` in bytes so far, and its SHA-256 in hexadecimal."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("wb")
        self._digest = hashlib.sha256()
        self.size = 0

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def add(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        self.size += len(data)

    def close(self) -> None:
        self._file.close()


def copy_range(path: Path, start: int, length: int, output: Output) -> None:
    """Add some bytes of a finished file; raises :class:`OSError` when it has not so many."""
    with path.open("rb") as file:
        file.seek(start)
        while length:
            piece = file.read(min(length, _PIECE))
            if not piece:
                raise OSError(f"{path} is shorter than it was written")
            output.add(piece)
            length -= len(piece)
