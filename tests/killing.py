"""A publisher that is killed at a chosen call."""

import os
import signal
import subprocess
import sys
from types import FrameType

import ready
from moments import command_stopped_at

from api.cli.main import main
from graph.base import files
from graph.base.config import Config
from graph.privacy import ledger
from graph.publishing import build, leftovers, publish, succession, withdraw
from graph.release import archive, keyed_json
from graph.remote.target import Target
from graph.store import oxigraph

_WRITING = {
    module.__file__
    for module in (
        *(publish, build, withdraw, leftovers, succession),
        *(keyed_json, archive, files, oxigraph, ledger),
    )
}
"""The modules that write."""


def killed_at(moment: object, command: list[str]) -> "subprocess.CompletedProcess[str]":
    """Run a command of sagsgraf up to a moment: the n-th call that the modules that write make, or the first
    of a function of that name."""
    return ready.run(command_killed_at, moment, *command)


def command_killed_at(moment: str, *command: str) -> None:
    """As :func:`killed_at`, in this process; one that is not killed prints how many calls there were."""
    command_stopped_at(moment, command, _of_writers, lambda _: os.kill(os.getpid(), signal.SIGKILL))


def _of_writers(frame: FrameType, event: str, argument: object) -> str:
    caller = frame.f_back if event == "call" else frame
    if event not in ("call", "c_call") or not caller or caller.f_code.co_filename not in _WRITING:
        return ""
    return frame.f_code.co_name if event == "call" else getattr(argument, "__name__", "?")


def command_killed_at_write(at: str, *command: str) -> None:
    """Run a command of sagsgraf in this process, which is killed after so many writes to the server."""
    real, left = Target._write, int(at)

    def write(*arguments: object) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        real(*arguments)  # type: ignore[arg-type]

    sys.argv = ["sagsgraf", *command]
    Target._write = write  # type: ignore[assignment]
    main()


def whole(config: Config) -> archive.Release:
    """The current release, whose parts must agree with each other."""
    release = archive.Release(archive.current(config))
    with oxigraph.Store.open_read_only(release.store) as store:
        assert len(store) == release.manifest.totals.quads
        graphs = set(store.graphs())
    published = {entry.graph for entry in release.manifest.documents if entry.published}
    assert published == {graph for graph in graphs if graph.endswith("/referat")}
    assert all(release.text_file(iri).is_file() for iri in published)
    assert set(release.findings) == {entry.file for entry in release.manifest.documents}
    return release
