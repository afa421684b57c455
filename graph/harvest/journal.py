"""The journal of a harvest: one line of JSON for each request and each thing that was found out.

It is the only memory there is. What is known of a site is told by its lines from the first to the last, so
whoever is killed goes on from the last whole line.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from graph.base.config import OperatorError
from graph.base.files import Closing
from graph.harvest.catalogue import Entry

Line = dict[str, Any]


@dataclass
class Known:
    """What is known of a meeting's entry.

    ``entry`` is how the catalogue has it, ``first`` and ``last`` when it was first and last listed in a whole
    catalogue. ``held`` is the SHA-256 of the version in ``raw/`` and ``as_held`` the entry it was fetched
    for; ``checked`` is when that was, ``failures`` and ``failed`` how often it could not be had since and
    when last. ``missing`` is since when it is listed no more, ``by`` the meeting that took its place,
    ``gone`` when it was given up. ``personal`` tells that the version held is not to be published.
    """

    entry: Entry
    first: datetime
    last: datetime
    held: str = ""
    as_held: Entry | None = None
    checked: datetime | None = None
    failures: int = 0
    failed: datetime | None = None
    missing: datetime | None = None
    by: str = ""
    gone: datetime | None = None
    personal: bool = False


@dataclass
class State:
    """What is known of a site: its meetings by their id, how many bodies its last whole catalogue had, until
    when it is left alone, and whether its items say truly that they are open."""

    host: str = ""
    meetings: dict[str, Known] = field(default_factory=dict)
    bodies: int = 0
    left_until: datetime | None = None
    tells_open: bool = False

    def take(self, line: Line) -> None:
        """Learn what a line of the journal says."""
        time = datetime.fromisoformat(line["time"])
        match line.get("event", ""):
            case "began":
                self.host = line["host"]
            case "listed":
                self._list(Entry.of(line["entry"]), time)
            case "catalogue":
                self.bodies = line["bodies"]
                for known in self.meetings.values():
                    if not known.missing and not known.by:
                        known.last = time
            case "left":
                self.left_until = datetime.fromisoformat(line["until"])
            case "opens":
                self.tells_open = True
            case "":
                pass  # a request that is none of a meeting's
            case event:
                self._take_of(self.meetings[line["meeting"]], event, line, time)

    def _list(self, entry: Entry, time: datetime) -> None:
        known = self.meetings.setdefault(entry.id, Known(entry, time, time))
        if known.entry != entry:  # it is worth another try
            known.failures, known.failed = 0, None
        known.entry = entry
        known.missing = known.gone = None
        known.by = ""

    def _take_of(self, known: Known, event: str, line: Line, time: datetime) -> None:
        match event:
            case "stored" | "same":
                known.held, known.checked, known.as_held = line["sha256"], time, known.entry
                known.failures, known.failed = 0, None
                known.personal = line.get("personal", False)
            case "failed":
                known.failures, known.failed = known.failures + 1, time
            case "missing":
                known.missing = time
            case "replaced":
                known.by = line["by"]
            case "gone":
                known.gone = time


class Journal(Closing):
    """The journal at a path, open for more; a last line that was cut off is taken away."""

    def __init__(self, path: Path) -> None:
        self.state = State()
        if path.exists():
            for line in _whole_lines(path):
                self.state.take(line)
        self._file = path.open("ab")

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def note(self, time: datetime, event: str = "", **facts: Any) -> None:
        """Write a line, which is on the disk when this returns, and learn from it."""
        line: Line = {"time": time.isoformat(timespec="milliseconds")}
        line |= {"event": event} if event else {}
        line |= facts
        self._file.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
        self._file.flush()
        if event != "listed":  # these come by the thousand, and the next line has them on the disk too
            os.fsync(self._file.fileno())
        self.state.take(line)


def _whole_lines(path: Path) -> Iterator[Line]:
    whole = 0
    with path.open("r+b") as file:
        for number, text in enumerate(file, start=1):
            if not text.endswith(b"\n"):
                break
            whole += len(text)
            try:
                yield json.loads(text)
            except ValueError:
                raise OperatorError(f"{path}: line {number} is damaged; put it back from a backup") from None
        file.truncate(whole)
