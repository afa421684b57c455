"""IRIs and back."""

import pytest
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
    assert str(iris.part(iris.item(meeting, 4), "indstilling/2")) == f"{meeting}/punkt/4/indstilling/2"
    assert str(iris.minutes(meeting)) == f"{meeting}/referat"
    assert str(IRIS.case("326-2016-59792")) == f"{start}/sag/326-2016-59792"
    assert str(IRIS.case("20-082075K")) == f"{start}/sag/20-082075K"
    assert str(IRIS.document("326-2017-275766")) == f"{start}/dokument/326-2017-275766"
    assert str(IRIS.kle("15.00.00")) == f"{start}/kle/15.00.00"
    assert str(IRIS.unit("Jobcenter Kalundborg")) == f"{start}/enhed/jobcenter-kalundborg"


def test_a_persons_iri_is_opaque_and_stable() -> None:
    person = str(IRIS.person("Anne  Øster"))
    assert person == str(IRIS.person("anne øster"))
    assert person != str(IRIS.person("Anne Vester"))
    assert person.rsplit("/", 1)[1].isalnum()
    assert len(person.rsplit("/", 1)[1]) == 12


@given(st.integers(0, 10**8), st.integers(0, 10**8))
def test_a_quoted_span_is_read_back(start: int, length: int) -> None:
    source = iris.minutes(IRIS.meeting("direktionen", "2023-06-26"))
    span = Span(start, start + length)
    assert iris.quoted_span(str(iris.quoted(source, span))) == (str(source), span)


def test_any_other_fragment_is_no_span() -> None:
    assert iris.quoted_span("https://x#line=1,2") is None
    assert iris.quoted_span("https://x#char=1") is None


@given(st.text(max_size=60))
def test_every_minted_path_is_one_of_ours(name: str) -> None:
    for node in (IRIS.body(name), IRIS.case(name), IRIS.person(name), IRIS.document(name)):
        assert iris.is_path(str(node).removeprefix("https://data.example.dk/id/"))


def test_paths_that_are_not_ours() -> None:
    assert iris.is_path("kalundborg/sag/23-007348")
    for path in ("", "kalundborg", "../etc/passwd", "a/../b", "a/<script>", "a//b", "a/b?c", "a/\x00", "a/æ"):
        assert not iris.is_path(path)


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        (MEETING, "meeting"),
        (f"{BASE}/doc/aadalsoe/moede/direktionen/2023-06-26.html", "meeting"),
        (ITEM, "item"),
        (f"{ITEM}/bilag/2", "attachment"),
        (f"{BASE}/id/aadalsoe/dokument/998-2017-275394", "attachment"),
        (f"{BASE}/id/aadalsoe/person/0a1b2c3d4e5f", "person"),
    ],
)
def test_things_of_four_kinds_can_be_withdrawn(address: str, kind: str) -> None:
    found = iris.withdrawable(address, BASE)
    assert found is not None
    assert found[0] == kind
    assert found[1] == address.replace("/doc/", "/id/").removesuffix(".html")
