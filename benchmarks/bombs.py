"""What bad queries do to the next visitor: each bomb is thrown by four clients while a simple query is asked.

``python -m benchmarks.bombs`` starts Sagsgraf with its own settings on the corpus of benchmarks.serve. Each
bomb is asked anew as soon as it is answered, by clients of four addresses in a process apart; the simple
query comes every 50 ms whether or not the last one was answered, and is never the same twice. Printed are the
bound that the bomb met, the time to its answer, and what the simple query took, idle and under the bomb.
"""

import argparse
import json
import signal
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import date
from http.client import HTTPConnection, HTTPException
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from typing import Any, ClassVar

from rich.console import Console

from benchmarks.asking import ROWS, Client, NoAnswerError
from benchmarks.corpus import Corpus, corpus
from benchmarks.measure import p95
from benchmarks.peers import Peer, Sagsgraf
from benchmarks.tables import Table, markdown, print_table

_CLIENTS, _EVERY, _PAUSE = 4, 0.05, 0.05
_PATIENCE = 120.0
_UNREAD, _GONE = "an export that is not read", "clients that go away"
_PAIRS = "?a ?b ?c . ?d ?e ?f"
_DOUBLED = 'BIND ("ten bytes!" AS ?s0) ' + " ".join(
    f"BIND (CONCAT(?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(28)
)
_PATTERNS = " ; ".join(f"<urn:p{n}> ?o{n}" for n in range(200))
BOMBS: Mapping[str, str] = {
    "5,000 nested braces": "SELECT * WHERE " + "{" * 5000 + "}" * 5000,
    "200 patterns on one subject": f"SELECT * WHERE {{ ?s {_PATTERNS} }}",
    "a string doubled to 3 GB": f"SELECT (STRLEN(?s28) AS ?n) WHERE {{ {_DOUBLED} }}",
    "count of a cross product": f"SELECT (COUNT(*) AS ?n) WHERE {{ {_PAIRS} . ?g ?h ?i }}",
    "sort of a cross product": f"SELECT * WHERE {{ {_PAIRS} }} ORDER BY ?f ?c ?a",
    "closure over every path": "SELECT (COUNT(*) AS ?n) WHERE { ?a (!<urn:x>|!^<urn:x>)* ?b }",
    _UNREAD: f"SELECT * WHERE {{ {_PAIRS} }}",
    _GONE: f"SELECT (COUNT(*) AS ?n) WHERE {{ {_PAIRS} . ?g ?h ?i }}",
}


class Guarded(Sagsgraf):
    """Sagsgraf as it is set by itself."""

    settings: ClassVar[Mapping[str, str]] = {}


@dataclass
class Thrown:
    """What came of one kind of bomb: how often each answer, and the seconds each took."""

    met: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)


def throw(name: str, port: int, seconds: float) -> Thrown:
    """Throw a bomb from four clients for so long, and wait for the last answers; runs in a process apart."""
    thrown, until, turns = Thrown(), time.monotonic() + seconds, count()

    def client(number: int) -> None:
        while time.monotonic() < until:
            began = time.monotonic()
            met = _throw_once(name, port, f"127.0.0.{number + 2}", next(turns), until)
            thrown.seconds.append(time.monotonic() - began)
            thrown.met[met] += 1
            time.sleep(_PAUSE)  # what is refused at once would else be a test of the network

    threads = [threading.Thread(target=client, args=(number,)) for number in range(_CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return thrown


def _throw_once(name: str, port: int, address: str, turn: int, until: float) -> str:
    """The answer in a few words."""
    query = BOMBS[name].replace("?", f"?v{turn}_")
    connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE, source_address=(address, 0))
    try:
        headers = {"Content-Type": "application/sparql-query", "Accept": f"{ROWS}, application/problem+json"}
        connection.request("POST", "/sparql", query.encode(), headers)
        if name == _GONE:
            time.sleep(0.1)
            return "(went away after 0.1 s)"
        if name == _UNREAD:
            time.sleep(max(0.0, until - time.monotonic()))
        response = connection.getresponse()
        return _answer(response.status, response.read(100_000_000 if name == _UNREAD else 10_000))
    except (OSError, HTTPException) as error:
        return f"broken off: {type(error).__name__}"
    finally:
        connection.close()


def _answer(status: int, body: bytes) -> str:
    with suppress(ValueError, AttributeError):
        told = json.loads(body)
        return f"{status} {told.get('detail') or told.get('title') or ''}".strip()
    return f"{status}, {len(body):,} bytes"


class Visitor:
    """Asks a simple query on time, whatever became of the one before."""

    def __init__(self, peer: Peer, made: Corpus) -> None:
        self._peer, self._items = peer, made.constants["item"]
        self._turns, self._own = count(), threading.local()
        self._pool = ThreadPoolExecutor(64)

    def _once(self, due: float) -> float | None:
        """Seconds from when it was due until it was answered; nothing when it failed."""
        client = getattr(self._own, "client", None)
        if client is None:
            client = self._own.client = Client(self._peer.port, timeout=10)
        turn = next(self._turns)
        item = self._items[turn % len(self._items)]
        query = f"SELECT ?title_{turn} WHERE {{ <{item}> <http://purl.org/dc/terms/title> ?title_{turn} }}"
        try:
            answer = client.get(self._peer.target(query), ROWS)
        except NoAnswerError:
            return None
        good = answer.status == 200 and b'"value"' in answer.body
        return time.monotonic() - due if good else None

    def visit(self, until: "Future[Thrown] | float") -> list[float | None]:
        """The times of queries every 50 ms, for so many seconds or until a bomb has been thrown."""
        asked: list[Future[float | None]] = []
        start = time.monotonic()
        for turn in count():
            due = start + turn * _EVERY
            if until.done() if isinstance(until, Future) else due - start > until:
                return [one.result() for one in asked]
            time.sleep(max(0.0, due - time.monotonic()))
            asked.append(self._pool.submit(self._once, due))
        return []


@dataclass
class Row:
    """One line of the table; times are of the simple query, in seconds."""

    bomb: str
    met: dict[str, int]
    answered: float
    p50: float
    p95: float
    asked: int
    failed: int
    busy: float
    """The share of a core the server still uses two seconds after the last bomb."""
    megabytes: float


def _row(bomb: str, thrown: Thrown, times: list[float | None], peer: Peer) -> Row:
    good = [one for one in times if one is not None] or [float("inf")]
    assert peer.server
    time.sleep(2)
    before = peer.server.cpu_seconds()
    time.sleep(1)
    busy = peer.server.cpu_seconds() - before
    return Row(
        bomb,
        dict(thrown.met.most_common(4)),
        statistics.median(thrown.seconds) if thrown.seconds else 0.0,
        statistics.median(good),
        p95(good),
        len(times),
        times.count(None),
        max(0.0, busy),
        peer.server.megabytes(),
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bombs", description=__doc__)
    parser.add_argument("--size", type=float, default=0.1, help="millions of quads")
    parser.add_argument("--folder", type=Path, default=Path("build/bench"))
    parser.add_argument("--seconds", type=float, default=45.0, help="that each bomb is thrown for")
    parser.add_argument("--bomb", choices=[*BOMBS], action="append", help="only this one")
    parser.add_argument("--tree", type=Path, help="another checkout of Sagsgraf to measure")
    parser.add_argument("--markdown", action="store_true")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    Guarded.tree = given.tree.resolve() if given.tree else Guarded.tree
    console, peer = Console(stderr=True), Guarded(given.folder / "server-bombs")
    made = corpus(given.folder, given.size)
    try:
        peer.start(made)
        rows = _rows(peer, made, given.bomb or [*BOMBS], given.seconds, console)
    finally:
        peer.stop()
    table = _table(rows, made)
    told: dict[str, Any] = {"date": date.today().isoformat(), "rows": [asdict(row) for row in rows]}
    (given.folder / f"bombs-{given.size:g}.json").write_text(json.dumps(told, indent=1), encoding="utf-8")
    if given.markdown:
        print(markdown(table))
    else:
        print_table(table)


def _rows(peer: Peer, made: Corpus, bombs: list[str], seconds: float, console: Console) -> list[Row]:
    visitor = Visitor(peer, made)
    visitor.visit(min(2.0, seconds))
    rows = [_row("(idle)", Thrown(), visitor.visit(min(10.0, seconds)), peer)]
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        pool.submit(throw, _GONE, peer.port, 0.0).result()  # so that the process is up
        for bomb in bombs:
            console.print(bomb)
            thrown = pool.submit(throw, bomb, peer.port, seconds)
            times = visitor.visit(thrown)
            rows.append(_row(bomb, thrown.result(), times, peer))
    return rows


def _table(rows: list[Row], made: Corpus) -> Table:
    idle = rows[0].p95
    lines = []
    for row in rows:
        met = "; ".join(f"{what} ({times})" for what, times in row.met.items())
        simple = (f"{row.p50 * 1000:.1f}", f"{row.p95 * 1000:.1f}", f"{row.p95 / idle:.1f}")
        failed = f"{row.failed} of {row.asked}"
        answered = f"{row.answered:.2f}" if row.met else ""
        lines.append((row.bomb, met, answered, *simple, failed, f"{row.busy:.0%}", f"{row.megabytes:,.0f}"))
    columns = (
        *("bomb", "met (times)", "answered after, s"),
        *("simple p50, ms", "p95, ms", "x idle", "failed", "CPU after", "MB after"),
    )
    return Table(f"Bombs from {_CLIENTS} clients, {made.quads:,} quads, {date.today()}", columns, lines)


if __name__ == "__main__":
    main()
