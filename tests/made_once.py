"""What is dear to make and only looked at, made once for all processes that run the tests."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from little_ontology import releases_hold

from graph.ontology.terms import vocabulary


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """For one process at a time; the others wait."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder of a name that the first process which asks for it has filled; the others wait until it has."""
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # of them all
    folder, done = base / name, base / f"{name}.made"
    with one_at_a_time(base / f"{name}.lock"):
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)  # of one that failed
            folder.mkdir()
            with releases_hold(vocabulary()):
                make(folder)
            done.touch()
    return folder
