"""An expression that goes back is told from one that does not."""

import re
from functools import cache

import api
import graph
from benchmarks.patterns import Expression, expressions, glance, judge
from graph.readers.layout import forms


@cache
def _all() -> list[Expression]:
    """The program's own, and none that other tests made of odd templates before."""
    forms.compiled.cache_clear()
    return [*expressions(graph), *expressions(api)]


def test_one_that_goes_back_is_found() -> None:
    for written in (r"\s+$", r"(?:\w+\s)*x", r"om\s*,?\s*at", r"[^.]*:"):
        expression = Expression("graph.readers.html:_X", re.compile(written))
        assert judge(expression).quadratic, written


def test_one_that_does_not_is_not() -> None:
    for written in (r"(?<!\s)\s++$", r"\w{1,9}\s", r"om\s*+(?:,\s*+)?at", r"(?<!\w)\w++:", r"a"):
        expression = Expression("graph.readers.html:_X", re.compile(written))
        assert not judge(expression).quadratic, written


def test_no_expression_of_the_program_goes_back_at_a_glance() -> None:
    """The whole of it, with every text, is ``python -m benchmarks.patterns``. What is measured on a busy machine
    may look so by chance, but not each time."""
    assert [one.place for one in _all() if all(glance(one).quadratic for _ in range(6))] == []


def test_expressions_in_tables_and_within_functions_are_among_them() -> None:
    places = {one.place for one in _all()}
    assert "graph.readers.layout.meeting_title:_TITLES" in places
    assert any(place.startswith("graph.wording.votes:") and place.endswith(".search") for place in places)
