"""Whole answers, kept: each is made once, and then costs next to nothing.

Everything served depends on the current release and the request alone, so a new release empties the cache by
its name, and nothing is ever stale. What is answered from an earlier release is asked for by name, so it has
its own place here; whether that release is still kept is seen to first, each time.
"""

from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.compression import takes_gzip
from api.http.conditional import not_modified
from api.serving.release_choice import chosen
from api.serving.releases import OpenRelease, Releases

_LARGEST = 2 << 20  # bytes of an answer that is kept
_LARGEST_QUESTION = 1 << 16  # bytes of a question sent as a body
_OVERHEAD = 1000  # bytes that an answer takes beside its body and header
_OF_304 = (b"content-type", b"content-length")

Key = bytes


@dataclass(frozen=True, slots=True)
class _Kept:
    """An answer 200 as it was sent."""

    headers: list[tuple[bytes, bytes]]
    body: bytes

    @property
    def size(self) -> int:
        """The bytes it takes."""
        return len(self.body) + sum(len(name) + len(value) for name, value in self.headers) + _OVERHEAD


class Cache:
    """Middleware around all others; it finds out which release a request is answered from.

    ``megabytes`` bounds what is kept; what was not asked for longest goes first.
    """

    def __init__(self, app: ASGIApp, releases: Releases, megabytes: int) -> None:
        self.app = app
        self._releases = releases
        self._most = megabytes * 1_000_000
        self._held = 0
        self._kept: OrderedDict[Key, _Kept] = OrderedDict()
        self._release: OpenRelease | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        key, receive = await _key(scope, receive)  # first, for a body may be long in coming
        choice = await chosen(self._releases, scope["query_string"])
        scope.setdefault("state", {})["chosen"] = choice
        if choice.current is not self._release:
            self._release, self._held = choice.current, 0
            self._kept.clear()
        if choice.release is None:  # no release, or none of the name
            key = None
        kept = self._kept.get(key) if key else None
        if key and kept:
            self._kept.move_to_end(key)
            scope["state"]["kept"] = True
            await _answer(scope, kept, send)
        elif key and choice.current and scope["method"] != "HEAD":
            await self.app(scope, receive, _Keeper(self, key, choice.current, send))
        else:
            await self.app(scope, receive, send)

    def keep(self, key: Key, current: OpenRelease, kept: _Kept) -> None:
        """Keep an answer that was made while a release was the current one, unless another is by now."""
        if current is not self._release or key in self._kept:
            return
        self._kept[key] = kept
        self._held += kept.size
        while self._held > self._most:
            _, oldest = self._kept.popitem(last=False)
            self._held -= oldest.size


class _Keeper:
    """Passes an answer on, and keeps it if it may be kept."""

    def __init__(self, cache: Cache, key: Key, current: OpenRelease, send: Send) -> None:
        self._cache, self._key, self._current, self._send = cache, key, current, send
        self._headers: list[tuple[bytes, bytes]] | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = Headers(raw=message["headers"])
            if message["status"] == 200 and headers.get("cache-control") != "no-store":
                self._headers = list(message["headers"])
        elif message["type"] == "http.response.body":
            body = message.get("body", b"")
            if self._headers and not message.get("more_body") and len(body) <= _LARGEST:
                self._cache.keep(self._key, self._current, _Kept(self._headers, body))
            self._headers = None
        await self._send(message)


async def _key(scope: Scope, receive: Receive) -> tuple[Key | None, Receive]:
    """What an answer depends on beside the release, if it may be kept; and how the request is to be read
    after that."""
    headers = Headers(scope=scope)
    wanted = (headers.get("accept"), tuple(headers.getlist("accept-profile")), headers.get("accept-datetime"))
    packed = takes_gzip(headers.get("accept-encoding"))
    place = (scope["path"], scope["query_string"], wanted, packed)
    if scope["method"] in ("GET", "HEAD"):
        return _digest(place), receive
    length = headers.get("content-length", "")
    if scope["method"] != "POST" or not length.isdecimal() or int(length) > _LARGEST_QUESTION:
        return None, receive
    body, first = b"", await receive()
    message = first
    while message["type"] == "http.request":
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
        message = await receive()
    whole: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return whole.pop() if whole else await receive()

    return _digest((*place, headers.get("content-type"), headers.get("content-encoding"), body)), again


def _digest(question: tuple[Any, ...]) -> Key:
    """A key of one size, however long the question is."""
    return sha256(repr(question).encode("utf-8", "backslashreplace")).digest()


async def _answer(scope: Scope, kept: _Kept, send: Send) -> None:
    """Send an answer that was kept, or 304, or its head alone."""
    status, headers, body = 200, kept.headers, kept.body
    if scope["method"] != "POST" and not_modified(Headers(scope=scope), Headers(raw=kept.headers)):
        status, body = 304, b""
        headers = [field for field in kept.headers if field[0] not in _OF_304]
    elif scope["method"] == "HEAD":
        body = b""
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
