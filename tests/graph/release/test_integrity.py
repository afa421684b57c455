"""Whether a release is what was written."""

import errno
import json
import random
import signal
from pathlib import Path

import pytest
from damaged_files import KINDS, do, kinds_of_files
from samples import copied

from graph.base.config import Config, OperatorError
from graph.release import archive, inspection, integrity
from graph.release.archive import Release
from graph.release.inspection import inspect
from graph.store.oxigraph import Store

pytestmark = pytest.mark.usefixtures("little_ontology")


@pytest.fixture
def release(few: Config, tmp_path: Path) -> Release:
    return Release(archive.current(copied(few, tmp_path / "data")))


def test_every_file_is_listed_and_is_what_was_written(few: Config) -> None:
    release = Release(archive.current(few))
    listed = integrity.read_list(release)
    assert listed
    files = {str(path.relative_to(release.path)) for path in release.path.rglob("*") if path.is_file()}
    assert set(listed.files) == files - {"files.json"}
    assert integrity.damaged(release) == ()
    assert listed.askable == ()


@pytest.mark.parametrize("kind", KINDS)
def test_damage_of_every_kind_to_every_kind_of_file_is_seen(release: Release, kind: str) -> None:
    chance = random.Random(19)
    for name in list(kinds_of_files(release)):
        was = (release.path / name).read_bytes()
        if do(release, name, kind, chance):
            found = integrity.damaged(Release(release.path))
            assert found in ((name,), ("files.json",)) or name == "files.json", name
            assert found, name
        (release.path / name).write_bytes(was)
    assert integrity.damaged(Release(release.path)) == ()


def test_what_is_cut_or_gone_is_seen_without_reading_it(release: Release) -> None:
    name = next(name for name in kinds_of_files(release) if name.endswith(".sst"))
    data = (release.path / name).read_bytes()
    (release.path / name).write_bytes(bytes(len(data)))
    assert integrity.damaged(release, ()) == ()
    assert integrity.damaged(release, ("texts/",)) == ()
    assert integrity.damaged(release, ("store/",)) == (name,)
    (release.path / name).write_bytes(data[:-1])
    assert integrity.damaged(release, ()) == (name,)


def test_a_file_that_nobody_wrote_is_seen(release: Release) -> None:
    (release.path / "texts" / "more.txt").write_text("x", encoding="utf-8")
    with pytest.raises(
        OperatorError, match=r"is damaged \(texts/more\.txt\); repair it with: sagsgraf verify"
    ):
        integrity.check(release)


def test_a_release_of_an_earlier_version_has_no_list(release: Release) -> None:
    (release.path / "files.json").unlink()
    assert integrity.damaged(release) == ("files.json",)
    manifest = json.loads((release.path / "manifest.json").read_bytes()) | {"format": 8}
    (release.path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert integrity.damaged(Release(release.path)) == ("manifest.json",)
    old = Release(release.path.rename(release.path.with_name("0001-000000000000")))
    assert integrity.damaged(old) == ()
    assert inspect(old, thorough=True) == ()
    (old.store / "CURRENT").write_bytes(b"")
    assert inspect(old, thorough=True) == ("store",)


def test_who_ends_the_process_that_looks_says_nothing_of_the_release(few: Config) -> None:
    release = Release(archive.current(few))
    for code in (-signal.SIGTERM, -signal.SIGKILL, -signal.SIGINT, 1):
        assert isinstance(inspection._ended(release, code), OSError)
    assert inspection._ended(release, -signal.SIGSEGV) == ("store",)


def test_a_store_that_may_not_be_opened_now_is_not_damaged(
    few: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path) -> Store:
        raise OSError(errno.EMFILE, "too many open files")

    monkeypatch.setattr(Store, "open_read_only", refused)
    with pytest.raises(OSError, match="too many"):
        inspection._reads(Release(archive.current(few)))
