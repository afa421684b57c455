"""The benchmark of serving: its corpus, that its mix asks for something, and that answers are compared fairly."""

import json
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from benchmarks.asking import ROWS, TRIPLES, Answer, NoAnswerError, accepted, content
from benchmarks.corpus import Corpus, corpus
from benchmarks.mix import MIX, Query
from benchmarks.tables import as_markdown
from graph.store.oxigraph import Store

SIZE = 0.05


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return corpus(tmp_path_factory.mktemp("corpus"), SIZE)


@pytest.fixture(scope="module")
def store(made: Corpus) -> Store:
    held = ox.Store()
    held.bulk_load(path=str(made.file), format=ox.RdfFormat.N_QUADS)
    return Store(held)


def answer(store: Store, query: str) -> Answer:
    """What a server would send."""
    result = store.query(query)
    kind = accepted(query)
    form = ox.RdfFormat.TURTLE if isinstance(result, ox.QueryTriples) else ox.QueryResultsFormat.JSON
    body = result.serialize(format=form)
    assert body is not None
    return Answer(200, kind, body, 0.0)


def test_the_default_graph_is_the_merge_of_the_named_ones(made: Corpus) -> None:
    quads = list(ox.parse(path=str(made.file), format=ox.RdfFormat.N_QUADS))
    default = [quad.triple for quad in quads if quad.graph_name == ox.DefaultGraph()]
    named = [quad for quad in quads if quad.graph_name != ox.DefaultGraph()]
    assert len(set(named)) == len(named) == made.quads
    assert len(set(default)) == len(default) == made.triples
    assert set(default) == {quad.triple for quad in named}


def test_a_corpus_is_the_same_each_time_and_made_once(tmp_path: Path) -> None:
    first, second = corpus(tmp_path / "a", 0.01), corpus(tmp_path / "b", 0.01)
    assert first.file.read_bytes() == second.file.read_bytes()
    written = first.file.stat().st_mtime_ns
    assert corpus(tmp_path / "a", 0.01) == first
    assert first.file.stat().st_mtime_ns == written


@pytest.mark.parametrize("query", MIX, ids=lambda query: query.name)
def test_each_query_asks_for_something(query: Query, made: Corpus, store: Store) -> None:
    texts = [query.text(made.constants, n, f"t{n}") for n in range(10)]
    assert len(set(texts)) == len(texts)
    found = [content(answer(store, text)) for text in texts]
    assert any(rows and rows != Counter([(("truth", "False"),)]) for rows in found)
    assert found[0] == content(answer(store, query.text(made.constants, 0, "other")))
    assert found[0] == content(answer(store, query.text(made.constants, 0)))


def test_answers_that_say_the_same_are_equal() -> None:
    def rows(**term: str) -> Answer:
        told = {"head": {"vars": ["n"]}, "results": {"bindings": [{"n": term}]}}
        return Answer(200, ROWS, json.dumps(told).encode(), 0.0)

    integer, decimal = (f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal"))
    one = content(rows(type="literal", value="10", datatype=integer))
    assert one == content(rows(type="typed-literal", value="10.0", datatype=decimal))
    assert one != content(rows(type="literal", value="10"))
    virtuoso = {
        "head": {"vars": ["__ASK_RETVAL"]},
        "results": {"bindings": [{"__ASK_RETVAL": {"value": "1"}}]},
    }
    assert content(Answer(200, ROWS, json.dumps(virtuoso).encode(), 0.0)) == content(
        Answer(200, ROWS, b'{"head": {}, "boolean": true}', 0.0)
    )
    triple = b'<urn:s> <urn:p> "a"@DA , 007 .'
    assert content(Answer(200, TRIPLES, triple, 0.0)) == content(
        Answer(200, TRIPLES, b'<urn:s> <urn:p> 7 . <urn:s> <urn:p> "a"@da .', 0.0)
    )


@pytest.mark.parametrize(
    ("status", "kind", "body"), [(503, ROWS, b"busy"), (200, ROWS, b"<html>"), (200, TRIPLES, b"<")]
)
def test_what_is_no_answer(status: int, kind: str, body: bytes) -> None:
    with pytest.raises(NoAnswerError):
        content(Answer(status, kind, body, 0.0))


def test_the_tables_of_a_result() -> None:
    timed = {"median": 0.002, "p95": 0.003}
    load = {"per_second": 1234.5, "p95": 0.01, "refused": 0, "broken": 2, "repeated": False}
    told = {"version": "1", "load_seconds": 1.0, "disk_megabytes": 2.0, "memory_loaded": 3.0}
    result = {
        "date": "2026-01-01",
        "command": "make bench",
        "machine": "2 cores",
        "notes": ["wrk is missing"],
        "corpus": {"documents": 4, "quads": 10_000, "triples": 9_000},
        "servers": {"oxigraph": told, "sagsgraf": told},
        "queries": [
            {
                "name": "both",
                "rows": 1,
                "servers": {"oxigraph": timed, "sagsgraf": timed | {"median": 0.001}},
            },
            {"name": "one", "rows": 1, "servers": {"oxigraph": timed}},
        ],
        "means": {
            "oxigraph": {"mean": 0.002, "ratios": {}},
            "sagsgraf": {"mean": 0.001, "ratios": {"oxigraph": {"mean": 0.5}}},
        },
        "throughput": {"mix, each new": {"oxigraph": load, "sagsgraf": load}},
    }
    text = as_markdown(result)
    assert "| both | 1 | 2.0 (3.0) | 1.0 (3.0) | 0.50 |" in text
    assert "| one | 1 | 2.0 (3.0) | - |  |" in text
    assert "| geometric mean |  | 2.0 | 1.0 | 0.50 |" in text
    assert "1,234 (10 ms), 2 failed" in text
    assert text.endswith("* wrk is missing\n")
