"""Queries that would take the server down do not; the next one is answered."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from working import ENDLESS, NUMBER, ask, children, gone, hardest_at_work, numbered, run

from api.app import create_app
from api.http.admission import BusyError
from api.workers.worker import KEPT, Limits
from api.workers.workers import BrokeError, TookTooLongError, TooMuchError, Workers
from graph.base.config import Config
from graph.release import archive

SMALL = "SELECT ?x { VALUES ?x { 1 } }"
# A string doubled thirty-four times is 16 GB.
LARGE = (
    "SELECT ?x34 { BIND ('a' AS ?x0) "
    + " ".join(f"BIND (CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(34))
    + " }"
)
# Doubled twenty-two times it is 4 MB: more than crosses to the server, and than the short lane's memory.
LONG = LARGE.replace("?x34 {", "?x22 {")[: LARGE.index("BIND (CONCAT(?x22")] + " }"


@pytest.fixture
def store(published: Config) -> Path:
    return archive.Release(archive.current(published)).store


def one_after_another(store: Path, *queries: str) -> Callable[[Workers], Awaitable[list[Any]]]:
    """Work that asks some questions; what is raised is told in the place of an answer."""

    async def work(workers: Workers) -> list[Any]:
        told: list[Any] = []
        for query in queries:
            try:
                told.append(await ask(workers, store, query))
            except (TookTooLongError, BrokeError, TooMuchError, BusyError) as error:
                told.append(type(error))
        return told

    return work


ONE = b"x\r\n1\r\n"


def test_an_answer(store: Path) -> None:
    assert run(one_after_another(store, SMALL, SMALL)) == [ONE, ONE]


def test_a_query_that_takes_too_long_is_stopped(store: Path) -> None:
    told = run(one_after_another(store, SMALL, ENDLESS, SMALL), Limits(1, 1000))
    assert told == [ONE, TookTooLongError, ONE]


def test_a_query_that_takes_too_much_memory_is_stopped(store: Path) -> None:
    told = run(one_after_another(store, SMALL, LARGE, SMALL), Limits(30, 300, short_megabytes=100))
    assert told == [ONE, BrokeError, ONE]


def test_an_answer_that_is_too_long_is_stopped_and_never_cut(store: Path) -> None:
    told = run(one_after_another(store, SMALL, LONG, SMALL), Limits(30, 1000, output_megabytes=3))
    assert told == [ONE, TooMuchError, ONE]


@pytest.mark.parametrize("seconds", [30, 0.0], ids=["short", "long"])
def test_a_long_answer_comes_whole(store: Path, seconds: float) -> None:
    limits = Limits(30, 1000, short_seconds=seconds)
    length = 2 * KEPT
    assert run(one_after_another(store, LONG, SMALL), limits) == [
        b"x22\r\n" + b"a" * length + b"\r\n",
        ONE,
    ]


def test_what_needs_more_memory_than_a_short_query_gets_it_in_the_long_lane(store: Path) -> None:
    """Its first worker dies of it, and the client does not notice."""
    limits = Limits(30, 1000, short_seconds=20, short_megabytes=2)
    assert run(one_after_another(store, LONG), limits)[0].endswith(b"a" * KEPT + b"\r\n")


def test_short_queries_do_not_wait_for_long_ones(store: Path) -> None:
    async def work(workers: Workers) -> list[Any]:
        long = [asyncio.create_task(ask(workers, store, ENDLESS)) for _ in range(4)]
        await asyncio.sleep(1.5)  # each has had its short time
        assert await ask(workers, store, SMALL) == ONE
        assert not all(task.done() for task in long)
        for task in long:
            task.cancel()
        return await asyncio.gather(*long, return_exceptions=True)

    ended = run(work, Limits(600, 1000, short_seconds=0.1))
    assert {type(error) for error in ended} <= {asyncio.CancelledError, BusyError}


def test_who_finds_no_place_is_told_so(store: Path) -> None:
    async def work(workers: Workers) -> list[Any]:
        asked = [asyncio.create_task(ask(workers, store, ENDLESS)) for _ in range(20)]
        return await asyncio.gather(*asked, return_exceptions=True)

    ended = run(work, Limits(1, 1000, short_seconds=0.01))
    assert {type(error) for error in ended} == {TookTooLongError, BusyError}


def test_a_question_that_is_cancelled_stops_its_query(store: Path) -> None:
    before = children()

    async def work(workers: Workers) -> bytes:
        asked = asyncio.create_task(ask(workers, store, ENDLESS))
        busy = await asyncio.to_thread(hardest_at_work, before)
        asked.cancel()
        await asyncio.wait({asked})
        assert await asyncio.to_thread(gone, busy)
        return await ask(workers, store, SMALL)

    assert run(work, Limits(600, 1000)) == ONE


def test_a_fork_server_that_died_is_replaced(store: Path) -> None:
    async def work(workers: Workers) -> bytes:
        await ask(workers, store, SMALL)
        pool = workers._pools[store]
        pool.disk._process.kill()
        pool.disk._process.join()
        if pool.filling:
            await pool.filling
        while pool.idle:
            pool.idle.pop().stop()
        return await ask(workers, store, SMALL)

    assert run(work) == ONE


def test_each_question_is_answered_from_its_own_release(tmp_path: Path) -> None:
    stores = [numbered(tmp_path / str(n), n) for n in (1, 2)]

    async def work(workers: Workers) -> list[bytes]:
        return [await ask(workers, store, NUMBER) for store in (*stores, stores[0])]

    assert run(work) == [b"o\r\n1\r\n", b"o\r\n2\r\n", b"o\r\n1\r\n"]


def test_memory_takes_over_when_it_is_loaded(tmp_path: Path) -> None:
    store = numbered(tmp_path / "1", 1)

    async def work(workers: Workers) -> list[bytes]:
        workers.prepare(store)
        pool = workers._pools[store]
        assert pool.memory
        first = await ask(workers, store, NUMBER)
        while not pool.memory.is_ready:
            await asyncio.sleep(0.05)
        if pool.filling:
            await pool.filling
        second = await ask(workers, store, NUMBER)
        assert pool.idle[-1].fork_server is pool.memory  # which answered, and not one of the disk beside it
        others = await asyncio.gather(*(ask(workers, store, NUMBER) for _ in range(3)))
        if pool.filling:
            await pool.filling
        assert len(pool.in_memory) == 1  # there is no room for more copies
        assert pool.disk in {worker.fork_server for worker in pool.idle}
        return [first, second, *others]

    assert run(work, memory=50) == [b"o\r\n1\r\n"] * 5


def test_what_does_not_fit_in_memory_stays_on_disk(store: Path) -> None:
    async def work(workers: Workers) -> bytes:
        workers.prepare(store)
        pool = workers._pools[store]
        while pool.memory and pool.memory.is_ready is False:
            await asyncio.sleep(0.05)
        told = await ask(workers, store, SMALL)
        assert pool.memory is None
        return told

    assert run(work, memory=1) == ONE


def test_the_server_tells_of_it_and_goes_on(published: Config) -> None:
    config = Config(data_dir=published.data_dir, query_seconds=1)
    with TestClient(create_app(config), base_url=config.base_iri) as client:
        stopped = client.get("/sparql", params={"query": ENDLESS})
        assert stopped.status_code == 503
        assert stopped.json()["detail"] == "The query was stopped after 1 seconds. Ask for less at a time."
        assert stopped.json()["bound"] == "seconds"
        assert stopped.headers["access-control-allow-origin"] == "*"
        page = client.get("/sparql", params={"query": ENDLESS}, headers={"Accept": "text/html"})
        assert page.status_code == 503
        assert "stopped after 1 seconds" in page.text
        assert client.get("/sparql", params={"query": SMALL}).status_code == 200
