"""The dump of the graphs that are of no minutes: links between them, the profile and the ontology.

A few new minutes change a few links of millions, so the subjects are spread over many members of one gzip
file, and only the members with a subject that is touched are written anew.
"""

import json
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from graph.gzipped import Output, member, unpacked
from graph.store import Store

NAME = "faelles.nq.gz"
PLACES = "faelles.json"

_MEMBERS = 4096
_AT_A_TIME = 64  # members that are held, when all are written


def write(
    output: Output, store: Store, graphs: Sequence[str], old: Path | None, touched: Collection[str]
) -> None:
    """Write the graphs to ``output``, and where the members are to :data:`PLACES` beside it.

    ``old`` is the folder with an earlier dump, which differs in the subjects ``touched`` alone.
    """
    lengths: list[int] = []
    members = _amended(store, graphs, old, touched) if old else _all(output.path.parent, store, graphs)
    for data in members:
        output.add(data)
        lengths.append(len(data))
    output.path.with_name(PLACES).write_text(json.dumps(lengths) + "\n", encoding="utf-8")


def _all(folder: Path, store: Store, graphs: Sequence[str]) -> Iterator[bytes]:
    """All members; the lines go through files, of which one is held at a time."""
    with TemporaryDirectory(dir=folder) as aside:
        paths = [Path(aside) / str(number) for number in range(_MEMBERS // _AT_A_TIME)]
        with ExitStack() as open_files:
            files = [open_files.enter_context(path.open("wb")) for path in paths]
            for graph in graphs:
                for triple in store.triples(graph_iri=graph):
                    line = f"{triple} <{graph}> .\n".encode()
                    files[_place(_subject(line)) // _AT_A_TIME].write(line)
        for number, path in enumerate(paths):
            lines: defaultdict[int, list[bytes]] = defaultdict(list)
            with path.open("rb") as file:
                for line in file:
                    lines[_place(_subject(line))].append(line)
            first = number * _AT_A_TIME
            yield from (_member(lines[place]) for place in range(first, first + _AT_A_TIME))


def _amended(store: Store, graphs: Sequence[str], old: Path, touched: Collection[str]) -> Iterator[bytes]:
    """The members of an earlier dump, those with a touched subject written anew."""
    subjects: defaultdict[int, set[bytes]] = defaultdict(set)
    for subject in touched:
        subjects[_place(subject.encode())].add(subject.encode())
    with (old / NAME).open("rb") as file:
        for place, length in enumerate(json.loads((old / PLACES).read_text(encoding="utf-8"))):
            data = file.read(length)
            if place in subjects:
                lines = unpacked(data).splitlines(keepends=True) if data else []
                kept = [line for line in lines if _subject(line) not in subjects[place]]
                data = _member(kept + list(_about(store, graphs, subjects[place])))
            yield data


def _about(store: Store, graphs: Sequence[str], subjects: set[bytes]) -> Iterator[bytes]:
    for subject in subjects:
        for graph in graphs:
            for triple in store.triples(ox.NamedNode(subject.decode()), graph_iri=graph):
                yield f"{triple} <{graph}> .\n".encode()


def _member(lines: list[bytes]) -> bytes:
    return member(b"".join(sorted(lines))) if lines else b""


def _subject(line: bytes) -> bytes:
    return line[1 : line.index(b">")]


def _place(subject: bytes) -> int:
    """The member in which the lines of a subject are, the same on every machine."""
    return zlib.crc32(subject) % _MEMBERS
