"""A program on loopback that is told by webhook."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Answer = tuple[int, bytes, dict[str, str]]


def echo(told: dict[str, Any]) -> Answer:
    """The challenge, as whoever wants to be told answers it."""
    return 200, json.dumps({"challenge": told.get("data", {}).get("challenge")}).encode(), {}


@dataclass
class Hook:
    """What was told, and how it is answered."""

    answer: Callable[[dict[str, Any]], Answer] = echo
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    address: str = ""

    @property
    def told(self) -> list[dict[str, Any]]:
        return [json.loads(body) for body in self.bodies]


@contextmanager
def hooked() -> Iterator[Hook]:
    """A hook that listens."""
    hook = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hook.headers.append({name.lower(): value for name, value in self.headers.items()})
            hook.bodies.append(body)
            status, said, headers = hook.answer(json.loads(body))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(said)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        hook.address = f"http://127.0.0.1:{server.server_address[1]}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield hook
        finally:
            server.shutdown()
            thread.join()
