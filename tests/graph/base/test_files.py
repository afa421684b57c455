"""Locks and switches."""

import os
from pathlib import Path

import pytest

from graph.base import files
from graph.base.config import OperatorError


def test_a_lock_keeps_the_second_out_and_is_let_go(tmp_path: Path) -> None:
    lock = tmp_path / "data" / ".lock"
    with files.only_one(lock), pytest.raises(OperatorError, match="another process"), files.only_one(lock):
        pass
    with files.only_one(lock):
        assert lock.exists()


def test_a_link_is_switched_and_stays_relative(tmp_path: Path) -> None:
    link = tmp_path / "current"
    for name in ("a", "b"):
        (tmp_path / "releases" / name).mkdir(parents=True)
        files.point(link, tmp_path / "releases" / name)
        assert str(link.readlink()) == f"releases/{name}"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["current", "releases"]
    tmp_path.joinpath("releases", "a").rename(tmp_path / "releases" / "c")
    files.flush_tree(tmp_path)


def test_a_file_gets_a_second_name_or_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "a"
    source.write_text("a")
    files.link_or_copy(source, tmp_path / "b")
    assert (tmp_path / "b").samefile(source)

    def without_links(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "hardlink_to", without_links)
    files.link_or_copy(source, tmp_path / "c")
    assert (tmp_path / "c").read_text() == "a"
    assert not (tmp_path / "c").samefile(source)


def test_a_file_is_put_there_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files.write_whole(tmp_path / "a", b"old")

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files, "_flush", stopped)
    with pytest.raises(KeyboardInterrupt):
        files.write_whole(tmp_path / "a", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"old")]


def test_a_file_that_may_not_be_read_is_named_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests may run as root, who may read anything."""
    file = tmp_path / "000060.sst"
    file.touch()
    files.readable(tmp_path)
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) != file)
    with pytest.raises(PermissionError) as refused:
        files.readable(tmp_path)
    assert files.reason(refused.value) == f"{file}: Permission denied"
    assert files.reason(OSError("no number")) == "no number"
