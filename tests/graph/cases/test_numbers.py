"""Case numbers in every way people write them."""

import pytest
from each import each
from hypothesis import given
from hypothesis import strategies as st

from graph.cases.numbers import CaseNumber, find, near

KNOWN = ("23-007348", "24-007348", "23-004417", "20-082075", "20-082075K", "21-046857K", "326-2016-59792")
CASES = {number: f"sag/{number}" for number in KNOWN}


@each(
    ("text", "number"),
    [
        ("23-007348", "23-007348"),
        ("23-7348", "23-007348"),
        (" 2023/7348 ", "23-007348"),
        ("23 007348", "23-007348"),
        ("23007348", "23-007348"),
        ("Sag nr. 23-7348", "23-007348"),
        ("23-7348K", "23-007348"),
        ("20-82075", "20-082075"),
        ("20-082075 k", "20-082075K"),
        ("20082075K", "20-082075K"),
        ("21-46857", "21-046857K"),
        ("326-2016-59792", "326-2016-59792"),
        ("326 2016 59792", "326-2016-59792"),
        ("326/2016/059792", "326-2016-59792"),
        ("326201659792", "326-2016-59792"),
        ("16-59792", "326-2016-59792"),
    ],
)
def test_a_number_is_found_however_it_is_written(text: str, number: str) -> None:
    assert find(text, CASES) == [f"sag/{number}"]


@each("text", ["23-7349", "7348", "998-2016-59792", "bro", "", "1-2-3-4", "16-16-59792", "²³-7348"])
def test_what_is_no_known_number_is_not_found(text: str) -> None:
    assert find(text, CASES) == []


def test_a_number_of_two_generations_is_found_twice() -> None:
    assert find("2016-1", {"16-000001": "new", "326-2016-1": "old"}) == ["new"]
    assert find("2016-1", {"998-2016-1": "other", "326-2016-1": "old"}) == ["old", "other"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("7348", ["23-007348", "24-007348"]),
        ("25-7348", ["23-007348", "24-007348"]),
        ("24-4417", ["23-004417"]),
        ("326-2016-59793", ["326-2016-59792"]),
        ("bro", []),
    ],
)
def test_near_numbers_are_named(text: str, numbers: list[str]) -> None:
    assert near(text, CASES)[: len(numbers)] == numbers
    assert numbers or near(text, CASES) == []


@given(st.integers(0, 99), st.integers(0, 999_999), st.sampled_from("-/ ."), st.booleans())
def test_zeros_and_separators_do_not_matter(year: int, serial: int, separator: str, k: bool) -> None:
    ending = "K" if k else ""
    full = CaseNumber.parse(f"{year:02}-{serial:06}{ending}")
    assert full == CaseNumber(2000 + year, serial, k=k)
    assert CaseNumber.parse(f"{year:02}{separator}{serial}{ending}") == full


@given(st.text())
def test_any_text_is_looked_for(text: str) -> None:
    assert set(find(text, CASES)) <= set(CASES.values())
    assert set(near(text, CASES)) <= CASES.keys()
