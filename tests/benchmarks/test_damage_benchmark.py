"""The benchmark of damaged copies prints a row for each kind."""

import sys

import generalises
import pytest
from places import EXAMPLES

from benchmarks import damage


def test_a_row_for_each_kind_of_damage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["damage", "--files", "1"])
    short = EXAMPLES / "social-og-sundhedsudvalget-2023-03-07.txt"
    monkeypatch.setattr(generalises, "files", lambda root, every: [short, *EXAMPLES.iterdir()])
    monkeypatch.setattr(sys, "path", [*sys.path])
    assert damage.main() == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:2] == ["damage", "copies"]
    assert {"lines of 60", "CRLF"} <= {line[:43].strip() for line in lines}
