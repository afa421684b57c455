"""A site that has moved: who asks it by a host it had before is led to the same place where it is now.

So addresses that were cited live on, if the name of the former host still leads here.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.headers import HEADERS, lead, sent_path, sent_query


class Moved:
    """Outermost middleware: what is kept for the host there is now is no answer for another.

    ``former`` are the base IRIs there were before ``base_iri``, those at the same host left out: there a path
    says too little of which of them is meant.
    """

    def __init__(self, app: ASGIApp, base_iri: str, former: Sequence[str]) -> None:
        self.app, self._base = app, base_iri
        roots = {_host(urlsplit(one).netloc): urlsplit(one).path for one in former}
        roots.pop(_host(urlsplit(base_iri).netloc), None)
        self._roots = roots

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # A browser follows no redirection of a question whether it may ask (Fetch, section 4.8).
        asked = self._roots and scope["type"] == "http" and scope["method"] != "OPTIONS"
        location = self._location(scope) if asked else ""
        if not location:
            await self.app(scope, receive, send)
            return

        async def dress(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await lead(dress, location, scope["method"])

    def _location(self, scope: Scope) -> str:
        """Where a request to a former host leads; empty for any other."""
        hosts = (value.decode("latin-1") for name, value in scope["headers"] if name == b"host")
        root = self._roots.get(_host(next(hosts, "")))
        if root is None:
            return ""
        path = sent_path(scope)
        below = path.removeprefix(root) if f"{path}/".startswith(f"{root}/") else path
        below = below if below.startswith("/") or not below else f"/{below}"  # it names no other host
        query = sent_query(scope)
        return f"{self._base}{below}{f'?{query}' if query else ''}"


def _host(authority: str) -> str:
    """A host as it is compared: in small letters, without the port that goes without saying."""
    return authority.lower().removesuffix(":443").removesuffix(":80")
