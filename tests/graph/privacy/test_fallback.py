"""What stands in for a damaged release: never what tells more than that one did."""

from pathlib import Path

import pytest
from samples import put, sample, write

from graph.base.config import Config
from graph.privacy.fallback import candidates, standing_in
from graph.publishing.publish import publish
from graph.publishing.withdraw import restore, withdraw
from graph.release import archive
from graph.release.archive import Release

pytestmark = pytest.mark.usefixtures("little_ontology")


def current(config: Config) -> Release:
    return Release(archive.current(config))


def ids(config: Config) -> list[str]:
    return [one.id for one in candidates(current(config), config)]


def test_the_latest_that_is_whole_stands_in(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "data")
    first, second = put(config, a="12"), put(config, a="12", b="19")
    put(config, a="12", b="19", c="26")
    assert ids(config) == [second, first]
    (archive.folder(config) / second / "search.db").unlink()
    found = standing_in(current(config), config)
    assert found
    assert found.id == first
    (current(config).path / "files.json").unlink()  # then what it holds itself is asked
    assert ids(config) == [second, first]
    (current(config).path / "manifest.json").write_text("{", encoding="utf-8")
    assert ids(config) == []
    iri = "http://127.0.0.1:8000/id/aadalsoe/moede/direktionen/2023-09-12/punkt/1"
    publish(config.data_dir.parent / "minutes", config)
    after = withdraw(iri, "dublet", "me", config).release
    assert ids(config) == []
    put(config, d="14")
    restore(iri, "me", config)  # they tell less than they may
    assert ids(config) == [after.id]


def test_one_that_tells_of_what_is_closed_now_does_not(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "data")
    put(config, a="12")
    folder = write(tmp_path / "minutes", a=sample("12").replace("Punkt 1: ", "Punkt 1: Lukket: "))
    publish(folder, config, accept_closed_share=True)
    assert current(config).sequence == 2
    assert ids(config) == []
    (current(config).path / "files.json").unlink()
    assert ids(config) == []
