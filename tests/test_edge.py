"""What every answer carries."""

import pytest
from fastapi.testclient import TestClient

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
    assert "script-src" not in policy


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
