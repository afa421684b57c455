"""Exchanges as they are told to those who watch."""

import asyncio

import pytest
from fastapi.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from api.operations.exchange import CLIENT_LEFT, Exchange, Exchanges, page_of, request_id

names = []


async def _app(scope: Scope, receive: Receive, send: Send) -> None:
    names.append(request_id.get())
    scope["state"]["kept"] = scope["path"] == "/kept"
    await send({"type": "http.response.start", "status": 203, "headers": []})
    await send({"type": "http.response.body", "body": b"12", "more_body": True})
    await send({"type": "http.response.body", "body": b"345"})


def test_an_exchange_is_told_without_what_was_asked_and_who_asked() -> None:
    told: list[Exchange] = []
    client = TestClient(Exchanges(_app, [told.append]))
    answer = client.get("/kept?q=Jens+Hansen", headers={"X-Request-Id": "proxy-7"})
    assert answer.headers["x-request-id"] == "proxy-7" == names[-1]
    (one,) = told
    assert one == Exchange("proxy-7", "GET", "/kept", 203, 5, one.seconds, True)
    assert 0 < one.seconds < 600
    assert request_id.get() == ""


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, 'a"}', "æ"])
def test_a_name_that_is_none_is_not_taken(given: str) -> None:
    told: list[Exchange] = []
    answer = TestClient(Exchanges(_app, [told.append])).get("/", headers={"X-Request-Id": given.encode()})
    assert answer.headers["x-request-id"] == told[0].id != given
    assert len(told[0].id) == 32


def test_a_client_that_leaves_is_told_as_such() -> None:
    async def leaves(scope: Scope, receive: Receive, send: Send) -> None:
        raise asyncio.CancelledError

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        raise AssertionError

    told: list[Exchange] = []
    scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(Exchanges(leaves, [told.append])(scope, receive, send))
    assert told[0].status == CLIENT_LEFT


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/", ""),
        ("/sager", ""),
        ("/sager/", ""),
        ("/sager/doc/aadalsoe/sag/1.ttl", "doc"),
        ("/sager/en/search", "search"),
        ("/sager/sparql.csv", "sparql"),
        ("/sager/enheder", "enheder"),
    ],
)
def test_the_page_of_a_path(path: str, page: str) -> None:
    assert page_of(path, "/sager") == page
