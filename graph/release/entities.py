"""What is told of each thing: the whole graph in parts that share no subject, so that parts can be compared.

An agenda item goes with all below its IRI, a meeting with its minutes, a case with its numbers; anything
else by itself (:func:`graph.ontology.iris.whole`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterator

import pyoxigraph as ox

from graph.ontology.iris import meeting_of, minutes_of, municipality_of, whole
from graph.store.oxigraph import Store

Told = dict[str, list[str]]
"""A thing -> the triples of it and what goes with it, as sorted lines of N-Triples without line ends."""


def describe_entity(store: Store, root: str) -> Told:
    """What the merge of all graphs says of a meeting with its items, of a case, or of any one other thing."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    waiting = {root, *(one for one in _in_minutes(store, root) if whole(one)[0] == root)}
    seen = set(waiting)
    while waiting:
        subject = waiting.pop()
        lines = found[whole(subject)[1]]
        for triple in store.triples(ox.NamedNode(subject)):
            lines.append(f"{triple} .")
            led_to = triple.object.value if isinstance(triple.object, ox.NamedNode) else ""
            if led_to.startswith(root) and led_to not in seen and whole(led_to)[0] == root:
                seen.add(led_to)
                waiting.add(led_to)
    return {thing: sorted(lines) for thing, lines in found.items() if lines}


def _in_minutes(store: Store, root: str) -> set[str]:
    """What a meeting may not lead to: places in its minutes, to which its items do, and tombstones of items.

    Asked for by a query, for the engine then spells out each but once.
    """
    if meeting_of(root) is None:
        return set()
    stones = municipality_of(root).withdrawn()
    rows = store.query(
        f"SELECT DISTINCT ?s {{ {{ GRAPH <{minutes_of(root)}> {{ ?s ?p ?o }} }} UNION "
        f'{{ GRAPH <{stones}> {{ ?s ?p ?o }} FILTER (STRSTARTS(STR(?s), "{root}/")) }} }}'
    )
    assert isinstance(rows, ox.QuerySolutions)
    return {row["s"].value for row in rows}


def roots(store: Store, graphs: Collection[str]) -> Iterator[str]:
    """All that :func:`told` is to be asked about, each once: the meetings whose minutes are among the
    ``graphs``, in order, then everything else. Nothing is held of what has been handed out."""
    meetings = {meeting for graph in graphs if (meeting := meeting_of(graph))}
    yield from sorted(meetings)
    last = ""
    alone: set[str] = set()  # meetings of which only tombstones of items are left
    rows = store.query("SELECT ?s { ?s ?p ?o }")  # the engine gives all triples of a subject together,
    assert isinstance(rows, ox.QuerySolutions)  # and spells out no more than is asked for
    for row in rows:
        subject = row["s"].value
        if subject == last:
            continue
        last = subject
        root, thing = whole(subject)
        if root == subject and root not in meetings:
            yield root
        elif thing == subject and root not in meetings and root not in alone and not _is_told(store, root):
            alone.add(root)
            yield root


def _is_told(store: Store, subject: str) -> bool:
    return next(store.triples(ox.NamedNode(subject)), None) is not None
