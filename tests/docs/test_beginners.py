"""The pages that start from nothing name addresses that there are, and settings that are settings."""

import re
import tomllib

import pytest
from fastapi.testclient import TestClient
from places import DOCS

from graph.base.config import Config

PAGES = ("medarbejder.md", "en/researchers.md", "en/portals.md")


@pytest.mark.parametrize("name", PAGES)
def test_each_address_is_answered(name: str, client: TestClient) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    addresses = {one for one in re.findall(r"`(/[^`\s]+)`", text) if "..." not in one}
    assert len(addresses) >= 4
    answers = {one: client.get(one).status_code for one in addresses}
    # The client's site has no licence, without which there is no catalogue.
    assert {
        one: status for one, status in answers.items() if status != (503 if one == "/catalog" else 200)
    } == {}


def test_the_settings_are_settings() -> None:
    (block,) = re.findall(
        r"```toml\n(.*?)```", (DOCS / "en/portals.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert Config(**tomllib.loads(block)).licence
