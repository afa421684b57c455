"""The benchmark of a long load: what is asked for, the changes made meanwhile, and what counts as failed."""

import threading
from pathlib import Path
from typing import Any, cast

import pytest

from benchmarks import load, soak
from benchmarks.processes import Server
from graph.base.config import Config

WELL = load.Load(100.0, 1.0, 0, 0, 0.01, 0.02, repeated=True)


class Weighed:
    """A server of which only the memory is asked."""

    def megabytes(self) -> float:
        return 200.0


def test_what_is_asked_for_is_in_the_release_and_the_item_withdrawn_is_not_asked_for(few: Config) -> None:
    targets, withdrawn = soak._targets(few)
    paths = {path for path, _ in targets}
    assert withdrawn.startswith(f"{few.base_iri}/id/")
    assert withdrawn.replace(f"{few.base_iri}/id/", "/doc/") not in paths
    assert {kind for path, kind in targets if path.startswith("/doc/")} == set(soak._MEDIA_TYPES)


@pytest.mark.parametrize(("answer", "failed"), [("", False), ("2: no such release", True)])
def test_each_change_is_made_and_told(
    answer: str, failed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, loads = threading.Event(), iter(("warm", "measured"))

    def change() -> str:
        made.set()
        return answer

    def asked(*_: Any) -> load.Load:
        assert next(loads) == "warm" or made.wait(60)
        return WELL

    monkeypatch.setattr(load, "run", asked)
    found = soak._under_load(
        cast(Server, Weighed()), 1, [("/", "text/html")], [("rollback", change)], tmp_path, 0.01, 1
    )
    assert (found.changes, found.failed) == ([("rollback", answer)], failed)
    assert soak.table(found, 1).rows[0][0] == "100"


def test_a_change_there_was_no_time_for_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "run", lambda *_: WELL)
    found = soak._under_load(cast(Server, Weighed()), 1, [], [("withdraw", lambda: "")], tmp_path, 9e6, 1)
    assert found.failed


def test_memory_that_grows_is_a_failure() -> None:
    assert not soak.Soak(WELL, [200.0, 500.0, 300.0]).failed
    assert soak.Soak(WELL, [200.0, 500.0], [("rollback", "")]).failed
    assert not soak.Soak(WELL, [200.0, 450.0, 500.0, 800.0], [("rollback", "")]).failed  # 450 before it


def test_without_wrk_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert soak.main([]) == 2
    assert "wrk" in capsys.readouterr().err
