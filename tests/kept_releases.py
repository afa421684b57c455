"""Three releases on a shelf, each with a meeting more than the one before, made a month after each other."""

import json
from pathlib import Path

import pytest
from damaged_files import listed_anew
from made_once import made_once
from samples import put

from graph.base.config import Config
from graph.release import archive

BASE = "http://127.0.0.1:8000"
BODY = "aadalsoe/moede/direktionen"
FIRST, SECOND, THIRD = (f"{BODY}/2023-09-{day}" for day in ("12", "19", "26"))
MEETINGS = "SELECT (COUNT(?m) AS ?n) { ?m a <https://w3id.org/sagsgraf/ns#Meeting> }"


def three(folder: Path) -> Config:
    """The settings of a data folder with them, and a licence."""
    config = _settings(folder)
    put(config, a="12")
    put(config, a="12", b="19")
    put(config, a="12", b="19", c="26")
    for month, release in enumerate(archive.releases(config), start=1):
        made(release, f"2026-0{month}-01T10:00:00+00:00")
    return config


def _settings(folder: Path) -> Config:
    return Config(data_dir=folder / "data", licence="https://creativecommons.org/licenses/by/4.0/")


def made(release: archive.Release, created: str) -> None:
    """Say that a release was made at a time."""
    (release.path / "release.json").write_text(json.dumps({"created": created}) + "\n", encoding="utf-8")
    listed_anew(release)


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """The settings of the three; tests must not change them."""
    return _settings(made_once(tmp_path_factory, "three", three))


@pytest.fixture(scope="session")
def ids(kept: Config) -> list[str]:
    """The ids of the three, the first one first."""
    return [release.id for release in archive.releases(kept)]
