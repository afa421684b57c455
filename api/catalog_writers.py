"""The catalogue written down: the formats of all data, with the names of DCAT.

JSON-LD carries its context, so that a harvester need not fetch one.
"""

import json

import pyoxigraph as ox
from rdflib import Graph, URIRef

from api.formats import JSONLD, GraphFormat
from api.writers import Names
from graph.dcat import PREFIXES

_CONTEXT = {"id": "@id", "type": "@type", **PREFIXES}
_NAMES = Names(PREFIXES, _CONTEXT, "")
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def written(graph: Graph, first: URIRef, form: GraphFormat) -> bytes:
    """A description in a format, ``first`` in front; the same description always gives the same bytes.

    Literals keep their form. Danish wordings come before others, for a reader that takes the first.
    """
    lines = graph.serialize(format="nt")
    parsed = (quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES))
    triples = sorted(parsed, key=lambda triple: _place(triple, str(first)))
    body = form.written(triples, _NAMES)
    if form is JSONLD:
        document = {**json.loads(body), "@context": _CONTEXT}
        body = (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
    return body


def _place(triple: ox.Triple, first: str) -> tuple[bool, str, bool, str, bool, str]:
    subject, value = str(triple.subject).strip("<>"), triple.object
    other = isinstance(value, ox.Literal) and value.language != "da"
    predicate = triple.predicate.value
    return subject != first, subject, predicate != _TYPE, predicate, other, str(value)
