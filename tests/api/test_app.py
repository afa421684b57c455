"""The whole application: its health, its description, and whatever bytes stand in an address."""

import socket

import pytest
from addresses import ask, escapes
from fastapi.testclient import TestClient
from hypothesis import example, given, settings
from hypothesis import strategies as st

from api.app import create_app
from api.site.render import static_version
from graph.base.config import Config
from graph.release import archive


def test_health_names_the_release(client: TestClient, published: Config) -> None:
    response = client.get("/healthz")
    health = response.json()
    release = archive.Release(archive.current(published))
    assert health["release"] == release.id
    assert health["created"] == release.created
    assert health["documents"] == 16
    assert health["quads"] == release.manifest.totals.quads
    assert response.headers["cache-control"] == "no-store"


def test_a_site_is_ready_when_it_answers_queries(client: TestClient, published: Config) -> None:
    assert client.get("/readyz").json()["status"] == "ready"
    empty = TestClient(create_app(Config(data_dir=published.data_dir / "none")))
    assert empty.get("/readyz").status_code == 503


def test_openapi_describes_what_programs_use(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {
        "/id/{path}",
        "/doc/{path}",
        "/sparql",
        "/ns",
        "/shapes",
        "/ns/context/{version}.jsonld",
        "/healthz",
    } <= set(paths)
    assert set(paths["/sparql"]) == {"get", "post"}
    assert "text/turtle" in paths["/doc/{path}"]["get"]["responses"]["200"]["content"]
    assert client.get("/docs").status_code == client.get("/redoc").status_code == 404


def test_static_files_may_be_kept(client: TestClient) -> None:
    assert client.get("/static/style.css?v=0").headers["cache-control"] == "no-cache"
    response = client.get(f"/static/style.css?v={static_version('style.css')}")
    assert response.headers["content-type"] == "text/css; charset=utf-8"
    assert "max-age=31536000" in response.headers["cache-control"]
    for name in ("nothing.css", "../app.py", "%2e%2e/app.py", "style.css%00"):
        assert client.get(f"/static/{name}").status_code == 404


def test_a_base_with_a_path_is_kept_in_links(published: Config) -> None:
    """Behind a proxy that serves the site below a path, stripped or not."""
    config = Config(base_iri="https://data.example.dk/sager", data_dir=published.data_dir / "none")
    client = TestClient(create_app(config), base_url="https://data.example.dk")
    assert 'href="/sager/static/style.css?v=' in client.get("/ns").text
    assert client.get("/sager/ns.ttl").content == client.get("/ns.ttl").content
    assert (
        client.get("/shapes.jsonld").json()["@context"] == "https://data.example.dk/sager/ns/context/1.jsonld"
    )


places = st.sampled_from(
    b"/ /id/ /doc/ /id/aadalsoe/ /doc/aadalsoe/sag/ /concept/ /static/ /ns. /ns /shapes /sparql /sparql?query= "
    b"/sparql?default-graph-uri= /sparql. /moeder?side= /sager? /context.jsonld /healthz".split()
)


@settings(max_examples=50)
@given(
    places, st.lists(escapes | st.binary(max_size=12), max_size=6), st.sampled_from([b"*/*", b"text/html"])
)
@example(b"/id/", [b"<script>alert(1)</script>"], b"text/html")
@example(b"/id/", [b"a" * 70_000], b"text/html")
@example(b"/doc/", [b"%C3%28/" * 50], b"*/*")
def test_any_bytes_in_an_address_are_answered(
    client: TestClient, place: bytes, rest: list[bytes], accept: bytes
) -> None:
    assert client.portal  # the loop of the application, whose workers belong to it
    status, headers = client.portal.call(ask, client.app, place + b"".join(rest), accept)
    assert 200 <= status < 500
    for name, value in headers:
        assert b"\r" not in value
        assert b"\n" not in value
        assert name != b"x-evil"


@given(st.text(max_size=200) | st.binary(max_size=50).map(lambda raw: raw.decode("latin-1")))
@settings(max_examples=30)
def test_any_query_is_answered(client: TestClient, text: str) -> None:
    body = text.encode("utf-8", "surrogatepass")
    for accept in ("*/*", "text/html"):
        headers = {"Content-Type": "application/sparql-query", "Accept": accept}
        assert client.post("/sparql", content=body, headers=headers).status_code in (200, 400)


@pytest.mark.parametrize(
    "target",
    [
        b"/id/<script>",
        b"/id/\xff\xfe",
        b"/id/%ff%00",
        b"/../../etc/passwd",
        b"/doc/" + b"a/" * 5000,
        b"//id/x",
        b"http://elsewhere/id/x",
        b"/sparql?query=%",
        b"/\x01\x02",
    ],
)
def test_a_real_server_answers_any_bytes(port: int, target: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=600) as connection:
        connection.sendall(b"GET " + target + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        answer = connection.makefile("rb").readline()
    assert answer.startswith((b"HTTP/1.1 4", b"HTTP/1.1 3", b"HTTP/1.1 2"))


def test_a_real_server_answers_head_and_get_alike(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=600) as connection:
        connection.sendall(b"HEAD /ns.ttl HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        answer = connection.makefile("rb").read()
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert b"content-length: " in head
    assert body == b""


def test_every_answer_has_a_schema(client: TestClient) -> None:
    """Of each media type that OpenAPI tells of, but for those that nothing is known of."""
    answer = client.get("/openapi.json")
    told = answer.json()
    assert client.get("/openapi.json", headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    bare = [
        (method, path, status, kind)
        for path, methods in told["paths"].items()
        for method, operation in methods.items()
        for status, answer in operation["responses"].items()
        for kind, content in answer.get("content", {}).items()
        if not content.get("schema")
    ]
    assert bare == []
    named = {operation["operationId"] for of in told["paths"].values() for operation in of.values()}
    assert {"meetings", "case", "decisions"} <= named
    assert list(told["paths"]["/CITATION.cff"]["get"]["responses"]["200"]["content"]) == ["application/yaml"]
