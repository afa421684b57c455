"""The dumps of a release: everything as files, gzipped, the same bytes for the same minutes.

``dumps/`` holds N-Quads whole and by year, N-Quads, Turtle and JSON-LD by body and year, and what no
minutes say alone (:mod:`graph.release.dumps`); ``index.json`` lists all but the last. Each document is a
member of its files (RFC 1952, section 2.2), so what did not change is copied as it is, and larger dumps are
smaller ones after each other.
"""

import json
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from graph.base import files
from graph.formats.jsonld import node_objects
from graph.formats.table import DUMPED, JSONLD, NQUADS, TURTLE, Format, packed_name
from graph.ontology.iris import context, meeting_key
from graph.ontology.terms import PREFIXES, vocabulary
from graph.release.gzip_members import Output, copy_range, member, unpacked
from graph.release.keyed_json import compact
from graph.store.oxigraph import Store

# The dump of the graphs that are of no minutes: links between them, the profile and the ontology.
#
# A few new minutes change a few links of millions, so the subjects are spread over many members of one gzip
# file, and only the members with a subject that is touched are written anew.

NAME = packed_name("faelles", NQUADS)
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


FOLDER = "dumps"
INDEX = "index.json"
WHOLE = packed_name("sagsgraf", NQUADS)
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")

Part = tuple[str, str]
"""The last part of a body's IRI, and a year."""


class Dumps:
    """Writes the dumps of a release in the making into its folder.

    ``old`` is the folder of the release that it begins as a copy of; of that, all is taken over but the
    graphs of minutes in ``changed`` and, of the graphs of no minutes, the subjects ``touched``.
    """

    def __init__(
        self,
        folder: Path,
        store: Store,
        base_iri: str,
        old: Path | None = None,
        changed: Collection[str] = (),
        touched: Collection[str] = (),
    ) -> None:
        self._folder = folder / FOLDER
        self._store = store
        self._context = str(context(base_iri))
        self._changed, self._touched = changed, touched
        self._old = old / FOLDER if old and (old / FOLDER / INDEX).is_file() else None
        listed = json.loads((self._old / INDEX).read_text(encoding="utf-8")) if self._old else []
        self._known = {entry["path"]: entry for entry in listed}
        self._entries: list[dict[str, object]] = []

    def write(self, minutes: Collection[str], minutes_before: Collection[str]) -> None:
        """Write them all; given are the graphs of minutes there are, and those the old release had."""
        self._folder.mkdir()
        now, before = _parts(minutes), _parts(minutes_before)
        years: defaultdict[str, list[str]] = defaultdict(list)
        stale = set()
        for part in sorted(now):
            years[part[1]].append(_name(part, NQUADS))
            if self._old and now[part] == before.get(part) and not set(now[part]) & set(self._changed):
                self._keep(part)
            else:
                stale.add(part[1])
                self._write_part(part, now[part], before.get(part, []))
        stale |= {year for body, year in before if (body, year) not in now}
        for year, names in sorted(years.items()):
            if self._old and year not in stale:
                self._link(packed_name(year, NQUADS), "", year)
            else:
                self._join(packed_name(year, NQUADS), names, year)
        shared = set(self._store.graphs()) - set(minutes)
        with Output(self._folder / NAME) as output:
            write(output, self._store, sorted(shared), self._old, self._touched)
        self._join(WHOLE, [*(packed_name(year, NQUADS) for year in sorted(years)), NAME], "")
        lines = (compact(entry) for entry in sorted(self._entries, key=lambda entry: str(entry["path"])))
        (self._folder / INDEX).write_bytes(b"[\n" + b",\n".join(lines) + b"\n]\n")

    def _keep(self, part: Part) -> None:
        """Take over the files of a body's year."""
        (self._folder / part[0]).mkdir(exist_ok=True)
        for form in DUMPED:
            self._link(_name(part, form), *part)
        self._hard_link(_places(part))

    def _link(self, name: str, body: str, year: str) -> None:
        self._hard_link(name)
        self._entries.append(self._known[name])

    def _hard_link(self, name: str) -> None:
        assert self._old is not None
        files.link_or_copy(self._old / name, self._folder / name)

    def _write_part(self, part: Part, graphs: Iterable[str], before: Collection[str]) -> None:
        """Write the files of a body's year, document by document, each encoded only if it is another."""
        (self._folder / part[0]).mkdir(exist_ok=True)
        old = json.loads((self._old / _places(part)).read_bytes()) if self._old and before else {}
        places: dict[str, list[list[int]]] = {}
        outputs = [Output(self._folder / _name(part, form)) for form in DUMPED]
        jsonld = outputs[DUMPED.index(JSONLD)]
        address = json.dumps(self._context)
        jsonld.add(member(f'{{"@context": {address}, "@graph": [\n'.encode()))
        for graph in graphs:
            if places:
                jsonld.add(member(b",\n"))
            begun = [output.size for output in outputs]
            if self._old and graph in old and graph not in self._changed:
                for form, output, (start, length) in zip(DUMPED, outputs, old[graph], strict=True):
                    copy_range(self._old / _name(part, form), start, length, output)
            else:
                for output, data in zip(outputs, self._encoded(graph), strict=True):
                    output.add(member(data))
            places[graph] = [[b, output.size - b] for b, output in zip(begun, outputs, strict=True)]
        jsonld.add(member(b"\n]}\n"))
        for form, output in zip(DUMPED, outputs, strict=True):
            output.close()
            self._enter(_name(part, form), form, output, *part)
        (self._folder / _places(part)).write_bytes(compact(places))

    def _encoded(self, graph: str) -> list[bytes]:
        """A document in each format of dumps; of JSON-LD the node objects."""
        triples = sorted(self._store.triples(graph_iri=graph), key=_order)
        quads = "".join(sorted(f"{triple} <{graph}> .\n" for triple in triples))
        turtle = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""
        nodes = node_objects(triples, vocabulary().context()["@context"])
        objects = b",\n".join(json.dumps(node, ensure_ascii=False).encode() for node in nodes)
        encoded = {NQUADS: quads.encode(), TURTLE: turtle, JSONLD: objects}
        return [encoded[form] for form in DUMPED]

    def _join(self, name: str, names: Iterable[str], year: str) -> None:
        """Write a dump that is others after each other."""
        with Output(self._folder / name) as output:
            for one in names:
                path = self._folder / one
                copy_range(path, 0, path.stat().st_size, output)
        self._enter(name, NQUADS, output, "", year)

    def _enter(self, name: str, form: Format, output: Output, body: str, year: str) -> None:
        self._entries.append(
            {
                "path": name,
                "media_type": form.media_type,
                "bytes": output.size,
                "sha256": output.sha256,
                "body": body or None,
                "year": year or None,
            }
        )


def read_index(release: Path) -> Mapping[str, Mapping[str, object]]:
    """Path below ``dumps/`` -> its entry in the index, of a release's folder.

    Raises :class:`OSError` for none, :class:`ValueError` for a damaged one.
    """
    entries = json.loads((release / FOLDER / INDEX).read_text(encoding="utf-8"))
    return {str(entry["path"]): entry for entry in entries}


def _parts(minutes: Collection[str]) -> dict[Part, list[str]]:
    """Body and year -> its graphs of minutes, sorted."""
    parts: defaultdict[Part, list[str]] = defaultdict(list)
    for graph in sorted(minutes):
        if key := meeting_key(graph):
            parts[key[0], key[1][:4]].append(graph)
    return dict(parts)


def _name(part: Part, form: Format) -> str:
    return packed_name("/".join(part), form)


def _places(part: Part) -> str:
    """The file that says where each document begins in the files of a body's year, and how long it is."""
    return f"{part[0]}/{part[1]}.json"


def _order(triple: ox.Triple) -> tuple[str, bool, str, str]:
    return str(triple.subject), triple.predicate != _TYPE, triple.predicate.value, str(triple.object)
