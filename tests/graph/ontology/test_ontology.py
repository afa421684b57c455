"""ontology.ttl: every term is labelled and defined, and aligned only as the design allows."""

import re

from places import ROOT
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from graph.ontology.terms import CONCEPT, DCT, FOAF, ONTOLOGY, ORG, PROV, SCHEMA, SG, vocabulary

G: Graph = vocabulary().graph

SHARED = (  # European and general vocabularies a term may be a kind of
    "http://data.europa.eu/eli/eli-draft-legislation-ontology#",
    "http://data.europa.eu/eli/ontology#",
    "http://www.w3.org/ns/adms#",
    "http://www.w3.org/ns/oa#",
    str(ORG),
    str(PROV),
    str(SCHEMA),
    str(DCT),
    SG,
)
SHARED_TERMS = {FOAF.Document, SKOS.Concept}
NATIONAL = (  # national and other peers: likened to, never built on
    "http://data.vlaanderen.be/",
    "https://data.vlaanderen.be/",
    "http://themis.vlaanderen.be/",
    "https://schema.oparl.org/",
    "http://www.arkivverket.no/",
    "http://parliament.uk/",
    "http://www.w3.org/ns/opengov#",
    "https://argu.co/",
)
MATCHES = {SKOS.closeMatch, SKOS.relatedMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.exactMatch}


def of_kind(*kinds: Node) -> list[Node]:
    return sorted({s for kind in kinds for s in G.subjects(RDF.type, kind)}, key=str)


TERMS = of_kind(OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, RDFS.Datatype)
CODES = of_kind(SKOS.Concept)
SCHEMES = of_kind(SKOS.ConceptScheme)


def languages(subject: Node, prop: Node) -> list[str]:
    values = [o for o in G.objects(subject, prop) if isinstance(o, Literal) and str(o).strip()]
    return sorted(str(value.language) for value in values)


def test_every_term_has_one_label_and_definition_in_each_language() -> None:
    assert len(TERMS) > 60
    for term in TERMS:
        assert languages(term, RDFS.label) == ["da", "en"], term
        assert languages(term, SKOS.definition) == ["da", "en"], term


def test_every_term_is_of_one_kind_and_well_named() -> None:
    for term in TERMS:
        [kind] = G.objects(term, RDF.type)
        first = "[A-Z]" if kind in (OWL.Class, RDFS.Datatype) else "[a-z]"
        assert re.fullmatch(re.escape(SG) + first + "[A-Za-z0-9]*", str(term)), term


def test_no_term_is_used_that_is_not_declared() -> None:
    used = {str(n) for triple in G for n in triple if isinstance(n, URIRef) and n.startswith(SG)}
    assert used == {str(term) for term in TERMS}


def test_profiles_and_queries_use_declared_terms() -> None:
    files = [f for kind in ("ttl", "rq") for f in sorted((ROOT / "graph").rglob(f"*.{kind}"))]
    names = {name for file in files for name in re.findall(r"(?<![\w-])sg:(\w+)", file.read_text("utf-8"))}
    assert names
    assert {SG + name for name in names} - {str(term) for term in TERMS} == set()


def test_terms_are_kinds_of_european_or_general_terms_only() -> None:
    for prop in (RDFS.subClassOf, RDFS.subPropertyOf):
        above = set(G.objects(None, prop))
        assert above
        assert [t for t in above if t not in SHARED_TERMS and not str(t).startswith(SHARED)] == []


def test_national_vocabularies_are_only_likened_to() -> None:
    uses = [t for t in G if str(t[2]).startswith(NATIONAL) and not isinstance(t[2], Literal)]
    assert uses
    assert [t for t in uses if t[1] not in MATCHES] == []
    assert [t for t in G if str(t[0]).startswith(NATIONAL) or str(t[1]).startswith(NATIONAL)] == []


def test_domains_ranges_and_inverses_fit_the_kind_of_property() -> None:
    classes = set(of_kind(OWL.Class))
    for prop in of_kind(OWL.ObjectProperty):
        ranges = {o for o in G.objects(prop, RDFS.range) if str(o).startswith(SG)}
        assert ranges <= classes, prop
        assert all((other, RDF.type, OWL.ObjectProperty) in G for other in G.objects(prop, OWL.inverseOf)), (
            prop
        )
    for prop in of_kind(OWL.DatatypeProperty):
        assert not set(G.objects(prop, RDFS.range)) & classes, prop
    for prop in of_kind(OWL.ObjectProperty, OWL.DatatypeProperty):
        assert {o for o in G.objects(prop, RDFS.domain) if str(o).startswith(SG)} <= classes, prop


def test_every_code_is_labelled_numbered_and_in_one_scheme() -> None:
    assert len(CODES) > 40
    for code in CODES:
        scheme, _, last = str(code).rpartition("/")
        assert languages(code, SKOS.prefLabel) == ["da", "en"], code
        assert languages(code, SKOS.definition) == ["da", "en"], code
        assert (code, RDF.type, OWL.NamedIndividual) in G, code
        assert list(G.objects(code, SKOS.notation)) == [Literal(last)], code
        assert [s for s in G.objects(code, SKOS.inScheme) if str(s).startswith(CONCEPT)] == [
            URIRef(scheme)
        ], code
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", last), code


def test_every_scheme_is_labelled_and_has_codes() -> None:
    for scheme in SCHEMES:
        assert languages(scheme, SKOS.prefLabel) == ["da", "en"], scheme
        assert languages(scheme, RDFS.label) == ["da", "en"], scheme
        assert list(G.subjects(SKOS.inScheme, scheme)), scheme
    assert set(G.objects(None, SKOS.inScheme)) >= set(SCHEMES)


# A word that names nobody by itself may name somebody with a name behind it (`plejecentret Solvang`).
WITH_A_NAME = URIRef("https://w3id.org/sagsgraf/concept/agentord/institution-ved-navn")


def test_no_wording_belongs_to_two_codes_of_a_scheme() -> None:
    for scheme in SCHEMES:
        seen: dict[str, Node] = {}
        for code in sorted(set(G.subjects(SKOS.inScheme, scheme)) - {WITH_A_NAME}, key=str):
            for prop in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel):
                for word in (
                    o for o in G.objects(code, prop) if isinstance(o, Literal) and o.language == "da"
                ):
                    assert seen.setdefault(str(word).casefold(), code) == code, (word, code)


def test_there_are_no_blank_nodes() -> None:
    assert [t for t in G if any(isinstance(node, BNode) for node in t)] == []


def test_no_code_is_defined_as_another_of_its_scheme() -> None:
    for scheme in SCHEMES:
        codes = list(G.subjects(SKOS.inScheme, scheme))
        texts = {str(o) for code in codes for o in G.objects(code, SKOS.definition)}
        assert len(texts) == 2 * len(codes), scheme


def test_the_ontology_says_its_version_licence_maker_and_days() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", vocabulary().version)
    assert list(G.objects(ONTOLOGY, OWL.versionIRI)) == [URIRef(f"{ONTOLOGY}/{vocabulary().version}")]
    for prop in ("license", "creator", "created", "modified"):
        assert len(list(G.objects(ONTOLOGY, DCT[prop]))) == 1, prop
    [prefix] = G.objects(ONTOLOGY, URIRef("http://purl.org/vocab/vann/preferredNamespacePrefix"))
    assert str(prefix) == "sg"


def test_classes_that_are_never_both_are_held_apart() -> None:
    apart = set(G.subject_objects(OWL.disjointWith))
    assert all(one != other and (other, one) not in apart for one, other in apart)
    held = {frozenset(str(cls).removeprefix(SG) for cls in pair) for pair in apart}
    assert {frozenset(("AgendaItem", "Section")), frozenset(("Case", "Meeting"))} <= held
    assert frozenset(("ImpliedMeeting", "Meeting")) not in held  # once its minutes come it is a meeting
