"""What every answer carries, whatever made it: CORS, security headers, HEAD and preflight; and addresses with
a slash too many, which lead to those without."""

import re
from string import punctuation
from urllib.parse import quote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.i18n import language
from graph.formats.table import HTML

MAX_ADDRESS = 65_535
"""Bytes of an address; a longer one is answered with status 414."""

# A page may load the site's own stylesheet and pictures, send its own forms, and run the site's own scripts,
# which stand in no page and ask only the site; nothing comes from elsewhere. What is no page runs nothing
# (Content Security Policy Level 3).
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_OF_PAGES = {"Content-Security-Policy": f"{_POLICY}; script-src 'self'; connect-src 'self'"}
_UNUSED = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED),
    # Pages share no window with those that opened them; data and pictures may be used by any page (HTML,
    # section 7.1.3; Fetch, section 3.6).
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Accept-Ranges, Allow, Content-Disposition, Content-Location, "
    "Content-Profile, Content-Range, ETag, Link, Location, Memento-Datetime, Sagsgraf-Release, Vary",
}
CODED = "/besked/"
"""How the addresses begin whose query has a code that is nobody else's to know."""
_OF_CODED = {"Referrer-Policy": "no-referrer"}
_PAGE = HTML.media_type.encode()
_FIXED = {
    (page, coded): [
        (name.lower().encode(), value.encode())
        for name, value in {
            **HEADERS,
            **(_OF_PAGES if page else {}),
            **(_OF_CODED if coded else {}),
        }.items()
    ]
    for page in (False, True)
    for coded in (False, True)
}
"""What an answer has unless it says otherwise, by whether it is a page and whether its address is coded."""
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Datetime, Accept-Language, Accept-Profile, Content-Type, "
    "If-None-Match, If-Range, Range",
    "Access-Control-Max-Age": "86400",
}


class ResponseHeaders:
    """Outermost middleware. HEAD is answered as GET without the body (RFC 9110, section 9.3.2).

    ``root`` is the path of the base IRI, under which a proxy serves the site; whether the proxy leaves
    it in the paths it passes on or not, the same routes answer. They answer in each language, whose prefix
    is taken off here.
    """

    def __init__(self, app: ASGIApp, root: str) -> None:
        self.app = app
        self.root = root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        method = scope["method"]
        code, path = language.split(scope["path"].removeprefix(self.root) or "/")
        coded = path.startswith(CODED)

        async def dress(message: Message) -> None:
            if message["type"] == "http.response.start":
                fields = list(message["headers"])
                page = any(name == b"content-type" and kind.startswith(_PAGE) for name, kind in fields)
                known = {name for name, _ in fields}
                more = [field for field in _FIXED[page, coded] if field[0] not in known]
                message = {**message, "headers": fields + more}
            elif method == "HEAD" and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        if method == "OPTIONS":
            await _preflight(dress)
        elif location := _without_slashes(scope, self.root):
            await lead(dress, location, method)
        else:
            scope.setdefault("state", {})["language"] = code
            inner = {**scope, "root_path": self.root, "path": self.root + path}
            if method == "HEAD":
                inner["method"] = "GET"
                # What costs much to send is not made for nothing by those that look here.
                inner["state"] = {**scope.get("state", {}), "head": True}
            await self.app(inner, receive, dress)


async def _preflight(send: Send) -> None:
    """Say yes to any site that wants to read (Fetch, section 3.2.2); there is nothing to protect."""
    headers = [(name.lower().encode(), value.encode()) for name, value in _PREFLIGHT.items()]
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _without_slashes(scope: Scope, root: str) -> str:
    """Where a path with slashes at its end, or several in a row, leads: the same path without, and the query;
    empty for a path that has none too many.

    What the client sent is led on as it was sent, and begins with one slash: it cannot name another host (RFC
    3986, section 4.2).
    """
    path = sent_path(scope)
    below = re.sub("/+", "/", path).removeprefix(root)
    front = below in ("", "/", f"{language.language(language.ENGLISH).prefix}/")
    if "//" not in path and (front or not below.endswith("/")):
        return ""
    query = sent_query(scope)
    location = root + (below if front else below.rstrip("/"))
    return f"{location}?{query}" if query else location


def sent_path(scope: Scope) -> str:
    """The path as it was sent, with no character that a browser might take for another (a backslash for
    ``/``)."""
    sent = scope.get("raw_path") or quote(scope["path"]).encode()
    return quote(sent.partition(b"?")[0], safe="/%:=,;@~!$&'()*+")


def sent_query(scope: Scope) -> str:
    """The query as it was sent, with no character that might end a header; empty for none."""
    return quote(scope["query_string"], safe=punctuation)


async def lead(send: Send, location: str, method: str) -> None:
    """To another address for good: 301, which every client knows, or 308 where the method must stay."""
    status = 301 if method in ("GET", "HEAD") else 308
    headers = [(b"location", location.encode("latin-1")), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
