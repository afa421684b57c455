"""A publisher killed at any moment leaves one whole release serving, and the next one succeeds."""

import random
import signal
import subprocess
from pathlib import Path

import pytest
from killing import killed_at, whole
from samples import begun, digest, sample, write

from graph.base.config import Config
from graph.publishing.publish import publish
from graph.release import archive

pytestmark = pytest.mark.usefixtures("little_ontology")

MOMENTS = 1  # anywhere
STEPS = ("put_graphs", "make_current")


def run(minutes: Path, data: Path, moment: object = "never") -> "subprocess.CompletedProcess[str]":
    return killed_at(moment, ["publish", str(minutes), "--data-dir", str(data)])


def calls_of(done: "subprocess.CompletedProcess[str]") -> int:
    assert done.returncode == 0, done.stderr
    return int(done.stdout.rpartition("calls ")[2])


def test_kill_at_many_moments(tmp_path: Path) -> None:
    minutes, config = (
        write(tmp_path / "minutes", a=sample("05"), c=sample("19")),
        Config(data_dir=tmp_path / "data"),
    )
    write(minutes, b=sample("12"))
    begun(minutes, config)
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
    publish(minutes, config)
    assert len(whole(config).manifest.documents) == 4
    assert not list(archive.folder(config).glob(".building-*"))
