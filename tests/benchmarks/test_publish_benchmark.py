"""The benchmark of publishing, at its smallest: it goes through, and tells each of its runs."""

import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
import ready
from little_ontology import publish_measured

from benchmarks import publish


def forked(command: list[str], **options: object) -> "subprocess.CompletedProcess[str]":
    """A process that has loaded what it needs, for one that would load it first."""
    assert command[1:4] == ["-m", "benchmarks.publish", "--run"]
    return ready.run(publish_measured, *command[4:])


def test_each_run_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["publish", "2", "--folder", str(tmp_path / "corpus")])
    monkeypatch.setattr(publish, "subprocess", SimpleNamespace(run=forked))
    publish.main()
    lines = capsys.readouterr().out.splitlines()
    rows = [line.split(" | ") for line in lines if line.startswith("2 | ")]
    assert [row[1] for row in rows] == ["all", "one new", "nothing new", "item withdrawn"]
    assert any("served after " in line for line in lines)
    assert rows[2][-1] == "–"  # no process is started to read nothing
    assert any("CPU ms a document: read " in line for line in lines)


def test_the_memory_of_a_process_that_a_child_started_is_seen() -> None:
    held = "import sys; held = b'x' * 64_000_000; sys.stdin.read()"
    made = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {held!r}])"
    with publish._Largest() as largest, subprocess.Popen([sys.executable, "-c", made], stdin=subprocess.PIPE):
        until = time.monotonic() + 60
        while largest.kilobytes < 60_000 and time.monotonic() < until:
            time.sleep(0.05)
    assert largest.kilobytes >= 60_000
