"""The data of a release held in memory, where queries are answered several times faster than from the disk.

Only the default graph is held, which is what nearly all queries ask. One that names graphs is answered
from the disk, so both answer alike.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryFile

import pyoxigraph as ox

from graph.store import query_guard
from graph.store.oxigraph import Result, Store

_DUMP = """
import resource, sys
for bound, most in ((resource.RLIMIT_DATA, 1_000_000_000), (resource.RLIMIT_FSIZE, int(sys.argv[3]))):
    resource.setrlimit(bound, (most, most))
from pyoxigraph import DefaultGraph, RdfFormat, Store
store = Store.read_only(sys.argv[1])
store.dump(sys.argv[2], format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
"""
_PER_BYTE = 2.5  # bytes of memory for a byte of N-Triples, as measured on minutes


class TooLargeError(Exception):
    """The data take more memory than they may."""


class MemoryStore:
    """The default graph of the store in a folder, in memory, and the store itself behind it.

    It can be inherited by forked processes, which share its pages: no thread is started and no file is
    kept open before the first query that needs the disk.
    """

    def __init__(self, path: Path, megabytes: int) -> None:
        """Load it; raises :class:`TooLargeError` when that would take more than ``megabytes``."""
        self._path = path
        self._disk: Store | None = None
        with TemporaryFile(prefix="sagsgraf-") as file:  # it has no name, so nothing is left if we are killed
            _dump(path, file.fileno(), int(megabytes * 1_000_000 / _PER_BYTE))
            self._memory = Store(ox.Store())
            self._memory.load(Path(f"/proc/self/fd/{file.fileno()}"), ox.RdfFormat.N_TRIPLES)

    def answer(
        self,
        query: query_guard.Query,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
    ) -> Result:
        """As :meth:`graph.store.oxigraph.Store.answer`."""
        if default_graphs is None and named_graphs is None and not query.names_graphs:
            return self._memory.answer(query)
        if self._disk is None:
            self._disk = Store.open_read_only(self._path)
        return self._disk.answer(query, default_graphs, named_graphs)


def _dump(path: Path, file: int, most: int) -> None:
    """Write the default graph to an open file, in a process of its own: the store on disk starts threads, and
    may be damaged. Raises :class:`TooLargeError` for one of more bytes."""
    command = [sys.executable, "-I", "-c", _DUMP, str(path), f"/proc/self/fd/{file}", str(most + 1)]
    done = subprocess.run(  # noqa: S603  # no shell
        command, capture_output=True, text=True, check=False, pass_fds=[file]
    )
    if os.fstat(file).st_size > most:
        raise TooLargeError(f"{path} is of more than {most} bytes")
    if done.returncode:
        raise OSError(f"{path} cannot be read: {done.stderr[-500:]}")
