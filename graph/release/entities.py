"""What is told of each thing: the whole graph in parts that share no subject, so that parts can be compared.

An agenda item goes with all below its IRI, a meeting with its minutes, a case with its numbers; anything
else by itself (:func:`graph.ontology.iris.whole`).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property

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


class Descriptions:
    """What :func:`describe_entity` says of each thing, where all of a store is to be described: the store is
    asked for what several graphs speak of, and the rest, most of all, is read from lines.

    ``minutes`` are the graphs of minutes in the store, and ``lines`` gives for one of them its triples as
    lines of N-Triples.
    """

    def __init__(self, store: Store, minutes: Collection[str], lines: Callable[[str], Iterable[str]]) -> None:
        self._store, self._lines = store, lines
        self._minutes = {meeting: graph for graph in minutes if (meeting := meeting_of(graph))}

    def describe(self, root: str) -> Told:
        """As :func:`describe_entity`."""
        if root not in self._minutes:
            return describe_entity(self._store, root)
        shared = self._shared.get(root, set())
        found: defaultdict[str, list[str]] = defaultdict(list)
        subject, described = "", []  # the lines of a subject stand together
        for line in self._lines(self._minutes[root]):
            if (now := _subject(line)) != subject:
                subject, (of, thing) = now, whole(now)
                described = found[thing] if of == root and subject not in shared else []
            described.append(line)
        for subject in shared:
            triples = self._store.triples(ox.NamedNode(subject))
            found[whole(subject)[1]] += [f"{triple} ." for triple in triples]
        return {thing: sorted(lines) for thing, lines in found.items() if lines}

    @cached_property
    def _shared(self) -> Mapping[str, set[str]]:
        """Meeting -> the subjects of it that other graphs than its minutes speak of."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for meeting, graph in self._minutes.items():
            for subject in {_subject(line) for line in self._lines(graph)}:
                if (root := whole(subject)[0]) != meeting and root in self._minutes:
                    found[root].add(subject)
        for graph in set(self._store.graphs()) - set(self._minutes.values()):
            rows = self._store.query(f"SELECT DISTINCT ?s {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
            assert isinstance(rows, ox.QuerySolutions)
            for subject in (row["s"].value for row in rows):
                if (root := whole(subject)[0]) in self._minutes:
                    found[root].add(subject)
        return found


def _subject(line: str) -> str:
    """The subject of a line of N-Triples."""
    return line[1 : line.index(">")]


def roots(store: Store, graphs: Collection[str]) -> Iterator[str]:
    """All that :func:`describe_entity` is to be asked about, each once: the meetings whose minutes are among
    the ``graphs``, in order, then everything else. Nothing is held of what has been handed out."""
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
