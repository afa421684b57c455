"""Case numbers, whatever their form."""

import pytest
from each import each
from hypothesis import given
from hypothesis import strategies as st
from printed_items import item, minutes_of
from rdflib import URIRef
from support import codes, newer, read

from graph.base.config import OperatorError
from graph.mapping.minutes import minutes_graph
from graph.municipality.profile import load_profile, read_profile
from graph.ontology.iris import Iris, number_of
from graph.ontology.terms import term
from graph.validation.shacl import check

IRIS = Iris("https://example.org", "lilleby")


def numbers(opening: str) -> list[str]:
    minutes = read(newer(f"Havnebad\n\n{opening}\n\nBeslutning\n\nGodkendt."))
    found = minutes.items[0].case_numbers
    for number in found:
        printed = minutes.text[number.span.start : number.span.end]
        assert "".join(printed.split()) == number.text
    return [number.text for number in found]


@each(
    "label",
    [
        "Sagsnr.:",
        "Sagsnr.",
        "Sagsnr:",
        "SAGSNR.:",
        "Sagsnummer",
        "Sagsnummer:",
        "Sag nr.:",
        "Sags nr.",
        "Sagsid.:",
        "Sags-id:",
        "SagsID:",
        "Sag:",
        "ESDH-sagsnr.:",
    ],
)
@each(
    "number",
    [
        "22-005501",
        "998-2017-38810",
        "EMN-2018-00123",
        "25/26257",
        "A22-1140",
        "2025-006342",
        "299800",
        "00.32.10-S00-4-20",
        "S2018-1234",
        "20-082075K",
    ],
)
def test_whatever_stands_behind_the_label_is_a_number(label: str, number: str) -> None:
    assert numbers(f"{label} {number}") == [number]


@each(
    ("opening", "found"),
    [
        ("Sagsnr.: 998-2017-\n38810", ["998-2017-38810"]),
        ("Sagsnr.:\n\nEMN-2018-00123", ["EMN-2018-00123"]),
        ("Sagsnr.:\nEMN-2018-00123", ["EMN-2018-00123"]),
        ("Sagsnr.: 998 - 2017 - 38810", ["998-2017-38810"]),
        ("Sagsnr.: 22 005501", ["22005501"]),
        ("Sagsnr.: 22-005501 og 22-005502", ["22-005501", "22-005502"]),
        ("Sagsnumre: 22-005501, EMN-2018-00123", ["22-005501", "EMN-2018-00123"]),
        ("Sagsid.: 17/3668, Sagsinitialer: GES", ["17/3668"]),
        ("Sagsnr. 299800 Plan- og Teknikudvalget Åbent punkt", ["299800"]),
        ("Sagsnr.: EMN-2018-00123 J.nr.: 00.30.00 Dokumentnr.: 998-2017-276920", ["EMN-2018-00123"]),
        ("EMN-2018-00123", ["EMN-2018-00123"]),
        ("25/26257", ["25/26257"]),
        ("2025-006342", ["2025-006342"]),
        ("Sagsnr.: afventer", []),
        ("Sagsnr. 22-005501 blev behandlet i maj.", []),
        ("Sag: Havnebadet skal males", []),
        ("2017-2018", []),
    ],
)
def test_numbers_as_they_stand(opening: str, found: list[str]) -> None:
    assert numbers(opening) == found


@each(
    ("above", "between", "told"),
    [
        # Nothing tells the number of the minutes from one of an item.
        ("Sagsnr. 23-9999\n\n", "Sagsnr. 23-0001\n\n", [[], []]),
        ("Sagsnr. 23-9999\n\n", "", [[], []]),
        ("\nSagsnr. 23-0001\n\n", "\nSagsnr. 23-0002\n\n", [["23-0001"], ["23-0002"]]),
        ("Sagsnr. 23-0001\n", "Sagsnr. 23-0002\n", [["23-0001"], ["23-0002"]]),
        ("", "Sagsnr. 23-0001\n\n", [["23-0001"], []]),
    ],
)
def test_a_number_in_front_is_the_items_where_each_has_one_beside_it(
    above: str, between: str, told: list[list[str]]
) -> None:
    items = [f"{title}\n\nBeslutning\n\nGodkendt.\n\n" for title in ("1. Vej", "2. Bro")]
    found = minutes_of(f"{above}{items[0]}{between}{items[1]}").items
    assert [[one.text for one in item.case_numbers] for item in found] == told


def test_a_number_of_unknown_form_is_told() -> None:
    minutes = read(newer("Havnebad\n\nSagsnr.: EMN-2018-00123\n\nBeslutning\n\nGodkendt."))
    assert codes(minutes) == ["case-number-form"]
    assert "EMN-2018-00123" in minutes.findings[0].message


@pytest.mark.parametrize("number", ["EMN-2018-00123", "17/3668", "Ø-2018-00123", "22 005501"])
def test_a_number_of_any_form_is_published(number: str) -> None:
    minutes = read(newer(f"Havnebad\n\nSagsnr.: {number}\n\nBeslutning\n\nGodkendt."))
    graph = minutes_graph(
        minutes, load_profile("aadalsoe"), Iris("https://example.org", "aadalsoe"), "ab" * 32
    )
    assert [str(case) for case in graph.objects(None, term("caseNumber"))] == ["".join(number.split())]
    found = [one for layer in ("integrity", "privacy") for one in check(graph, layer)]
    assert [one.shape for one in found] == []


ANY_NUMBER = st.text("Ab1Ø9/.- ", min_size=1, max_size=12)


@given(ANY_NUMBER, ANY_NUMBER)
def test_two_numbers_never_have_one_address(one: str, other: str) -> None:
    addresses = [IRIS.case(number) for number in (one, other)]
    assert (addresses[0] == addresses[1]) is (one == other)
    assert all(str(address).isascii() and URIRef(address).n3() for address in addresses)


@pytest.mark.parametrize(
    ("number", "path"),
    [
        ("EMN-2018-00123", "sag/EMN-2018-00123"),
        ("17/3668", "sag/17--3668"),
        ("17-3668", "sag/17-3668"),
        ("Ø-2018-1", "sag/2018-1---c6f742a775d3"),
    ],
)
def test_addresses_of_numbers(number: str, path: str) -> None:
    case = str(IRIS.case(number))
    assert case == f"https://example.org/id/lilleby/{path}"
    assert number_of(case) == (number if number.isascii() else path.removeprefix("sag/"))


PROFILE = """
@prefix sg: <https://w3id.org/sagsgraf/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<kommune> skos:prefLabel "Lilleby Kommune"@da .
<nummerform/a> a sg:NumberGeneration ; skos:notation "A" ; sg:pattern "PATTERN" .
"""


@each(
    ("pattern", "number"),
    [
        (r"[A-Z]{3}-\\d{4}-\\d{5}", "EMN-2018-00123"),
        (r"^[A-Z]{3}-\\d{4}-\\d{5}$", "EMN-2018-00123"),
        (r"(EMN|GEO)-(\\d{4})-\\d{5}", "GEO-2018-00123"),
        (r"(?P<year>\\d{2})-\\d{6}", "22-005501"),
        (r"(?i)emn-\\d{4}-\\d{5}", "EMN-2018-00123"),
        (r"(?<!9)\\d{2}/\\d{4}", "17/3668"),
        (r"\\A\\d{2}-\\d{6}K?\\Z", "20-082075K"),
        (r"[\\d-]{8,12}", "22-005501"),
    ],
)
def test_patterns_of_a_profile(pattern: str, number: str) -> None:
    profile = read_profile("lilleby", PROFILE.replace("PATTERN", pattern))
    assert profile.number_form(number)
    for text in (f"Sagen {number}, som", number.replace("-", "-\n"), f"({number})"):
        ((start, end),) = profile.case_numbers(text)
        assert "".join(text[start:end].split()) == number
    assert profile.case_numbers(f"x{number}x") == []


@each(
    "pattern",
    ["[A-Z", "(", "a{99999999999}", "(a+)+", "(\\\\d*)*", "x*", "[[a]b", "*", "\\\\d" * 101, "(?P<1>a)"],
)
def test_a_bad_pattern_is_one_line_for_the_operator(pattern: str) -> None:
    with pytest.raises(OperatorError, match=r"^profile lilleby: sg:pattern of <nummerform/a>: .+") as raised:
        read_profile("lilleby", PROFILE.replace("PATTERN", pattern))
    assert "\n" not in str(raised.value)


def test_a_case_number_broken_over_lines_is_kept_of_a_closed_item() -> None:
    below = "SAGENS INDHOLD\nHemmeligt.\nSagsnr. 712-2014-\n12\nBESLUTNING\nHemmeligt."
    found = minutes_of(f"{item('14. Regnskab - Åbent')}15. Salg - Lukket\n{below}\n").items[-1]
    assert (found.title.text, found.closed) == ("Salg", True)
    assert [one.text for one in found.case_numbers] == ["712-2014-12"]
    assert found.decision is None


@pytest.mark.parametrize("gap", ["\t", "        "])
def test_a_mark_at_the_right_of_the_numbers(gap: str) -> None:
    one = minutes_of(
        item("7. Ny vej", f"Sagsnr.: 17/1 Dok.nr.: 20/17{gap}Åbent\nBeslutning\nGodkendt.")
    ).items[0]
    assert [each.text for each in one.case_numbers] == ["17/1"]
