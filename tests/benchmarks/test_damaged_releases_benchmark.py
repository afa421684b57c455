"""The benchmark of damaged releases: it does each kind of damage, and tells how a command ended."""

import random
import shutil
from pathlib import Path

import pytest

from benchmarks.damaged_releases import KINDS, Case, Ended
from graph.base.config import Config
from graph.release import archive, integrity

BYTES = ("flip", "zero", "cut", "gone", "swapped")
OF_ROOT = ("full", "unreadable")
"""Root alone mounts a small disk, and alone goes on where a file may not be read; the benchmark has both."""


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in OF_ROOT])
def test_damage_is_done_to_the_current_release(kind: str, few: Config, tmp_path: Path) -> None:
    shutil.copytree(few.data_dir, tmp_path / "data", symlinks=True)
    case = Case(tmp_path, random.Random(1))
    with case.held:
        KINDS[kind][1](case)
        now = archive.Release(archive.current(Config(data_dir=tmp_path / "data")))
        assert bool(integrity.damaged(now)) == (kind in BYTES)


@pytest.mark.parametrize(
    ("ended", "wrong"),
    [
        (Ended(0, "", 1.0, 9.0), ""),
        (Ended(2, "sagsgraf: it is damaged\n", 1.0, 9.0), ""),
        (Ended(-6, "bad_alloc", 1.0, 9.0), "ended with -6"),
        (Ended(2, "Traceback (most recent call last)", 1.0, 9.0), "ended with 2"),
        (Ended(2, "line\n" * 9, 1.0, 9.0), "said 9 lines"),
        (Ended(0, "", 1.0, 9000.0), "9000 MB"),
    ],
)
def test_what_ends_otherwise_is_told(ended: Ended, wrong: str) -> None:
    assert wrong in ended.wrong
    assert bool(wrong) == bool(ended.wrong)
