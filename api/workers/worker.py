"""What a worker process does: it answers questions, one after another, within its bounds.

It is forked when the data are loaded already (api/workers/fork_server.py) and shares their memory. Nothing it
does can harm another process: what takes too much memory or writes too much ends here, and the server ends
the rest.
"""

import errno
import os
import pickle
import resource
import signal
import struct
import traceback
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from socket import socket
from typing import BinaryIO, NamedTuple, cast

from api.http.writers import Names
from api.workers.analysis import Overview, Task, make
from api.workers.query import Outcome, Question, Written, evaluate
from graph.base import memory
from graph.store.base import QueryStore

KEPT = 2 << 20
"""Bytes of an answer that cross to the server; a longer one stands in the scratch file."""
HEADER = struct.Struct("<Q")
"""In front of each message: how many bytes it has."""
_AT_ONCE = 1 << 16
PID = struct.Struct("<i")
"""What a worker says first: its process."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take: ``seconds`` of time, ``megabytes`` of memory, ``output_megabytes`` of answer.

    At first it has ``short_seconds`` and ``short_megabytes``; the rest only when a long one has its turn.
    """

    seconds: float
    megabytes: int
    output_megabytes: int = 500
    short_seconds: float = 0.5
    short_megabytes: int = 256


class Answer(NamedTuple):
    """An outcome and, of one that is written, its bytes; ``None`` when they are in the scratch file.

    It is the ``last`` of a worker that holds memory by now which its next question could not have.
    """

    outcome: Outcome | Overview
    body: bytes | None = b""
    last: bool = False


@dataclass(frozen=True, slots=True)
class TooLong:
    """In the place of an answer that is longer than it may be."""


@dataclass(frozen=True, slots=True)
class Failed:
    """In the place of an answer that a fault of ours prevents; ``traceback`` is for the log."""

    traceback: str


Reply = Answer | TooLong | Failed


def message(value: Question | Task | Reply) -> bytes:
    """A value as it goes between server and worker."""
    data = pickle.dumps(value)
    return HEADER.pack(len(data)) + data


def work(pipe: socket, scratch: int, store: QueryStore, names: Names, limits: Limits) -> None:
    """Tell the number of this process, and answer what comes through the pipe until the server closes it."""
    _bound(limits)
    pipe.sendall(PID.pack(os.getpid()))
    with pipe:
        while question := _next(pipe):
            # Should the server die, a query that cannot end must still not outlive it for long.
            signal.setitimer(signal.ITIMER_REAL, 2 * limits.seconds + 60)
            pipe.sendall(message(_answer(store, question, names, _Output(scratch, limits))))
            signal.setitimer(signal.ITIMER_REAL, 0)


def _next(pipe: socket) -> Question | Task | None:
    """The next question; ``None`` when the server has closed the pipe. It sends no other before the reply."""
    data = b""
    while len(data) < HEADER.size or len(data) < HEADER.size + HEADER.unpack_from(data)[0]:
        more = pipe.recv(_AT_ONCE)
        if not more:
            return None
        data += more
    question: Question | Task = pickle.loads(data[HEADER.size :])  # noqa: S301  # the server's
    return question


def _bound(limits: Limits) -> None:
    """Set the bounds of this process; the server raises that of memory for a long query."""
    os.environ["RUST_BACKTRACE"] = "0"  # a long look around, when the engine dies of want of memory
    used = memory.used()
    short, full = (used + megabytes * 1_000_000 for megabytes in (limits.short_megabytes, limits.megabytes))
    resource.setrlimit(resource.RLIMIT_DATA, (min(short, full), full))
    written = limits.output_megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (written, written))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(19)  # the server goes first, for it serves those who ask nothing hard
    # The engine tells there what it died of; the server learns from the death itself.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    # Should the machine run out of memory, a worker goes first, not the server or its neighbours.
    Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def _answer(store: QueryStore, question: Question | Task, names: Names, output: "_Output") -> Reply:
    last = isinstance(question, Task)
    outcome: Outcome | Overview
    try:
        if isinstance(question, Task):
            outcome = make(store, question, cast(BinaryIO, output))
        else:
            outcome = evaluate(store, question, names, cast(BinaryIO, output))
        return Answer(outcome, output.end() if isinstance(outcome, Written) else b"", last)
    except MemoryError:
        raise  # the process ends, as it does for want of memory in the engine
    except Exception as error:  # noqa: BLE001  # the server logs it
        if isinstance(error, OSError) and error.errno == errno.EFBIG:
            return TooLong()
        return Failed(traceback.format_exc())


class _Output:
    """Keeps what is written, and puts it in a file when it becomes too much."""

    def __init__(self, scratch: int, limits: Limits) -> None:
        self._scratch = scratch
        self._most = min(KEPT, limits.output_megabytes * 1_000_000)
        self._kept = BytesIO()
        self._spilled = False

    def write(self, data: bytes) -> int:
        self._kept.write(data)
        if self._kept.tell() > self._most:
            self._spill()
        return len(data)

    def _spill(self) -> None:
        data, self._kept, self._spilled = self._kept.getbuffer(), BytesIO(), True
        while data:
            data = data[os.write(self._scratch, data) :]

    def flush(self) -> None:
        """What is written is kept; there is nothing to pass on."""

    def end(self) -> bytes | None:
        """All that was written, or ``None`` when the file holds it."""
        if not self._spilled:
            return self._kept.getvalue()
        self._spill()
        return None
