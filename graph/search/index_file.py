"""The file of the search index, ``search.db`` of a release: its tables, and how it is brought up to date.

The index is of whole words; ``word`` lists them, and a part of a word is first found in that list. It takes
a fifth of what an index of all groups of three letters does. ``has`` are the numbers of a thing's values of
facets, each between spaces. A new release begins with a copy of the old one's file and replaces what changed.
The words themselves are not kept: what is to be taken out is read from the old release's store once more, and
``crc`` tells whether it is what was put in.
"""

import shutil
import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from graph.cases.numbers import CaseNumber
from graph.search.rows import NOBODYS, Facet, Part, Row, Whose, named, of_minutes
from graph.search.words import words
from graph.store.oxigraph import Store

VERSION = 1
"""Of the index; raised when the same graphs give other rows."""

_SETTINGS = """
PRAGMA page_size = 8192; PRAGMA cache_size = -64000; PRAGMA temp_store = MEMORY;
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA secure_delete = ON;
PRAGMA locking_mode = EXCLUSIVE;
"""
_TABLES = """
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, date TEXT NOT NULL,
                    has TEXT NOT NULL, crc INTEGER NOT NULL);
CREATE TABLE value (id INTEGER PRIMARY KEY, facet TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (facet, value));
CREATE TABLE part (shared INTEGER, item INTEGER, title TEXT, number TEXT,
                   PRIMARY KEY (shared, item, title, number)) WITHOUT ROWID;
CREATE INDEX part_item ON part (item);
CREATE TABLE number (form TEXT, number TEXT, thing INTEGER, PRIMARY KEY (form, number, thing)) WITHOUT ROWID;
CREATE INDEX number_thing ON number (thing);
CREATE TABLE word (word TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE VIRTUAL TABLE search USING fts5(title, text, content='', tokenize='ascii');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(search, 'row');
"""


class _OtherError(Exception):
    """The file holds something else than the release it is of."""


def write(path: Path, store: Store, minutes: Iterable[str], whose: Whose = NOBODYS) -> None:
    """Write the index of a store from nothing; ``minutes`` are the IRIs of its graphs of minutes, and
    ``whose`` tells of which of several municipalities things are."""
    with closing(_connect(path)) as database:
        database.executescript(_TABLES)
        writer = _Writer(database)
        for graph in sorted(minutes):
            writer.put(of_minutes(store, graph, whose))
        writer.put(named(store, whose))
        writer.finish()
        database.execute("INSERT INTO search (search) VALUES ('optimize')")
        database.commit()


def update(
    path: Path,
    store: Store,
    minutes: Iterable[str],
    old: Path,
    before: Store,
    changed: set[str],
    whose: Whose = NOBODYS,
) -> None:
    """Write the index of a store that differs from ``before`` in the ``changed`` graphs of minutes, whose
    index is the file ``old``; from nothing, if that is not what it should be."""
    try:
        shutil.copyfile(old, path)
        with closing(_connect(path)) as database:
            writer = _Writer(database)
            names = {row.iri: row for row in named(store, whose)}
            same = {row.iri for row in named(before, whose) if names.get(row.iri) == row}
            for graph in sorted(changed):
                writer.take(of_minutes(before, graph, whose))
            writer.take(row for row in named(before, whose) if row.iri not in same)
            for graph in sorted(changed):
                writer.put(of_minutes(store, graph, whose))
            writer.put(row for row in names.values() if row.iri not in same)
            writer.finish()
    except (OSError, sqlite3.DatabaseError, _OtherError):
        path.unlink(missing_ok=True)
        write(path, store, minutes, whose)


def _connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path)
    database.executescript(_SETTINGS)
    return database


class _Writer:
    """Puts rows in and takes them out. What items share is taken out when the first of its items is, and is
    put in again at the end, from the parts its items have in it by then."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._shared: set[int] = set()
        self._words: set[str] = set()
        self._values: dict[Facet, int] = {}

    def put(self, rows: Iterable[Row]) -> None:
        for row in rows:
            thing = self._thing(row.iri, row.kind)
            self._index(thing, row.date, row.title, row.text, map(self._value, sorted(row.facets)))
            for part in row.parts:
                self._take_part(thing, part)

    def _take_part(self, item: int, part: Part) -> None:
        shared = self._thing(part.iri, part.kind)
        self._open(shared)
        self._database.execute(
            "INSERT OR IGNORE INTO part VALUES (?, ?, ?, ?)", (shared, item, part.title, part.number)
        )

    def take(self, rows: Iterable[Row]) -> None:
        for row in rows:
            found = self._database.execute("SELECT id FROM thing WHERE iri = ?", (row.iri,)).fetchone()
            if found is None:
                raise _OtherError(row.iri)
            of_item = self._database.execute("SELECT DISTINCT shared FROM part WHERE item = ?", found)
            for (shared,) in of_item.fetchall():
                self._open(shared)
            self._database.execute("DELETE FROM part WHERE item = ?", found)
            self._remove(found[0], row.title, row.text)
            self._database.execute("DELETE FROM thing WHERE id = ?", found)

    def finish(self) -> None:
        """Put in what items share, and bring the list of words up to date."""
        for shared in sorted(self._shared):
            self._close(shared)
        for word in sorted(self._words):
            held = self._database.execute("SELECT 1 FROM vocabulary WHERE term = ?", (word,)).fetchone()
            change = "INSERT OR IGNORE INTO word VALUES (?)" if held else "DELETE FROM word WHERE word = ?"
            self._database.execute(change, (word,))
        self._database.commit()

    def _open(self, shared: int) -> None:
        """Take what items share out of the index, if it is in it."""
        if shared not in self._shared:
            self._shared.add(shared)
            if self._database.execute("SELECT 1 FROM part WHERE shared = ?", (shared,)).fetchone():
                _, title, text = self._told(shared)
                self._remove(shared, title, text)

    def _close(self, shared: int) -> None:
        date, title, text = self._told(shared)
        if not title and not text:
            self._database.execute("DELETE FROM thing WHERE id = ?", (shared,))
            return
        kind = self._kind(shared)
        self._index(shared, date, title, text, self._of_items(shared) | {self._value(("art", kind))})
        for number in text.split("\n") if kind == "sag" else ():
            self._database.execute(
                "INSERT OR IGNORE INTO number VALUES (?, ?, ?)", (number_form(number), number, shared)
            )

    def _of_items(self, shared: int) -> set[int]:
        """The values that the items of a thing have, but for what kind of thing they are."""
        rows = self._database.execute(
            "SELECT DISTINCT has FROM part JOIN thing ON id = item WHERE shared = ?", (shared,)
        )
        return {int(value) for (has,) in rows for value in has.split()} - {self._value(("art", "punkt"))}

    def _kind(self, thing: int) -> str:
        return str(self._database.execute("SELECT kind FROM thing WHERE id = ?", (thing,)).fetchone()[0])

    def _told(self, shared: int) -> tuple[str, str, str]:
        """The latest date of what items share, its titles and its numbers; empty when no item is left."""
        rows = self._database.execute(
            "SELECT thing.date, thing.iri, part.title, part.number FROM part"
            " JOIN thing ON thing.id = part.item WHERE shared = ? ORDER BY 1, 2, 3, 4",
            (shared,),
        ).fetchall()
        titles, numbers = dict.fromkeys(row[2] for row in rows), dict.fromkeys(row[3] for row in rows)
        return max((row[0] for row in rows), default=""), "\n".join(titles), "\n".join(filter(None, numbers))

    def _thing(self, iri: str, kind: str) -> int:
        found = self._database.execute("SELECT id FROM thing WHERE iri = ?", (iri,)).fetchone()
        if found:
            return int(found[0])
        return int(
            self._database.execute(
                "INSERT INTO thing (iri, kind, date, has, crc) VALUES (?, ?, '', '', 0)", (iri, kind)
            ).lastrowid
            or 0
        )

    def _index(self, thing: int, date: str, title: str, text: str, values: Iterable[int]) -> None:
        row = self._row(title, text)
        has = f" {' '.join(map(str, sorted(values)))} "
        self._database.execute(
            "UPDATE thing SET date = ?, has = ?, crc = ? WHERE id = ?", (date, has, _crc(row), thing)
        )
        self._database.execute("INSERT INTO search (rowid, title, text) VALUES (?, ?, ?)", (thing, *row))

    def _row(self, title: str, text: str) -> tuple[str, str]:
        """What the index is given; the words in it may be new or gone."""
        titled, told = words(title), words(text)
        self._words.update(titled, told)
        return " ".join(titled), " ".join(told)

    def _remove(self, thing: int, title: str, text: str) -> None:
        row = self._row(title, text)
        known = self._database.execute("SELECT crc FROM thing WHERE id = ?", (thing,)).fetchone()
        if known != (_crc(row),):
            raise _OtherError(thing)
        self._database.execute(
            "INSERT INTO search (search, rowid, title, text) VALUES ('delete', ?, ?, ?)", (thing, *row)
        )
        self._database.execute("DELETE FROM number WHERE thing = ?", (thing,))

    def _value(self, facet: Facet) -> int:
        """The number of a value of a facet."""
        if facet not in self._values:
            self._database.execute("INSERT OR IGNORE INTO value (facet, value) VALUES (?, ?)", facet)
            found = self._database.execute("SELECT id FROM value WHERE facet = ? AND value = ?", facet)
            self._values[facet] = int(found.fetchone()[0])
        return self._values[facet]


def _crc(row: tuple[str, str]) -> int:
    return zlib.crc32("\n".join(row).encode())


def number_form(number: str) -> str:
    """What all ways to write a case number have in common, the authority apart: year and serial number."""
    parsed = CaseNumber.parse(number)
    return f"{parsed.year}-{parsed.serial}" if parsed else ""
