"""Bringing a release to a SPARQL 1.1 server, where it becomes visible at once or not at all.

The server holds each graph of the release under its own name, and the merge of them all in one of two
graphs, by turns: what is being asked is not written to. Which releases a graph is, or is a mixture of while
it is written, stands in a graph of its own (:class:`graph.remote.store.RemoteState`). A name is added there
before anything of it is written, and the others are taken away when all is written. So a push that is killed
can be run again by anyone, and queries are only ever answered from a graph that is one whole release.

Things of which a release says something else are removed and written anew, with all that is said of them.
That names no value, for servers change some (1.0 to 1) and then do not find what we would take away.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice

import pyoxigraph as ox

from graph.base.config import Config, OperatorError
from graph.base.files import Closing
from graph.ontology import iris
from graph.release import archive
from graph.release.archive import Release
from graph.remote.store import UNKNOWN, RemoteState
from graph.remote.target import Target
from graph.store.oxigraph import Store

# What a release holds that another does not: which graphs differ, and which things in them.
#
# Releases made by the same software say in their manifests which minutes differ; only those graphs, and the
# few that are made of all minutes, are read. Between others every graph is compared.


class Content(Closing):
    """What a release on disk holds, open for reading."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.store = Store.open_read_only(release.store)
        self.graphs = frozenset(self.store.graphs())
        self.minutes = {name: entry.as_read for name, entry in release.published.items()}

    def close(self) -> None:
        """Let go of the files."""
        self.store.close()

    def about(self, subject: ox.NamedNode, graph: str | None) -> Iterator[ox.Triple]:
        """The triples of a subject in a named graph, or in the merge of all."""
        return self.store.triples(subject, graph_iri=graph)

    def lacks(self, triple: ox.Triple, graph: str | None) -> bool:
        """Whether a triple is not in a named graph, or not in the merge of all."""
        subject, value = triple.subject, triple.object
        assert isinstance(subject, ox.NamedNode)  # nothing published has blank nodes, or triples as terms
        assert isinstance(value, ox.NamedNode | ox.Literal)
        return next(self.store.triples(subject, triple.predicate, value, graph), None) is None


def differing_graphs(one: Content, other: Content) -> set[str]:
    """The named graphs that differ between two releases, or that only one of them has."""
    alike = {graph for graph, read in one.minutes.items() if other.minutes.get(graph) == read}
    looked_at = (one.graphs | other.graphs) - alike
    return {graph for graph in looked_at if next(differing_subjects(one, other, graph), None) is not None}


def differing_subjects(one: Content, other: Content, graph: str) -> Iterator[ox.NamedNode]:
    """The subjects of a named graph of which two releases do not say the same; some of them often."""
    for here, there in ((one, other), (other, one)):
        for triple in here.store.triples(graph_iri=graph):
            if there.lacks(triple, graph):
                yield triple.subject  # type: ignore[misc]


def differing_in_all(one: Content, other: Content, graphs: Iterable[str]) -> Iterator[ox.NamedNode]:
    """The subjects of which the merges of all graphs do not say the same, given which graphs differ."""
    names = sorted(graphs)
    for here, there in ((one, other), (other, one)):
        for name in names:
            for triple in here.store.triples(graph_iri=name):
                if there.lacks(triple, None):
                    yield triple.subject  # type: ignore[misc]


_SUBJECTS = 200  # removed and written anew together


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push took: requests made and bytes sent; the graph that is the release now."""

    requests: int
    sent: int
    slot: str


def push(config: Config, release: Release) -> Pushed:
    """Bring a release to the server of the settings; one that is there already is not sent again.

    Raises :class:`OperatorError`, and the release that is asked there stays as it was.
    """
    with Target(config) as target:
        held = target.holdings()
        slot = held.slot(release.id, iris.slots(config.base_iri))
        names = iris.holdings(config.base_iri)
        if slot is None or held.of(names) != {release.id}:
            target.check_writable()
            with ExitStack() as open_files:
                push = _Push(target, config, open_files.enter_context(Content(release)), held, open_files)
                slot = slot or push.whole(_free(held, config))
                push.named(names)
        return Pushed(target.requests, target.sent, slot)


def forget(config: Config, release: Release) -> None:
    """Empty the graph on the server that does not hold this release; what it held may be withdrawn."""
    with Target(config) as target:
        held = target.holdings()
        for slot in iris.slots(config.base_iri):
            if held.of(slot) and held.of(slot) != {release.id}:
                target.announce(slot, [UNKNOWN])
                target.drop(slot)


def _free(held: RemoteState, config: Config) -> str:
    """The graph to write to: not the one that is asked, else one that is no whole release, else the older."""
    now = archive.current_release(config)

    def rank(slot: str) -> tuple[bool, bool, str]:
        ids = held.of(slot)
        return (bool(now) and now is not None and ids == {now.id}, len(ids) == 1, min(ids, default=""))

    return min(iris.slots(config.base_iri), key=rank)


class _Push:
    """One release on its way to the server."""

    def __init__(
        self, target: Target, config: Config, new: Content, held: RemoteState, open_files: ExitStack
    ) -> None:
        self._target = target
        self._config = config
        self._new = new
        self._held = held
        self._open_files = open_files
        self._opened: dict[str, Content] = {new.release.id: new}
        self._differing: dict[str, set[str]] = {new.release.id: set()}

    def whole(self, slot: str) -> str:
        """Make a slot the merge of all graphs of the release."""
        bases = self._bases(slot)
        self._begin(slot, bases)
        if bases is None:
            self._target.put(slot, self._new.store.triples())
            self._check_count(slot)
        else:
            found = {
                subject for base in bases for subject in differing_in_all(base, self._new, self._graphs(base))
            }
            self._rewrite(slot, found, None)
        self._target.keep(slot, self._new.release.id, self._held_now(slot, bases))
        return slot

    def named(self, names: str) -> None:
        """Bring the named graphs up to date; ``names`` is under which the server keeps whose they are."""
        bases = self._bases(names)
        self._begin(names, bases)
        if bases is None:
            for graph in sorted(self._new.graphs):
                self._target.put(graph, self._new.store.triples(graph_iri=graph))
        else:
            for graph in sorted(set().union(*(self._graphs(base) for base in bases))):
                self._bring(graph, bases)
        self._target.keep(names, self._new.release.id, self._held_now(names, bases))

    def _bring(self, graph: str, bases: Sequence[Content]) -> None:
        """Bring one named graph up to date: that of minutes as a whole, a large one by its differences."""
        everywhere = all(graph in base.graphs for base in (*bases, self._new))
        if graph not in self._new.graphs:
            self._target.drop(graph)
        elif everywhere and graph not in self._new.minutes:
            found = {s for base in bases for s in differing_subjects(base, self._new, graph)}
            self._rewrite(graph, found, graph)
        else:
            self._target.put(graph, self._new.store.triples(graph_iri=graph))

    def _rewrite(self, target_graph: str, subjects: set[ox.NamedNode], graph: str | None) -> None:
        """Write some subjects anew, from one of the release's graphs or from the merge of all."""
        left = iter(sorted(subjects, key=str))
        while some := list(islice(left, _SUBJECTS)):
            self._target.remove(target_graph, some)
            self._target.add(target_graph, (t for subject in some for t in self._new.about(subject, graph)))

    def _bases(self, graph: str) -> list[Content] | None:
        """The releases that a graph is a mixture of, each opened; ``None`` when that is not known."""
        ids = self._held.of(graph)
        found = [self._content(release_id) for release_id in sorted(ids)]
        known = [content for content in found if content]
        return known if ids and len(known) == len(found) else None

    def _content(self, release_id: str) -> Content | None:
        if release_id not in self._opened:
            folders = {release.id: release for release in archive.releases(self._config)}
            if release_id not in folders:
                return None
            try:
                content = self._open_files.enter_context(Content(folders[release_id]))
            except (OSError, OperatorError):  # damaged: as good as gone
                return None
            self._opened[release_id] = content
        return self._opened[release_id]

    def _graphs(self, base: Content) -> set[str]:
        key = base.release.id
        if key not in self._differing:
            self._differing[key] = differing_graphs(base, self._new)
        return self._differing[key]

    def _begin(self, graph: str, bases: Sequence[Content] | None) -> None:
        """Say that a graph is no longer what it was, before it is written to."""
        coming = [self._new.release.id] + ([UNKNOWN] if bases is None else [])
        self._target.announce(graph, coming)

    def _held_now(self, graph: str, bases: Sequence[Content] | None) -> Iterable[str]:
        return self._held.of(graph) | ({UNKNOWN} if bases is None else set())

    def _check_count(self, slot: str) -> None:
        """Raise when the server has left out some of what was sent, and said nothing."""
        there, here = self._target.count(slot), self._target.put_last
        if there != here:
            raise OperatorError(
                f"{self._config.store} holds {there} triples of {here}; release {self._new.release.id} "
                "is not served there"
            )
