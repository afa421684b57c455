"""What a release holds that another does not: which graphs differ, and which things in them.

Releases made by the same software say in their manifests which minutes differ; only those graphs, and the
few that are made of all minutes, are read. Between others every graph is compared.
"""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graph.closing import Closing
from graph.shelf import Release
from graph.store import Store


class Content(Closing):
    """What a release on disk holds, open for reading."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.store = Store.open_read_only(release.store)
        self.graphs = frozenset(self.store.graphs())
        self.minutes: dict[str, str] = {name: entry["sha256"] for name, entry in release.published.items()}

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
    same_run = one.release.manifest["fingerprint"] == other.release.manifest["fingerprint"]
    alike = {graph for graph, sha256 in one.minutes.items() if other.minutes.get(graph) == sha256}
    looked_at = (one.graphs | other.graphs) - (alike if same_run else set())
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
