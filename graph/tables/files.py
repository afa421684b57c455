"""The tables of a release as files: one Parquet file a table, the same bytes for the same minutes.

``tables/`` holds ``item.parquet`` and its like, and ``index.json``, which lists them. The rows of a document
come in with it and wait in a file for the others of its municipality and year, which form a row group. A row
group of which no document changed is copied from the old release, and a file of which none did is linked.
"""

import json
import pickle
import shutil
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graph.base import files as disk
from graph.ontology.iris import Iris, meeting_key, meeting_of, municipality_in
from graph.ontology.terms import PREFIXES, term
from graph.release.keyed_json import compact
from graph.release.manifest import DocumentEntry, ProfileUsed
from graph.store.oxigraph import Store
from graph.tables.definitions import Table, key_of, tables
from graph.tables.parquet import RowGroup, arrow_schema, as_arrow, row_group, row_groups, write
from graph.tables.rows import Row, Rows, Told, by_subject, link_row, rows_of

FOLDER = "tables"
INDEX = "index.json"
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_CASE, _LINK = ox.NamedNode(term("Case")), ox.NamedNode(term("CaseLink"))

Part = tuple[str, str]
"""The slug of a municipality, and a year (empty in tables of a municipality as a whole)."""


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file of a release as its index lists it: the table, its name, how many rows and bytes, its SHA-256 in
    hexadecimal, and the parts that its row groups are, in order."""

    table: str
    path: str
    rows: int
    bytes: int
    sha256: str
    parts: tuple[Part, ...]


def file_name(table: str) -> str:
    """The name of the file of a table."""
    return f"{table}.parquet"


def read_index(release: Path) -> dict[str, TableFile]:
    """Table -> its file, of a release's folder.

    Raises :class:`OSError` for none, :class:`ValueError` for a damaged one.
    """
    entries = json.loads((release / FOLDER / INDEX).read_text(encoding="utf-8"))
    try:
        files = [TableFile(**{**one, "parts": tuple(map(tuple, one["parts"]))}) for one in entries]
    except (TypeError, KeyError) as error:
        raise ValueError(f"{INDEX} of the tables lists something else: {error}") from None
    return {one.table: one for one in files}


class Tables:
    """Writes the tables of a release in the making into its folder.

    ``old`` is the folder of the release that it begins as a copy of; what that has of documents that are not
    added is taken over.
    """

    def __init__(self, folder: Path, base_iri: str, old: Path | None) -> None:
        self._folder, self._base = folder / FOLDER, base_iri
        self._aside = folder / ".rows"
        self._came: dict[Part, set[str]] = defaultdict(set)
        self._index: dict[str, TableFile] = {}
        self._old: Path | None = None
        if old:
            try:
                self._index = read_index(old)
                self._old = old / FOLDER
            except (OSError, ValueError):  # made without them: all is read from the store
                pass
        self._entries: list[TableFile] = []

    def add(self, minutes: str, rows: Rows) -> None:
        """Take in the rows of a document; they wait on the disk."""
        part = self._part(minutes)
        self._aside.mkdir(exist_ok=True)
        with self._waiting(part).open("ab") as file:
            pickle.dump((minutes, rows), file)
        self._came[part].add(minutes)

    def write(
        self,
        store: Store,
        profiles: Sequence[ProfileUsed],
        documents: Sequence[DocumentEntry],
        before: Collection[str],
        links: Collection[str] | None,
    ) -> None:
        """Write them all.

        ``documents`` are those of the release, ``before`` the graphs of minutes that the old one had, and
        ``links`` the subjects beside which no link is other than there; ``None`` when that is not known.
        """
        self._folder.mkdir()
        taken = [entry for entry in documents if entry.published]
        now, had = self._by_part(entry.graph for entry in taken), self._by_part(before)
        groups = self._documents(store, now, had)
        for table in tables().values():
            if table.reach == "document":
                self._file(table, groups[table.name])
        slugs = [one.slug for one in profiles]
        self._file(
            tables()["municipality"], _whole("municipality", _municipalities(self._base, profiles, taken))
        )
        self._file(tables()["finding"], _whole("finding", _findings(taken)))
        self._file(tables()["case"], self._cases(store, slugs))
        self._file(tables()["link"], self._links(store, slugs, links))
        entries = sorted(self._entries, key=lambda one: one.table)
        lines = (compact({name: getattr(one, name) for name in one.__slots__}) for one in entries)
        (self._folder / INDEX).write_bytes(b"[\n" + b",\n".join(lines) + b"\n]\n")
        shutil.rmtree(self._aside, ignore_errors=True)

    def _part(self, minutes: str) -> Part:
        key = meeting_key(minutes)
        return municipality_in(minutes, self._base), key[1][:4] if key else ""

    def _by_part(self, minutes: Iterable[str]) -> dict[Part, list[str]]:
        found: defaultdict[Part, list[str]] = defaultdict(list)
        for graph in sorted(minutes):
            found[self._part(graph)].append(graph)
        return dict(sorted(found.items()))

    def _waiting(self, part: Part) -> Path:
        return self._aside / "-".join(part)

    # The tables whose rows are of one document each.

    def _documents(
        self, store: Store, now: Mapping[Part, list[str]], had: Mapping[Part, list[str]]
    ) -> dict[str, dict[Part, RowGroup]]:
        """The row groups of each table by part; a part that has no row of a table has none there."""
        names = [table.name for table in tables().values() if table.reach == "document"]
        old = {name: self._old_groups(name) for name in names}
        found: dict[str, dict[Part, RowGroup]] = {name: {} for name in names}
        for part, graphs in now.items():
            same = self._old is not None and graphs == had.get(part) and not self._came.get(part)
            if same:
                for name in names:
                    if part in old[name]:
                        found[name][part] = old[name][part]
                continue
            new = self._new_rows(part)
            kept = [graph for graph in graphs if graph not in new]
            told = set(kept) & set(had.get(part, ())) if self._old else set()
            new |= {one: rows_of(by_subject(store.triples(graph_iri=one))) for one in kept if one not in told}
            for name in names:
                pieces = self._pieces(name, part, graphs, new, told)
                if sum(map(len, pieces)):
                    found[name][part] = row_group(_joined(pieces))
        return found

    def _new_rows(self, part: Part) -> dict[str, Rows]:
        """The rows that came in, by document; of one that came twice the last."""
        found: dict[str, Rows] = {}
        if self._came.get(part):
            with self._waiting(part).open("rb") as file:
                end = file.seek(0, 2)
                file.seek(0)
                while file.tell() < end:
                    minutes, rows = pickle.load(file)  # noqa: S301  # written just now
                    found[minutes] = rows
        return found

    def _pieces(
        self, name: str, part: Part, graphs: Sequence[str], new: Mapping[str, Rows], told: Collection[str]
    ) -> list[Any]:
        """The rows of a part document by document, as Arrow tables; of those ``told`` the old release's."""
        table = tables()[name]
        kept = _by_meeting(self._read(name, part)) if told else {}
        pieces = []
        for graph in graphs:
            if graph in new:
                pieces.append(as_arrow(table, new[graph][name]))
            elif piece := kept.get(key_of(meeting_of(graph) or "")):
                pieces.append(piece)
        return pieces

    def _old_groups(self, name: str) -> dict[Part, RowGroup]:
        """The row groups of the old release's file, by part."""
        if self._old is None or name not in self._index:
            return {}
        entry = self._index[name]
        return dict(zip(entry.parts, row_groups(self._old / entry.path), strict=True))

    def _read(self, name: str, part: Part) -> Any:
        """The rows of a part in the old release; ``None`` where it has none."""
        import pyarrow.parquet as pq  # type: ignore[import-untyped]

        if self._old is None or name not in self._index or part not in self._index[name].parts:
            return None
        entry = self._index[name]
        return pq.ParquetFile(self._old / entry.path).read_row_group(entry.parts.index(part))

    def _file(self, table: Table, groups: Mapping[Part, RowGroup]) -> None:
        """Write the file of a table; one whose row groups are all those of the old one's file is linked."""
        entry, path = self._index.get(table.name), file_name(table.name)
        parts = tuple(groups)
        old = self._old / path if self._old else None
        if entry and old and entry.parts == parts and all(one.path == old for one in groups.values()):
            disk.link_or_copy(old, self._folder / path)
            self._entries.append(entry)
            return
        output = write(self._folder / path, table, groups.values())
        rows = sum(group.rows for group in groups.values())
        self._entries.append(TableFile(table.name, path, rows, output.size, output.sha256, parts))

    # The tables that all documents of a municipality have a part in.

    def _cases(self, store: Store, slugs: Iterable[str]) -> dict[Part, RowGroup]:
        """The cases of each municipality, by what the table of handlings says, with those only named."""
        found: dict[Part, RowGroup] = {}
        for slug in sorted(slugs):
            iris = Iris(self._base, slug)
            municipality = key_of(str(iris.municipality_itself()))
            handled = _handled(municipality, self._handlings(slug))
            known = set(handled.column("case").to_pylist())
            rows = [
                _only_named(municipality, case, number)
                for case, number in _named(store, str(iris.links()))
                if key_of(case) not in known
            ]
            cases = _joined([handled, as_arrow(tables()["case"], rows)])
            if len(cases):
                found[slug, ""] = row_group(cases.sort_by("case"))
        return found

    def _handlings(self, slug: str) -> Any:
        """The rows of the table of handlings that was just written, of a municipality."""
        import pyarrow.parquet as pq

        written = next(one for one in self._entries if one.table == "handling")
        places = [place for place, part in enumerate(written.parts) if part[0] == slug]
        return pq.ParquetFile(self._folder / written.path).read_row_groups(places)

    def _links(
        self, store: Store, slugs: Iterable[str], touched: Collection[str] | None
    ) -> dict[Part, RowGroup]:
        """The links of each municipality; only those that are ``touched`` are read from the store."""
        known = touched is not None and self._old is not None
        old = self._old_groups("link") if known else {}
        found: dict[Part, RowGroup] = {}
        for slug in sorted(slugs):
            iris, part = Iris(self._base, slug), (slug, "")
            mine = f"{iris.of('kobling')}/"
            other = {one for one in touched or () if one.startswith(mine)}
            if known and not other and part in old:
                found[part] = old[part]
                continue
            fresh = filter(lambda link: _is_link(store, link), other) if known else _all_links(store, iris)
            municipality = key_of(str(iris.municipality_itself()))
            rows = [
                link_row(by_subject(store.triples(ox.NamedNode(link))), link, municipality)
                for link in sorted(fresh)
            ]
            links = as_arrow(tables()["link"], rows)
            if known and (kept := self._read("link", part)) is not None:
                links = _joined([_without(kept, {key_of(link) for link in other}), links])
            if len(links):
                found[part] = row_group(links.sort_by("link"))
        return found


def _is_link(store: Store, iri: str) -> bool:
    return next(store.triples(ox.NamedNode(iri), _TYPE, _LINK), None) is not None


def _all_links(store: Store, iris: Iris) -> set[str]:
    """The links of a municipality, whatever their status."""
    graphs = (iris.links(), iris.proposed_links(), iris.rejected_links())
    return {
        triple.subject.value  # type: ignore[union-attr]
        for graph in graphs
        for triple in store.triples(None, _TYPE, _LINK, str(graph))
    }


def _named(store: Store, graph: str) -> Iterator[tuple[str, str | None]]:
    """The cases that a graph tells of, for they are handled nowhere, and their numbers."""
    for triple in store.triples(None, _TYPE, _CASE, graph):
        told = Told(by_subject(store.triples(triple.subject, graph_iri=graph)))  # type: ignore[arg-type]
        case = triple.subject.value  # type: ignore[union-attr]
        yield case, told.words(case, "caseNumber")


def _handled(municipality: int, handlings: Any) -> Any:
    """The rows of cases, of those of their handlings; the title is that of the last one."""
    import pyarrow as pa

    ordered = handlings.sort_by([("date", "ascending"), ("title", "ascending"), ("item", "ascending")])
    latest = [(name, "last") for name in ("case_iri", "number", "title", "kle")]
    counted = [(name, "count_distinct") for name in ("item", "meeting", "body")]
    grouped = ordered.group_by("case", use_threads=False)
    cases = grouped.aggregate([*latest, *counted, ("date", "min"), ("date", "max")])
    schema = arrow_schema(tables()["case"])
    columns = {
        "case": cases["case"],
        "iri": cases["case_iri_last"],
        "municipality": pa.array([municipality] * len(cases), pa.int64()),
        "number": cases["number_last"],
        "title": cases["title_last"],
        "kle": cases["kle_last"],
        "handlings": cases["item_count_distinct"],
        "meetings": cases["meeting_count_distinct"],
        "bodies": cases["body_count_distinct"],
        "first": cases["date_min"],
        "last": cases["date_max"],
    }
    return pa.table([columns[name] for name in schema.names], names=schema.names).cast(schema)


def _without(table: Any, keys: Collection[int]) -> Any:
    """The rows of an Arrow table but those whose first column has one of some keys."""
    import pyarrow as pa
    import pyarrow.compute as pc  # type: ignore[import-untyped]

    return table.filter(pc.invert(pc.is_in(table.column(0), pa.array(keys, pa.int64()))))


def _joined(pieces: Sequence[Any]) -> Any:
    import pyarrow as pa

    return pa.concat_tables(pieces)


def _by_meeting(table: Any) -> dict[int, Any]:
    """The rows of each meeting, which stand together."""
    found: dict[int, Any] = {}
    if table is None:
        return found
    meetings = table.column("meeting").to_pylist()
    start = 0
    for at in range(1, len(meetings) + 1):
        if at == len(meetings) or meetings[at] != meetings[start]:
            found[meetings[start]] = table.slice(start, at - start)
            start = at
    return found


def _group(name: str, rows: Sequence[Row]) -> RowGroup:
    return row_group(as_arrow(tables()[name], rows))


def _whole(name: str, rows: Sequence[Row]) -> dict[Part, RowGroup]:
    """One row group of all rows, if there are any."""
    return {("", ""): _group(name, rows)} if rows else {}


def _municipalities(base: str, profiles: Sequence[ProfileUsed], taken: Sequence[DocumentEntry]) -> list[Row]:
    rows: list[Row] = []
    for profile in sorted(profiles, key=lambda one: one.slug):
        iri = str(Iris(base, profile.slug).municipality_itself())
        of = [entry for entry in taken if municipality_in(entry.graph, base) == profile.slug]
        days = sorted(key[1] for entry in of if (key := meeting_key(entry.graph)))
        numbers = len(of), sum(entry.items for entry in of), sum(entry.closed or 0 for entry in of)
        span = (days[0], days[-1]) if days else (None, None)
        rows.append((key_of(iri), iri, profile.slug, profile.name, *numbers, *span))
    return rows


def _findings(taken: Sequence[DocumentEntry]) -> list[Row]:
    return [
        (key_of(meeting_of(entry.graph) or ""), severity, code, times)
        for entry in sorted(taken, key=lambda entry: entry.graph)
        for severity, codes in sorted(entry.codes.items())
        for code, times in sorted(codes.items())
    ]


def _only_named(municipality: int, case: str, number: str | None) -> Row:
    return key_of(case), case, municipality, number, None, None, 0, 0, 0, None, None
