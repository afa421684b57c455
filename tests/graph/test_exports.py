"""What ``graph`` exports: there when it is asked for, and not imported before."""

import subprocess
import sys
from pathlib import Path

import pytest
from samples import sample, write

import graph
from graph.base.config import Config
from graph.publishing.publish import publish
from graph.publishing.withdraw import withdraw
from graph.store.query_guard import QueryError

EXPORTED = {"Config", "OpenedRelease", "OperatorError", "open_release", "publish", "read", "withdraw"}


def test_what_is_exported_is_there() -> None:
    assert set(graph.__all__) == EXPORTED | {"__version__"}
    assert set(graph.__all__) <= set(dir(graph))
    assert (graph.publish, graph.withdraw, graph.Config) == (publish, withdraw, Config)
    with pytest.raises(AttributeError, match="no attribute 'publishe'"):
        graph.publishe  # type: ignore[attr-defined]  # noqa: B018


def test_importing_it_imports_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import graph; print(*{m.partition('.')[0] for m in set(sys.modules) - before})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) - {"graph"} - set(sys.stdlib_module_names)


def test_a_file_is_read_with_the_profile_of_the_settings(tmp_path: Path) -> None:
    file = write(tmp_path, a=sample()) / "a.txt"
    assert [number.text for item in graph.read(file).items for number in item.case_numbers]
    bounded = graph.read(file, Config(max_file_bytes=10))
    assert ("too-large" in {finding.code for finding in bounded.findings}, bounded.items) == (True, ())


def test_a_release_is_opened_by_name(published: Config) -> None:
    ask = "ASK { ?case a <https://w3id.org/sagsgraf/ns#Case> }"
    with graph.open_release(published) as current, graph.open_release(published, "1") as named:
        assert current.release.id == named.release.id
        assert bool(named.query(ask))
    with pytest.raises(graph.OperatorError, match="9: no release of that id"):
        graph.open_release(published, "9")
    with pytest.raises(QueryError, match="closed"):
        named.query(ask)


def test_the_packages_say_that_they_are_typed() -> None:
    for package in ("graph", "api"):
        assert (Path(graph.__file__).parents[1] / package / "py.typed").read_bytes() == b""
