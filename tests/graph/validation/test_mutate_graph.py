"""Whatever is changed in a document's graph the shapes see, unless it is known why they need not."""

import pytest
from places import TESTS
from rdflib import Graph

from benchmarks.mutate_graph import OPTIONAL, Mutation, Mutations, judged

DOCUMENT = TESTS / "data" / "document.ttl"


@pytest.fixture(scope="module")
def found() -> dict[Mutation, bool]:
    """Every twentieth of the changes of a kind to the good document, which has something of every class and
    property; all of them are made by `make ordeal`."""
    return judged([Graph().parse(DOCUMENT, format="turtle")], every=20)


def test_every_change_to_what_is_mandatory_is_seen(found: dict[Mutation, bool]) -> None:
    assert len(found) > 60
    overlooked = [(m.kind, m.cls, m.prop) for m, seen in found.items() if not seen and m.why_not() is None]
    assert overlooked == []


def test_little_need_not_be_seen(found: dict[Mutation, bool]) -> None:
    assert sum(found.values()) / len(found) > 0.9


def test_a_statement_that_need_not_be_there_is_not_missed(found: dict[Mutation, bool]) -> None:
    """No reason is given for leaving out what the shapes demand."""
    lost = [m for m in found if m.kind == "all values lost" and m.why_not()]
    assert lost
    assert [(m.cls, m.prop) for m in lost if found[m]] == []
    assert all(OPTIONAL.values())


def test_every_kind_of_change_is_made_and_each_changes_the_graph(found: dict[Mutation, bool]) -> None:
    statements = set(Graph().parse(DOCUMENT, format="turtle"))
    assert {m.kind for m in found} >= {
        "thing lost", "of another class", "undeclared property", "a part of two things", "language lost",
        "another datatype", "two values", "to nothing that is there", "a part of another meeting",
    }  # fmt: skip
    assert all(statements - mutation.gone | mutation.put != statements for mutation in found)


def test_the_changes_are_the_same_each_time() -> None:
    graph = Graph().parse(DOCUMENT, format="turtle")
    assert list(Mutations(graph)) == list(Mutations(graph))
