"""The named queries: each runs on the examples as it stands, and values bound to it stay values."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from named_queries import as_asked
from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples
from pyoxigraph import Store as Engine

from graph.base.config import Config
from graph.base.labels import Labels
from graph.queries.named import NamedQuery, UnknownQueryError, load, queries
from graph.release import archive
from graph.store.oxigraph import Store

BASE = "http://127.0.0.1:8000/id/aadalsoe"
MEETING = f"{BASE}/moede/direktionen/2024-05-27"
CASE = f"{BASE}/sag/20-004417"
# A thing of the examples for each parameter of each query that has one.
THINGS = {
    "bodies.body": f"{BASE}/organ/direktionen",
    "people.person": None,
    "people_beside.thing": None,
    "units_beside.thing": f"{BASE}/enhed/havnekontoret",
    "units.unit": f"{BASE}/enhed/havnekontoret",
    "attendance.person": None,  # people's IRIs are opaque; found by the query itself
    "case_course.case": CASE,
    "case_titles.number": None,  # a number, not a thing
    "largest_decisions.body": f"{BASE}/organ/direktionen",
    "items_mentioning.thing": f"{BASE}/organ/direktionen",
    "items_of_series.thing": f"{BASE}/serie/eventuelt",
    "items_planned_in.thing": f"{BASE}/organ/direktionen",
    "items_recommended_by.thing": f"{BASE}/stilling/havnechef",
    "items_referring.thing": CASE,
    "items_with_document.thing": None,
    "items_with_kle.thing": f"{BASE}/kle/00",
    "items_with_outcome.thing": "https://w3id.org/sagsgraf/concept/beslutningsudfald/udsat",
    "links_of.thing": CASE,
    "meeting_items.meeting": MEETING,
    "body_by_year.body": f"{BASE}/organ/direktionen",
    "body_outcomes_by_year.body": f"{BASE}/organ/direktionen",
    "cases.case": CASE,
    "cases_with_kle.thing": f"{BASE}/kle/00",
    "item_details.item": f"{MEETING}/punkt/1",
    "kle_by_year.thing": f"{BASE}/kle/00",
    "kle_numbers.above": f"{BASE}/kle/00",
    "meetings.meeting": MEETING,
    "meetings_of_body.body": f"{BASE}/organ/direktionen",
    "mentions_by_year.thing": f"{BASE}/enhed/jobcenter-aadalsoe",
    "named_as.person": None,
    "observed_tenures.person": None,
    "observed_tenures.post": f"{BASE}/stilling/havnechef",
    "outcome_by_year.thing": "https://w3id.org/sagsgraf/concept/beslutningsudfald/udsat",
    "recommendations_by_year.thing": f"{BASE}/stilling/havnechef",
    "meetings.body": f"{BASE}/organ/direktionen",
    "narrower.thing": "https://w3id.org/sagsgraf/concept/aabenhed",
    "participants.meeting": MEETING,
    "parts_of_organisation.whole": f"{BASE}/kommune",
    "pointing_here.thing": MEETING,
    "spans.minutes": f"{MEETING}/referat",
    "thing_exists.thing": MEETING,
    "trace.case": CASE,
}


@pytest.fixture(scope="module")
def store(published: Config) -> Store:
    return Store.open_read_only(archive.Release(archive.current(published)).store)


def run(store: Store, text: str) -> list[tuple[str, ...]]:
    results = store.query(text)
    if isinstance(results, QueryBoolean):
        return [("true",)] if results else []
    if isinstance(results, QueryTriples):
        return [(str(triple),) for triple in results]
    assert isinstance(results, QuerySolutions)
    return [tuple(str(term) for term in row) for row in results]


@pytest.mark.parametrize("name", sorted(queries()))
def test_a_query_says_what_it_is_and_answers(store: Store, name: str) -> None:
    query = load(name)
    for labels in (query.titles, query.about):
        assert set(labels) == {"da", "en"}
        assert all(labels.values())
    assert all(said.endswith(".") for said in query.about.values())
    assert query.about["en"] != query.about["da"]
    rows = run(store, as_asked(query))
    assert rows
    assert len(set(rows)) == len(rows)
    assert run(store, as_asked(query, language="en"))
    if re.search(r"^SELECT", query.text, re.MULTILINE) and not re.search(r"^LIMIT", query.text, re.MULTILINE):
        assert run(store, as_asked(query, limit=1, offset=0)) == rows[:1]


@pytest.mark.parametrize("parameter", sorted(THINGS))
def test_a_query_about_one_thing_answers_about_it_alone(store: Store, parameter: str) -> None:
    name, _, variable = parameter.partition(".")
    query = load(name)
    assert variable in query.parameters
    everything = run(store, query.text)
    iri = THINGS[parameter]
    if iri is not None:
        some = run(store, query.bind({variable: NamedNode(iri)}))
        assert some
        if name.endswith(("_by_year", "_beside")):  # numbers of one thing are not those of all
            assert {year for year, *_ in some} <= {year for year, *_ in everything}
            assert some != everything
        else:
            assert name == "thing_exists" or set(some) < set(everything)
    assert run(store, query.bind({variable: NamedNode("http://example.org/nothing")})) == []


def test_every_parameter_is_tested() -> None:
    scope = {"first", "last", "standing", "municipality"}  # in test_projections.py and test_several_pages.py
    named = {f"{q.name}.{p}" for q in queries().values() for p in q.parameters if p not in scope}
    assert named == set(THINGS)


def test_a_case_is_found_by_its_number(store: Store) -> None:
    found = run(store, load("case_titles").bind({"number": Literal("20-004417")}))
    assert len(found) == 4
    assert {(case, number) for case, number, _ in found} == {(f"<{CASE}>", '"20-004417"')}


def test_the_course_of_a_case(store: Store) -> None:
    query = load("case_course").bind({"case": NamedNode(CASE)})
    results = store.query(query)
    assert isinstance(results, QuerySolutions)
    course = [(row["date"].value, row["bodyLabel"].value, row["outcomes"].value) for row in results]
    assert course == [
        ("2023-09-12", "Kultur- og Fritidsudvalget", "Godkendt"),
        ("2022-10-03", "Direktionen", "Sendt tilbage til administrationen"),
        ("2021-05-04", "Kultur- og Fritidsudvalget", "Godkendt med bemærkning eller ændring"),
        ("2020-08-31", "Direktionen", "Anbefales"),
    ]


def test_the_trail_of_a_case_goes_over_its_numbers(store: Store) -> None:
    results = store.query(load("trace").bind({"case": NamedNode(f"{BASE}/sag/19-002951")}))
    assert isinstance(results, QuerySolutions)
    names = ("date", "caseNumber", "part", "words", "status")
    trail = [tuple(row[name].value if row[name] else "" for name in names) for row in results]
    assert [number for _, number, part, *_ in trail if part == "1 punkt"] == ["998-2017-30412"] * 2 + [
        "19-002951"
    ]
    assert list(dict.fromkeys(row[2:] for row in trail if row[0] == "2017-02-27")) == [
        ("1 punkt", "Åbent bibliotek i Lyngnæs", ""),
        ("2 indstilling", "filialen i Lyngnæs gøres til åbent bibliotek i en forsøgsperiode på to år", ""),
        (
            "2 indstilling",
            "udgiften på 385.000 kr. til lås, kamera og udlånsautomat afholdes af puljen til digital velfærd",
            "",
        ),
        ("2 indstilling", "forsøget evalueres, inden forsøgsperioden udløber.", ""),
        ("3 beslutning", "Anbefales.", "Anbefales"),
        ("4 bilag", "Høringssvar fra lokalrådet i Lyngnæs", ""),
        ("4 bilag", "Notat om åbent bibliotek i Lyngnæs", ""),
        ("5 led", "Direktionen", "Behandlet"),
        ("5 led", "Økonomiudvalget", "Behandlet"),
        ("6 led udført", "Direktionen 27. februar 2017", ""),
        ("6 led udført", "Økonomiudvalget 14. juni 2017", ""),
    ]


def test_planned_steps_that_never_came(store: Store) -> None:
    results = store.query(load("planned_steps_that_never_came").text)
    assert isinstance(results, QuerySolutions)
    assert [(row["planned"].value, row["bodyLabel"].value) for row in results] == [
        ("2016-04-18", "Økonomiudvalget"),
        ("2018-01-22", "Økonomiudvalget"),
        ("2019-03-25", "Økonomiudvalget"),
        ("2019-10-01", "Økonomiudvalget"),
    ]


def test_the_largest_decisions_tell_every_outcome() -> None:
    engine = Engine()
    engine.update("""PREFIX : <http://x/> PREFIX sg: <https://w3id.org/sagsgraf/ns#>
        PREFIX dct: <http://purl.org/dc/terms/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        INSERT DATA {
            :item dct:title "Hal" ; sg:inMeeting :meeting ; sg:hasAmount :amount ; sg:hasDecision :decision .
            :meeting sg:heldBy :body ; dct:date "2024-05-27" . :amount sg:kroner 5 ; sg:surface "5 kr." .
            :decision sg:outcome :a, :b, :c, :put_off . :put_off sg:ofHandling true ; skos:prefLabel "Udsat"@da .
            :a sg:ofHandling false ; sg:actOfBody true ; skos:prefLabel "Anbefales"@da .
            :b sg:ofHandling false ; sg:actOfBody true ; skos:prefLabel "Drøftet"@da .
            :c sg:ofHandling false ; sg:actOfBody true ; skos:prefLabel "Godkendt"@da }""")
    results = engine.query(load("largest_decisions").text)
    assert isinstance(results, QuerySolutions)
    told = [sorted(row["outcomes"].value.split("; ")) for row in results]
    assert told == [["Anbefales", "Drøftet", "Godkendt"]]


PLAIN = NamedQuery("plain", Labels(), Labels(), "SELECT ?x {\n  VALUES ?x { UNDEF }\n}\n")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_no_value_ends_early(text: str) -> None:
    results = Engine().query(PLAIN.bind({"x": Literal(text)}))
    assert isinstance(results, QuerySolutions)
    assert [row["x"] for row in results] == [Literal(text)]


def test_what_a_query_does_not_have_is_an_error() -> None:
    with pytest.raises(UnknownQueryError, match="plain has no parameter y"):
        PLAIN.bind({"y": Literal("1")})
    with pytest.raises(UnknownQueryError, match="plain has no parameter y"):
        PLAIN.among("y", [])
    with pytest.raises(UnknownQueryError):
        load("../secret")


def test_a_query_about_the_values_that_patterns_hold_of() -> None:
    among = PLAIN.among("x", ["BIND(1 AS ?y)", "BIND(?y + 1 AS ?x)"])
    results = Engine().query(among.text)
    assert isinstance(results, QuerySolutions)
    assert [str(row["x"].value) for row in results] == ["2"]
    assert among.parameters == ()
