"""A vote is a table on the page of its item and of its case, with the words; of a closed item nothing is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from samples import sample

from api.app import create_app
from graph.base.config import Config
from graph.publishing.publish import publish
from graph.queries.named import load

DECISION = (
    "Med stemmerne 5 for og 2 imod blev indstillingen godkendt.\n\nFor stemte: A, V (5)\n\n"
    "Imod stemte: Bodil Isfugl (Ø) og Kaj Friis (Ø)\n\nMindretalsudtalelse fra Ø: »Badet er for dyrt.«"
)
SECRET = "Beslutning\n\nGodkendt. For stemte: Q, X (4). Imod stemte: Zita Hemmelig (Q).\n"
ITEM = "/doc/aadalsoe/moede/direktionen/2023-09-12/punkt/1"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("votes")
    minutes, config = folder / "minutes", Config(data_dir=folder / "data")
    write(minutes)
    publish(minutes, config)
    with TestClient(create_app(config), base_url=config.base_iri, follow_redirects=False) as client:
        yield client


def write(folder: Path) -> None:
    folder.mkdir()
    text = sample(decision=DECISION, closed_words=SECRET)
    (folder / "a.txt").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("path", [ITEM, "/doc/aadalsoe/sag/20-004417"])
def test_a_vote_is_a_table_with_its_words(site: TestClient, path: str) -> None:
    page = site.get(f"{path}.html").text
    assert "Afstemning om helheden: vedtaget" in page
    assert '<th scope="row">For</th><td data-label="Antal" class="number">5</td>' in page
    assert ">A, V</td>" in page
    assert "Bodil Isfugl, Kaj Friis</td>" in page
    assert "Mindretalsudtalelse (Ø)" in page
    assert "Badet er for dyrt." in page


def test_the_votes_of_all_items_are_a_table_of_values(site: TestClient) -> None:
    rows = site.get("/sparql.csv", params={"query": load("who_voted_how").text}).text.splitlines()
    assert rows[0].split(",") == [
        "date",
        "bodyLabel",
        "item",
        "title",
        "on",
        "how",
        "count",
        "party",
        "name",
        "result",
        "words",
    ]
    assert sum(",Imod,2,,Bodil Isfugl," in row for row in rows) == 1
    assert sum(",For,5,A,," in row for row in rows) == 1
    assert sum(",Mindretalsudtalelse,,Ø,," in row for row in rows) == 1


def test_it_is_said_of_how_many_decisions_the_vote_is_told(site: TestClient) -> None:
    page = site.get("/kvalitet", headers={"accept": "text/html"}).text
    assert (
        "I 1 af 1 punkter med en beslutning (100 %) siger referatet, hvordan der blev stemt, og i 1 af dem"
        in page
    )
    assert '<a href="/sparql.csv?query=%23%20title%40da' in page
    rows = site.get("/sparql.csv", params={"query": load("votes_told").text}).text.splitlines()
    assert rows[1:] == ["http://127.0.0.1:8000/id/aadalsoe/organ/direktionen,Direktionen,1,1,1"]


def test_nothing_is_told_of_how_a_closed_item_was_voted_on(site: TestClient) -> None:
    closed = ITEM.removesuffix("1") + "2"
    for path in (
        f"{closed}.html",
        f"{closed}.ttl",
        "/doc/aadalsoe/sag/23-004418.html",
        "/dump/sagsgraf.nq.gz",
    ):
        answer = site.get(path)
        assert answer.status_code == 200
        assert "Hemmelig" not in answer.text
        assert "stemte: Q" not in answer.text
