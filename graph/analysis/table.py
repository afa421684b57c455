"""A table of numbers with its columns named in Danish and English, and what was done to get it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.base.labels import Labels

Value = str | int | float | None
"""What stands in a cell; an IRI or a date (ISO 8601) is a ``str``, what is not known ``None``."""

DIGITS = 6
"""Significant digits to which every number that is no count is rounded."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the name that files and programs use, and what people read."""

    name: str
    labels: Labels
    part: bool = True
    """Whether a picture by year piles it up with the other counts."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with a value for each column, in an order that the same data always give.

    ``parameters`` tells what the numbers depend on beside the data: seeds, bounds, how many were sampled,
    and figures of the whole table, such as a median. ``queries`` are the texts of the SPARQL queries that
    were run for it, as they were run.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    parameters: Mapping[str, Value] = field(default_factory=dict)
    queries: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    """Language -> what is to be known of the table as a whole, such as that there is too little to tell."""


def rounded(number: float) -> float:
    """A number to :data:`DIGITS` significant digits, halves to even: the rest is noise of the machine."""
    return float(f"{number:.{DIGITS}g}")


def share(part: int, whole: int) -> float | None:
    """The part of a whole, with as many decimals as the whole has digits: more of them say nothing. ``None``
    of nothing."""
    return round(part / whole, min(DIGITS, len(str(whole)))) if whole else None
