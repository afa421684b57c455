"""The restore drill: from what docs/drift.md says is to be kept, the same data come again."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from samples import put

from graph.base.config import Config
from graph.publishing.publish import publish
from graph.publishing.withdraw import withdraw
from graph.release import archive

pytestmark = pytest.mark.usefixtures("little_ontology")

ITEM = "http://127.0.0.1:8000/id/aadalsoe/moede/direktionen/2023-09-12/punkt/1"


def data(config: Config) -> dict[str, bytes]:
    """The files of the current release that hold its data: the dumps, and the texts of the minutes."""
    release = archive.Release(archive.current(config)).path
    files = (file for name in ("dumps", "texts") for file in (release / name).rglob("*") if file.is_file())
    return {str(file.relative_to(release)): file.read_bytes() for file in files}


def test_what_is_kept_gives_the_same_data_and_what_is_withdrawn_stays_away(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "data")
    put(config, a="12", b="19")
    withdraw(ITEM, "persondata", "Ida", config)
    publish(tmp_path / "minutes", config)
    restored = replace(config, data_dir=tmp_path / "restored")
    restored.data_dir.mkdir()
    shutil.copy(config.data_dir / "withdrawn.json", restored.data_dir)
    publish(tmp_path / "minutes", restored)
    before, after = data(config), data(restored)
    assert before.keys() == after.keys()
    assert len(before) > 4
    assert {name for name in before if before[name] != after[name]} == set()
