"""What each release created, updated and deleted, put down in its log, so that others can follow.

Whoever has the graph as it was after some segment, and applies the segments after that, has the graph as it
is: each version replaces all that was told of its thing (:mod:`graph.release.entities`).
"""

import json
import re
import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from graph.base.config import OperatorError
from graph.ontology.iris import whole
from graph.ontology.terms import PROV
from graph.release.archive import Release
from graph.release.change_log import (
    Change,
    Kind,
    Log,
    Segment,
    SegmentWriter,
    file_name,
    packed,
    take_over,
    write_list,
)
from graph.release.entities import Descriptions, Told, describe_entity, roots
from graph.release.integrity import damaged
from graph.store.oxigraph import Store

FOLDER = "changes"

Difference = tuple[Kind, str, list[str], list[str]]
"""A kind of change, the thing, and the lines of N-Triples there are and there were."""


def last_logged(releases: Sequence[Release], base_iri: str, whole: Release | None = None) -> Release | None:
    """The latest release of a site that is whole: its store is the state at the end of its log.

    That is not the current one after a rollback, for whoever follows has heard of all that there was.
    ``whole`` is not read again: it was, its store and its log perhaps some days ago
    (:mod:`graph.release.last_look`).
    """
    for release in reversed(releases):
        try:
            Log(release.path / FOLDER)
            if not (whole and whole.id == release.id) and damaged(release, ("store/", f"{FOLDER}/")):
                continue
            Store.open_read_only(release.store).close()
            if release.manifest.base_iri == base_iri:
                return release
        except (OSError, ValueError, OperatorError):  # damaged, or older than the log
            continue
    return None


def append(
    folder: Path,
    store: Store,
    descriptions: Descriptions,
    since: Release | None,
    touched: Iterable[str] | None,
    number: int,
    now: str,
) -> None:
    """Write the log of a release in the making: that of ``since``, and what is other in ``store``, which has
    the ``descriptions``, than there.

    ``touched`` are subjects beside which nothing can be other; ``None`` when that is not known. ``number`` is
    that of the release, ``now`` its time (ISO 8601 in UTC). A release that changes nothing adds no segment.
    """
    log = folder / FOLDER
    log.mkdir()
    segments: list[Segment] = []
    if since is None:
        differences = _all_differences(store, descriptions, None)
        segments = _written(log, segments, differences, number, now)
    else:
        segments = Log(since.path / FOLDER).segments
        take_over(since.path / FOLDER, log)
        with Store.open_read_only(since.store) as before:
            if touched is None:
                differences = _all_differences(store, descriptions, before)
            else:
                things = sorted({whole(subject)[0] for subject in touched})
                differences = _differences(lambda root: describe_entity(store, root), before, things)
            segments = _written(log, segments, differences, number, now)
    write_list(log, segments)


def _written(
    log: Path, segments: list[Segment], differences: Iterable[Difference], number: int, now: str
) -> list[Segment]:
    """The segments with one more, if there is any difference."""
    last = segments[-1] if segments else None
    first = last.first + last.changes if last else 1
    number = max(number, last.number + 1 if last else 1)
    path = log / file_name(number)
    with closing(SegmentWriter(path, first)) as writer:
        for difference in differences:
            writer.add(*difference)
    if not writer.changes:
        path.unlink()
        return segments
    return [*segments, Segment(number, _after(last, now), first, writer.changes, writer.pages)]


def _after(last: Segment | None, now: str) -> str:
    """A time to the millisecond, later than that of the last segment even if the clock is not."""
    time = datetime.fromisoformat(now).astimezone(UTC)
    if last:
        time = max(time, datetime.fromisoformat(last.time) + timedelta(milliseconds=1))
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _differences(
    told: Callable[[str], Told], before: Store | None, things: Iterable[str]
) -> Iterator[Difference]:
    for root in things:
        now = told(root)
        then: Told = {} if before is None else describe_entity(before, root)
        for thing in sorted(now.keys() | then.keys()):
            new, old = now.get(thing, []), then.get(thing, [])
            if new != old:
                yield _kind(thing, new, old), thing, new, old


def _kind(thing: str, new: Sequence[str], old: Sequence[str]) -> Kind:
    """What was done to a thing: one of which only a tombstone is left was deleted, too."""
    tombstone = f"<{thing}> <{PROV.wasInvalidatedBy}> "

    def is_there(lines: Sequence[str]) -> bool:
        return bool(lines) and not any(line.startswith(tombstone) for line in lines)

    if not is_there(new):
        return "Delete"
    return "Update" if is_there(old) else "Create"


def _all_differences(store: Store, descriptions: Descriptions, before: Store | None) -> Iterator[Difference]:
    yield from _differences(descriptions.describe, before, roots(store, store.graphs()))
    if before is not None:  # an empty one is as good, and to count it takes its time
        gone = (root for root in roots(before, before.graphs()) if not describe_entity(store, root))
        yield from _differences(lambda root: {}, before, gone)


def purge(folder: Path) -> int:
    """Take what a release withdraws or closes out of the log of that release in the making, physically;
    returns how many versions.

    Removed are all earlier versions of what the last segment changes, and of all else those that are not
    the latest: what is withdrawn or closed may have stood in any of them. Whoever replays the log still
    ends with the graph as it is. Files that other releases share stay as they are. What is written anew gets
    a sum of its own, so the log that this one began with must have been read whole just now.
    """
    log = Log(folder / FOLDER)
    later: set[str] = set()
    removed = 0
    for place, segment in reversed(list(enumerate(log.segments))):
        if later:
            removed += _purge_segment(log, segment, later)
        if place:  # what the first one tells of has no earlier version
            later.update(change.thing for change in _all(log, segment))
    return removed


def has_told(folder: Path, iri: str) -> bool:
    """Whether the log of a release has ever told anything of a thing, or named it."""
    log = Log(folder / FOLDER)
    named = re.compile(rf"<{re.escape(iri)}[>/#]")
    return any(named.search(change.triples) for segment in log.segments for change in _all(log, segment))


def _all(log: Log, segment: Segment) -> Iterator[Change]:
    for page in range(1, segment.pages + 1):
        yield from log.page(segment, page)


def _purge_segment(log: Log, segment: Segment, later: Collection[str]) -> int:
    """Remove the versions that have ``later`` ones from a segment, in a file of its own; returns how many."""
    path = log.file(segment)
    fresh = path.with_name(f".{path.name}")
    removed = 0
    for page in log.pages_of(segment, later):
        kept = log.page(segment, page)
        gone = [change for change in kept if change.thing in later]
        if gone:
            if not removed:
                shutil.copyfile(path, fresh)
            _remove(fresh, page, [change for change in kept if change not in gone], gone)
            removed += len(gone)
    if removed:
        with closing(sqlite3.connect(fresh)) as database:
            database.execute("VACUUM")
        fresh.replace(path)
    return removed


def _remove(path: Path, page: int, kept: list[Change], gone: list[Change]) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA secure_delete = ON")
        database.execute("UPDATE page SET entries = ? WHERE number = ?", (packed(kept), page))
        sequences = json.dumps([change.sequence for change in gone])
        database.execute("DELETE FROM about WHERE sequence IN (SELECT value FROM json_each(?))", (sequences,))
