"""Queries run in processes of their own, each with a bound on time and memory.

The engine cannot be stopped from within, and some queries break it. So a worker that takes too long is
killed, one that takes too much memory dies of it, and another is put in its place; the server goes on.
"""

import contextlib
import multiprocessing
import os
import queue
import resource
import signal
import weakref
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from api.evaluation import Outcome, Question, evaluate
from api.writers import Names
from graph.store import Store

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["api.evaluation"])


class TookTooLongError(Exception):
    """The query did not end in its time."""


class BrokeError(Exception):
    """The query took too much memory, or broke the engine."""


class BusyError(Exception):
    """No worker became free in time."""


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` a query may take, and ``megabytes`` of memory a worker may take for it."""

    seconds: float
    megabytes: int


@dataclass
class _Worker:
    """A process that answers one question after another."""

    process: BaseProcess
    pipe: Connection

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.process.close()
        self.pipe.close()


@dataclass
class Workers:
    """As many workers as there are cores, started when the first question comes."""

    limits: Limits
    names: Names
    count: int = field(default_factory=lambda: os.cpu_count() or 1)

    def __post_init__(self) -> None:
        # A place is a worker, or None where one is yet to be started.
        self._places: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(self.count):
            self._places.put(None)
        weakref.finalize(self, _stop_all, self._places)

    def ask(self, question: Question) -> Outcome:
        """The outcome of a question; blocks, so it is called in a thread.

        Raises :class:`TookTooLongError`, :class:`BrokeError` or :class:`BusyError`.
        """
        try:
            worker = self._places.get(timeout=self.limits.seconds)
        except queue.Empty:
            raise BusyError from None
        if worker and not worker.process.is_alive():
            worker.stop()
            worker = None
        try:
            worker = worker or _start(self.limits, self.names)
            outcome = self._outcome(worker, question)
        except BaseException:
            if worker:
                worker.stop()
            self._places.put(None)
            raise
        self._places.put(worker)
        return outcome

    def _outcome(self, worker: _Worker, question: Question) -> Outcome:
        try:
            worker.pipe.send(question)
            if not worker.pipe.poll(self.limits.seconds):
                raise TookTooLongError
            outcome: Outcome = worker.pipe.recv()
        except (EOFError, ConnectionError):
            raise BrokeError from None
        return outcome

    def close(self) -> None:
        """Stop the workers that are idle; one at work ends with its question."""
        _stop_all(self._places)


def _stop_all(places: "queue.LifoQueue[_Worker | None]") -> None:
    with contextlib.suppress(queue.Empty):
        while True:
            if worker := places.get_nowait():
                worker.stop()


def _start(limits: Limits, names: Names) -> _Worker:
    ours, theirs = _CONTEXT.Pipe()
    process = _CONTEXT.Process(target=_work, args=(theirs, limits.megabytes, names), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _work(pipe: Connection, megabytes: int, names: Names) -> None:
    """Answer questions until the server is gone; the store last asked of stays open."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    bound = used + megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    opened: tuple[Path, Store] | None = None
    while True:
        try:
            question: Question = pipe.recv()
        except EOFError:
            return
        if opened is None or opened[0] != question.store:
            opened = (question.store, Store.open_read_only(question.store))
        try:
            pipe.send(evaluate(opened[1], question, names))
        except MemoryError:
            return
