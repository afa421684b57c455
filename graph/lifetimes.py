"""How long cases were under way: from their first handling to their last, and how that ended.

The minutes never say that a case is closed, so what its last handling came to has to tell, by what
ontology.ttl says that each outcome means:

* ``decided``: an outcome that needs no more, such as approved, rejected, noted or discussed;
* ``open``: postponed or sent back to the administration, and not seen again;
* ``lost``: sent on to a body, taken off the agenda, behind closed doors, or in words that tell no outcome;
  what came of it is not in the minutes.

A case under all numbers it has had is one case. Several items of its last day count together.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Literal

import networkx as nx

from graph.period import Asked, Period, Progress, bound, rows
from graph.queries import load
from graph.table import Column, Table, Value, rounded
from graph.vocabulary import vocabulary

HANDLINGS, NUMBERS = "case_handlings", "case_renumberings"
QUERIES = (HANDLINGS, NUMBERS)
Status = Literal["decided", "open", "lost"]


@dataclass(slots=True)
class Lifetime:
    """One case: its IRI (of several numbers the last handled), its label, and what became of its items."""

    case: str
    label: str
    handlings: dict[str, tuple[date, set[str]]] = field(default_factory=dict)
    """Item -> the day, and the codes of its outcomes."""

    @property
    def first(self) -> date:
        return min(day for day, _ in self.handlings.values())

    @property
    def last(self) -> date:
        return max(day for day, _ in self.handlings.values())

    @property
    def status(self) -> Status:
        """How it ended; an outcome that leaves it open counts before one that decides."""
        last = self.last
        outcomes = {code for day, codes in self.handlings.values() if day == last for code in codes}
        meanings = [vocabulary().meanings[code] for code in outcomes]
        if any(meaning.keeps_open for meaning in meanings):
            return "open"
        return "decided" if any(meaning.settles for meaning in meanings) else "lost"

    def days(self, end: date) -> int:
        """Days from the first handling to the last or, where it is open, to the ``end`` of what was seen."""
        return ((end if self.status == "open" else self.last) - self.first).days

    @property
    def postponed(self) -> list[date]:
        """The days of the items that were postponed, in order."""
        meanings = vocabulary().meanings
        return sorted(
            day for day, codes in self.handlings.values() if any(meanings[code].postpones for code in codes)
        )


@dataclass(frozen=True)
class Lifetimes:
    """All cases of a period in the order of their IRIs, and the queries they are from."""

    cases: list[Lifetime]
    queries: tuple[str, ...]

    @cached_property
    def end(self) -> date:
        """The last day on which any of them was handled: what came later was not seen."""
        return max((case.last for case in self.cases), default=date.min)


def lifetimes(store: Asked, period: Period, standing: bool, told: Progress) -> Lifetimes:
    """Read the cases; what lies outside the period is as if it had not been."""
    handlings = bound(load(HANDLINGS), period, standing)
    found: dict[str, Lifetime] = {}
    for row in rows(store, handlings, told):
        case = row["case"].value
        life = found.setdefault(case, Lifetime(case, row["caseLabel"].value))
        day = date.fromisoformat(row["date"].value)
        _, outcomes = life.handlings.setdefault(row["item"].value, (day, set()))
        if row["outcome"] is not None:
            outcomes.add(row["outcome"].value.rpartition("/")[2])
    for family in families(store, told):
        seen = [found.pop(case) for case in family if case in found]
        if seen:
            newest = max(seen, key=lambda life: (life.last, life.case))
            for life in seen:
                newest.handlings.update(life.handlings)
            found[newest.case] = newest
    return Lifetimes([found[case] for case in sorted(found)], (handlings, load(NUMBERS).text))


def families(store: Asked, told: Progress) -> list[list[str]]:
    """The cases that have changed number: the IRIs of all the numbers of each, in order."""
    renumbered: nx.Graph[str] = nx.Graph()
    found = rows(store, load(NUMBERS).text, told)
    renumbered.add_edges_from((row["case"].value, row["earlier"].value) for row in found)
    return [sorted(family) for family in nx.connected_components(renumbered)]


def durations(store: Asked, period: Period, standing: bool, told: Progress) -> Table:
    """A row for each case: first and last day, days between, handlings, and how it ended."""
    read = lifetimes(store, period, standing, told)
    columns = (
        *_CASE,
        Column("first", "Første behandling", "First handled"),
        Column("last", "Seneste behandling", "Last handled"),
        Column("days", "Dage", "Days"),
        Column("handlings", "Behandlinger", "Handlings"),
        Column("status", "Status", "Status"),
    )
    found = tuple(
        (
            life.case,
            life.label,
            life.first.isoformat(),
            life.last.isoformat(),
            (life.last - life.first).days,
            len(life.handlings),
            life.status,
        )
        for life in read.cases
    )
    return Table(columns, found, {"cases": len(found)}, read.queries)


def decided_by_year(store: Asked, period: Period, standing: bool, told: Progress) -> Table:
    """A row for each year in which cases were first handled: how they ended, and the share decided."""
    read = lifetimes(store, period, standing, told)
    columns = (
        Column("year", "År", "Year"),
        Column("cases", "Sager", "Cases"),
        Column("decided", "Afgjort", "Decided"),
        Column("open", "Åben", "Open"),
        Column("lost", "Ukendt", "Lost sight of"),
        Column("share_decided", "Andel afgjort", "Share decided"),
    )
    years = groupby(sorted(read.cases, key=lambda life: life.first.year), lambda life: life.first.year)
    return Table(columns, tuple(_year(year, list(lives)) for year, lives in years), {}, read.queries)


def _year(year: int, lives: list[Lifetime]) -> tuple[Value, ...]:
    ended: dict[Status, int] = defaultdict(int)
    for life in lives:
        ended[life.status] += 1
    share = rounded(ended["decided"] / len(lives))
    return year, len(lives), ended["decided"], ended["open"], ended["lost"], share


def repeated_postponement(store: Asked, period: Period, standing: bool, told: Progress) -> Table:
    """A row for each case with an item that was postponed, those postponed most often first."""
    read = lifetimes(store, period, standing, told)
    columns = (
        *_CASE,
        Column("postponements", "Udsættelser", "Postponements"),
        Column("first", "Første udsættelse", "First postponed"),
        Column("last", "Seneste udsættelse", "Last postponed"),
        Column("last_handled", "Seneste behandling", "Last handled"),
        Column("status", "Status", "Status"),
    )
    found = sorted(_postponed(read.cases), key=lambda row: (-row[2], row[0]))
    repeated = sum(row[2] > 1 for row in found)
    return Table(columns, tuple(found), {"cases": len(found), "more_than_once": repeated}, read.queries)


def _postponed(cases: list[Lifetime]) -> Iterator[tuple[str, str, int, str, str, str, str]]:
    for life in cases:
        if days := life.postponed:
            first, last = days[0].isoformat(), days[-1].isoformat()
            yield life.case, life.label, len(days), first, last, life.last.isoformat(), life.status


_CASE = (Column("case", "Sag", "Case"), Column("label", "Navn", "Label"))
