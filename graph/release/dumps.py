"""The dumps of a release: everything as files, gzipped, the same bytes for the same minutes.

``dumps/`` holds N-Quads whole and by year, N-Quads, Turtle and JSON-LD by body and year, and what no minutes
say alone; ``index.json`` lists all but the last. Of several municipalities each has all that in a folder of
its own, its slug, and N-Quads of all stand above them. Each document is a member of its files (RFC 1952,
section 2.2), so what did not change is copied as it is, and larger dumps are smaller ones after each other.
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
from graph.formats.frames import by_entity
from graph.formats.table import DUMPED, JSONLD, NQUADS, TURTLE, Format, packed_name
from graph.ontology.iris import context, meeting_key, municipality_in
from graph.ontology.terms import PREFIXES
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

Part = tuple[str, str, str]
"""The slug of the municipality, empty where there is one alone; the last part of a body's IRI, and a year."""


class Dumps:
    """Writes the dumps of a release in the making into its folder.

    ``old`` is the folder of the release that it begins as a copy of; of that, all is taken over but the
    graphs of minutes in ``changed`` and, of the graphs of no minutes, the subjects ``touched``.
    ``municipalities`` are the slugs of several, and none of one alone.
    """

    def __init__(
        self,
        folder: Path,
        store: Store,
        base_iri: str,
        old: Path | None = None,
        changed: Collection[str] = (),
        touched: Collection[str] = (),
        municipalities: Sequence[str] = (),
    ) -> None:
        self._folder = folder / FOLDER
        self._store, self._base = store, base_iri
        self._municipalities = municipalities
        self._context = str(context(base_iri))
        self._changed, self._touched = changed, touched
        self._old = old / FOLDER if old and (old / FOLDER / INDEX).is_file() else None
        listed = json.loads((self._old / INDEX).read_text(encoding="utf-8")) if self._old else []
        self._known = {entry["path"]: entry for entry in listed}
        if any(entry.get("municipality") for entry in listed) != bool(municipalities):
            self._old = None  # its files have other names
        self._entries: list[dict[str, object]] = []

    def write(self, minutes: Collection[str], minutes_before: Collection[str]) -> None:
        """Write them all; given are the graphs of minutes there are, and those the old release had."""
        self._folder.mkdir()
        shared: defaultdict[str, list[str]] = defaultdict(list)
        for graph in sorted(set(self._store.graphs()) - set(minutes)):
            slug = municipality_in(graph, self._base)
            shared[slug if slug in self._municipalities else ""].append(graph)
        if not self._municipalities:
            self._write_of("", minutes, minutes_before, shared[""])
        else:
            now, before = self._by_municipality(minutes), self._by_municipality(minutes_before)
            for slug in self._municipalities:
                self._write_of(slug, now[slug], before[slug], shared[slug])
            self._write_shared("", shared[""])
            self._join(WHOLE, [*(f"{slug}/{WHOLE}" for slug in self._municipalities), NAME], "", "")
        lines = (compact(entry) for entry in sorted(self._entries, key=lambda entry: str(entry["path"])))
        (self._folder / INDEX).write_bytes(b"[\n" + b",\n".join(lines) + b"\n]\n")

    def _by_municipality(self, minutes: Collection[str]) -> defaultdict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for graph in minutes:
            found[municipality_in(graph, self._base)].append(graph)
        return found

    def _write_of(
        self, slug: str, minutes: Collection[str], minutes_before: Collection[str], shared: Sequence[str]
    ) -> None:
        """Write those of a municipality, of which ``shared`` are the graphs that are of no minutes."""
        (self._folder / slug).mkdir(exist_ok=True)
        now, before = _parts(slug, minutes), _parts(slug, minutes_before)
        years: defaultdict[str, list[str]] = defaultdict(list)
        stale = set()
        for part in sorted(now):
            years[part[2]].append(_name(part, NQUADS))
            if self._old and now[part] == before.get(part) and not set(now[part]) & set(self._changed):
                self._keep(part)
            else:
                stale.add(part[2])
                self._write_part(part, now[part], before.get(part, []))
        stale |= {part[2] for part in before if part not in now}
        for year, names in sorted(years.items()):
            if self._old and year not in stale:
                self._link(_below(slug, packed_name(year, NQUADS)))
            else:
                self._join(_below(slug, packed_name(year, NQUADS)), names, slug, year)
        self._write_shared(slug, shared)
        joined = [*(_below(slug, packed_name(year, NQUADS)) for year in sorted(years)), _below(slug, NAME)]
        self._join(_below(slug, WHOLE), joined, slug, "")

    def _write_shared(self, slug: str, graphs: Sequence[str]) -> None:
        """Write the graphs of a municipality, or of them all, that are of no minutes."""
        old = self._old / slug if self._old and (self._old / slug / NAME).is_file() else None
        touched = (
            [subject for subject in self._touched if municipality_in(subject, self._base) in (slug, "")]
            if slug
            else self._touched
        )
        with Output(self._folder / slug / NAME) as output:
            write(output, self._store, graphs, old, touched)

    def _keep(self, part: Part) -> None:
        """Take over the files of a body's year."""
        (self._folder / _folder(part)).mkdir(exist_ok=True)
        for form in DUMPED:
            self._link(_name(part, form))
        self._hard_link(_places(part))

    def _link(self, name: str) -> None:
        self._hard_link(name)
        self._entries.append(self._known[name])

    def _hard_link(self, name: str) -> None:
        assert self._old is not None
        files.link_or_copy(self._old / name, self._folder / name)

    def _write_part(self, part: Part, graphs: Iterable[str], before: Collection[str]) -> None:
        """Write the files of a body's year, document by document, each encoded only if it is another."""
        (self._folder / _folder(part)).mkdir(exist_ok=True)
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
        objects = b",\n".join(json.dumps(one, ensure_ascii=False).encode() for one in by_entity(triples))
        encoded = {NQUADS: quads.encode(), TURTLE: turtle, JSONLD: objects}
        return [encoded[form] for form in DUMPED]

    def _join(self, name: str, names: Iterable[str], slug: str, year: str) -> None:
        """Write a dump that is others after each other."""
        with Output(self._folder / name) as output:
            for one in names:
                path = self._folder / one
                copy_range(path, 0, path.stat().st_size, output)
        self._enter(name, NQUADS, output, slug, "", year)

    def _enter(self, name: str, form: Format, output: Output, slug: str, body: str, year: str) -> None:
        self._entries.append(
            {
                **({"municipality": slug or None} if self._municipalities else {}),
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


def _parts(slug: str, minutes: Collection[str]) -> dict[Part, list[str]]:
    """Body and year -> its graphs of minutes, sorted."""
    parts: defaultdict[Part, list[str]] = defaultdict(list)
    for graph in sorted(minutes):
        if key := meeting_key(graph):
            parts[slug, key[0], key[1][:4]].append(graph)
    return dict(parts)


def _below(slug: str, name: str) -> str:
    """The path of a dump of a municipality."""
    return f"{slug}/{name}" if slug else name


def _folder(part: Part) -> str:
    return _below(part[0], part[1])


def _name(part: Part, form: Format) -> str:
    return packed_name(f"{_folder(part)}/{part[2]}", form)


def _places(part: Part) -> str:
    """The file that says where each document begins in the files of a body's year, and how long it is."""
    return f"{_folder(part)}/{part[2]}.json"


def _order(triple: ox.Triple) -> tuple[str, bool, str, str]:
    return str(triple.subject), triple.predicate != _TYPE, triple.predicate.value, str(triple.object)
