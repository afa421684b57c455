"""Dates as minutes write them."""

from datetime import date

import pytest

from graph.minutes.dates import DAY_AND_MONTH, find_date, next_after


@pytest.mark.parametrize(
    "text", ["25. september 2017", "25-09-2017", "25.09.2017", "25/9 2017", "d. 25.\nSeptember 2017"]
)
def test_a_date_in_any_form(text: str) -> None:
    assert find_date(text) == date(2017, 9, 25)


@pytest.mark.parametrize("text", ["30. februar 2017", "31-13-2017", "125-09-2017", "25-09-20171", "2017"])
def test_what_is_no_date(text: str) -> None:
    assert find_date(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [("12. august", date(2024, 8, 12)), ("3. februar", date(2025, 2, 3)), ("24. juni", date(2024, 6, 24))],
)
def test_a_date_without_a_year_is_the_next_one(text: str, found: date) -> None:
    match = DAY_AND_MONTH.search(text)
    assert match
    assert next_after(match, date(2024, 6, 24)) == found


def test_a_leap_day_may_be_years_off_and_is_not_guessed() -> None:
    match = DAY_AND_MONTH.search("29. februar")
    assert match
    assert next_after(match, date(2021, 1, 1)) is None
