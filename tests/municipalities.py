"""Two invented municipalities in one release: the examples' Ådalsø, and Lyngbakke with a profile of ten lines."""

import shutil
from pathlib import Path

import pytest
from made_once import made_once
from places import EXAMPLES, TESTS

from graph.base.config import Config, RegistryEntry
from graph.publishing.publish import publish

LYNGBAKKE = TESTS / "data" / "lyngbakke.ttl"
MINUTES = TESTS / "data" / "lyngbakke"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def settings(folder: Path) -> Config:
    """The settings of two municipalities, each with a folder of its own minutes."""
    entries = (
        RegistryEntry("aadalsoe", folder / "aadalsoe"),
        RegistryEntry(str(LYNGBAKKE), folder / "lyngbakke"),
    )
    return Config(data_dir=folder / "data", licence=LICENCE, municipality=entries)


def two(folder: Path) -> Config:
    """The same, with their minutes in the folders."""
    for slug, minutes in (("aadalsoe", EXAMPLES), ("lyngbakke", MINUTES)):
        shutil.copytree(minutes, folder / slug)
    return settings(folder)


@pytest.fixture(scope="session")
def both(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """The settings of a published release of the two; tests must not change it."""
    return settings(made_once(tmp_path_factory, "two", lambda folder: publish(None, two(folder))))
