"""Named queries put to a store about a period and a municipality, with standing items or without them, their
rows one by one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox
from rdflib import XSD

from graph.queries.named import NamedQuery
from graph.store import query_guard
from graph.store.base import QueryStore

Progress = Callable[[str, int], None]
"""Told what is being done (``rows``, ``edges`` or the name of a measure) and how much of it is done so far.

To cancel, it raises: what it raises goes through to whoever asked, and nothing is left behind."""

_EVERY = 1000  # rows between two calls of a progress


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included; ``None`` is open."""

    first: date | None = None
    last: date | None = None


EVER = Period()


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted: of which days, with standing items or without them, and of the municipality of that
    IRI alone, or of all for the empty word."""

    period: Period = EVER
    standing: bool = False
    municipality: str = ""


EVERYTHING = Scope()


def silent(what: str, done: int) -> None:
    """The progress of whoever wants to hear of none."""


def bound(query: NamedQuery, scope: Scope) -> str:
    """The text of a query, with values for those of the parameters ``first``, ``last``, ``standing`` and
    ``municipality`` that it has.

    ``standing`` true counts standing items in; unbound, the query leaves them out.
    """
    values: dict[str, ox.NamedNode | ox.Literal] = {}
    kind = ox.NamedNode(str(XSD.date))
    for name, day in (("first", scope.period.first), ("last", scope.period.last)):
        if day is not None and name in query.parameters:
            values[name] = ox.Literal(day.isoformat(), datatype=kind)
    if scope.standing and "standing" in query.parameters:
        values["standing"] = ox.Literal(True)
    if scope.municipality and "municipality" in query.parameters:
        values["municipality"] = ox.NamedNode(scope.municipality)
    return query.bind(values)


def rows(store: QueryStore, text: str, progress: Progress = silent) -> Iterator[ox.QuerySolution]:
    """The rows of a SELECT, one at a time."""
    found = store.answer(query_guard.check(text))
    assert isinstance(found, ox.QuerySolutions)
    for done, row in enumerate(found):
        if done % _EVERY == 0:
            progress("rows", done)
        yield row
