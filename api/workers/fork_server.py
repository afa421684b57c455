"""Processes that have loaded the data of a release, and fork workers that share them.

Loading takes seconds and memory, forking takes neither. A fork server does nothing else: it has one thread,
and no query runs in it.
"""

import asyncio
import contextlib
import os
import signal
import socket
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from api.http.writers import Names
from api.workers.worker import PID, Limits, work
from graph.base import memory
from graph.base.config import Config
from graph.base.forking import forked_with
from graph.store.base import QueryStore
from graph.store.memory import MemoryStore, TooLargeError
from graph.store.oxigraph import Store

_CONTEXT = forked_with("api.workers.fork_server")
_PATIENCE = 60.0  # seconds for a start or a fork, which take less than one
_ENGINE = 1_000_000_000  # bytes that the engine may take while it loads, beside the data
_READY, _TOO_LARGE, _GONE, _FORK = b"r", b"l", b"", b"f"


@dataclass(frozen=True, slots=True)
class Load:
    """What a fork server loads: the store in a folder, and that into memory when ``megabytes`` are enough.

    With the settings of a ``remote`` store its workers ask there, and nothing is loaded.
    """

    store: Path
    megabytes: int
    remote: Config | None
    names: Names
    limits: Limits


@dataclass(frozen=True, slots=True)
class Forked:
    """A new worker: a handle of its process, the pipe to it, and the file that long answers are put in."""

    pid: int
    handle: int
    pipe: socket.socket
    scratch: BinaryIO

    def close(self) -> None:
        """Let go of it; it ends as it finds the pipe closed."""
        os.close(self.handle)
        self.pipe.close()
        self.scratch.close()


class ForkServer:
    """A process that has loaded a store, or is about to."""

    def __init__(self, load: Load) -> None:
        """Start it; it is of use when :meth:`is_ready` says so, or at once to who can wait for it."""
        self._control, theirs = socket.socketpair()
        self._control.setblocking(False)
        self._process = _CONTEXT.Process(target=_run, args=(theirs, load), daemon=True)
        self._process.start()
        theirs.close()
        self._told: bytes | None = None
        self._stopped = False

    @property
    def is_ready(self) -> bool | None:
        """Whether the data are loaded; ``None`` when they cannot be or the process is gone."""
        if self._told is None:
            with contextlib.suppress(BlockingIOError):
                self._told = self._control.recv(1)
        return False if self._told is None else self._told == _READY or None

    @cached_property
    def megabytes(self) -> int:
        """The memory it has when it is ready."""
        pages = int(Path(f"/proc/{self._process.pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000

    async def fork(self) -> Forked:
        """A new worker; raises :class:`OSError`, it may be :class:`TimeoutError`, when none can be made.

        The worker tells its number through its own pipe, so who does not wait for it disturbs nobody: it
        finds the pipe closed, and ends.
        """
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        scratch: BinaryIO = tempfile.TemporaryFile(prefix="sagsgraf-")  # noqa: SIM115  # passed on
        try:
            pid = await self._ask_for(theirs, ours, scratch)
            return Forked(pid, os.pidfd_open(pid), ours, scratch)
        except BaseException:
            ours.close()
            scratch.close()
            raise

    async def _ask_for(self, theirs: socket.socket, ours: socket.socket, scratch: BinaryIO) -> int:
        """The number of a new worker; one that does not come shows that this process is of no use."""
        try:
            with theirs:
                socket.send_fds(self._control, [_FORK], [theirs.fileno(), scratch.fileno()])
            async with asyncio.timeout(_PATIENCE):
                told = await asyncio.get_running_loop().sock_recv(ours, PID.size)
        except OSError:
            self._told = _GONE
            raise
        if len(told) < PID.size:
            self._told = _GONE
            raise ConnectionError("the fork server is gone")
        pid: int = PID.unpack(told)[0]
        return pid

    def stop(self) -> None:
        """End the process; its workers go on until their pipes are closed."""
        if self._stopped:
            return
        self._stopped = True
        self._control.close()
        self._process.kill()
        self._process.join()
        self._process.close()


def _run(control: socket.socket, load: Load) -> None:
    """Load, say so, and fork whenever asked to, until the server closes the pipe or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    held = None
    if load.megabytes:
        memory.bound(_ENGINE + load.megabytes * 1_500_000)
        try:
            held = MemoryStore(load.store, load.megabytes)
        except (TooLargeError, MemoryError, OSError):  # or damaged: whoever asks it is told
            control.sendall(_TOO_LARGE)
            return
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel reaps the workers
    control.sendall(_READY)
    while True:
        asked, handles, _, _ = socket.recv_fds(control, 1, 2)
        if not asked:
            return
        if os.fork() == 0:
            control.close()
            _child(handles, load, held)
        for handle in handles:
            os.close(handle)


def _open(load: Load) -> QueryStore:
    if load.remote:
        from graph.remote.store import RemoteStore

        return RemoteStore(load.store, load.store.parent.name, load.remote)
    return Store.open_read_only(load.store)


def _child(handles: list[int], load: Load, held: MemoryStore | None) -> None:
    """Be a worker to the end of this process."""
    try:
        memory.bound(load.limits.megabytes * 1_000_000)  # what is opened may be damaged
        store: QueryStore = held or _open(load)
        work(socket.socket(fileno=handles[0]), handles[1], store, load.names, load.limits)
    finally:
        os._exit(0)  # nothing of what the parent set up is to be undone here
