"""Sagsgraf beside the servers people would otherwise pick: the same data, queries and machine, in one run.

``python -m benchmarks.serve --size 1`` makes a corpus of a million quads (:mod:`benchmarks.corpus`), starts
Sagsgraf and those of the oxigraph server and Virtuoso that are installed, checks that their answers to the
mix agree, and times them in turns. Every query timed is one the server was not asked before: its constant is
another, or its variables have new names, so no result can come from a cache; what caches give is measured
apart. Files were just read, so the page cache is warm; "first" is the time of the first answers after start.

It prints tables, or Markdown with ``--markdown``, and writes all numbers to ``result-SIZE.json``.
"""

import argparse
import json
import os
import platform
import shlex
import signal
import statistics
import sys
from contextlib import ExitStack
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks import load, resources
from benchmarks.asking import NoAnswerError
from benchmarks.corpus import Corpus, corpus
from benchmarks.measure import Bench, Samples, geometric_mean, p95
from benchmarks.mix import MIX
from benchmarks.peers import PEERS, Peer, Sagsgraf
from benchmarks.processes import NotStartedError
from benchmarks.tables import as_markdown, print_tables

BASELINE = "oxigraph"


def main() -> None:
    given = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers are ended
    console = Console(stderr=True)
    if given.tree:
        Sagsgraf.tree = given.tree.resolve()
    made = corpus(given.folder, given.size)
    result = _head(given, made)
    with ExitStack() as stack:
        peers = _started(given, made, stack, console, result)
        if not peers:
            raise SystemExit("no server could be started")
        _measured(Bench(made, peers, console.print), given, result)
    if given.documents:
        console.print("resource documents")
        _resources(given, result)
    file = given.folder / f"result-{given.size:g}.json"
    file.write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")
    if given.markdown:
        print(as_markdown(result))
    else:
        print_tables(result)
    console.print(f"all numbers are in {file}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serve", description=__doc__)
    parser.add_argument("--size", type=float, default=0.1, help="millions of quads")
    parser.add_argument("--folder", type=Path, default=Path("build/bench"))
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument(
        "--seconds", type=float, default=10.0, help="of each load; and half of a query's budget"
    )
    parser.add_argument("--peers", default=",".join(peer.name for peer in PEERS))
    parser.add_argument("--documents", type=int, default=48, help="published for the resource documents")
    parser.add_argument("--tree", type=Path, help="another checkout of Sagsgraf to measure")
    parser.add_argument("--markdown", action="store_true")
    return parser.parse_args()


def _head(given: argparse.Namespace, made: Corpus) -> dict[str, Any]:
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    machine = f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.machine()}"
    return {
        "date": date.today().isoformat(),
        "command": "python -m benchmarks.serve " + shlex.join(sys.argv[1:]),
        "size": given.size,
        "machine": f"{machine}, Python {platform.python_version()}",
        "corpus": {"documents": made.documents, "quads": made.quads, "triples": made.triples},
        "baseline": BASELINE,
        "notes": [] if load.installed() else ["wrk is not installed: throughput is skipped"],
    }


def _started(
    given: argparse.Namespace, made: Corpus, stack: ExitStack, console: Console, result: dict[str, Any]
) -> list[Peer]:
    """Those asked for that are installed and come up, the baseline first."""
    peers, told = [], {}
    for kind in PEERS:
        if kind.name not in given.peers.split(","):
            continue
        if kind.program() is None:
            result["notes"].append(f"{kind.name} is not installed: skipped")
            continue
        console.print(f"starting {kind.name}")
        peer = kind(given.folder / f"server-{kind.name}")
        stack.callback(peer.stop)
        try:
            peer.start(made)
        except NotStartedError as error:
            result["notes"].append(f"{kind.name} did not start: {error}")
            console.print(result["notes"][-1], style="red")
            continue
        assert peer.server
        told[kind.name] = {
            "version": kind.version(),
            "load_seconds": peer.load_seconds,
            "disk_megabytes": peer.disk_megabytes,
            "memory_loaded": peer.server.megabytes(),
        }
        peers.append(peer)
    result["servers"] = told
    return peers


def _measured(bench: Bench, given: argparse.Namespace, result: dict[str, Any]) -> None:
    bench.agree()
    samples = bench.time(given.rounds, 2 * given.seconds)
    result["queries"] = [_query(bench, samples, query.name) for query in MIX]
    result["means"] = {peer.name: _means(bench, samples, peer.name) for peer in bench.peers}
    loads = bench.throughput(given.folder, given.seconds) if load.installed() else {}
    result["throughput"] = {
        kind: {name: asdict(one) for name, one in those.items()} for kind, those in loads.items()
    }
    for peer in bench.peers:
        assert peer.server
        result["servers"][peer.name]["memory_after"] = peer.server.megabytes()
        for name, reason in bench.excluded[peer.name].items():
            result["notes"].append(f"{peer.name} is left out of {name!r}: {reason}")


def _query(bench: Bench, samples: Samples, name: str) -> dict[str, Any]:
    query = next(query for query in MIX if query.name == name)
    told: dict[str, Any] = {
        "name": name,
        "about": query.about,
        "rows": bench.sizes.get(name, 0),
        "servers": {},
    }
    for peer, of in samples.items():
        if of[name] and name not in bench.excluded[peer]:
            told["servers"][peer] = {
                "median": statistics.median(of[name]),
                "p95": p95(of[name]),
                "first": bench.first[peer][name],
                "times": len(of[name]),
            }
    return told


def _means(bench: Bench, samples: Samples, name: str) -> dict[str, Any]:
    """The geometric mean of a server's medians, and their ratio to each other server's where both count."""
    medians = {
        peer: {q: statistics.median(s) for q, s in of.items() if s and q not in bench.excluded[peer]}
        for peer, of in samples.items()
    }
    mine, ratios = medians[name], {}
    for other, theirs in medians.items():
        each = {query: mine[query] / theirs[query] for query in mine if query in theirs}
        if other != name and each:
            slowest = max(each, key=lambda query: each[query])
            ratios[other] = {
                "mean": geometric_mean(list(each.values())),
                "most": each[slowest],
                "at": slowest,
                "slower_than_1.2": sorted(query for query, ratio in each.items() if ratio > 1.2),
            }
    return {"mean": geometric_mean(list(mine.values())), "ratios": ratios}


def _resources(given: argparse.Namespace, result: dict[str, Any]) -> None:
    folder = given.folder / f"published-{given.documents}"
    try:
        found = resources.measure(folder, given.documents, given.seconds)
    except (NoAnswerError, NotStartedError) as error:
        result["notes"].append(f"resource documents were not measured: {error}")
        return
    result["resources"] = {kind: asdict(one) for kind, one in found.items()}


if __name__ == "__main__":
    main()
