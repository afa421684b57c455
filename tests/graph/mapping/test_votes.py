"""Votes, dissents, amendments and members' rights as nodes: as printed, placed, and never of a closed item."""

from dataclasses import replace

import pytest
from rdflib import FOAF, Graph, Literal, URIRef
from support import newer, read

from graph.mapping.minutes import minutes_graph
from graph.minutes.model import AgendaItem, Amendment, Dissent, Minutes, Quote, Referral, Side, Span, Vote
from graph.municipality.profile import load_profile
from graph.ontology.iris import Iris
from graph.ontology.terms import PROV, concept, term
from graph.validation.shacl import check

PROFILE, IRIS = load_profile("aadalsoe"), Iris("http://x", "aadalsoe")
ITEM = URIRef("http://x/id/aadalsoe/moede/direktionen/2023-06-26/punkt/1")
WORDS = "Godkendt. For stemte A (5). Imod stemte Bo Ravn og Kaj Friis. Ø: Det er for dyrt. Brug træ."


def minutes(title: str = "Havnebad") -> Minutes:
    """Minutes whose first item has one of each, each where its words stand."""
    found = read(newer(f"{title}\n\n20-004417\n\nBeslutning\n\n{WORDS}", participants="Anna Lund, Bo Ravn"))

    def quote(words: str) -> Quote:
        start = found.text.find(words)
        return Quote(words, Span(max(0, start), max(0, start) + len(words)))

    item: AgendaItem = replace(
        found.items[0],
        votes=(
            Vote(
                "helheden",
                quote("For stemte A (5). Imod stemte Bo Ravn og Kaj Friis."),
                "vedtaget",
                in_favour=Side(5, (quote("A"),)),
                against=Side(None, (), (quote("Bo Ravn"), quote("Kaj Friis"))),
                abstaining=Side(0),
            ),
        ),
        dissents=(Dissent("protokoltilførsel", quote("Det er for dyrt."), (quote("Ø"),)),),
        amendments=(Amendment(quote("Brug træ."), "forkastet", (quote("Ø"),)),),
        referral=Referral("standsningsret", quote("Ø"), "Byrådet", (quote("Ø"),)),
    )
    return replace(found, items=(item, *found.items[1:]))


def graph_of(told: Minutes) -> Graph:
    return minutes_graph(told, PROFILE, IRIS, "ab" * 32)


def part(path: str) -> URIRef:
    return URIRef(f"{ITEM}/{path}")


def test_a_vote_has_its_sides_as_printed() -> None:
    graph = graph_of(minutes())
    vote = part("afstemning/1")
    assert list(graph.objects(ITEM, term("hasVote"))) == [vote]
    assert graph.value(vote, term("votedOn")) == Literal("helheden")
    assert graph.value(vote, term("result")) == concept("afstemningsresultat", "vedtaget")
    sides = {code: part(f"afstemning/1/{code}") for code in ("for", "imod", "undlod")}
    assert set(graph.objects(vote, term("hasSide"))) == set(sides.values())
    assert [graph.value(side, term("voteCount")) for side in sides.values()] == [Literal(5), None, Literal(0)]
    assert list(graph.objects(sides["for"], term("party"))) == [Literal("A")]
    assert set(graph.objects(sides["imod"], term("personName"))) == {Literal("Bo Ravn"), Literal("Kaj Friis")}


def test_only_who_attended_is_a_person() -> None:
    graph = graph_of(minutes())
    assert list(graph.objects(part("afstemning/1/imod"), term("byMember"))) == [IRIS.person("Bo Ravn")]
    assert set(graph.objects(None, FOAF.name)) == {Literal("Anna Lund"), Literal("Bo Ravn")}


def test_dissents_amendments_and_rights_have_their_kind_and_words() -> None:
    graph = graph_of(minutes())
    dissent, amendment, right = part("saerstandpunkt/1"), part("aendringsforslag/1"), part("medlemsret")
    assert graph.value(dissent, term("dissentKind")) == concept("saerstandpunkt", "protokoltilfoersel")
    assert graph.value(dissent, term("text")) == Literal("Det er for dyrt.", lang="da")
    assert graph.value(amendment, term("result")) == concept("afstemningsresultat", "forkastet")
    assert graph.value(right, term("referralKind")) == concept("henvisning", "standsningsret")
    assert graph.value(right, term("referredTo")) == IRIS.body("Byrådet")
    for node in (dissent, amendment, right):
        assert list(graph.objects(node, term("party"))) == [Literal("Ø")]
        assert graph.value(node, PROV.wasDerivedFrom) is not None


def test_the_shapes_hold() -> None:
    graph = graph_of(minutes())
    assert [result.shape for layer in ("integrity", "privacy") for result in check(graph, layer)] == []


@pytest.mark.parametrize("title", ["Lukket: Havnebad", "Havnebad"])
def test_nothing_of_them_is_told_of_a_closed_item(title: str) -> None:
    told = minutes(title)
    told = replace(told, items=tuple(replace(item, closed=True) for item in told.items))
    graph = graph_of(told)
    kinds = {term(name) for name in ("Vote", "VoteSide", "Dissent", "Amendment", "Referral")}
    assert kinds & set(graph.objects()) == set()
    assert not [node for node in graph.subjects() if str(node).startswith(f"{ITEM}/")]
    assert Literal("Kaj Friis") not in set(graph.objects())
