"""The log of changes: one segment a release, never changed once it is written, and a list of the segments.

``changes/log.json`` lists the segments; ``changes/<number>.sqlite`` is one: the versions of things in pages,
and under which things each of them is to be found. A new release takes the segments over by hard links.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Literal

import pyoxigraph as ox
from rdflib import RDFS

from graph.base import files
from graph.ontology.iris import kind_of, place
from graph.ontology.terms import term
from graph.release import gzip_members
from graph.release.keyed_json import compact, in_lines

Kind = Literal["Create", "Update", "Delete"]

_PAGE_BYTES = 400_000  # of N-Triples; written as TriG a page then stays below what the server keeps
_PAGE_ENTRIES = 200
_SCHEMA = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA secure_delete = ON;
CREATE TABLE page (number INTEGER PRIMARY KEY, entries BLOB NOT NULL);
CREATE TABLE about (thing TEXT, sequence INTEGER, page INTEGER, kind TEXT, changed TEXT, label TEXT,
                    PRIMARY KEY (thing, sequence)) WITHOUT ROWID;
CREATE TABLE version (thing INTEGER, page INTEGER, PRIMARY KEY (thing, page)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Change:
    """A version of a thing: ``triples`` are all there are of it, as lines of N-Triples; once it is deleted
    those of its tombstone, or none. ``sequence`` numbers all changes of the log from 1; ``sha256`` is that of
    the triples."""

    sequence: int
    kind: Kind
    thing: str
    sha256: str
    triples: str


@dataclass(frozen=True, slots=True)
class Segment:
    """What one release changed: its number, its time (ISO 8601, UTC, later than that of the one before), the
    number of its first change, how many changes and how many pages (numbered from 1)."""

    number: int
    time: str
    first: int
    changes: int
    pages: int


@dataclass(frozen=True, slots=True)
class Noted:
    """A change as those who follow a thing hear of it; ``label`` is in Danish, empty of what is deleted."""

    segment: Segment
    page: int
    sequence: int
    kind: Kind
    thing: str
    label: str


class Log:
    """The log in a folder; raises :class:`OSError` for none, :class:`ValueError` for a damaged one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            listed = json.loads((folder / "log.json").read_text(encoding="utf-8"))["segments"]
            self.segments = [Segment(**entry) for entry in listed]
        except (KeyError, TypeError) as error:
            raise ValueError(f"{folder / 'log.json'} is not what was written") from error

    def segment(self, number: int) -> Segment | None:
        """The segment of that number, if there is one."""
        return next((segment for segment in self.segments if segment.number == number), None)

    def page(self, segment: Segment, page: int) -> list[Change]:
        """The changes on a page, in order; none for a page that is not there."""
        with closing(connect(self.file(segment))) as database:
            row = database.execute("SELECT entries FROM page WHERE number = ?", (page,)).fetchone()
        return list(unpacked(row[0])) if row else []

    def pages_of(self, segment: Segment, things: Iterable[str]) -> list[int]:
        """The pages that have versions of some things, or had; all of them in a segment that was written when
        none told on which page a thing is."""
        with closing(connect(self.file(segment))) as database:
            if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'version'").fetchone():
                return list(range(1, segment.pages + 1))
            found: set[int] = set()
            for thing in things:
                rows = database.execute("SELECT page FROM version WHERE thing = ?", (number_of(thing),))
                found.update(page for (page,) in rows)
        return sorted(found)

    def about(self, thing: str, most: int, below: str = "", before: int | None = None) -> list[Noted]:
        """The latest changes to follow a thing by, the last one first; of all meetings, items and cases for
        the empty word, or those whose IRIs begin so. ``before`` is the number of a change: only earlier ones
        are meant."""
        found: list[Noted] = []
        for segment in reversed(self.segments):
            end = segment.first + segment.changes
            with closing(connect(self.file(segment))) as database:
                rows = database.execute(
                    "SELECT page, sequence, kind, changed, label FROM about WHERE thing = ? AND sequence < ?"
                    " AND substr(changed, 1, ?) = ? ORDER BY sequence DESC LIMIT ?",
                    (thing, end if before is None else before, len(below), below, most - len(found)),
                )
                found += [Noted(segment, *row) for row in rows]
            if len(found) == most:
                break
        return found

    def since(self, thing: str, number: int) -> list[Noted]:
        """All changes to follow a thing by, as :meth:`about`, that segments after the one of a number have,
        the first one first."""
        found: list[Noted] = []
        for segment in (one for one in self.segments if one.number > number):
            with closing(connect(self.file(segment))) as database:
                rows = database.execute(
                    "SELECT page, sequence, kind, changed, label FROM about"
                    " WHERE thing = ? ORDER BY sequence",
                    (thing,),
                )
                found += [Noted(segment, *row) for row in rows]
        return found

    def earlier(self, things: Collection[str], number: int) -> dict[str, Change]:
        """The latest version of each of some things up to the segment of a number; none of one that is
        purged."""
        found: dict[str, Change] = {}
        for one in reversed([one for one in self.segments if one.number <= number]):
            for page in range(one.pages, 0, -1) if len(found) < len(things) else ():
                for change in reversed(self.page(one, page)):
                    if change.thing in things:
                        found.setdefault(change.thing, change)
        return found

    def file(self, segment: Segment) -> Path:
        return self._folder / file_name(segment.number)


def file_name(number: int) -> str:
    return f"{number:06}.sqlite"


def number_of(thing: str) -> int:
    """The number under which a segment notes a thing, by its IRI."""
    return int.from_bytes(sha256(thing.encode()).digest()[:8], "big", signed=True)


def connect(path: Path) -> sqlite3.Connection:
    """A finished segment, open for reading; raises :class:`sqlite3.Error`."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def write_list(folder: Path, segments: Sequence[Segment]) -> None:
    """Write the list of segments."""
    (folder / "log.json").write_bytes(in_lines({"segments": [asdict(segment) for segment in segments]}))


def take_over(old: Path, new: Path) -> None:
    """Begin a log as a copy of an earlier one, by hard links."""
    for segment in Log(old).segments:
        files.link_or_copy(old / file_name(segment.number), new / file_name(segment.number))


def packed(changes: Iterable[Change]) -> bytes:
    """A page as it is kept."""
    names = [field.name for field in fields(Change)]
    entries = ({name: getattr(change, name) for name in names} for change in changes)
    return gzip_members.member(b"".join(compact(entry) + b"\n" for entry in entries))


def unpacked(entries: bytes) -> Iterator[Change]:
    return (Change(**json.loads(line)) for line in gzip_members.unpacked(entries).splitlines())


class SegmentWriter:
    """Writes a segment, change by change; at most a page of them is held."""

    def __init__(self, path: Path, first: int) -> None:
        self.changes = self.pages = 0
        self._first = first
        self._waiting: list[Change] = []
        self._size = 0
        self._database = sqlite3.connect(path)
        self._database.executescript(_SCHEMA)

    def add(self, kind: Kind, thing: str, lines: Sequence[str], before: Sequence[str]) -> None:
        """Add a change of a thing to ``lines`` from ``before``, both sorted N-Triples."""
        text = "".join(f"{line}\n" for line in lines)
        if self._waiting and (self._size + len(text) > _PAGE_BYTES or len(self._waiting) == _PAGE_ENTRIES):
            self._end_page()
        sequence = self._first + self.changes
        self.changes += 1
        self._size += len(text)
        self._waiting.append(Change(sequence, kind, thing, sha256(text.encode()).hexdigest(), text))
        self._database.execute(
            "INSERT OR IGNORE INTO version VALUES (?, ?)", (number_of(thing), self.pages + 1)
        )
        row = (sequence, self.pages + 1, kind, thing, "" if kind == "Delete" else _label(thing, lines))
        self._database.executemany(
            "INSERT INTO about VALUES (?, ?, ?, ?, ?, ?)",
            ((one, *row) for one in sorted(_concerned(thing, lines, before))),  # the same bytes each time
        )

    def close(self) -> None:
        """Write what is left; the segment is whole then."""
        if self._waiting:
            self._end_page()
        self._database.commit()
        self._database.close()

    def _end_page(self) -> None:
        self.pages += 1
        self._database.execute("INSERT INTO page VALUES (?, ?)", (self.pages, packed(self._waiting)))
        self._waiting, self._size = [], 0


def _label(thing: str, lines: Iterable[str]) -> str:
    """The Danish label of a thing."""
    beginning = f"<{thing}> <{RDFS.label}> "
    found = (line for line in lines if line.startswith(beginning) and line.endswith("@da ."))
    parsed = (quad.object for line in found for quad in ox.parse(line, format=ox.RdfFormat.N_TRIPLES))
    return next((value.value for value in parsed if isinstance(value, ox.Literal)), "")


def _concerned(thing: str, lines: Sequence[str], before: Sequence[str]) -> set[str]:
    """What people follow that is concerned by a change: of a case the case; of a meeting or an item its body,
    the cases and units it speaks of or spoke of, and the posts and people it speaks of. All of these also
    under the empty word. What a meeting or item said of people before is nobody's to be told."""
    if kind_of(thing) == "sag":
        return {"", thing}
    at = place(thing)
    if at is None:
        return set()
    concerned = {"", at.body}
    cases = f"<{term('concernsCase')}>"
    for kinds, told in ((("enhed",), before), (("enhed", "stilling", "person"), lines)):
        for line in told:
            if not line.endswith("> ."):  # a word, as most are
                continue
            _, predicate, value = line.removesuffix(" .").split(" ", 2)
            if predicate == cases or (value.startswith("<") and kind_of(value) in kinds):
                concerned.add(value[1:-1])
    return concerned
