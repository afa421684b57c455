"""The benchmark of damaged copies prints a row for each kind."""

import subprocess
import sys

from places import ROOT


def test_a_row_for_each_kind_of_damage() -> None:
    command = [sys.executable, "-m", "benchmarks.damage", "--files", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].split()[:2] == ["damage", "copies"]
    assert {"lines of 60", "CRLF"} <= {line[:43].strip() for line in lines}
