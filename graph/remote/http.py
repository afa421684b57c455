"""Requests to a server of our own choosing, each within a bound of time and of size.

Only the address that was given is asked: no redirect is followed and no proxy used. A password is sent
to the address that asked for it, and in clear text only where nobody can listen.
"""

import http.client
import socket
import ssl
import threading
import urllib.request
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from urllib.error import URLError
from urllib.parse import SplitResult, urlsplit

from graph import __version__
from graph.base.config import OperatorError
from graph.base.files import Closing
from graph.formats.table import TEXT

_PIECE = 65_536  # bytes read at a time
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_SAID = 200  # characters of what a server says that are passed on


class RemoteError(OperatorError):
    """The server gave no answer, or none that can be used; the message names it and says why."""


class UnreachableError(RemoteError):
    """The server cannot be reached, or says that it is too busy."""


class TooLateError(RemoteError):
    """The server did not answer in the time it had."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, all of it; header names are compared without regard to case."""

    status: int
    headers: Message
    body: bytes

    @property
    def media_type(self) -> str:
        return self.headers.get_content_type() if "Content-Type" in self.headers else ""

    @property
    def said(self) -> str:
        """The first line of a text that explains an error, fit to be shown; pages are not shown."""
        if self.media_type != TEXT.media_type:
            return ""
        line = self.body[: 4 * _SAID].decode("utf-8", "replace").lstrip().partition("\n")[0]
        return "".join(letter for letter in line if letter.isprintable())[:_SAID].strip()


@dataclass
class Wire(Closing):
    """Asks servers; connections are kept open and used again. May be used by several threads.

    ``login`` is ``user:password`` or empty. ``sent`` and ``requests`` count what has gone out.
    """

    login: str = field(default="", repr=False)
    seconds: float = 30.0
    max_bytes: int = 100_000_000
    requests: int = 0
    sent: int = 0
    _idle: dict[tuple[str, str], list[http.client.HTTPConnection]] = field(default_factory=dict, repr=False)
    _challenges: dict[str, dict[str, str]] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def __post_init__(self) -> None:
        self._digest = urllib.request.AbstractDigestAuthHandler(_Login(self.login))

    def close(self) -> None:
        """Close the connections that are kept open."""
        for connections in self._idle.values():
            while connections:
                connections.pop().close()

    def ask(
        self, method: str, url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """The server's answer, whatever its status; raises :class:`RemoteError` when there is none.

        A request may go out twice: when the server closed the connection that was kept, and when it
        asks who we are. So it must be one that can be repeated.
        """
        answer = self._ask(method, url, body, dict(headers or {}))
        challenge = _challenge(answer) if answer.status == 401 and self.login else None
        if challenge:
            self._challenges[_place(url)] = challenge
            answer = self._ask(method, url, body, dict(headers or {}))
        if answer.status in (401, 403):
            said = f": {answer.said}" if answer.said else ""
            raise RemoteError(f"{_shown(url)} refuses: status {answer.status}; see store_login{said}")
        if 300 <= answer.status < 400:
            raise RemoteError(
                f"{_shown(url)} sends us elsewhere, which is not followed: give the address itself"
            )
        return answer

    def _ask(self, method: str, url: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        parts = urlsplit(url)
        idle = self._idle.setdefault((parts.scheme, parts.netloc), [])
        headers |= {"User-Agent": f"sagsgraf/{__version__}"} | self._authorization(method, url)
        while True:
            try:
                connection, kept = idle.pop(), True
            except IndexError:
                connection, kept = _connection(parts, self.seconds), False
            try:
                with _at_most(self.seconds, connection, url):
                    self.requests, self.sent = self.requests + 1, self.sent + len(body or b"")
                    connection.request(method, _target(parts), body, headers)
                    with connection.getresponse() as response:
                        answer = Answer(response.status, response.headers, self._read(response, url))
                        closing = response.will_close
            except (OSError, http.client.HTTPException) as error:
                connection.close()
                if kept and isinstance(error, ConnectionError):  # closed while nobody used it
                    continue
                kind = UnreachableError if isinstance(error, OSError) else RemoteError
                raise kind(f"{_shown(url)} gives no answer: {_reason(error)}") from None
            except BaseException:
                connection.close()
                raise
            if closing:
                connection.close()
            else:
                idle.append(connection)
            return answer

    def _read(self, response: http.client.HTTPResponse, url: str) -> bytes:
        body = bytearray()
        while piece := response.read(_PIECE):
            body += piece
            if len(body) > self.max_bytes:
                raise RemoteError(f"{_shown(url)} answers with more than {self.max_bytes} bytes")
        if response.length:  # what it said would come, and did not
            raise http.client.IncompleteRead(b"")
        return bytes(body)

    def _authorization(self, method: str, url: str) -> dict[str, str]:
        """The header that says who we are, if that address has asked for it."""
        challenge = self._challenges.get(_place(url))
        if challenge is None:
            return {}
        if challenge["scheme"] == "basic":
            parts = urlsplit(url)
            if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
                raise RemoteError(f"{_shown(url)} asks for the password in clear text; use https")
            return {"Authorization": _basic(self.login)}
        request = urllib.request.Request(url, method=method)  # noqa: S310  (made, not opened)
        try:
            with self._lock:  # it counts how often a nonce was used
                value = self._digest.get_authorization(request, challenge)
        except (URLError, ValueError, KeyError):
            value = None
        if value is None:
            raise RemoteError(f"{_shown(url)} asks for a login of a kind that is not known here")
        return {"Authorization": f"Digest {value}"}


class _Login(urllib.request.HTTPPasswordMgr):
    """One login for every realm: it is only used for addresses of the settings."""

    def __init__(self, login: str) -> None:
        super().__init__()
        user, _, password = login.partition(":")
        self._pair = (user, password)

    def find_user_password(self, realm: str, authuri: str) -> tuple[str | None, str | None]:
        return self._pair


def _basic(login: str) -> str:
    return f"Basic {b64encode(login.encode()).decode()}"


def _challenge(answer: Answer) -> dict[str, str] | None:
    """The strongest login a server asks for: Digest (RFC 7616) before Basic (RFC 7617)."""
    found: dict[str, dict[str, str]] = {}
    for header in answer.headers.get_all("WWW-Authenticate") or ():
        scheme, _, rest = header.strip().partition(" ")
        items = urllib.request.parse_http_list(rest)
        values = urllib.request.parse_keqv_list([item for item in items if "=" in item])
        found.setdefault(scheme.lower(), {**values, "scheme": scheme.lower()})
    return found.get("digest") or found.get("basic")


@contextmanager
def _at_most(seconds: float, connection: http.client.HTTPConnection, url: str) -> Iterator[None]:
    """Shut the connection down after that time, whatever it is doing: a time-out of the socket's own
    begins anew with every byte that comes."""
    late = threading.Event()

    def stop() -> None:
        late.set()
        if connection.sock:
            with suppress(OSError):  # not the TLS layer's shutdown, which would wait for the other side
                socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, http.client.HTTPException) as error:
        if late.is_set() or isinstance(error, TimeoutError):
            raise TooLateError(f"{_shown(url)} did not answer within {seconds:g} seconds") from None
        raise
    finally:
        timer.cancel()
    if late.is_set():  # an answer without a length ends where it was shut
        raise TooLateError(f"{_shown(url)} did not answer within {seconds:g} seconds")


def _connection(parts: SplitResult, seconds: float) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, parts.port, timeout=seconds, context=context)
    return http.client.HTTPConnection(host, parts.port, timeout=seconds)


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _place(url: str) -> str:
    return url.partition("?")[0]


def _shown(url: str) -> str:
    """An address as it may be shown: without its query, which can be long or hold a key."""
    return _place(url)


def _reason(error: Exception) -> str:
    if isinstance(error, http.client.IncompleteRead):
        return "it ends in the middle"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return " ".join(str(error).split())[:_SAID] or type(error).__name__
