"""Publishing analyses: SPARQL can ask them, later releases keep them, a withdrawal drops them."""

import gzip
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from samples import copied, sample, write

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

pytestmark = pytest.mark.usefixtures("little_ontology")

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


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """The settings of a data folder of two minutes, which no test may change."""
    folder = tmp_path_factory.mktemp("begun")
    config = Config(data_dir=folder / "data", profile="aadalsoe")
    publish(write(folder / "minutes", a=sample("12"), b=sample("19")), config)
    return config


@pytest.fixture(scope="module")
def made(begun: Config, tmp_path_factory: pytest.TempPathFactory) -> Config:
    """The same with its analyses."""
    config = copied(begun, tmp_path_factory.mktemp("made") / "data")
    publish_analyses(config)
    return config


@pytest.fixture
def config(begun: Config, tmp_path: Path) -> Config:
    """Settings of a copy, without analyses."""
    return copied(begun, tmp_path / "data")


@pytest.fixture
def analysed(made: Config, tmp_path: Path) -> Config:
    """Settings of a copy with analyses."""
    return copied(made, tmp_path / "data")


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    return write(tmp_path / "minutes", a=sample("12"), b=sample("19"))


def rows(config: Config) -> list[tuple[str, ...]]:
    with Store.open_read_only(Release(archive.current(config)).store) as store:
        return [tuple(value.value for value in row) for row in store.query(MEASURED)]  # type: ignore[union-attr]


def lines(release: Release) -> set[str]:
    with Store.open_read_only(release.store) as store:
        return {str(triple) for triple in store.triples(graph_iri=GRAPH)}


def test_sparql_can_ask_them(begun: Config, made: Config) -> None:
    assert rows(made) == [(archive.current(begun).name, "2023", "2")]


def test_they_are_documents_like_all_else(begun: Config, made: Config) -> None:
    of = archive.current(begun).name
    with TestClient(create_app(made), base_url=BASE, follow_redirects=False) as client:
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


def test_the_same_release_gives_the_same_triples(config: Config, made: Config) -> None:
    one, same = Release(archive.current(made)), publish_analyses(config)
    assert lines(one) == lines(same) != set()
    assert one.id == same.id


def test_nothing_else_is_other(begun: Config, made: Config) -> None:
    before, after = (Release(archive.current(config)) for config in (begun, made))
    assert after.manifest.documents == before.manifest.documents
    quads = [release.manifest.totals.quads for release in (before, after)]
    assert quads[1] - quads[0] == len(lines(after))
    dumped = gzip.decompress((after.path / "dumps" / "sagsgraf.nq.gz").read_bytes()).decode()
    assert sum(line.endswith(f" <{GRAPH}> .") for line in dumped.splitlines()) == len(lines(after))
    told = Log(after.path / changes.FOLDER).segments[-1].changes
    assert told == len({line.split(" ")[0] for line in lines(after)})


def test_a_later_release_keeps_them_until_they_are_made_anew(
    begun: Config, analysed: Config, minutes: Path
) -> None:
    before = lines(Release(archive.current(analysed)))
    assert not publish(minutes, analysed).new
    write(minutes, c=sample("26"))
    later = publish(minutes, analysed).release
    assert lines(later) == before
    assert rows(analysed)[0][0] == archive.current(begun).name
    publish_analyses(analysed)
    assert rows(analysed) == [(later.id, "2023", "2")]


def test_a_withdrawal_drops_them(analysed: Config) -> None:
    withdraw(MEETING, "persondata", "a test", analysed)
    current = Release(archive.current(analysed))
    assert lines(current) == set()
    store = b"".join(path.read_bytes() for path in current.store.rglob("*") if path.is_file())
    assert b"/analyse/decided-by-year/" not in store
    publish_analyses(analysed)
    assert rows(analysed)[0][0] == current.id


def test_they_go_with_what_stood_under_an_item_that_is_closed_now(analysed: Config, minutes: Path) -> None:
    title = "Havnebad ved Sønder Mole"
    shut = (
        sample("12").replace(f"{title}.", f"Lukket: {title}.").replace(f"1: {title}", f"1: Lukket: {title}")
    )
    write(minutes, a=shut)
    assert lines(publish(minutes, analysed, accept_closed_share=True).release) == set()


def test_stopped_it_leaves_what_was_there(config: Config) -> None:
    before = sorted(archive.folder(config).iterdir())

    def stop(what: str, done: int) -> None:
        if what == "pagerank":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish_analyses(config, stop)
    assert sorted(archive.folder(config).iterdir()) == before


def test_of_another_base_it_is_refused(begun: Config) -> None:
    other = replace(begun, base_iri="https://data.example.dk")
    with pytest.raises(OperatorError, match="publish again, then analyse"):
        publish_analyses(other)
