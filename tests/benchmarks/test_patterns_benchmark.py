"""No expression of the reader goes back: in a text twice as long none takes four times as long."""

import re

import graph.wording.votes
from benchmarks import patterns
from benchmarks.patterns import Expression, expressions, judge

SIZE, TEXTS = 2_000, 11
"""The runs of single characters; what is more thorough takes minutes (``python -m benchmarks.patterns``)."""


def test_no_expression_goes_back() -> None:
    found = expressions(graph)
    assert len(found) > 700
    assert [f"{one.expression.place} {one.text}" for one in map(judged, found) if one.quadratic] == []


def judged(expression: Expression) -> patterns.Verdict:
    return judge(expression, SIZE, TEXTS)


def test_one_that_goes_back_is_found() -> None:
    for written in (r"\s+$", r"(?:\w+\s)*x", r"om\s*,?\s*at", r"\((?:[^()]|\s)*x", r"[^.]*:"):
        expression = Expression("graph.readers.html:_X", re.compile(written))
        assert judge(expression).quadratic, written


def test_one_that_does_not_is_not() -> None:
    for written in (r"(?<!\s)\s++$", r"\w{1,9}\s", r"om\s*+(?:,\s*+)?at", r"(?<!\w)\w++:", r"a"):
        expression = Expression("graph.readers.html:_X", re.compile(written))
        assert not judge(expression).quadratic, written


def test_expressions_in_tables_and_within_functions_are_among_them() -> None:
    places = {one.place for one in expressions(graph)}
    assert "graph.readers.layout.header:_TITLES" in places
    assert any(place.startswith("graph.wording.votes:") and place.endswith(".search") for place in places)
    assert graph.wording.votes.__name__ == "graph.wording.votes"
