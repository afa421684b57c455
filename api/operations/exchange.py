"""Each request and what came of it, for those who watch: the log and the metrics."""

import os
import re
import time
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problems import CLIENT_LEFT
from api.i18n.language import LANGUAGES, language

REQUEST_ID = "X-Request-Id"
"""The header by which a proxy names a request, and by which the answer tells the name."""
_IS_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The name of the request that is being answered; empty between requests."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer. ``path`` is without the query, which may hold anything somebody asks for;
    nothing tells who asked. ``kept`` says that the answer had been made before."""

    id: str
    method: str
    path: str
    status: int
    bytes: int
    seconds: float
    kept: bool


def page_of(path: str, root: str) -> str:
    """The first part of a path below the root, whatever the language and the format; empty for the front
    page.

    >>> page_of("/sager/en/doc/aadalsoe/sag/20-004417", "/sager")
    'doc'
    """
    below = path.removeprefix(root)
    for code in LANGUAGES:
        prefix = language(code).prefix
        if prefix and f"{below}/".startswith(f"{prefix}/"):
            below = below.removeprefix(prefix)
    return below.strip("/").partition("/")[0].partition(".")[0]


class Exchanges:
    """Middleware around all others: tells each of some watchers of each exchange when it is over."""

    def __init__(self, app: ASGIApp, watchers: Sequence[Callable[[Exchange], None]]) -> None:
        self.app = app
        self._watchers = watchers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get(REQUEST_ID, "")
        name = given if _IS_ID.fullmatch(given) else os.urandom(16).hex()
        state = scope.setdefault("state", {})
        status, sent, began = CLIENT_LEFT, 0, time.perf_counter()

        async def count(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID] = name
            elif message["type"] == "http.response.body":
                sent += len(message.get("body", b""))
            await send(message)

        token = request_id.set(name)
        try:
            await self.app(scope, receive, count)
        finally:
            seconds, kept = time.perf_counter() - began, state.get("kept", False)
            told = Exchange(name, scope["method"], scope["path"], status, sent, seconds, kept)
            for watcher in self._watchers:
                watcher(told)
            request_id.reset(token)
