"""Queries run in processes of their own, each with a bound on time, memory and the length of its answer.

The engine cannot be stopped from within, and some queries break it. So what takes too long or too much is
killed, and another process is forked in its place; the server and the other queries go on.

Each query begins in the short lane, with little time and memory. One that needs more moves to the long
lane, where few run at a time, so a short query never waits for a long one.

Earlier releases are asked on the disk, in lanes of their own and by few workers, so they take neither memory
nor places from the current one.
"""

import asyncio
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from api.http.admission import Admission
from api.http.admission import BusyError as BusyError
from api.http.writers import Names
from api.workers.analysis import Task
from api.workers.fork_server import Load
from api.workers.pool import BrokeError as BrokeError
from api.workers.pool import Told, WorkerPool
from api.workers.pool import TooMuchError as TooMuchError
from api.workers.query import Question
from api.workers.worker import Limits
from graph.base.config import Config

_SHORT_A_CORE = 8  # short queries at a time; so many clients that hold their places do not bar the next
_LINE = 100  # questions that may wait for the short lane
_REMOTE_LONG = 16  # long queries that wait for another server
_LONG_LINE = 16  # and, held still with the memory they have, for the long one
_PATIENCE = 10.0  # seconds that one waits for a place
_OLD = 30.0  # seconds after which nobody still asks the release before
_MOST_EARLIER = 2  # releases beside the current one that have workers


class TookTooLongError(Exception):
    """The query did not end in its time."""


@dataclass
class _Earlier:
    """The pool of an earlier release: when it was asked last, and how many questions it is busy with."""

    pool: WorkerPool
    asked: float = 0.0
    busy: int = 0


class Workers:
    """Answers questions about releases; of one that nobody has asked about for a while, nothing is kept."""

    def __init__(
        self,
        limits: Limits,
        names: Names,
        memory_megabytes: int,
        cores: int = os.cpu_count() or 1,
        remote: Config | None = None,
    ) -> None:
        """``memory_megabytes`` is what a release may take in memory; one that needs more stays on disk.

        With the settings of a ``remote`` store queries are answered there.
        """
        self.limits = limits
        self._names = names
        self._memory_megabytes = 0 if remote else memory_megabytes
        self._remote = remote
        self._pools: dict[Path, WorkerPool] = {}
        self._earlier: dict[Path, _Earlier] = {}  # the one that was asked last comes last
        self._latest: Path | None = None
        self._short = Admission(_SHORT_A_CORE * cores, _LINE)
        self._long = Admission(_REMOTE_LONG if remote else cores, _LONG_LINE)
        self._earlier_short = Admission(2 * cores, _LINE)
        self._earlier_long = Admission(1, _LONG_LINE)

    @property
    def lanes(self) -> Mapping[str, Admission]:
        """The lanes by name."""
        return {
            "short": self._short,
            "long": self._long,
            "earlier short": self._earlier_short,
            "earlier long": self._earlier_long,
        }

    def prepare(self, store: Path) -> None:
        """Begin to load the current release, and let go of others when nobody asks about them any more."""
        self._latest = store
        self._pool(store)

    def is_loading(self, store: Path) -> bool:
        """Whether the data of a release are still on their way into memory."""
        pool = self._pools.get(store)
        return bool(pool and pool.memory and pool.memory.is_ready is False)

    def _pool(self, store: Path) -> WorkerPool:
        if store in self._pools:
            return self._pools[store]
        load = Load(store, self._memory_megabytes, self._remote, self._names, self.limits)
        self._pools[store] = WorkerPool(load)
        self._pools[store].fill()
        asyncio.get_running_loop().call_later(_OLD, self._end_others)
        return self._pools[store]

    def _end_others(self) -> None:
        """End all crews but the current release's, and those of earlier ones that were asked just now."""
        for other in [path for path in self._pools if path != self._latest]:
            self._pools.pop(other).end()
        now = asyncio.get_running_loop().time()
        self._end_earlier([path for path, one in self._earlier.items() if now - one.asked >= _OLD])
        if self._earlier:
            asyncio.get_running_loop().call_later(_OLD, self._end_others)

    def _end_earlier(self, stores: Iterable[Path]) -> None:
        """End the crews of earlier releases, but not those at work."""
        for path in stores:
            if not self._earlier[path].busy:
                self._earlier.pop(path).pool.end()

    @contextmanager
    def _lanes(self, store: Path) -> Iterator[tuple[WorkerPool, Admission, Admission]]:
        """The pool of a release, and its short and its long lane.

        An earlier release is asked on the disk, even if there is a server to ask.
        """
        if self._latest is None or store in self._pools:
            yield self._pool(store), self._short, self._long
            return
        loop = asyncio.get_running_loop()
        if not self._earlier:
            loop.call_later(_OLD, self._end_others)
        load = Load(store, 0, None, self._names, self.limits)
        one = self._earlier.pop(store, None) or _Earlier(WorkerPool(load, spare=1))
        self._earlier[store] = one
        one.busy += 1
        self._end_earlier(list(self._earlier)[:-_MOST_EARLIER])
        try:
            yield one.pool, self._earlier_short, self._earlier_long
        finally:
            one.busy -= 1
            one.asked = loop.time()

    async def ask(self, question: Question | Task) -> Told:
        """The outcome of a question. Cancelled, it stops the query.

        Raises :class:`TookTooLongError`, :class:`BrokeError`, :class:`TooMuchError` or :class:`BusyError`.
        """
        with self._lanes(question.store) as (pool, short, long), ExitStack() as attempts:
            async with short.mine(_PATIENCE):
                attempt = await pool.begin(question, attempts)
                if await attempt.ends_within(min(self.limits.short_seconds, self.limits.seconds)):
                    return attempt.told()
                attempt.worker.hold()
            async with long.mine(self.limits.seconds):
                if attempt.broke:  # for want of memory, it may be
                    attempt = await pool.begin(question, attempts, long=True)
                else:
                    attempt.worker.go_on()
                if not await attempt.ends_within(self.limits.seconds):
                    raise BrokeError if attempt.broke else TookTooLongError
                return attempt.told()

    def close(self) -> None:
        """Stop all workers that are idle; one at work ends with its question."""
        for pool in (*self._pools.values(), *(one.pool for one in self._earlier.values())):
            pool.end()
        self._pools = {}
        self._earlier.clear()
