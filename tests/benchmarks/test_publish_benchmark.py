"""The benchmark of publishing, at its smallest: it goes through, and tells each of its three runs."""

from pathlib import Path

import pytest

from benchmarks import publish


def test_each_run_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["publish", "2", "--folder", str(tmp_path / "corpus")])
    publish.main()
    lines = capsys.readouterr().out.splitlines()
    rows = [line.split(" | ")[1] for line in lines if line.startswith("2 | ")]
    assert rows == ["all", "one new", "nothing new"]
    assert any("CPU ms a document: read " in line for line in lines)
