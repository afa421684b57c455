"""What a catalogue means for what is held: what to fetch, what took the place of what, and what is gone."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from graph.base.config import OperatorError
from graph.harvest.catalogue import Catalogue, Entry, begun
from graph.harvest.journal import Known, State
from graph.harvest.visitor import DAY

SHARE = 0.05
"""The share of the meetings held that may go from one catalogue to the next."""

_RECENT = timedelta(days=90)  # minutes that young are looked at again
_AGAIN = timedelta(days=6) + DAY  # every week
_MOST_DAYS = 30  # between tries of one that cannot be had
_NAMED = 5  # meetings that a message names
_MEANT = "if it is meant so, harvest with --accept-gone"


@dataclass(frozen=True, slots=True)
class Absent:
    """A meeting that the catalogue lists no more; ``by`` is the one that took its place, if one did."""

    known: Known
    by: str


def check_whole(catalogue: Catalogue, state: State, absent: list[Absent], accepted: bool) -> str:
    """Why a catalogue is not whole, and so tells of nothing that is gone; empty when it is.

    Raises :class:`OperatorError` when it is, but more is gone than :data:`SHARE`, and that is not
    ``accepted``.
    """
    if catalogue.unreadable:
        return f"{catalogue.unreadable} entries of the catalogue cannot be read"
    if catalogue.bodies < state.bodies and not accepted:
        fewer = f"the catalogue has {catalogue.bodies} bodies and had {state.bodies}"
        return f"{fewer}; {_MEANT}"
    held = sum(1 for known in state.meetings.values() if known.held and not known.missing)
    going = [one.known.entry for one in absent if one.known.held and not one.by and not one.known.missing]
    going += retracted(catalogue, state)
    if len(going) > SHARE * held and not accepted:
        named = "; ".join(f"{entry.body} {entry.start[:10]}" for entry in going[:_NAMED])
        more = f"; and {len(going) - _NAMED} more" if len(going) > _NAMED else ""
        raise OperatorError(
            f"{len(going)} of the {held} meetings held are in the catalogue no more: {named}{more}; nothing "
            f"was fetched or taken away; {_MEANT}"
        )
    return ""


def retracted(catalogue: Catalogue, state: State) -> Iterator[Entry]:
    """The entries that are minutes no more."""
    for identity, entry in catalogue.entries.items():
        known = state.meetings.get(identity)
        if known and known.held and known.entry.minutes and not entry.minutes:
            yield entry


def absent(catalogue: Catalogue, state: State) -> list[Absent]:
    """The meetings known that the catalogue lacks, but for those whose place was taken before."""
    by_meeting: dict[tuple[str, str], list[Entry]] = {}
    for entry in catalogue.entries.values():
        by_meeting.setdefault(entry.meeting, []).append(entry)
    return [
        Absent(known, _successor(known, by_meeting.get(known.entry.meeting, []), state.meetings))
        for identity, known in state.meetings.items()
        if identity not in catalogue.entries and not known.by
    ]


def _successor(known: Known, others: list[Entry], meetings: Mapping[str, Known]) -> str:
    """The id of the entry that took a meeting's place: one of the same body and start, for minutes one of the
    same kind, that was not listed beside it, unless under the same name."""
    old = known.entry

    def fits(entry: Entry) -> bool:
        beside = entry.id in meetings and meetings[entry.id].first <= known.last
        kind = entry.kind == old.kind or (entry.kind == "minutes" and not old.kind.endswith("minutes"))
        return kind and (entry.name == old.name or not beside or entry.kind != old.kind)

    fitting = sorted(
        (entry.name == old.name, entry.kind == old.kind, entry.released, entry.id)
        for entry in others
        if fits(entry)
    )
    return fitting[-1][-1] if fitting else ""


def to_fetch(catalogue: Catalogue, state: State, now: datetime) -> list[Entry]:
    """The entries to ask for now: new or changed ones, and once a week minutes of the last 90 days; the
    newest meetings first. One that could not be had is tried again another day, and later each time."""
    wanted = [
        (entry.start, entry.id, entry)
        for entry in catalogue.entries.values()
        if _is_wanted(entry, state.meetings.get(entry.id), now)
    ]
    return [entry for _, _, entry in sorted(wanted, reverse=True)]


def failing(catalogue: Catalogue, state: State, wanted: Collection[Entry]) -> Iterator[Entry]:
    """The entries that could not be had and are not among those ``wanted`` now, in the order listed."""
    asked = {entry.id for entry in wanted}
    for identity, entry in catalogue.entries.items():
        known = state.meetings.get(identity)
        if known and known.failed and identity not in asked:
            yield entry


def _is_wanted(entry: Entry, known: Known | None, now: datetime) -> bool:
    if known is None:
        return True
    if known.failed:
        days = min(2 ** (known.failures - 1), _MOST_DAYS)
        return now - known.failed >= timedelta(days=days - 1) + DAY
    if not known.held or known.as_held is None or _facts(known.as_held) != _facts(entry):
        return True
    start = begun(entry)
    young = entry.minutes and start is not None and now - start <= _RECENT
    return young and known.checked is not None and now - known.checked >= _AGAIN


def _facts(entry: Entry) -> tuple[object, ...]:
    """What of an entry is other when the meeting may be."""
    return entry.name, entry.minutes, entry.supplementary, entry.released, entry.end
