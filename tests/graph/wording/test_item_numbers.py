"""Numbers of items that were put in between others, however they are printed."""

import pytest

from graph.wording.item_numbers import INSERTED


@pytest.mark.parametrize(
    "number", ["2.a", "2-a.", "2 a)", "2a:", "2 (a)", "2.1", "Punkt 2.1.", "Pkt. nr. 2 a", "12æ"]
)
def test_one_that_was_put_in_is_told_in_front_of_its_title(number: str) -> None:
    found = INSERTED.match(f"{number} Lukket: Køb")
    assert found
    assert found.end() == len(number) + 1


@pytest.mark.parametrize(
    "title", ["2. Lukket: Køb", "2 Lukket: Køb", "2 ad Lukket", "Lukket: Køb", "2.1234 Køb"]
)
def test_a_number_of_its_own_is_none(title: str) -> None:
    assert INSERTED.match(title) is None
