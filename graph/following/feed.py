"""A change feed as those who follow it read it: a Linked Data Event Stream in the terms of LDES and TREE.

https://w3id.org/ldes/specification and https://w3id.org/tree/specification. Nodes are passed over by the
times that relations give. The segment that was read last must still lead somewhere: where it does not, the
site has gone back, or begun anew, and all of it is read again. A site is heard of its own things and of the
terms of the ontology alone: what it says of another's is no feed.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse
from rdflib import RDF

from graph.formats.table import NQUADS
from graph.http.client import Client, shown
from graph.http.errors import RemoteError
from graph.ontology.iris import FEED
from graph.ontology.terms import ONTOLOGY, STREAM_PREFIXES, term

_AS, _TREE = STREAM_PREFIXES["as"], STREAM_PREFIXES["tree"]
_RELEASE = "Sagsgraf-Release"
_TERMS = str(ONTOLOGY).rpartition("/")[0] + "/"
_MOST = 100_000  # pages of a feed that are read at once


class Moved(Exception):
    """The site has another release than when the feed was begun, or has lost the place that was known."""


@dataclass(frozen=True, slots=True)
class Version:
    """A member of the stream: ``triples`` are all there are of the thing then, sorted lines of N-Triples."""

    sequence: int
    thing: str
    triples: str


@dataclass(frozen=True, slots=True)
class Position:
    """How far a feed was read: the first page of the last segment, and its time."""

    page: str
    time: str


@dataclass(frozen=True, slots=True)
class _Relation:
    """That all members in or below a node are of times ``first`` to ``last``."""

    node: str
    first: str
    last: str


def site_of(node: str) -> str:
    """The address that a site has, by that of its feed or of a page of it."""
    return node.rpartition(FEED)[0]


@dataclass
class Feed:
    """The feed at an address, which may be another than the one that the site gives itself; that is none of
    those that are ``taken`` by others."""

    client: Client
    address: str
    taken: Collection[str] = ()
    position: Position | None = None
    _view: str = ""
    _release: str | None = None
    _seen: set[str] = field(default_factory=set)

    def versions(self, since: Position | None) -> Iterator[Version]:
        """The versions after a position, in any order; ``position`` is the new one when all were read.

        Raises :class:`Moved` when the position is not in the feed, or the site published meanwhile, and
        :class:`RemoteError` for what is no feed.
        """
        self.position, self._release, self._seen = None, None, set()
        found = since is None
        quads = self._get(self.address)
        self._view = _view(quads, self.address)
        own = site_of(self._view)
        if not own or own in self.taken:
            whose = f"those of another, <{own}>" if own else "no addresses of its own"
            raise RemoteError(f"{shown(self.address)} gives its things {whose}; nothing of it is taken")
        waiting = list(_relations(quads))
        while waiting:
            relation = waiting.pop(0)
            if since and relation.node == since.page and relation.last == since.time:
                found = True
            elif (since is None or relation.last >= since.time) and relation.node not in self._seen:
                self._seen.add(relation.node)
                if len(self._seen) > _MOST:
                    raise RemoteError(f"{shown(self.address)} has more than {_MOST} pages")
                quads = self._get(self._here(relation.node))
                waiting += _relations(quads)
                yield from _members(quads, self.address, f"{own}/")
            if relation.first == relation.last and (not self.position or relation.last > self.position.time):
                self.position = Position(relation.node, relation.last)
        if not found:
            raise Moved

    def _here(self, node: str) -> str:
        """The address at which a node is asked for."""
        if not node.startswith(self._view + "/"):
            raise RemoteError(f"{shown(self.address)} leads elsewhere, to {node}, which is not followed")
        return self.address + node.removeprefix(self._view)

    def _get(self, url: str) -> list[Quad]:
        answer = self.client.ask("GET", url, None, {"Accept": NQUADS.media_type})
        if answer.status != 200 or answer.media_type != NQUADS.media_type:
            kind = answer.media_type or "no media type"
            raise RemoteError(f"{shown(url)} is no feed: status {answer.status}, {kind}")
        release = answer.headers.get(_RELEASE, "")
        if self._release is not None and release != self._release:
            raise Moved
        self._release = release
        try:
            return list(parse(answer.body, format=RdfFormat.N_QUADS))
        except SyntaxError as error:
            said = " ".join(str(error).split())
            raise RemoteError(f"{shown(url)} is no feed: {said}") from None


def _view(quads: list[Quad], address: str) -> str:
    """The node that the site itself says is the root of its stream."""
    for quad in quads:
        if quad.predicate.value == _TREE + "view" and isinstance(quad.object, NamedNode):
            return quad.object.value
    raise RemoteError(f"{shown(address)} is no feed: there is no stream in it")


def _relations(quads: list[Quad]) -> Iterator[_Relation]:
    """The nodes that a node leads to, the earliest first."""
    told: dict[str, dict[str, str]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and not isinstance(quad.object, BlankNode):
            value = getattr(quad.object, "value", "")
            told.setdefault(quad.subject.value, {})[quad.predicate.value] = value
    bounds: dict[str, dict[str, str]] = {}
    for facts in told.values():
        if node := facts.get(_TREE + "node"):
            kind = facts.get(str(RDF.type), "").removeprefix(_TREE)
            bounds.setdefault(node, {})[kind] = facts.get(_TREE + "value", "")
    found = [
        _Relation(
            node,
            times.get("GreaterThanOrEqualToRelation", ""),
            times.get("LessThanOrEqualToRelation", "9999"),
        )
        for node, times in bounds.items()
    ]
    return iter(sorted(found, key=lambda relation: (relation.first, relation.node)))


def _members(quads: list[Quad], address: str, own: str) -> Iterator[Version]:
    """The versions on a page of a site whose things all begin so."""
    about: dict[str, dict[str, str]] = {}
    lines: dict[str, dict[str, str]] = {}
    for quad in quads:
        if isinstance(quad.graph_name, NamedNode):
            if not isinstance(quad.subject, NamedNode) or isinstance(quad.object, BlankNode):
                raise RemoteError(f"{shown(address)} has blank nodes, which no union can hold")
            lines.setdefault(quad.graph_name.value, {})[f"{quad.triple} .\n"] = quad.subject.value
        elif isinstance(quad.subject, NamedNode):
            value = getattr(quad.object, "value", "")
            about.setdefault(quad.subject.value, {})[quad.predicate.value] = value
    for member, facts in about.items():
        if _AS + "object" in facts:
            sequence, thing = _sequence(facts, address), facts[_AS + "object"]
            said = lines.get(member, {})
            told = {thing, *said.values()}
            if not thing.startswith((own, _TERMS)) or not all(_below(thing, one) for one in told):
                raise RemoteError(
                    f"{shown(address)} speaks of what is not its own in its version of <{thing}>"
                )
            yield Version(sequence, thing, "".join(sorted(said)))


def _below(thing: str, other: str) -> bool:
    """Whether another thing is told of with a thing."""
    return other == thing or other.startswith((f"{thing}/", f"{thing}#"))


def _sequence(facts: Mapping[str, str], address: str) -> int:
    order = facts.get(str(term("order")), "")
    if not (order.isascii() and order.isdigit() and len(order) < 19):
        raise RemoteError(f"{shown(address)} has a member without its number")
    return int(order)
