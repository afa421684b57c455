"""The workers of one release: forked, set to a question, and let go of."""

import asyncio
import contextlib
import logging
import os
import pickle
import resource
import signal
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import BinaryIO, cast

from api.http.formats import RESULTS_CSV
from api.workers.analysis import Overview, Task
from api.workers.fork_server import Forked, ForkServer, Load
from api.workers.query import Outcome, Question, SparqlRequest
from api.workers.worker import HEADER, Answer, Failed, Reply, TooLong, message

logger = logging.getLogger("sagsgraf")

_KEPT = 8  # workers that are kept for the next question,
_TIMES = 4  # or as many as take so many times the memory that a release may take
_LOOK = 0.1  # seconds between looks whether the data are loaded
_WARMING = 60.0  # seconds that a new worker may take to go through all of them
# The engine counts who reads a triple in the triple's own place, so a process copies each page that it reads
# first. What is asked of a new worker takes it through all of them before anybody waits for it.
_EVERYTHING = SparqlRequest("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")


class BrokeError(Exception):
    """The query took too much memory, or broke the engine."""


class TooMuchError(Exception):
    """The answer is longer than it may be."""


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a question: its outcome and, of one that is written, its bytes or the file with them."""

    outcome: Outcome | Overview
    body: bytes | BinaryIO = b""


class _Pipe(asyncio.Protocol):
    """Our end of the pipe to a worker: a reply to each message that is sent, or that it ``broke``.

    Who waits for a reply is woken by what comes through the pipe itself, and by nothing in between.
    """

    def __init__(self) -> None:
        self.reply: Reply | None = None
        self.broke = False
        self._data = bytearray()
        self._woken: asyncio.Future[None] | None = None
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.WriteTransport", transport)  # uvloop's own is no subclass

    def send(self, data: bytes) -> None:
        """Send a message."""
        self.reply = None
        self.broke = self._transport is None or self._transport.is_closing()
        if self._transport and not self.broke:
            self._transport.write(data)

    async def wait(self, seconds: float) -> None:
        """Until there is a reply, or the worker broke, or so many seconds have gone by."""
        if self.reply is not None or self.broke:
            return
        loop = asyncio.get_running_loop()
        self._woken = loop.create_future()
        bound = loop.call_later(seconds, self._wake)
        try:
            await self._woken
        finally:
            bound.cancel()
            self._woken = None

    def _wake(self) -> None:
        if self._woken and not self._woken.done():
            self._woken.set_result(None)

    def data_received(self, data: bytes) -> None:
        self._data += data
        if len(self._data) < HEADER.size:
            return
        end = HEADER.size + HEADER.unpack_from(self._data)[0]
        if len(self._data) >= end:
            self.reply = pickle.loads(self._data[HEADER.size : end])  # noqa: S301  # our own process
            del self._data[:end]
            self._wake()

    def connection_lost(self, error: Exception | None) -> None:
        self.broke = self.reply is None
        self._wake()

    def close(self) -> None:
        if self._transport:
            with contextlib.suppress(RuntimeError):  # its event loop is gone, and the pipe with it
                self._transport.abort()


@dataclass
class _Worker:
    """A process that answers one question after another."""

    forked: Forked
    fork_server: ForkServer
    pipe: _Pipe
    loop: asyncio.AbstractEventLoop
    bounds: tuple[int, int] | None = None

    @classmethod
    async def new(cls, fork_server: ForkServer) -> "_Worker":
        """One that is forked now; raises :class:`OSError`."""
        forked, loop = await fork_server.fork(), asyncio.get_running_loop()
        try:
            _, pipe = await loop.create_unix_connection(_Pipe, sock=forked.pipe)
        except BaseException:
            forked.close()
            raise
        return cls(forked, fork_server, pipe, loop)

    def hold(self) -> None:
        """Stand still."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.forked.handle, signal.SIGSTOP)

    def go_on(self) -> None:
        """Go on, with all the memory a query may have."""
        with contextlib.suppress(ProcessLookupError):
            self.bounds = resource.prlimit(self.forked.pid, resource.RLIMIT_DATA)
            resource.prlimit(self.forked.pid, resource.RLIMIT_DATA, (self.bounds[1], self.bounds[1]))
            signal.pidfd_send_signal(self.forked.handle, signal.SIGCONT)

    def settle(self) -> None:
        """Have no more memory than a short query again. One that still holds more breaks at its next
        question, which is then put to another."""
        if self.bounds:
            with contextlib.suppress(ProcessLookupError):
                resource.prlimit(self.forked.pid, resource.RLIMIT_DATA, self.bounds)
            self.bounds = None

    def stop(self, keep_file: bool = False) -> None:
        """End the process; ``keep_file`` leaves its file to who reads the answer in it."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.forked.handle, signal.SIGKILL)
        os.close(self.forked.handle)
        self.pipe.close()
        if not keep_file:
            self.forked.scratch.close()


@dataclass
class Attempt:
    """A question that a worker of a pool is busy with."""

    pool: "WorkerPool"
    worker: _Worker

    async def ends_within(self, seconds: float) -> bool:
        """Whether the worker is done in so many seconds, and not broken."""
        await self.worker.pipe.wait(seconds)
        return self.worker.pipe.reply is not None

    @property
    def broke(self) -> bool:
        return self.worker.pipe.broke

    def told(self) -> Told:
        """What came of it; raises :class:`TooMuchError` or :class:`BrokeError`."""
        reply = self.worker.pipe.reply
        if reply is None:
            raise BrokeError
        if isinstance(reply, TooLong):
            raise TooMuchError
        if isinstance(reply, Failed):
            logger.error("a query failed in its worker: %s", reply.traceback)
            raise BrokeError
        if reply.body is not None:
            return Told(reply.outcome, reply.body)
        self.worker.forked.scratch.seek(0)
        return Told(reply.outcome, self.worker.forked.scratch)

    def end(self) -> None:
        """Let the worker go: back to the others, or for good if it cannot be used again."""
        reply = self.worker.pipe.reply
        in_file = isinstance(reply, Answer) and reply.body is None
        if isinstance(reply, Answer) and not in_file and not reply.last:
            self.worker.settle()
            self.pool.give_back(self.worker)
        else:
            self.worker.stop(keep_file=in_file)


@dataclass
class WorkerPool:
    """The workers of one release: from the disk at first, from memory as soon as it is loaded there.

    ``spare`` are forked beforehand.
    """

    load: Load
    spare: int = 3
    disk: ForkServer = field(init=False)
    memory: ForkServer | None = None
    idle: list[_Worker] = field(default_factory=list)
    filling: asyncio.Task[None] | None = None
    ended: bool = False

    def __post_init__(self) -> None:
        self.disk = self._fork_server(0)
        if self.load.megabytes:
            self.memory = self._fork_server(self.load.megabytes)

    def _fork_server(self, megabytes: int) -> ForkServer:
        return ForkServer(replace(self.load, megabytes=megabytes))

    @property
    def _most_kept(self) -> int:
        """How many may wait: in the end each has a copy of nearly all that the fork server has loaded."""
        if not self.memory or not self.memory.is_ready:
            return _KEPT
        return max(2, min(_KEPT, _TIMES * self.load.megabytes // max(1, self.memory.megabytes)))

    def _source(self) -> ForkServer:
        """Where the next worker is from."""
        if self.memory and self.memory.is_ready is None:
            self.memory.stop()
            self.memory = None
        if self.disk.is_ready is None:
            self.disk.stop()
            self.disk = self._fork_server(0)
        return self.memory if self.memory and self.memory.is_ready else self.disk

    async def begin(self, question: Question | Task, attempts: ExitStack, *, long: bool = False) -> Attempt:
        """Set a worker to a question, with all the memory it may have if it is a ``long`` one; the worker
        is let go of when ``attempts`` ends.

        Raises :class:`BrokeError` when there is none and none can be made.
        """
        worker = await self._take()
        if long:
            worker.go_on()
        worker.pipe.send(message(question))
        attempt = Attempt(self, worker)
        attempts.callback(attempt.end)
        return attempt

    async def _take(self) -> _Worker:
        if self.ended:
            raise BrokeError
        source = self._source()
        while self.idle:
            worker = self.idle.pop()
            if worker.fork_server is source and worker.loop is asyncio.get_running_loop():
                self.fill()
                return worker
            worker.stop()
        self.fill()
        return await self._new()

    async def _new(self) -> _Worker:
        for _ in range(0 if self.ended else 2):
            source = self._source()
            with contextlib.suppress(OSError):  # it is gone, so there is another now
                return await _Worker.new(source)
        raise BrokeError

    def fill(self) -> None:
        """Have workers ready beforehand: a fork takes longer than most queries."""
        if len(self.idle) < self.spare and (self.filling is None or self.filling.done()):
            self.filling = asyncio.create_task(self._fill())

    async def _fill(self) -> None:
        while self.memory and self.memory.is_ready is False:
            await asyncio.sleep(_LOOK)
        source = self._source()
        for worker in [worker for worker in self.idle if worker.fork_server is not source]:
            self.idle.remove(worker)
            worker.stop()
        with contextlib.suppress(BrokeError):
            while len(self.idle) < self.spare and not self.ended:
                worker = await self._new()
                try:
                    if worker.fork_server is self.memory:
                        whole = Question(self.load.store, _EVERYTHING, RESULTS_CSV.media_type)
                        worker.pipe.send(message(whole))
                        await worker.pipe.wait(_WARMING)
                except BaseException:
                    worker.stop()
                    raise
                if worker.fork_server is self.memory and worker.pipe.reply is None:
                    worker.stop()
                    break
                self.give_back(worker)

    def give_back(self, worker: _Worker) -> None:
        if self.ended or len(self.idle) >= self._most_kept:
            worker.stop()
        else:
            self.idle.append(worker)

    def end(self) -> None:
        """Stop all that is not at work; what is, stops when it is given back."""
        self.ended = True
        if self.filling:
            self.filling.cancel()
        for worker in self.idle:
            worker.stop()
        self.idle = []
        for fork_server in (self.disk, self.memory):
            if fork_server:
                fork_server.stop()
