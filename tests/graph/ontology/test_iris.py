"""IRIs and back."""

from datetime import date

import pytest
from each import each
from hypothesis import given
from hypothesis import strategies as st

from graph.minutes.model import Span
from graph.ontology import iris
from graph.ontology.iris import Iris

IRIS = Iris("https://data.example.dk", "kalundborg")
BASE = "http://127.0.0.1:8000"
MEETING = f"{BASE}/id/aadalsoe/moede/direktionen/2023-06-26"
ITEM = f"{MEETING}/punkt/1"


def test_slugs_are_ascii() -> None:
    assert iris.slug("Unge- og Beskæftigelsesudvalget") == "unge-og-beskaeftigelsesudvalget"
    assert iris.slug("Økonomi & Årsmøde") == "oekonomi-aarsmoede"
    assert iris.slug("...") == "uden-navn"


def test_iris_follow_the_patterns_of_the_design() -> None:
    meeting = IRIS.meeting("organ/direktionen", "2023-06-26")
    start = "https://data.example.dk/id/kalundborg"
    assert str(meeting) == f"{start}/moede/direktionen/2023-06-26"
    assert (
        str(iris.recommendation_point_of(iris.item(meeting, "4"), "2")) == f"{meeting}/punkt/4/indstilling/2"
    )
    evening = IRIS.meeting("direktionen", "2023-06-26", "19:00")
    assert str(evening) == f"{meeting}-kl-1900"
    assert iris.body_and_date(evening) == (str(IRIS.body("Direktionen")), "2023-06-26")
    assert (iris.hour_in(iris.minutes_of(evening)), iris.hour_in(iris.item(meeting, "1"))) == ("19:00", "")
    assert iris.of_its_day(evening) == str(meeting)
    assert iris.place(iris.item(evening, "2")) == iris.Place(
        str(evening), str(IRIS.body("Direktionen")), "2023-06-26", "2", ""
    )
    assert str(iris.item(meeting, "1.10")) == f"{meeting}/punkt/1.10"
    assert str(iris.item(meeting, "lukket-2")) == f"{meeting}/punkt/lukket-2"
    assert str(iris.minutes_of(meeting)) == f"{meeting}/referat"
    assert str(IRIS.case("326-2016-59792")) == f"{start}/sag/326-2016-59792"
    assert str(IRIS.case("20-082075K")) == f"{start}/sag/20-082075K"
    assert str(IRIS.document("326-2017-275766")) == f"{start}/dokument/326-2017-275766"
    assert str(IRIS.kle("15.00.00")) == f"{start}/kle/15.00.00"
    assert str(IRIS.unit("Jobcenter Kalundborg")) == f"{start}/enhed/jobcenter-kalundborg"


@each(
    ("name", "definite"),
    [
        ("byråd", "Byrådet"),
        ("Økonomiudvalg", "Økonomiudvalget"),
        ("Børne-, Unge- og Kulturudvalg", "Børne-, Unge- og Kulturudvalget"),
        ("Udvalg for Natur og Råd", "Udvalget for Natur og Råd"),
        ("Udvalget for Natur og Handicapråd", "Udvalget for Natur og Handicapråd"),
        ("Udvalg og Råd", "Udvalg og Råd"),
        ("Det Grønne Handicapråd", "Det Grønne Handicapråd"),
        ("Det Grønne Udvalg", "Det Grønne Udvalg"),
        ("Havneskolens bestyrelse", "Havneskolens bestyrelse"),
        ("Rådgivende udvalg", "Rådgivende udvalg"),
    ],
)
def test_a_body_is_one_by_both_its_names(name: str, definite: str) -> None:
    assert iris.definite(name) == iris.definite(definite) == definite
    item, one = (
        f"{IRIS.coded('moede', iris.slug(printed))}/2023-06-26/punkt/1" for printed in (name, definite)
    )
    assert iris.of_one_body(item) == iris.of_one_body(one) == one


def test_a_persons_iri_is_opaque_and_stable() -> None:
    person = str(IRIS.person("Anne  Øster"))
    assert person == str(IRIS.person("anne øster"))
    assert person != str(IRIS.person("Anne Vester"))
    assert person.rsplit("/", 1)[1].isalnum()
    assert len(person.rsplit("/", 1)[1]) == 12


@given(st.integers(0, 10**8), st.integers(0, 10**8))
def test_a_quoted_span_is_read_back(start: int, length: int) -> None:
    source = iris.minutes_of(IRIS.meeting("direktionen", "2023-06-26"))
    span = Span(start, start + length)
    assert iris.quoted_span(str(iris.quoted(source, span))) == (str(source), span)


def test_any_other_fragment_is_no_span() -> None:
    assert iris.quoted_span("https://x#line=1,2") is None
    assert iris.quoted_span("https://x#char=1") is None


@given(st.text(max_size=60))
def test_every_minted_path_is_one_of_ours(name: str) -> None:
    item = iris.item(IRIS.meeting("direktionen", "2023-06-26"), name)
    for node in (IRIS.body(name), IRIS.case(name), IRIS.person(name), IRIS.document(name), item):
        assert iris.is_path(str(node).removeprefix("https://data.example.dk/id/"))


def test_paths_that_are_not_ours() -> None:
    assert iris.is_path("kalundborg/sag/23-007348")
    for path in ("", "kalundborg", "../etc/passwd", "a/../b", "a/<script>", "a//b", "a/b?c", "a/\x00", "a/æ"):
        assert not iris.is_path(path)


@each(
    ("address", "kind"),
    [
        (MEETING, "meeting"),
        (f"{BASE}/doc/aadalsoe/moede/direktionen/2023-06-26.html", "meeting"),
        (ITEM, "item"),
        (f"{MEETING}/punkt/1.1", "item"),
        (f"{MEETING}-kl-1900", "meeting"),
        (f"{MEETING}/punkt/1.1/bilag/2", "attachment"),
        (f"{BASE}/doc/aadalsoe/moede/direktionen/2023-06-26/punkt/lukket-2.html", "item"),
        (f"{ITEM}/bilag/2", "attachment"),
        (f"{BASE}/id/aadalsoe/dokument/998-2017-275394", "attachment"),
        (f"{BASE}/id/aadalsoe/person/0a1b2c3d4e5f", "person"),
    ],
)
def test_things_of_four_kinds_can_be_withdrawn(address: str, kind: str) -> None:
    found = iris.withdrawable(address, BASE, ("html", "ttl"))
    assert found is not None
    assert found[0] == kind
    assert found[1] == address.replace("/doc/", "/id/").removesuffix(".html")


CASE = f"{BASE}/id/aadalsoe/sag/20-004417"


@each(
    ("below", "number", "rest"),
    [
        ("", None, ""),
        ("/referat", None, "/referat"),
        ("/referat#char=1,2", None, "/referat#char=1,2"),
        ("/punkt/3", "3", ""),
        ("/punkt/3/beslutning/a", "3", "/beslutning/a"),
        ("/punkt/3#tilbagetraekning", "3", "#tilbagetraekning"),
        ("/punkt/1.1", "1.1", ""),
        ("/punkt/lukket-2/bilag/1", "lukket-2", "/bilag/1"),
        ("/punkt/", None, "/punkt/"),
        ("/punkt/a b", None, "/punkt/a b"),
    ],
)
def test_the_place_of_a_thing(below: str, number: str | None, rest: str) -> None:
    body = f"{BASE}/id/aadalsoe/organ/direktionen"
    found = iris.place(MEETING + below)
    assert found == iris.Place(MEETING, body, "2023-06-26", number, rest)
    assert found.item == (None if number is None else f"{MEETING}/punkt/{number}")
    assert (found.is_meeting, found.is_item) == (below == "", number is not None and not rest)
    assert iris.municipality_of(MEETING + below) == Iris(BASE, "aadalsoe")


@pytest.mark.parametrize(
    "other", [CASE, f"{BASE}/id/aadalsoe/moede/direktionen/2023-06-26x", BASE, "", MEETING[:-1]]
)
def test_what_is_in_no_meeting_has_no_place(other: str) -> None:
    assert iris.place(other) is None
    for refuses in (iris.body_and_date, iris.municipality_of):
        with pytest.raises(ValueError, match="meeting"):
            refuses(other)


def test_a_meeting_has_its_body_and_date() -> None:
    meeting = str(IRIS.meeting("direktionen", "2023-06-26"))
    assert iris.body_and_date(meeting) == (str(IRIS.body("Direktionen")), "2023-06-26")
    with pytest.raises(ValueError, match="not a meeting"):
        iris.body_and_date(str(iris.minutes_of(meeting)))


@given(
    st.text(max_size=20),
    st.dates(),
    st.from_regex(r"(?:lukket-)?[0-9]{1,9}(?:\.[0-9a-z]{1,3}){0,3}", fullmatch=True),
)
def test_a_minted_place_is_read_back(body: str, day: date, number: str) -> None:
    meeting = IRIS.meeting(iris.slug(body), day.isoformat())
    for below in (
        iris.decision_point_of(iris.item(meeting, number), "A"),
        iris.mention_of(iris.item(meeting, number), 1),
    ):
        found = iris.place(str(below))
        assert found is not None
        assert (found.meeting, found.body, found.number) == (str(meeting), str(IRIS.body(body)), number)


@each(
    ("iri", "kind"),
    [
        (MEETING, "moede"),
        (f"{MEETING}/referat", "moede"),
        (f"{MEETING}/punkt/3", "punkt"),
        (f"{MEETING}/punkt/3/beslutning/a", "punkt"),
        (f"{BASE}/id/aadalsoe/moede/id/2023-06-26/punkt/3", "punkt"),
        (CASE, "sag"),
        (f"{CASE}/nummer", "sag"),
        (f"{BASE}/id/data/id/aadalsoe/sag/1", "sag"),
        (f"{BASE}/id/aadalsoe/person/0a1b2c3d4e5f/stilling/havnechef", "person"),
        (f"{BASE}/id/aadalsoe/profil", ""),
        ("http://www.w3.org/ns/org#Post", ""),
    ],
)
def test_the_kind_of_a_thing(iri: str, kind: str) -> None:
    assert iris.kind_of(iri) == kind


@each(
    ("iri", "kind"),
    [
        (MEETING, "moede"),
        (CASE, "sag"),
        (str(Iris(BASE, "aadalsoe").body("Direktionen")), "organ"),
        (str(Iris(BASE, "aadalsoe").municipality_itself()), "kommune"),
        (f"{MEETING}/referat", ""),
        (f"{MEETING}/punkt/3", ""),
        (f"{BASE}/id/aadalsoe/moede/direktionen", ""),
        (f"{CASE}/nummer", ""),
        (f"{BASE}/id/aadalsoe/organ", ""),
        (f"{BASE}/id//kommune", ""),
        (f"{BASE}/id/aadalsoe/profil", ""),
        (str(IRIS.body("Direktionen")), ""),  # below another base
    ],
)
def test_the_kind_of_what_is_no_part_of_another(iri: str, kind: str) -> None:
    assert iris.kind_itself(iri, BASE) == kind


def test_a_kle_number_has_its_group() -> None:
    assert iris.kle_group(str(IRIS.kle("15.00.05"))) == str(IRIS.kle("15"))
    assert iris.kle_group(CASE) is None


def test_a_step_is_of_its_item_and_a_follow_up_is_none() -> None:
    assert iris.item_of_step(str(iris.step_of(ITEM, 2))) == ITEM
    assert iris.item_of_step(str(iris.follow_up_of(ITEM, 2))) is None


def test_a_path_leads_to_its_thing_and_back() -> None:
    assert iris.path_of(str(iris.thing(BASE, "aadalsoe/sag/1")), BASE) == "aadalsoe/sag/1"
    assert iris.path_of(f"{BASE}/doc/aadalsoe/sag/1", BASE) is None
