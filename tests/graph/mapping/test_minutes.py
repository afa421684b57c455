"""Minutes -> graph: deterministic, no blank nodes, every span true, closed items bare."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, URIRef
from support import item as one_item
from support import newer, older, older_item, read

from graph.mapping.minutes import NotAMeetingError, graph_iri, minutes_graph
from graph.minutes.model import Minutes, Presence, Quote, Span
from graph.municipality.profile import load_profile
from graph.ontology.iris import Iris, quoted_span
from graph.ontology.terms import DCT, DQV, FOAF, OA, PROV, SCHEMA, concept, term
from graph.validation.shacl import check

PROFILE = load_profile("aadalsoe")
IRIS = Iris("http://x", "aadalsoe")
MEETING = URIRef("http://x/id/aadalsoe/moede/direktionen/2023-06-26")
FULL = (
    "Havnebad ved Sønder Mole\n\n20-004417\n\nBeslutning\n\nGodkendt. Drøftet.\n\nSagsfremstilling\n\n"
    "Resume og sagens baggrund\n\nJobcentret og havnechef Anna Lund deltager.\n\nIndstillinger\n\n"
    "Sekretariatschefen indstiller på vegne af Husrådet, at:\n\n1. badet bygges\n2. broen males\n\n"
    "Behandling\n\nDirektionen, Byrådet.\n\nBilag\n\nKort"
)


def graph_of(minutes: Minutes) -> Graph:
    return minutes_graph(minutes, PROFILE, IRIS, "ab" * 32)


def at(path: str) -> URIRef:
    return URIRef(f"{MEETING}/{path}")


def test_a_meeting() -> None:
    graph = graph_of(read(newer("Eventuelt")))
    assert graph.value(MEETING, term("heldBy")) == IRIS.of("organ/direktionen")
    assert graph.value(MEETING, DCT.date) == Literal("2023-06-26", datatype=XSD.date)
    assert graph.value(MEETING, SCHEMA.startDate) == Literal(
        "2023-06-26T12:30:00+02:00", datatype=XSD.dateTime
    )
    assert graph.value(MEETING, SCHEMA.location) == Literal("Mødelokale 8", lang="da")
    assert set(graph.objects(MEETING, RDFS.label)) == {
        Literal("Direktionen 26. juni 2023", lang="da"),
        Literal("The Executive Board, 26 June 2023", lang="en"),
    }


def test_winter_time() -> None:
    graph = graph_of(read(newer("Eventuelt").replace("26. juni", "30. januar").replace("26-06", "30-01")))
    meeting = URIRef("http://x/id/aadalsoe/moede/direktionen/2023-01-30")
    assert str(graph.value(meeting, SCHEMA.startDate)) == "2023-01-30T12:30:00+01:00"


def test_the_minutes_say_what_they_were_read_from_and_by_what() -> None:
    minutes = read(newer("Eventuelt"))
    graph = graph_of(minutes)
    assert graph_iri(minutes, PROFILE, IRIS) == at("referat")
    assert graph.value(at("referat"), term("sha256")) == Literal(minutes.sha256)
    assert graph.value(at("referat"), term("shareRead")) == Literal(Decimal("1"))
    run = graph.value(at("referat"), PROV.wasGeneratedBy)
    assert run == IRIS.of("koersel/abababababab")
    assert graph.value(run, RDF.type) == PROV.Activity


def test_an_open_item() -> None:
    graph = graph_of(read(newer(FULL)))
    node = at("punkt/1")
    assert graph.value(node, DCT.title) == Literal("Havnebad ved Sønder Mole", lang="da")
    assert graph.value(node, term("openness")) == concept("aabenhed", "aabent")
    assert str(graph.value(node, DCT.accessRights)).endswith("/access-right/PUBLIC")
    case = IRIS.of("sag/20-004417")
    assert graph.value(node, term("concernsCase")) == case
    assert graph.value(case, term("handledIn")) == node
    assert graph.value(case, term("caseNumber")) == Literal("20-004417")
    decision = graph.value(node, term("hasDecision"))
    assert decision == at("punkt/1/beslutning")
    assert graph.value(decision, term("decisionText")) == Literal("Godkendt. Drøftet.", lang="da")
    assert set(graph.objects(decision, term("outcome"))) == {
        concept("beslutningsudfald", "godkendt"),
        concept("beslutningsudfald", "droeftet"),
    }
    recommendation = at("punkt/1/indstilling")
    assert graph.value(recommendation, term("recommendedBy")) == IRIS.of("stilling/sekretariatschef")
    assert graph.value(recommendation, term("onBehalfOf")) == IRIS.of("organ/husraadet")
    assert graph.value(at("punkt/1/indstilling/2"), term("text")) == Literal("broen males", lang="da")
    bodies = [graph.value(at(f"punkt/1/behandling/{n}"), term("plannedBody")) for n in (1, 2)]
    assert bodies == [IRIS.of("organ/direktionen"), IRIS.of("organ/byraadet")]
    assert graph.value(at("punkt/1/bilag/1"), DCT.title) == Literal("Kort", lang="da")


def test_mentions_are_annotations_with_exact_spans() -> None:
    minutes = read(newer(FULL))
    graph = graph_of(minutes)
    found = {}
    for mention in graph.objects(at("punkt/1"), term("hasMention")):
        target = quoted_span(str(graph.value(mention, OA.hasTarget)))
        assert target
        found[minutes.text[target[1].start : target[1].end]] = graph.value(mention, OA.hasBody)
    assert found["Jobcentret"] == IRIS.of("enhed/jobcenter-aadalsoe")
    assert found["Husrådet"] == IRIS.of("organ/husraadet")
    assert found["Anna Lund"] == IRIS.person("Anna Lund")


def test_an_attachment_with_a_number_is_one_node_wherever_it_is_listed() -> None:
    body = "Bilag\n\nKort\t998-2017-277047"
    graph = graph_of(read(older(older_item(1, "A", body), older_item(2, "B", body))))
    node = IRIS.of("dokument/998-2017-277047")
    assert len(set(graph.subjects(term("hasAttachment"), node))) == 2


def test_a_journal_number_is_a_concept_with_broader_ones_and_no_label_of_kls() -> None:
    graph = graph_of(read(older(older_item(1, "A", "Bilag\n\nKort"))))
    assert graph.value(IRIS.kle("00.30.00"), SKOS.broader) == IRIS.kle("00.30")
    assert graph.value(IRIS.kle("00.30"), SKOS.broader) == IRIS.kle("00")
    assert set(graph.objects(IRIS.kle("00.30.00"), RDFS.label)) == {
        Literal("KLE 00.30.00", lang="da"),
        Literal("KLE 00.30.00", lang="en"),
    }


def test_what_a_source_tells_beside_the_text() -> None:
    told = replace(
        read(newer("Eventuelt\n\nBeslutning\n\nGodkendt.")),
        kind="dagsorden",
        end_time="01:15",
        published_at="2023-06-28T09:00:00.1234567+02:00",
        permalink="https://dagsordener.example.dk/vis?id=1",
        participants=(
            Presence(Quote("Anna Lund", Span(0, 9)), "excused", "A"),
            Presence(Quote("Bo Ravn", Span(0, 7)), "substitute", None, "Anna Lund"),
        ),
    )
    told = replace(told, items=tuple(replace(one, permalink="javascript:alert(1)") for one in told.items))
    graph = graph_of(told)
    source = at("referat")
    assert graph.value(source, term("documentKind")) == concept("dokumentart", "dagsorden")
    assert str(graph.value(source, RDFS.label)).startswith(("Dagsorden: ", "Agenda: "))
    assert graph.value(source, DCT.issued) == Literal(
        "2023-06-28T09:00:00.1234567+02:00", datatype=XSD.dateTime
    )
    assert graph.value(source, DCT.source) == URIRef("https://dagsordener.example.dk/vis?id=1")
    assert graph.value(at("punkt/1"), DCT.source) is None
    assert str(graph.value(MEETING, SCHEMA.endDate)) == "2023-06-27T01:15:00+02:00"
    first, second = at("deltagelse/1"), at("deltagelse/2")
    assert graph.value(first, term("presence")) == concept("fremmoede", "excused")
    assert graph.value(first, term("attendanceStatus")) == concept("deltagelsesstatus", "fravaerende")
    assert graph.value(first, term("party")) == Literal("A")
    assert graph.value(second, term("substituteForName")) == Literal("Anna Lund")
    assert list(graph.subjects(RDF.type, term("Decision"))) == []
    assert [one.shape for layer in ("integrity", "privacy") for one in check(graph, layer)] == []


def test_a_closed_item_has_its_few_facts_and_no_others() -> None:
    graph = graph_of(read(newer("Lukket: Nyt om Jobcentret\n\n20-003960K\n\nBeslutning\n\nHemmeligt.")))
    node = at("punkt/1")
    assert set(graph.predicates(node)) == {
        RDF.type, RDFS.label, term("itemNumber"), term("order"), DCT.title, term("openness"), DCT.accessRights,
        term("inMeeting"), term("concernsCase"), PROV.wasDerivedFrom,
    }  # fmt: skip
    assert [s for s in graph.subjects() if str(s).startswith(f"{node}/")] == []
    assert str(graph.value(node, DCT.accessRights)).endswith("/access-right/NON_PUBLIC")


def numbered(*numbers: str) -> Minutes:
    """Minutes whose items have those numbers, whatever the text prints."""
    minutes = read(newer(*(f"Emne {number}\n\nBeslutning\n\nGodkendt." for number in numbers)))
    pairs = zip(minutes.items, numbers, strict=True)
    return replace(minutes, items=tuple(replace(one, number=number) for one, number in pairs))


@pytest.mark.parametrize(
    ("numbers", "places"),
    [
        (("2", "10"), {"2": 2, "10": 10}),
        (("120", "121"), {"120": 120, "121": 121}),
        (("1.2", "1.10", "2"), {"1.2": 1, "1.10": 2, "2": 3}),
        (("1", "2", "lukket-1"), {"1": 1, "2": 2, "lukket-1": 3}),
        (("0", "1"), {"0": 1, "1": 2}),
        (("2", "1"), {"2": 1, "1": 2}),
        (("01", "2"), {"01": 1, "2": 2}),
    ],
)
def test_a_number_is_as_printed_and_has_its_place_beside_it(
    numbers: tuple[str, ...], places: dict[str, int]
) -> None:
    graph = graph_of(numbered(*numbers))
    assert {
        graph.value(at(f"punkt/{number}"), term("itemNumber")): graph.value(
            at(f"punkt/{number}"), term("order")
        )
        for number in numbers
    } == {Literal(number): Literal(place) for number, place in places.items()}
    assert [result.shape for layer in ("integrity", "privacy") for result in check(graph, layer)] == []


def test_someone_named_without_a_role_stays_words() -> None:
    minutes = read(newer("A\n\nBeslutning\n\nKaj Friis deltager."))
    assert [person.name.text for person in minutes.items[0].persons] == ["Kaj Friis"]
    assert IRIS.person("Kaj Friis") not in set(graph_of(minutes).subjects())


def test_participants_are_people() -> None:
    graph = graph_of(read(newer("Eventuelt", participants="Anna Lund, Bo Ravn (Fravær)")))
    attended = {
        graph.value(graph.value(node, term("attendee")), FOAF.name): graph.value(
            node, term("attendanceStatus")
        )
        for node in graph.objects(MEETING, term("hasAttendance"))
    }
    assert attended == {
        Literal("Anna Lund"): concept("deltagelsesstatus", "til-stede"),
        Literal("Bo Ravn"): concept("deltagelsesstatus", "fravaerende"),
    }


def test_a_reference_to_a_meeting_that_is_not_there() -> None:
    graph = graph_of(read(newer("A\n\nBeslutning\n\nByrådet godkendte planen den 3. maj 2022.")))
    assert graph.value(at("punkt/1"), DCT.references) == IRIS.of("moede/byraadet/2022-05-03")


@pytest.mark.parametrize("text", ["", "Punkt 1: A", "REFERAT Direktionen d. 99-99-2023\n\nPunkt 1: A"])
def test_minutes_of_no_meeting_have_no_iri(text: str) -> None:
    with pytest.raises(NotAMeetingError):
        graph_of(read(text))


def test_the_same_minutes_give_the_same_bytes() -> None:
    first, second = (graph_of(read(newer(FULL, "Eventuelt"))).serialize(format="nt") for _ in range(2))
    assert sorted(first.splitlines()) == sorted(second.splitlines())


WORDS = st.lists(st.sampled_from(["Jobcentret", "ØK", "skal", "male", "broen", "\n", "\n\n", "- ", "1. ", "Anna Lund", "20-004417"]), max_size=25)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(WORDS, WORDS, WORDS)
def test_the_text_at_a_nodes_span_is_what_the_node_says(
    decided: list[str], told: list[str], asked: list[str]
) -> None:
    said = [" ".join(words) for words in (decided, told, asked)]
    found = one_item(
        f"A\n\nBeslutning\n\n{said[0]}\n\nSagsfremstilling\n\n{said[1]}\n\nIndstillinger\n\n{said[2]}"
    )
    minutes = read(
        newer(f"A\n\nBeslutning\n\n{said[0]}\n\nSagsfremstilling\n\n{said[1]}\n\nIndstillinger\n\n{said[2]}")
    )
    assert minutes.items[0] == found
    graph = graph_of(minutes)
    assert not any(isinstance(term_, BNode) for triple in graph for term_ in triple)
    checked = 0
    for prop in (term("text"), term("decisionText"), term("surface"), DCT.title, term("caseNumber")):
        for node, value in graph.subject_objects(prop):
            sources = [quoted_span(str(o)) for o in graph.objects(node, PROV.wasDerivedFrom)]
            texts = ["".join(minutes.text[s[1].start : s[1].end].split()) for s in sources if s]
            assert any("".join(str(value).split()) in text for text in texts), (node, value)
            checked += 1
    assert checked >= 1


def test_what_a_decision_says_beside_its_outcome() -> None:
    words = "1. Godkendt, idet broen males.\n2. Ikke godkendt.\n\nStopper i Direktionen. Bordene drøftes igen i ØK i januar."
    graph = graph_of(
        read(
            newer(
                f"A\n\nBeslutning\n\n{words}\n\nIndstillinger\n\nDirektøren indstiller, at\n\n1. a godkendes\n2. b godkendes"
            )
        )
    )
    node = at("punkt/1/beslutning")
    assert graph.value(node, term("reservation")) == Literal("idet broen males.", lang="da")
    assert graph.value(node, term("endsPathIn")) == IRIS.of("organ/direktionen")
    assert graph.value(node, term("comparison")) == concept("sammenligning", "aendret")
    assert graph.value(at("punkt/1/beslutning/2"), term("answersPoint")) == at("punkt/1/indstilling/2")
    follow_up = at("punkt/1/beslutning/opfoelgning/1")
    assert graph.value(follow_up, term("expectedWhen")) == Literal(
        "2024-01", datatype=XSD.gYearMonth, normalize=False
    )
    assert graph.value(follow_up, term("plannedBody")) == IRIS.of("organ/oekonomiudvalget")
    assert graph.value(follow_up, term("yearInferred")) == Literal(True)


def test_a_person_holds_a_post_on_the_day_the_text_says_so() -> None:
    graph = graph_of(read(newer("A\n\nIndstillinger\n\nHavnechef Anna Lund indstiller, at molen males.")))
    tenure = URIRef(f"{IRIS.person('Anna Lund')}/stilling/havnechef")
    assert graph.value(tenure, term("observedHolder")) == IRIS.person("Anna Lund")
    assert graph.value(tenure, term("observedPost")) == IRIS.of("stilling/havnechef")
    assert graph.value(tenure, term("observedOn")) == Literal("2023-06-26", datatype=XSD.date)


def test_the_reading_is_measured() -> None:
    minutes = read(
        newer(
            "Havnebad\n\nEn løs sætning.\n\nBeslutning\n\nVi ser på det.\n\nBehandling\n\nKlimanævnet",
            contents="Havnebro\t3",
        )
    )
    graph = graph_of(minutes)
    values = {
        str(graph.value(node, DQV.isMeasurementOf)).rsplit("/", 1)[1]: graph.value(node, DQV.value)
        for node in graph.objects(at("referat"), DQV.hasQualityMeasurement)
    }
    assert values == {
        "andel-laest": Literal(Decimal(f"{minutes.share_read:.4f}").normalize()),
        "punkter-uden-overskrift": Literal(0),
        "punkter-uden-for-indhold": Literal(0),
        "titler-der-afviger": Literal(1),
        "beslutninger-i-fritekst": Literal(1),
        "ukendte-organer": Literal(1),
        "uafklarede-personer": Literal(0),
    }
    assert minutes.share_read < 1
    unread = at("referat/uforklaret/1")
    assert graph.value(at("referat"), term("hasUnreadText")) == unread
    assert graph.value(unread, term("text")) == Literal("En løs sætning.", lang="da")
