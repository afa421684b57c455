"""The release that is served: opened read-only, and left for a new one without dropping a request."""

import logging
import os
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, Triple
from rdflib import RDF

from api.serving.checks import Checks
from graph.base import alphabet, files
from graph.base.config import Config, OperatorError
from graph.ontology.iris import of_one_body
from graph.ontology.terms import term
from graph.privacy.fallback import candidates
from graph.privacy.ledger import read as read_ledger
from graph.privacy.ledger import tells_no_more
from graph.privacy.visibility import may_be_asked
from graph.queries.named import load
from graph.release import archive
from graph.release.integrity import DamagedError, check
from graph.release.manifest import Tombstone
from graph.release.named_graphs import told_of_graph
from graph.search.index_file import is_current
from graph.search.meaning import Vectors, embedder
from graph.search.rows import NOBODYS, named
from graph.search.search import Index
from graph.store.oxigraph import Store
from graph.store.terms import node
from graph.tables.asking import ITEMS_OF, TABLE_QUERIES, TableReader, TablesUnavailableError

# Earlier releases that are still kept: found by name, and the few that were asked last held open.
#
# They are asked on the disk, so one costs a few open files and its manifest, and the current release nothing.

if TYPE_CHECKING:
    pass

logger = logging.getLogger("sagsgraf")

_SOON_TOLD = (
    *("store/CURRENT", "store/MANIFEST", "store/OPTIONS"),
    *("findings.json", "release.json", "gone.json"),
)
"""The files whose sums are worked out before a release is opened, by how their paths begin."""

_HELD = 4  # releases; each has a store with its files and a manifest of a few megabytes


class UnknownReleaseError(Exception):
    """No kept release is meant by a name, or more than one; ``kept`` are all, the oldest first."""

    def __init__(self, name: str, kept: Sequence[archive.Release]) -> None:
        super().__init__(f"no kept release is meant by {name!r}")
        self.kept = tuple(kept)


class Earlier:
    """Hands out earlier releases; whoever holds one reads it to the end."""

    def __init__(self, config: Config, opened: "Callable[[archive.Release], OpenRelease]") -> None:
        """``opened`` opens a release; raises :class:`OperatorError` for a damaged one."""
        self._config = config
        self._opened = opened
        self._lock = threading.Lock()
        self._held: OrderedDict[str, OpenRelease] = OrderedDict()
        self._judged: dict[str, tuple[str, bool]] = {}
        self._bases: dict[str, str] = {}

    def kept(self, current: "OpenRelease") -> list[archive.Release]:
        """The current release and those before it, the oldest first, but for what is known to be held back.

        Not those after it, from which the operator has gone back, nor any of another base IRI.
        """
        last = current.shelved.sequence
        found = [
            one
            for one in archive.releases(self._config)
            if one.sequence <= last and self._base(one) == self._config.base_iri
        ]
        return [one for one in found if self._judged.get(one.id) != (current.shelved.id, False)]

    def askable(self, current: "OpenRelease", most: int) -> "list[archive.Release]":
        """Of :meth:`kept` the latest that :meth:`get` gives; each is looked at once for each current one."""
        found: list[archive.Release] = []
        for one in reversed(self.kept(current)):
            try:
                self.get(one.id, current)
            except UnknownReleaseError:
                continue
            found.append(one)
            if len(found) == most:
                break
        return found

    def _base(self, release: archive.Release) -> str:
        """The base IRI of a release; empty for one that is damaged. A manifest may be large."""
        if release.id not in self._bases:
            try:
                self._bases[release.id] = release.manifest.base_iri
            except OperatorError:
                return ""
        return self._bases[release.id]

    def get(self, name: str, current: "OpenRelease") -> "OpenRelease":
        """The release of a name (:func:`graph.release.archive.named`); raises
        :class:`UnknownReleaseError`."""
        if name == current.shelved.id:
            return current
        kept = self.kept(current)
        meant = archive.named(kept, name)
        if len(meant) != 1:
            raise UnknownReleaseError(name, kept)
        if meant[0].id == current.shelved.id:
            return current
        with self._lock:
            release = self._held.get(meant[0].id) or self._open(meant[0])
            if release is None or not self._may_be_asked(release, current):
                self._held.pop(meant[0].id, None)
                raise UnknownReleaseError(name, [one for one in kept if one.id != meant[0].id])
            self._held[meant[0].id] = release
            self._held.move_to_end(meant[0].id)
            while len(self._held) > _HELD:
                self._held.popitem(last=False)
            return release

    def _open(self, shelved: archive.Release) -> "OpenRelease | None":
        try:
            return self._opened(shelved)
        except (OperatorError, OSError) as error:
            logger.error("release %s cannot be asked: %s", shelved.id, error)
            return None

    def _may_be_asked(self, release: "OpenRelease", current: "OpenRelease") -> bool:
        judged, verdict = self._judged.get(release.shelved.id, ("", False))
        if judged != current.shelved.id:
            verdict = may_be_asked(release.shelved, release.store, current.shelved, current.store)
            self._judged[release.shelved.id] = current.shelved.id, verdict
            if not verdict:
                logger.warning("release %s is held back: it tells what is closed now", release.shelved.id)
        return verdict


logger = logging.getLogger("sagsgraf")

Row = Mapping[str, str]
T = TypeVar("T")


@dataclass(frozen=True)
class OpenRelease:
    """A release in use. Whoever holds one reads the same data to the end, whatever is published since."""

    shelved: archive.Release
    store: Store
    index: Index | None
    """For searching; a release made by an earlier version has none."""
    meaning: Vectors | None = None
    """For searching by meaning, where that is installed and the release has what it takes."""

    @property
    def documents(self) -> int:
        """How many sets of minutes it holds."""
        return len(self.shelved.published)

    def text(self, minutes: str) -> str:
        """The served text of minutes of that IRI; empty when the release holds none of it."""
        return self.shelved.text(minutes) if minutes in self.shelved.published else ""

    @cached_property
    def _withdrawn(self) -> dict[str, Tombstone]:
        told = self.shelved.manifest.withdrawn
        return {iri: line for line in told for iri in (of_one_body(line.iri), line.iri)}

    def withdrawn(self, iri: str) -> Tombstone | None:
        """What the release tells of the withdrawal of a thing, or of what it is a part of."""
        if not self._withdrawn:
            return None
        every = [
            "/".join(parts[:length])
            for parts in (iri.split("/"), of_one_body(iri).split("/"))
            for length in range(len(parts), 0, -1)
        ]
        return next((self._withdrawn[one] for one in every if one in self._withdrawn), None)

    def describe(self, iri: str) -> list[Triple]:
        """The triples that the page about a thing is made of."""
        return list(self.store.description(iri)) or told_of_graph(self.store, iri)

    def about(self, iri: str) -> list[Triple]:
        """The triples of which a thing is the subject."""
        return list(self.store.triples(NamedNode(iri))) or told_of_graph(self.store, iri)

    def knows(self, iri: str) -> bool:
        """Whether anything is told of a thing."""
        return self.ask(load("thing_exists").bind({"thing": NamedNode(iri)})) or bool(
            told_of_graph(self.store, iri)
        )

    def rows(self, query: str) -> list[Row]:
        """The rows of a SELECT as words by variable; a variable without a value has the empty word.

        Rows that the query orders by labels are in the order of the Danish alphabet.
        """
        results = self.store.query(query)
        assert isinstance(results, QuerySolutions)
        names = [variable.value for variable in results.variables]
        rows = [
            {name: getattr(term, "value", "") for name, term in zip(names, row, strict=True)}
            for row in results
        ]
        return alphabet.rows_in_order(query, rows)

    def kept_rows(self, query: str) -> Sequence[Row]:
        """The same, remembered as long as the release is open: for whole lists that are looked up again and
        again, never for what a client asks, of which there is no end."""
        if query not in self._kept:
            self._kept[query] = self.rows(query)
        return self._kept[query]

    @cached_property
    def _kept(self) -> dict[str, Sequence[Row]]:
        return {}

    def named_rows(
        self, name: str, parameter: str, value: str, language: str, most: int | None = None
    ) -> list[Row]:
        """The rows of a named query about a thing, its ``parameter``, with labels in a language, at most
        ``most`` if that is given: from the tables where they have the answer, for these count faster, or else
        from the store."""
        found = None
        if name in TABLE_QUERIES:
            found = self._of_tables(name, lambda tables: tables.rows(name, value, language)[:most])
        if found is not None:
            return found
        return self.rows(load(name).bind({parameter: NamedNode(value)}, limit=most, language=language))

    def whole_rows(self, name: str, language: str) -> list[Row]:
        """The same of a named query about everything."""
        found = self._of_tables(name, lambda tables: tables.whole(name, language))
        return self.rows(load(name).bind(language=language)) if found is None else found

    def bodies(self, language: str) -> list[Row]:
        """The rows of the named query ``bodies`` about all of them; the tables count the meetings, if there
        are any."""
        query = load("bodies")
        rows = self._of_tables(query.name, lambda tables: tables.bodies(language))
        if rows is None:
            return self.rows(query.bind(language=language))
        met = {row["body"] for row in rows}
        every = {triple.subject for triple in self.store.triples(None, node(RDF.type), node(term("Body")))}
        if others := [body for body in every if isinstance(body, NamedNode) and body.value not in met]:
            rows += self.rows(query.bind({"body": others}, language=language))
        # As bodies.rq orders them: those that have not met, which the tables have not, come last.
        rows.sort(key=lambda row: (-int(row["meetings"]), row["label"]))
        return alphabet.rows_in_order(query.text, rows)

    def latest_items(self, name: str, thing: str, most: int) -> list[str] | None:
        """As :meth:`graph.tables.asking.TableReader.latest_items`; ``None`` where the tables do not tell."""
        if name not in ITEMS_OF:
            return None
        return self._of_tables(name, lambda tables: tables.latest_items(name, thing, most))

    def items_naming(self, thing: str) -> list[str] | None:
        """As :meth:`graph.tables.asking.TableReader.items_naming`; ``None`` where the tables do not tell."""
        return self._of_tables("items_naming", lambda tables: tables.items_naming(thing))

    def _of_tables(self, name: str, ask: Callable[[TableReader], list[T]]) -> list[T] | None:
        """What the tables say of a named query; ``None`` where they are not there or do not answer."""
        try:
            return ask(self._tables) if self._tables else None
        except TablesUnavailableError as error:
            logger.warning("release %s: its tables did not answer %s: %s", self.shelved.id, name, error)
            return None

    def listed(
        self, name: str, given: Mapping[str, str | bool], first: int, most: int
    ) -> tuple[Sequence[Row], int]:
        """As :meth:`graph.tables.asking.TableReader.page`, of its tables."""
        if self._tables is None:
            raise TablesUnavailableError("the release was made without tables")
        return self._tables.page(name, given, first, most)

    @cached_property
    def _tables(self) -> TableReader | None:
        try:
            return TableReader(self.shelved.path)
        except TablesUnavailableError:  # of an earlier version
            return None

    @cached_property
    def names(self) -> Sequence[tuple[str, str, tuple[str, ...]]]:
        """The bodies, units, posts, people and KLE numbers: each with its kind, and all it is called by."""
        return [(row.iri, row.kind, tuple(row.title.split("\n"))) for row in named(self.store, NOBODYS)]

    def ask(self, query: str) -> bool:
        """The answer of an ASK."""
        results = self.store.query(query)
        assert isinstance(results, QueryBoolean)
        return bool(results)


class Releases:
    """Hands out the current release; looks at the link ``current`` each time, which is cheap.

    A request that was handed a release keeps it open by holding it; the last one to let go closes it.
    """

    def __init__(self, config: Config) -> None:
        """Open what is current, if anything is, or what stands in for it if it is damaged; raises as
        :meth:`open` does when nothing can."""
        self._config = config
        self._link = str(config.data_dir / "current")
        self._lock = threading.Lock()
        self._refused: set[str] = set()
        self._damaged: dict[str, DamagedError] = {}
        self._checks: Checks | None = None
        self._watchers: list[Callable[[OpenRelease], None]] = []
        self._earlier = Earlier(config, self.open)
        shelved = archive.current_release(config)
        self._open = self._whole(shelved) if shelved else None

    def latest(self) -> OpenRelease | None:
        """The current release, if there is one. One that cannot be opened is told to the log, and one before
        it goes on serving."""
        name = self._current_name()
        with self._lock:
            known = {*self._refused, self._open.shelved.id if self._open else ""}
            if name is not None and name not in known:
                self._switch(name)
            return self._open

    def check_beside(self, seconds: float) -> None:
        """Have the sums of what is served worked out beside serving, now and whenever it is another; wait
        so many ``seconds`` for them, which are enough for a small release."""
        self._checks = Checks(self._found)
        if self._open:
            self._checks.begin(self._open.shelved).wait(seconds)

    def watch(self, begin: Callable[[OpenRelease], None]) -> None:
        """Have something begun with what is served, now and whenever it is another; it must not take long."""
        self._watchers.append(begin)
        if self._open:
            begin(self._open)

    @property
    def damaged(self) -> "list[DamagedError]":
        """What is known to be damaged of the current release, of what is served, and of those between."""
        last, first = self._current_name(), self._open.shelved.sequence if self._open else 0
        newest = archive.Release(archive.folder(self._config) / last).sequence if last else first
        known = list(self._damaged.values())
        return [one for one in known if first <= one.release.sequence <= newest]

    def kept(self, name: str) -> OpenRelease:
        """The release of that id, beginning of an id, or number: the current one or one before it.

        Raises :class:`api.serving.releases.UnknownReleaseError`.
        """
        current = self.latest()
        if current is None:
            raise UnknownReleaseError(name, ())
        return self._earlier.get(name, current)

    def all_kept(self) -> list[archive.Release]:
        """The releases that :meth:`kept` gives, as far as that is known before they are opened; the oldest
        first."""
        current = self.latest()
        return self._earlier.kept(current) if current else []

    def askable(self, most: int) -> list[archive.Release]:
        """So many of the latest releases that :meth:`kept` gives, the latest first."""
        current = self.latest()
        return self._earlier.askable(current, most) if current else []

    @property
    def municipality(self) -> str:
        """The name of the municipality whose release was opened last; empty before the first, and of
        several."""
        return self._open.shelved.manifest.profile.name if self._open else ""

    @property
    def municipalities(self) -> dict[str, str]:
        """The names by slug of the several municipalities of the release that was opened last; empty for one
        of one alone."""
        release = self._open.shelved if self._open else None
        return release.names if release and release.several else {}

    def whose(self, iri: str) -> str:
        """The name of the one of several municipalities whose a thing is."""
        return self._open.shelved.whose(iri) if self._open else ""

    def _current_name(self) -> str | None:
        try:
            return os.readlink(self._link).rpartition("/")[2]  # noqa: PTH115  # asked at each request
        except OSError:
            return None

    def _switch(self, name: str) -> None:
        """Serve another release. Where it is damaged and nothing stands in for it, what is served goes on,
        but never if it tells what is withdrawn, closed or stopped since."""
        self._refused.add(name)
        try:
            self._open = self._whole(archive.Release(archive.folder(self._config) / name))
        except OperatorError as error:
            logger.error("release %s is not served: %s", name, error)
            if self._open and not self._may_go_on(self._open.shelved, error):
                self._open = None
            return
        except OSError as error:  # too many open files, it may be: another time it may do
            self._refused.discard(name)
            logger.error("release %s cannot be opened now: %s", name, error)
            return
        self._refused.discard(self._open.shelved.id)
        logger.info("serving release %s", self._open.shelved.id)
        self._begin(self._open)

    def _begin(self, opened: OpenRelease) -> None:
        """What is begun with each release that is served."""
        if self._checks:
            self._checks.begin(opened.shelved)
        for begin in self._watchers:
            begin(opened)

    def _may_go_on(self, held: archive.Release, error: OperatorError) -> bool:
        """Whether what is served may be served further, though the release that follows cannot be."""
        if isinstance(error, DamagedError):
            return held.id in {one.id for one in candidates(error.release, self._config)}
        return tells_no_more(held.manifest, read_ledger(self._config))

    def _whole(self, shelved: archive.Release) -> OpenRelease:
        """Open a release, or the one that stands in for it if it is damaged; raises as :meth:`open` does when
        none can."""
        try:
            return self.open(shelved)
        except DamagedError as error:
            self._damaged[shelved.id] = error
            self._refused.add(shelved.id)
            if opened := self._standing_in(error):
                return opened
            raise

    def _standing_in(self, damaged: DamagedError) -> OpenRelease | None:
        """Open what stands in for a release that is damaged, and tell the log."""
        for one in candidates(damaged.release, self._config):
            try:
                opened = self.open(one)
            except OperatorError:
                continue
            logger.error("%s; %s is served in its place", damaged.complaint, one.id)
            return opened
        return None

    def _found(self, damaged: DamagedError) -> None:
        """Stop serving what has turned out to be damaged, if anything stands in for it."""
        with self._lock:
            self._damaged[damaged.release.id] = damaged
            if not self._open or self._open.shelved.id != damaged.release.id:
                return
            if opened := self._standing_in(damaged):
                self._refused.add(damaged.release.id)
                self._open = opened
                self._begin(opened)
            else:
                logger.error("%s; there is no release to serve in its place", damaged.complaint)

    def open(self, shelved: archive.Release) -> OpenRelease:
        """Open a release whose files are all there, as long as they were and in order as far as that is soon
        told; raises :class:`OperatorError` for one of another site, and
        :class:`graph.release.integrity.DamagedError`."""
        check(shelved, _SOON_TOLD)
        base = shelved.manifest.base_iri
        if base != self._config.base_iri:
            raise OperatorError(
                f"{shelved.id} was published under {base}, but base_iri is {self._config.base_iri};"
                " publish again"
            )
        try:
            store = Store.open_read_only(shelved.store)
        except OSError as error:
            files.readable(shelved.store)
            raise DamagedError(shelved, [shelved.store.name]) from error
        try:
            current = shelved.search.exists() and is_current(shelved.search)
            index = Index(shelved.search) if current else None
        except (OSError, ValueError, KeyError, sqlite3.Error) as error:
            raise DamagedError(shelved, [shelved.search.name]) from error
        model = embedder() if shelved.meaning.exists() else None
        return OpenRelease(shelved, store, index, Vectors(shelved.meaning, model) if model else None)
