"""Queries on a shorter way: a program that asks many small ones spends most of their time in the framework.

The same functions answer as on the framework's way, and a request passes through all that is around them (the
cache, the metrics, the log and the limits); only the choice of a route is left out.
"""

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from api.sparql.endpoint import query_by_get, query_by_post

_ANSWERED_BY = {"GET": query_by_get, "POST": query_by_post}


class Direct:
    """Innermost middleware: what is asked at ``path`` is answered here, all else by ``app``.

    ``handlers`` make an answer of an error, as the application's own do.
    """

    def __init__(self, app: ASGIApp, path: str, handlers: Mapping[Any, Any]) -> None:
        self.app, self._path = app, path
        known = {error: handler for error, handler in handlers.items() if error is not Exception}
        self._answering = ExceptionMiddleware(_answer, handlers=known)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        mine = scope["type"] == "http" and scope["path"] == self._path and scope["method"] in _ANSWERED_BY
        await (self._answering if mine else self.app)(scope, receive, send)


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    request = Request(scope, receive, send)
    response = await _ANSWERED_BY[scope["method"]](request)
    await response(scope, receive, send)
