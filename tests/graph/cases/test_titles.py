"""How alike titles are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.cases.titles import compounds, likeness, words


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Råderumskatalog", "Status på udarbejdelse af råderumskatalog", 1.0),
        ("Ventelisten til musikskolen", "Venteliste - Musikskole", 1.0),
        ("Kulturprisen 2021", "Kulturprisen 2023", 0.75),
        ("Kulturprisen 2021", "Kulturprisen", 1.0),
        ("Orientering om status", "Orientering om status", 0.0),
        ("Planseminar 2023", "Udvikling af sprogskolen", 0.0),
        ("Natsænkning af gadebelysning", "Gadebelysning", 2 * 13 / (11 + 13 + 13)),
    ],
)
def test_likeness(one: str, other: str, alike: float) -> None:
    assert likeness(one, other) == pytest.approx(alike)


def test_words_have_no_endings_and_say_something() -> None:
    assert words("Orientering om Åbningstiderne på kommunens biblioteker i 2024") == {
        "åbningstid",
        "bibliotek",
    }


def test_a_compound_and_what_it_is_made_of_are_one() -> None:
    said = {*words("Havneplan for unge"), *compounds("Havneplan for unge")}
    assert said & compounds("Evaluering af plan for havnen for unge") == {"havnplan"}
    assert not compounds("Køb af Søndermosevej") - {"søndermosvej"}  # a name is no part of one


@given(st.text(), st.text())
def test_likeness_is_a_share_and_has_no_direction(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)
