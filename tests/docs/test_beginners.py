"""The pages that start from nothing name addresses that there are, and settings that are settings."""

import re
import tomllib

import pytest
from fastapi.testclient import TestClient
from places import DOCS

from graph.base.config import Config
from graph.catalogue.licences import licence_of

ASKED_WITH = {"/efterproev.json": (400, 422), "/diff.json": (404,), "/diff.rdfp": (404,), "/en/diff": (404,)}
"""What answers only with parameters, or where there are two releases."""

PAGES = (
    *("medarbejder.md", "forsker.md", "portaler.md", "en/staff.md", "en/researchers.md", "en/portals.md"),
    "en/releases.md",
)


@pytest.mark.parametrize("name", PAGES)
def test_each_address_is_answered(name: str, client: TestClient) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    addresses = {one for one in re.findall(r"`(/[^`\s]+)`", text) if "..." not in one}
    assert len(addresses) >= 4
    answers = {one: client.get(one).status_code for one in addresses}
    # The client's site has no licence, without which there is no catalogue.
    assert {
        one: status
        for one, status in answers.items()
        if status not in ((503,) if one.startswith("/catalog") else ASKED_WITH.get(one, (200,)))
    } == {}


@pytest.mark.parametrize("name", ["portaler.md", "en/portals.md"])
def test_the_settings_are_settings_and_the_licence_one_that_registers_know(name: str) -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", (DOCS / name).read_text(encoding="utf-8"), re.DOTALL)
    assert licence_of(Config(**tomllib.loads(block)).licence)
