"""What stands under a closed item is in no release, format, page, or answer to a query."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from support import newer, older, older_item

from api.app import create_app
from graph.base.config import Config
from graph.publishing.publish import current, publish
from graph.store.oxigraph import Store

pytestmark = pytest.mark.usefixtures("little_ontology")

SECRET = "Zebrafinke"
WORDS = (
    f"Beslutning\n\n{SECRET} er godkendt.\n\nSagsfremstilling\n\nJobcentret og havnechef {SECRET} Lund.\n\n"
    f"Indstillinger\n\nDirektør {SECRET} Holm indstiller, at {SECRET} sælges.\n\nBilag\n\n{SECRET}.pdf"
)
FILES = {
    "a.txt": newer(f"Lukket: Salg af grund\n\n23-007348\n\n{WORDS}", "Eventuelt", participants="Ådalsø Lund, Bo Ravn"),
    "b.txt": older(older_item(1, "Ansættelse", WORDS).replace("Åbent", "Lukket")),
    "c.txt": newer("Køb\n\n" + WORDS, "Eventuelt", contents="Lukket: Køb.....\t3\nEventuelt.....\t4").replace("26. juni", "27. juni").replace("26-06", "27-06"),
}  # fmt: skip


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    folder = tmp_path_factory.mktemp("minutes")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    config = Config(data_dir=tmp_path_factory.mktemp("data"), profile="aadalsoe")
    publish(folder, config)
    return config


@pytest.fixture(scope="module")
def site(config: Config) -> Iterator[TestClient]:
    with TestClient(create_app(config), base_url=config.base_iri) as client:
        yield client


def test_all_three_are_published_with_number_title_and_case_number(config: Config) -> None:
    with Store.open_read_only(current(config) / "store") as store:
        closed = store.query(
            "PREFIX sg: <https://w3id.org/sagsgraf/ns#> PREFIX dct: <http://purl.org/dc/terms/> "
            "SELECT ?title ?number { ?item sg:openness <https://w3id.org/sagsgraf/concept/aabenhed/lukket> ; "
            "dct:title ?title OPTIONAL { ?item sg:concernsCase/sg:caseNumber ?number } } ORDER BY ?title"
        )
        found = [(row["title"].value, row["number"].value if row["number"] else None) for row in closed]
    assert found == [("Ansættelse", "998-2016-21902"), ("Køb", None), ("Salg af grund", "23-007348")]


def test_no_file_of_the_release_holds_it(config: Config, tmp_path: Path) -> None:
    files = [path for path in config.data_dir.rglob("*") if path.is_file()]
    assert any(path.name == "manifest.json" for path in files)
    for path in files:
        data = path.read_bytes()
        data = gzip.decompress(data) if path.suffix == ".gz" else data
        assert SECRET.casefold().encode() not in data.lower(), path
    with Store.open_read_only(current(config) / "store") as store:
        store.dump(tmp_path / "all.nq")
    dumped = (tmp_path / "all.nq").read_text(encoding="utf-8")
    assert "Salg af grund" in dumped
    assert SECRET.casefold() not in dumped.casefold()


def test_no_page_format_or_answer_holds_it(config: Config, site: TestClient) -> None:
    everything = site.get(
        "/sparql", params={"query": "SELECT DISTINCT ?s { ?s ?p ?o }"}, headers={"Accept": "text/csv"}
    )
    things = [iri for iri in everything.text.split() if iri.startswith(f"{config.base_iri}/id/")]
    assert len(things) > 20
    seen = 0
    for thing in things:
        path = thing.removeprefix(config.base_iri).replace("/id/", "/doc/", 1)
        for suffix in ("", ".html", ".jsonld", ".ttl", ".nt", ".rdf", ".txt"):
            answer = site.get(path + suffix)
            assert SECRET.casefold() not in answer.text.casefold(), path + suffix
            seen += answer.status_code == 200
    assert seen > 6 * len(things)
    for page in ("/", "/sager", "/moeder", "/organer", "/enheder", "/sparql"):
        assert SECRET.casefold() not in site.get(page).text.casefold()
    ask = f'ASK {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} FILTER (CONTAINS(LCASE(STR(?o)), "{SECRET.casefold()}")) }}'
    assert site.get("/sparql", params={"query": ask}).json()["boolean"] is False


def test_the_operator_is_told_the_lines_and_not_the_words(config: Config) -> None:
    told = json.loads((current(config) / "findings.json").read_text(encoding="utf-8"))
    assert {
        name: any(finding["code"] == "closed-item-text" and finding["lines"] for finding in found)
        for name, found in told.items()
    } == {"a.txt": True, "b.txt": True, "c.txt": True}
