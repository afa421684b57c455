"""Answers compressed with gzip for clients that take it (RFC 9110, sections 8.4 and 12.5.3).

The entity tag of a compressed answer is that of the plain one with an ending, so both are strong; clients may
ask with either.
"""

import re
import zlib

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LEAST = 1000  # bytes; below, a packet is a packet
_AT_ONCE = 1 << 16  # bytes; more is compressed beside the event loop
_LEVEL = 6
_TEXT = re.compile(
    r"text/|application/(?:[\w.-]+\+)?(?:json|xml)\b|application/(?:n-triples|n-quads|trig)\b|image/svg"
)
_CODING = re.compile(
    r"\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?"
)
_ENDING = '-gzip"'


def takes_gzip(accept_encoding: str | None) -> bool:
    """Whether a client takes gzip, by its Accept-Encoding field; one that does not say takes it plain."""
    qualities: dict[str, float] = {}
    for member in (accept_encoding or "").split(",")[:20]:
        if match := _CODING.fullmatch(member):
            qualities[match[1].lower()] = float(match[2] or 1)
    return qualities.get("gzip", qualities.get("x-gzip", qualities.get("*", 0.0))) > 0


class Compress:
    """Middleware: what keeps answers must be outside of it, and tell those of :func:`takes_gzip` apart."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif takes_gzip(Headers(scope=scope).get("accept-encoding")):
            compressor = _Compressor(send, scope["method"])
            await self.app(compressor.asked(scope), receive, compressor)
        else:
            await self.app(scope, receive, _Plain(send))


class _Plain:
    """Passes an answer on, and says that it could have been compressed."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and (message["status"] == 304 or _compressible(message)):
            MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
        await self._send(message)


class _Compressor:
    """Passes an answer on, compressed where that is of use; a stream as it comes."""

    def __init__(self, send: Send, method: str) -> None:
        self._send = send
        self._head = method == "HEAD"
        self._start: Message | None = None
        self._press: zlib._Compress | None = None
        self._known = ""

    def asked(self, scope: Scope) -> Scope:
        """The request as it would be for the plain answer: a client may know the compressed one."""
        headers = MutableHeaders(raw=list(scope["headers"]))
        self._known = headers.get("if-none-match", "")
        if _ENDING in self._known:
            headers["if-none-match"] = self._known.replace(_ENDING, '"')
        return {**scope, "headers": headers.raw}

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            if message["status"] == 304:
                self._rename(message)
            return
        if message["type"] != "http.response.body":
            await self._send(message)
            return
        body, more = message.get("body", b""), message.get("more_body", False)
        if self._start:
            await self._begin(self._start, len(body), more)
            self._start = None
        if self._press and not self._head:
            body = await self._pressed(body, more)
            if more and not body:
                return
        await self._send({**message, "body": body})

    async def _begin(self, start: Message, length: int, more: bool) -> None:
        """Send the head of the answer, once it is known whether it is long enough."""
        if _compressible(start):
            headers = MutableHeaders(scope=start)
            headers.add_vary_header("Accept-Encoding")
            if more or int(headers.get("content-length", length)) >= _LEAST:
                self._press = zlib.compressobj(_LEVEL, zlib.DEFLATED, 31)
                headers["Content-Encoding"] = "gzip"
                del headers["Content-Length"]
                if tag := headers.get("etag"):
                    headers["ETag"] = _ended(tag)
        await self._send(start)

    async def _pressed(self, body: bytes, more: bool) -> bytes:
        press = self._press
        assert press is not None

        def work() -> bytes:
            return press.compress(body) + (b"" if more else press.flush())

        return await to_thread.run_sync(work) if len(body) > _AT_ONCE else work()

    def _rename(self, start: Message) -> None:
        """Name the answer of a 304 as the client knows it."""
        headers = MutableHeaders(scope=start)
        headers.add_vary_header("Accept-Encoding")
        tag = headers.get("etag", "")
        if tag and _ended(tag) in self._known:
            headers["ETag"] = _ended(tag)


def _ended(tag: str) -> str:
    return tag.removesuffix('"') + _ENDING


def _compressible(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    return (
        start["status"] not in (204, 206, 304)
        and "content-encoding" not in headers
        and "content-range" not in headers
        and _TEXT.match(headers.get("content-type", "")) is not None
    )
