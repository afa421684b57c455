"""What is told of a thing that is withdrawn: that it was invalidated, when and why (PROV-O, section 3.3)."""

from rdflib import RDF, RDFS, XSD, Graph, Literal, URIRef

from graph import iri
from graph.ledger import Ledger, Withdrawal
from graph.validate import check
from graph.vocabulary import PROV, concept, term

_THING = {"da": "Trukket tilbage", "en": "Withdrawn"}
_EVENT = {"da": "Tilbagetrækning", "en": "Withdrawal"}


def graph(ledger: Ledger) -> Graph:
    """The tombstones of all that a ledger names; raises :class:`ValueError` should they tell more."""
    stones = Graph()
    for one in ledger.withdrawals:
        _tell(stones, one)
    if results := check(stones, "privacy"):
        raise ValueError(f"{results[0].focus}: {results[0].message_en}")
    return stones


def _tell(stones: Graph, one: Withdrawal) -> None:
    thing, event = URIRef(one.iri), iri.invalidation(one.iri)
    when = Literal(one.at, datatype=XSD.dateTime)
    for node, kind, labels in ((thing, PROV.Entity, _THING), (event, PROV.Invalidation, _EVENT)):
        stones.add((node, RDF.type, kind))
        for language, label in labels.items():
            stones.add((node, RDFS.label, Literal(label, lang=language)))
    stones.add((thing, PROV.wasInvalidatedBy, event))
    stones.add((thing, PROV.invalidatedAtTime, when))
    stones.add((event, PROV.atTime, when))
    stones.add((event, term("withdrawalReason"), concept("tilbagetraekningsgrund", one.reason)))
