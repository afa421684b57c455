"""A site that has moved leads on from where it was."""

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from api.http.moved import Moved

NOW = "https://data.example.dk/sager"
FORMER = ("https://gammel.example.dk", "http://127.0.0.1:8000/sag", "https://data.example.dk")


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("https://gammel.example.dk/id/x/sag/1?release=3", f"{NOW}/id/x/sag/1?release=3"),
        ("http://GAMMEL.example.dk:80/en/doc/%C3%A5", f"{NOW}/en/doc/%C3%A5"),
        ("http://127.0.0.1:8000/sag/id/x", f"{NOW}/id/x"),
        ("http://127.0.0.1:8000/sag", NOW),
        ("http://127.0.0.1:8000/sager.evil.example/", f"{NOW}/sager.evil.example/"),
        ("https://gammel.example.dk//evil.example/", f"{NOW}//evil.example/"),
        ("https://data.example.dk/id/x", ""),
        ("https://evil.example/id/x", ""),
    ],
)
def test_former_hosts_lead_on(address: str, leads: str) -> None:
    served = Starlette(
        routes=[Route("/{path:path}", lambda _: PlainTextResponse("her"), methods=["GET", "POST"])]
    )
    client = TestClient(Moved(served, NOW, FORMER), follow_redirects=False)
    answer = client.get(address)
    assert (answer.status_code, answer.headers.get("location", "")) == ((301, leads) if leads else (200, ""))
    assert not leads or answer.headers["access-control-allow-origin"] == "*"
    assert client.post(address).status_code == (308 if leads else 200)
    assert client.options(address).status_code == 405  # as it was without
