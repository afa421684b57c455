"""The benchmark of networks and measures tells what they are on the examples."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from places import ROOT

from benchmarks import analyse
from graph.analysis.measures import MEASURES
from graph.analysis.projections import PROJECTIONS
from graph.base.config import Config


def run(published: Config, *what: str) -> dict[str, object]:
    """What one of its processes prints."""
    command = [sys.executable, "-m", "benchmarks.analyse", str(published.data_dir), "--run", *what]
    done = subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def test_a_process_makes_a_network_or_measures(published: Config, tmp_path: Path) -> None:
    file = str(tmp_path / "network")
    made = run(published, "units_by_cases", "", file)
    assert (made["nodes"], made["edges"], made["note"]) == (12, 39, "")
    measured = run(published, "units_by_cases", "degree", file)
    assert (measured["nodes"], measured["edges"]) == (12, 39)
    assert run(published, "", "repeated_postponement", file)["nodes"] == 2


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
