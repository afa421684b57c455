"""/ns, /shapes and /context.jsonld: the ontology and the rules, which belong to the software."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from api.http.formats import DOCUMENT, JSONLD, GraphFormat
from api.http.negotiation import Choice, choose, content
from api.http.problems import Problem
from api.http.writers import ordered
from api.site.description import Description, Node
from api.site.site import respond, site_of
from graph.base import alphabet
from graph.base.config import resource
from graph.ontology.shape_files import LAYERS, document_files, dump_files, layer_files
from graph.ontology.terms import ONTOLOGY, vocabulary

router = APIRouter()
SHAPES = "https://w3id.org/sagsgraf/shapes"
DUMP_SHAPES = "https://w3id.org/sagsgraf/shapes-dump"
_SHACL = "http://www.w3.org/ns/shacl#"
# What ontology and shapes use beside the vocabularies of the data.
_PREFIXES = {
    "sh": _SHACL,
    "sgs": "https://w3id.org/sagsgraf/shapes#",
    "vann": "http://purl.org/vocab/vann/",
}
_BY_SUFFIX = {form.suffix: form for form in DOCUMENT}

Resource = NamedNode | BlankNode | Triple


def _read(files: Iterable[Path]) -> list[Triple]:
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
    return ordered(_read([resource("ontology.ttl")]), first=str(ONTOLOGY))


@cache
def shapes_triples() -> Sequence[Triple]:
    """The shapes that judge the graph of one document."""
    return ordered(_read(document_files()), first=SHAPES)


@cache
def dump_shapes_triples() -> Sequence[Triple]:
    """The shapes that judge a dump."""
    return ordered(_read(dump_files()), first=DUMP_SHAPES)


@cache
def layers() -> dict[str, str]:
    """The IRI of each shape that judges a document -> its layer."""
    target = NamedNode(_SHACL + "severity")
    return {
        triple.subject.value: layer
        for layer in LAYERS
        for file in layer_files(layer)
        for triple in _read([file])
        if triple.predicate == target and isinstance(triple.subject, NamedNode)
    }


def _answer(request: Request, triples: Sequence[Triple], name: str, suffix: str | None) -> Response:
    """The triples in the format of the suffix, or else of Accept; ``name`` is also the template's."""
    site = site_of(request)
    if suffix is None:
        choice = choose(request.headers.get("accept"), DOCUMENT)
    elif suffix in _BY_SUFFIX:
        choice = Choice(_BY_SUFFIX[suffix], _BY_SUFFIX[suffix].media_type)
    else:
        raise Problem(404, "There is nothing at this address.")
    document = site.links.path(name)
    if isinstance(choice.format, GraphFormat):
        names = replace(site.names, prefixes={**site.names.prefixes, **_PREFIXES})
        body = choice.format.serialize(triples, names)
    else:
        description = Description(triples, site.links)
        body = site.page(
            f"{name}.html", description=description, subjects=_subjects(triples, description),
            layers=layers(), document=document, formats=DOCUMENT,
        )  # fmt: skip
    links = [
        f'<{site.links.other_format(document, form)}>; rel="alternate"; type="{form.media_type}"'
        for form in DOCUMENT
    ]
    headers = {"Link": ", ".join(links), "Content-Location": f"{document}.{choice.format.suffix}"}
    return respond(request, body, choice, headers)


def _subjects(triples: Sequence[Triple], description: Description) -> list[Node]:
    """Everything with an IRI that is described, in order of its Danish label."""
    iris = {triple.subject.value for triple in triples if isinstance(triple.subject, NamedNode)}
    nodes = [description.node(iri) for iri in sorted(iris)]
    return sorted(nodes, key=lambda node: alphabet.key(node.label))


@router.get("/ns", responses=content(*DOCUMENT))
def ontology(request: Request) -> Response:
    """The ontology: every class, property and code list."""
    return _answer(request, ontology_triples(), "ns", None)


@router.get("/ns.{suffix}", responses=content(*DOCUMENT))
def ontology_by_suffix(request: Request, suffix: str) -> Response:
    """The ontology in the format of the suffix."""
    return _answer(request, ontology_triples(), "ns", suffix)


@router.get("/shapes", responses=content(*DOCUMENT))
def shapes(request: Request) -> Response:
    """The SHACL shapes that data are judged by."""
    return _answer(request, shapes_triples(), "shapes", None)


@router.get("/shapes.{suffix}", responses=content(*DOCUMENT))
def shapes_by_suffix(request: Request, suffix: str) -> Response:
    """The SHACL shapes in the format of the suffix."""
    return _answer(request, shapes_triples(), "shapes", suffix)


@router.get("/shapes-dump", responses=content(*DOCUMENT))
def dump_shapes(request: Request) -> Response:
    """The SHACL shapes that a dump is judged by."""
    return _answer(request, dump_shapes_triples(), "shapes-dump", None)


@router.get("/shapes-dump.{suffix}", responses=content(*DOCUMENT))
def dump_shapes_by_suffix(request: Request, suffix: str) -> Response:
    """The SHACL shapes of a dump in the format of the suffix."""
    return _answer(request, dump_shapes_triples(), "shapes-dump", suffix)


@router.get("/context.jsonld", responses=content(JSONLD))
def context(request: Request) -> Response:
    """The JSON-LD context of all data, generated from the ontology."""
    body = json.dumps(vocabulary().context(), ensure_ascii=False, indent=1).encode()
    return respond(request, body, Choice(JSONLD, JSONLD.media_type))
