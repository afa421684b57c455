"""A corpus to be served: generated minutes, read and mapped as when they are published, as one N-Quads file.

Minutes are read, parsed and mapped on all cores; the shapes, the links between documents and the texts, which
a release has beside, are left out, for they cost more than all the rest and change little of what is asked.
The file holds a named graph for each minutes file, for the ontology and for the profile, and in the default
graph the merge of them all, each triple once, as the store of a release has it. The size is that of the named
graphs. The same size gives the same bytes, and is made once for a folder.
"""

import hashlib
import json
import os
import subprocess
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import IO, Any

from rdflib import Graph, URIRef
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from benchmarks.generate import PROFILE, generate
from benchmarks.minutes import Truth
from graph.base.config import Config, resource
from graph.mapping.minutes import graph_iri, minutes_graph
from graph.municipality.profile import Profile, load_profile
from graph.ontology.iris import Iris
from graph.ontology.terms import ONTOLOGY, term, vocabulary
from graph.readers.files import decode
from graph.readers.layout.parse import parse

BASE = Config().base_iri
_PER_MILLION = 380  # documents that give about a million quads
_WORTH_IT = 24  # with fewer documents processes take longer to begin than the documents to read
_AHEAD = 4  # documents under way, per process
_MANY = 64  # constants of a kind: a query is asked about this many things in turn
_RUN = "0" * 64


@dataclass(frozen=True)
class Corpus:
    """The file, how many quads its named graphs and triples its default graph have, and things to ask of."""

    file: Path
    documents: int
    quads: int
    triples: int
    constants: dict[str, list[str]]


@dataclass(frozen=True)
class Mapped:
    """A document as lines of N-Triples in the graph ``name``, and what it tells of that queries ask about."""

    name: str
    lines: list[bytes]
    meeting: str
    bodies: list[str]
    items: list[str]
    people: list[str]
    cases: list[str]


def corpus(folder: Path, size: float) -> Corpus:
    """The corpus of so many million quads below a folder, made if it is not there."""
    documents = max(4, round(size * _PER_MILLION))
    place = folder / f"corpus-{documents}"
    told, mark = place / "corpus.json", _fingerprint()
    if told.is_file():
        known = json.loads(told.read_text(encoding="utf-8"))
        if known.pop("made_by") == mark:
            return Corpus(**known | {"file": place / "corpus.nq"})
    place.mkdir(parents=True, exist_ok=True)
    made = _make(place / "corpus.nq", documents)
    record = asdict(made) | {"file": made.file.name, "made_by": mark}
    told.write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
    return made


def _fingerprint() -> str:
    """What the bytes of a corpus depend on: the generator, the mapping and the vocabulary."""
    root = Path(__file__).parent
    generator = [root / f"{name}.py" for name in ("corpus", "generate", "minutes", "page", "words", "world")]
    mapping = sorted((root.parent / "graph" / "mapping").glob("*.py"))
    digest = hashlib.sha256()
    for file in (*generator, *mapping, resource("ontology.ttl")):
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _make(file: Path, documents: int) -> Corpus:
    merged, chosen, quads = file.with_name("merged.nt"), _Chosen(), 0
    # The merge is left to sort(1), which does not need the triples in memory.
    command = [
        "sort",
        "--unique",
        "--parallel=2",
        "--temporary-directory",
        str(file.parent),
        "-o",
        str(merged),
    ]
    environment = os.environ | {"LC_ALL": "C"}
    with ExitStack() as stack:
        out = stack.enter_context(file.open("wb"))
        sort = stack.enter_context(subprocess.Popen(command, stdin=subprocess.PIPE, env=environment))
        assert sort.stdin
        for mapped in _with_bar(_all_mapped(documents), documents + 2):
            _put(out, sort.stdin, mapped)
            quads += len(mapped.lines)
            chosen.add(mapped)
    if sort.returncode:
        raise SystemExit("sort failed; is the disk full?")
    triples = 0
    with file.open("ab") as out, merged.open("rb") as lines:
        for line in lines:
            out.write(line)
            triples += 1
    merged.unlink()
    return Corpus(file, documents, quads, triples, chosen.constants())


def _put(out: IO[bytes], sort: IO[bytes], mapped: Mapped) -> None:
    name = f"<{mapped.name}> .\n".encode()
    out.writelines(line.removesuffix(b".") + name for line in mapped.lines)
    sort.writelines(line + b"\n" for line in mapped.lines)


def _with_bar(documents: Iterator[Mapped], total: int) -> Iterator[Mapped]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(documents, total=total, description="reading and mapping minutes")


def _all_mapped(documents: int) -> Iterator[Mapped]:
    """The shared graphs, then each document's, in their order whatever the number of processes."""
    for name, graph in (
        (str(ONTOLOGY), vocabulary().graph),
        (str(_iris().profile()), _profile().graph(BASE)),
    ):
        yield Mapped(name, _lines(graph), "", [], [], [], [])
    yield from mapped_minutes(generate(documents), documents)


def mapped_minutes(texts: Iterator[tuple[str, Truth]], documents: int) -> Iterator[Mapped]:
    """The graphs of so many minutes in their order; many are read on all cores."""
    if documents < _WORTH_IT:
        yield from (map_document(truth["file"], text) for text, truth in texts)
        return
    processes = len(os.sched_getaffinity(0))
    under_way: deque[Future[Mapped]] = deque()
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        for text, truth in texts:
            if len(under_way) >= processes * _AHEAD:
                yield under_way.popleft().result()
            under_way.append(pool.submit(map_document, truth["file"], text))
        while under_way:
            yield under_way.popleft().result()


def map_document(name: str, text: str) -> Mapped:
    """One text, read and mapped as :mod:`graph.publishing.intake` does it."""
    minutes = parse(decode(name, text.encode()), _profile())
    graph = minutes_graph(minutes, _profile(), _iris(), _RUN)

    def objects(subject: str | None, predicate: str) -> list[str]:
        node = URIRef(subject) if subject else None
        return sorted({str(value) for value in graph.objects(node, term(predicate))})

    meeting = str(next(graph.subjects(term("heldBy"))))
    return Mapped(
        str(graph_iri(minutes, _profile(), _iris())),
        _lines(graph),
        meeting,
        objects(meeting, "heldBy"),
        objects(meeting, "hasAgendaItem"),
        objects(None, "attendee"),
        [
            number
            for item in minutes.items
            if not item.closed
            for number in {q.text for q in item.case_numbers}
        ],
    )


def _lines(graph: Graph) -> list[bytes]:
    written: bytes = graph.serialize(format="nt11", encoding="utf-8")
    return sorted({line for line in written.splitlines() if line})


@cache
def _profile() -> Profile:
    return load_profile(PROFILE)


@cache
def _iris() -> Iris:
    return Iris(BASE, _profile().slug)


class _Chosen:
    """Things to ask about, spread evenly over the corpus."""

    def __init__(self) -> None:
        self._cases: Counter[str] = Counter()
        self._meetings: list[Mapped] = []

    def add(self, mapped: Mapped) -> None:
        if mapped.meeting:
            self._cases.update(mapped.cases)
            self._meetings.append(
                Mapped(mapped.name, [], mapped.meeting, mapped.bodies, mapped.items, mapped.people[:1], [])
            )

    def constants(self) -> dict[str, list[str]]:
        """By kind. A case has come up more than once, and no standing item's number is among them."""
        known: dict[str, Any] = {
            "base": [BASE],
            "case": sorted(number for number, times in self._cases.items() if 2 <= times <= 9),
            "meeting": [one.meeting for one in self._meetings],
            "minutes": [one.name for one in self._meetings],
            "item": [one.items[0] for one in self._meetings],
            "body": sorted({body for one in self._meetings for body in one.bodies}),
            "person": [person for one in self._meetings for person in one.people],
        }
        return {kind: _spread(values) for kind, values in known.items()}


def _spread(values: Iterable[str]) -> list[str]:
    given = list(values)
    return [given[place * len(given) // _MANY] for place in range(_MANY)] if len(given) > _MANY else given
