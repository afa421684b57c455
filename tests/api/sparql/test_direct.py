"""Queries on the shorter way are answered as on that of the framework."""

from collections.abc import Mapping
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api import app
from graph.base.config import Config

HELD = "SELECT ?m { ?m <https://w3id.org/sagsgraf/ns#heldBy> ?b } ORDER BY ?m"
ASKED: dict[str, tuple[str, Mapping[str, Any], int]] = {
    "a query": ("GET", {"params": {"query": HELD}}, 200),
    "a query once more": ("GET", {"params": {"query": HELD}}, 200),
    "no body": ("HEAD", {"params": {"query": HELD}}, 200),
    "a form": ("POST", {"data": {"query": HELD}}, 200),
    "the query itself": ("POST", {"content": HELD, "headers": {"Content-Type": "application/sparql-query"}}, 200),
    "a page": ("GET", {"params": {"query": HELD}, "headers": {"Accept": "text/html"}}, 200),
    "no query": ("GET", {}, 200),
    "an empty query": ("GET", {"params": {"query": ""}}, 400),
    "an empty form": ("POST", {"data": {"query": ""}}, 400),
    "no SPARQL": ("GET", {"params": {"query": "SELEKT"}}, 400),
    "a wrong type": ("POST", {"content": HELD, "headers": {"Content-Type": "text/plain"}}, 415),
    "nothing offered": ("GET", {"params": {"query": HELD}, "headers": {"Accept": "image/png"}}, 406),
}  # fmt: skip
"""How the endpoint is asked, and the status of the answer."""


def answers(config: Config, *, routed: bool) -> dict[str, tuple[int, list[tuple[str, str]], bytes]]:
    """Status, header fields but the name of the request, and body of each answer, of a site with all its routes
    or with none."""
    site = app.create_app(config)
    if not routed:
        site.router.routes.clear()
    with TestClient(site, base_url=config.base_iri) as client:
        found = {name: client.request(method, "/sparql", **more) for name, (method, more, _) in ASKED.items()}
    for one in found.values():
        del one.headers["X-Request-Id"]
    return {name: (one.status_code, one.headers.multi_items(), one.content) for name, one in found.items()}


def test_both_ways_give_the_same_answers(few: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    direct = answers(few, routed=False)
    monkeypatch.setattr(app, "Direct", lambda inner, **given: inner)
    assert answers(few, routed=True) == direct
    assert {name: status for name, (status, _, _) in direct.items()} == {
        name: status for name, (_, _, status) in ASKED.items()
    }
