"""Looking at a release in a process of its own, whose memory is bounded: what a damaged file does to the
engine is not done to whoever wants to know."""

import os
import resource
from multiprocessing.connection import Connection

from graph.base import memory
from graph.base.forking import forked_with
from graph.release.archive import Release
from graph.release.integrity import damaged
from graph.store.oxigraph import Store

_CONTEXT = forked_with(__name__)
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
        told: tuple[str, ...] | OSError = ours.recv()
    except EOFError:  # the engine has ended it
        told = (release.store.name,)
    process.join()
    if isinstance(told, OSError):
        raise told
    return told


def _look(pipe: "Connection[tuple[str, ...] | OSError, None]", release: Release, thorough: bool) -> None:
    os.nice(10)
    memory.bound(_MOST)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        files = damaged(release)
    except OSError as error:
        return pipe.send(error)
    if thorough and not files and not _reads(release):
        files = (release.store.name,)
    return pipe.send(files)


def _reads(release: Release) -> bool:
    """Whether the store gives as many quads as were counted."""
    try:
        with Store.open_read_only(release.store) as store:
            held = sum(1 for graph in store.graphs() for _ in store.triples(graph_iri=graph))
    except (OSError, RuntimeError, MemoryError):
        return False
    return release.manifest.totals.quads in (None, held)
