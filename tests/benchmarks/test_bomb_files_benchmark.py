"""Files made to overthrow the reader, at their smallest: each ends in bounds, and the benchmark tells of them."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from places import ROOT

from benchmarks.bomb_files import Read
from benchmarks.hostile_files import BOMBS

SIZE = 0.0005
KINDS = ("XML", "tekst")  # cheap ones, read and turned away; `make bombs` has them all


def test_every_file_is_read_or_turned_away_in_its_bounds() -> None:
    command = [sys.executable, "-m", "benchmarks.bomb_files", "--size", str(SIZE), "--markdown"]
    command += [word for kind in KINDS for word in ("--kind", kind)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rows = [line.strip("| ").split(" | ") for line in done.stdout.splitlines() if re.match(r"\| \d", line)]
    assert [row[0].split()[1] for row in rows] == [*KINDS]
    assert sum(int(row[0].split()[0]) for row in rows) == sum(bomb.kind in KINDS for bomb in BOMBS)
    read, turned_away = (sum(int(row[3].split(" / ")[n]) for row in rows) for n in (0, 1))
    assert min(read, turned_away) > 0
    assert {row[-1] for row in rows} == {"0"}


def test_every_file_is_made(tmp_path: Path) -> None:
    for number, bomb in enumerate(BOMBS):
        path = tmp_path / f"{number}.{bomb.ending}"
        bomb.make(path, SIZE)
        assert path.stat().st_size, bomb.what


@pytest.mark.parametrize(
    ("status", "said", "seconds", "wrong"),
    [
        (1, "", 1.0, ""),
        (2, "sagsgraf: too long\n", 1.0, ""),
        (-9, "", 1.0, "ended with -9"),
        (1, "Traceback (most recent call last)", 1.0, "ended with 1"),
        (2, "two\nlines\n", 1.0, "one line"),
        (1, "", 1000.0, "took 1000 s"),
    ],
)
def test_what_ends_otherwise_is_told(status: int, said: str, seconds: float, wrong: str) -> None:
    found = Read(BOMBS[0], status, turned_away=True, said=said, bytes=1, seconds=seconds, megabytes=1.0).wrong
    assert wrong in found
    assert bool(wrong) == bool(found)
