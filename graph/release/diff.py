"""What came and what went between two releases: quad by quad, from their dumps, and counted by thing.

The dumps of two releases are of the same parts: a member for each document, and many for what is of no
document (:mod:`graph.release.dumps`). Members of the same bytes say the same; of others one pair is held at a
time.
"""

import json
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graph.base.config import OperatorError
from graph.formats.table import NQUADS, packed_form, packed_name
from graph.ontology import iris
from graph.ontology.iris import whole
from graph.release import dumps
from graph.release.archive import Release
from graph.release.change_log import Kind, connect
from graph.release.dumps import FOLDER, read_index
from graph.release.entities import describe_entity
from graph.release.gzip_members import unpacked
from graph.store.oxigraph import Store

Progress = Callable[[int, int, str], None]
Quad = tuple[bool, bytes]
"""Whether a quad came, or went; and the quad as a line of N-Quads with its line end."""

KINDS = (
    *("moede", "punkt", "sag", "organ", "enhed", "stilling", "person", "dokument", "kobling", "serie", "kle"),
    "andet",
)
"""The kinds of things that are told apart: what an IRI has after the municipality, and all else."""

_AT_A_TIME = 50_000  # things that are held
_SCHEMA = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE thing (iri TEXT PRIMARY KEY, kind TEXT, change TEXT, came INTEGER, went INTEGER) WITHOUT ROWID;
"""
_ADD = """INSERT INTO thing (iri, came, went) VALUES (?, ?, ?)
ON CONFLICT DO UPDATE SET came = came + excluded.came, went = went + excluded.went"""


@dataclass(frozen=True, slots=True)
class Changed:
    """A thing that is told of otherwise: what was done to it, and how many quads came and went."""

    iri: str
    kind: str
    change: Kind
    came: int
    went: int

    @property
    def record(self) -> dict[str, object]:
        """The thing as JSON has it."""
        return asdict(self)


def quads(old: Release, new: Release, progress: Progress = lambda done, total, part: None) -> Iterator[Quad]:
    """All quads that came and went, of a document those that went first; in the same order each time.

    ``progress`` hears of each part: how many are done, of how many, its name. Raises
    :class:`OperatorError` for a release without dumps, or one that is damaged.
    """
    try:
        before, after = read_index(old.path), read_index(new.path)
        parts = sorted({path for path in (*before, *after) if packed_form(path) is NQUADS and "/" in path})
        for done, part in enumerate(parts, start=1):
            if part not in before or part not in after or before[part].sha256 != after[part].sha256:
                yield from _of_part(old, new, part)
            progress(done, len(parts) + 1, part)
        yield from _of_members(_shared(old), _shared(new))
        progress(len(parts) + 1, len(parts) + 1, dumps.NAME)
    except (OSError, ValueError, KeyError, zlib.error) as error:
        raise OperatorError(
            f"{old.id} and {new.id} cannot be compared ({error}); both need the dumps of this version"
        ) from error


def _of_part(old: Release, new: Release, part: str) -> Iterator[Quad]:
    """What came and went in a body's year."""
    before, after = _documents(old, part), _documents(new, part)
    for graph in sorted(before.keys() | after.keys()):
        here, there = before.get(graph), after.get(graph)
        yield from _difference(_read(old, part, here), _read(new, part, there))


def _documents(release: Release, part: str) -> dict[str, tuple[int, int]]:
    """Graph -> where its member begins in the N-Quads of a body's year, and its length."""
    path = release.path / FOLDER / f"{part.removesuffix(packed_name('', NQUADS))}.json"
    if not path.is_file():
        return {}
    return {graph: (of[0][0], of[0][1]) for graph, of in json.loads(path.read_bytes()).items()}


def _read(release: Release, part: str, place: tuple[int, int] | None) -> bytes:
    if place is None:
        return b""
    with (release.path / FOLDER / part).open("rb") as file:
        file.seek(place[0])
        return file.read(place[1])


def _shared(release: Release) -> Iterator[bytes]:
    """The members of what is of no document."""
    folder = release.path / FOLDER
    with (folder / dumps.NAME).open("rb") as file:
        for length in json.loads((folder / dumps.PLACES).read_bytes()):
            yield file.read(length)


def _of_members(before: Iterator[bytes], after: Iterator[bytes]) -> Iterator[Quad]:
    for here, there in zip(before, after, strict=True):
        yield from _difference(here, there)


def _difference(before: bytes, after: bytes) -> Iterator[Quad]:
    """What two members do not both hold."""
    if before == after:
        return
    here, there = _lines(before), _lines(after)
    yield from ((False, line) for line in sorted(here - there))
    yield from ((True, line) for line in sorted(there - here))


def _lines(data: bytes) -> set[bytes]:
    return set(unpacked(data).splitlines(keepends=True)) if data else set()


def patch(old: Release, new: Release) -> Iterator[bytes]:
    """The quads as an RDF Patch, line by line: what makes the old release out of which the new one."""
    name = iris.difference(new.manifest.base_iri, old.id, new.id)
    yield f"H id <{name}> .\nTX .\n".encode()
    for came, line in quads(old, new):
        yield patch_line(came, line)
    yield b"TC .\n"


def patch_line(came: bool, line: bytes) -> bytes:
    return (b"A " if came else b"D ") + line


def count(
    old: Release, new: Release, path: Path, progress: Progress = lambda done, total, part: None
) -> None:
    """Count what came and went by thing, in a file for :class:`Things`; raises as :func:`quads` does."""
    with closing(sqlite3.connect(path)) as database:
        database.executescript(_SCHEMA)
        waiting: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        for came, line in quads(old, new, progress):
            thing = whole(line[1 : line.index(b">")].decode())[1]
            waiting[thing][not came] += 1
            if len(waiting) == _AT_A_TIME:
                database.executemany(_ADD, ((thing, *counts) for thing, counts in waiting.items()))
                waiting.clear()
        database.executemany(_ADD, ((thing, *counts) for thing, counts in waiting.items()))
        with Store.open_read_only(old.store) as before, Store.open_read_only(new.store) as after:

            def change(iri: str) -> Kind:
                node = ox.NamedNode(iri)
                there, here = (next(store.triples(node), None) is not None for store in (before, after))
                return "Update" if there == here else "Create" if here else "Delete"

            database.create_function("change_of", 1, change)
            database.create_function("kind_of", 1, kind_of)
            database.execute("UPDATE thing SET change = change_of(iri), kind = kind_of(iri)")
        database.execute("CREATE INDEX by_kind ON thing (kind, change, iri)")
        database.commit()


def kind_of(iri: str) -> str:
    """The kind of a thing, of :data:`KINDS`, by its IRI."""
    return iris.kind_of(iri) or KINDS[-1]


class Things:
    """What :func:`count` has counted."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def counts(self) -> dict[tuple[str, str], int]:
        """How many things of each kind were created, updated and deleted; without those of which none was."""
        rows = self._rows("SELECT kind, change, COUNT(*) FROM thing GROUP BY kind, change")
        return {(kind, change): number for kind, change, number in rows}

    def totals(self) -> tuple[int, int]:
        """How many quads came and went."""
        rows = self._rows("SELECT IFNULL(SUM(came), 0), IFNULL(SUM(went), 0) FROM thing")
        came, went = next(rows)
        return came, went

    def list(self, most: int, start: int = 0, kind: str = "", change: str = "") -> list[Changed]:
        """Up to ``most`` things in order of their IRIs, of one kind and one change or of all."""
        rows = self._rows(
            "SELECT iri, kind, change, came, went FROM thing"
            " WHERE (?1 = '' OR kind = ?1) AND (?2 = '' OR change = ?2) ORDER BY iri LIMIT ?3 OFFSET ?4",
            *(kind, change, most, start),
        )
        return [Changed(*row) for row in rows]

    def get(self, iri: str) -> Changed | None:
        """A thing of them, if it is one."""
        rows = self._rows("SELECT iri, kind, change, came, went FROM thing WHERE iri = ?", iri)
        return next((Changed(*row) for row in rows), None)

    def _rows(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        with closing(connect(self._path)) as database:
            yield from database.execute(query, values).fetchall()


def summary(old: Release, new: Release, things: Things) -> dict[str, object]:
    """The releases and the counts as JSON has them."""
    came, went = things.totals()
    counts = sorted(things.counts().items())
    return {
        "from": {"release": old.id, "created": old.created},
        "to": {"release": new.id, "created": new.created},
        "quads": {"came": came, "went": went},
        "counts": [{"kind": kind, "change": change, "things": n} for (kind, change), n in counts],
    }


def of_thing(before: Store, after: Store, thing: str) -> tuple[list[str], list[str]]:
    """The quads about a thing that :class:`Things` holds which came, and those that went, in order."""
    then, now = _quads(before, thing), _quads(after, thing)
    return sorted(now - then), sorted(then - now)


def _quads(store: Store, thing: str) -> set[str]:
    lines = describe_entity(store, whole(thing)[0]).get(thing, [])
    return {
        line for subject in {line[: line.index(">") + 1] for line in lines} for line in _of(store, subject)
    }


def _of(store: Store, subject: str) -> Iterator[str]:
    """The quads of a subject, which is given in angle brackets."""
    rows = store.query(f"SELECT ?p ?o ?g {{ GRAPH ?g {{ {subject} ?p ?o }} }}")
    assert isinstance(rows, ox.QuerySolutions)
    return (f"{subject} {row['p']} {row['o']} {row['g']} ." for row in rows)
