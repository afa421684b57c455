"""The example minutes, published once for all tests, and a client of the site that serves them."""

import os
from collections.abc import Iterator
from dataclasses import replace

import pytest
from browsing import browser as browser
from browsing import site as site
from browsing import watch as watch
from fastapi.testclient import TestClient
from hypothesis import settings
from places import ROOT, TESTS
from servers import Server
from servers import oxigraph_server as oxigraph_server
from servers import server as server
from servers import virtuoso_server as virtuoso_server
from servers import written as written
from serving import served

from api.app import create_app
from graph.base.config import Config
from graph.publishing.publish import publish
from graph.release import archive
from graph.remote import mirror

EXAMPLES = ROOT / "examples" / "minutes"
settings.register_profile("suite", settings.default, max_examples=40, deadline=None)
settings.load_profile("suite")
DEAREST = ("whole", "browser", "clients", "test_wheel.py", "benchmarks", "docs")
"""What takes longest in tests/."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the dearest tests, so that the processes that share them end together."""
    items.sort(key=lambda item: item.path.relative_to(TESTS).parts[0] not in DEAREST)


@pytest.fixture(scope="session", autouse=True)
def unhurried_disk() -> Iterator[None]:
    """Nothing waits until its bytes are on the disk: no test can see whether they are, and a suite that publishes
    thousands of times would wait for most of its time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda descriptor: None)
        yield


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """The configuration of a data folder that holds the examples; tests must not change it."""
    config = Config(data_dir=tmp_path_factory.mktemp("published"))
    publish(EXAMPLES, config)
    return config


@pytest.fixture(scope="session")
def client(published: Config) -> Iterator[TestClient]:
    """A client of the site that serves the examples; it follows no redirect and takes anything."""
    with TestClient(create_app(published), base_url=published.base_iri, follow_redirects=False) as client:
        client.headers["Accept-Encoding"] = "identity"  # test_compression.py is for the others
        yield client


@pytest.fixture(scope="session")
def port(published: Config) -> Iterator[int]:
    """The port of a real server of the examples, on loopback."""
    with served(published) as port:
        yield port


@pytest.fixture(scope="session")
def examples(server: Server, published: Config) -> Config:
    """The settings by which the examples are asked of the server, where they have been brought."""
    config = replace(published, **server.settings())
    mirror.push(config, archive.Release(archive.current(config)))
    return config
