"""The union of the graphs of several sites, kept by what each of them says of each thing.

``followed.sqlite`` holds that, site by site, and ``union.nt`` the union, sorted lines of N-Triples, each
once. Deleted bytes are overwritten. Both are whole or as they were, whenever a poll is stopped.
"""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from graph.base.files import only_one, write_whole
from graph.following.feed import Feed, Moved, Position, Version, site_of
from graph.http.client import Client
from graph.http.errors import RemoteError

UNION = "union.nt"

_DATABASE = "followed.sqlite"
_SCHEMA = """
PRAGMA secure_delete = ON;
CREATE TABLE IF NOT EXISTS site (address TEXT PRIMARY KEY, page TEXT NOT NULL, time TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS version (
    address TEXT, thing TEXT, sequence INTEGER NOT NULL, triples TEXT NOT NULL, PRIMARY KEY (address, thing)
) WITHOUT ROWID;
"""
_TRIES = 3  # to read a feed while the site publishes
_SECONDS, _LARGEST = 60.0, 64_000_000

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Polled:
    """What the poll of a site brought: how many versions, whether all was read anew, or the ``problem`` for
    which what it said before is kept."""

    address: str
    versions: int = 0
    anew: bool = False
    problem: str = ""


def follow(
    addresses: Iterable[str], folder: Path, progress: Progress = lambda done, total, what: None
) -> list[Polled]:
    """Poll the feeds at some addresses once, and write the union of what their sites say.

    A site that is not among them is followed no more, and what it said is gone. One that cannot be read
    hinders no other.
    """
    sites = list(dict.fromkeys(addresses))
    folder.mkdir(parents=True, exist_ok=True)
    with (
        only_one(folder / ".lock", "following into"),
        closing(sqlite3.connect(folder / _DATABASE, isolation_level=None)) as database,
        Client(_SECONDS, _LARGEST) as client,
    ):
        database.executescript(_SCHEMA)
        forgotten = _forget_others(database, sites)
        polled = []
        for count, address in enumerate(sites):
            progress(count, len(sites), address)
            polled.append(_poll(database, client, address))
        progress(len(sites), len(sites), "")
        if forgotten or any(one.versions or one.anew for one in polled):
            # Pages that SQLite set right between themselves hold rests that secure_delete does not reach.
            database.execute("VACUUM")
        _write(database, folder / UNION)
    return polled


def _poll(database: sqlite3.Connection, client: Client, address: str) -> Polled:
    row = database.execute("SELECT page, time FROM site WHERE address = ?", (address,)).fetchone()
    since = Position(*row) if row else None
    places = database.execute("SELECT address, page FROM site").fetchall()
    taken = {site_of(page) for other, page in places if site_of(other) != site_of(address)}
    for _ in range(_TRIES):
        feed = Feed(client, address, taken)
        try:
            with _Transaction(database):
                if since is None:
                    database.execute("DELETE FROM version WHERE address = ?", (address,))
                count = _take(database, address, feed.versions(since))
                if feed.position:
                    place = (address, feed.position.page, feed.position.time)
                    database.execute("INSERT OR REPLACE INTO site VALUES (?, ?, ?)", place)
            return Polled(address, count, anew=since is None)
        except Moved:
            since = None
        except RemoteError as error:
            return Polled(address, problem=str(error))
    return Polled(address, problem=f"{address} published all the time while it was read")


def _take(database: sqlite3.Connection, address: str, versions: Iterable[Version]) -> int:
    """Put each version in the place of what there is of its thing; how many there were."""
    count = 0
    for version in versions:
        count += 1
        database.execute(
            "INSERT INTO version VALUES (?, ?, ?, ?) ON CONFLICT (address, thing) DO UPDATE "
            "SET sequence = excluded.sequence, triples = excluded.triples "
            "WHERE excluded.sequence > version.sequence",
            (address, version.thing, version.sequence, version.triples),
        )
    database.execute("DELETE FROM version WHERE address = ? AND triples = ''", (address,))
    return count


def _forget_others(database: sqlite3.Connection, sites: list[str]) -> bool:
    """Forget what other sites said; returns whether there were any."""
    known = {address for (address,) in database.execute("SELECT DISTINCT address FROM version")}
    others = known.difference(sites)
    with _Transaction(database):
        for address in others:
            database.execute("DELETE FROM version WHERE address = ?", (address,))
            database.execute("DELETE FROM site WHERE address = ?", (address,))
    return bool(others)


def _write(database: sqlite3.Connection, path: Path) -> None:
    """Write the union, unless it is as it was."""
    lines: set[str] = set()
    for (triples,) in database.execute("SELECT triples FROM version"):
        lines.update(triples.splitlines(keepends=True))
    data = "".join(sorted(lines)).encode()
    if not path.exists() or path.read_bytes() != data:
        write_whole(path, data)


class _Transaction:
    """All of it, or none."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def __enter__(self) -> None:
        self._database.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._database.execute("ROLLBACK" if kind else "COMMIT")
