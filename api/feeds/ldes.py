"""What the pages of the change feed say: a Linked Data Event Stream in the terms of LDES and TREE.

https://w3id.org/ldes/specification and https://w3id.org/tree/specification. The root leads by time to bundles
and segments; a segment is what one release changed, and its first page leads to the others. When something is
withdrawn or closed, earlier versions go out of it, so no page is told to be immutable, and the retention
policy promises the latest version of each thing alone.

Each municipality has a stream of its own, which is the same nodes with the members about its things alone.

A member has the whole of its object as it is then, in a graph of the member's own IRI, and takes the place of
the member before. With an agenda item or a case goes all below its IRI, with a meeting all below it but the
items; anything else goes alone. What is deleted has no graph, or one with a tombstone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse
from rdflib import RDF, XSD

from graph.ontology.iris import Iris
from graph.ontology.terms import DCT, SHAPE_PREFIXES, STREAM_PREFIXES, term
from graph.release.change_log import Change, Segment

POLLING = 3600
"""Seconds after which a client that has come to the end is to ask again."""
BUNDLE = 100
"""How many segments a bundle leads to."""

_AS, _LDES, _TREE = STREAM_PREFIXES.values()
_SH = SHAPE_PREFIXES["sh"]
_TITLES = {"da": "Ændringer", "en": "Changes"}
_KINDS = ("Create", "Update", "Delete")

Object = NamedNode | BlankNode | Literal


class Stream:
    """The stream of a site, or of one of its municipalities by its slug; ``base`` is the base IRI."""

    def __init__(self, base: str, municipality: str = "") -> None:
        self._base, self._municipality = base, municipality
        self.view = f"{base}/changes/{municipality}" if municipality else f"{base}/changes"
        self._stream = NamedNode(f"{self.view}#stream")

    def bundle(self, number: int) -> str:
        """The node that leads to a hundred segments; ``number`` is from 1."""
        return f"{self.view}/bundt/{number}"

    def page(self, segment: Segment, page: int) -> str:
        return f"{self.view}/{segment.number}/{page}"

    def version(self, segment: Segment, page: int, sequence: int) -> str:
        """The member that a change is, in whichever stream."""
        return f"{self._base}/changes/{segment.number}/{page}#{sequence}"

    def root(self, segments: Sequence[Segment], licence: str, names: Mapping[str, str]) -> Iterator[Quad]:
        """The root node, with all that a client must know of the stream (LDES, section 5); ``names`` are
        those of municipalities by slug: its own, or those that have streams beside that of the site."""
        stream = self._stream
        yield _quad(stream, RDF.type, NamedNode(_LDES + "EventStream"))
        own = names.get(self._municipality, "")
        for language, title in _TITLES.items():
            yield _quad(stream, DCT.title, Literal(f"{title}: {own}" if own else title, language=language))
        for slug in names if not self._municipality else ():
            yield _quad(stream, DCT.hasPart, Stream(self._base, slug)._stream)
        if licence:
            yield _quad(stream, DCT.license, NamedNode(licence))
        yield _quad(stream, _LDES + "timestampPath", NamedNode(_AS + "published"))
        yield _quad(stream, _LDES + "sequencePath", NamedNode(term("order")))
        yield _quad(stream, _LDES + "versionOfPath", NamedNode(_AS + "object"))
        for kind in _KINDS:
            yield _quad(stream, f"{_LDES}version{kind}Object", NamedNode(_AS + kind))
        yield _quad(stream, _TREE + "view", NamedNode(self.view))
        yield _quad(NamedNode(self.view), RDF.type, NamedNode(_TREE + "Node"))
        yield _quad(stream, _LDES + "pollingInterval", Literal(POLLING))
        yield from self._retention()
        yield from self._shape()
        bundled = len(segments) - len(segments) % BUNDLE
        for first in range(0, bundled, BUNDLE):
            last = segments[first + BUNDLE - 1]
            bundle = self.bundle(first // BUNDLE + 1)
            yield from _relations(self.view, bundle, segments[first].time, last.time)
        yield from self._to_segments(self.view, segments[bundled:])

    def _retention(self) -> Iterator[Quad]:
        """What is kept for good, in the terms of LDES 1.0 and in those that were before."""
        policy = NamedNode(f"{self.view}#retention")
        yield _quad(NamedNode(self.view), _LDES + "retentionPolicy", policy)
        for kind, amount in (("RetentionPolicy", "versionAmount"), ("LatestVersionSubset", "amount")):
            yield _quad(policy, RDF.type, NamedNode(_LDES + kind))
            yield _quad(policy, _LDES + amount, Literal(1))

    def _shape(self) -> Iterator[Quad]:
        """What each member is like (TREE, section 2; SHACL): its object, its time and its number. What the
        graph of a member says is of the shapes of the data."""
        shape = NamedNode(f"{self.view}#shape")
        yield _quad(self._stream, _TREE + "shape", shape)
        yield _quad(shape, RDF.type, NamedNode(_SH + "NodeShape"))
        for name, path, kind, value in (
            ("object", _AS + "object", "nodeKind", NamedNode(_SH + "IRI")),
            ("published", _AS + "published", "datatype", NamedNode(XSD.dateTime)),
            ("order", str(term("order")), "datatype", NamedNode(XSD.integer)),
        ):
            part = NamedNode(f"{self.view}#shape-{name}")
            yield _quad(shape, _SH + "property", part)
            yield _quad(part, RDF.type, NamedNode(_SH + "PropertyShape"))
            yield _quad(part, _SH + "path", NamedNode(path))
            yield _quad(part, _SH + kind, value)
            for bound in ("minCount", "maxCount"):
                yield _quad(part, _SH + bound, Literal(1))

    def bundle_node(self, number: int, segments: Sequence[Segment]) -> Iterator[Quad]:
        """A node that leads to its segments, which are as many as :data:`BUNDLE`."""
        yield _quad(NamedNode(self.bundle(number)), RDF.type, NamedNode(_TREE + "Node"))
        yield from self._to_segments(self.bundle(number), segments)

    def page_node(self, segment: Segment, page: int, changes: Sequence[Change]) -> Iterator[Quad]:
        """A page of a segment with its members; first what is in the default graph, then graph by graph."""
        node, own = self.page(segment, page), str(Iris(self._base, self._municipality).of(""))
        if self._municipality:
            changes = [change for change in changes if change.thing.startswith(own)]
        yield _quad(NamedNode(node), RDF.type, NamedNode(_TREE + "Node"))
        for other in range(2, segment.pages + 1) if page == 1 else ():
            yield from _relations(node, self.page(segment, other), segment.time, segment.time)
        members = [NamedNode(self.version(segment, page, change.sequence)) for change in changes]
        for member, change in zip(members, changes, strict=True):
            yield _quad(self._stream, _TREE + "member", member)
            yield _quad(member, RDF.type, NamedNode(_AS + change.kind))
            yield _quad(member, _AS + "object", NamedNode(change.thing))
            yield _quad(member, _AS + "published", _time(segment.time))
            yield _quad(member, term("order"), Literal(change.sequence))
        for member, change in zip(members, changes, strict=True):
            for quad in parse(change.triples, format=RdfFormat.N_TRIPLES):
                yield Quad(quad.subject, quad.predicate, quad.object, member)

    def _to_segments(self, node: str, segments: Iterable[Segment]) -> Iterator[Quad]:
        for segment in segments:
            yield from _relations(node, self.page(segment, 1), segment.time, segment.time)


def _relations(node: str, target: str, first: str, last: str) -> Iterator[Quad]:
    """That all members in or below the target are of times from the first to the last (TREE, section 4)."""
    for kind, time in (("GreaterThanOrEqualTo", first), ("LessThanOrEqualTo", last)):
        relation = NamedNode(f"{target}#{kind}")
        yield _quad(NamedNode(node), _TREE + "relation", relation)
        yield _quad(relation, RDF.type, NamedNode(f"{_TREE}{kind}Relation"))
        yield _quad(relation, _TREE + "node", NamedNode(target))
        yield _quad(relation, _TREE + "path", NamedNode(_AS + "published"))
        yield _quad(relation, _TREE + "value", _time(time))


def _time(time: str) -> Literal:
    return Literal(time, datatype=NamedNode(XSD.dateTime))


def _quad(subject: NamedNode, predicate: str, value: Object) -> Quad:
    return Quad(subject, NamedNode(predicate), value, DefaultGraph())
