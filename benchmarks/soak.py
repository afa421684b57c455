"""A server that is asked for a long time while what it serves is published, taken back and withdrawn.

``python -m benchmarks.soak`` publishes generated minutes and serves them, lets wrk ask for pages, data and
queries in turn for ten minutes, publishes three more minutes one at a time meanwhile, goes back to an earlier
release and withdraws an item, and prints what became of the requests and the memory of the server. Exit
status 1 where a request or a change failed, or the memory at the end was twice that before the first. Without
wrk nothing is done, with status 2.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import quote

from benchmarks import load
from benchmarks.generate import PROFILE, write
from benchmarks.processes import PROGRAM, NotStartedError, Server, free_port
from benchmarks.tables import Table, markdown, print_table
from graph.base.config import Config
from graph.library import open_release

_ROOT = Path(__file__).parent.parent
# One address asks for all the others here, so it may ask as often as it can.
UNLIMITED = {
    "SAGSGRAF_REQUESTS_PER_MINUTE": "0",
    "SAGSGRAF_DEAR_REQUESTS_PER_MINUTE": "0",
    "PYTHONPATH": str(_ROOT),
}
"""Settings of a server that is measured."""
_QUERIES = (
    "ASK { ?s ?p ?o }",
    "PREFIX sg: <https://w3id.org/sagsgraf/ns#> SELECT ?body (COUNT(*) AS ?n) "
    "{ ?meeting a sg:Meeting ; sg:heldBy ?body } GROUP BY ?body",
    "PREFIX dct: <http://purl.org/dc/terms/> SELECT ?s ?t { ?s dct:title ?t } LIMIT 100",
)
_PAGES = ("/", "/moeder", "/sager", "/status", "/tabeller", "/search?q=skole", "/api/v1/items?limit=20")
_MEDIA_TYPES = ("text/html", "text/turtle", "application/ld+json")
_OF_EACH = 4
_HELD_BACK = 3
_MOST_GROWTH = 2
"""How many times what it was before the first change the memory may be at the end: it has more answers in its
cache then, and what is not let go of shows in ten minutes as much more than that."""


@dataclass
class Soak:
    """What was seen: the load, the server's megabytes (PSS) second by second, and what each change took."""

    load: load.Load
    megabytes: list[float] = field(default_factory=list)
    changes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def before(self) -> float:
        """The most megabytes before the first change: all processes that answer have come up by then."""
        return max(self.megabytes[: max(1, len(self.megabytes) // (len(self.changes) + 1))])

    @property
    def failed(self) -> bool:
        grown = self.megabytes[-1] > _MOST_GROWTH * max(self.before, 1)
        return bool(self.load.refused or self.load.broken or grown or any(said for _, said in self.changes))


def _targets(config: Config) -> tuple[list[tuple[str, str]], str]:
    """What is asked for, and an item that is not and may be withdrawn."""
    base = config.base_iri
    with open_release(config) as release:
        things = {
            kind: [
                str(row["x"].value)
                for row in release.query(
                    f"SELECT DISTINCT ?x {{ ?x a <https://w3id.org/sagsgraf/ns#{kind}> }} ORDER BY ?x"
                )
            ]
            for kind in ("Meeting", "AgendaItem", "Case", "Unit")
        }
    withdrawn = things["AgendaItem"].pop()
    paths = [
        iri.replace(f"{base}/id/", "/doc/")
        for found in things.values()
        for iri in found[:: max(1, len(found) // _OF_EACH)]
    ]
    asked = [(path, "text/html") for path in _PAGES]
    asked += [(path, kind) for path in paths for kind in _MEDIA_TYPES]
    asked += [(f"/sparql?query={quote(query)}", "application/sparql-results+json") for query in _QUERIES]
    return asked, withdrawn


def soak(folder: Path, documents: int, seconds: float, clients: int) -> Soak:
    """Serve so many documents below a folder under load, and change what is served meanwhile.

    Raises :class:`benchmarks.processes.NotStartedError` where it cannot be published or served.
    """
    write(folder, documents + _HELD_BACK)
    minutes, later, log = folder / "minutes", folder / "later", folder / "log.txt"
    later.mkdir()
    for file in sorted(minutes.iterdir())[-_HELD_BACK:]:
        file.rename(later / file.name)
    port = free_port()
    data = Config(data_dir=folder / "data", base_iri=f"http://127.0.0.1:{port}")
    settings = {**UNLIMITED, "SAGSGRAF_BASE_IRI": data.base_iri, "SAGSGRAF_PROFILE": PROFILE}

    def told(*command: str) -> str:
        """Runs a command of the program to its end; what it said where it failed."""
        done = subprocess.run(
            [*PROGRAM, *command, "--data-dir", str(data.data_dir)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, **settings},
        )
        # 1 is that something was found in the minutes, and is also how a traceback ends.
        well = done.returncode == 0 or (done.returncode == 1 and "Traceback" not in done.stderr)
        return "" if well else f"{done.returncode}: {done.stderr[-400:]}"

    if said := told("publish", str(minutes)):
        raise NotStartedError(said)
    targets, withdrawn = _targets(data)

    def published(file: Path) -> str:
        file.rename(minutes / file.name)
        return told("publish", str(minutes))

    changes: list[tuple[str, Callable[[], str]]] = [
        (f"publish {file.name}", partial(published, file)) for file in sorted(later.iterdir())
    ]
    changes += [
        ("rollback", lambda: told("rollback")),
        ("withdraw", lambda: told("withdraw", withdrawn, "--reason", "dublet", "--yes")),
    ]
    serve = (*PROGRAM, "serve", "--data-dir", str(data.data_dir), "--port", str(port))
    server = Server.start(serve, log, settings, folder)
    try:
        server.wait(port, "/healthz", 120)
        return _under_load(server, port, targets, changes, folder, seconds, clients)
    finally:
        server.stop()


def _under_load(
    server: Server,
    port: int,
    targets: Sequence[tuple[str, str]],
    changes: Sequence[tuple[str, Callable[[], str]]],
    folder: Path,
    seconds: float,
    clients: int,
) -> Soak:
    """Ask while the changes are made, spread evenly over the time."""
    load.run(port, targets, folder, 1, clients)  # what is asked for the first time is told apart by nobody
    megabytes, told, over = [server.megabytes()], [], threading.Event()
    begun = time.monotonic()

    def weigh() -> None:
        while not over.wait(1):
            megabytes.append(server.megabytes())

    def change() -> None:
        for number, (name, make) in enumerate(changes, 1):
            due = begun + number * seconds / (len(changes) + 1)
            if over.wait(max(0.0, due - time.monotonic())):
                return
            told.append((name, make()))

    threads = [threading.Thread(target=weigh), threading.Thread(target=change)]
    for thread in threads:
        thread.start()
    try:
        loaded = load.run(port, targets, folder, seconds, clients)
    finally:
        over.set()
        for thread in threads:
            thread.join()
    undone = [(name, "there was no time for it") for name, _ in changes[len(told) :]]
    return Soak(loaded, [*megabytes, server.megabytes()], [*told, *undone])


def table(found: Soak, seconds: float) -> Table:
    """The figures."""
    answered = found.load
    return Table(
        f"{seconds:.0f} seconds under load, {len(found.changes)} changes, {date.today()}",
        ("answers a second", "refused", "broken", "p50, ms", "p95, ms", "MB before", "at most", "after"),
        [
            (
                f"{answered.per_second:.0f}",
                str(answered.refused),
                str(answered.broken),
                f"{1000 * answered.p50:.0f}",
                f"{1000 * answered.p95:.0f}",
                f"{found.before:.0f}",
                f"{max(found.megabytes):.0f}",
                f"{found.megabytes[-1]:.0f}",
            )
        ],
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--markdown", action="store_true")
    given = parser.parse_args(arguments)
    if not load.installed():
        print("wrk is not installed", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="soak") as folder:
        found = soak(Path(folder), given.documents, given.seconds, given.clients)
    for name, said in found.changes:
        print(f"{name}: {said or 'done'}", file=sys.stderr)
    made = table(found, given.seconds)
    if given.markdown:
        print(markdown(made))
    else:
        print_table(made)
    return int(found.failed)


if __name__ == "__main__":
    raise SystemExit(main())
