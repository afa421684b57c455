"""How long it takes until cases are decided, counting those that are not yet (Kaplan and Meier 1958).

The clock starts on the day of a case's first handling. It stops when the case is decided, on the day of its
last handling (:mod:`graph.lifetimes`). Others are censored: one that is still open on the last day that was
seen, one that was lost sight of on the day of its last handling. A case that began before the minutes
begin is seen too late, and so is one that began before the period.
"""

import warnings
from collections import Counter
from typing import Any

from graph.lifetimes import lifetimes
from graph.period import Asked, Period, Progress
from graph.table import Column, Table, Value, rounded

CONFIDENCE = 0.95

_COLUMNS = (
    Column("days", "Dage", "Days"),
    Column("at_risk", "Sager under behandling", "Cases at risk"),
    Column("decided", "Afgjort", "Decided"),
    Column("censored", "Censureret", "Censored"),
    Column("survival", "Andel endnu ikke afgjort", "Share not yet decided"),
    Column("low", "Nedre grænse", "Lower bound"),
    Column("high", "Øvre grænse", "Upper bound"),
)


def case_survival(store: Asked, period: Period, standing: bool, told: Progress) -> Table:
    """A row for each number of days after which a case was decided or censored: how many cases were under way
    so long, and the estimated share that is not decided after that many days, with its confidence interval
    (Greenwood, on the log-log scale; ``None`` where it is undefined). The parameters tell the median: the
    days after which half are decided (``None`` when that is never seen)."""
    read = lifetimes(store, period, standing, told)
    decided: Counter[int] = Counter()
    censored: Counter[int] = Counter()
    for life in read.cases:
        (decided if life.status == "decided" else censored)[life.days(read.end)] += 1
    told("case_survival", len(read.cases))
    rows = survival(decided, censored)
    parameters: dict[str, Value] = {
        "cases": len(read.cases),
        "decided": decided.total(),
        "censored": censored.total(),
        "end": read.end.isoformat() if read.cases else None,
        "confidence": CONFIDENCE,
        "median_days": next((days for days, _, _, _, share, *_ in rows if share <= 0.5), None),
    }
    return Table(_COLUMNS, tuple(rows), parameters, read.queries)


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
    left = decided.total() + censored.total()
    points = zip(
        function.quantiles,
        function.probabilities,
        interval.low.probabilities,
        interval.high.probabilities,
        strict=True,
    )
    for days, share, low, high in points:
        at = int(days)
        rows.append((at, left, decided[at], censored[at], rounded(share), _bound(low), _bound(high)))
        left -= decided[at] + censored[at]
    return rows


def _bound(value: float) -> float | None:
    return None if value != value else rounded(value)  # not a number: undefined
