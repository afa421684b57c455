"""What a source tells beside the text: its identifiers, the case's title, other meetings' decisions, who was there."""

from dataclasses import replace

from rdflib import RDF, SKOS, XSD, Graph, Literal, URIRef
from support import newer, read

from graph.mapping.minutes import minutes_graph
from graph.minutes.model import EarlierDecision, Minutes, Presence, Quote, SourceId, Span, TreatmentStep
from graph.municipality.profile import load_profile
from graph.ontology.iris import Iris
from graph.ontology.terms import concept, term
from graph.validation.shacl import check

PROFILE, IRIS = load_profile("aadalsoe"), Iris("http://x", "aadalsoe")
MEETING = URIRef("http://x/id/aadalsoe/moede/direktionen/2023-06-26")
ITEM = URIRef(f"{MEETING}/punkt/1")


def minutes(closed: bool = False) -> Minutes:
    text = newer("Havnebad\n\n20-004417\n\nBeslutning\n\nGodkendt.", participants="Anna Lund, Bo Ravn")
    found = read(text)

    def quote(words: str) -> Quote:
        start = found.text.index(words)
        return Quote(words, Span(start, start + len(words)))

    item = replace(
        found.items[0],
        closed=closed,
        case_title=quote("Havnebad"),
        supplementary=True,
        source_ids=(SourceId("firstagenda", "item", "a-1", "d.example"),),
        earlier_decisions=(
            EarlierDecision("Økonomiudvalget", "2023-06-12", quote("Godkendt."), "4"),
            EarlierDecision("", "i foråret", quote("Godkendt.")),
        ),
        attendance=(
            Presence(quote("Bo Ravn"), "left", "A", note="kl. 17"),
            Presence(quote("Anna Lund"), "excused", note="syg"),
        ),
        treatment_path=(TreatmentStep("Økonomiudvalget", quote("Godkendt."), date="2023-08-14"),),
    )
    ids = (
        SourceId("firstagenda", "meeting", "m-2", "d.example"),
        SourceId("firstagenda", "meeting", "m-1", "d.example", former=True),
        SourceId("firstagenda", "body", "b-1"),
        SourceId("firstagenda", "organisation", "o-1"),
    )
    guests = (quote("Godkendt."),)
    return replace(found, items=(item,), source_ids=ids, guests=guests, gone_since="2024-01-02")


def graph_of(told: Minutes) -> Graph:
    return minutes_graph(told, PROFILE, IRIS, "ab" * 32)


def test_what_the_source_tells_is_in_the_data_and_the_shapes_hold() -> None:
    graph = graph_of(minutes())
    known = {
        str(graph.value(node, SKOS.notation)): (thing, graph.value(node, term("former")))
        for thing, node in graph.subject_objects(term("hasSourceIdentifier"))
    }
    assert known == {
        "m-2": (MEETING, None),
        "m-1": (MEETING, Literal(True)),
        "b-1": (IRIS.body("Direktionen"), None),
        "a-1": (ITEM, None),
    }
    assert graph.value(ITEM, term("caseTitle")) == Literal("Havnebad", lang="da")
    assert graph.value(ITEM, term("supplementary")) == Literal(True)
    step = graph.value(ITEM, term("hasTreatmentStep"))
    assert graph.value(step, term("plannedOn")) == Literal("2023-08-14", datatype=XSD.date)
    assert graph.value(MEETING, term("guestName")) == Literal("Godkendt.")
    assert graph.value(URIRef(f"{MEETING}/referat"), term("goneSince")) == Literal(
        "2024-01-02", datatype=XSD.date
    )
    assert [one.shape for layer in ("integrity", "privacy") for one in check(graph, layer)] == []


def test_decisions_of_other_meetings_have_their_body_day_and_number() -> None:
    graph = graph_of(minutes())
    first, second = (URIRef(f"{ITEM}/tidligere-beslutning/{order}") for order in (1, 2))
    assert graph.value(first, term("decidedBy")) == IRIS.body("Økonomiudvalget")
    assert graph.value(first, term("decidedOn")) == Literal("2023-06-12", datatype=XSD.date)
    assert graph.value(first, term("numberThen")) == Literal("4")
    assert graph.value(second, term("decidedOn")) is None
    assert graph.value(second, term("decidedBy")) is None


def test_who_was_there_at_an_item_is_told_but_not_why_somebody_was_away() -> None:
    graph = graph_of(minutes())
    left, away = (URIRef(f"{ITEM}/fremmoede/{order}") for order in (1, 2))
    assert graph.value(left, term("presence")) == concept("fremmoede", "left")
    assert graph.value(left, term("byMember")) == IRIS.person("Bo Ravn")
    assert graph.value(left, term("presenceNote")) == Literal("kl. 17")
    assert graph.value(away, term("presence")) == concept("fremmoede", "excused")
    assert Literal("syg") not in set(graph.objects())


def test_nothing_of_it_is_told_of_a_closed_item() -> None:
    graph = graph_of(minutes(closed=True))
    kinds = {term(name) for name in ("EarlierDecision", "ItemAttendance", "TreatmentStep")}
    assert kinds & set(graph.objects(None, RDF.type)) == set()
    assert not [node for node in graph.subjects() if str(node).startswith(f"{ITEM}/")]
    assert Literal("a-1") not in set(graph.objects())


def test_the_published_decision_of_a_closed_item_is_marked_and_alone() -> None:
    told = minutes(closed=True)
    graph = graph_of(replace(told, items=(replace(told.items[0], decision_published=True),)))
    [below] = {node for node in graph.subjects() if str(node).startswith(f"{ITEM}/")}
    assert graph.value(ITEM, term("decisionPublished")) == Literal(True)
    assert graph.value(below, term("decisionText")) == Literal("Godkendt.", lang="da")
    assert [one.shape for one in check(graph, "privacy")] == []
