"""Workers at their hardest."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from pyoxigraph import Literal, NamedNode, Quad
from pyoxigraph import Store as OxStore

from api.http.writers import Names
from api.workers.query import Question, SparqlRequest, Written
from api.workers.worker import Limits
from api.workers.workers import Workers

T = TypeVar("T")


# Planning these joins takes the engine half a minute, whatever the store holds.
ENDLESS = "SELECT * { " + " ".join(f"?s <http://x/p{n}> ?o{n} ." for n in range(200)) + " }"


LIMITS = Limits(10, 1000)


def run(
    work: Callable[[Workers], Awaitable[T]], limits: Limits = LIMITS, memory: int = 0, cores: int = 1
) -> T:
    """What comes of some work with workers of their own."""

    async def whole() -> T:
        workers = Workers(limits, Names({}, ""), memory, cores)
        try:
            return await work(workers)
        finally:
            workers.close()

    return asyncio.run(whole())


async def ask(workers: Workers, store: Path, query: str) -> bytes:
    told = await workers.ask(Question(store, SparqlRequest(query), "text/csv"))
    assert isinstance(told.outcome, Written)
    if isinstance(told.body, bytes):
        return told.body
    with told.body as file:
        return file.read()


def children() -> set[int]:
    """The processes that are workers: those whose parent is no child of ours are left out by their name."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            limits = (process / "oom_score_adj").read_text(encoding="ascii").strip()
        except OSError:
            continue
        if limits == "1000" and (process / "status").read_text().find(f"Uid:\t{os.getuid()}") > 0:
            found.add(int(process.name))
    return found


def hardest_at_work(before: set[int]) -> int:
    """Which of the workers that were not there ``before`` is busy: the first that has had a third of a second of
    the processor, however long that takes on a machine that others use too."""
    until = time.monotonic() + 600
    while time.monotonic() < until:
        ticks = {process: int(stat(process).split()[11]) for process in children() - before}  # user time
        found = max(ticks, key=lambda process: ticks[process], default=0)
        if found and ticks[found] > 0.3 * os.sysconf("SC_CLK_TCK"):
            return found
        time.sleep(0.05)
    raise AssertionError("no worker is at work")


def stat(process: int) -> str:
    """What the kernel tells of a process, from its state on (proc(5))."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2]
    except OSError:
        return "X" + " 0" * 50


def gone(process: int) -> bool:
    """Whether it has ended, some minutes given."""
    for _ in range(3000):
        if not Path("/proc", str(process)).exists():
            return True
        time.sleep(0.1)
    return False


def numbered(path: Path, number: int) -> Path:
    """A store that holds one number."""
    held = OxStore(path)
    held.add(Quad(NamedNode("http://x/s"), NamedNode("http://x/p"), Literal(number)))
    held.flush()
    return path


NUMBER = "SELECT ?o { <http://x/s> <http://x/p> ?o }"
