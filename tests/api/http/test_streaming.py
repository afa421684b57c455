"""Work for a client that may go away."""

import asyncio
from typing import Any

import pytest
from starlette.requests import Request

from api.http.streaming import GoneError, while_there


def request(gone: asyncio.Event) -> Request:
    async def receive() -> dict[str, Any]:
        await gone.wait()
        return {"type": "http.disconnect"}

    return Request({"type": "http", "headers": []}, receive)


def test_what_is_done_before_the_client_goes_is_told() -> None:
    async def run() -> int:
        async def work() -> int:
            return 7

        return await while_there(request(asyncio.Event()), work())

    assert asyncio.run(run()) == 7


def test_a_fault_of_the_work_is_raised() -> None:
    async def run() -> None:
        async def work() -> None:
            raise KeyError("x")

        await while_there(request(asyncio.Event()), work())

    with pytest.raises(KeyError):
        asyncio.run(run())


def test_work_for_a_client_that_is_gone_is_cancelled() -> None:
    async def run() -> str:
        gone, state = asyncio.Event(), ["begun"]

        async def work() -> None:
            gone.set()
            try:
                await asyncio.sleep(60)
            finally:
                state.append("stopped")

        with pytest.raises(GoneError):
            await while_there(request(gone), work())
        return state[-1]

    assert asyncio.run(run()) == "stopped"
