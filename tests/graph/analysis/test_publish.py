"""Publishing analyses: SPARQL can ask them, later releases keep them, a withdrawal drops them."""

import gzip
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from samples import sample, write

from api.app import create_app
from graph.analysis.publish import publish_analyses
from graph.base.config import Config, OperatorError
from graph.ontology.terms import SG
from graph.publishing.publish import publish
from graph.publishing.withdraw import withdraw
from graph.release import archive, changes
from graph.release.archive import Release
from graph.release.change_log import Log
from graph.store.oxigraph import Store

BASE = "http://127.0.0.1:8000"
MEETING = f"{BASE}/id/aadalsoe/moede/direktionen/2023-09-12"
GRAPH = f"{BASE}/id/aadalsoe/analyse"
MEASURED = f"""
PREFIX sg: <{SG}>
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX sdmx-measure: <http://purl.org/linked-data/sdmx/2009/measure#>
SELECT ?release ?year ?cases WHERE {{
  ?observation a qb:Observation ; sg:observedYear ?year ; sdmx-measure:obsValue ?cases ;
    sg:observedMeasure/skos:notation "cases" ; prov:wasGeneratedBy/sg:ofRelease ?release .
}}"""


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(data_dir=tmp_path / "data", profile="aadalsoe")


@pytest.fixture
def minutes(tmp_path: Path, config: Config) -> Path:
    folder = write(tmp_path / "minutes", a=sample("12"), b=sample("19"))
    publish(folder, config)
    return folder


def rows(config: Config) -> list[tuple[str, ...]]:
    with Store.open_read_only(Release(archive.current(config)).store) as store:
        return [tuple(value.value for value in row) for row in store.query(MEASURED)]  # type: ignore[union-attr]


def lines(release: Release) -> set[str]:
    with Store.open_read_only(release.store) as store:
        return {str(triple) for triple in store.triples(graph_iri=GRAPH)}


def test_sparql_can_ask_them(config: Config, minutes: Path) -> None:
    of = archive.current(config).name
    publish_analyses(config)
    assert rows(config) == [(of, "2023", "2")]


def test_they_are_documents_like_all_else(config: Config, minutes: Path) -> None:
    of = archive.current(config).name
    publish_analyses(config)
    with TestClient(create_app(config), base_url=BASE, follow_redirects=False) as client:
        run = f"aadalsoe/analyse/decided-by-year/{of}"
        for path in (
            run,
            f"{run}/data",
            f"{run}/1/cases",
            "aadalsoe/analyse/maal/cases",
            "aadalsoe/analyse/maal",
        ):
            led = client.get(f"/id/{path}")
            assert (led.status_code, led.headers["Location"]) == (303, f"/doc/{path}")
            assert client.get(f"/doc/{path}.ttl").status_code == 200
            page = client.get(f"/doc/{path}", headers={"Accept": "text/html"})
            assert page.status_code == 200
        assert f'sg:ofRelease "{of}"' in client.get(f"/doc/{run}.ttl").text


def test_the_same_release_gives_the_same_triples(tmp_path: Path, config: Config, minutes: Path) -> None:
    other = Config(data_dir=tmp_path / "other", profile="aadalsoe")
    shutil.copytree(config.data_dir, other.data_dir, symlinks=True)
    one, same = publish_analyses(config), publish_analyses(other)
    assert lines(one) == lines(same) != set()
    assert one.id == same.id


def test_nothing_else_is_other(config: Config, minutes: Path) -> None:
    before = Release(archive.current(config))
    after = publish_analyses(config)
    assert after.manifest.documents == before.manifest.documents
    quads = [release.manifest.totals.quads for release in (before, after)]
    assert quads[1] - quads[0] == len(lines(after))
    dumped = gzip.decompress((after.path / "dumps" / "sagsgraf.nq.gz").read_bytes()).decode()
    assert sum(line.endswith(f" <{GRAPH}> .") for line in dumped.splitlines()) == len(lines(after))
    told = Log(after.path / changes.FOLDER).segments[-1].changes
    assert told == len({line.split(" ")[0] for line in lines(after)})


def test_a_later_release_keeps_them_until_they_are_made_anew(config: Config, minutes: Path) -> None:
    of = archive.current(config).name
    analysed = publish_analyses(config)
    assert not publish(minutes, config).new
    write(minutes, c=sample("26"))
    later = publish(minutes, config).release
    assert lines(later) == lines(analysed)
    assert rows(config)[0][0] == of
    publish_analyses(config)
    assert rows(config) == [(later.id, "2023", "2")]


def test_a_withdrawal_drops_them(config: Config, minutes: Path) -> None:
    publish_analyses(config)
    withdraw(MEETING, "persondata", "a test", config)
    current = Release(archive.current(config))
    assert lines(current) == set()
    store = b"".join(path.read_bytes() for path in current.store.rglob("*") if path.is_file())
    assert b"/analyse/decided-by-year/" not in store
    publish_analyses(config)
    assert rows(config)[0][0] == current.id


def test_they_go_with_what_stood_under_an_item_that_is_closed_now(config: Config, minutes: Path) -> None:
    title = "Havnebad ved Sønder Mole"
    publish_analyses(config)
    shut = (
        sample("12").replace(f"{title}.", f"Lukket: {title}.").replace(f"1: {title}", f"1: Lukket: {title}")
    )
    write(minutes, a=shut)
    assert lines(publish(minutes, config, accept_closed_share=True).release) == set()


def test_stopped_it_leaves_what_was_there(config: Config, minutes: Path) -> None:
    before = sorted(archive.folder(config).iterdir())

    def stop(what: str, done: int) -> None:
        if what == "pagerank":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish_analyses(config, stop)
    assert sorted(archive.folder(config).iterdir()) == before


def test_of_another_base_it_is_refused(config: Config, minutes: Path) -> None:
    other = replace(config, base_iri="https://data.example.dk")
    with pytest.raises(OperatorError, match="publish again, then analyse"):
        publish_analyses(other)
