"""Queries run in processes of their own, each with a bound on time, memory and the length of its answer.

The engine cannot be stopped from within, and some queries break it. So what takes too long or too much is
killed, and another process is forked in its place; the server and the other queries go on.

Each query begins in the short lane, with little time and memory. One that needs more moves to the long
lane, where few run at a time, and at the lowest priority, so a short query never waits for a long one.
"""

import asyncio
import contextlib
import logging
import os
import pickle
import resource
import signal
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from api.evaluation import Outcome, Question
from api.turns import BusyError as BusyError
from api.turns import Turns
from api.worker import HEADER, Answer, Failed, Limits, Reply, TooLong, message
from api.writers import Names
from api.zygote import Forked, Load, Zygote
from graph.config import Config

logger = logging.getLogger("sagsgraf")

_LINE = 100  # questions that may wait for the short lane
_REMOTE_LONG = 16  # long queries that wait for another server
_LONG_LINE = 16  # and, held still with the memory they have, for the long one
_PATIENCE = 10.0  # seconds that one waits for a place
_OLD = 30.0  # seconds after which nobody still asks the release before


class TookTooLongError(Exception):
    """The query did not end in its time."""


class BrokeError(Exception):
    """The query took too much memory, or broke the engine."""


class TooMuchError(Exception):
    """The answer is longer than it may be."""


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a question: its outcome and, of one that is written, its bytes or the file with them."""

    outcome: Outcome
    body: bytes | BinaryIO = b""


@dataclass
class _Worker:
    """A process that answers one question after another."""

    forked: Forked
    zygote: Zygote
    low: bool = False

    async def ask(self, question: Question) -> Answer:
        """The answer; raises :class:`BrokeError` when the process ended instead of giving one."""
        try:
            await asyncio.get_running_loop().sock_sendall(self.forked.pipe, message(question))
            (length,) = HEADER.unpack(await self._read(HEADER.size))
            answer: Reply = pickle.loads(await self._read(length))  # noqa: S301  # our own process
        except ConnectionError:
            raise BrokeError from None
        if isinstance(answer, TooLong):
            raise TooMuchError
        if isinstance(answer, Failed):
            logger.error("a query failed in its worker: %s", answer.traceback)
            raise BrokeError
        return answer

    async def _read(self, length: int) -> bytes:
        loop, data = asyncio.get_running_loop(), bytearray()
        while len(data) < length:
            piece = await loop.sock_recv(self.forked.pipe, min(length - len(data), 1 << 20))
            if not piece:
                raise BrokeError
            data += piece
        return bytes(data)

    def hold(self) -> None:
        """Stand still, and go on later at the lowest priority, for good: only root could raise it again."""
        self.low = True
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.forked.handle, signal.SIGSTOP)
            os.setpriority(os.PRIO_PROCESS, self.forked.pid, 19)

    def go_on(self) -> None:
        """Go on, with all the memory a query may have."""
        with contextlib.suppress(ProcessLookupError):
            full = resource.prlimit(self.forked.pid, resource.RLIMIT_DATA)[1]
            resource.prlimit(self.forked.pid, resource.RLIMIT_DATA, (full, full))
            signal.pidfd_send_signal(self.forked.handle, signal.SIGCONT)

    def stop(self, keep_file: bool = False) -> None:
        """End the process; ``keep_file`` leaves its file to who reads the answer in it."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.forked.handle, signal.SIGKILL)
        os.close(self.forked.handle)
        self.forked.pipe.close()
        if not keep_file:
            self.forked.scratch.close()


@dataclass
class _Attempt:
    """A question that a worker of a crew is busy with."""

    crew: "_Crew"
    worker: _Worker
    answer: asyncio.Task[Answer]

    async def ends_within(self, seconds: float) -> bool:
        """Whether the worker is done in so many seconds, and not broken."""
        await asyncio.wait({self.answer}, timeout=seconds)
        return self.answer.done() and not self.broke

    @property
    def broke(self) -> bool:
        return self.answer.done() and isinstance(self.answer.exception(), BrokeError)

    def told(self) -> Told:
        """What came of it; raises :class:`TooMuchError`."""
        answer = self.answer.result()
        if answer.body is not None:
            return Told(answer.outcome, answer.body)
        self.worker.forked.scratch.seek(0)
        return Told(answer.outcome, self.worker.forked.scratch)

    async def end(self) -> None:
        """Let the worker go: back to the others, or for good if it cannot be used again."""
        self.answer.cancel()
        await asyncio.wait({self.answer})  # nobody may read from the pipe when it is closed
        failed = self.answer.cancelled() or self.answer.exception() is not None
        in_file = not failed and self.answer.result().body is None
        if failed or in_file or self.worker.low:
            self.worker.stop(keep_file=in_file)
        else:
            self.crew.give_back(self.worker)


@dataclass
class _Crew:
    """The workers of one release: from the disk at first, from memory as soon as it is loaded there."""

    load: Load
    disk: Zygote = field(init=False)
    memory: Zygote | None = None
    idle: list[_Worker] = field(default_factory=list)
    ended: bool = False

    def __post_init__(self) -> None:
        self.disk = self._zygote(0)
        if self.load.megabytes:
            self.memory = self._zygote(self.load.megabytes)

    def _zygote(self, megabytes: int) -> Zygote:
        return Zygote(replace(self.load, megabytes=megabytes))

    def _source(self) -> Zygote:
        """Where the next worker is from."""
        if self.memory and self.memory.is_ready is None:
            self.memory.stop()
            self.memory = None
        if self.disk.is_ready is None:
            self.disk.stop()
            self.disk = self._zygote(0)
        return self.memory if self.memory and self.memory.is_ready else self.disk

    async def begin(self, question: Question, attempts: AsyncExitStack) -> _Attempt:
        """Set a worker to a question; it is let go of when ``attempts`` ends.

        Raises :class:`BrokeError` when there is none and none can be made.
        """
        worker = await self._take()
        attempt = _Attempt(self, worker, asyncio.create_task(worker.ask(question)))
        attempts.push_async_callback(attempt.end)
        return attempt

    async def _take(self) -> _Worker:
        source = self._source()
        while self.idle:
            worker = self.idle.pop()
            if worker.zygote is source:
                return worker
            worker.stop()
        for _ in range(2):
            with contextlib.suppress(OSError):  # it is gone, so there is another now
                return _Worker(await source.fork(), source)
            source = self._source()
        raise BrokeError

    def give_back(self, worker: _Worker) -> None:
        if self.ended:
            worker.stop()
        else:
            self.idle.append(worker)

    def end(self) -> None:
        """Stop all that is not at work; what is, stops when it is given back."""
        self.ended = True
        for worker in self.idle:
            worker.stop()
        self.idle = []
        for zygote in (self.disk, self.memory):
            if zygote:
                zygote.stop()


class Workers:
    """Answers questions about releases; of one that is no longer asked about, nothing is kept."""

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
        self._crews: dict[Path, _Crew] = {}
        self._short = Turns(2 * cores, _LINE)
        self._long = Turns(_REMOTE_LONG if remote else cores, _LONG_LINE)

    def prepare(self, store: Path) -> None:
        """Begin to load a release, and let go of others when nobody asks about them any more."""
        if store in self._crews:
            return
        load = Load(store, self._memory_megabytes, self._remote, self._names, self.limits)
        self._crews[store] = _Crew(load)
        asyncio.get_running_loop().call_later(_OLD, self._end_others, store)

    def _end_others(self, store: Path) -> None:
        if store == next(reversed(self._crews), None):
            for other in [path for path in self._crews if path != store]:
                self._crews.pop(other).end()

    async def ask(self, question: Question) -> Told:
        """The outcome of a question. Cancelled, it stops the query.

        Raises :class:`TookTooLongError`, :class:`BrokeError`, :class:`TooMuchError` or :class:`BusyError`.
        """
        self.prepare(question.store)
        crew = self._crews[question.store]
        async with AsyncExitStack() as attempts:
            async with self._short.mine(_PATIENCE):
                attempt = await crew.begin(question, attempts)
                if await attempt.ends_within(self.limits.short_seconds):
                    return attempt.told()
                attempt.worker.hold()
            async with self._long.mine(self.limits.seconds):
                if attempt.broke:  # for want of memory, it may be
                    attempt = await crew.begin(question, attempts)
                    attempt.worker.hold()
                attempt.worker.go_on()
                if not await attempt.ends_within(self.limits.seconds):
                    raise BrokeError if attempt.broke else TookTooLongError
                return attempt.told()

    def close(self) -> None:
        """Stop all workers that are idle; one at work ends with its question."""
        for crew in self._crews.values():
            crew.end()
        self._crews = {}
