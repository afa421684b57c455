"""A publisher that is killed at a chosen call."""

import subprocess
import sys

from graph.base.config import Config
from graph.release import archive
from graph.store.oxigraph import Store

# Runs a command, and kills itself at a call made by the modules that write: the n-th one,
# or the first of a function of that name.
PUBLISHER = """
import os, signal, sys
moment, calls = sys.argv[1], 0
from api.cli.main import main
import graph.publishing.publish
import graph.publishing.withdraw
names = (
    "publishing.publish",
    "publishing.build",
    "publishing.withdraw",
    "release.keyed_json",
    "release.archive",
    "base.files",
    "store.oxigraph",
    "privacy.ledger",
)
writing = {sys.modules[f"graph.{name}"].__file__ for name in names}
def count(frame, event, argument):
    global calls
    caller = frame.f_back if event == "call" else frame
    if event in ("call", "c_call") and caller and caller.f_code.co_filename in writing:
        calls += 1
        name = frame.f_code.co_name if event == "call" else argument.__name__
        if moment in (name, str(calls)):
            os.kill(os.getpid(), signal.SIGKILL)
del sys.argv[1]
sys.setprofile(count)
try:
    main()
finally:
    sys.setprofile(None)
    print("calls", calls)
"""


def killed_at(moment: object, command: list[str]) -> "subprocess.CompletedProcess[str]":
    """Run a command of sagsgraf up to that moment."""
    whole = [sys.executable, "-c", PUBLISHER, str(moment), *command]
    return subprocess.run(whole, capture_output=True, text=True, timeout=120, check=False)


def whole(config: Config) -> archive.Release:
    """The current release, whose parts must agree with each other."""
    release = archive.Release(archive.current(config))
    with Store.open_read_only(release.store) as store:
        assert len(store) == release.manifest.totals.quads
        graphs = set(store.graphs())
    published = {entry.graph for entry in release.manifest.documents if entry.published}
    assert published == {graph for graph in graphs if graph.endswith("/referat")}
    assert all(release.text_file(iri).is_file() for iri in published)
    assert set(release.findings) == {entry.file for entry in release.manifest.documents}
    return release
