"""Whatever bytes may stand in an address."""

import asyncio
from typing import Any
from urllib.parse import unquote

from hypothesis import strategies as st


async def ask(app: Any, target: bytes, accept: bytes = b"*/*") -> tuple[int, list[tuple[bytes, bytes]]]:
    """Status and headers for a request target of any bytes, as an ASGI server hands it over."""
    path, _, query = target.partition(b"?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(path.decode("latin-1")),
        "raw_path": path,
        "query_string": query,
        "root_path": "",
        "headers": [(b"host", b"127.0.0.1:8000"), (b"accept", accept)],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }
    sent: list[dict[str, Any]] = []

    received = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict[str, Any]:
        if not received:
            await asyncio.Event().wait()  # the client stays and sends no more
        return received.pop()

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return sent[0]["status"], sent[0]["headers"]


escapes = st.sampled_from(
    [b"%00", b"%FF", b"%0d%0a", b"%2F", b"..", b"<script>", b"%", b"&", b"=", b"#", b".ttl"]
)
