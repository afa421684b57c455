"""The catalogue of a FirstAgenda site: its bodies and their meetings, each an entry of few facts.

A meeting's id does not last: minutes that are published again have another. What lasts is the body, without
the period in its name, and when the meeting began.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Literal

PATH = "/api/agenda/udvalgsliste"

Kind = Literal["minutes", "closed minutes", "supplement", "agenda"]

_GUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_PERIOD = re.compile(r"(?<!\s)\s*+\d{4}\s*[-–](?:\s*(?:\d{4}|og frem))?\s*$")
_SUPPLEMENT = re.compile(r"till(?:æ|ae)g", re.IGNORECASE)
_CLOSED = re.compile(r"lukke(?:t|de)\b", re.IGNORECASE)
_MOST = 500_000  # entries of a catalogue


class CatalogueError(ValueError):
    """An answer that is no catalogue."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting as the catalogue has it, the texts as they are there, the id in small letters."""

    id: str
    body: str
    name: str
    start: str
    end: str
    released: str
    minutes: bool
    supplementary: bool

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Entry":
        """The entry that :meth:`told` gave."""
        return cls(**told)

    def told(self) -> dict[str, Any]:
        """Its facts, for the journal."""
        return asdict(self)

    @property
    def kind(self) -> Kind:
        """What kind of document it is: the name tells supplements, and a flag that is no name the minutes,
        for many municipalities call these *Dagsorden*."""
        if self.supplementary or _SUPPLEMENT.match(self.name):
            return "supplement"
        if not self.minutes:
            return "agenda"
        return "closed minutes" if _CLOSED.match(self.name) else "minutes"

    @property
    def meeting(self) -> tuple[str, str]:
        """What the meeting is known by, whatever its id: the body without its period, and the start."""
        return body_name(self.body).casefold(), instant(self.start)


def body_name(name: str) -> str:
    """The name of a body without the period it is elected for."""
    return _PERIOD.sub("", " ".join(name.split())).lstrip(".").strip()


def begun(entry: Entry) -> datetime | None:
    """When a meeting began, if its entry says so in a way that can be read."""
    try:
        time = datetime.fromisoformat(entry.start)
    except ValueError:
        return None
    return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)


def instant(start: str) -> str:
    """A start told in one way, whatever its offset; as it stands where it cannot be read."""
    try:
        time = datetime.fromisoformat(start)
    except ValueError:
        return start
    return (time.astimezone(UTC) if time.tzinfo else time).isoformat()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The entries by their id, how many bodies there are, and how many entries could not be read."""

    entries: Mapping[str, Entry]
    bodies: int
    unreadable: int


def read(told: object) -> Catalogue:
    """The catalogue that an answer is; raises :class:`CatalogueError` when it is none, or has no bodies."""
    groups = told.get("Udvalg") if isinstance(told, dict) else None
    if not isinstance(groups, dict):
        raise CatalogueError("it is no catalogue: there is no Udvalg in it")
    bodies = [body for group in groups.values() if isinstance(group, list) for body in group]
    if not bodies:
        raise CatalogueError("the catalogue is empty")
    entries: dict[str, Entry] = {}
    unreadable = 0
    for body in bodies:
        for entry in _entries(body):
            if entry is None or len(entries) > _MOST:
                unreadable += 1
            else:
                entries[entry.id] = entry
    return Catalogue(entries, len(bodies), unreadable)


def _entries(body: object) -> Iterator[Entry | None]:
    """The entries of a body, each that is none as ``None``."""
    if not isinstance(body, dict) or not isinstance(body.get("Moeder"), list | None):
        yield None
        return
    for meeting in body.get("Moeder") or ():
        identity = meeting.get("Id") if isinstance(meeting, dict) else None
        if not isinstance(identity, str) or not _GUID.fullmatch(identity.lower()):
            yield None
            continue
        yield Entry(
            id=identity.lower(),
            body=_text(body, "Navn"),
            name=_text(meeting, "Navn"),
            start=_text(meeting, "MeetingBeginUtc") or _text(meeting, "Dato"),
            end=_text(meeting, "MeetingEndUtc"),
            released=_text(meeting, "ReleasedDate"),
            minutes=meeting.get("Afsluttet") is True,
            supplementary=meeting.get("IsSupplementaryAgenda") is True,
        )


def _text(told: Mapping[str, Any], key: str) -> str:
    value = told.get(key)
    return value.strip() if isinstance(value, str) else ""
