"""Damaged releases: nothing is built on them, and they are made anew from the minutes."""

import os
import random
from pathlib import Path

import pytest
from damaged_files import do, kinds_of_files
from samples import put, sample, write

from graph.base.config import Config, OperatorError
from graph.publishing.publish import publish
from graph.publishing.repair import repair, verify
from graph.publishing.withdraw import withdraw
from graph.release import archive, last_look
from graph.release.archive import Release

pytestmark = pytest.mark.usefixtures("little_ontology")


def zeroed(config: Config) -> str:
    """The id of the current release, after a block of zeros has come into its store."""
    release = Release(archive.current(config))
    name = next(name for name in kinds_of_files(release) if name.endswith(".sst"))
    assert do(release, name, "zero", random.Random(1))
    return release.id


def test_nothing_is_built_on_a_damaged_release(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "data")
    put(config, a="12")
    damaged = zeroed(config)
    with pytest.raises(OperatorError, match=rf"^release {damaged} is damaged \(store/\d+\.sst\); repair it"):
        withdraw("http://127.0.0.1:8000/id/aadalsoe/moede/direktionen/2023-09-12", "dublet", "me", config)
    outcome = publish(tmp_path / "minutes", config)
    assert (outcome.new, outcome.read) == (True, 1)
    assert [told.partition(" (")[0] for told in outcome.damaged] == [f"release {damaged} is damaged"]
    assert [one.release.id for one in verify(config) if one.files] == [damaged]


def test_what_did_not_change_is_trusted_for_some_days_where_it_is_only_linked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that changes a file by itself leaves size and times as they are."""
    config = Config(data_dir=tmp_path / "data")
    put(config, a="12")
    assert not publish(tmp_path / "minutes", config).new

    def at() -> str | None:
        release = Release(archive.current(config))
        return last_look.read_whole_at(config, release, last_look.state_of(release))

    def changed(pattern: str) -> None:
        spoilt(config, pattern)

    looked = at()
    assert looked
    changed("texts/**/*.txt")
    changed("dumps/sagsgraf.nq.gz")  # of which nothing is taken over
    assert not publish(tmp_path / "minutes", config).damaged  # nothing is new, and nothing is built
    write(tmp_path / "minutes", b=sample("19"))
    assert not publish(tmp_path / "minutes", config).damaged  # the text has but another name
    assert at() == looked  # and was read no later
    changed("dumps/direktionen/*.nq.gz")
    write(tmp_path / "minutes", b=sample("19", decision="Udsat."))
    told, *_ = publish(tmp_path / "minutes", config).damaged  # once one file is, all are read
    assert told.endswith("is damaged (dumps/direktionen/2023.nq.gz and 1 more)")
    changed("texts/**/*.txt")
    monkeypatch.setattr(last_look, "DAYS", -1)
    [told, *_] = publish(tmp_path / "minutes", config).damaged
    assert "is damaged (texts/" in told


def spoilt(config: Config, pattern: str) -> str:
    """The path in the current release of a file of it that the disk has changed by itself."""
    release = archive.current(config)
    path = next(release.glob(pattern))
    about, data = path.stat(), path.read_bytes()
    path.write_bytes(data[:-2] + b"x\n")
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    return path.relative_to(release).as_posix()


def no_link(path: Path, target: Path) -> None:
    raise OSError(f"{path} cannot be a link to {target}")


def test_damage_gets_no_sum_of_its_own_where_files_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "hardlink_to", no_link)
    config = Config(data_dir=tmp_path / "data")
    put(config, a="12")
    assert not publish(tmp_path / "minutes", config).new
    text = spoilt(config, "texts/**/*.txt")
    write(tmp_path / "minutes", b=sample("19"))
    assert not publish(tmp_path / "minutes", config).damaged
    assert [one.files for one in verify(config)] == [(text,), (text,)]


def test_a_log_is_read_before_something_is_taken_out_of_it(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "data")
    put(config, a="12", b="19")
    assert not publish(tmp_path / "minutes", config).new
    segment = spoilt(config, "changes/*.sqlite")
    closed = sample("12").replace("Punkt 1: H", "Punkt 1: Lukket: H")
    [told] = publish(write(tmp_path / "minutes", a=closed), config, accept_closed_share=True).damaged
    assert told.endswith(f"is damaged ({segment})")
    assert [one.files for one in verify(config)][-1] == ()


def test_the_latest_whole_one_takes_its_place_or_it_is_made_anew(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "data")
    first = put(config, a="12")
    put(config, a="12", b="19")
    second = zeroed(config)
    done = repair(config, list(verify(config)), None, lambda *_: None)
    assert (done.release.id, done.removed) == (first, ())
    assert archive.current(config).name == first
    zeroed(config)
    with pytest.raises(OperatorError, match=r"none is whole .* sagsgraf verify --repair FOLDER$"):
        repair(config, list(verify(config)), None, lambda *_: None)
    done = repair(config, list(verify(config)), tmp_path / "minutes", lambda *_: None)
    assert [one.id for one in done.removed] == [first, second]
    assert [one.files for one in verify(config)] == [()]
    assert done.release.manifest.totals.published == 2
