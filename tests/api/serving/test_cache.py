"""Whole answers, kept for the next who asks."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from samples import put
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from api.http.headers import ResponseHeaders
from api.serving.cache import Cache
from api.serving.releases import Releases
from graph.base.config import Config

pytestmark = pytest.mark.usefixtures("little_ontology")


class Site:
    """An application that says how often it was asked, with the cache around it."""

    def __init__(self, config: Config, megabytes: int = 1) -> None:
        app = FastAPI()
        self.asked = 0
        app.add_api_route("/{path:path}", self.answer, methods=["GET", "POST"])
        app.add_middleware(ResponseHeaders, root="")
        app.add_middleware(Cache, releases=Releases(config), megabytes=megabytes)
        self.client = TestClient(app)

    async def answer(self, request: Request, path: str) -> Response:
        self.asked += 1
        words = f"{self.asked} {request.headers.get('accept')} {(await request.body()).decode()}"
        headers = {"ETag": f'"{self.asked}"', "Cache-Control": "no-store" if path == "never" else "no-cache"}
        if path == "pieces":
            return StreamingResponse(iter([b"a", b"b"]), headers=headers)
        if path == "large":
            words = "x" * 300_000
        return Response(words, 404 if path == "none" else 200, headers)

    def get(self, path: str = "/x", **headers: str) -> str:
        return self.client.get(path, headers={"Accept": "*/*", **headers}).text


@pytest.fixture
def config(tmp_path: Path) -> Config:
    config = Config(data_dir=tmp_path / "data", removed_share=1.0)
    put(config, a="12")
    return config


@pytest.fixture
def site(config: Config) -> Site:
    return Site(config)


def test_an_answer_is_made_once(site: Site) -> None:
    assert [site.get(), site.get()] == ["1 */* ", "1 */* "]
    assert site.client.get("/x").headers["access-control-allow-origin"] == "*"


def test_another_question_has_another_answer(site: Site) -> None:
    answers = [site.get(), site.get("/y"), site.get("/x?q=1"), site.get(Accept="text/turtle"), site.get()]
    assert [answer.split()[0] for answer in answers] == ["1", "2", "3", "4", "1"]


def test_a_new_release_has_its_own_answers(site: Site, config: Config) -> None:
    site.get()
    put(config, a="13")
    assert site.get() == "2 */* "


@pytest.mark.parametrize("path", ["/never", "/none", "/pieces"])
def test_what_may_not_be_kept_or_is_not_whole_is_asked_for_again(site: Site, path: str) -> None:
    site.get(path)
    site.get(path)
    assert site.asked == 2


def test_a_client_that_has_it_gets_304(site: Site) -> None:
    site.get()
    answer = site.client.get("/x", headers={"If-None-Match": '"1"'})
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", '"1"')
    assert "content-length" not in answer.headers
    assert site.client.get("/x", headers={"If-None-Match": '"7"'}).status_code == 200


def test_head_is_answered_from_what_get_left_and_leaves_nothing(site: Site) -> None:
    assert site.client.head("/x").content == b""
    assert site.get() == "2 */* "
    head = site.client.head("/x")
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", "6")
    assert site.asked == 2


def test_a_question_sent_as_a_body_is_told_from_others(site: Site) -> None:
    def post(body: bytes, kind: str = "text/plain") -> str:
        return site.client.post("/x", content=body, headers={"Content-Type": kind}).text

    answers = [post(b"a"), post(b"b"), post(b"a"), post(b"a", "text/other"), post(b"a" * 100_000)[:1]]
    assert answers == ["1 */* a", "2 */* b", "1 */* a", "3 */* a", "4"]
    post(b"a" * 100_000)
    assert site.asked == 5  # too long a question is not kept


def test_a_body_that_comes_in_pieces_is_put_together(site: Site) -> None:
    sent: list[dict[str, Any]] = []
    pieces = [
        {"type": "http.request", "body": b"a", "more_body": True},
        {"type": "http.request", "body": b"b", "more_body": False},
    ]

    async def receive() -> dict[str, Any]:
        return pieces.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    headers = [(b"content-length", b"2")]
    scope = {"type": "http", "method": "POST", "path": "/x", "query_string": b"", "headers": headers}
    asyncio.run(site.client.app(scope, receive, send))  # type: ignore[arg-type]
    assert sent[1]["body"] == b"1 None ab"


def test_the_longest_unasked_goes_first(config: Config) -> None:
    site = Site(config, megabytes=1)
    for path in ("/large?1", "/large?2", "/large?3", "/large?1", "/large?4"):
        site.get(path)
    assert site.asked == 4
    site.get("/large?1")
    assert site.asked == 4
    site.get("/large?2")
    assert site.asked == 5


def test_without_a_release_nothing_is_kept(tmp_path: Path) -> None:
    site = Site(Config(data_dir=tmp_path / "none"))
    assert [site.get()[0], site.get()[0]] == ["1", "2"]
