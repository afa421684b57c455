"""/mcp: the tools over HTTP (Model Context Protocol, Streamable HTTP), without sessions.

The library is loaded when the first assistant comes: few servers meet one, and loading it takes time.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import Message, Receive, Scope, Send

from api.http.formats import JSON
from api.http.negotiation import OTHERS, content
from api.http.problems import Problem
from api.site.site import Site
from graph.base.config import LOOPBACK

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

router = APIRouter()
MAX_BYTES = 100_000
"""Bytes of a message to the server."""
_LOOPBACK = tuple(f"[{host}]" if ":" in host else host for host in LOOPBACK)  # as a Host header has them


class Door:
    """Lets assistants in: begun by the first, ended with the application."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._wanted = asyncio.Event()
        self._manager: asyncio.Future[StreamableHTTPSessionManager] = asyncio.Future()

    @asynccontextmanager
    async def ready(self) -> AsyncIterator[None]:
        """While the application runs."""
        task = asyncio.create_task(self._run())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait([task])

    async def _run(self) -> None:
        await self._wanted.wait()
        try:
            manager = await run_in_threadpool(_manager, self._site)
        except ImportError as error:
            self._manager.set_exception(error)
            raise
        async with manager.run():
            self._manager.set_result(manager)
            await asyncio.Event().wait()

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a message."""
        self._wanted.set()
        manager = await asyncio.shield(self._manager)

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                # What it depends on stands in header fields that the cache does not know.
                MutableHeaders(scope=message)["Cache-Control"] = "no-store"
            await send(message)

        await manager.handle_request(scope, receive, dressed)


def _manager(site: Site) -> "StreamableHTTPSessionManager":
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
    from mcp.server.transport_security import TransportSecuritySettings

    from api.assistants.server import server

    # A page of another site must not ask through a browser (DNS rebinding): the host is the site's own or,
    # behind a proxy, this machine's, and whoever names an origin names the site's.
    base = urlsplit(site.config.base_iri)
    hosts = [base.netloc, *_LOOPBACK, *(f"{host}:*" for host in _LOOPBACK)]
    return StreamableHTTPSessionManager(
        server(site),
        json_response=True,
        stateless=True,
        security_settings=TransportSecuritySettings(
            allowed_hosts=hosts, allowed_origins=[f"{base.scheme}://{base.netloc}"]
        ),
        max_request_body_size=MAX_BYTES,
    )


class _Passed(Response):
    """A response that is made by the door."""

    def __init__(self, door: Door) -> None:
        super().__init__()
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._door.answer(scope, receive, send)


@router.post(
    "/mcp",
    responses={
        **content(JSON),
        202: {"description": "A notification, which has no answer"},
        400: {
            "description": "No message of the protocol",
            "content": {JSON.media_type: {"schema": {"type": "object"}}, **OTHERS["4XX"]["content"]},
        },
    },
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                JSON.media_type: {
                    "schema": {
                        "type": "object",
                        "required": ["jsonrpc", "method"],
                        "properties": {
                            "jsonrpc": {"const": "2.0"},
                            "id": {"description": "A string or whole number; without, it is a notification."},
                            "method": {"type": "string"},
                            "params": {"type": ["object", "null"]},
                        },
                    },
                    "example": {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}},
                }
            },
        }
    },
)
async def message(request: Request) -> Response:
    """Answer a message of the Model Context Protocol; the tools only read."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON.media_type:
        raise Problem(415, f"Send {JSON.media_type}.", {"Accept-Post": JSON.media_type})
    door: Door | None = getattr(request.app.state, "assistants", None)
    if door is None:
        raise Problem(503, "The server is starting.", {"Retry-After": "1"})
    return _Passed(door)
