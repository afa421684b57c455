"""The state of a release as triples."""

from collections.abc import Iterator
from datetime import date

import pyoxigraph as ox
from rdflib import RDF, RDFS, XSD, URIRef

from graph.iri import slug
from graph.status import BodyStatus, OnlyCited, Status
from graph.vocabulary import DCT, PROV, term

Value = ox.NamedNode | ox.Literal


def triples(status: Status, address: str, today: date) -> Iterator[ox.Triple]:
    """The triples; ``address`` is the IRI of the page, ``today`` the day that ages are counted to."""
    facts: list[tuple[URIRef, Value]] = [
        (RDF.type, ox.NamedNode(PROV.Entity)),
        (RDFS.label, ox.Literal("Samlingens tilstand", language="da")),
        (RDFS.label, ox.Literal("State of the collection", language="en")),
        (DCT.identifier, ox.Literal(status.release)),
        *(
            [(DCT.modified, _typed(status.created.replace("+00:00", "Z"), XSD.dateTime))]
            if status.created
            else []
        ),
        (term("softwareVersion"), ox.Literal(status.software)),
        (term("ontologyVersion"), ox.Literal(status.ontology)),
        (term("publishedDocuments"), _number(status.published)),
        (term("unpublishedDocuments"), _number(len(status.turned_away))),
    ]
    nodes = [(f"{address}#{slug(one.body.rpartition('/')[2])}", one) for one in status.bodies]
    cited = [(f"{address}#{slug(one.body.rpartition('/')[2])}", one) for one in status.cited]
    facts += [(term("hasBodyStatus"), ox.NamedNode(node)) for node, _ in (*nodes, *cited)]
    yield from _told(address, facts)
    for node, one in nodes:
        yield from _body(node, one, today)
    for node, other in cited:
        yield from _told(node, _about(other))


def _about(one: BodyStatus | OnlyCited) -> list[tuple[URIRef, Value]]:
    """What is told of any body: also of one of which there are no minutes."""
    return [
        (RDF.type, ox.NamedNode(term("BodyStatus"))),
        (RDFS.label, ox.Literal(f"Tilstand: {one.label}", language="da")),
        (RDFS.label, ox.Literal(f"State: {one.label}", language="en")),
        (term("statusOf"), ox.NamedNode(one.body)),
        *((term("missingMeeting"), ox.NamedNode(each.meeting)) for each in one.missing),
    ]


def _body(node: str, one: BodyStatus, today: date) -> Iterator[ox.Triple]:
    facts: list[tuple[URIRef, Value]] = [
        *_about(one),
        (term("lastMeeting"), ox.NamedNode(one.last_meeting)),
        (term("ageInDays"), _number(one.age(today))),
        *((term("hasGap"), ox.NamedNode(f"{node}-{each.first}")) for each in one.gaps),
    ]
    yield from _told(node, facts)
    for each in one.gaps:
        span = f"{each.first} – {each.second}"
        yield from _told(
            f"{node}-{each.first}",
            [
                (RDF.type, ox.NamedNode(term("MeetingGap"))),
                (RDFS.label, ox.Literal(f"Hul: {span}", language="da")),
                (RDFS.label, ox.Literal(f"Gap: {span}", language="en")),
                (term("gapFrom"), _typed(str(each.first), XSD.date)),
                (term("gapTo"), _typed(str(each.second), XSD.date)),
            ],
        )


def _told(subject: str, facts: list[tuple[URIRef, Value]]) -> Iterator[ox.Triple]:
    return (ox.Triple(ox.NamedNode(subject), ox.NamedNode(prop), value) for prop, value in facts)


def _number(value: int) -> ox.Literal:
    return _typed(str(value), XSD.integer)


def _typed(value: str, datatype: URIRef) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(datatype))
