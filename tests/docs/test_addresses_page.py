"""docs/en/addresses.md names every address there is, and no other."""

import re

from fastapi.testclient import TestClient
from places import DOCS

TABLE = re.findall(r"^\|(.+?)\|", (DOCS / "en" / "addresses.md").read_text(encoding="utf-8"), re.MULTILINE)


def first(path: str) -> str:
    """The first part of a path, without a suffix of a format."""
    part = path.split("/")[1].partition("{")[0].rstrip(".")
    return part if part.startswith(".") or part in ("CITATION.cff", "look.css") else part.partition(".")[0]


def test_it_names_what_is_served(client: TestClient) -> None:
    routers = [getattr(one, "original_router", None) or one for one in client.app.routes]  # type: ignore[attr-defined]
    routes = [route for router in routers for route in getattr(router, "routes", [router])]
    served = {first(route.path) for route in routes if getattr(route, "path", "")}
    told = {first(path) for cell in TABLE for path in re.findall(r"`(/[^`]*)`", cell)}
    assert told == served
