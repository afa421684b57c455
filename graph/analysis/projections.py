"""Networks of what the minutes tell: the projections, each made of the rows of one named query."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph.analysis.asking import EVERYTHING, Progress, Scope, bound, rows, silent
from graph.analysis.edges import MOST_MEMBERS, Ties, pairs, shared
from graph.base.labels import Labels
from graph.queries.named import load
from graph.store.base import QueryStore

if TYPE_CHECKING:
    import networkx as nx

_EVERY = 1000  # groups between two calls of a progress


@dataclass(frozen=True, slots=True)
class Projection:
    """A network that can be asked for: its names, the named query whose rows it is made of, and what not to
    conclude from it."""

    name: str
    query: str
    directed: bool
    labels: Labels
    about: Labels
    limits: Labels


_ALL = (
    Projection(
        "units_by_cases",
        "units_in_cases",
        False,
        Labels(da="Enheder ved fælles sager", en="Units by shared cases"),
        Labels(
            da="To enheder er forbundet, når punkter i samme sag nævner dem begge. Vægten er antallet af "
            "sager; bag den står de punkter i sagerne, der nævner en af de to.",
            en="Two units are tied where items of the same case name both. The weight is the number of "
            "cases; behind it are the items of those cases that name one of the two.",
        ),
        limits=Labels(
            da="Enheder, der ofte er nævnt, får mange forbindelser, også uden at arbejde sammen. At være "
            "nævnt er ikke at have besluttet.",
            en="Units that are often named get many edges, working together or not. To be named is not "
            "to have decided.",
        ),
    ),
    Projection(
        "people_by_meetings",
        "people_at_meetings",
        False,
        Labels(da="Personer ved fælles møder", en="People by attended meetings"),
        Labels(
            da="To personer med embede eller rolle er forbundet, når begge var til stede ved samme møde. "
            "Vægten er antallet af møder; bag den står møderne.",
            en="Two office-holders are tied where both were present at the same meeting. The weight is the "
            "number of meetings; behind it are the meetings.",
        ),
        limits=Labels(
            da="Kun dem, referatet fører som til stede, og kun med rolle eller embede. At sidde ved "
            "samme bord er ikke at være enige.",
            en="Only those whom the minutes list as present, and only with a role or an office. To sit "
            "at one table is not to agree.",
        ),
    ),
    Projection(
        "cases_by_links",
        "links_between_cases",
        True,
        Labels(da="Sager ved koblinger", en="Cases by links"),
        Labels(
            da="En sag peger på en anden, som den fortsætter eller henviser til. Vægten er antallet af "
            "koblinger, som referaterne fastslår, eller som er bekræftet; bag den står koblingerne, hver "
            "med sit belæg.",
            en="A case points to another that it continues or refers to. The weight is the number of links "
            "that the minutes establish or people have confirmed; behind it are the links, each with its "
            "evidence.",
        ),
        limits=Labels(
            da="Kun koblinger, som teksten selv fastslår, eller som nogen har bekræftet. Foreslåede er "
            "ikke med.",
            en="Only links that the text itself establishes or somebody has confirmed. Those only "
            "proposed are left out.",
        ),
    ),
    Projection(
        "bodies_by_path",
        "steps_between_bodies",
        True,
        Labels(da="Organer ved sagernes vej", en="Bodies by treatment path"),
        Labels(
            da="Et organ peger på det næste led på en planlagt vej, når begge led er behandlet. Vægten er "
            "antallet af skridt, »Dage (median)« det midterste antal dage mellem de to møder; bag den står "
            "begge leds punkter.",
            en="A body points to the next step of a planned path where both steps were handled. The weight "
            "is the number of such moves, “Median days” the median of the days between the two meetings; "
            "behind it are the items of both steps.",
        ),
        limits=Labels(
            da="Kun skridt, hvor begge møders referater er i samlingen.",
            en="Only moves of which the minutes of both meetings are in the collection.",
        ),
    ),
    Projection(
        "bodies_by_planned_path",
        "planned_steps_between_bodies",
        True,
        Labels(da="Organer ved sagernes planlagte vej", en="Bodies by planned path"),
        Labels(
            da="Et organ peger på det næste led på en planlagt vej, hvad enten sagen siden er set der eller "
            "ej. Vægten er antallet af punkter med den plan; bag den står punkterne.",
            en="A body points to the next step of a planned path, whether the case was seen there since or "
            "not. The weight is the number of items with that plan; behind it are the items.",
        ),
        limits=Labels(
            da="En plan er ikke sket, fordi den er lagt. Veje, som referatet ikke nævner, er ikke med.",
            en="A plan has not happened for having been made. Paths that the minutes do not name are "
            "left out.",
        ),
    ),
    Projection(
        "cases_by_documents",
        "documents_of_cases",
        False,
        Labels(da="Sager ved fælles dokumenter", en="Cases by shared documents"),
        Labels(
            da="To sager er forbundet, når de opfører samme dokument som bilag. Vægten er antallet af "
            "dokumenter; bag den står de punkter, der opfører dem. Et dokument i flere end "
            f"{MOST_MEMBERS} sager forbinder ingen. Sager uden fælles dokument er ikke med.",
            en="Two cases are tied where both list the same document as an attachment. The weight is the "
            "number of documents; behind it are the items that list them. A document of more than "
            f"{MOST_MEMBERS} cases ties none. Cases that share no document are not shown.",
        ),
        limits=Labels(
            da="To sager deler kun et dokument, når det har samme dokumentnummer i begge.",
            en="Two cases share a document only where it has the same document number in both.",
        ),
    ),
    Projection(
        "items_and_units",
        "units_in_items",
        False,
        Labels(da="Punkter og enheder", en="Items and units"),
        Labels(
            da="Et punkt og en enhed er forbundet, når punktet nævner enheden (et todelt netværk). Vægten er "
            "antallet af steder i teksten; bag den står punktet.",
            en="An item and a unit are tied where the item names the unit (a bipartite network). The weight "
            "is the number of places in the text; behind it is the item.",
        ),
        limits=Labels(
            da="Tæller steder i teksten, ikke betydning. Lukkede punkter har ingen tekst og er ikke med.",
            en="It counts places in the text, not importance. Closed items have no text and are left out.",
        ),
    ),
)
PROJECTIONS: Mapping[str, Projection] = {each.name: each for each in _ALL}


def project(
    store: QueryStore,
    name: str,
    scope: Scope = EVERYTHING,
    progress: Progress | None = None,
) -> "nx.Graph[str]":
    """The network of a name in :data:`PROJECTIONS` (:class:`KeyError`); a ``DiGraph`` where it
    is directed. The same data give the same graph, its nodes and edges in the same order.

    Nodes are IRIs: all that the query gives, tied to others or not (of ``cases_by_documents`` only those
    that are), each with ``label`` and ``kind`` (``unit``, ``person``, ``case``, ``body``, ``item``), and in
    the bipartite one ``bipartite`` (0 an item, 1 a unit). Edges have ``weight`` (int) and ``items``: the IRIs
    of what they are made of, sorted; in ``bodies_by_path`` also ``median_days`` (float). The graph has
    ``name``, ``query`` (the SPARQL text that was run), ``first`` and ``last`` (ISO 8601, empty where open),
    ``standing``, and ``left_out``: each thing that would tie more than
    :data:`graph.analysis.edges.MOST_MEMBERS` others and so ties none, with their number.

    Memory is bounded by the rows, about 200 bytes each, and by :data:`graph.analysis.edges.MOST_EDGES`, past
    which :class:`graph.analysis.edges.TooManyEdgesError` is raised.
    """
    import networkx as nx

    told = progress or silent
    projection = PROJECTIONS[name]
    text = bound(load(projection.query), scope)
    graph: nx.Graph[str] = nx.DiGraph() if projection.directed else nx.Graph()
    making = _Making(Ties(projection.directed), told)
    _SHAPES[name](making, rows(store, text, told))
    for node in sorted(making.nodes):
        graph.add_node(node, **making.nodes[node])
    told("edges", len(making.ties))
    making.ties.into(graph)
    graph.graph.update(
        name=name,
        query=text,
        first=scope.period.first.isoformat() if scope.period.first else "",
        last=scope.period.last.isoformat() if scope.period.last else "",
        standing=scope.standing,
        left_out=tuple(making.left_out),
    )
    return graph


class _Making:
    """A network while it is made of the rows of its query."""

    def __init__(self, ties: Ties, told: Progress) -> None:
        self.ties, self.told = ties, told
        self.nodes: dict[str, dict[str, str | int]] = {}
        self.left_out: list[tuple[str, int]] = []
        self._names: dict[str, str] = {}

    def text(self, row: ox.QuerySolution, variable: str) -> str:
        """A value of a row, kept once however many rows have it."""
        value = row[variable].value
        return self._names.setdefault(value, value)

    def node(self, row: ox.QuerySolution, variable: str, kind: str, **more: int) -> str:
        """The IRI in a row that is a node, with the label beside it; of several labels the first."""
        iri, label = self.text(row, variable), self.text(row, f"{variable}Label")
        known = self.nodes.setdefault(iri, {"label": label, "kind": kind, **more})
        known["label"] = min(str(known["label"]), label)
        return iri

    def tie_members(self, found: Iterable[tuple[str, str, str]]) -> None:
        """Tie whatever shares a thing; ``found`` are the thing, the member and the item it is there by."""
        for done, (thing, members) in enumerate(shared(found)):
            if done % _EVERY == 0:
                self.told("edges", len(self.ties))
            if len(members) > MOST_MEMBERS:
                self.left_out.append((thing, len(members)))
                continue
            for one, other, items in pairs(members):
                self.ties.add(one, other, items)


def _units_by_cases(making: _Making, found: Iterator[ox.QuerySolution]) -> None:
    making.tie_members(
        (making.text(row, "case"), making.node(row, "unit", "unit"), making.text(row, "item"))
        for row in found
    )


def _people_by_meetings(making: _Making, found: Iterator[ox.QuerySolution]) -> None:
    making.tie_members(
        (meeting, making.node(row, "person", "person"), meeting)
        for row in found
        for meeting in (making.text(row, "meeting"),)
    )


def _cases_by_documents(making: _Making, found: Iterator[ox.QuerySolution]) -> None:
    making.tie_members(
        (making.text(row, "document"), making.node(row, "case", "case"), making.text(row, "item"))
        for row in found
    )
    tied = making.ties.ends()  # of the thousands of cases that have documents few share one
    making.nodes = {case: about for case, about in making.nodes.items() if case in tied}


def _cases_by_links(making: _Making, found: Iterator[ox.QuerySolution]) -> None:
    for row in found:
        case, other = making.node(row, "case", "case"), making.node(row, "other", "case")
        making.ties.add(case, other, (making.text(row, "link"),))


def _bodies_by_path(making: _Making, found: Iterator[ox.QuerySolution]) -> None:
    for row in found:
        body, following = making.node(row, "body", "body"), making.node(row, "nextBody", "body")
        waited = date.fromisoformat(making.text(row, "nextDate")) - date.fromisoformat(
            making.text(row, "date")
        )
        items = making.text(row, "item"), making.text(row, "nextItem")
        making.ties.add(body, following, items, days=waited.days)


def _bodies_by_planned_path(making: _Making, found: Iterator[ox.QuerySolution]) -> None:
    for row in found:
        body, following = making.node(row, "body", "body"), making.node(row, "nextBody", "body")
        making.ties.add(body, following, (making.text(row, "item"),))


def _items_and_units(making: _Making, found: Iterator[ox.QuerySolution]) -> None:
    for row in found:
        item = making.node(row, "item", "item", bipartite=0)
        unit = making.node(row, "unit", "unit", bipartite=1)
        making.ties.add(item, unit, (item,), times=int(making.text(row, "mentions")))


_SHAPES: Mapping[str, Callable[[_Making, Iterator[ox.QuerySolution]], None]] = {
    "units_by_cases": _units_by_cases,
    "people_by_meetings": _people_by_meetings,
    "cases_by_links": _cases_by_links,
    "bodies_by_path": _bodies_by_path,
    "bodies_by_planned_path": _bodies_by_planned_path,
    "cases_by_documents": _cases_by_documents,
    "items_and_units": _items_and_units,
}
