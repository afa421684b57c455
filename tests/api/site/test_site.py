"""What all pages of a site share."""

from dataclasses import replace

from fastapi.testclient import TestClient

from api.app import create_app
from api.http.problems import Problem
from api.site.site import Site
from graph.base.config import Config

PROBLEM = {"title": "t", "said": "s", "problem": Problem(404, "none")}


def test_a_page_names_the_publisher_or_else_the_municipality(published: Config) -> None:
    assert b"<small>\xc3\x85dals\xc3\xb8 Kommune</small>" in Site(published).page("problem.html", **PROBLEM)
    named = Site(
        replace(published, publisher="Arkivet", licence="https://creativecommons.org/publicdomain/zero/1.0/")
    )
    page = named.page("problem.html", **PROBLEM)
    assert b"<small>Arkivet</small>" in page
    assert (
        b'href="https://creativecommons.org/publicdomain/zero/1.0/">Creative Commons CC0 1.0 Universelt (CC0 1.0)</a>'
        in page
    )


def test_an_answer_may_be_kept_but_must_be_asked_about(published: Config) -> None:
    client = TestClient(create_app(published))
    response = client.get("/ns.ttl")
    assert response.headers["cache-control"] == "no-cache"
    assert response.headers["etag"].startswith('"')
    same = client.get("/ns.ttl", headers={"If-None-Match": response.headers["etag"]})
    assert same.status_code == 304
    assert "content-type" not in same.headers
