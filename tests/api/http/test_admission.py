"""Places and the line for them."""

import asyncio

import pytest

from api.http.admission import Admission, BusyError


async def hold(turns: Admission, name: str, told: list[str], until: asyncio.Event) -> None:
    async with turns.mine(5):
        told.append(name)
        await until.wait()


def test_first_come_first_served() -> None:
    async def run() -> list[str]:
        turns, told, until = Admission(1, 9), list[str](), asyncio.Event()
        tasks = [asyncio.create_task(hold(turns, name, told, until)) for name in "abc"]
        await asyncio.sleep(0.01)
        assert told == ["a"]
        until.set()
        await asyncio.gather(*tasks)
        return told

    assert asyncio.run(run()) == ["a", "b", "c"]


def test_who_finds_the_line_full_is_sent_away() -> None:
    async def run() -> None:
        turns, until = Admission(1, 1), asyncio.Event()
        tasks = [asyncio.create_task(hold(turns, name, [], until)) for name in "ab"]
        await asyncio.sleep(0.01)
        with pytest.raises(BusyError):
            await hold(turns, "c", [], until)
        until.set()
        await asyncio.gather(*tasks)

    asyncio.run(run())


def test_nobody_waits_for_ever() -> None:
    async def run() -> None:
        turns = Admission(1, 1)
        async with turns.mine(1):
            with pytest.raises(BusyError):
                async with turns.mine(0.01):
                    pass
        async with turns.mine(0.01):  # the one who gave up holds nothing
            pass

    asyncio.run(run())


@pytest.mark.parametrize("served", [False, True])
def test_a_turn_of_one_who_left_goes_to_the_next(served: bool) -> None:
    """``served``: the turn had come, but the one who waited was cancelled before it could take it."""

    async def run() -> list[str]:
        turns, told = Admission(1, 9), list[str]()
        first, rest = asyncio.Event(), asyncio.Event()
        rest.set()
        tasks = [
            asyncio.create_task(hold(turns, name, told, until))
            for name, until in (("a", first), ("b", rest), ("c", rest))
        ]
        await asyncio.sleep(0.01)
        first.set()
        if served:
            while turns._waiting and len(turns._waiting) == 2:
                await asyncio.sleep(0)
        tasks[1].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        async with turns.mine(0.01):
            told.append("free")
        return told

    assert asyncio.run(run())[-2:] == ["c", "free"]
