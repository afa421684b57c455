"""Compression: for whom, of what, and what becomes of entity tags."""

import gzip
import zlib
from collections.abc import Callable

import pytest
from each import each
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from api.http.compression import Compress, takes_gzip

WORDS = "Havnebad ved Sønder Mole. ".encode() * 100
TAG = '"abc"'


@each(
    ("field", "takes"),
    [
        (None, False),
        ("", False),
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("x-gzip", True),
        ("*", True),
        ("gzip;q=0, *", False),
        ("gzip;q=0.000", False),
        ("identity", False),
        ("gzip;q=2", False),
        ("gzipped", False),
        (",,;;gzip", False),
        ("br;q=1.0, *;q=0", False),
    ],
)
def test_who_takes_gzip(field: str | None, takes: bool) -> None:
    assert takes_gzip(field) is takes


def client(answer: Callable[[Request], Response]) -> TestClient:
    app = Starlette(routes=[Route("/", answer, methods=["GET", "HEAD"])])
    return TestClient(Compress(app))


def of(body: bytes, kind: str = "text/turtle; charset=utf-8", **headers: str) -> TestClient:
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    return client(lambda _: Response(body, headers={"Content-Type": kind, "ETag": TAG, **more}))


def raw(client: TestClient, accepted: str = "gzip") -> tuple[bytes, dict[str, str]]:
    with client.stream("GET", "/", headers={"Accept-Encoding": accepted}) as answer:
        return b"".join(answer.iter_raw()), dict(answer.headers)


def test_a_long_text_is_compressed_and_has_a_tag_of_its_own() -> None:
    body, headers = raw(of(WORDS, Vary="Accept"))
    assert gzip.decompress(body) == WORDS
    assert len(body) < len(WORDS) / 10
    assert body == raw(of(WORDS))[0]
    assert (headers["content-encoding"], headers["etag"]) == ("gzip", '"abc-gzip"')
    assert headers["vary"] == "Accept, Accept-Encoding"
    assert headers.get("content-length", str(len(body))) == str(len(body))


def test_who_takes_it_plain_gets_it_plain() -> None:
    body, headers = raw(of(WORDS, Vary="Accept"), "identity")
    assert (body, headers["etag"]) == (WORDS, TAG)
    assert "content-encoding" not in headers
    assert headers["vary"] == "Accept, Accept-Encoding"


@each(
    "kind",
    [
        "text/html; charset=utf-8",
        "application/ld+json",
        "application/json",
        "application/n-triples",
        "application/trig",
        "application/rdf+xml",
        "application/atom+xml",
        "application/sparql-results+json",
        "image/svg+xml",
    ],
)
def test_texts_are_compressed(kind: str) -> None:
    assert raw(of(WORDS, kind))[1]["content-encoding"] == "gzip"


@pytest.mark.parametrize("kind", ["application/gzip", "image/png", "application/octet-stream"])
def test_what_is_no_text_is_left_alone(kind: str) -> None:
    body, headers = raw(of(WORDS, kind))
    assert (body, headers["etag"]) == (WORDS, TAG)
    assert "vary" not in headers


def test_a_short_answer_is_not_worth_it() -> None:
    body, headers = raw(of(b"kort"))
    assert (body, headers["etag"], headers["vary"]) == (b"kort", TAG, "Accept-Encoding")


def test_what_is_compressed_already_is_left_alone() -> None:
    body, headers = raw(of(zlib.compress(WORDS), Content_Encoding="deflate"))
    assert (zlib.decompress(body), headers["content-encoding"]) == (WORDS, "deflate")


def test_a_stream_is_compressed_as_it_comes() -> None:
    body, headers = raw(client(lambda _: StreamingResponse(iter([WORDS] * 50), media_type="text/csv")))
    assert gzip.decompress(body) == WORDS * 50
    assert "content-length" not in headers


def test_more_than_is_done_on_the_event_loop() -> None:
    assert gzip.decompress(raw(of(WORDS * 100))[0]) == WORDS * 100


def test_head_says_what_get_would() -> None:
    head = of(WORDS).head("/", headers={"Accept-Encoding": "gzip"})
    assert (head.headers["content-encoding"], head.headers["etag"], head.content) == (
        "gzip",
        '"abc-gzip"',
        b"",
    )
    assert "content-length" not in head.headers


def conditional(request: Request) -> Response:
    known = request.headers.get("if-none-match", "") == TAG
    return Response(b"" if known else WORDS, 304 if known else 200, {"ETag": TAG}, "text/html")


@pytest.mark.parametrize("tag", ['"abc-gzip"', TAG])
def test_a_client_that_has_it_is_told_so_by_the_tag_it_knows(tag: str) -> None:
    answer = client(conditional).get("/", headers={"Accept-Encoding": "gzip", "If-None-Match": tag})
    assert (answer.status_code, answer.headers["etag"], answer.content) == (304, tag, b"")
    assert answer.headers["vary"] == "Accept-Encoding"


def test_the_tag_of_the_compressed_one_is_nothing_to_who_takes_it_plain() -> None:
    headers = {"Accept-Encoding": "identity", "If-None-Match": '"abc-gzip"'}
    assert client(conditional).get("/", headers=headers).status_code == 200
