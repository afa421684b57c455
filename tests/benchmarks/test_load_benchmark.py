"""The benchmark of many requests at once: what wrk is given, and what is made of what it tells."""

import math
import sys
from pathlib import Path

import pytest

from benchmarks import load

TARGETS = [("/sager", "text/html"), ("/sparql?query=ASK%7B%7D", "text/csv")]
# Asks each target once, as the script for wrk says that they are told, and tells of it as that does.
WRK = """
import http.client, os, sys
connection, statuses = http.client.HTTPConnection(sys.argv[-1].removeprefix("http://")), []
for line in open(os.environ["BENCH_TARGETS"]):
    target, _, accept = line.rstrip("\\n").partition("\\t")
    connection.request("GET", target, headers={"Accept": accept})
    answer = connection.getresponse()
    answer.read()
    statuses.append(answer.status)
print("Running", *sys.argv[1:])
print('LOAD {"requests": %d, "microseconds": 500000, "bytes": 3000000, "refused": %d, "broken": 0, '
      '"p50": 0.25, "p95": 0.5}' % (len(statuses), sum(status > 399 for status in statuses)))
"""


def stands_in(folder: Path, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Let Python code be the only ``wrk`` that is found."""
    wrk = folder / "wrk"
    wrk.write_text(f"#!{sys.executable} -I\n{program}", encoding="utf-8")
    wrk.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


def test_each_target_is_asked_and_what_came_of_it_is_told(
    port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stands_in(tmp_path, monkeypatch, WRK)
    assert load.installed()
    told = load.run(port, [*TARGETS, ("/sag/ingen", "text/html")], tmp_path, seconds=0.1, clients=2)
    assert told == load.Load(6.0, 6.0, 1, 0, 0.25, 0.5, repeated=False)
    assert "function request()" in (tmp_path / "load.lua").read_text(encoding="utf-8")


def test_where_nobody_answers_all_are_broken_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stands_in(tmp_path, monkeypatch, "raise SystemExit(1)")
    assert load.run(9, TARGETS, tmp_path, seconds=1, clients=3) == load.Load(
        0.0, 0.0, 0, 3, math.inf, math.inf, repeated=False
    )


def test_without_wrk_nothing_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not load.installed()
