"""Queries that would take the server down do not; the next one is answered."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.evaluation import Question, Written
from api.protocol import Asked
from api.workers import BrokeError, BusyError, Limits, TookTooLongError, Workers
from api.writers import Names
from graph import shelf
from graph.config import Config

SMALL = "SELECT ?x { VALUES ?x { 1 } }"
# Planning these joins takes the engine half a minute, whatever the store holds.
ENDLESS = "SELECT * { " + " ".join(f"?s <http://x/p{n}> ?o{n} ." for n in range(200)) + " }"
# A string doubled thirty times is a gigabyte.
LARGE = (
    "SELECT ?x30 { BIND ('a' AS ?x0) "
    + " ".join(f"BIND (CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(30))
    + " }"
)


@pytest.fixture
def store(published: Config) -> Path:
    return shelf.Release(shelf.current(published)).store


@pytest.fixture
def workers(request: pytest.FixtureRequest) -> Iterator[Workers]:
    """One worker, with the limits a test asks for by a parameter."""
    workers = Workers(getattr(request, "param", Limits(10, 2000)), Names({}, {}, ""), count=1)
    yield workers
    workers.close()


def ask(workers: Workers, store: Path, query: str) -> bytes:
    outcome = workers.ask(Question(store, Asked(query), "text/csv"))
    assert isinstance(outcome, Written)
    return outcome.body


def test_an_answer(workers: Workers, store: Path) -> None:
    assert ask(workers, store, SMALL) == b"x\r\n1\r\n"


@pytest.mark.parametrize("workers", [Limits(1, 2000)], indirect=True)
def test_a_query_that_takes_too_long_is_stopped(workers: Workers, store: Path) -> None:
    assert ask(workers, store, SMALL) == b"x\r\n1\r\n"
    with pytest.raises(TookTooLongError):
        ask(workers, store, ENDLESS)
    assert ask(workers, store, SMALL) == b"x\r\n1\r\n"


@pytest.mark.parametrize("workers", [Limits(30, 1000)], indirect=True)
def test_a_query_that_takes_too_much_memory_is_stopped(workers: Workers, store: Path) -> None:
    assert ask(workers, store, SMALL) == b"x\r\n1\r\n"
    with pytest.raises(BrokeError):
        ask(workers, store, LARGE)
    assert ask(workers, store, SMALL) == b"x\r\n1\r\n"


@pytest.mark.parametrize("workers", [Limits(0.2, 2000)], indirect=True)
def test_a_question_does_not_wait_for_ever(workers: Workers, store: Path) -> None:
    held = workers._places.get()
    with pytest.raises(BusyError):
        ask(workers, store, SMALL)
    workers._places.put(held)


def test_a_worker_that_died_meanwhile_is_replaced(workers: Workers, store: Path) -> None:
    ask(workers, store, SMALL)
    worker = workers._places.get()
    assert worker
    worker.process.kill()
    worker.process.join()
    workers._places.put(worker)
    assert ask(workers, store, SMALL) == b"x\r\n1\r\n"


def test_the_server_tells_of_it_and_goes_on(published: Config) -> None:
    config = Config(data_dir=published.data_dir, query_seconds=1)
    with TestClient(create_app(config), base_url=config.base_iri) as client:
        begun = time.monotonic()
        stopped = client.get("/sparql", params={"query": ENDLESS})
        assert time.monotonic() - begun < 10
        assert stopped.status_code == 503
        assert stopped.json()["detail"] == "The query was stopped after 1 seconds. Ask for less at a time."
        assert stopped.headers["access-control-allow-origin"] == "*"
        page = client.get("/sparql", params={"query": ENDLESS}, headers={"Accept": "text/html"})
        assert page.status_code == 503
        assert "stopped after 1 seconds" in page.text
        assert client.get("/sparql", params={"query": SMALL}).status_code == 200
