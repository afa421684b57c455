"""``current/``: the newest version of each meeting's minutes, one file each, and nothing else.

A file is the answer with what the catalogue alone says of the meeting put where the answer has null, and a
key of ours, ``Sagsgraf``: the host, the ids that the meeting had before, and since when it is gone, if it is.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from graph.base.config import Config
from graph.base.files import write_whole
from graph.harvest.catalogue import Entry, Kind, body_name
from graph.harvest.journal import Known, State
from graph.ontology.iris import slug

FOLDER = "current"
OURS = "Sagsgraf"

_KINDS: tuple[tuple[Kind, ...], tuple[Kind, ...]] = (
    ("minutes", "closed minutes"),
    ("agenda", "supplement"),
)


def write(folder: Path, state: State, load: Callable[[Known], dict[str, Any] | None], config: Config) -> int:
    """Bring the folder up to date; how many files were written or removed.

    ``load`` gives the version held of a meeting, or ``None`` when there is no such file.
    """
    kept: set[Path] = set()
    changed = 0
    for known in chosen(state, config):
        path = folder / file_name(known.entry)
        kept.add(path)
        told = load(known)
        if told is None:
            continue
        data = json.dumps(_told(told, known, state), ensure_ascii=True, separators=(",", ":")).encode()
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


def chosen(state: State, config: Config) -> Iterator[Known]:
    """The meetings whose version held is the newest of its kind: minutes, and where agendas are wanted those
    of meetings that have no minutes yet. A version stays until the one that takes its place is held."""
    meetings: dict[tuple[str, str], list[Known]] = {}
    for known in state.meetings.values():
        if known.held and not known.personal and _stays(known, state, config):
            meetings.setdefault(known.entry.meeting, []).append(known)
    minutes, agendas = _KINDS
    for versions in meetings.values():
        published = list(_newest(one for one in versions if _kind(one) in minutes))
        if not any(_kind(one) == "minutes" for one in published) and config.harvest_agendas:
            published += _newest(one for one in versions if _kind(one) in agendas)
        yield from published


def _kind(known: Known) -> Kind:
    return (known.as_held or known.entry).kind


def _stays(known: Known, state: State, config: Config) -> bool:
    if known.by:
        successor = state.meetings[known.by]
        return not successor.held or successor.personal
    return not known.gone or config.harvest_gone == "keep"


def _newest(versions: Iterable[Known]) -> Iterator[Known]:
    """Of the documents of one name the one that was released last, or listed last."""
    newest: dict[str, Known] = {}
    for known in sorted(versions, key=lambda known: (known.entry.released, known.first, known.entry.id)):
        newest[f"{_kind(known)} {known.entry.name.casefold()}"] = known
    return iter(newest.values())


def _told(told: dict[str, Any], known: Known, state: State) -> dict[str, Any]:
    entry = known.as_held or known.entry
    meeting = told.get("Moede")
    if isinstance(meeting, dict):
        for key, value in (
            ("Navn", entry.name),
            ("MeetingEndUtc", entry.end),
            ("ReleasedDate", entry.released),
        ):
            if value and not meeting.get(key):
                meeting[key] = value
    ours: dict[str, Any] = {"Host": state.host, "FormerIds": sorted(_former(known.entry.id, state))}
    if known.gone:
        ours["Gone"] = known.gone.date().isoformat()
    return {**told, OURS: ours}


def _former(identity: str, state: State) -> Iterator[str]:
    """The ids whose place a meeting took, and those whose place these took."""
    for known in state.meetings.values():
        if known.by == identity:
            yield known.entry.id
            yield from _former(known.entry.id, state)
