"""Which properties are single, told from the shapes; no property of the data has two values where it is."""

from collections import Counter

from places import TESTS
from rdflib import Graph

from graph.ontology.cardinality import single
from graph.ontology.terms import PREFIXES, SG

DOCUMENT = TESTS / "data" / "document.ttl"


def test_single_is_what_every_class_that_may_have_it_allows_one_of() -> None:
    assert {SG + name for name in ("hasDecision", "order", "text", "heldBy", "comparisonBasis")} <= single()
    assert PREFIXES["dct"] + "date" in single()


def test_what_one_class_may_have_several_of_is_not_single() -> None:
    several = {SG + name for name in ("journalCode", "outcome", "hasSection", "recommendedBy")}
    several |= {PREFIXES["dct"] + "title", PREFIXES["rdfs"] + "label", PREFIXES["rdf"] + "type"}
    assert several & single() == set()


def test_what_is_merely_odd_makes_nothing_single() -> None:
    """A case on two items of one meeting is pointed out (severity info) and allowed."""
    assert SG + "handledIn" not in single()


def test_the_data_have_no_second_value_of_what_is_single() -> None:
    graph = Graph().parse(DOCUMENT, format="turtle")
    values = Counter((subject, str(prop)) for subject, prop, _ in graph)
    assert {prop for (_, prop), number in values.items() if number > 1} & single() == set()
