"""The example minutes, published once for all tests, and a client of the site that serves them."""

import gc
import os
import shutil
from collections.abc import Generator, Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pytest
from browsing import browser as browser
from browsing import end_browser
from browsing import judge as judge
from browsing import site as site
from browsing import watch as watch
from fastapi.testclient import TestClient
from hypothesis import settings
from kept_releases import ids as ids
from kept_releases import kept as kept
from little_ontology import little_ontology as little_ontology
from made_once import made_once
from municipalities import both as both
from places import EXAMPLES, TESTS
from rdflib import URIRef
from rdflib.plugins.sparql.processor import SPARQLProcessor, prepareQuery
from rdflib.plugins.sparql.sparql import Query
from servers import Server
from servers import oxigraph_server as oxigraph_server
from servers import server as server
from servers import virtuoso_server as virtuoso_server
from servers import written as written
from serving import served
from xdist.scheduler import LoadFileScheduling

from api.app import create_app
from graph.base.config import Config
from graph.publishing.publish import publish
from graph.release import archive, dumps
from graph.remote import mirror

settings.register_profile("suite", settings.default, max_examples=15, deadline=None)
settings.load_profile("suite")
DEAREST = (
    "browser",
    "graph/validation",
    "graph/publishing",
    "graph/remote",
    "whole",
    "clients",
    "benchmarks",
    "test_wheel.py",
    "docs",
    "api/about",
    "graph/release",
    "graph/readers",
)
"""What takes longest in tests/, the files that take longest first."""
TOGETHER = {
    "browser": ("browser/",),
    "servers": (
        "graph/remote/",
        "whole/test_withdrawn_remote.py",
        "api/sparql/test_sparql_remote.py",
        "clients/test_ckan.py",
    ),
}
"""What one process runs: tests of what is dear to set up and only they have, a site to look at or SPARQL servers."""


class ByFile(LoadFileScheduling):  # type: ignore[misc]  # xdist is not typed
    """The tests of a file in one process, and those of files that go together."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0].removeprefix(f"{TESTS.name}/")
        return next((name for name, starts in TOGETHER.items() if path.startswith(starts)), path)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are cores: one of them waits for a browser or a server most of the time."""
    return len(os.sched_getaffinity(0)) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    """For ``--dist=loadfile``, which the settings say."""
    return ByFile(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is there before the first test stays to the end, modules and thousands of tests: it is never looked
    through for garbage, which would take seconds each time, and what comes later seldom."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(50_000)
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the dearest tests, so that the processes that share them end together."""
    items.sort(key=lambda item: _place(item.path))


@cache
def _place(file: Path) -> int:
    """Where the tests of a file stand among all."""
    path = file.relative_to(TESTS).as_posix()
    together = next((at for at, starts in enumerate(TOGETHER.values()) if path.startswith(starts)), None)
    if together is not None:
        return together - len(TOGETHER)
    return next((at for at, one in enumerate(DEAREST) if f"{path}/".startswith(f"{one}/")), len(DEAREST))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> Generator[None, object, object]:
    """One browser is for all tests that come after each other and have it."""
    try:
        return (yield)
    finally:
        if "browser" not in getattr(nextitem, "fixturenames", ()):
            end_browser()


@pytest.fixture(scope="session", autouse=True)
def unhurried_disk() -> Iterator[None]:
    """Nothing waits until its bytes are on the disk: no test can see whether they are, and a suite that publishes
    thousands of times would wait for most of its time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda descriptor: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def prepared_queries() -> Iterator[None]:
    """The queries of the shapes, which pySHACL asks of one node after the other, are parsed once."""
    real = SPARQLProcessor.query

    @cache
    def prepared(text: str, base: str | None, names: tuple[tuple[str, URIRef], ...]) -> Query:
        return prepareQuery(text, dict(names), base)

    def query(
        self: SPARQLProcessor,
        text: str | Query,
        initBindings: Mapping[str, Any] | None = None,  # noqa: N803
        initNs: Mapping[str, URIRef] | None = None,  # noqa: N803
        base: str | None = None,
        DEBUG: bool = False,  # noqa: N803
    ) -> Mapping[str, Any]:
        once = prepared(text, base, tuple((initNs or {}).items())) if isinstance(text, str) else text
        return real(self, once, initBindings or {}, initNs or {}, base, DEBUG)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SPARQLProcessor, "query", query)
        yield


@pytest.fixture(scope="session", autouse=True)
def packed_ontology() -> Iterator[None]:
    """What the dumps of all releases have of the ontology is written and packed once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dumps, "_packed", lru_cache(4096)(dumps._packed))
        yield


PATIENCE = 600.0
"""Seconds that a query may take where nothing is said of how long: a busy machine makes no answer another."""


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """The configuration of a data folder that holds the examples; tests must not change it."""

    def made(folder: Path) -> None:
        publish(EXAMPLES, Config(data_dir=folder))

    return Config(data_dir=made_once(tmp_path_factory, "published", made), query_seconds=PATIENCE)


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """The configuration of a data folder that holds two of the examples, between which there are links; tests
    must not change it."""

    def made(folder: Path) -> None:
        (folder / "minutes").mkdir()
        for name in ("direktionen-2022-10-03", "kultur-og-fritidsudvalget-2023-09-12"):
            shutil.copy(EXAMPLES / f"{name}.txt", folder / "minutes")
        publish(folder / "minutes", Config(data_dir=folder / "data", profile="aadalsoe"))

    folder = made_once(tmp_path_factory, "few", made) / "data"
    return Config(data_dir=folder, profile="aadalsoe", query_seconds=PATIENCE)


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
