"""How often an address may ask."""

import asyncio
import time

import pytest
from fastapi.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from api.app import create_app
from api.operations.rate_limit import RateLimit, new_limiter
from graph.base.config import Config


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time stands still, far from the turn of a minute."""
    now = time.time() // 60 * 60 + 10
    monkeypatch.setattr(time, "time", lambda: now)


async def _app(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def headers_of(limit: RateLimit, client: str, path: str = "/doc/x") -> dict[bytes, bytes]:
    """The headers of the answer to a client."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "client": (client, 1)}
    asyncio.run(limit(scope, receive, send))
    return dict(sent[0]["headers"])


def test_the_closest_bound_is_told() -> None:
    limit = RateLimit(_app, new_limiter(), 3, 2, "")
    headers = headers_of(limit, "203.0.113.7")
    assert headers[b"ratelimit-policy"] == b'"all";q=3;w=60'
    assert headers[b"ratelimit"].startswith(b'"all";r=2;t=')
    headers = headers_of(limit, "203.0.113.7", "/en/sparql.csv")
    assert headers[b"ratelimit-policy"] == b'"all";q=3;w=60, "dear";q=2;w=60'
    assert headers[b"ratelimit"].startswith((b'"all";r=1;t=', b'"dear";r=1;t='))
    assert headers_of(limit, "203.0.113.8")[b"ratelimit"].startswith(b'"all";r=2;')


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:1::7", "2001:db8:1:1:ffff::8", True),
        ("2001:db8:1:1::7", "2001:db8:1:2::7", False),
        ("203.0.113.7", "::ffff:203.0.113.7", True),
    ],
)
def test_an_ipv6_network_is_one_address(one: str, other: str, same: bool) -> None:
    limit = RateLimit(_app, new_limiter(), 9, 0, "")
    headers_of(limit, one)
    assert headers_of(limit, other)[b"ratelimit"].startswith(b'"all";r=7;' if same else b'"all";r=8;')


@pytest.mark.parametrize("client", ["127.0.0.1", "::1", "::ffff:127.0.0.1", "testclient", ""])
def test_the_machine_itself_may_ask_at_will(client: str) -> None:
    assert headers_of(RateLimit(_app, new_limiter(), 1, 1, ""), client) == {}


def test_no_bounds() -> None:
    assert headers_of(RateLimit(_app, new_limiter(), 0, 0, ""), "203.0.113.7") == {}


def test_who_asks_too_often_is_told_when_to_come_again(published: Config) -> None:
    config = Config(data_dir=published.data_dir, requests_per_minute=2)
    client = TestClient(create_app(config), client=("203.0.113.7", 1))
    assert client.get("/om").status_code == client.get("/en/om").status_code == 200
    refused = client.get("/om/henvis", headers={"Accept": "text/html"})
    assert refused.status_code == 429
    assert "For mange forespørgsler" in refused.text
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.headers["x-content-type-options"] == "nosniff"
    assert client.get("/om").status_code == 200  # it was made before, and costs nothing
    assert client.get("/om/henvis").json()["status"] == 429
