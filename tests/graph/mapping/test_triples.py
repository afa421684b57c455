from itertools import product

from rdflib import RDF, Graph, Literal, URIRef

from graph.mapping.triples import DocumentTriples

ITEM, CASE, NUMBER = (URIRef(f"http://example.org/{name}") for name in ("item", "case", "number"))
TRIPLES = [(ITEM, NUMBER, Literal("1")), (ITEM, NUMBER, Literal("1")), (ITEM, RDF.type, CASE)]
TRIPLES += [(CASE, NUMBER, ITEM), (CASE, NUMBER, CASE), (CASE, RDF.type, CASE), (CASE, NUMBER, Literal("1"))]
TERMS = [None, ITEM, CASE, NUMBER, RDF.type, Literal("1"), Literal("2")]


def test_every_pattern_is_answered_as_by_a_store_of_rdflib():
    kept, known = Graph(DocumentTriples()), Graph()
    for graph in (kept, known):
        for triple in TRIPLES:
            graph.add(triple)
    for removed in (None, (CASE, RDF.type, None), (None, NUMBER, ITEM), (None, None, Literal("1"))):
        for graph in (kept, known):
            graph.remove(removed or (NUMBER, None, None))
        for pattern in product(TERMS, repeat=3):
            assert sorted(kept.triples(pattern)) == sorted(known.triples(pattern)), pattern
        assert len(kept) == len(known)
    kept.add((NUMBER, RDF.type, CASE))
    assert list(kept.subjects(RDF.type, CASE)) == [ITEM, NUMBER]
