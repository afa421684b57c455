"""The benchmark of networks and measures tells what they are on the examples."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import analyse
from graph.analysis.measures import MEASURES
from graph.analysis.projections import PROJECTIONS
from graph.base.config import Config


def test_a_process_makes_a_network_or_measures(
    published: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What each of its processes prints."""
    file = str(tmp_path / "network")
    told = []
    for what in (
        ("units_by_cases", "", file),
        ("units_by_cases", "degree", file),
        ("", "repeated_postponement", file),
    ):
        monkeypatch.setattr(sys, "argv", ["analyse", str(published.data_dir), "--run", *what])
        analyse.main()
        told.append(json.loads(capsys.readouterr().out))
    made, measured, postponed = told
    assert (made["nodes"], made["edges"], made["note"]) == (13, 41, "")
    assert (measured["nodes"], measured["edges"]) == (13, 41)
    assert postponed["nodes"] == 2


def test_a_line_for_each(
    published: Config, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["analyse", str(published.data_dir)])
    done = subprocess.CompletedProcess(
        [], 0, '{"seconds":1,"cpu":1,"megabytes":9,"nodes":2,"edges":1,"note":""}'
    )
    asked: list[list[str]] = []

    def instead(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        Path(command[-1]).touch()
        return done

    monkeypatch.setattr(subprocess, "run", instead)
    analyse.main()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("network | measure | seconds | CPU s | MB peak")
    assert lines[1] == "units_by_cases |  | 1.0 | 1.0 | 9 | 2 | 1 | "
    of_network = sum(measure.needs == "graph" for measure in MEASURES.values())
    of_cases = len(MEASURES) - of_network
    assert len(lines) == 1 + len(asked) == 1 + len(PROJECTIONS) * (1 + of_network) + of_cases
