"""Looking at a release in a process of its own, whose memory is bounded: what a damaged file does to the
engine is not done to whoever wants to know."""

import os
import resource
import signal
from contextlib import suppress
from multiprocessing.connection import Connection

from graph.base import memory
from graph.base.forking import forked_with
from graph.release.archive import OF_DAMAGE, Release
from graph.release.integrity import damaged
from graph.store.oxigraph import Store

_CONTEXT = forked_with(__name__)
_ENDINGS = (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS)
"""How the engine ends a process in which it reads what is not what was written."""
_MOST = 1_000_000_000  # bytes: what is held does not grow with the release


def inspect(release: Release, thorough: bool = False) -> tuple[str, ...]:
    """The files of a release that are damaged (:func:`graph.release.integrity.damaged`); ``thorough``, also
    its store, if not all that its manifest counts can be read from it. The process that looks ends with
    ours; raises :class:`OSError` where it cannot tell."""
    ours, theirs = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_look, args=(theirs, Release(release.path), thorough), daemon=True)
    process.start()
    theirs.close()
    try:
        told: tuple[str, ...] | OSError | None = ours.recv()
    except EOFError:
        told = None
    process.join()
    if told is None:
        told = _ended(release, process.exitcode)
    if isinstance(told, OSError):
        raise told
    return told


def _ended(release: Release, code: int | None) -> tuple[str, ...] | OSError:
    """What the end of a process without a word tells; one that was ended by others tells nothing."""
    if code in [-number for number in _ENDINGS]:
        return (release.store.name,)
    return OSError(f"release {release.id} could not be looked at: the process that did ended with {code}")


def _look(pipe: "Connection[tuple[str, ...] | OSError, None]", release: Release, thorough: bool) -> None:
    os.nice(10)
    memory.bound(_MOST)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        files = damaged(release)
        if thorough and not files and not _reads(release):
            files = (release.store.name,)
        found: tuple[str, ...] | OSError = files
    except OSError as error:
        found = error
    with suppress(BrokenPipeError):  # whoever wanted to know is gone
        pipe.send(found)


def _reads(release: Release) -> bool:
    """Whether the store gives as many quads as were counted; raises :class:`OSError` where that cannot be
    told."""
    try:
        with Store.open_read_only(release.store) as store:
            held = sum(1 for graph in store.graphs() for _ in store.triples(graph_iri=graph))
    except OSError as error:  # with a cause, what the engine says of a file
        if error.__cause__ is None and error.errno not in OF_DAMAGE:
            raise
        return False
    except (RuntimeError, MemoryError):
        return False
    return release.manifest.totals.quads in (None, held)
