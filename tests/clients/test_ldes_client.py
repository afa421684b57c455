"""The change feed as the npm package ldes-client reads it, over HTTP: it ends with the graph, and the next time
gets only what is new. Without npm these are skipped, and fail where everything has to be there (CI)."""

import json
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from npm_packages import installed
from replay import goes_with, graph_of
from samples import sample, write
from serving import served

from graph.base.config import Config
from graph.publishing.publish import publish
from graph.release import change_log
from graph.release.archive import Release

pytestmark = pytest.mark.usefixtures("little_ontology")

AS = "https://www.w3.org/ns/activitystreams#"
ORDER = "https://w3id.org/sagsgraf/ns#order"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

Members = list[tuple[dict[str, str], list[str]]]
"""What the default graph says of each member, and the triples in its own graph, as they were emitted."""


@pytest.fixture(scope="session")
def client() -> Path:
    """The folder in which the client is installed."""
    return installed()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ldes")


@pytest.fixture(scope="module")
def config(folder: Path) -> Config:
    """A site under the very address it is served at, for the pages name each other by it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return Config(base_iri=f"http://127.0.0.1:{port}", data_dir=folder / "data", removed_share=1.0)


@pytest.fixture(scope="module")
def minutes(folder: Path) -> Path:
    return write(folder / "minutes", a=sample("12"), b=sample("19"))


@pytest.fixture(scope="module")
def releases(minutes: Path, config: Config, little_ontology: None) -> Iterator[list[Release]]:
    """Three releases in which documents come, change and go, in several pages each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(change_log, "_PAGE_ENTRIES", 15)
        made = [publish(minutes, config).release]
        write(minutes, a=sample("12", decision="Udsat."), c=sample("26"))
        made.append(publish(minutes, config).release)
        (minutes / "b.txt").unlink()
        yield [*made, publish(minutes, config).release]


@pytest.fixture(scope="module")
def url(config: Config, releases: list[Release]) -> Iterator[str]:
    with served(config, int(config.base_iri.rpartition(":")[2])):
        yield f"{config.base_iri}/changes"


def followed(client: Path, url: str, order: str, state: Path | None = None) -> Members:
    command = ["node", "follow.mjs", url, order, *([str(state)] if state else [])]
    done = subprocess.run(command, cwd=client, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr
    members: Members = []
    for line in map(json.loads, done.stdout.splitlines()):
        about: dict[str, str] = {}
        triples = []
        for quad in ox.parse(line["quads"], format=ox.RdfFormat.N_QUADS):
            if quad.graph_name == ox.DefaultGraph():
                assert quad.subject == ox.NamedNode(line["member"])
                about[quad.predicate.value] = quad.object.value
            else:
                assert quad.graph_name == ox.NamedNode(line["member"])
                triples.append(f"{quad.triple} .")
        members.append((about, triples))
    return members


def applied(graph: set[str], members: Members) -> set[str]:
    for about, triples in members:
        graph = {line for line in graph if not goes_with(line, about[AS + "object"])} | set(triples)
    return graph


@pytest.fixture(scope="module")
def members(client: Path, url: str, folder: Path) -> Members:
    """What it got of the three, in order, and may go on from."""
    return followed(client, url, "ascending", folder / "state")


def test_in_order_it_ends_with_the_graph(members: Members, releases: list[Release]) -> None:
    times = [about[AS + "published"] for about, _ in members]
    assert times == sorted(times)
    assert len(set(times)) == 3
    assert {about[TYPE] for about, _ in members} == {AS + kind for kind in ("Create", "Update", "Delete")}
    assert applied(set(), members) == graph_of(releases[-1])


def test_without_order_it_gets_each_member_once(client: Path, url: str, releases: list[Release]) -> None:
    members = followed(client, url, "none")
    numbers = sorted(int(about[ORDER]) for about, _ in members)
    assert numbers == list(range(1, len(numbers) + 1))
    assert applied(set(), sorted(members, key=lambda one: int(one[0][ORDER]))) == graph_of(releases[-1])


def test_the_next_time_it_gets_only_what_is_new(
    client: Path,
    url: str,
    releases: list[Release],
    members: Members,
    minutes: Path,
    config: Config,
    folder: Path,
) -> None:
    write(minutes, d=sample("05"))
    last = publish(minutes, config).release
    after = followed(client, url, "ascending", folder / "state")
    assert 0 < len(after) < len(members) / 2
    assert min(int(about[ORDER]) for about, _ in after) == len(members) + 1
    assert applied(graph_of(releases[-1]), after) == graph_of(last)
