"""The dumps of a release: everything as files, gzipped, the same bytes for the same minutes.

``dumps/`` holds N-Quads, Turtle and lines of JSON-LD whole, by year, and by body and year, where JSON-LD is
one document besides, and what no minutes say alone; ``index.json`` lists all but the last. Of several
municipalities each has all that in a folder of its own, its slug, and the whole of all stands above them.
Each document is a member of its files (RFC 1952, section 2.2), so what did not change is copied as it is, and
larger dumps are smaller ones after each other.
"""

import gzip
import json
import zlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyoxigraph as ox

from graph.base import files
from graph.formats.frames import by_entity
from graph.formats.table import DUMPED, JOINED, JSON_LINES, JSONLD, NQUADS, TURTLE, Format, packed_name
from graph.ontology.iris import context, meeting_key, municipality_in
from graph.ontology.terms import PREFIXES
from graph.release.gzip_members import Output, copy_range, member, unpacked
from graph.release.keyed_json import compact
from graph.store.oxigraph import Store, n_quads

# The dump of the graphs that are of no minutes: links between them, the profile and the ontology.
#
# A few new minutes change a few links of millions, so the subjects are spread over many members of one gzip
# file, and only the members with a subject that is touched are written anew.

_SHARED = "faelles"
NAME = packed_name(_SHARED, NQUADS)
PLACES = f"{_SHARED}.json"

_MEMBERS = 4096
_AT_A_TIME = 64  # members that are held, when all are written


def write(
    folder: Path,
    store: Store,
    graphs: Sequence[str],
    old: Path | None,
    touched: Collection[str],
    context_url: str,
) -> None:
    """Write the graphs to a folder in each of the formats that can be joined, and where the members are
    beside them: :data:`PLACES` of N-Quads.

    ``old`` is the folder with an earlier dump, which differs in the subjects ``touched`` alone.
    """
    anew = _amended(store, graphs, old, touched) if old else _all(folder, store, graphs)
    ends = [_ends(old, form) for form in JOINED] if old else []
    lengths = [[end - begin for begin, end in pairwise(of_old)] for of_old in ends]
    lengths = lengths or [[0] * _MEMBERS for _ in JOINED]
    with ExitStack() as opened:
        outputs = [opened.enter_context(Output(folder / _shared_name(form))) for form in JOINED]

        def keep(first: int, last: int) -> None:
            """Take over the old members from one place up to another."""
            if not old:
                return
            for form, output, of_old in zip(JOINED, outputs, ends, strict=True):
                copy_range(old / _shared_name(form), of_old[first], of_old[last] - of_old[first], output)

        kept = 0
        for place, lines in anew:
            keep(kept, place)
            kept = place + 1
            packed = _packed(tuple(lines), context_url)
            for output, sizes, part in zip(outputs, lengths, packed, strict=True):
                output.add(part)
                sizes[place] = len(part)
        keep(kept, _MEMBERS)
    for form, sizes in zip(JOINED, lengths, strict=True):
        (folder / _places_of(form)).write_text(json.dumps(sizes) + "\n", encoding="utf-8")


def _ends(old: Path, form: Format) -> list[int]:
    """Where each member of an earlier dump ends, in order, behind 0, where the first begins."""
    return list(accumulate(json.loads((old / _places_of(form)).read_text(encoding="utf-8")), initial=0))


def _shared_name(form: Format) -> str:
    return packed_name(_SHARED, form)


def _places_of(form: Format) -> str:
    """The file that says how long the members are in a format."""
    return PLACES if form is NQUADS else f"{_SHARED}.{form.suffix}.json"


def _packed(lines: tuple[bytes, ...], context_url: str) -> list[bytes]:
    """A member in each of the formats that can be joined, given as lines of N-Quads."""
    if not lines:
        return [b""] * len(JOINED)
    quads = ox.parse(b"".join(lines), format=ox.RdfFormat.N_QUADS)
    triples = sorted({quad.triple for quad in quads}, key=_order)
    turtle = "".join(f"{triple} .\n" for triple in triples)  # lines of N-Triples are Turtle
    objects = [_json(one) for one in by_entity(triples)]
    written = {
        NQUADS: b"".join(sorted(lines)),
        TURTLE: turtle.encode(),
        JSON_LINES: _lines(objects, context_url),
    }
    return [member(written[form]) for form in JOINED]


def _json(node: dict[str, Any]) -> bytes:
    return json.dumps(node, ensure_ascii=False).encode()


def _lines(objects: Sequence[bytes], context_url: str) -> bytes:
    """Objects without a context as documents, one a line."""
    begun = f'{{"@context": {json.dumps(context_url)}, '.encode()
    return b"".join(begun + one[1:] + b"\n" for one in objects)


def _all(folder: Path, store: Store, graphs: Sequence[str]) -> Iterator[tuple[int, list[bytes]]]:
    """The members that are not empty, each with its place; they go through files, of which one is held at a
    time."""
    with TemporaryDirectory(dir=folder) as aside:
        paths = [Path(aside) / str(number) for number in range(_MEMBERS // _AT_A_TIME)]
        with ExitStack() as open_files:
            files = [open_files.enter_context(path.open("wb")) for path in paths]
            for graph in graphs:
                for triple in store.triples(graph_iri=graph):
                    line = f"{triple} <{graph}> .\n".encode()
                    files[_place(_subject(line)) // _AT_A_TIME].write(line)
        for path in paths:
            lines: defaultdict[int, list[bytes]] = defaultdict(list)
            with path.open("rb") as file:
                for line in file:
                    lines[_place(_subject(line))].append(line)
            yield from sorted(lines.items())


def _amended(
    store: Store, graphs: Sequence[str], old: Path, touched: Collection[str]
) -> Iterator[tuple[int, list[bytes]]]:
    """The members of an earlier dump that have a touched subject, each with its place."""
    subjects: defaultdict[int, set[bytes]] = defaultdict(set)
    for subject in touched:
        subjects[_place(subject.encode())].add(subject.encode())
    ends = _ends(old, NQUADS)
    with (old / NAME).open("rb") as file:
        for place, about in sorted(subjects.items()):
            file.seek(ends[place])
            data = file.read(ends[place + 1] - ends[place])
            lines = unpacked(data).splitlines(keepends=True) if data else []
            kept = [line for line in lines if _subject(line) not in about]
            yield place, kept + list(_about(store, graphs, about))


def _about(store: Store, graphs: Sequence[str], subjects: set[bytes]) -> Iterator[bytes]:
    for subject in subjects:
        for graph in graphs:
            for triple in store.triples(ox.NamedNode(subject.decode()), graph_iri=graph):
                yield f"{triple} <{graph}> .\n".encode()


def _subject(line: bytes) -> bytes:
    return line[1 : line.index(b">")]


def _place(subject: bytes) -> int:
    """The member in which the lines of a subject are, the same on every machine."""
    return zlib.crc32(subject) % _MEMBERS


FOLDER = "dumps"
INDEX = "index.json"
_WHOLE = "sagsgraf"
WHOLE = packed_name(_WHOLE, NQUADS)
_PIECE = 1 << 24  # bytes of lines
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")

Part = tuple[str, str, str]
"""The slug of the municipality, empty where there is one alone; the last part of a body's IRI, and a year."""


@dataclass(frozen=True, slots=True)
class Dump:
    """A file with a part of the release; ``body`` and ``year`` say which, empty for all, and ``municipality``
    of which of several."""

    path: str
    bytes: int
    sha256: str
    body: str
    year: str
    municipality: str = ""


def encoded(graph: str, triples: Collection[ox.Triple], lines: bytes, context_url: str) -> list[bytes]:
    """A document as a member of a dump in each of their formats, given the triples of its graph, each once,
    and the same as sorted lines of N-Triples; of JSON-LD the node objects alone."""
    triples = sorted(triples, key=_order)
    objects = [_json(one) for one in by_entity(triples)]
    written = {
        NQUADS: n_quads(lines, graph),
        TURTLE: ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b"",
        JSONLD: b",\n".join(objects),
        JSON_LINES: _lines(objects, context_url),
    }
    return [member(written[form]) for form in DUMPED]


class EncodedMembers:
    """The members of documents that came in, which wait in a file until all have come."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._places: dict[str, tuple[int, list[int]]] = {}

    def __contains__(self, graph: str) -> bool:
        return graph in self._places

    def add(self, graph: str, members: Sequence[bytes]) -> None:
        """Take in those of a document, as :func:`encoded` gives them."""
        with self._path.open("ab") as file:
            self._places[graph] = file.tell(), list(map(len, members))
            file.writelines(members)

    def members(self, graph: str) -> list[bytes]:
        """Those of a document; raises :class:`KeyError` for one that did not come in."""
        start, lengths = self._places[graph]
        with self._path.open("rb") as file:
            file.seek(start)
            return [file.read(length) for length in lengths]

    def end(self) -> None:
        """Remove the file."""
        self._places.clear()
        self._path.unlink(missing_ok=True)


class Dumps:
    """Writes the dumps of a release in the making into its folder.

    ``old`` is the folder of the release that it begins as a copy of; of that, all is taken over but the
    graphs of minutes in ``changed`` and, of the graphs of no minutes, the subjects ``touched``.
    ``municipalities`` are the slugs of several, and none of one alone. What ``came`` is encoded already.
    ``check`` raises an error when one of the files of ``old``, by path below it, is damaged.
    """

    def __init__(
        self,
        folder: Path,
        store: Store,
        base_iri: str,
        came: EncodedMembers,
        old: Path | None = None,
        changed: Collection[str] = (),
        touched: Collection[str] = (),
        municipalities: Sequence[str] = (),
        check: Callable[[Iterable[str]], None] = lambda names: None,
    ) -> None:
        self._check = check
        self._folder = folder / FOLDER
        self._store, self._base = store, base_iri
        self._municipalities = municipalities
        self._context = str(context(base_iri))
        self._changed, self._touched, self._came = changed, touched, came
        self._places_read: tuple[Part | None, dict[str, list[list[int]]]] = None, {}
        self._old = old / FOLDER if old and (old / FOLDER / INDEX).is_file() else None
        listed = _listed(self._old) if self._old else []
        self._known = {entry["path"]: entry for entry in listed}
        named = any(entry.get("municipality") for entry in listed) == bool(municipalities)
        if not named or any(packed_name(_WHOLE, form) not in self._known for form in JOINED):
            self._old = None  # its files have other names, or are not all there
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
            for form in JOINED:
                name = packed_name(_WHOLE, form)
                parts = [*(f"{slug}/{name}" for slug in self._municipalities), _shared_name(form)]
                self._join(name, form, parts, "", "")
        lines = (compact(entry) for entry in sorted(self._entries, key=lambda entry: str(entry["path"])))
        (self._folder / INDEX).write_bytes(b"[\n" + b",\n".join(lines) + b"\n]\n")
        self._came.end()

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
        years: defaultdict[str, list[Part]] = defaultdict(list)
        same = {
            part
            for part in now
            if self._old and now[part] == before.get(part) and not set(now[part]) & set(self._changed)
        }
        stale = {part[2] for part in {*now, *before} - same}
        read = [part for part in before if part[2] in stale]
        self._check(f"{FOLDER}/{_name(part, form)}" for part in read for form in DUMPED)
        for part in sorted(now):
            years[part[2]].append(part)
            if part in same:
                self._keep(part)
            else:
                self._write_part(part, now[part], before.get(part, []))
        self._write_shared(slug, shared)
        for form in JOINED:
            joined = []
            for year, parts in sorted(years.items()):
                joined.append(_below(slug, packed_name(year, form)))
                if self._old and year not in stale:
                    self._link(joined[-1])
                else:
                    self._join(joined[-1], form, [_name(part, form) for part in parts], slug, year)
            joined.append(_below(slug, _shared_name(form)))
            self._join(_below(slug, packed_name(_WHOLE, form)), form, joined, slug, "")

    def _write_shared(self, slug: str, graphs: Sequence[str]) -> None:
        """Write the graphs of a municipality, or of them all, that are of no minutes."""
        old = self._old / slug if self._old and (self._old / slug / NAME).is_file() else None
        touched = (
            [subject for subject in self._touched if municipality_in(subject, self._base) in (slug, "")]
            if slug
            else self._touched
        )
        write(self._folder / slug, self._store, graphs, old, touched, self._context)

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
                    output.add(data)
            places[graph] = [[b, output.size - b] for b, output in zip(begun, outputs, strict=True)]
        jsonld.add(member(b"\n]}\n"))
        for form, output in zip(DUMPED, outputs, strict=True):
            output.close()
            self._enter(_name(part, form), form, output, *part)
        (self._folder / _places(part)).write_bytes(compact(places))

    def _encoded(self, graph: str) -> Sequence[bytes]:
        """The members of a document: those that came in with it, or made of what the store has."""
        if graph in self._came:
            return self._came.members(graph)
        triples = list(self._store.triples(graph_iri=graph))
        lines = sorted(f"{triple} .\n" for triple in triples)
        return encoded(graph, triples, "".join(lines).encode(), self._context)

    def lines(self, graph: str) -> Iterator[str]:
        """The triples of the minutes with a graph, as lines of N-Triples without line ends; they are read
        from what is written."""
        part = _part(municipality_in(graph, self._base) if self._municipalities else "", graph)
        assert part
        if part != self._places_read[0]:
            self._places_read = part, json.loads((self._folder / _places(part)).read_bytes())
        start, length = self._places_read[1][graph][DUMPED.index(NQUADS)]
        with (self._folder / _name(part, NQUADS)).open("rb") as file:
            file.seek(start)
            quads = unpacked(file.read(length)).decode()
        # Only \n ends a line of N-Quads, whatever else Python takes for an end.
        return iter(quads.replace(f" <{graph}> .\n", " .\n").removesuffix("\n").split("\n"))

    def _join(self, name: str, form: Format, names: Iterable[str], slug: str, year: str) -> None:
        """Write a dump that is others of its format after each other."""
        with Output(self._folder / name) as output:
            for one in names:
                path = self._folder / one
                copy_range(path, 0, path.stat().st_size, output)
        self._enter(name, form, output, slug, "", year)

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


def read_quads(release: Path) -> Iterator[bytes]:
    """All that a release holds, as lines of N-Quads, some megabytes at a time."""
    with gzip.open(release / FOLDER / WHOLE) as file:
        begun = b""
        while data := file.read(_PIECE):
            lines, end, begun = (begun + data).rpartition(b"\n")
            yield lines + end


def read_index(release: Path) -> Mapping[str, Dump]:
    """Path below ``dumps/`` -> the dump, of a release's folder.

    Raises :class:`OSError` for none, :class:`ValueError` for a damaged one.
    """
    try:
        return {
            str(entry["path"]): Dump(
                str(entry["path"]),
                int(entry["bytes"]),
                str(entry["sha256"]),
                entry["body"] or "",
                entry["year"] or "",
                entry.get("municipality") or "",
            )
            for entry in _listed(release / FOLDER)
        }
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"{INDEX} of the dumps lists something else: {error}") from None


def read_later(release: Path) -> list[str]:
    """The dumps of a release, by path below it, that another one made of it does not read, and those of a
    body's year, of which it reads those that it needs after a check of its own; none where that is not
    known."""
    try:
        dumps = read_index(release).values()
    except (OSError, ValueError):
        return []
    return [f"{FOLDER}/{one.path}" for one in dumps if one.body or not one.year]


def _listed(folder: Path) -> list[dict[str, Any]]:
    """The entries in the index of a folder of dumps."""
    entries: list[dict[str, Any]] = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    return entries


def _parts(slug: str, minutes: Collection[str]) -> dict[Part, list[str]]:
    """Body and year -> its graphs of minutes, sorted."""
    parts: defaultdict[Part, list[str]] = defaultdict(list)
    for graph in sorted(minutes):
        if part := _part(slug, graph):
            parts[part].append(graph)
    return dict(parts)


def _part(slug: str, graph: str) -> Part | None:
    """The part that minutes are in."""
    key = meeting_key(graph)
    return (slug, key[0], key[1][:4]) if key else None


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
