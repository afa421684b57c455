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

# Workers that are kept for the next question; of those that have the data in memory, there are no more at all
# than have room in as much memory again, for in the end each has a copy of nearly all.
_KEPT = 8
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
            self.pool.stop(self.worker, keep_file=in_file)


@dataclass
class WorkerPool:
    """The workers of one release: from the disk at first, from memory as soon as it is loaded there. When
    those in memory are all at work, others go on from the disk.

    ``spare`` are forked beforehand.
    """

    load: Load
    spare: int = 3
    disk: ForkServer = field(init=False)
    memory: ForkServer | None = None
    idle: list[_Worker] = field(default_factory=list)
    in_memory: set[int] = field(default_factory=set)
    """The processes of the workers that have the data in memory, at work or not."""
    filling: asyncio.Task[None] | None = None
    ended: bool = False

    def __post_init__(self) -> None:
        self.disk = self._fork_server(0)
        if self.load.megabytes:
            self.memory = self._fork_server(self.load.megabytes)

    def _fork_server(self, megabytes: int) -> ForkServer:
        return ForkServer(replace(self.load, megabytes=megabytes))

    def _has_room(self, source: ForkServer) -> bool:
        """Whether there may be one more worker of a fork server."""
        if source is not self.memory:
            return True
        most = self.load.megabytes // max(1, source.megabytes)
        return len(self.in_memory) < max(1, min(_KEPT, most))

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
        source, loop = self._source(), asyncio.get_running_loop()
        for stale in list(self.idle):
            if stale.fork_server not in (self.disk, self.memory) or stale.loop is not loop:
                self.idle.remove(stale)
                self.stop(stale)
        self.idle.sort(key=lambda worker: worker.fork_server is source)  # the best, used last, comes last
        worker = self.idle.pop() if self.idle else None
        self.fill()
        return worker or await self._new(at_once=True)

    async def _new(self, at_once: bool) -> _Worker:
        """A new worker; one that is wanted ``at_once`` reads from the disk, for one that has the data in
        memory copies most of it first."""
        for _ in range(0 if self.ended else 2):
            source = self._source()
            with contextlib.suppress(OSError):  # it is gone, so there is another now
                worker = await _Worker.new(self.disk if at_once else source)
                if worker.fork_server is self.memory:
                    self.in_memory.add(worker.forked.pid)
                return worker
        raise BrokeError

    def stop(self, worker: _Worker, keep_file: bool = False) -> None:
        """End a worker."""
        self.in_memory.discard(worker.forked.pid)
        worker.stop(keep_file)

    def fill(self) -> None:
        """Have workers ready beforehand: a fork takes longer than most queries."""
        if self._is_short() and (self.filling is None or self.filling.done()):
            self.filling = asyncio.create_task(self._fill())

    def _is_short(self) -> bool:
        """Whether one more worker is to be had beforehand."""
        source = self._source()
        ready = sum(worker.fork_server is source for worker in self.idle)
        return ready < self.spare and self._has_room(source) and not self.ended

    async def _fill(self) -> None:
        while self.memory and self.memory.is_ready is False:
            await asyncio.sleep(_LOOK)
        if self._source() is self.memory and not self.in_memory:  # those of the disk have had their time
            while self.idle:
                self.stop(self.idle.pop())
        with contextlib.suppress(BrokeError):
            while self._is_short():
                worker = await self._new(at_once=False)
                try:
                    if worker.fork_server is self.memory:
                        whole = Question(self.load.store, _EVERYTHING, RESULTS_CSV.media_type)
                        worker.pipe.send(message(whole))
                        await worker.pipe.wait(_WARMING)
                except BaseException:
                    self.stop(worker)
                    raise
                if worker.fork_server is self.memory and worker.pipe.reply is None:
                    self.stop(worker)
                    break
                self.give_back(worker)

    def give_back(self, worker: _Worker) -> None:
        alike = sum(one.fork_server is worker.fork_server for one in self.idle)
        if self.ended or alike >= _KEPT:
            self.stop(worker)
        else:
            self.idle.append(worker)

    def end(self) -> None:
        """Stop all that is not at work; what is, stops when it is given back."""
        self.ended = True
        if self.filling:
            self.filling.cancel()
        while self.idle:
            self.stop(self.idle.pop())
        for fork_server in (self.disk, self.memory):
            if fork_server:
                fork_server.stop()
