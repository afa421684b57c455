"""Requests to the SPARQL server of the settings, which may ask who we are.

A password is sent to the address that asked for it, and in clear text only where nobody can listen.
"""

import threading
from collections.abc import Mapping
from urllib.parse import urlsplit

import httpx2

from graph.base.config import LOOPBACK
from graph.base.files import Closing
from graph.http.client import Answer, Client, shown
from graph.http.errors import RemoteError


class Wire(Closing):
    """Asks the server; ``login`` is ``user:password`` or empty. May be used by several threads."""

    def __init__(self, login: str = "", seconds: float = 30.0, max_bytes: int = 100_000_000) -> None:
        self._login = login
        self._client = Client(seconds, max_bytes)
        # Address and thread -> how it asks who we are: a thread counts its own uses of a nonce.
        self._known: dict[tuple[str, int], httpx2.Auth] = {}

    def close(self) -> None:
        """Close the connections that are kept open."""
        self._client.close()

    @property
    def requests(self) -> int:
        """How many requests were made."""
        return self._client.requests

    @property
    def sent(self) -> int:
        """How many bytes were sent in their bodies."""
        return self._client.sent

    def ask(
        self, method: str, url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """The server's answer; raises :class:`RemoteError` when there is none, it refuses or it sends us
        elsewhere. The request must be one that can be repeated, as :meth:`Client.ask` says."""
        place = (shown(url), threading.get_ident())
        known = self._known.get(place)
        answer = self._client.ask(method, url, body, headers, known)
        asked = self._auth(answer, url) if answer.status == 401 and self._login else None
        if asked and type(asked) is not type(known):  # or else it was tried
            self._known[place] = asked
            answer = self._client.ask(method, url, body, headers, asked)
        if answer.status in (401, 403):
            said = f": {answer.said}" if answer.said else ""
            raise RemoteError(f"{shown(url)} refuses: status {answer.status}; see store_login{said}")
        if 300 <= answer.status < 400:
            raise RemoteError(
                f"{shown(url)} sends us elsewhere, which is not followed: give the address itself"
            )
        return answer

    def _auth(self, answer: Answer, url: str) -> httpx2.Auth | None:
        """The strongest login a server asks for: Digest (RFC 7616) before Basic (RFC 7617)."""
        user, _, password = self._login.partition(":")
        asked = {header.partition(" ")[0].lower() for header in answer.headers.get_list("WWW-Authenticate")}
        if "digest" in asked:
            return httpx2.DigestAuth(user, password)
        if "basic" not in asked:
            return None
        parts = urlsplit(url)
        if parts.scheme != "https" and parts.hostname not in LOOPBACK:
            raise RemoteError(f"{shown(url)} asks for the password in clear text; use https")
        return httpx2.BasicAuth(user, password)
