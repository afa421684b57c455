"""By what the source of minutes knows things, as identifiers (ADMS) beside their own IRIs.

These do not change when the source publishes a meeting anew under other identifiers.
"""

import re
from collections.abc import Iterable

from rdflib import RDF, RDFS, SKOS, Graph, Literal, URIRef

from graph.mapping.agents import Fact, state
from graph.minutes.model import SourceId
from graph.ontology import iris
from graph.ontology.terms import term, vocabulary

_LONGEST = 200  # characters of a value
_HOST = re.compile(r"[a-z0-9.:-]+")


def identify(graph: Graph, thing: URIRef, known: Iterable[SourceId]) -> None:
    """Add the identifiers of a thing; a former one is told as such. One that no identifier is as long as is
    left out."""
    for one in known:
        if not 0 < len(one.value) <= _LONGEST:
            continue
        node = iris.source_identifier_of(thing, one.kind, one.value)
        facts: list[Fact] = [
            (RDF.type, term("SourceIdentifier")),
            (SKOS.notation, Literal(one.value)),
            (term("sourceSystem"), Literal(one.system)),
            (term("identifies"), Literal(one.kind)),
            *([(term("sourceHost"), Literal(one.host))] if _HOST.fullmatch(one.host) else []),
            *([(term("former"), Literal(True))] if one.former else []),
        ]
        labels = ((vocabulary().label(term("SourceIdentifier"), lang), lang) for lang in ("da", "en"))
        state(
            graph,
            node,
            [*facts, *((RDFS.label, Literal(f"{label} {one.value}", lang=lang)) for label, lang in labels)],
        )
        graph.add((thing, term("hasSourceIdentifier"), node))
