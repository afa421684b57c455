"""How long cases were under way: from their first handling to their last, and how that ended.

The minutes never say that a case is closed, so what its last handling came to has to tell, by what
ontology.ttl says that each outcome means:

* ``decided``: an outcome that needs no more, such as approved, rejected, noted or discussed;
* ``open``: postponed or sent back to the administration, and not seen again;
* ``closed``: its last items are closed, so the minutes do not say;
* ``lost``: sent on to a body, taken off the agenda, or in words that tell no outcome; what came of it is not
  in the minutes.

A case under all numbers it has had is one case. Several items of its last day count together.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from graph.analysis.asking import Progress, Scope, bound, rows
from graph.analysis.table import Column, Table, Value, share
from graph.base.labels import Labels
from graph.ontology.iris import code_of
from graph.ontology.terms import vocabulary
from graph.queries.named import load
from graph.store.base import QueryStore

HANDLINGS, NUMBERS, DAYS = "case_handlings", "case_renumberings", "days_with_minutes"
QUERIES = (HANDLINGS, NUMBERS)
GAP = 183
"""Days without minutes of a body after which nothing is seen of its cases any more: half a year."""

Status = Literal["decided", "open", "closed", "lost"]


@dataclass(slots=True)
class Lifetime:
    """One case: its IRI (of several numbers the last handled), its label, and what became of its items."""

    case: str
    label: str
    handlings: dict[str, tuple[date, set[str]]] = field(default_factory=dict)
    """Item -> the day, and the codes of its outcomes."""
    bodies: dict[str, str] = field(default_factory=dict)
    """Item -> the body."""
    closed: set[str] = field(default_factory=set)
    """The items that are closed."""

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
        if any(meaning.settles for meaning in meanings):
            return "decided"
        ending = {item for item, (day, _) in self.handlings.items() if day == last}
        return "closed" if ending <= self.closed else "lost"

    @property
    def last_bodies(self) -> set[str]:
        """The bodies that handled it last."""
        return {self.bodies[item] for item, (day, _) in self.handlings.items() if day == self.last}

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


def lifetimes(store: QueryStore, scope: Scope, told: Progress) -> Lifetimes:
    """Read the cases; what lies outside the scope is as if it had not been."""
    handlings = bound(load(HANDLINGS), scope)
    found: dict[str, Lifetime] = {}
    for row in rows(store, handlings, told):
        case = row["case"].value
        life = found.setdefault(case, Lifetime(case, row["caseLabel"].value))
        day = date.fromisoformat(row["date"].value)
        life.bodies[row["item"].value] = row["body"].value
        if row["openness"] is not None and row["openness"].value.endswith("/lukket"):
            life.closed.add(row["item"].value)
        _, outcomes = life.handlings.setdefault(row["item"].value, (day, set()))
        if row["outcome"] is not None:
            outcomes.add(code_of(row["outcome"].value))
    for family in families(store, told):
        seen = [found.pop(case) for case in family if case in found]
        if seen:
            newest = max(seen, key=lambda life: (life.last, life.case))
            for life in seen:
                newest.handlings.update(life.handlings)
                newest.bodies.update(life.bodies)
                newest.closed |= life.closed
            found[newest.case] = newest
    return Lifetimes([found[case] for case in sorted(found)], (handlings, load(NUMBERS).text))


def days_with_minutes(store: QueryStore, scope: Scope, told: Progress) -> tuple[dict[str, list[date]], str]:
    """Body -> the days of its meetings whose minutes are there, in order; and the query."""
    text = bound(load(DAYS), scope)
    found: dict[str, list[date]] = defaultdict(list)
    for row in rows(store, text, told):
        found[row["body"].value].append(date.fromisoformat(row["date"].value))
    return {body: sorted(days) for body, days in found.items()}, text


def seen_until(life: Lifetime, days: Mapping[str, list[date]]) -> date:
    """The day until which a case would have been seen had it come back to the bodies that handled it last:
    their last meeting before a gap of more than :data:`GAP` days without minutes."""
    end = life.last
    for body in life.last_bodies:
        seen = life.last
        for day in days.get(body, ()):
            if day > seen:
                if (day - seen).days > GAP:
                    break
                seen = day
        end = max(end, seen)
    return end


def families(store: QueryStore, told: Progress) -> list[list[str]]:
    """The cases that have changed number: the IRIs of all the numbers of each, in order."""
    import networkx as nx

    renumbered: nx.Graph[str] = nx.Graph()
    found = rows(store, load(NUMBERS).text, told)
    renumbered.add_edges_from((row["case"].value, row["earlier"].value) for row in found)
    return [sorted(family) for family in nx.connected_components(renumbered)]


def durations(store: QueryStore, scope: Scope, told: Progress) -> Table:
    """A row for each case: first and last day, days between (``None`` for one handled on one day, whose
    duration the minutes do not tell), handlings, and how it ended."""
    read = lifetimes(store, scope, told)
    columns = (
        *_CASE,
        Column("first", Labels(da="Første behandling", en="First handled")),
        Column("last", Labels(da="Seneste behandling", en="Last handled")),
        Column("days", Labels(da="Dage", en="Days")),
        Column("handlings", Labels(da="Behandlinger", en="Handlings")),
        Column("status", Labels(da="Status", en="Status")),
    )
    found = tuple(
        (
            life.case,
            life.label,
            life.first.isoformat(),
            life.last.isoformat(),
            (life.last - life.first).days or None,
            len(life.handlings),
            life.status,
        )
        for life in read.cases
    )
    return Table(columns, found, {"cases": len(found)}, read.queries)


def decided_by_year(store: QueryStore, scope: Scope, told: Progress) -> Table:
    """A row for each year in which cases were first handled: how they ended, and of those of which the
    minutes say whether they are decided, the share that is. Closed items say neither. A year without minutes
    has no numbers but that of its meetings, 0."""
    read = lifetimes(store, scope, told)
    days, asked = days_with_minutes(store, scope, told)
    meetings = Counter(day.year for of_body in days.values() for day in of_body)
    columns = (
        Column("year", Labels(da="År", en="Year")),
        Column("meetings", Labels(da="Møder med referat", en="Meetings with minutes"), part=False),
        Column("cases", Labels(da="Sager", en="Cases"), part=False),
        Column("decided", Labels(da="Afgjort", en="Decided")),
        Column("open", Labels(da="Åben", en="Open")),
        Column("closed", Labels(da="Lukket", en="Closed")),
        Column("lost", Labels(da="Ukendt", en="Lost sight of")),
        Column("n", Labels(da="Afgjort eller åben", en="Decided or open"), part=False),
        Column("share_decided", Labels(da="Andel afgjort af dem", en="Share of them decided")),
    )
    ended: dict[int, Counter[Status]] = defaultdict(Counter)
    for life in read.cases:
        ended[life.first.year][life.status] += 1
    span = range(min(ended), max(ended) + 1) if ended else ()
    found = tuple(_year(year, meetings[year], ended[year]) for year in span)
    without = [str(year) for year in span if not meetings[year]]
    notes = {
        "da": f"Ingen referater fra {', '.join(without)}.",
        "en": f"No minutes of {', '.join(without)}.",
    }
    return Table(columns, found, {}, (*read.queries, asked), notes if without else {})


def _year(year: int, meetings: int, ended: Mapping[Status, int]) -> tuple[Value, ...]:
    if not meetings:
        return year, 0, *(None,) * 7
    decided, unsettled = ended["decided"], ended["open"]
    known = decided + unsettled
    counts = sum(ended.values()), decided, unsettled, ended["closed"], ended["lost"]
    return year, meetings, *counts, known, share(decided, known)


def repeated_postponement(store: QueryStore, scope: Scope, told: Progress) -> Table:
    """A row for each case with an item that was postponed, those postponed most often first."""
    read = lifetimes(store, scope, told)
    columns = (
        *_CASE,
        Column("postponements", Labels(da="Udsættelser", en="Postponements")),
        Column("first", Labels(da="Første udsættelse", en="First postponed")),
        Column("last", Labels(da="Seneste udsættelse", en="Last postponed")),
        Column("last_handled", Labels(da="Seneste behandling", en="Last handled")),
        Column("status", Labels(da="Status", en="Status")),
    )
    found = sorted(_postponed(read.cases), key=lambda row: (-row[2], row[0]))
    repeated = sum(row[2] > 1 for row in found)
    return Table(columns, tuple(found), {"cases": len(found), "more_than_once": repeated}, read.queries)


def _postponed(cases: list[Lifetime]) -> Iterator[tuple[str, str, int, str, str, str, str]]:
    for life in cases:
        if days := life.postponed:
            first, last = days[0].isoformat(), days[-1].isoformat()
            yield life.case, life.label, len(days), first, last, life.last.isoformat(), life.status


_CASE = (Column("case", Labels(da="Sag", en="Case")), Column("label", Labels(da="Navn", en="Label")))


# How the bodies act on what is put before them: recommendations followed, and planned paths carried out.

RECOMMENDATIONS, PATHS = "comparisons_by_body", "paths_of_cases"


def recommendations_followed(store: QueryStore, scope: Scope, told: Progress) -> Table:
    """A row for each body and year: how many decisions followed the recommendation, followed it with an
    addition, altered it or did not follow it, how many cannot be compared, and the share followed, with an
    addition or without, of those that can (``None`` for none)."""
    text = bound(load(RECOMMENDATIONS), scope)
    counts: dict[tuple[str, str, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows(store, text, told):
        key = row["bodyLabel"].value, row["body"].value, int(row["year"].value)
        counts[key][code_of(row["comparison"].value)] += int(row["decisions"].value)
    columns = (
        Column("body", Labels(da="Organ", en="Body")),
        Column("label", Labels(da="Navn", en="Label")),
        Column("year", Labels(da="År", en="Year")),
        Column("followed", Labels(da="Fulgt", en="Followed")),
        Column(
            "followed_with_addition", Labels(da="Fulgt med en tilføjelse", en="Followed with an addition")
        ),
        Column("altered", Labels(da="Ændret", en="Altered")),
        Column("not_followed", Labels(da="Ikke fulgt", en="Not followed")),
        Column("not_comparable", Labels(da="Kan ikke sammenlignes", en="Not comparable")),
        Column("n", Labels(da="Kan sammenlignes", en="Comparable"), part=False),
        Column("share_followed", Labels(da="Andel fulgt", en="Share followed")),
    )
    found: list[tuple[Value, ...]] = []
    for label, body, year in sorted(counts):
        of = counts[label, body, year]
        kinds = of["fulgt"], of["fulgt-med-tilfoejelse"], of["aendret"], of["ikke-fulgt"]
        followed = share(sum(kinds[:2]), sum(kinds))
        found.append((body, label, year, *kinds, of["ikke-sammenlignelig"], sum(kinds), followed))
    return Table(columns, tuple(found), {}, (text,))


def treatment_path_length(store: QueryStore, scope: Scope, told: Progress) -> Table:
    """A row for each length of a planned path: how many cases it is the longest of, how many of them went the
    whole way, of how many that is unknown, the share of those known, and how many of the steps were seen to
    be carried out on average.

    Of several paths of a case that are equally long, the one counts of which most was carried out. It is
    unknown of a case with a step outside the collection: a body whose later minutes are not there. A case
    under all numbers it has had is one case.
    """
    text = bound(load(PATHS), scope)
    one = {case: family[0] for family in families(store, told) for case in family}
    longest: dict[str, tuple[int, int, int]] = {}
    for row in rows(store, text, told):
        path = int(row["steps"].value), int(row["handled"].value), -int(row["outside"].value)
        case = one.get(row["case"].value, row["case"].value)
        longest[case] = max(path, longest.get(case, (0, 0, 0)))
    columns = (
        Column("steps", Labels(da="Planlagte led", en="Planned steps")),
        Column("cases", Labels(da="Sager", en="Cases")),
        Column("whole_way", Labels(da="Hele vejen", en="Whole way")),
        Column(
            "unknown",
            Labels(da="Ukendt (led uden for samlingen)", en="Unknown (steps outside the collection)"),
        ),
        Column("n", Labels(da="Kendt", en="Known")),
        Column(
            "share_whole_way", Labels(da="Andel hele vejen af kendte", en="Share whole way of those known")
        ),
        Column("mean_handled", Labels(da="Behandlede led i snit", en="Mean steps handled")),
    )
    by_length: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    for steps, handled, outside in longest.values():
        by_length[steps].append((handled, outside < 0))
    found: list[tuple[Value, ...]] = []
    for steps, cases in sorted(by_length.items()):
        whole = sum(handled == steps for handled, _ in cases)
        unknown = sum(outside for _, outside in cases)
        known = len(cases) - unknown
        mean = share(sum(handled for handled, _ in cases), len(cases))
        found.append((steps, len(cases), whole, unknown, known, share(whole, known), mean))
    parameters: dict[str, Value] = {
        "cases": len(longest),
        "unknown": sum(outside < 0 for _, _, outside in longest.values()),
    }
    return Table(columns, tuple(found), parameters, (text, load(NUMBERS).text))
