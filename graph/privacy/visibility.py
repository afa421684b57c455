"""Which earlier releases may still be asked: none that tells what is withdrawn, closed or stopped since then.

Withdrawal deletes the releases that hold what is withdrawn (:mod:`graph.publishing.succession`), but one
moment after the new release is current. Minutes that are published anew with an item closed delete nothing,
so what an earlier release tells of that item is found out here.
"""

from collections.abc import Collection, Iterable

import pyoxigraph as ox

from graph.ontology.terms import concept, term
from graph.release.archive import Release
from graph.release.manifest import DocumentEntry
from graph.store.oxigraph import Store

_OPENNESS = ox.NamedNode(str(term("openness")))
_DECISION = ox.NamedNode(str(term("hasDecision")))
_CLOSED = ox.NamedNode(str(concept("aabenhed", "lukket")))
_NUMBER = ox.NamedNode(str(term("itemNumber")))


def may_be_asked(old: Release, before: Store, now: Release, after: Store) -> bool:
    """Whether an earlier release, with its store, holds nothing that must not be told any more, as the
    current one and its store have it.

    Raises :class:`graph.base.config.OperatorError` for one that is damaged.
    """
    if old.manifest.withdrawn != now.manifest.withdrawn or stops(old, now.manifest.documents):
        return False
    changed = (
        minutes
        for minutes, entry in now.published.items()
        if (known := old.published.get(minutes)) and known.as_read != entry.as_read
    )
    return not closes(before, after, changed)


def stops(old: Release, documents: Collection[DocumentEntry]) -> bool:
    """Whether a file that the earlier release tells of may not be published any more, as when a later version
    finds personal data in it; ``documents`` are the entries of the later one's manifest."""
    stopped = {entry.sha256 for entry in documents if entry.status == "quarantined"}
    kept = {entry.graph for entry in documents if entry.published}
    return any(entry.sha256 in stopped for minutes, entry in old.published.items() if minutes not in kept)


def closes(before: Store, after: Store, minutes: Iterable[str]) -> bool:
    """Whether an item that was open in one of these graphs of minutes is closed in it by now, or has its
    decision no more, which was published though it was closed."""
    return any(
        _was_open(before, item.subject, graph)
        or _may_have_been_open(before, after, item.subject, graph)
        or (_is_decided(before, item.subject, graph) and not _is_decided(after, item.subject, graph))
        for graph in minutes
        for item in after.triples(None, _OPENNESS, _CLOSED, graph)
    )


def _may_have_been_open(before: Store, after: Store, item: object, minutes: str) -> bool:
    """Whether an item that is closed and new may be one that was open under another address: one that is
    gone, or that had its number."""
    if not _is_gone(before, item, minutes):
        return False
    numbers = _numbers(after, item, minutes)
    return any(
        _is_gone(after, was.subject, minutes) or numbers & _numbers(before, was.subject, minutes)
        for was in before.triples(None, _OPENNESS, None, minutes)
        if was.object != _CLOSED
    )


def _is_gone(store: Store, item: object, minutes: str) -> bool:
    assert isinstance(item, ox.NamedNode)  # nothing published has blank nodes
    return next(store.triples(item, graph_iri=minutes), None) is None


def _numbers(store: Store, item: object, minutes: str) -> set[object]:
    assert isinstance(item, ox.NamedNode)  # nothing published has blank nodes
    return {one.object for one in store.triples(item, _NUMBER, None, minutes)}


def _is_decided(store: Store, item: object, minutes: str) -> bool:
    assert isinstance(item, ox.NamedNode)  # nothing published has blank nodes
    return next(store.triples(item, _DECISION, None, minutes), None) is not None


def _was_open(store: Store, item: object, minutes: str) -> bool:
    assert isinstance(item, ox.NamedNode)  # nothing published has blank nodes
    told = next(store.triples(item, graph_iri=minutes), None)
    return told is not None and next(store.triples(item, _OPENNESS, _CLOSED, minutes), None) is None
