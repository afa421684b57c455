"""The benchmark of bad queries throws them, and tells what bound they met and what the next visitor waited."""

import subprocess
import sys
from tempfile import TemporaryDirectory

from places import ROOT


def test_a_bomb_meets_its_bound_and_the_visitor_is_answered() -> None:
    # A socket's path is short (unix(7)), and those of tests are not.
    with TemporaryDirectory(prefix="sg") as folder:
        command = [sys.executable, "-m", "benchmarks.bombs", "--size", "0.01", "--folder", folder]
        command += ["--seconds", "0.5", "--bomb", "5,000 nested braces", "--markdown"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rows = [line.strip("|").split(" | ") for line in done.stdout.splitlines() if line.startswith("| 5,000")]
    assert len(rows) == 1
    assert "nested more than" in rows[0][1]
    assert rows[0][6].startswith("0 of ")
