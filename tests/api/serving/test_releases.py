"""The release in use: switching, holding on, and what is damaged."""

import json
import logging
import random
import shutil
from pathlib import Path

import pytest
from damaged_files import do, kinds_of_files
from fastapi.testclient import TestClient
from samples import put, sample, write

from api.app import create_app
from api.serving.releases import OpenRelease, Releases
from graph.base.config import Config, OperatorError
from graph.publishing.publish import publish
from graph.queries.named import load
from graph.release import archive
from graph.release.archive import rollback

pytestmark = pytest.mark.usefixtures("little_ontology")

MEETING = "http://127.0.0.1:8000/id/aadalsoe/moede/direktionen/2023-09-12"
MEETINGS = "SELECT ?m { ?m a <https://w3id.org/sagsgraf/ns#Meeting> }"


def current(releases: Releases) -> OpenRelease:
    release = releases.latest()
    assert release
    return release


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(data_dir=tmp_path / "data")


def test_a_new_release_is_noticed_and_the_old_one_finishes_its_work(config: Config) -> None:
    first = put(config, a="12")
    releases = Releases(config)
    seen: list[str] = []
    releases.watch(lambda one: seen.append(one.shelved.id))
    held = current(releases)
    assert held.shelved.id == first
    assert current(releases) is held
    second = put(config, a="12", b="19")
    assert current(releases).shelved.id == second
    assert current(releases).documents == 2
    assert len(current(releases).rows(MEETINGS)) == 2
    assert held.documents == 1
    assert len(held.rows(MEETINGS)) == 1
    assert "Havnebad" in held.text(f"{MEETING}/referat")
    rollback(config)
    assert current(releases).shelved.id == first
    assert seen == [first, second, first]


def test_there_is_no_release_until_one_is_published(config: Config) -> None:
    releases = Releases(config)
    assert releases.latest() is None
    put(config, a="12")
    assert current(releases).documents == 1


def test_a_damaged_release_leaves_the_old_one_serving(
    config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    first = put(config, a="12")
    releases = Releases(config)
    current(releases)
    second = put(config, a="19")
    (archive.folder(config) / second / "manifest.json").write_text("{", encoding="utf-8")
    with caplog.at_level(logging.ERROR, logger="sagsgraf"):
        assert current(releases).shelved.id == first
        assert current(releases).shelved.id == first
    assert len(caplog.records) == 1
    assert second in caplog.text


def test_what_tells_of_an_item_that_is_closed_now_serves_for_no_damaged_one(
    config: Config, tmp_path: Path
) -> None:
    put(config, a="12")
    releases = Releases(config)
    current(releases)
    folder = write(tmp_path / "minutes", a=sample("12").replace("Punkt 1: ", "Punkt 1: Lukket: "))
    second = publish(folder, config, accept_closed_share=True).release
    (second.path / "manifest.json").write_text("{", encoding="utf-8")
    assert releases.latest() is None


def test_a_link_that_is_gone_leaves_the_old_one_serving(config: Config) -> None:
    put(config, a="12")
    releases = Releases(config)
    held = current(releases)
    (config.data_dir / "current").unlink()
    assert current(releases) is held


def test_a_release_of_another_base_is_refused(config: Config) -> None:
    put(config, a="12")
    with pytest.raises(OperatorError, match=r"published under http://127.0.0.1:8000, but base_iri is https"):
        Releases(Config(base_iri="https://data.example.dk", data_dir=config.data_dir))


def test_a_damaged_release_is_refused_at_the_start(config: Config) -> None:
    release = put(config, a="12")
    shutil.rmtree(archive.folder(config) / release / "store")
    with pytest.raises(
        OperatorError,
        match=r"is damaged \(store/.* and \d+ more\); repair it with: sagsgraf verify --repair$",
    ):
        Releases(config)


def test_only_published_texts_are_read(config: Config) -> None:
    put(config, a="12")
    release = current(Releases(config))
    text = release.text(f"{MEETING}/referat")
    assert text.startswith("REFERAT Direktionen d. 12-09-2023\n")
    for iri in (MEETING, f"{MEETING}/../referat", "http://127.0.0.1:8000/id/../../manifest", ""):
        assert release.text(iri) == ""


def test_rows_and_truth(config: Config) -> None:
    put(config, a="12")
    release = current(Releases(config))
    assert release.rows('SELECT ?x ?y { VALUES (?x ?y) { ("å"@da UNDEF) } }') == [{"x": "å", "y": ""}]
    assert release.ask(f"ASK {{ <{MEETING}> ?p ?o }}")
    assert not release.ask("ASK { <http://x/> ?p ?o }")


def test_a_description_keeps_every_literal(config: Config) -> None:
    put(config, a="12")
    release = current(Releases(config))
    written = {str(triple) for triple in release.describe(MEETING)}
    assert (
        f'<{MEETING}> <http://purl.org/dc/terms/date> "2023-09-12"^^<http://www.w3.org/2001/XMLSchema#date>'
        in written
    )
    assert json.dumps(sorted(written)).count("Direktionen") >= 2


def test_what_turns_out_to_be_damaged_is_served_no_more(
    config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    first = put(config, a="12")
    second = put(config, a="12", b="19")
    shelved = archive.Release(archive.folder(config) / second)
    name = next(name for name in kinds_of_files(shelved) if name.endswith(".sst"))
    assert do(shelved, name, "zero", random.Random(1))
    releases = Releases(config)
    assert current(releases).shelved.id == second  # so far nothing is known
    assert releases.damaged == []
    with caplog.at_level(logging.ERROR, logger="sagsgraf"):
        releases.check_beside(60)
        assert current(releases).shelved.id == first
    told = f"release {second} is damaged ({name}); {first} is served in its place"
    assert [record.getMessage() for record in caplog.records] == [told]
    assert [(one.release.id, one.files) for one in releases.damaged] == [(second, (name,))]
    with TestClient(create_app(config), base_url=config.base_iri) as client:
        client.app.state.site.releases = releases  # type: ignore[attr-defined]
        health = client.get("/healthz").json()
        assert (health["status"], health["damaged"]) == ("damaged", {second: [name]})
        assert client.get("/status.json").json()["damaged"] == {second: [name]}
        assert second in client.get("/status", headers={"Accept": "text/html"}).text
    put(config, a="12", b="19")  # made anew, which ends it
    assert current(releases).documents == 2
    assert releases.damaged == []


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_bodies_are_those_of_the_named_query(published: Config, language: str) -> None:
    release = Releases(published).latest()
    assert release
    wanted = release.rows(load("bodies").bind(language=language))
    assert {row["meetings"] for row in wanted} > {"0"}
    assert release.bodies(language) == wanted
