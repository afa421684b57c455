"""What a release holds, as far as a catalogue tells of it: bodies, years, dumps, and since when.

Nothing is read but the manifest, the list of dumps and the names of the bodies, so it costs the same
whatever the minutes say.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pyoxigraph as ox
from rdflib import RDFS, SKOS

from graph.base.config import OperatorError
from graph.base.labels import Labels
from graph.ontology.iris import Iris, code_of, meeting_key, municipality_in
from graph.release.archive import Release
from graph.release.dumps import Dump, read_index
from graph.release.manifest import ProfileUsed
from graph.store.oxigraph import Store
from graph.tables.definitions import tables
from graph.tables.files import TableFile
from graph.tables.files import read_index as read_table_index

State = Callable[[Release], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class BodyYear:
    """A body's meetings of a year: the dates of the first and the last, how many, when there were any in a
    release for the first time, and since when the release and those before it hold just these."""

    body: str
    year: str
    first: str
    last: str
    meetings: int
    issued: str
    modified: str


@dataclass(frozen=True)
class Holdings:
    """What a release holds. ``issued`` is when the first of the releases was made that are kept, ``created``
    when this one was. ``names`` are those of the bodies, by the last part of their IRIs; ``terms_modified``
    is since when the releases have been made with the same ontology. Of several municipalities, ``parts`` is
    what it holds of each, which is ``among`` others."""

    base_iri: str
    slug: str
    municipality: Labels
    issued: str
    created: str
    terms_modified: str
    names: Mapping[str, Labels]
    years: tuple[BodyYear, ...]
    dumps: tuple[Dump, ...]
    tables: tuple[TableFile, ...] = ()
    parts: "tuple[Holdings, ...]" = ()
    among: bool = False

    def path(self, path: str) -> str:
        """A path in the catalogue; that of one of several municipalities begins with its slug."""
        return f"{self.slug}/{path}" if self.among else path

    def of(self, slug: str) -> "Holdings":
        """What it holds of one of several municipalities, or of all for the empty word."""
        return next((part for part in self.parts if part.slug == slug), self)

    @cached_property
    def by_part(self) -> Mapping[tuple[str, str], tuple[Dump, ...]]:
        """(body, year) -> the dumps of that part."""
        found: dict[tuple[str, str], tuple[Dump, ...]] = {}
        for dump in self.dumps:
            part = dump.body, dump.year
            found[part] = (*found.get(part, ()), dump)
        return found


def read_holdings(release: Release, store: Store, older: Sequence[Release] = ()) -> Holdings:
    """What a release holds; ``older`` are those before it, the oldest first.

    Raises :class:`OperatorError` for a release that is damaged.
    """
    manifest = release.manifest
    modified = unchanged_since(_parts, release, older)
    issued = first_held(_parts, release, older)
    dates: dict[tuple[str, str, str], list[str]] = {}
    for slug, body, year, date, _ in _meetings(release):
        dates.setdefault((slug, body, year), []).append(date)
    terms_modified = unchanged_since(_terms, release, older)["terms"]
    dumps = _dumps(release)

    def of(profile: ProfileUsed) -> Holdings:
        iris = Iris(manifest.base_iri, profile.slug)
        years = tuple(
            BodyYear(body, year, min(days), max(days), len(days), issued[part], modified[part])
            for (slug, body, year), days in sorted(dates.items())
            if slug == profile.slug and (part := f"{slug}/{body}/{year}")
        )
        bodies = sorted({one.body for one in years})
        return Holdings(
            base_iri=manifest.base_iri,
            slug=profile.slug,
            municipality=Labels(da=profile.name, en=profile.name),
            issued=min(issued.values(), default=release.created),
            created=release.created,
            terms_modified=terms_modified,
            names={body: _name(store, iris.coded("organ", body)) for body in bodies},
            years=years,
            dumps=tuple(dump for dump in dumps if dump.municipality in ("", profile.slug)),
        )

    table_files = _tables(release)
    if not release.several:
        return replace(of(manifest.profile), tables=table_files)
    parts = tuple(
        replace(part, among=True, dumps=tuple(dump for dump in part.dumps if dump.municipality))
        for part in map(of, manifest.profiles)
    )
    return replace(
        parts[0],
        slug=release.iris.municipality,
        municipality=_together([part.municipality for part in parts]),
        names={},
        years=tuple(year for part in parts for year in part.years),
        dumps=tuple(dump for dump in dumps if not dump.municipality),
        tables=table_files,
        parts=parts,
        among=False,
    )


def _together(names: Sequence[Labels]) -> Labels:
    """What several municipalities are called together: by their names while they are few."""
    if len(names) > _MOST_NAMED:
        return Labels(da=f"{len(names)} kommuner", en=f"{len(names)} municipalities")
    joined = {
        tag: f"{', '.join(name.best(tag) for name in names[:-1])} {word} {names[-1].best(tag)}"
        for tag, word in (("da", "og"), ("en", "and"))
    }
    return Labels(**joined)


_MOST_NAMED = 3


def unchanged_since(state: State, release: Release, older: Sequence[Release]) -> dict[str, str]:
    """For each part of the release's state, when the first of the releases was made that have held it
    as it is now ever since; ISO 8601. ``older`` are those before it, the oldest first."""
    now = state(release)
    since = dict.fromkeys(now, release.created)
    same = set(now)
    for before in reversed(older):
        try:
            then, created = state(before), before.created
        except OperatorError:  # damaged
            break
        same = {part for part in same if then.get(part) == now[part]}
        since |= dict.fromkeys(same, created)
        if not same:
            break
    return since


def first_held(state: State, release: Release, older: Sequence[Release]) -> dict[str, str]:
    """For each part of the release's state, when the first of the releases was made that held it, in whatever
    state; ISO 8601. ``older`` are those before it, the oldest first. Parts that came stay, so that few of the
    releases need to be read; a damaged one holds none."""
    every = (*older, release)
    since: dict[str, str] = {}

    def held(one: Release) -> set[str]:
        try:
            return set(state(one))
        except OperatorError:
            return set()

    waiting = [(set(state(release)), 0, len(every) - 1)]  # parts, and between which releases they came
    while waiting:
        parts, low, high = waiting.pop()
        if not parts:
            continue
        if low == high:
            since |= dict.fromkeys(parts, every[low].created)
            continue
        middle = (low + high) // 2
        had = parts & held(every[middle])
        waiting += [(had, low, middle), (parts - had, middle + 1, high)]
    return since


def documents(release: Release) -> dict[str, str]:
    """The IRI of each published set of minutes -> what changes when its graph may have changed."""
    return {minutes: entry.as_read for minutes, entry in release.published.items()}


def _terms(release: Release) -> dict[str, str]:
    return {"terms": release.manifest.fingerprint}


def _parts(release: Release) -> dict[str, str]:
    """``municipality/body/year`` -> a digest of its documents."""
    digests: dict[str, list[str]] = {}
    for slug, body, year, date, state in _meetings(release):
        digests.setdefault(f"{slug}/{body}/{year}", []).append(f"{date} {state}")
    return {
        part: hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest() for part, lines in digests.items()
    }


def _meetings(release: Release) -> list[tuple[str, str, str, str, str]]:
    """Municipality, body, year, date and state of each published set of minutes."""
    base = release.manifest.base_iri
    keys = [
        (municipality_in(graph, base), meeting_key(graph), state)
        for graph, state in documents(release).items()
    ]
    return [(slug, key[0], key[1][:4], key[1], state) for slug, key, state in keys if key]


def _name(store: Store, iri: str) -> Labels:
    """The name of a body; the end of its IRI where the data have none, and Danish where there is no
    English one."""
    words: dict[str, str] = {}
    for predicate in (RDFS.label, SKOS.prefLabel):
        for _, _, value in store.triples(ox.NamedNode(iri), ox.NamedNode(str(predicate))):
            if isinstance(value, ox.Literal):
                words[value.language or ""] = value.value
    danish = words.get("da") or words.get("") or code_of(iri)
    return Labels(da=danish, en=words.get("en") or danish)


def _tables(release: Release) -> tuple[TableFile, ...]:
    """The tables that the release lists, in the order of their definition; none if it was made without."""
    try:
        files = read_table_index(release.path)
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:
        raise OperatorError(f"release {release.id} is damaged (tables: {error}); publish again") from error
    return tuple(files[name] for name in tables() if name in files)


def _dumps(release: Release) -> tuple[Dump, ...]:
    """The dumps that the release lists; none if it was made without."""
    try:
        return tuple(dump for _, dump in sorted(read_index(release.path).items()))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:
        raise OperatorError(f"release {release.id} is damaged (dumps: {error}); publish again") from error
