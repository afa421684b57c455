"""The named queries as the SPARQL endpoint tells them of itself: SHACL, SPARQL executables (section 5.4 of
SHACL Advanced Features), with what each is about in Danish and English.

What helps people to ask an endpoint (editors, assistants) reads queries and prefixes so.
"""

import re
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import RDF, RDFS, SH, XSD

from graph.ontology.terms import PREFIXES, SCHEMA
from graph.queries.named import NamedQuery, queries

SPACES = {"sh": str(SH), "rdfs": str(RDFS), "schema": str(SCHEMA)}
_FORM = re.compile(r"^(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.MULTILINE)
_FORMS = {
    "SELECT": (SH.SPARQLSelectExecutable, SH.select),
    "ASK": (SH.SPARQLAskExecutable, SH.ask),
    "CONSTRUCT": (SH.SPARQLConstructExecutable, SH.construct),
    # SHACL has no word for it; this one is of those who collect examples of queries.
    "DESCRIBE": (SH.SPARQLExecutable, "https://purl.expasy.org/sparql-examples/ontology#describe"),
}


def executables(endpoint: str) -> Iterator[Triple]:
    """The triples about the queries and the prefixes of the endpoint at that address; no node is blank."""
    declarations = NamedNode(f"{endpoint}#prefixes")
    for prefix, space in PREFIXES.items():
        one = NamedNode(f"{endpoint}#prefix-{prefix}")
        yield Triple(declarations, _node(SH.declare), one)
        yield Triple(one, _node(SH.prefix), Literal(prefix))
        yield Triple(one, _node(SH.namespace), Literal(space, datatype=_node(XSD.anyURI)))
    for query in queries().values():
        yield from _executable(endpoint, query, declarations)


def _executable(endpoint: str, query: NamedQuery, declarations: NamedNode) -> Iterator[Triple]:
    found = _FORM.search(query.text)
    if found is None:
        return
    node, (kind, words) = NamedNode(f"{endpoint}#query-{query.name}"), _FORMS[found[1]]
    yield Triple(node, _node(RDF.type), _node(SH.SPARQLExecutable))
    yield Triple(node, _node(RDF.type), _node(kind))
    yield Triple(node, _node(words), Literal(query.text))
    yield Triple(node, _node(SH.prefixes), declarations)
    yield Triple(node, _node(SCHEMA.target), NamedNode(endpoint))
    for tag in ("da", "en"):
        yield Triple(node, _node(RDFS.label), Literal(query.titles[tag], language=tag))
        yield Triple(node, _node(RDFS.comment), Literal(query.about[tag], language=tag))


def _node(iri: object) -> NamedNode:
    return NamedNode(str(iri))
