"""A client of HTTP whose answers come whole and within bounds, or not at all.

Only the address that was given is asked: no redirect is followed, no proxy used, no cookie kept, and bodies
are taken as they are sent, so that none grows by being unpacked.
"""

import errno
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import httpcore2
import httpx2

from graph import __version__
from graph.base.files import Closing
from graph.formats.table import TEXT
from graph.http.errors import RemoteError, TLSError, TooLargeError, TooLateError, UnreachableError

_PIECE = 65_536  # bytes sent or read at a time
_SAID = 200  # characters of what a server says that are passed on


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, all of it; header names are compared without regard to case."""

    status: int
    headers: httpx2.Headers
    body: bytes

    @property
    def media_type(self) -> str:
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    @property
    def said(self) -> str:
        """The first line of a text that explains an error, fit to be shown; pages are not shown."""
        if self.media_type != TEXT.media_type:
            return ""
        line = self.body[: 4 * _SAID].decode("utf-8", "replace").lstrip().partition("\n")[0]
        return "".join(letter for letter in line if letter.isprintable())[:_SAID].strip()


@dataclass
class Client(Closing):
    """Asks servers; connections are kept open and used again. May be used by several threads.

    An answer has ``seconds`` from the first byte sent to the last one read, and a connection ``connecting``
    of them to come about. ``connections`` is how many there may be at a time (0: as many as are asked for),
    ``agent`` what is added to the name we give. ``sent`` and ``requests`` count what has gone out.
    ``public`` says that only servers of the internet at large are connected to: what a name stands for is
    looked up once, judged, and connected to as it was judged, so that no name leads to the machine's own
    network.
    """

    seconds: float = 30.0
    max_bytes: int = 100_000_000
    connecting: float = 10.0
    connections: int = 0
    agent: str = ""
    public: bool = False
    requests: int = 0
    sent: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def close(self) -> None:
        """Close the connections that are kept open."""
        if "_client" in self.__dict__:
            self._client.close()
            del self.__dict__["_client"]

    @cached_property
    def _client(self) -> httpx2.Client:
        name = f"sagsgraf/{__version__} {self.agent}".strip()
        return httpx2.Client(
            headers={"User-Agent": name, "Accept-Encoding": "identity"},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            transport=_Transport(self.connections or None, self.public),
            trust_env=False,
            follow_redirects=False,
        )

    def ask(
        self,
        method: str,
        url: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        auth: httpx2.Auth | None = None,
    ) -> Answer:
        """The server's answer, whatever its status; raises :class:`RemoteError` when there is none.

        A request may go out twice: when the server closed the connection that was kept, and when ``auth``
        is asked who we are. So it must be one that can be repeated.
        """
        with self._lock:
            client = self._client
        while True:
            _clock.end = time.monotonic() + self.seconds
            fresh: list[str] = []  # the connections that were made for it
            try:
                return self._read(client, method, url, body, dict(headers or {}), auth, fresh)
            except httpx2.TimeoutException:
                raise TooLateError(f"{shown(url)} did not answer within {self.seconds:g} seconds") from None
            except (httpx2.HTTPError, httpx2.InvalidURL) as error:
                lost = isinstance(error, httpx2.NetworkError) or "disconnected without" in str(error)
                if lost and not fresh:  # closed while nobody used it
                    continue
                kind = UnreachableError if lost else RemoteError
                if any(isinstance(one, ssl.SSLError) for one in _causes(error)):
                    kind = TLSError
                raise kind(f"{shown(url)} gives no answer: {_reason(error)}") from None

    def _read(
        self,
        client: httpx2.Client,
        method: str,
        url: str,
        content: bytes | None,
        headers: dict[str, str],
        auth: httpx2.Auth | None,
        fresh: list[str],
    ) -> Answer:
        def note(event: str, info: Mapping[str, Any]) -> None:
            if event == "connection.connect_tcp.started":
                fresh.append(event)
            elif event.endswith("send_request_headers.started"):
                with self._lock:
                    self.requests, self.sent = self.requests + 1, self.sent + len(content or b"")

        timeout = httpx2.Timeout(self.seconds, connect=min(self.connecting, self.seconds))
        request = client.build_request(
            method, url, content=content, headers=headers, timeout=timeout, extensions={"trace": note}
        )
        response = client.send(request, stream=True, auth=auth)
        try:
            body = bytearray()
            for piece in response.iter_raw(_PIECE):
                body += piece
                if len(body) > self.max_bytes:
                    raise TooLargeError(f"{shown(url)} answers with more than {self.max_bytes} bytes")
        finally:
            response.close()
        return Answer(response.status_code, response.headers, bytes(body))


def shown(url: str) -> str:
    """An address as it may be shown: without its query, which can be long or hold a key."""
    return url.partition("?")[0]


def _reason(error: BaseException) -> str:
    """Why there is no answer, in the system's words where it has some."""
    if "complete message body" in str(error):
        return "it ends in the middle"
    for cause in _causes(error):
        if isinstance(cause, OSError) and cause.strerror:
            return cause.strerror
    return " ".join(str(error).split())[:_SAID] or type(error).__name__


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error, and what brought it about."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


# When the time of the request that a thread is at ends. A time-out of a socket's own begins anew with every
# byte that comes, so each read and each write gets what is left of that time.
_clock = threading.local()


def _left(timeout: float | None) -> float:
    left = float(_clock.end) - time.monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout
    return left if timeout is None else min(left, timeout)


class _Stream(httpcore2.NetworkStream):
    """A connection whose reads and writes end with the time of the request."""

    def __init__(self, stream: httpcore2.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _PIECE):
            self._stream.write(buffer[start : start + _PIECE], _left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, _left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the internet at large: not of this machine, of a network of its own or
    of many, and not a translation of such a one (RFC 6052, RFC 3056). Of IPv6 only what is given out to the
    internet is (2000::/3; RFC 4291, section 2.4).

    >>> is_public("10.0.0.1"), is_public("64:ff9b::169.254.169.254"), is_public("2606:4700::1111")
    (False, False, True)
    """
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour
        if parsed in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(parsed) & 0xFFFF_FFFF)
        if inner:
            return is_public(str(inner))
        if parsed not in _GIVEN_OUT:
            return False
    return parsed.is_global and not parsed.is_multicast


_GIVEN_OUT = ipaddress.IPv6Network("2000::/3")
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")


def _addresses(host: str, port: int) -> list[str]:
    """The public addresses of a host; raises :class:`OSError` when it has none, or any that is not public."""
    found = list(
        dict.fromkeys(str(one[4][0]) for one in socket.getaddrinfo(host, port, proto=socket.IPPROTO_TCP))
    )
    if not found or not all(map(is_public, found)):
        raise OSError(errno.EACCES, "the address is not one of the internet at large")
    return found


class _Backend(httpcore2.SyncBackend):
    """Makes such connections; to ``public`` addresses alone where that is asked for."""

    def __init__(self, public: bool) -> None:
        self._public = public

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        if self._public:
            try:
                host = _addresses(host, port)[0]
            except (OSError, UnicodeError) as error:
                raise httpcore2.ConnectError(str(error)) from error
        return _Stream(super().connect_tcp(host, port, _left(timeout), local_address, socket_options))


class _Transport(httpx2.HTTPTransport):
    """A transport over such connections, which the one of the library has no argument for."""

    def __init__(self, connections: int | None, public: bool) -> None:
        super().__init__(verify=_trust(), trust_env=False)
        self._pool = httpcore2.ConnectionPool(
            ssl_context=_trust(), max_connections=connections, network_backend=_Backend(public)
        )


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()
