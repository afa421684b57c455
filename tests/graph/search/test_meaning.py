"""Vectors of items: what is near, what is kept, and what must be gone; with a model that knows letters alone."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from samples import sample, write

from graph.base.config import Config
from graph.publishing.publish import publish
from graph.publishing.withdraw import withdraw
from graph.release import archive
from graph.search import meaning
from graph.search.meaning import Vectors
from graph.store.oxigraph import Store

Vector = NDArray[np.float32]

BASE = "http://127.0.0.1:8000/id/aadalsoe"


class Letters:
    """A vector tells how often each letter stands in a text; ``asked`` are the texts it was made for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def query(self, texts: str) -> Vector:
        return self.passage([texts])[0]

    def passage(self, texts: list[str]) -> Vector:
        self.asked += texts
        counts = np.array(
            [[text.casefold().count(chr(97 + at)) + 0.01 for at in range(26)] for text in texts]
        )
        return np.asarray(counts / np.linalg.norm(counts, axis=1, keepdims=True), np.float32)


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Letters:
    model = Letters()
    monkeypatch.setattr(meaning, "embedder", lambda: model)
    return model


@pytest.fixture(scope="module")
def store(published: Config) -> Iterator[Store]:
    with Store.open_read_only(archive.Release(archive.current(published)).store) as store:
        yield store


def test_an_item_is_found_by_its_vector(store: Store, model: Letters, tmp_path: Path) -> None:
    graphs = [graph for graph in store.graphs() if graph.endswith("/referat")]
    meaning.write(tmp_path / "a", store, graphs, model)
    assert len(meaning.read(tmp_path / "a")["things"]) == 102
    assert len(model.asked) < 102  # what is told in the same words has one vector
    title = next(text for text in model.asked if text.startswith("Bier"))
    (hit,) = Vectors(tmp_path / "a", model).nearest(title, 1)
    assert (hit.iri, hit.kind, hit.date) == (
        f"{BASE}/moede/direktionen/2021-11-15/punkt/2",
        "punkt",
        "2021-11-15",
    )
    assert Vectors(tmp_path / "a", model).nearest("  ", 5) == []
    closed = [text for text in model.asked if text.startswith("Forhandling om lejem")]
    assert closed
    assert all(text.count("\n") == 1 and text.endswith("998-2016-05518") for text in closed)


def test_what_did_not_change_is_not_made_anew(store: Store, tmp_path: Path) -> None:
    graphs = sorted(graph for graph in store.graphs() if graph.endswith("/referat"))
    whole, later = Letters(), Letters()
    meaning.write(tmp_path / "a", store, graphs, whole)
    meaning.write(tmp_path / "b", store, graphs[1:], later, tmp_path / "a", {graphs[0], graphs[1]})
    assert later.asked == []  # what changed is read, and its text is known
    gone = graphs[0].removesuffix("/referat")
    left = [thing.decode() for thing in meaning.read(tmp_path / "b")["things"]]
    assert not [thing for thing in left if thing.startswith(gone)]
    assert len(left) == len(meaning.read(tmp_path / "a")["things"]) - 6


def test_what_there_was_no_time_for_is_made_later(store: Store, tmp_path: Path) -> None:
    graphs = [graph for graph in store.graphs() if graph.endswith("/referat")][:2]
    model = Letters()
    meaning.write(tmp_path / "a", store, graphs, model, seconds=-1)
    assert (model.asked, len(meaning.read(tmp_path / "a")["unfinished"])) == ([], 2)
    meaning.write(tmp_path / "b", store, graphs, model, tmp_path / "a", set())
    assert len(model.asked) == len(meaning.read(tmp_path / "b")["things"]) > 5


def test_a_file_that_is_none_has_no_vectors(tmp_path: Path) -> None:
    (tmp_path / "broken").write_bytes(b"PK no archive")
    for name in ("broken", "missing"):
        assert Vectors(tmp_path / name, Letters()).nearest("havnebad", 5) == []


def test_what_is_withdrawn_has_no_vector(model: Letters, tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "data", profile="aadalsoe", meaning=True)
    folder = write(tmp_path / "minutes", a=sample(decision="Udsat til Quisling."), b=sample("13"))
    before = meaning.read(publish(folder, config).release.meaning)
    assert any("Quisling" in text for text in model.asked)
    gone = f"{BASE}/moede/direktionen/2023-09-12/punkt/1"
    release = withdraw(gone, "persondata", "tester", config).release
    after = meaning.read(release.meaning)
    assert gone.encode() in before["things"]
    assert gone.encode() not in after["things"]
    assert len(after["vectors"]) == len(before["vectors"]) - 1
    assert len(after["hashes"]) == len(after["things"])
