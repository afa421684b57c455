"""What makes a case of another municipality worth showing, and what bounds the search for it."""

from collections.abc import Sequence

import pyoxigraph as ox
import pytest
from rdflib import SKOS

from graph.cases.elsewhere import MOST, RARE, same_subject_elsewhere
from graph.cases.facts import CaseFacts
from graph.cases.titles import words
from graph.ontology.iris import Iris, item
from graph.ontology.terms import DCT, concept, term
from graph.store.oxigraph import Store

HERE, THERE = Iris("http://x", "her"), Iris("http://x", "der")


def store_of(titles: Sequence[tuple[Iris, str, str]]) -> CaseFacts:
    """Items of one meeting of each municipality, each of a case of its own, with a title and a KLE number."""
    store = ox.Store()
    for number, (iris, title, code) in enumerate(titles):
        one = item(str(iris.meeting("raadet", "2023-01-02")), str(number))
        said: list[tuple[str, str, ox.NamedNode | ox.Literal]] = [
            (one, DCT.title, ox.Literal(title)),
            (one, term("itemNumber"), ox.Literal(str(number))),
            (one, term("order"), ox.Literal(number)),
            (one, term("openness"), ox.NamedNode(concept("aabenhed", "aabent"))),
            (one, term("concernsCase"), ox.NamedNode(iris.case(f"23-{number:06}"))),
            *((one, term("titleWord"), ox.Literal(word)) for word in words(title)),
        ]
        if code:
            said += [
                (one, term("journalCode"), ox.NamedNode(iris.kle(code))),
                (str(iris.kle(code)), SKOS.notation, ox.Literal(code)),
            ]
        for subject, predicate, value in said:
            store.add(ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), value))
    return CaseFacts(Store(store))


def found(facts: CaseFacts) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    mine = facts.handlings((item(str(HERE.meeting("raadet", "2023-01-02")), "0"),))
    told = same_subject_elsewhere(facts, mine, HERE, (HERE, THERE))
    return [(one.iri.rpartition("/")[2], one.words, one.codes) for one in told]


@pytest.mark.parametrize(
    ("title", "code", "expected"),
    [
        ("Havnebadet ved færgens kaj", "", [("23-000001", ("Havnebad", "færgekaj"), ())]),
        ("Nyt havnebad", "", []),  # one word in common is too little,
        (
            "Nyt havnebad",
            "04.08.00",
            [("23-000001", ("Havnebad",), ("04.08.00",))],
        ),  # but for the same subject
        ("Skolebusser", "04.08.00", []),
    ],
)
def test_two_rare_words_or_one_and_the_same_number(
    title: str, code: str, expected: list[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    title = title.replace("færgens kaj", "færgekajen")
    facts = store_of([(HERE, "Havnebad ved færgekaj", "04.08.00"), (THERE, title, code)])
    assert found(facts) == expected


def test_those_of_ones_own_municipality_are_not_elsewhere() -> None:
    assert found(store_of([(HERE, "Havnebad ved færgekaj", ""), (HERE, "Havnebad ved færgekaj", "")])) == []


def test_a_word_that_many_titles_have_is_no_reason_and_not_all_are_told() -> None:
    alike = [(THERE, "Havnebad ved færgekaj", "")] * (MOST + 5)
    assert len(found(store_of([(HERE, "Havnebad ved færgekaj", ""), *alike]))) == MOST
    many = [(THERE, "Havnebad ved færgekaj", "")] * RARE
    assert found(store_of([(HERE, "Havnebad ved færgekaj", ""), *many])) == []
