"""Named queries put to a store for a period, with standing items or without, their rows one by one."""

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


def silent(what: str, done: int) -> None:
    """The progress of whoever wants to hear of none."""


def bound(query: NamedQuery, period: Period, standing: bool) -> str:
    """The text of a query that has the parameters ``first``, ``last`` and ``standing``, with their values.

    ``standing`` true counts standing items in; unbound, the query leaves them out.
    """
    values: dict[str, ox.NamedNode | ox.Literal] = {}
    kind = ox.NamedNode(str(XSD.date))
    for name, day in (("first", period.first), ("last", period.last)):
        if day is not None and name in query.parameters:
            values[name] = ox.Literal(day.isoformat(), datatype=kind)
    if standing and "standing" in query.parameters:
        values["standing"] = ox.Literal(True)
    return query.bind(values)


def rows(store: QueryStore, text: str, progress: Progress = silent) -> Iterator[ox.QuerySolution]:
    """The rows of a SELECT, one at a time."""
    found = store.answer(query_guard.check(text))
    assert isinstance(found, ox.QuerySolutions)
    for done, row in enumerate(found):
        if done % _EVERY == 0:
            progress("rows", done)
        yield row
