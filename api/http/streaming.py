"""Work for a client that may go away, which then need not be done."""

import asyncio
from collections.abc import Coroutine, Iterator
from typing import Any, BinaryIO, TypeVar

from fastapi import Request

T = TypeVar("T")

_GRACE = 0.02  # seconds; most work is done by then, and nobody need be watched


class GoneError(Exception):
    """The client closed the connection before it had its answer."""


async def while_there(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """What the work comes to; it is cancelled, and :class:`GoneError` raised, when the client goes away.

    The body of the request must have been read.
    """
    loop, working = asyncio.get_running_loop(), asyncio.current_task()
    watching: list[asyncio.Task[None]] = []

    async def watch() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        if working:
            working.cancel()

    later = loop.call_later(_GRACE, lambda: watching.append(loop.create_task(watch())))
    try:
        return await work
    except asyncio.CancelledError:
        if working and any(task.done() for task in watching) and working.uncancel() == 0:
            raise GoneError from None
        raise
    finally:
        later.cancel()
        for task in watching:
            task.cancel()


# A file that goes out piece by piece, so that no more of it is held.

_PIECE = 1 << 18  # bytes


def pieces(file: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    """The bytes of a file from ``start`` up to ``end``; it is closed after them."""
    with file:
        file.seek(start)
        while start < end and (piece := file.read(min(_PIECE, end - start))):
            start += len(piece)
            yield piece
