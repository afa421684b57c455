"""Resource documents: a release published from generated minutes, its things asked for in every format."""

import json
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks import load
from benchmarks.asking import ROWS, Client, NoAnswerError
from benchmarks.corpus import BASE
from benchmarks.generate import write
from benchmarks.peers import Sagsgraf
from benchmarks.processes import run

FORMATS = ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml", "text/html")
_CLASSES = ("Meeting", "AgendaItem", "Case", "Decision", "Minutes", "Unit", "Body")
_THINGS = 400
_CLIENTS = 8


@dataclass(frozen=True)
class Format:
    """One format: milliseconds a document took when it was first asked for, one at a time; then the load."""

    first: float
    kilobytes: float
    load: load.Load | None


class Published(Sagsgraf):
    """Sagsgraf serving a release in its data folder."""

    minutes: Path

    def start_release(self, folder: Path, documents: int) -> None:
        """Publish so many generated documents, unless that is done, and serve them."""
        self.minutes = folder / "minutes"
        if len(list(self.minutes.glob("*.txt"))) != documents:
            write(folder, documents)
        run(
            [*self._command, "publish", self.minutes.resolve(), "--data-dir", (folder / "data").resolve()],
            folder / "publish.txt",
            self.tree,
        )
        self.folder.mkdir(parents=True, exist_ok=True)
        serve = ("serve", "--data-dir", (folder / "data").resolve(), "--port", str(self.port))
        server = self._serve(*self._command, *serve, tree=self.tree)
        server.wait(self.port, self.target("ASK { ?s ?p ?o }"), 120)


def measure(folder: Path, documents: int, seconds: float) -> dict[str, Format]:
    """By format. Raises :class:`NoAnswerError` when a document is not what was asked for."""
    folder.mkdir(parents=True, exist_ok=True)
    peer = Published(folder / "server")
    try:
        peer.start_release(folder, documents)
        paths = _paths(peer)
        return {kind: _format(peer, paths, kind, folder, seconds) for kind in FORMATS}
    finally:
        peer.stop()


def _paths(peer: Published) -> list[str]:
    """Addresses of things of every class, spread evenly."""
    named = " ".join(f"sg:{name}" for name in _CLASSES)
    query = (
        "PREFIX sg: <https://w3id.org/sagsgraf/ns#> SELECT DISTINCT ?thing WHERE { "
        f'VALUES ?class {{ {named} }} ?thing a ?class FILTER (STRSTARTS(STR(?thing), "{BASE}/id/")) }} '
        "ORDER BY ?thing"
    )
    answer = Client(peer.port).get(peer.target(query), ROWS)
    things = [row["thing"]["value"] for row in json.loads(answer.body)["results"]["bindings"]]
    chosen = things[:: max(1, len(things) // _THINGS)]
    return [thing.replace(f"{BASE}/id/", "/doc/") for thing in chosen]


def _format(peer: Published, paths: list[str], kind: str, folder: Path, seconds: float) -> Format:
    client, size, began = Client(peer.port), 0, time.perf_counter()
    for path in paths:
        answer = client.get(path, kind)
        if answer.status != 200 or answer.kind != kind:
            raise NoAnswerError(f"{path} as {kind}: status {answer.status}, {answer.kind}")
        size += len(answer.body)
    first = (time.perf_counter() - began) / len(paths)
    client.close()
    targets = [(path, kind) for path in paths]
    loaded = load.run(peer.port, targets, folder, seconds, _CLIENTS) if load.installed() else None
    return Format(first * 1000, size / len(paths) / 1000, loaded)
