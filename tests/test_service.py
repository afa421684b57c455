"""The release in use: switching, holding on, and what is damaged."""

import json
import logging
import shutil
from pathlib import Path

import pytest
from samples import sample, write

from api.problems import Problem
from api.service import Releases, triples_of
from graph import shelf
from graph.config import Config, OperatorError
from graph.release import publish
from graph.shelf import rollback

MEETING = "http://127.0.0.1:8000/id/aadalsoe/moede/direktionen/2023-09-12"
MEETINGS = "SELECT ?m { ?m a <https://w3id.org/sagsgraf/ns#Meeting> }"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(data_dir=tmp_path / "data")


def put(config: Config, **days: str) -> str:
    """Publish minutes of some days of September 2023; the id of the release."""
    folder = config.data_dir.parent / "minutes"
    shutil.rmtree(folder, ignore_errors=True)
    write(folder, **{name: sample(day) for name, day in days.items()})
    return publish(folder, config).release.id


def test_a_new_release_is_noticed_and_the_old_one_finishes_its_work(config: Config) -> None:
    first = put(config, a="12")
    releases = Releases(config)
    held = releases.current()
    assert held.shelved.id == first
    assert releases.current() is held
    second = put(config, a="12", b="19")
    assert releases.current().shelved.id == second
    assert releases.current().documents == 2
    assert len(releases.current().rows(MEETINGS)) == 2
    assert held.documents == 1
    assert len(held.rows(MEETINGS)) == 1
    assert "Havnebad" in held.text(f"{MEETING}/referat")
    rollback(config)
    assert releases.current().shelved.id == first


def test_without_a_release_there_is_a_problem_until_there_is_one(config: Config) -> None:
    releases = Releases(config)
    with pytest.raises(Problem) as problem:
        releases.current()
    assert problem.value.status == 503
    put(config, a="12")
    assert releases.current().documents == 1


def test_a_damaged_release_leaves_the_old_one_serving(
    config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    first = put(config, a="12")
    releases = Releases(config)
    releases.current()
    second = put(config, a="19")
    (shelf.folder(config) / second / "manifest.json").write_text("{", encoding="utf-8")
    with caplog.at_level(logging.ERROR, logger="sagsgraf"):
        assert releases.current().shelved.id == first
        assert releases.current().shelved.id == first
    assert len(caplog.records) == 1
    assert second in caplog.text


def test_a_link_that_is_gone_leaves_the_old_one_serving(config: Config) -> None:
    put(config, a="12")
    releases = Releases(config)
    held = releases.current()
    (config.data_dir / "current").unlink()
    assert releases.current() is held


def test_a_release_of_another_base_is_refused(config: Config) -> None:
    put(config, a="12")
    with pytest.raises(OperatorError, match=r"published under http://127.0.0.1:8000, but base_iri is https"):
        Releases(Config(base_iri="https://data.example.dk", data_dir=config.data_dir))


def test_a_damaged_release_is_refused_at_the_start(config: Config) -> None:
    release = put(config, a="12")
    shutil.rmtree(shelf.folder(config) / release / "store")
    with pytest.raises(OperatorError, match="cannot be read"):
        Releases(config)


def test_only_published_texts_are_read(config: Config) -> None:
    put(config, a="12")
    release = Releases(config).current()
    text = release.text(f"{MEETING}/referat")
    assert text.startswith("REFERAT Direktionen d. 12-09-2023\n")
    for iri in (MEETING, f"{MEETING}/../referat", "http://127.0.0.1:8000/id/../../manifest", ""):
        assert release.text(iri) == ""


def test_rows_and_truth(config: Config) -> None:
    put(config, a="12")
    release = Releases(config).current()
    assert release.rows('SELECT ?x ?y { VALUES (?x ?y) { ("å"@da UNDEF) } }') == [{"x": "å", "y": ""}]
    assert release.ask(f"ASK {{ <{MEETING}> ?p ?o }}")
    assert not release.ask("ASK { <http://x/> ?p ?o }")


def test_a_description_keeps_every_literal(config: Config) -> None:
    put(config, a="12")
    release = Releases(config).current()
    written = {str(triple) for triple in release.describe(MEETING)}
    assert (
        f'<{MEETING}> <http://purl.org/dc/terms/date> "2023-09-12"^^<http://www.w3.org/2001/XMLSchema#date>'
        in written
    )
    assert written == {str(triple) for triple in triples_of(release.store.description(MEETING))}
    assert json.dumps(sorted(written)).count("Direktionen") >= 2
