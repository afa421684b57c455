"""The benchmark of publishing, at its smallest: it goes through, and tells each of its three runs."""

import subprocess
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
    rows = [line.split(" | ")[1] for line in lines if line.startswith("2 | ")]
    assert rows == ["all", "one new", "nothing new"]
    assert any("CPU ms a document: read " in line for line in lines)
