"""Earlier releases are asked beside the current one, and take nothing from it."""

import asyncio
from pathlib import Path

from working import ENDLESS, LIMITS, NUMBER, ask, numbered, run

from api.http.admission import BusyError
from api.http.writers import Names
from api.workers.worker import Limits
from api.workers.workers import TookTooLongError, Workers
from graph.base.config import Config


def answer(number: int) -> bytes:
    return b"o\r\n%d\r\n" % number


def test_earlier_ones_are_answered_from_the_disk_by_few_workers(tmp_path: Path) -> None:
    stores = [numbered(tmp_path / str(n), n) for n in range(5)]

    async def work(workers: Workers) -> list[bytes]:
        workers.prepare(stores[4])
        told = [await ask(workers, store, NUMBER) for store in (*stores, stores[1])]
        assert list(workers._pools) == [stores[4]]
        assert list(workers._earlier) == [stores[3], stores[1]]  # no more than were asked last
        assert all(one.pool.memory is None and one.pool.spare == 1 for one in workers._earlier.values())
        assert workers._pools[stores[4]].memory is not None
        return told

    assert run(work, memory=100) == [answer(n) for n in (0, 1, 2, 3, 4, 1)]


def test_many_at_once_are_all_answered(tmp_path: Path) -> None:
    stores = [numbered(tmp_path / str(n), n) for n in range(5)]

    async def work(workers: Workers) -> list[bytes]:
        workers.prepare(stores[4])
        return list(await asyncio.gather(*(ask(workers, store, NUMBER) for store in stores * 3)))

    assert run(work) == [answer(n) for n in range(5)] * 3


def test_who_asks_an_earlier_one_for_much_takes_no_place_from_the_current_one(tmp_path: Path) -> None:
    old, new = (numbered(tmp_path / str(n), n) for n in (1, 2))

    async def work(workers: Workers) -> bytes:
        workers.prepare(new)
        workers._short._free = 1
        hard = [asyncio.create_task(ask(workers, old, ENDLESS)) for _ in range(3)]
        while not workers._earlier or workers._earlier[old].busy < 3:
            await asyncio.sleep(0.01)
        assert workers._short._free == 1
        told = await ask(workers, new, NUMBER)
        assert not any(task.done() for task in hard)
        ends = await asyncio.gather(*hard, return_exceptions=True)
        assert {type(end) for end in ends} <= {TookTooLongError, BusyError}
        assert workers._earlier[old].busy == 0
        return told

    assert run(work, Limits(2, 1000, short_seconds=0.3)) == answer(2)


def test_one_that_nobody_asks_any_more_is_let_go_of(tmp_path: Path) -> None:
    old, new = (numbered(tmp_path / str(n), n) for n in (1, 2))

    async def work(workers: Workers) -> tuple[int, int, int]:
        workers.prepare(new)
        await ask(workers, old, NUMBER)
        workers._end_others()
        asked_now = len(workers._earlier)
        workers._earlier[old].asked -= 100
        workers._earlier[old].busy = 1
        workers._end_others()
        at_work = len(workers._earlier)
        workers._earlier[old].busy = 0
        workers._end_others()
        return asked_now, at_work, len(workers._earlier)

    assert run(work) == (1, 1, 0)


def test_with_a_server_to_ask_earlier_ones_are_asked_on_the_disk(tmp_path: Path) -> None:
    old, new = (numbered(tmp_path / str(n), n) for n in (1, 2))

    async def whole() -> bytes:
        nowhere = Config(store="http://127.0.0.1:9/sparql")
        workers = Workers(LIMITS, Names({}, ""), 0, 1, remote=nowhere)
        try:
            workers.prepare(new)
            return await ask(workers, old, NUMBER)
        finally:
            workers.close()

    assert asyncio.run(whole()) == answer(1)
