"""Edges gathered from rows: how often two things are tied, and by what; in bounded memory."""

from collections.abc import Iterable, Iterator
from itertools import combinations, groupby
from operator import itemgetter
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx


def weighted(graph: "nx.Graph[str]") -> Iterator[tuple[str, str, int]]:
    """The edges with their weights."""
    return ((one, other, data["weight"]) for one, other, data in graph.edges(data=True))


MOST_EDGES = 1_000_000
"""Edges that a network may have; one takes about 500 bytes of memory."""
MOST_MEMBERS = 200
"""Things that one and the same thing may tie together. A document listed in 5,000 cases would tie 12 million
pairs of them and tell nothing about any; it is left out, and the network says so."""


class TooManyEdgesError(Exception):
    """The network has more than :data:`MOST_EDGES` edges; a shorter period has fewer."""


class Ties:
    """The edges of a network while they are gathered."""

    def __init__(self, directed: bool) -> None:
        self._directed = directed
        self._weights: dict[tuple[str, str], int] = {}
        self._items: dict[tuple[str, str], list[str]] = {}
        self._days: dict[tuple[str, str], list[int]] = {}

    def __len__(self) -> int:
        return len(self._weights)

    def add(
        self, one: str, other: str, items: Iterable[str], times: int = 1, days: int | None = None
    ) -> None:
        """Tie two things ``times`` more; ``days`` is how long it took to get from one to the other.

        Raises :class:`TooManyEdgesError`.
        """
        pair = (one, other) if self._directed or one < other else (other, one)
        if pair not in self._weights:
            if len(self._weights) == MOST_EDGES:
                raise TooManyEdgesError(
                    f"the network has more than {MOST_EDGES:,} edges; choose a shorter period"
                )
            self._weights[pair], self._items[pair] = 0, []
        self._weights[pair] += times
        self._items[pair].extend(items)
        if days is not None:
            self._days.setdefault(pair, []).append(days)

    def ends(self) -> set[str]:
        """Whatever is tied to something."""
        return {end for pair in self._weights for end in pair}

    def into(self, graph: "nx.Graph[str]") -> None:
        """Add them to a graph in the order of their ends."""
        for pair in sorted(self._weights):
            items = tuple(sorted(set(self._items.pop(pair))))
            graph.add_edge(*pair, weight=self._weights[pair], items=items)
            if pair in self._days:
                graph.edges[pair]["median_days"] = float(median(self._days[pair]))


def shared(rows: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """What each thing holds together, from rows of the thing, a member and an item where it is one:
    the thing and its members in order, each with its items."""
    for thing, of_thing in groupby(sorted(set(rows)), itemgetter(0)):
        yield (
            thing,
            {member: [row[2] for row in of_it] for member, of_it in groupby(of_thing, itemgetter(1))},
        )


def pairs(members: dict[str, list[str]]) -> Iterator[tuple[str, str, list[str]]]:
    """Each two members of one thing, and the items of both."""
    for one, other in combinations(members, 2):
        yield one, other, members[one] + members[other]
