"""The file of the search index, ``search.db`` of a release: its tables, and how it is brought up to date.

The index is of whole words; ``word`` lists them with their stems, and a part of a word is first found in
that list. It takes a fifth of what an index of all groups of three letters does. ``has`` are the numbers of a
thing's values of facets, each between spaces, and ``codes`` the same, to be counted; ``name`` has the names
of bodies, units, posts and people as stems. A new release begins with a copy of the old one's file and
replaces what changed. The words themselves are not kept: what is to be taken out is read from the old
release's store once more, and ``crc`` tells whether it is what was put in.
"""

import re
import shutil
import sqlite3
import struct
import zlib
from collections.abc import Collection, Iterable, Sequence
from contextlib import closing
from pathlib import Path

from graph.cases.numbers import CaseNumber
from graph.ontology.iris import slug_in
from graph.search.rows import AGENTS, NOBODYS, Facet, Part, Row, Whose, named, of_minutes
from graph.search.stems import stem
from graph.search.words import words
from graph.store.oxigraph import Store

VERSION = 7
"""Of the index; raised when the same graphs give other rows."""

CODE = "<i4"
"""Of a number in ``codes``, as numpy has it: four bytes, the lowest first."""
_SETTINGS = """
PRAGMA page_size = 8192; PRAGMA cache_size = -64000; PRAGMA temp_store = MEMORY;
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA secure_delete = ON;
PRAGMA locking_mode = EXCLUSIVE;
"""
_TABLES = """
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, date TEXT NOT NULL,
                    has TEXT NOT NULL, codes BLOB NOT NULL DEFAULT x'', crc INTEGER NOT NULL,
                    length INTEGER NOT NULL DEFAULT 0);
CREATE TABLE value (id INTEGER PRIMARY KEY, facet TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (facet, value));
CREATE TABLE part (shared INTEGER, item INTEGER, title TEXT, number TEXT, said TEXT,
                   PRIMARY KEY (shared, item, title, number, said)) WITHOUT ROWID;
CREATE INDEX part_item ON part (item);
CREATE TABLE number (form TEXT, number TEXT, thing INTEGER, PRIMARY KEY (form, number, thing)) WITHOUT ROWID;
CREATE INDEX number_thing ON number (thing);
CREATE TABLE name (stems TEXT, thing INTEGER, PRIMARY KEY (stems, thing)) WITHOUT ROWID;
CREATE INDEX name_thing ON name (thing);
CREATE TABLE word (word TEXT PRIMARY KEY, stem TEXT NOT NULL, things INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE search USING fts5(title, decision, text, facts, content='', tokenize='ascii');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(search, 'row');
CREATE VIRTUAL TABLE place USING fts5vocab(search, 'instance');
"""


class _OtherError(Exception):
    """The file holds something else than the release it is of."""


def write(path: Path, store: Store, minutes: Iterable[str], whose: Whose = NOBODYS) -> None:
    """Write the index of a store from nothing; ``minutes`` are the IRIs of its graphs of minutes, and
    ``whose`` tells of which of several municipalities things are."""
    with closing(_connect(path)) as database:
        database.executescript(f"PRAGMA user_version = {VERSION}; {_TABLES}")
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
            had = {row.iri: row for row in named(before, whose)}
            for graph in sorted(changed):
                writer.take(of_minutes(before, graph, whose))
            writer.take(row for iri, row in had.items() if names.get(iri) != row)
            for graph in sorted(changed):
                writer.put(of_minutes(store, graph, whose))
            writer.put(row for iri, row in names.items() if had.get(iri) != row)
            writer.finish()
    except (OSError, sqlite3.DatabaseError, _OtherError):
        path.unlink(missing_ok=True)
        write(path, store, minutes, whose)


def pack(old: Path, path: Path) -> None:
    """Write an index to a new file, without what an update took out: words of that stay in the file until
    then, where no search finds them, and values that nothing has any more."""
    shutil.copyfile(old, path)
    fresh = path.with_name(f".{path.name}")
    with closing(_connect(path)) as database:
        has = database.execute("SELECT DISTINCT has FROM thing").fetchall()
        had = {int(value) for (values,) in has for value in values.split()}
        known = database.execute("SELECT id FROM value").fetchall()
        database.executemany("DELETE FROM value WHERE id = ?", (one for one in known if one[0] not in had))
        database.execute("INSERT INTO search (search) VALUES ('optimize')")
        database.commit()
        database.execute("VACUUM INTO ?", (str(fresh),))
    fresh.replace(path)


def is_current(path: Path) -> bool:
    """Whether an index is of this version, and can be searched; raises :class:`sqlite3.DatabaseError` for a
    file that is none."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        return bool(database.execute("PRAGMA user_version").fetchone()[0] == VERSION)


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
            self._index(thing, row.date, row.searched, map(self._value, sorted(row.facets)))
            if row.kind in AGENTS:
                self._name(thing, row)
            for part in row.parts:
                self._take_part(thing, part)

    def _take_part(self, item: int, part: Part) -> None:
        shared = self._thing(part.iri, part.kind)
        self._open(shared)
        self._database.execute(
            "INSERT OR IGNORE INTO part VALUES (?, ?, ?, ?, ?)",
            (shared, item, part.title, part.number, part.said),
        )

    def _name(self, thing: int, row: Row) -> None:
        """What a thing may be called by whoever looks for it."""
        names = row.title.split("\n")
        short = [*filter(None, map(initials, names))] if row.kind == "organ" else []
        for stems in dict.fromkeys(called(name, row.iri) for name in [*names, *short]):
            self._database.execute("INSERT OR IGNORE INTO name VALUES (?, ?)", (stems, thing))

    def take(self, rows: Iterable[Row]) -> None:
        for row in rows:
            found = self._database.execute("SELECT id FROM thing WHERE iri = ?", (row.iri,)).fetchone()
            if found is None:
                raise _OtherError(row.iri)
            of_item = self._database.execute("SELECT DISTINCT shared FROM part WHERE item = ?", found)
            for (shared,) in of_item.fetchall():
                self._open(shared)
            self._database.execute("DELETE FROM part WHERE item = ?", found)
            self._remove(found[0], row.searched)
            self._database.execute("DELETE FROM thing WHERE id = ?", found)

    def finish(self) -> None:
        """Put in what items share, and bring the list of words up to date."""
        for shared in sorted(self._shared):
            self._close(shared)
        for word in sorted(self._words):
            held = self._database.execute("SELECT doc FROM vocabulary WHERE term = ?", (word,)).fetchone()
            self._database.execute("DELETE FROM word WHERE word = ?", (word,))
            if held:
                self._database.execute("INSERT INTO word VALUES (?, ?, ?)", (word, stem(word), held[0]))
        self._database.commit()

    def _open(self, shared: int) -> None:
        """Take what items share out of the index, if it is in it."""
        if shared not in self._shared:
            self._shared.add(shared)
            if self._database.execute("SELECT 1 FROM part WHERE shared = ?", (shared,)).fetchone():
                self._remove(shared, self._told(shared)[1])

    def _close(self, shared: int) -> None:
        date, told = self._told(shared)
        if not any(told):
            self._database.execute("DELETE FROM thing WHERE id = ?", (shared,))
            return
        kind = self._kind(shared)
        self._index(shared, date, told, self._of_items(shared) | {self._value(("art", kind))})
        for number in told[2].split("\n") if kind == "sag" else ():
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

    def _told(self, shared: int) -> tuple[str, tuple[str, str, str, str]]:
        """The latest date of what items share, and what is searched: its titles, its numbers and what else is
        said of it; empty when no item is left."""
        rows = self._database.execute(
            "SELECT thing.date, thing.iri, part.title, part.number, part.said FROM part"
            " JOIN thing ON thing.id = part.item WHERE shared = ? ORDER BY 1, 2, 3, 4, 5",
            (shared,),
        ).fetchall()
        titles, numbers, said = ("\n".join(filter(None, dict.fromkeys(of))) for of in _columns(rows)[2:])
        return max((row[0] for row in rows), default=""), (titles, "", numbers, said)

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

    def _index(self, thing: int, date: str, told: Sequence[str], values: Iterable[int]) -> None:
        row = self._row(told)
        numbers, length = sorted(values), sum(part.count(" ") + 1 for part in row)
        has, codes = f" {' '.join(map(str, numbers))} ", _codes(numbers)
        self._database.execute(
            "UPDATE thing SET date = ?, has = ?, codes = ?, crc = ?, length = ? WHERE id = ?",
            (date, has, codes, _crc(row), length, thing),
        )
        self._database.execute(
            "INSERT INTO search (rowid, title, decision, text, facts) VALUES (?, ?, ?, ?, ?)", (thing, *row)
        )

    def _row(self, told: Sequence[str]) -> list[str]:
        """What the index is given; the words in it may be new or gone."""
        found = [words(part) for part in told]
        self._words.update(*found)
        return [" ".join(part) for part in found]

    def _remove(self, thing: int, told: Sequence[str]) -> None:
        row = self._row(told)
        known = self._database.execute("SELECT crc FROM thing WHERE id = ?", (thing,)).fetchone()
        if known != (_crc(row),):
            raise _OtherError(thing)
        self._database.execute(
            "INSERT INTO search (search, rowid, title, decision, text, facts)"
            " VALUES ('delete', ?, ?, ?, ?, ?)",
            (thing, *row),
        )
        self._database.execute("DELETE FROM number WHERE thing = ?", (thing,))
        self._database.execute("DELETE FROM name WHERE thing = ?", (thing,))

    def _value(self, facet: Facet) -> int:
        """The number of a value of a facet."""
        if facet not in self._values:
            self._database.execute("INSERT OR IGNORE INTO value (facet, value) VALUES (?, ?)", facet)
            found = self._database.execute("SELECT id FROM value WHERE facet = ? AND value = ?", facet)
            self._values[facet] = int(found.fetchone()[0])
        return self._values[facet]


def _columns(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return list(zip(*rows, strict=True)) if rows else [()] * 5


def _codes(numbers: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}i", *numbers)


def _crc(row: Sequence[str]) -> int:
    return zlib.crc32("\n".join(row).encode())


_COMMITTEE = re.compile(r"(?:s?udvalg(?:et)?)\b", re.IGNORECASE)


def initials(name: str) -> str:
    """The letters that a committee is called by: ``BUU`` of ``Børne- og Ungeudvalget``, ``TMU`` of ``Udvalget
    for Teknik og Miljø``; empty for another body."""
    fields, committees = _COMMITTEE.subn(" ", name)
    first = [word[0] for word in fields.split() if word[0].isupper()]
    return "".join(first) + "U" if committees and first else ""


def called(name: str, iri: str) -> str:
    """A name as its stems, without that of the municipality whose thing it is: ``jobcent`` of ``Jobcenter
    Ådalsø``."""
    return " ".join(stems_without(words(name), {slug_in(iri)}))


def stems_without(named: Sequence[str], municipalities: Collection[str]) -> list[str]:
    """The stems of some words without the names of municipalities, which are given by their slugs, unless
    nothing else is there."""
    return [stem(word) for word in named if word not in municipalities] or list(map(stem, named))


def number_form(number: str) -> str:
    """What all ways to write a case number have in common, the authority apart: year and serial number."""
    parsed = CaseNumber.parse(number)
    return f"{parsed.year}-{parsed.serial}" if parsed else ""
