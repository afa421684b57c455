"""How long it takes until cases are decided, counting those that are not yet (Kaplan and Meier 1958).

The clock starts on the day of a case's first handling. It stops when the case is decided, on the day of its
last handling (:mod:`graph.analysis.cases`). Others are censored: one that is still open on the day until
which it would have been seen, which a gap without minutes ends; one that was closed or lost sight of on the
day of its last handling. That is informative: such a case may well be decided sooner, or later, than those
that are seen, and the estimate cannot know. A case handled once has no duration and is not in it. A case that
began before the minutes begin is seen too late, and so is one that began before the period.
"""

import warnings
from collections import Counter
from typing import Any

from graph.analysis.asking import Progress, Scope
from graph.analysis.cases import GAP, days_with_minutes, lifetimes, seen_until
from graph.analysis.table import DIGITS, Column, Table, Value
from graph.base.labels import Labels
from graph.store.base import QueryStore

CONFIDENCE = 0.95
FEWEST = 10
"""Cases of which an estimate can be made; of fewer it is said that they are too few."""

_COLUMNS = (
    Column("days", Labels(da="Dage", en="Days")),
    Column("at_risk", Labels(da="Sager under behandling", en="Cases at risk")),
    Column("decided", Labels(da="Afgjort", en="Decided")),
    Column("censored", Labels(da="Censureret", en="Censored")),
    Column("survival", Labels(da="Andel endnu ikke afgjort", en="Share not yet decided")),
    Column("low", Labels(da="Nedre grænse", en="Lower bound")),
    Column("high", Labels(da="Øvre grænse", en="Upper bound")),
)


def case_survival(store: QueryStore, scope: Scope, told: Progress) -> Table:
    """A row for each number of days after which a case was decided or censored: how many cases were under way
    so long, and the estimated share that is not decided after that many days, with its confidence interval
    (Greenwood, on the log-log scale; ``None`` where it is undefined). The parameters tell the median: the
    days after which half are decided (``None`` when that is never seen). Of fewer than :data:`FEWEST` cases
    there are no rows."""
    read = lifetimes(store, scope, told)
    days, asked = days_with_minutes(store, scope, told)
    decided: Counter[int] = Counter()
    censored: Counter[int] = Counter()
    again = [life for life in read.cases if life.first < life.last]
    for life in again:
        end = seen_until(life, days) if life.status == "open" else life.last
        (decided if life.status == "decided" else censored)[(end - life.first).days] += 1
    told("case_survival", len(again))
    rows = survival(decided, censored) if len(again) >= FEWEST else []
    notes = {
        "da": f"For få: {len(again)} sager er behandlet på mere end én dag, og der skal være {FEWEST}.",
        "en": f"Too few: {len(again)} cases were handled on more than one day, and {FEWEST} are needed.",
    }
    parameters: dict[str, Value] = {
        "cases": len(again),
        "handled_once": len(read.cases) - len(again),
        "decided": decided.total(),
        "censored": censored.total(),
        "fewest_cases": FEWEST,
        "gap_days": GAP,
        "end": read.end.isoformat() if read.cases else None,
        "confidence": CONFIDENCE,
        "median_days": next((days for days, _, _, _, share, *_ in rows if share <= 0.5), None),
    }
    return Table(_COLUMNS, tuple(rows), parameters, (*read.queries, asked), {} if rows else notes)


Row = tuple[int, int, int, int, float, float | None, float | None]


def survival(decided: Counter[int], censored: Counter[int]) -> list[Row]:
    """The Kaplan-Meier estimate from how many cases were decided, and censored, after how many days; the
    rows of :func:`case_survival`. A case censored on a day counts as under way on it."""
    if not decided and not censored:
        return []
    # scipy.stats takes a second and 60 MB to import, which who only looks at the list of measures is spared.
    from scipy.stats import CensoredData, ecdf

    data: CensoredData = CensoredData(
        uncensored=sorted(decided.elements()), right=sorted(censored.elements())
    )
    function = ecdf(data).sf
    with warnings.catch_warnings():  # of bounds that are undefined, which are None below
        warnings.simplefilter("ignore", RuntimeWarning)
        interval: Any = function.confidence_interval(CONFIDENCE, method="log-log")
    rows: list[Row] = []
    left = total = decided.total() + censored.total()
    points = zip(
        function.quantiles,
        function.probabilities,
        interval.low.probabilities,
        interval.high.probabilities,
        strict=True,
    )
    for days, share, low, high in points:
        at = int(days)
        rows.append(
            (
                at,
                left,
                decided[at],
                censored[at],
                _digits(share, total),
                _bound(low, total),
                _bound(high, total),
            )
        )
        left -= decided[at] + censored[at]
    return rows


def _bound(value: float, total: int) -> float | None:
    return None if value != value else _digits(value, total)  # not a number: undefined


def _digits(value: float, total: int) -> float:
    """An estimate from so many cases, without digits that they do not carry."""
    return round(value, min(DIGITS, max(3, len(str(total)))))
