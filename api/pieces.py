"""A file that goes out piece by piece, so that no more of it is held."""

from collections.abc import Iterator
from typing import BinaryIO

_PIECE = 1 << 18  # bytes


def pieces(file: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    """The bytes of a file from ``start`` up to ``end``; it is closed after them."""
    with file:
        file.seek(start)
        while start < end and (piece := file.read(min(_PIECE, end - start))):
            start += len(piece)
            yield piece
