"""What a publication takes away: minutes the release before had, which no file of the folder holds any more.

A folder that is half there, or another one, looks just like that, so many at a time are asked about first.
What went is kept in mind by its path, whatever base IRI it had, so that its address can tell where it stood.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

import pyoxigraph as ox
from rdflib import RDFS

from graph.base.config import Config, OperatorError
from graph.ontology.iris import meeting_of, minutes_of, path_of, thing
from graph.release.archive import Release
from graph.release.manifest import DocumentEntry
from graph.store.oxigraph import Store
from graph.store.terms import node

_MOST_NAMED = 20


def check(
    before: Release, documents: Collection[DocumentEntry], config: Config, accepted: bool
) -> tuple[str, ...]:
    """The names of the documents that go; ``documents`` are the entries of the manifest in the making.

    Raises :class:`OperatorError` when they are a larger share of those there were of a municipality than
    ``removed_share`` of the settings, and that is not ``accepted``.
    """
    going = list(vanished(before, documents, config.base_iri))
    if not going:
        return ()
    names = tuple(_names(before, going))
    manifest = before.manifest
    had = Counter(manifest.municipality_of(e) for e in manifest.documents if e.status != "withdrawn")
    goes = Counter(map(manifest.municipality_of, going))
    if accepted or all(goes[slug] <= config.removed_share * had[slug] for slug in goes):
        return names
    more = f"; and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    raise OperatorError(
        f"{len(going)} of the {had.total()} documents of {before.id} would go: "
        f"{'; '.join(names[:_MOST_NAMED])}{more}; "
        "nothing was published. If it is meant so, publish with --accept-removed; another collection belongs "
        "in a data folder of its own (--data-dir)"
    )


def vanished(before: Release, documents: Collection[DocumentEntry], base_iri: str) -> Iterator[DocumentEntry]:
    """The entries of an earlier release of which nothing is left: neither their meeting nor their file.

    What is turned away or withdrawn now is told as that, and so is none of them.
    """
    meetings = {path_of(e.graph, base_iri) for e in documents if e.published}
    files = {entry.file: entry.status for entry in documents}
    contents = {entry.sha256: entry.status for entry in documents if entry.sha256}
    for entry in before.manifest.documents:
        status = files.get(entry.file) or contents.get(entry.sha256)
        if entry.published:
            kept = path_of(entry.graph, before.manifest.base_iri) in meetings
            if not kept and status in (None, "published"):
                yield entry
        elif entry.status != "withdrawn" and status is None:
            yield entry


def gone(
    before: Release, documents: Collection[DocumentEntry], store: Store, base_iri: str
) -> dict[str, str]:
    """All that once was published and is not in a store any more, without being withdrawn: the path of each
    thing below ``/id/`` -> the last release that had it. A meeting stands for all that is below it."""
    was = before.manifest.base_iri
    found = dict(before.gone)
    graphs = [e.graph for e in vanished(before, documents, base_iri) if e.published]
    if graphs:
        with Store.open_read_only(before.store) as old:
            things = {thing for graph in graphs for thing in _things(old, graph)}
        found |= {path: before.id for thing in things if (path := path_of(thing, was))}
    there = {path_of(e.graph, base_iri) for e in documents if e.published}

    def is_there(path: str) -> bool:
        iri = thing(base_iri, path)
        if meeting_of(iri):  # others may cite one whose minutes are gone
            return path_of(minutes_of(iri), base_iri) in there
        return next(store.triples(node(iri)), None) is not None

    return {path: release for path, release in sorted(found.items()) if not is_there(path)}


def last_release(gone: Mapping[str, str], path: str) -> str | None:
    """The last release that had what is at a path below ``/id/``, if it is gone."""
    parts = path.split("/")
    above = ("/".join(parts[:length]) for length in range(len(parts), 1, -1)) if gone else ()
    return next((gone[one] for one in above if one in gone), None)


def _things(store: Store, graph: str) -> Iterator[str]:
    """The meeting of a graph of minutes, and what it tells of that is not below it."""
    if meeting := meeting_of(graph):
        yield meeting
    for triple in store.triples(graph_iri=graph):
        subject = triple.subject.value  # type: ignore[union-attr]
        if "#" not in subject and meeting_of(subject) is None:
            yield subject


def _names(before: Release, entries: Collection[DocumentEntry]) -> Iterator[str]:
    """What people call the documents: their meeting, if it is known, and their file."""
    with Store.open_read_only(before.store) as store:
        for entry in entries:
            meeting = node(meeting_of(entry.graph) or "urn:none")
            labels = (triple.object for triple in store.triples(meeting, node(str(RDFS.label))))
            danish = (label for label in labels if isinstance(label, ox.Literal) and label.language == "da")
            label = next(danish, None)
            yield f"{label.value} ({entry.file})" if label else entry.file
