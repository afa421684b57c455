"""The order of items, their numbers, and what is told of them."""

import pytest
from each import each
from hypothesis import given
from hypothesis import strategies as st

from graph.readers.protocol.agenda import MOST_ITEMS, Told, closed_item, in_order, says_closed
from graph.readers.protocol.record import RecordedItem
from graph.readers.rendering import Unreadable


def item(number: str, title: str = "Stier", supplementary: bool = False) -> RecordedItem:
    return RecordedItem(number, title, supplementary=supplementary)


def numbers(*items: RecordedItem) -> list[str]:
    return [one.number for one in in_order(items, Told())]


def test_items_stand_by_their_numbers() -> None:
    assert numbers(item("10"), item("2"), item("1.10"), item("1.2"), item("1")) == [
        "1",
        "1.2",
        "1.10",
        "2",
        "10",
    ]


def test_a_number_that_two_items_have() -> None:
    assert numbers(closed_item("1", "Køb"), item("1"), item("2")) == ["1", "2", "lukket-1"]
    assert numbers(item("1", supplementary=True), item("1"), item("2")) == ["1", "2", "tillaeg-1"]
    assert numbers(item("1"), item("1"), item("1")) == ["1", "1-2", "1-3"]


def test_an_item_without_a_number_gets_the_next() -> None:
    told = Told()
    found = in_order([item(""), item("4"), item("")], told)
    assert [one.number for one in found] == ["4", "5", "6"]
    assert told.counts == {"item-unnumbered": 2}


def test_numbers_that_are_missing_are_told() -> None:
    told = Told()
    in_order([item("211"), item("213"), item("216")], told, skipped=["214"])
    assert told.counts == {"item-number-missing": 2}
    assert [one.code for one in told.findings] == ["item-number-missing"]


def test_more_items_than_a_meeting_has() -> None:
    with pytest.raises(Unreadable) as caught:
        in_order([item(str(number)) for number in range(MOST_ITEMS + 1)], Told())
    assert caught.value.code == "too-much"


@given(st.lists(st.tuples(st.text(max_size=5), st.booleans(), st.booleans()), max_size=20))
def test_every_number_is_told_once(drawn: list[tuple[str, bool, bool]]) -> None:
    items = [
        closed_item(number, "Køb") if closed else item(number, supplementary=supplementary)
        for number, closed, supplementary in drawn
    ]
    found = numbers(*items)
    assert len(set(found)) == len(found) == len(items)
    assert all(found)


def test_a_divider_closes_the_items_behind_it_where_the_source_has_it() -> None:
    found = in_order([item("1"), item("", "Lukkede punkter"), item("2")], Told())
    assert [(one.number, one.closed) for one in found] == [("1", False), ("2", True), ("3", True)]


def test_a_divider_of_the_agenda_closes_nothing_of_a_supplement() -> None:
    found = in_order(
        [item("1", "Lukkede punkter"), item("2"), item("3", supplementary=True), item("4")], Told()
    )
    assert [one.closed for one in found] == [True, True, False, True]


@each(
    ("name", "closed"),
    [
        ("Lukket dagsorden", True),
        ("Byrådet - Luk\u00adket", True),
        ("Dagsorden, fortrolig", True),
        ("Ikke-offentligt referat", True),
        ("Dagsorden uden lukkede punkter", False),
        ("Referat - åbne og lukkede punkter", False),
        ("Lukkede og åbne punkter", False),
        ("Fortrolighedsudvalget", False),
    ],
)
def test_the_name_of_a_meeting_that_is_closed(name: str, closed: bool) -> None:
    assert says_closed(name) is closed
