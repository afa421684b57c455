"""Files taken in by several processes: the same results, in order, and nobody left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pytest
from samples import digest, sample, write

from graph.base.config import Config, OperatorError
from graph.minutes.document import Document
from graph.municipality.profile import load_profile
from graph.publishing import parallel
from graph.publishing.intake import Intake, held_back
from graph.publishing.parallel import Job, take_in_all
from graph.publishing.publish import Outcome, publish
from graph.release.archive import current

pytestmark = pytest.mark.usefixtures("little_ontology")

DAYS = [f"{day:02}" for day in range(4, 12)]


@pytest.fixture(autouse=True)
def few_are_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "WORTH_IT", 2)


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    return write(tmp_path / "minutes", **{f"m{day}": sample(day) for day in DAYS})


def intakes(minutes: Path, workers: int) -> Iterator[Intake]:
    job = Job(load_profile("aadalsoe"), Config(workers=workers), {"text": "0" * 64})
    return take_in_all(sorted(minutes.iterdir()), [job])


def children() -> set[int]:
    return {child.pid for child in active_children() if child.pid}


def test_any_number_of_processes_gives_the_same_in_order(minutes: Path) -> None:
    write(minutes, m07="ikke et referat", m09=sample("09", decision="Ring 010203-1234."))
    alone = list(intakes(minutes, 1))
    assert [intake.status for intake in alone].count("published") == len(DAYS) - 2
    before = children()
    assert list(intakes(minutes, 3)) == alone
    assert children() <= before


def test_a_release_is_the_same_byte_for_byte(minutes: Path, tmp_path: Path) -> None:
    def content(workers: int) -> tuple[str, ...]:
        outcome: Outcome = publish(minutes, Config(data_dir=tmp_path / str(workers), workers=workers))
        path = outcome.release.path
        names = ("manifest.json", "findings.json")
        return (outcome.release.id, digest(path / "texts"), *((path / name).read_text() for name in names))

    assert content(1) == content(2)


def test_a_process_that_is_killed_is_told_and_the_old_release_stays(minutes: Path, tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "data", workers=2)
    one = write(tmp_path / "one", a=sample())
    old = publish(one, config).release
    # More than are under way at a time: some are still to be read, however fast the others were.
    write(minutes, **{f"m{day}": sample(f"{day}") for day in range(12, 16)})

    def kill(done: int, total: int, file: str) -> None:
        for child in children():
            os.kill(child, signal.SIGKILL)

    with pytest.raises(OperatorError, match="ended from outside"):
        publish(minutes, config, kill)
    assert current(config) == old.path
    assert not children()
    assert not list(old.path.parent.glob(".building-*"))


def test_stopping_early_ends_the_processes(minutes: Path) -> None:
    with closing(intakes(minutes, 2)) as some:  # type: ignore[type-var]
        assert next(some).status == "published"
        assert children()
    assert not children()


PUBLISHER = """
import signal, sys
from pathlib import Path
from graph.publishing import parallel
from graph.base.config import Config
from graph.publishing.publish import publish
parallel.WORTH_IT = 2
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job would ignore it
def told(done, total, file):
    from multiprocessing import active_children
    print(*(child.pid for child in active_children()), flush=True)
    sys.stdin.read()
publish(Path(sys.argv[1]), Config(data_dir=Path(sys.argv[2]), workers=2), told)
"""


def running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_the_processes_end_with_the_publisher_however_it_ends(
    minutes: Path, tmp_path: Path, how: signal.Signals
) -> None:
    command = [sys.executable, "-c", PUBLISHER, str(minutes), str(tmp_path / "data")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, **pipes, text=True, start_new_session=True) as publisher:
        assert publisher.stdout
        pids = [int(pid) for pid in publisher.stdout.readline().split()]
        assert len(pids) == 2
        # An interrupt from the keyboard reaches the whole group.
        os.killpg(publisher.pid, how) if how == signal.SIGINT else publisher.kill()
        _, errors = publisher.communicate(timeout=600)
    deadline = time.monotonic() + 300
    while any(map(running, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(running, pids))
    assert publisher.returncode == -how
    assert "Process ForkServer" not in errors  # the workers say nothing
    assert not (tmp_path / "data" / "current").exists()
    assert how == signal.SIGKILL or not list((tmp_path / "data" / "releases").glob(".building-*"))


def test_a_file_that_takes_too_long_is_held_back_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = Config(data_dir=tmp_path / "data", workers=1, max_file_seconds=300)
    minutes = write(tmp_path / "minutes", a=sample("04"), b=sample("05"))
    monkeypatch.setattr(parallel, "take_in", overdue("b.txt", config.max_file_seconds))
    release = publish(minutes, config).release
    assert [entry.status for entry in release.manifest.documents] == ["published", "unreadable"]
    assert [record["code"] for record in release.findings["b.txt"]] == ["too-slow"]
    monkeypatch.undo()
    again = publish(minutes, config)
    assert again.read == 1
    assert [entry.status for entry in again.release.manifest.documents] == ["published", "published"]


def overdue(name: str, seconds: float) -> Callable[..., Intake]:
    """What takes a file in, and of the one of that name has not come to an end when the seconds are over."""
    real = parallel.take_in

    def take_in(file: Path | Document, *given: Any) -> Intake:
        if (file.name if isinstance(file, Path) else file.source) == name:
            assert 0 < signal.getitimer(signal.ITIMER_REAL)[0] <= seconds
            signal.raise_signal(signal.SIGALRM)
        return real(file, *given)

    return take_in


def test_a_large_file_is_read_in_a_process_that_can_be_ended(
    minutes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = min(minutes.iterdir())
    job = Job(load_profile("aadalsoe"), Config(), {"text": "0" * 64})
    here = parallel.take_in_time(job, file)
    monkeypatch.setattr(parallel, "HEARS", 0)
    assert parallel.take_in_time(job, file) == here
    slow = job._replace(config=Config(max_file_seconds=0.001))
    assert parallel.take_in_time(slow, file) == held_back(slow.config)
