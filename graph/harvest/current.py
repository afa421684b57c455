"""``current/``: the newest version of each meeting's minutes, one file each, and nothing else.

A file is the answer with what the catalogue alone says of the meeting put where the answer has null, with the
items of closed minutes of the same meeting behind the open ones, and with a key of ours, ``Sagsgraf``: the
host, the ids that the meeting had before, those of the closed minutes, and since when it is gone, if it is.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from graph.base.config import Config
from graph.base.files import write_whole
from graph.harvest import meeting
from graph.harvest.catalogue import Entry, Kind, body_name
from graph.harvest.journal import Known, State
from graph.ontology.iris import slug
from graph.readers.firstagenda import HARVESTED

FOLDER = "current"


def write(folder: Path, state: State, load: Callable[[Known], dict[str, Any] | None], config: Config) -> int:
    """Bring the folder up to date; how many files were written or removed.

    ``load`` gives the version held of a meeting, or ``None`` when there is no such file.
    """
    kept: set[Path] = set()
    changed = 0
    for known, closed in chosen(state, config):
        path = folder / file_name(known.entry)
        kept.add(path)
        told = load(known)
        if told is None:
            continue
        parts = {one.entry.id: part for one in closed if (part := load(one)) is not None}
        for part in parts.values():
            _append(told, part)
        told = _told(told, known, state, list(parts))
        data = json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode()
        if not path.exists() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, data)
            changed += 1
    for path in sorted(folder.glob("*/*.json")):
        if path not in kept:
            path.unlink()
            changed += 1
    return changed


def file_name(entry: Entry) -> str:
    """The name of a meeting's file: its body, its start, and its id, which tells two of them apart."""
    start = "".join(letter for letter in entry.start[:16] if letter.isdigit())
    return f"{slug(body_name(entry.body))}/{start or 'uden-dato'}-{entry.id}.json"


def chosen(state: State, config: Config) -> Iterator[tuple[Known, list[Known]]]:
    """The meetings whose version held is the newest of its kind.

    That is minutes, each with the closed minutes of the same meeting, those of its supplements, and where
    agendas are wanted those of meetings that have no minutes yet. A version stays until the one that takes
    its place is held.
    """
    meetings: dict[tuple[str, str], list[Known]] = {}
    for known in state.meetings.values():
        if known.held and not known.personal and _stays(known, state, config):
            meetings.setdefault(known.entry.meeting, []).append(known)
    for versions in meetings.values():
        minutes = _newest(versions, "minutes")
        closed = _newest(versions, "closed minutes")
        if minutes:
            yield minutes.pop(), closed
            closed = []
            # Those of supplements that were no more than agendas the minutes hold.
            minutes = [one for one in _newest(versions, "supplement") if (one.as_held or one.entry).minutes]
        elif config.harvest_agendas:
            minutes = _newest(versions, "agenda", "supplement")
        yield from ((one, []) for one in (*minutes, *closed))


def _kind(known: Known) -> Kind:
    return (known.as_held or known.entry).kind


def _stays(known: Known, state: State, config: Config) -> bool:
    if known.by:
        successor = state.meetings[known.by]
        return not successor.held or successor.personal
    return not known.gone or config.harvest_gone == "keep"


def _newest(versions: Iterable[Known], *kinds: Kind) -> list[Known]:
    """Of the documents of some kinds and of one name the one that was released last, or listed last."""
    newest: dict[str, Known] = {}
    for known in sorted(versions, key=lambda known: (known.entry.released, known.first, known.entry.id)):
        if _kind(known) in kinds:
            newest[f"{_kind(known)} {known.entry.name.casefold()}"] = known
    return list(newest.values())


def _append(told: dict[str, Any], closed: dict[str, Any]) -> None:
    """Put the items of closed minutes behind the open ones, each in the form that says that it is closed, but
    for those that the open minutes name themselves."""
    items = told["Dagsordenpunkter"]
    named = {_name(item) for item in items if meeting.is_closed(item, tells_open=True)}
    last = max((place for item in items if isinstance(place := item.get("Sorting"), int)), default=len(items))
    for item in closed["Dagsordenpunkter"]:
        if _name(item) not in named:
            last += 1
            items.append({**item, "Sorting": last, "Felter": [meeting.CLOSED_FIELD]})


def _name(item: dict[str, Any]) -> tuple[str, str]:
    title = " ".join(str(item.get("Caption") or item.get("Navn") or "").split()).casefold()
    number = str(item.get("CaseNumber") or item.get("SagsNummer") or "").strip()
    return meeting.without_mark(title), number


def _told(told: dict[str, Any], known: Known, state: State, parts: list[str]) -> dict[str, Any]:
    entry = known.as_held or known.entry
    head = told.get("Moede")
    if isinstance(head, dict):
        for key, value in (
            ("Navn", entry.name),
            ("MeetingEndUtc", entry.end),
            ("ReleasedDate", entry.released),
        ):
            if value and not head.get(key):
                head[key] = value
        if not entry.minutes and head.get("Afsluttet"):  # which the catalogue has taken back
            head["Afsluttet"] = False
    ours: dict[str, Any] = {"Host": state.host, "FormerIds": sorted(_former(known.entry.id, state))}
    if parts:
        ours["ClosedIds"] = sorted(parts)
    if known.gone:
        ours["Gone"] = known.gone.date().isoformat()
    return {**told, HARVESTED: ours}


def _former(identity: str, state: State) -> Iterator[str]:
    """The ids whose place a meeting took, and those whose place these took."""
    for known in state.meetings.values():
        if known.by == identity:
            yield known.entry.id
            yield from _former(known.entry.id, state)
