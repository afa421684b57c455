"""What follows from the data and the ontology, and from the standards they reuse, is true: owlrl draws it all."""

from functools import cache

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics, RDFS_Semantics
from places import TESTS
from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from graph.municipality.profile import load_profile
from graph.ontology.terms import DCT, FOAF, ORG, PREFIXES, PROV, SG, term, vocabulary

BASE = "https://data.example"
OA = Namespace(PREFIXES["oa"])
# Types that things get and do not state: what is read is an entity, its places too, and agents are agents.
WELCOME = {
    PROV.Entity,
    FOAF.Agent,
    ORG.Organization,
    OA.Motivation,
    DCT.LinguisticSystem,
    DCT.RightsStatement,
}
OF_INTEREST = (
    SG,
    *(
        PREFIXES[name]
        for name in ("eli", "eli-dl", "org", "prov", "foaf", "oa", "dqv", "adms", "dct", "qb", "skos")
    ),
)
PROFILE = load_profile("aadalsoe").graph(BASE)


def known() -> Graph:
    """The ontology, but for the words of its codes, and what the standards say of the reused terms."""
    facts = Graph().parse(TESTS / "data" / "reused.ttl")
    for triple in vocabulary().graph:
        if not isinstance(triple[2], Literal):
            facts.add(triple)
    return facts


def data() -> Graph:
    """The good document, which has something of every class, and a profile, with the form of its case numbers."""
    graph = Graph().parse(TESTS / "data" / "document.ttl") + PROFILE
    for form in set(graph.objects(None, term("numberGeneration"))):
        graph.add((form, RDF.type, term("NumberGeneration")))
    return graph


@cache
def entailed(semantics: type) -> Graph:
    """All that follows from the data and what is known."""
    return closure(data() + known(), semantics)


def closure(graph: Graph, semantics: type) -> Graph:
    whole = Graph() + graph
    DeductiveClosure(semantics).expand(whole)
    return whole


def errors(graph: Graph) -> list[str]:
    """The contradictions that owlrl found."""
    return [str(o) for o in graph.objects(None, URIRef("http://www.daml.org/2002/03/agents/agent-ont#error"))]


def above(cls: Node, facts: Graph) -> set[Node]:
    return set(facts.transitive_objects(cls, RDFS.subClassOf))


def unstated(before: Graph, after: Graph, facts: Graph) -> set[tuple[str, str]]:
    """The types that the things of the data got, but for those above what they state, and what is welcome."""
    found = set()
    for thing in set(before.subjects()) | {o for o in before.objects() if isinstance(o, URIRef)}:
        stated = {c for cls in before.objects(thing, RDF.type) for c in above(cls, facts)}
        got = {c for c in after.objects(thing, RDF.type) if str(c).startswith(OF_INTEREST)} - stated - WELCOME
        found |= {(str(thing).removeprefix(f"{BASE}/id/"), str(cls)) for cls in got}
    return {one for one in found if not one[0].startswith("https://w3id.org/sagsgraf/concept/")}


@pytest.mark.parametrize("semantics", [RDFS_Semantics, OWLRL_Semantics])
def test_nothing_gets_a_type_that_it_does_not_have(semantics: type) -> None:
    assert unstated(data(), entailed(semantics), known()) == set()


def test_nothing_is_of_two_classes_that_are_held_apart() -> None:
    facts, after = known(), entailed(OWLRL_Semantics)
    assert errors(after) == []
    for one, other in facts.subject_objects(OWL.disjointWith):
        both = set(after.subjects(RDF.type, one)) & set(after.subjects(RDF.type, other))
        assert both == set(), (one, other)


def test_a_contradiction_would_be_seen() -> None:
    graph = Graph()
    for triple in known().triples((None, OWL.disjointWith, None)):
        graph.add(triple)
    thing = next(data().subjects(RDF.type, term("Attendance")))
    graph.add((thing, RDF.type, term("Attendance")))
    assert errors(closure(graph, OWLRL_Semantics)) == []
    graph.add((thing, RDF.type, term("Case")))
    assert errors(closure(graph, OWLRL_Semantics)) != []


def test_a_wrong_axiom_would_be_seen() -> None:
    """Were only meetings held by a body, implied meetings would become meetings."""
    facts = known()
    facts.add((URIRef(SG + "heldBy"), RDFS.domain, URIRef(SG + "Meeting")))
    after = closure(data() + facts, RDFS_Semantics)
    assert unstated(data(), after, facts) == {("proeve/moede/raadet/2023-05-22", SG + "Meeting")}


def test_ranges_are_datatypes_that_owl_2_has() -> None:
    """OWL 2 (second edition, section 4) has no dates without a time, and a reasoner stops at them."""
    graph = vocabulary().graph
    ranges = {
        o for prop in graph.subjects(RDF.type, OWL.DatatypeProperty) for o in graph.objects(prop, RDFS.range)
    }
    assert ranges <= {
        RDFS.Literal,
        RDF.langString,
        XSD.string,
        XSD.integer,
        XSD.decimal,
        XSD.boolean,
        XSD.dateTime,
    }
