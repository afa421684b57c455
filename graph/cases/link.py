"""A link as data: its ends and kind, the words it rests on, how sure it is, and what people said of it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

import pyoxigraph as ox
from rdflib import RDF, RDFS, XSD

from graph.cases.evidence import Quotation
from graph.ontology.iris import Iris
from graph.ontology.terms import PROV, concept, term, vocabulary
from graph.store.terms import Fact, about, node, words

_DECIMAL = ox.NamedNode(str(XSD.decimal))


@dataclass(frozen=True, slots=True)
class CaseLink:
    """A link between two IRIs; ``kind`` is a code of the scheme ``koblingstype``.

    ``confidence`` is from 0 to 1. A ``proposed`` link is one that the minutes do not state.
    """

    kind: str
    origin: str
    target: str
    confidence: Decimal
    evidence: tuple[Quotation, ...]
    proposed: bool = False

    def iri(self, iris: Iris) -> str:
        """Made of kind and ends, so that a link keeps it whatever else is learnt of it."""
        key = "\n".join((self.origin, self.target, self.kind))
        return str(iris.link(hashlib.sha256(key.encode()).hexdigest()))

    def together(self, other: Self) -> Self:
        """The same link with the evidence of both, as sure as the surer."""
        evidence = dict.fromkeys((*self.evidence, *other.evidence))
        confidence = max(self.confidence, other.confidence)
        return type(self)(self.kind, self.origin, self.target, confidence, tuple(evidence), self.proposed)

    def triples(self, iri: str, status: str) -> set[ox.Triple]:
        """The link as triples; ``status`` is a code of the scheme ``koblingsstatus``."""
        kind = concept("koblingstype", self.kind)
        found: list[Fact] = [
            (RDF.type, node(term("CaseLink"))),
            *((RDFS.label, words(vocabulary().label(kind, lang) or "", lang)) for lang in ("da", "en")),
            (term("linkFrom"), node(self.origin)),
            (term("linkTo"), node(self.target)),
            (term("linkKind"), node(kind)),
            (term("confidence"), ox.Literal(str(self.confidence.normalize()), datatype=_DECIMAL)),
            (term("reviewStatus"), node(concept("koblingsstatus", status))),
        ]
        for one in self.evidence:
            found.append((term("evidenceText"), words(one.words, "da")))
            found.append((PROV.wasDerivedFrom, node(one.span)))
        return about(iri, found)


def merged(links: Iterable[CaseLink]) -> list[CaseLink]:
    """Each link once, with all its evidence."""
    found: dict[tuple[str, str, str], CaseLink] = {}
    for link in links:
        key = link.kind, link.origin, link.target
        found[key] = found[key].together(link) if key in found else link
    return list(found.values())
