"""Tables as CSV."""

import csv
from io import StringIO

from each import each
from hypothesis import given
from hypothesis import strategies as st

from api.http.negotiation import serialize_table

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
CELL = st.one_of(st.none(), st.integers(), TEXT)


def read(table: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(table.decode(), newline="")))


@each(
    ("cell", "shown"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@a", "'@a"),
        ("\ta", "'\ta"),
        ("\ra", "'\ra"),
        ("a=1", "a=1"),
        ("-", "-"),  # no decision, in minutes; and no formula
        ("- nej", "'- nej"),
        ("", ""),
        (-1, "-1"),
        (-0.5, "-0.5"),
        (None, ""),
    ],
)
def test_a_text_is_no_formula_and_a_number_is_a_number(cell: object, shown: str) -> None:
    assert read(serialize_table(("a", "b"), [(cell, 7)])) == [["a", "b"], [shown, "7"]]


@given(st.lists(st.tuples(CELL, CELL)))
def test_what_is_written_can_be_read(rows: list[tuple[object, object]]) -> None:
    told = read(serialize_table(("a", "b"), rows))[1:]
    assert len(told) == len(rows)
    for row, cells in zip(rows, told, strict=True):
        for value, cell in zip(row, cells, strict=True):
            words = "" if value is None else str(value)
            assert cell in (words, f"'{words}")
            assert not isinstance(value, str) or cell == "-" or cell[:1] not in tuple("=+-@\t\r")


def test_rows_end_as_the_standard_says() -> None:
    assert serialize_table(("a",), [('b "c", d',)]) == b'a\r\n"b ""c"", d"\r\n'
    assert serialize_table(("a",), [("\ud800",)]) == b"a\r\n?\r\n"
