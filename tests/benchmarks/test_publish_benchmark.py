"""The benchmark of publishing, at its smallest: it goes through, and tells each of its three runs."""

import subprocess
import sys
from pathlib import Path

from places import ROOT


def test_each_run_is_told(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.publish", "2", "--folder", str(tmp_path / "corpus")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rows = [line.split(" | ")[1] for line in done.stdout.splitlines() if line.startswith("2 | ")]
    assert rows == ["all", "one new", "nothing new"]
    assert "CPU ms a document: read " in done.stdout
