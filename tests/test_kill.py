"""A publisher killed at any moment leaves one whole release serving, and the next one succeeds."""

import random
import signal
import subprocess
import sys
from pathlib import Path

from samples import digest, sample, write

from graph import shelf
from graph.config import Config
from graph.store import Store

# Runs a command, and kills itself at a call made by the modules that write: the n-th one,
# or the first of a function of that name.
PUBLISHER = """
import os, signal, sys
moment, calls = sys.argv[1], 0
from api.cli import main
import graph.release
import graph.withdraw
names = ("release", "build", "members", "disk", "shelf", "store", "withdraw", "ledger")
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
MOMENTS = 4  # anywhere
STEPS = ("backup", "put_graphs", "flush", "flush_tree", "rename", "make_current", "symlink_to", "replace")


def killed_at(moment: object, command: list[str]) -> "subprocess.CompletedProcess[str]":
    """Run a command of sagsgraf up to that moment."""
    whole = [sys.executable, "-c", PUBLISHER, str(moment), *command]
    return subprocess.run(whole, capture_output=True, text=True, timeout=120, check=False)


def run(minutes: Path, data: Path, moment: object = "never") -> "subprocess.CompletedProcess[str]":
    return killed_at(moment, ["publish", str(minutes), "--data-dir", str(data)])


def calls_of(done: "subprocess.CompletedProcess[str]") -> int:
    assert done.returncode == 0, done.stderr
    return int(done.stdout.rpartition("calls ")[2])


def whole(config: Config) -> shelf.Release:
    """The current release, whose parts must agree with each other."""
    release = shelf.Release(shelf.current(config))
    with Store.open_read_only(release.store) as store:
        assert len(store) == release.manifest["totals"]["quads"]
        graphs = set(store.graphs())
    published = {e["graph"] for e in release.manifest["documents"] if e["status"] == "published"}
    assert published == {graph for graph in graphs if graph.endswith("/referat")}
    assert all(release.text_file(iri).is_file() for iri in published)
    assert set(release.findings) == {entry["file"] for entry in release.manifest["documents"]}
    return release


def test_kill_at_many_moments(tmp_path: Path) -> None:
    minutes, config = (
        write(tmp_path / "minutes", a=sample("05"), c=sample("19")),
        Config(data_dir=tmp_path / "data"),
    )
    write(minutes, b=sample("12"))
    calls_of(run(minutes, config.data_dir))
    write(minutes, b=sample("12", decision="Godkendt, gang x."))
    calls = calls_of(run(minutes, config.data_dir))
    old = whole(config)
    before = digest(old.path)
    chance = random.Random(20)  # the count differs a little from run to run, so not up to the last call
    moments = [chance.randrange(1, calls * 3 // 4) for _ in range(MOMENTS)]
    for number, moment in enumerate([*moments, *STEPS]):
        write(minutes, b=sample("12", decision=f"Godkendt, gang {number}."))
        done = run(minutes, config.data_dir, moment)
        assert done.returncode == -signal.SIGKILL, f"{moment}: {done.stderr}"
        assert whole(config).id == old.id
    assert digest(old.path) == before
    write(minutes, d=sample("26"))
    calls_of(run(minutes, config.data_dir))
    assert len(whole(config).manifest["documents"]) == 4
    assert not list(shelf.folder(config).glob(".building-*"))
