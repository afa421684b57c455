"""How many calls a second the server answers assistants (Model Context Protocol), and what a call costs.

``python -m benchmarks.assistants DATA`` serves the current release of a data folder, lets clients call its
tools at /mcp, and prints for each tool answers a second, median, 95th percentile and the processor's time of
the server. No call is made twice, so no answer was kept, but in the last row: all of them again. Exit status
1 where a call failed.
"""

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from rich.progress import track

from benchmarks.asking import Client, NoAnswerError
from benchmarks.measure import p95
from benchmarks.processes import PROGRAM, Server, free_port
from benchmarks.soak import UNLIMITED
from benchmarks.tables import Table, markdown, print_table
from graph.base.config import Config
from graph.library import open_release
from graph.release.archive import Release, current

Call = tuple[str, Mapping[str, str]]
"""A tool and its arguments."""
_QUERIES: Mapping[str, str] = {
    "number": "SELECT DISTINCT ?x { [] <https://w3id.org/sagsgraf/ns#caseNumber> ?x } ORDER BY ?x",
    "title": "SELECT DISTINCT ?x { [] a <https://w3id.org/sagsgraf/ns#AgendaItem> ; "
    "<http://purl.org/dc/terms/title> ?x } ORDER BY ?x",
    "body": "SELECT DISTINCT ?x { [] <https://w3id.org/sagsgraf/ns#heldBy> ?x } ORDER BY ?x",
    "unit": "SELECT DISTINCT ?x { [] a <https://w3id.org/sagsgraf/ns#Unit> ; "
    "<http://www.w3.org/2004/02/skos/core#prefLabel> ?x } ORDER BY ?x",
    "item": "SELECT DISTINCT ?x { ?x a <https://w3id.org/sagsgraf/ns#AgendaItem> } ORDER BY ?x",
}
_WORDS = 2  # of a title, that are searched for together
_ACCEPT = "application/json, text/event-stream"


@dataclass(frozen=True)
class Called:
    """What calls of one kind took: seconds of each, from the first to the end of the last, and of processors
    of the server; and how many failed."""

    seconds: Sequence[float]
    elapsed: float
    cpu: float
    failed: int


def calls(config: Config, each: int) -> Mapping[str, Sequence[Call]]:
    """So many calls of each tool, or as many as there are, of things drawn from the release; then a day's."""
    chance = random.Random(1)
    with open_release(config) as release:
        known = {
            kind: [str(row["x"].value) for row in release.query(query)] for kind, query in _QUERIES.items()
        }
    words = sorted({word for title in known["title"] for word in title.split() if word.isalpha()})
    pairs = sorted({" ".join(chance.sample(words, _WORDS)) for _ in range(each)}) if words[1:] else words
    days = [f"{year}-{month:02}-01" for year in range(2000, 2040) for month in range(1, 13)]

    def some(kind: Sequence[str]) -> Iterator[str]:
        return iter(chance.sample(kind, min(each, len(kind))))

    made: dict[str, list[Call]] = {
        "search": [("search", {"question": pair}) for pair in pairs],
        "case": [("case", {"number": number}) for number in some(known["number"])],
        "course": [("course", {"number": number}) for number in some(known["number"])],
        "meeting": [("meeting", {"body": _code(body)}) for body in some(known["body"])],
        "decisions": [
            ("decisions", {"body": _code(chance.choice(known["body"])), "since": day}) for day in some(days)
        ],
        "unit": [("unit", {"unit": unit}) for unit in some(known["unit"])],
        "quote": [("quote", {"iri": item}) for item in some(known["item"])],
    }
    day = [call for of_tool in made.values() for call in of_tool]
    chance.shuffle(day)
    return made | {"all of these again": day}


def _code(iri: str) -> str:
    """The last part of the IRI of a body, by which it may be asked for."""
    return iri.rpartition("/")[2]


def measure(data_dir: Path, each: int, clients: int) -> Mapping[str, Called]:
    """What the calls take, asked by so many clients at once; each kind after the other.

    Raises :class:`benchmarks.processes.NotStartedError` where the release cannot be served.
    """
    port = free_port()
    base = Release(current(Config(data_dir=data_dir))).manifest.base_iri
    config = Config(data_dir=data_dir, base_iri=base)
    settings = {**UNLIMITED, "SAGSGRAF_BASE_IRI": base}
    with tempfile.TemporaryDirectory(prefix="assistants") as folder:
        serve = (*PROGRAM, "serve", "--data-dir", str(data_dir.resolve()), "--port", str(port))
        server = Server.start(serve, Path(folder) / "log.txt", settings, Path(folder))
        try:
            server.wait(port, "/healthz", 120)
            asking = [Client(port) for _ in range(clients)]
            for client in asking:  # the library is loaded when the first assistant comes
                _ask(client, ("schema", {}))
            return {
                kind: _called(server, asking, made)
                for kind, made in track(calls(config, each).items(), description="calls")
                if made
            }
        finally:
            server.stop()


def _called(server: Server, asking: Sequence[Client], made: Sequence[Call]) -> Called:
    shares = [made[place :: len(asking)] for place in range(len(asking))]
    cpu, begun = server.cpu_seconds(), time.perf_counter()
    with ThreadPoolExecutor(len(asking)) as threads:
        told = list(
            threads.map(lambda one: [_ask(one[0], call) for call in one[1]], zip(asking, shares, strict=True))
        )
    elapsed, cpu = time.perf_counter() - begun, server.cpu_seconds() - cpu
    answers = [one for share in told for one in share]
    return Called([seconds for seconds, _ in answers], elapsed, cpu, sum(not well for _, well in answers))


def _ask(client: Client, call: Call) -> tuple[float, bool]:
    """The seconds a call took, and whether a tool answered it."""
    name, arguments = call
    message = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": name, "arguments": arguments},
    }
    try:
        answer = client.post("/mcp", _ACCEPT, json.dumps(message).encode())
    except NoAnswerError:
        return 0.0, False
    result = json.loads(answer.body).get("result", {}) if answer.status == 200 else {}
    return answer.seconds, bool(result) and not result.get("isError")


def table(found: Mapping[str, Called], clients: int) -> Table:
    """The figures, times in milliseconds."""
    return Table(
        f"Calls of tools at /mcp by {clients} clients at once",
        ("tool", "calls", "failed", "a second", "median, ms", "p95, ms", "CPU a call, ms"),
        [
            (
                kind,
                str(len(one.seconds)),
                str(one.failed),
                f"{len(one.seconds) / one.elapsed:.0f}",
                f"{1000 * statistics.median(one.seconds):.1f}",
                f"{1000 * p95(one.seconds):.1f}",
                f"{1000 * one.cpu / len(one.seconds):.1f}",
            )
            for kind, one in found.items()
        ],
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.assistants", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--each", type=int, default=300)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--markdown", action="store_true")
    given = parser.parse_args(arguments)
    found = measure(given.data, given.each, given.clients)
    made = table(found, given.clients)
    if given.markdown:
        print(markdown(made))
    else:
        print_table(made)
    return int(any(one.failed for one in found.values()))


if __name__ == "__main__":
    raise SystemExit(main())
