"""What a SPARQL endpoint has to tell of itself when it is asked in SPARQL: its example queries, its prefixes,
and which classes and properties the data have.

None of that is data, so no store holds it and no count has it in. A query that uses a term of SHACL or VoID,
of which the data have none, is about the endpoint: it is answered from this description, and from the
ontology, where it is said what classes and properties are called.
"""

from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
from rdflib import SH

from graph.catalogue import partitions
from graph.catalogue.executables import executables
from graph.ontology.iris import told_by
from graph.ontology.terms import CATALOGUE_PREFIXES, ONTOLOGY, vocabulary
from graph.store.oxigraph import Store
from graph.store.query_guard import Query

SPACES = (str(SH), CATALOGUE_PREFIXES["void"])


def asks_of_endpoint(query: Query) -> bool:
    """Whether a query uses a term of SHACL or VoID; that it declares prefixes for them is nothing."""
    if not any(space in query.text for space in SPACES):
        return False
    tokens = query.tokens
    labels = {
        label.text[:-1]
        for label, iri in pairwise(tokens)
        if label.text.endswith(":") and iri.text[1:-1] in SPACES
    }
    for token in tokens:
        label, colon, name = token.text.partition(":")
        if token.kind == "word" and colon and name and label in labels:
            return True
        if token.kind == "iri" and token.text[1:].startswith(SPACES) and token.text[1:-1] not in SPACES:
            return True
    return False


@lru_cache(maxsize=2)
def description(folder: Path, endpoint: str) -> Store:
    """The description of the endpoint at an address, which answers from the release in a folder: in named
    graphs, and all of them in the default graph."""
    store = Store(ox.Store())
    store.replace_graph(str(ONTOLOGY), vocabulary().graph)
    store.amend_graph(str(told_by(endpoint, "examples")), set(), set(executables(endpoint)))
    classes = ox.parse(partitions.read(folder), format=ox.RdfFormat.N_TRIPLES)
    store.amend_graph(str(told_by(endpoint, "classes")), set(), {quad.triple for quad in classes})
    return store
