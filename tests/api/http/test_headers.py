"""What every answer carries."""

import pytest
from fastapi.testclient import TestClient
from starlette.types import Receive, Scope, Send

from api.http.headers import ResponseHeaders

ADDRESSES = ("/", "/nowhere", "/ns.ttl", "/sparql?query=ASK%7B%7D", "/sparql?query=x", "/static/style.css")


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_is_open_to_read_and_closed_to_scripts(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["access-control-allow-origin"] == "*"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "geolocation=()" in headers["permissions-policy"]
    assert "set-cookie" not in headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'")
    assert "unsafe" not in policy
    page = headers["content-type"].startswith("text/html")
    assert policy.endswith("; script-src 'self'; connect-src 'self'" if page else "frame-ancestors 'none'")


@pytest.mark.parametrize("address", ["/besked/afmeld?kode=x", "/en/besked/bekraeft?kode=x"])
def test_an_address_with_a_code_is_told_to_nobody(client: TestClient, address: str) -> None:
    assert client.get(address).headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_is_get_without_the_body(client: TestClient, address: str) -> None:
    got, head = client.get(address), client.head(address)
    assert head.status_code == got.status_code
    assert head.content == b""
    for name in ("content-type", "content-length", "etag"):
        assert head.headers.get(name) == got.headers.get(name)
    assert int(head.headers["content-length"]) == len(got.content)


def test_preflight_says_yes(client: TestClient) -> None:
    response = client.options(
        "/sparql",
        headers={"Origin": "https://example.org", "Access-Control-Request-Method": "POST"},
    )
    assert response.status_code == 204
    assert response.headers["access-control-allow-origin"] == "*"
    assert "POST" in response.headers["access-control-allow-methods"]
    assert "Content-Type" in response.headers["access-control-allow-headers"]


@pytest.mark.parametrize(
    ("address", "location"),
    [
        ("/sager/", "/sager"),
        ("/sparql/?query=ASK%7B%7D&x=%2F", "/sparql?query=ASK%7B%7D&x=%2F"),
        ("/doc//aadalsoe/sag/20-004417", "/doc/aadalsoe/sag/20-004417"),
        ("/en/sager//", "/en/sager"),
        ("/en//", "/en/"),
        ("/id/aadalsoe/sag/20-004417/", "/id/aadalsoe/sag/20-004417"),
        ("/nothing/here/", "/nothing/here"),
        # no browser may take what comes first for another host
        ("/\\evil.example/", "/%5Cevil.example"),
        ("/%5Cevil.example/", "/%5Cevil.example"),
        ("/%2Fevil.example/", "/%2Fevil.example"),
    ],
)
def test_a_slash_too_many_leads_to_the_address_without(
    client: TestClient, address: str, location: str
) -> None:
    response = client.get("http://127.0.0.1:8000" + address)
    assert (response.status_code, response.headers["location"]) == (301, location)
    assert response.headers["access-control-allow-origin"] == "*"
    assert client.head("http://127.0.0.1:8000" + address).headers["location"] == location


def test_two_slashes_in_front_name_no_other_host(client: TestClient) -> None:
    for address in ("//evil.example", "//evil.example/", "///evil.example", "/en//evil.example/"):
        response = client.get("http://127.0.0.1:8000" + address)
        assert response.headers["location"] in ("/evil.example", "/en/evil.example")


def test_a_question_sent_as_a_body_stays_one_where_a_slash_is_too_many(client: TestClient) -> None:
    response = client.post("/sparql/", data={"query": "ASK{}"})
    assert (response.status_code, response.headers["location"]) == (308, "/sparql")


@pytest.mark.parametrize("address", ["/", "/en", "/en/"])
def test_the_front_page_keeps_its_slash(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 200


def test_below_a_root_the_address_without_a_slash_is_below_it_too() -> None:
    for root in ("", "/sagsgraf"):  # a proxy may take the root off, or leave it
        site = TestClient(ResponseHeaders(_nothing, "/sagsgraf"), follow_redirects=False)
        assert site.get(f"{root}/sager/?side=2").headers["location"] == "/sagsgraf/sager?side=2"
        assert "location" not in site.get(f"{root}/").headers


async def _nothing(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})
