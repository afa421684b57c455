"""How far the collection reaches: each body's last meeting, what is missing, and what was turned away.

Nothing here tells more of a file that was not published than its meeting, where it is known, and the codes
of its findings: its name and its words may be what it was turned away for.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Any

import pyoxigraph as ox

from graph import queries
from graph.shelf import Release
from graph.store import Store

_FEWEST = 5  # meetings that can show a cadence
_IRREGULAR = 2  # times the usual interval


@dataclass(frozen=True, slots=True)
class Gap:
    """Two meetings in a row that are further apart than is usual for their body."""

    first: date
    second: date

    @property
    def days(self) -> int:
        return (self.second - self.first).days


@dataclass(frozen=True, slots=True)
class Missing:
    """A meeting that so many items cite, and whose minutes are not there."""

    meeting: str
    day: date
    citations: int


@dataclass(frozen=True, slots=True)
class BodyStatus:
    """What is there of a body's meetings. ``interval`` is the median of days between two of them, and
    ``None`` where they are too few to tell."""

    body: str
    label: str
    meetings: int
    last_meeting: str
    last_day: date
    interval: float | None
    gaps: tuple[Gap, ...]
    missing: tuple[Missing, ...]

    def age(self, today: date) -> int:
        """Days since the last meeting."""
        return (today - self.last_day).days

    def overdue(self, today: date) -> bool:
        """Whether the next minutes should have been there by the body's cadence."""
        return self.interval is not None and self.age(today) > _IRREGULAR * self.interval


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """A file that was not published: ``quarantined`` or ``unreadable``, the meeting if it is known, and the
    codes of the findings that barred it."""

    status: str
    meeting: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a release. ``created`` is ISO 8601 in UTC; ``withdrawn`` counts the tombstones."""

    release: str
    created: str
    software: str
    ontology: str
    published: int
    withdrawn: int
    bodies: tuple[BodyStatus, ...]
    turned_away: tuple[TurnedAway, ...]


def status(release: Release, store: Store) -> Status:
    """The state of a release whose store is open."""
    manifest = release.manifest
    return Status(
        release=release.id,
        created=release.created,
        software=manifest.get("software", ""),
        ontology=manifest.get("ontology", ""),
        published=manifest["totals"]["published"],
        withdrawn=len(manifest.get("withdrawn", [])),
        bodies=tuple(_bodies(store)),
        turned_away=tuple(sorted(_turned_away(release), key=lambda one: (one.meeting, one.codes))),
    )


def _bodies(store: Store) -> Iterator[BodyStatus]:
    missing: dict[str, list[Missing]] = {}
    for row in _rows(store, "missing_meetings"):
        one = Missing(row["meeting"], date.fromisoformat(row["date"]), int(row["citations"]))
        missing.setdefault(row["body"], []).append(one)
    held: dict[tuple[str, str], list[tuple[date, str]]] = {}
    for row in _rows(store, "status_meetings"):
        day = date.fromisoformat(row["date"])
        held.setdefault((row["body"], row["label"]), []).append((day, row["meeting"]))
    for (body, label), meetings in held.items():
        days = sorted(day for day, _ in meetings)
        last_day, last = max(meetings)
        interval = usual_interval(days)
        yield BodyStatus(
            body=body,
            label=label,
            meetings=len(meetings),
            last_meeting=last,
            last_day=last_day,
            interval=interval,
            gaps=tuple(gaps(days, interval)),
            missing=tuple(missing.get(body, ())),
        )


def usual_interval(days: Sequence[date]) -> float | None:
    """The median of days between meetings, given their dates in order; ``None`` for too few of them."""
    if len(days) < _FEWEST:
        return None
    return median((second - first).days for first, second in pairwise(days))


def gaps(days: Sequence[date], interval: float | None) -> Iterator[Gap]:
    """The gaps above twice the usual interval."""
    if interval is not None:
        found = (Gap(first, second) for first, second in pairwise(days))
        yield from (gap for gap in found if gap.days > _IRREGULAR * interval)


def _turned_away(release: Release) -> Iterator[TurnedAway]:
    for entry in release.manifest["documents"]:
        if entry["status"] in ("quarantined", "unreadable"):
            found = release.findings[entry["file"]]
            codes = {record["code"] for record in found if record["severity"] == "violation"}
            meeting = str(entry["graph"] or "").removesuffix("/referat")
            yield TurnedAway(entry["status"], meeting, tuple(sorted(codes)))


def _rows(store: Store, name: str) -> Iterator[Mapping[str, str]]:
    results: Any = store.query(queries.load(name).text)
    assert isinstance(results, ox.QuerySolutions)
    names = [variable.value for variable in results.variables]
    for row in results:
        yield {name: row[name].value for name in names}
