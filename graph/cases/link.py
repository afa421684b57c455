"""A link as data: its ends and kind, the words it rests on, how sure it is, and what people said of it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal, Self, get_args

import pyoxigraph as ox
from rdflib import RDF, RDFS, XSD

from graph.cases.evidence import Quotation
from graph.ontology.iris import Iris
from graph.ontology.terms import PROV, concept, term, vocabulary
from graph.store.terms import Fact, about, node, words

SAME_TOPIC: Final = "samme-emne"
NAMED: Final = "naevner-emnet"
ProposedKind = Literal["samme-emne", "nyt-nummer", "opfoelgning", "naevner-emnet"]
PROPOSED_KINDS: frozenset[str] = frozenset(get_args(ProposedKind))
"""The codes of links that are proposed, never stated."""
_DECIMAL = ox.NamedNode(str(XSD.decimal))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a link is proposed, in words of a language."""

    language: str
    words: str


@dataclass(frozen=True, slots=True)
class CaseLink:
    """A link between two IRIs; ``kind`` is a code of the scheme ``koblingstype``.

    ``confidence`` is from 0 to 1. A ``proposed`` link is one that the minutes do not state: ``words`` are
    those that both cases have, ``reason`` says why.
    """

    kind: str
    origin: str
    target: str
    confidence: Decimal
    evidence: tuple[Quotation, ...]
    proposed: bool = False
    words: tuple[str, ...] = ()
    reason: tuple[Reason, ...] = ()

    def iri(self, iris: Iris) -> str:
        """Made of kind and ends, so that a link keeps it whatever else is learnt of it; what kind a proposed
        one is may be seen otherwise when more is known."""
        key = "\n".join((self.origin, self.target, SAME_TOPIC if self.proposed else self.kind))
        return str(iris.link(hashlib.sha256(key.encode()).hexdigest()))

    def together(self, other: Self) -> Self:
        """The same link with the evidence of both, as sure as the surer."""
        evidence = dict.fromkeys((*self.evidence, *other.evidence))
        confidence = max(self.confidence, other.confidence)
        return replace(self, confidence=confidence, evidence=tuple(evidence))

    def triples(self, iri: str, status: str) -> set[ox.Triple]:
        """The link as triples; ``status`` is a code of the scheme ``koblingsstatus``."""
        kind = concept("koblingstype", self.kind)
        found: list[Fact] = [
            (RDF.type, node(term("CaseLink"))),
            *([(RDF.type, node(term("ThreadLink")))] if self.proposed else []),
            *((RDFS.label, words(vocabulary().label(kind, lang) or "", lang)) for lang in ("da", "en")),
            (term("linkFrom"), node(self.origin)),
            (term("linkTo"), node(self.target)),
            (term("linkKind"), node(kind)),
            (term("confidence"), ox.Literal(str(self.confidence.normalize()), datatype=_DECIMAL)),
            (term("reviewStatus"), node(concept("koblingsstatus", status))),
        ]
        found += [(term("sharedWord"), words(word, "da")) for word in self.words]
        found += [(term("reason"), words(one.words, one.language)) for one in self.reason]
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
