"""How long the pages take that nobody has asked for before, by kind.

``python -m benchmarks.pages DATA`` opens the current release of a data folder in this process, asks for pages
of every kind once each, and prints median, 95th percentile and size of each kind, what the median page took
of the processor, which others that use the machine make no longer, and the query that took longest in any of
its pages. With the things that most points to, so the worst is among them.
"""

import argparse
import random
import statistics
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from fastapi.testclient import TestClient
from rich.progress import track

from api.app import create_app
from api.serving.releases import OpenRelease, Row
from benchmarks.measure import p95
from benchmarks.tables import Table, print_table
from graph.base.config import Config
from graph.ontology.terms import PREFIXES
from graph.release.archive import Release, current

_BUSIEST = 3  # of each kind, those that most points to
_KINDS = {
    "meeting": "sg:Meeting",
    "agenda item": "sg:AgendaItem",
    "case": "sg:Case",
    "body": "sg:Body",
    "unit": "sg:Unit",
    "post": "org:Post",
    "person": "foaf:Person",
    "document": "sg:Attachment",
    "minutes": "sg:Minutes",
    "standing item": "sg:StandingItemSeries",
}
_FIXED = {
    "front page": ("",),
    "lists": ("moeder", "sager", "organer", "enheder", "sager?side=20", "moeder?side=50"),
    "quality and state": ("kvalitet", "status"),
}
_PREFIXES = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items())


@dataclass
class Kind:
    """What was measured of a kind of page: seconds, those of the processor, bytes, and the slowest query with
    its seconds."""

    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    worst: tuple[float, str] = (0.0, "")


@contextmanager
def _timed() -> Iterator[list[tuple[float, str]]]:
    """The seconds and the title of each named query that pages run meanwhile."""
    told: list[tuple[float, str]] = []
    rows = OpenRelease.rows

    def timed(release: OpenRelease, query: str) -> list[Row]:
        begun = time.perf_counter()
        found = rows(release, query)
        title = query.partition("\n")[0]
        named = (
            title.removeprefix("# title@da: ")
            if title.startswith("#")
            else "the latest items (api/things/pages.py)"
        )
        told.append((time.perf_counter() - begun, named))
        return found

    OpenRelease.rows = timed  # type: ignore[method-assign]
    try:
        yield told
    finally:
        OpenRelease.rows = rows  # type: ignore[method-assign]


def addresses(release: OpenRelease, each: int) -> Mapping[str, list[str]]:
    """Kind of page -> paths, ``each`` of a kind if there are so many, the same ones each time."""
    chance = random.Random(1)
    base = release.shelved.manifest.base_iri
    found = {kind: list(paths) for kind, paths in _FIXED.items()}
    for kind, name in _KINDS.items():
        things = [
            row["x"] for row in release.rows(f"{_PREFIXES}SELECT DISTINCT ?x {{ ?x a {name} }} ORDER BY ?x")
        ]
        busiest = release.rows(
            f"{_PREFIXES}SELECT ?x {{ ?x a {name} . ?s ?p ?x }} GROUP BY ?x "
            f"ORDER BY DESC(COUNT(?s)) ?x LIMIT {_BUSIEST}"
        )
        chosen = {row["x"] for row in busiest} | set(chance.sample(things, min(each, len(things))))
        found[kind] = [iri.replace(f"{base}/id/", "doc/") for iri in sorted(chosen)]
    titles = release.rows(
        f"{_PREFIXES}SELECT DISTINCT ?t {{ ?x a sg:AgendaItem ; dct:title ?t }} ORDER BY ?t"
    )
    words = sorted({word for row in titles for word in row["t"].split() if len(word) > 4 and word.isalpha()})
    cases = [row["n"] for row in release.rows(f"{_PREFIXES}SELECT ?n {{ ?x sg:caseNumber ?n }} ORDER BY ?n")]
    asked = [
        *chance.sample(words, min(each, len(words))),
        *(" ".join(chance.sample(words, 2)) for _ in range(each if len(words) > 1 else 0)),
        *chance.sample(cases, min(each, len(cases))),
        *("den", "udvalget godkendte", "skole"),
    ]
    found["search"] = [f"search?q={quote(one)}" for one in asked]
    return found


def measure(data_dir: Path, each: int) -> dict[str, Kind]:
    """What pages of each kind take. Raises :class:`AssertionError` for one that is no page."""
    base = Release(current(Config(data_dir=data_dir))).manifest.base_iri
    app = create_app(Config(data_dir=data_dir, base_iri=base))
    kinds: dict[str, Kind] = {}
    with TestClient(app, base_url=base, headers={"Accept": "text/html"}) as client, _timed() as queries:
        release = app.state.site.releases.latest()
        for kind, paths in track(addresses(release, each).items(), description="pages"):
            for path in paths:
                queries.clear()
                begun, cpu = time.perf_counter(), time.process_time()
                answer = client.get(f"{base}/{path}")
                seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
                assert answer.status_code == 200, f"{path}: {answer.status_code}"
                one = kinds.setdefault(kind, Kind())
                one.seconds.append(seconds)
                one.cpu.append(cpu)
                one.sizes.append(len(answer.content))
                one.slowest = max([one.slowest, *queries])
                one.worst = max(one.worst, (seconds, path))
    return kinds


def table(kinds: Mapping[str, Kind]) -> Table:
    """The figures, times in milliseconds."""
    return Table(
        "Pages nobody asked for before, in process",
        (
            "kind",
            "pages",
            "p50, ms",
            "p95, ms",
            "CPU p50, ms",
            "CPU worst, ms",
            "worst, ms",
            "largest, kB",
            "slowest query, ms",
            "which",
        ),
        [
            (
                name,
                str(len(kind.seconds)),
                f"{1000 * statistics.median(kind.seconds):.1f}",
                f"{1000 * p95(kind.seconds):.1f}",
                f"{1000 * statistics.median(kind.cpu):.1f}",
                f"{1000 * max(kind.cpu):.1f}",
                f"{1000 * kind.worst[0]:.0f} ({kind.worst[1]})",
                f"{max(kind.sizes) / 1000:.0f}",
                f"{1000 * kind.slowest[0]:.1f}",
                kind.slowest[1],
            )
            for name, kind in kinds.items()
        ],
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("data", type=Path, help="a data folder with a release")
    parser.add_argument("--each", type=int, default=40, help="pages of each kind")
    given = parser.parse_args()
    print_table(table(measure(given.data, given.each)))


if __name__ == "__main__":
    main()
