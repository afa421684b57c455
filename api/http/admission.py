"""Who may go on, and who waits: so many at a time, and of the others a bounded number in line."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class BusyError(Exception):
    """The line is full, or the turn did not come in time."""


class Admission:
    """``places`` for those at work, ``line`` for those who wait; first come, first served.

    Unlike :class:`asyncio.Semaphore` it belongs to no event loop, and refuses whom it cannot serve.
    """

    def __init__(self, places: int, line: int) -> None:
        self._places = places
        self._free = places
        self._line = line
        self._waiting: deque[asyncio.Future[None]] = deque()

    @property
    def running(self) -> int:
        """How many are at work."""
        return self._places - self._free

    @property
    def waiting(self) -> int:
        """How many are in line."""
        return len(self._waiting)

    @asynccontextmanager
    async def mine(self, seconds: float) -> AsyncIterator[None]:
        """Hold a place; raises :class:`BusyError` when none is to be had within ``seconds``."""
        await self._enter(seconds)
        try:
            yield
        finally:
            self._leave()

    async def _enter(self, seconds: float) -> None:
        if self._free:
            self._free -= 1
            return
        if len(self._waiting) >= self._line:
            raise BusyError
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            async with asyncio.timeout(seconds):
                await turn
        except (TimeoutError, asyncio.CancelledError) as error:
            if turn in self._waiting:
                self._waiting.remove(turn)
            elif turn.done() and not turn.cancelled():  # it came at the last moment
                self._leave()
            if isinstance(error, TimeoutError):
                raise BusyError from None
            raise

    def _leave(self) -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1
