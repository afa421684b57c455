"""Municipalities side by side: what their minutes say, each figure with the number it rests on.

What is compared is minutes, not municipalities: one that publishes the minutes of its council alone is
another than one that publishes those of every board. So the coverage stands beside each figure, and a share
of few is none.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median

from graph.analysis.asking import Progress, Scope, bound, rows
from graph.analysis.cases import NUMBERS, Lifetime, lifetimes
from graph.analysis.survival import FEWEST
from graph.analysis.table import Column, Table, Value, rounded, share
from graph.base.labels import Labels
from graph.ontology.iris import code_of, municipality_of_case
from graph.queries.named import load
from graph.store.base import QueryStore

COVERAGE, ITEMS, OUTCOMES = "municipality_coverage", "municipality_items", "municipality_outcomes"
KLE, RECOMMENDATIONS, HANDLINGS = "municipality_kle", "municipality_recommendations", "case_handlings"
_COUNTED = (COVERAGE, ITEMS, OUTCOMES, KLE, RECOMMENDATIONS)
QUERIES = (*_COUNTED, HANDLINGS, NUMBERS)
FIGURES = {
    "meetings": Labels(da="Møder med referat", en="Meetings with minutes"),
    "bodies": Labels(da="Organer med referat", en="Bodies with minutes"),
    "first": Labels(da="Første møde", en="First meeting"),
    "last": Labels(da="Seneste møde", en="Latest meeting"),
    "read": Labels(da="Andel af teksten, der er læst", en="Share of the text that was read"),
    "closed": Labels(da="Andel lukkede punkter", en="Share of closed items"),
    "followed": Labels(da="Andel fulgte indstillinger", en="Share of recommendations followed"),
    "days_between": Labels(da="Dage mellem behandlinger (median)", en="Days between handlings (median)"),
    "outcome": Labels(da="Andel af beslutningernes udfald", en="Share of the outcomes of decisions"),
    "kle": Labels(da="Andel i KLE-hovedgruppen", en="Share in the main group of KLE"),
}
"""What is told of each, in order."""

Row = tuple[Value, ...]
Counts = dict[str, dict[str, int]]
"""Municipality -> code -> how many."""

_COLUMNS = (
    Column("municipality", Labels(da="Kommune", en="Municipality")),
    Column("figure", Labels(da="Tal", en="Figure")),
    Column("of", Labels(da="Af", en="Of")),
    Column("value", Labels(da="Værdi", en="Value")),
    Column("n", Labels(da="Antal, tallet hviler på", en="Number it rests on")),
)
_FOLLOWED = ("fulgt", "fulgt-med-tilfoejelse")
_COMPARABLE = (*_FOLLOWED, "aendret", "ikke-fulgt")


def municipalities(store: QueryStore, scope: Scope, told: Progress) -> Table:
    """A row for each municipality and figure: the IRI, the figure, of which outcome or group it is (empty for
    one of all), its value (``None`` where it rests on fewer than :data:`FEWEST`), and the number it rests
    on."""
    texts = {name: bound(load(name), scope) for name in _COUNTED}

    def counted(name: str, key: str, number: str) -> Counts:
        found: Counts = defaultdict(dict)
        for row in rows(store, texts[name], told):
            found[row["municipality"].value][code_of(row[key].value)] = int(row[number].value)
        return found

    openness, outcomes = counted(ITEMS, "openness", "items"), counted(OUTCOMES, "outcome", "decisions")
    followed, groups = counted(RECOMMENDATIONS, "comparison", "decisions"), counted(KLE, "group", "items")
    read = lifetimes(store, scope, told)
    days = _days_between(read.cases)
    found: list[Row] = []
    for row in rows(store, texts[COVERAGE], told):
        iri, meetings = row["municipality"].value, int(row["meetings"].value)
        comparable = {code: followed[iri].get(code, 0) for code in _COMPARABLE}
        found += [
            (iri, "meetings", "", meetings, meetings),
            (iri, "bodies", "", int(row["bodies"].value), meetings),
            (iri, "first", "", row["from"].value, meetings),
            (iri, "last", "", row["to"].value, meetings),
            (iri, "read", "", rounded(float(row["read"].value)), meetings),
            (iri, "closed", "", *_share(openness[iri].get("lukket", 0), openness[iri].values())),
            (iri, "followed", "", *_share(sum(comparable[one] for one in _FOLLOWED), comparable.values())),
            (iri, "days_between", "", _median(days[iri]), len(days[iri])),
            *_shares(iri, "outcome", outcomes[iri]),
            *_shares(iri, "kle", groups[iri]),
        ]
    return Table(_COLUMNS, tuple(found), {"fewest": FEWEST}, (*texts.values(), *read.queries))


def _days_between(cases: Iterable[Lifetime]) -> Mapping[str, list[int]]:
    """Municipality -> the days between one handling of a case and the next."""
    days: dict[str, list[int]] = defaultdict(list)
    for life in cases:
        handled = sorted({day for day, _ in life.handlings.values()})
        own = str(municipality_of_case(life.case).municipality_itself())
        days[own] += [(later - earlier).days for earlier, later in pairwise(handled)]
    return days


def _share(part: int, counts: Iterable[int]) -> tuple[float | None, int]:
    """The part of all that is counted, and how many they are."""
    whole = sum(counts)
    return (share(part, whole) if whole >= FEWEST else None), whole


def _shares(iri: str, figure: str, counts: Mapping[str, int]) -> Iterator[Row]:
    """The share of each kind, the most frequent first."""
    for code, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        yield iri, figure, code, *_share(count, counts.values())


def _median(days: Sequence[int]) -> float | None:
    return float(median(days)) if len(days) >= FEWEST else None
