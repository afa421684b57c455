"""The files of the ontology: what they say, and their bytes in each format."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from api.http.formats import AS_JSON, JSONLD
from api.http.negotiation import Choice
from api.http.writers import Names, ordered
from api.site.documents import written
from graph.base.config import resource
from graph.formats.jsonld import node_objects
from graph.ontology.terms import ONTOLOGY, SHAPE_PREFIXES, vocabulary

Resource = NamedNode | BlankNode | Triple


def read_stable(files: Iterable[Path]) -> list[Triple]:
    """The triples of Turtle files; blank nodes are named by the order they come in, so that the same
    files always give the same bytes."""
    names: dict[BlankNode, BlankNode] = {}

    def stable(term: Resource | Literal) -> Resource | Literal:
        if isinstance(term, BlankNode):
            return names.setdefault(term, BlankNode(f"b{len(names):04}"))
        return term

    triples = []
    for file in files:
        for quad in parse(path=file, format=RdfFormat.TURTLE):
            subject, value = stable(quad.subject), stable(quad.object)
            assert not isinstance(subject, Literal)
            triples.append(Triple(subject, quad.predicate, value))
    return triples


@cache
def ontology_triples() -> Sequence[Triple]:
    """ontology.ttl."""
    return ordered(read_stable([resource("ontology.ttl")]), first=str(ONTOLOGY))


def ontology_written(choice: Choice, names: Names) -> bytes:
    """The ontology in a format of triples; in JSON-LD with its context, so that who names the ontology as
    context has one (JSON-LD 1.1, section 3.1)."""
    if choice.format not in (JSONLD, AS_JSON) or choice.form:
        return terms_written(choice, ontology_triples(), names)
    document = {**vocabulary().context(), **_side_by_side(ontology_triples(), "")}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def terms_written(choice: Choice, triples: Sequence[Triple], names: Names) -> bytes:
    """Terms or shapes in a format of triples, with the prefixes of both."""
    return written(
        choice,
        triples,
        "",
        replace(names, prefixes={**names.prefixes, **SHAPE_PREFIXES}),
        _side_by_side,
    )


def _side_by_side(triples: Sequence[Triple], thing: str) -> dict[str, Any]:
    """Terms or shapes, of which none is the root, as JSON-LD."""
    return {"@graph": node_objects(triples)}
