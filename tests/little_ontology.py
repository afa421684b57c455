"""Releases that hold little of the ontology, for tests that do not look at it: it is twenty times as large as minutes
of two items, and most of the work of a small release is to load, pack and log it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from rdflib import Graph

from benchmarks.publish import run
from graph.ontology.terms import ONTOLOGY, Vocabulary, vocabulary
from graph.publishing import build


@contextmanager
def releases_hold(ontology: Vocabulary) -> Iterator[None]:
    """What is published meanwhile holds this."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "vocabulary", lambda: ontology)
        yield


def releases_hold_little() -> bool:
    """Whether what is published now does."""
    return build.vocabulary() is not vocabulary()


@cache
def little() -> Vocabulary:
    """What the ontology says of itself."""
    graph = Graph()
    for triple in vocabulary().graph.triples((ONTOLOGY, None, None)):
        graph.add(triple)
    return Vocabulary(graph)


@pytest.fixture(scope="module")
def little_ontology() -> Iterator[None]:
    """For all that the tests of a module publish, but for what is shared with others."""
    with releases_hold(little()):
        yield


def publish_measured(what: str, data: str, workers: str) -> None:
    """What benchmarks.publish runs in a process of its own."""
    run(what, Path(data), int(workers))
