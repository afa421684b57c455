"""Work for a client that may go away, which then need not be done."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

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
