"""A CPR number in any dress stops a file; other numbers stop none."""

import re

from cpr_numbers import NUMBERS, OTHERS
from each import each
from hypothesis import given
from hypothesis import strategies as st
from places import ROOT

from graph.privacy.cpr import cpr_numbers, without_cpr_numbers


@each("number", NUMBERS)
@each("around", ["{}", "Borgeren {} har klaget."])
def test_a_number_is_found(number: str, around: str) -> None:
    text = "En linje.\n" + around.format(number)
    assert {2, 3} & set(cpr_numbers(text))
    assert not any(cpr_numbers(without_cpr_numbers(text)))


@each("number", OTHERS)
@each("around", ["{}", "Se {} i sagen."])
def test_another_number_is_none(number: str, around: str) -> None:
    text = around.format(number)
    assert list(cpr_numbers(text)) == []
    assert without_cpr_numbers(text) == text


BLANKS = st.sampled_from(["", " ", "\u00a0", "\u2009", "\u202f", "\u00ad", "\u200b"])
DASHES = st.sampled_from(["-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"])


@given(st.dates(), st.integers(0, 9999), BLANKS, DASHES, BLANKS, st.booleans())
def test_any_number_in_any_dress_is_found(day, last, before, dash, after, raised) -> None:  # type: ignore[no-untyped-def]
    number = f"{day.day + 60 * raised:02}{day.month:02}{day.year % 100:02}{before}{dash}{after}{last:04}"
    assert list(cpr_numbers(f"Borgeren {number} har klaget.")) == [1]


@given(st.text(alphabet="0123456789-. /\n\u00ad", max_size=200))
def test_any_text_is_looked_through(text: str) -> None:
    assert not any(cpr_numbers(without_cpr_numbers(text)))


def test_no_example_has_one() -> None:
    files = sorted((ROOT / "examples" / "minutes").glob("*.txt"))
    assert len(files) == 16
    assert [path.name for path in files if any(cpr_numbers(path.read_text(encoding="utf-8")))] == []


def test_the_line_is_told() -> None:
    assert list(cpr_numbers("a\n\nb 150385-1234\nc 160385\n1234")) == [3, 4]
    assert re.search(r"\d{6}", without_cpr_numbers("»150385 - 1234«")) is None
