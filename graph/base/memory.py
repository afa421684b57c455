"""What a process may take of the machine's memory: the engine, asked of a damaged store, may take all."""

import gc
import os
import resource
from contextlib import suppress
from pathlib import Path

_LEAST = 2_000_000_000  # bytes: what publishing a small collection needs, many times over


def seldom_looked_through() -> None:
    """Let a process that reads documents keep what it has loaded, and look for garbage seldom, best when it
    is done with one: its objects die together. That saves a quarter of the time."""
    looked_through()
    gc.set_threshold(500_000)


def looked_through() -> None:
    """Look for garbage now, and keep what is left: what a process has after a document it has for the next
    ones, too, and to look through that each time takes longer than through the document."""
    gc.collect()
    gc.freeze()


def used() -> int:
    """The bytes of data and stack that this process has, which is what ``RLIMIT_DATA`` bounds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    return pages * resource.getpagesize()


def of_all() -> int:
    """The bytes that this process and all that it has begun take of the machine's memory, what they share
    counted once (the proportional set size of proc_pid_smaps(5))."""
    total, waiting = 0, [os.getpid()]
    while waiting:
        place = Path("/proc", str(waiting.pop()))
        with suppress(OSError):  # it has ended meanwhile
            told = (place / "smaps_rollup").read_text(encoding="ascii")
            total += 1024 * sum(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:"))
            for begun in place.glob("task/*/children"):
                waiting += map(int, begun.read_text(encoding="ascii").split())
    return total


def machine() -> int:
    """The bytes of memory that this machine has."""
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def share(part: float) -> int:
    """The bytes of a part of the machine's memory, or 2 GB if that is more."""
    return max(_LEAST, int(machine() * part))


def bound(most: int) -> None:
    """Let this process take so many bytes beside what it has; what it starts begins with the same bound.

    Beyond it Python raises :class:`MemoryError`, and the engine ends the process.
    """
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    wanted = used() + most
    resource.setrlimit(
        resource.RLIMIT_DATA, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard)
    )
