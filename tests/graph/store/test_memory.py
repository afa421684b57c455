"""The data in memory answer as the store on disk does."""

import re
from collections import Counter
from pathlib import Path

import pytest
from named_queries import as_asked
from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

from graph.base.config import Config
from graph.queries.named import queries
from graph.release import archive
from graph.store import query_guard
from graph.store.memory import MemoryStore, TooLargeError
from graph.store.oxigraph import Store


@pytest.fixture(scope="module")
def path(published: Config) -> Path:
    return archive.Release(archive.current(published)).store


@pytest.fixture(scope="module")
def memory(path: Path) -> MemoryStore:
    return MemoryStore(path, 1000)


def rows(store: Store | MemoryStore, text: str, **dataset: list[str]) -> Counter[str]:
    results = store.answer(query_guard.check(text), **dataset)
    if isinstance(results, QueryBoolean):
        return Counter([str(bool(results))])
    assert isinstance(results, QuerySolutions | QueryTriples)
    return Counter(_parts_in_order(str(row)) for row in results)


def _parts_in_order(row: str) -> str:
    """A row with the members of each GROUP_CONCAT in the order of the alphabet; SPARQL 1.1, section 18.5.1.7,
    gives them none."""
    return re.sub(r"(?<=value=)[^=<>]*(?:; | / )[^=<>]*(?= (?:language|datatype)=)", _sorted, row)


def _sorted(found: re.Match[str]) -> str:
    between = "; " if "; " in found[0] else " / "
    return between.join(sorted(found[0].split(between)))


def test_every_named_query_has_the_same_answer(memory: MemoryStore, path: Path) -> None:
    with Store.open_read_only(path) as disk:
        for query in queries().values():
            assert rows(memory, as_asked(query)) == rows(disk, as_asked(query)), query.name


GRAPHS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"


@pytest.mark.parametrize(
    "text",
    [
        GRAPHS,
        GRAPHS.replace("GRAPH", "gRaPh"),
        "SELECT * { ?s <https://w3id.org/sagsgraf/ns#order> 1GRAPH ?g { ?s ?p ?o } }",
        "SELECT (COUNT(*) AS ?n) FROM <https://w3id.org/sagsgraf/ns> { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER EXISTS { GRAPH ?g { ?s ?p ?o } } }",
    ],
)
def test_a_query_that_names_graphs_finds_them(memory: MemoryStore, path: Path, text: str) -> None:
    with Store.open_read_only(path) as disk:
        assert rows(memory, text) == rows(disk, text)


def test_the_protocol_can_name_the_graphs(memory: MemoryStore) -> None:
    with_it = rows(memory, "SELECT ?s { ?s ?p ?o }", default_graphs=["https://w3id.org/sagsgraf/ns"])
    assert len(with_it) > 10
    assert not rows(memory, "SELECT ?s { ?s ?p ?o }", default_graphs=["https://example.org/none"])


def test_what_does_not_fit_is_not_loaded(path: Path) -> None:
    with pytest.raises(TooLargeError):
        MemoryStore(path, 1)


def test_no_store_no_memory(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="cannot be read"):
        MemoryStore(tmp_path / "none", 1000)
