"""``sagsgraf doctor``: it names what stands in the way, and changes nothing."""

import socket
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.cli.doctor import Check, doctor, examine
from api.cli.options import FINE, FOUND
from graph.base.config import Config


def states(config: Config, port: int = 0) -> dict[str, Check]:
    return {check.about: check for check in examine(config, port)}


def test_what_is_served_here_is_well(published: Config) -> None:
    found = states(published)
    assert {about for about, check in found.items() if check.state == "note"} == {
        "addresses",
        "catalogue",
        "profile",
    }
    assert "16 of 16 documents" in found["release"].told
    assert not [check for check in found.values() if check.state == "fault"]


def test_each_fault_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    config = Config(
        data_dir=tmp_path / "data",
        profile=str(tmp_path / "none.ttl"),
        store="http://127.0.0.1:9/s",
        accent="red",
    )
    found = states(config)
    assert {about for about, check in found.items() if check.state == "fault"} == {
        "appearance",
        "profile",
        "data folder",
        "store",
    }
    assert "none.ttl" in found["profile"].told
    assert "127.0.0.1:9" in found["store"].told
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert states(replace(config, store=""), port)["port"].told.startswith(f"{port} cannot be had")


def test_a_clock_that_is_behind_its_release(published: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    from graph.release import archive

    monkeypatch.setattr(archive.Release, "created", "2999-01-01T00:00:00+00:00")
    assert states(published)["clock"].state == "fault"


def test_it_tells_by_its_status(published: Config, tmp_path: Path) -> None:
    def run(folder: Path) -> tuple[str, int]:
        done = CliRunner().invoke(doctor, ["--data-dir", str(folder), "--port", "0"], standalone_mode=False)
        return done.output, done.return_value

    output, status = run(published.data_dir)
    assert status == FINE
    assert "ok     port: 0 is free\n" in output
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    assert run(tmp_path / "data")[1] == FOUND
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]
