"""The longest that a piece of work may take; what goes on is broken off, and the rest goes on without it."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_AGAIN = 1.0  # seconds between two attempts, should the first be lost in work that hears nothing
_GRACE = 2.0  # so many times the bound in processor seconds end a process that hears nothing at all


class Overdue(BaseException):
    """Work that took too long. It is no :class:`Exception`: nothing that the work itself catches is this."""


@contextmanager
def within(seconds: float, *, deadly: bool = False) -> Iterator[None]:
    """Raise :class:`Overdue` in what is done within, once it has taken so many seconds by the clock.

    Only the main thread of a process can be told; in others there is no bound. A single step of a library may
    hear nothing: ``deadly`` ends the process (SIGVTALRM) that spends twice as many seconds on its own work.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def told(number: int, frame: FrameType | None) -> None:
        raise Overdue

    before = signal.signal(signal.SIGALRM, told)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    if deadly:
        signal.setitimer(signal.ITIMER_VIRTUAL, _GRACE * seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGALRM, before)
