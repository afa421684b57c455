"""Servers that answer badly, slowly or without end, and passwords that go no further than they should."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from graph.base.config import Config
from graph.http.errors import RemoteError, TooLateError, UnreachableError
from graph.remote.http import Wire
from graph.remote.store import RemoteStore
from graph.store.query_guard import QueryError

# What a bad server may do. Each is a function of the request, which is at its headers' end.
Handler = Callable[[BaseHTTPRequestHandler], None]


def reply(
    body: bytes, kind: str = "application/sparql-results+json", status: int = 200, **headers: str
) -> Handler:
    def handle(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        length = {"Content_Length": str(len(body)), "Content_Type": kind} | headers
        for name, value in length.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return handle


def hang(request: BaseHTTPRequestHandler) -> None:
    request.rfile.read()  # until the client has left


def drip(request: BaseHTTPRequestHandler) -> None:
    reply(b"", Content_Length="1000")(request)
    while True:  # until the client has left
        request.wfile.write(b" ")
        request.wfile.flush()
        time.sleep(0.1)


def without_end(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Type", "application/sparql-results+json")
    request.end_headers()
    for _ in range(10_000):
        request.wfile.write(b" " * 100_000)


def slam(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"NONSENSE\r\n")


@contextmanager
def bad(handle: Handler, asked: list[str] | None = None) -> Iterator[str]:
    """The address of a server that answers so; the paths asked for are noted."""

    class Request(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            if asked is not None:
                asked.append(f"{self.path} {self.headers.get('Authorization', '')}".strip())
            self.rfile.read(int(self.headers["Content-Length"] or 0))
            with suppress(OSError):  # the other side had enough
                handle(self)
            self.close_connection = True

        def log_message(self, *arguments: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Request) as listening:
        listening.daemon_threads = True
        listening.block_on_close = False
        thread = Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.server_port}/sparql"
        finally:
            listening.shutdown()
            thread.join()


GOOD = b'{"head":{"vars":["x"]},"results":{"bindings":[]}}'
BAD = {
    "garbage": (reply(b"\xff\x00{"), RemoteError, "answers with what is not"),
    "rows that break off": (reply(GOOD[:-2]), RemoteError, "answers with what is not"),
    "a truth for rows": (reply(b'{"head":{},"boolean":true}'), RemoteError, "a truth, where rows"),
    "HTML": (reply(b"<html>", "text/html"), RemoteError, "answers with text/html instead of"),
    "500": (
        reply(b"Virtuoso 42000\x1b[31m Error\nsecret", "text/plain", 500),
        RemoteError,
        r"failed: status 500: Virtuoso 42000\[31m Error$",
    ),
    "500 as a page": (reply(b"<html>x", "text/html", 500), RemoteError, "failed: status 500$"),
    "400": (reply(b"too complex", "text/plain", 400), QueryError, "cannot run the query: too complex"),
    "503": (reply(b"", "text/plain", 503), UnreachableError, "too busy: status 503"),
    "404": (reply(b"", "text/plain", 404), RemoteError, "failed: status 404"),
    "401": (reply(b"", "text/plain", 401), RemoteError, "refuses: status 401; see store_login"),
    "a redirect": (
        reply(b"", status=307, Location="http://127.0.0.1:9/elsewhere"),
        RemoteError,
        "sends us elsewhere",
    ),
    "a part": (reply(GOOD, X_SQL_State="S1TAT"), RemoteError, "only a part of the answer"),
    "less than said": (reply(GOOD, Content_Length="900"), RemoteError, "ends in the middle"),
    "nonsense": (slam, RemoteError, "gives no answer"),
    "nothing": (hang, TooLateError, "did not answer within 0.5 seconds"),
    "a byte at a time": (drip, TooLateError, "did not answer within 0.5 seconds"),
    "no end": (without_end, RemoteError, "answers with more than 5000000 bytes"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_server_ends_in_a_clear_error(name: str, tmp_path: Path) -> None:
    handle, kind, said = BAD[name]
    with bad(handle) as address:
        config = Config(store=address, query_seconds=0.5, query_output_megabytes=5)
        with RemoteStore(tmp_path, "0001-x", config) as store, pytest.raises(kind, match=said) as caught:
            store.query("SELECT ?x { ?x ?p ?o }")
    assert "\n" not in str(caught.value)
    assert "\x1b" not in str(caught.value)


def test_nobody_there(tmp_path: Path) -> None:
    config = Config(store="http://127.0.0.1:9/sparql")
    with (
        RemoteStore(tmp_path, "0001-x", config) as store,
        pytest.raises(
            UnreachableError, match=r"^http://127\.0\.0\.1:9/sparql gives no answer: Connection refused$"
        ),
    ):
        store.query("ASK { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("INSERT DATA { <urn:a> <urn:b> 1 }", "only reading"),
        ("PREFIX a: <urn:a> CLEAR ALL", "only reading"),
        ("SELECT * { ?s ?p }", "unexpected|missing|expected"),
        ("SELECT * { ?s bif:contains 'x' }", "Prefix not found"),
        ("define input:grab-all 'yes' SELECT * { ?s ?p ?o }", "unexpected|expected"),
        ("SELECT * { ?s ?p ?o } OPTION (QUIETCAST)", "unexpected|expected"),
    ],
)
def test_what_is_refused_is_never_sent(text: str, said: str, tmp_path: Path) -> None:
    asked: list[str] = []
    with bad(reply(GOOD), asked) as address:
        config = Config(store=address)
        with (
            RemoteStore(tmp_path, "0001-x", config) as store,
            pytest.raises(QueryError, match=said) as caught,
        ):
            store.query(text)
    assert asked == []
    assert caught.value.line == 1


def test_a_password_is_given_to_who_asks_for_it_and_to_nobody_else() -> None:
    asked: list[str] = []

    def doubting(request: BaseHTTPRequestHandler) -> None:
        if "Authorization" in request.headers:
            reply(GOOD)(request)
        else:
            reply(b"", status=401, WWW_Authenticate='Basic realm="x"')(request)

    with bad(doubting, asked) as address, Wire("bruger:hemmelig") as wire:
        assert wire.ask("POST", address, b"").status == 200
        assert wire.ask("POST", address, b"").status == 200
        assert "hemmelig" not in repr(wire)
    assert asked == ["/sparql", *["/sparql Basic YnJ1Z2VyOmhlbW1lbGln"] * 2]


def test_a_password_in_clear_text_does_not_leave_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.remote.http.LOOPBACK", ())
    asked: list[str] = []
    challenge = reply(b"", status=401, WWW_Authenticate='Basic realm="x"')
    with (
        bad(challenge, asked) as address,
        Wire("bruger:hemmelig") as wire,
        pytest.raises(RemoteError, match="asks for the password in clear text; use https"),
    ):
        wire.ask("POST", address, b"")
    assert asked == ["/sparql"]


def test_a_login_of_an_unknown_kind(tmp_path: Path) -> None:
    for header in ("Negotiate", 'Digest realm="x", nonce="y", algorithm=UNHEARD-OF', "Digest"):
        challenge = reply(b"", status=401, WWW_Authenticate=header)
        with bad(challenge) as address, Wire("bruger:hemmelig") as wire, pytest.raises(RemoteError) as caught:
            wire.ask("POST", address, b"")
        assert "hemmelig" not in str(caught.value)
