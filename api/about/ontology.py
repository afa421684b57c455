"""/ns, /shapes and /context.jsonld: the ontology and the rules, which belong to the software."""

import json
from collections.abc import Sequence
from functools import cache

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pyoxigraph import NamedNode, Triple

from api.http.formats import AS_JSON, DOCUMENT, JSON_SCHEMA, JSONLD, GraphFormat
from api.http.negotiation import Choice, content
from api.http.problems import Problem
from api.http.writers import ordered
from api.site.description import Description, Node
from api.site.documents import chosen
from api.site.ontology_file import ontology_triples, ontology_written, read_stable, terms_written
from api.site.site import respond, site_of
from graph.base import alphabet
from graph.formats.json_schema import class_names, schema
from graph.ontology.iris import CONTEXT_VERSION
from graph.ontology.shape_files import LAYERS, document_files, dump_files, layer_files
from graph.ontology.terms import SHAPE_PREFIXES, vocabulary

router = APIRouter()
SHAPES = "https://w3id.org/sagsgraf/shapes"
DUMP_SHAPES = "https://w3id.org/sagsgraf/shapes-dump"
_SHACL = SHAPE_PREFIXES["sh"]
_BY_SUFFIX = {form.suffix: form for form in (*DOCUMENT, AS_JSON)}
_KEEP = {"Cache-Control": "public, max-age=86400"}  # of a version none of the terms is changed


@cache
def shapes_triples() -> Sequence[Triple]:
    """The shapes that judge the graph of one document."""
    return ordered(read_stable(document_files()), first=SHAPES)


@cache
def dump_shapes_triples() -> Sequence[Triple]:
    """The shapes that judge a dump."""
    return ordered(read_stable(dump_files()), first=DUMP_SHAPES)


@cache
def layers() -> dict[str, str]:
    """The IRI of each shape that judges a document -> its layer."""
    target = NamedNode(_SHACL + "severity")
    return {
        triple.subject.value: layer
        for layer in LAYERS
        for file in layer_files(layer)
        for triple in read_stable([file])
        if triple.predicate == target and isinstance(triple.subject, NamedNode)
    }


def _answer(request: Request, triples: Sequence[Triple], name: str, suffix: str | None) -> Response:
    """The triples in the format of the suffix, or else of Accept; ``name`` is also the template's."""
    site = site_of(request)
    if suffix is not None and suffix not in _BY_SUFFIX:
        raise Problem(404, "There is nothing at this address.")
    choice = chosen(request, _BY_SUFFIX.get(suffix or ""), (*DOCUMENT, AS_JSON))
    document = site.links.path(name)
    if isinstance(choice.format, GraphFormat):
        body = (
            ontology_written(choice, site.names)
            if name == "ns"
            else terms_written(choice, triples, site.names)
        )
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


@router.get("/ns/{version}", responses=content(*DOCUMENT))
def ontology_version(request: Request, version: str) -> Response:
    """The ontology by the IRI of its version (``owl:versionIRI``)."""
    if version != vocabulary().version:
        raise Problem(404, f"There is no such version of the ontology; there is: {vocabulary().version}.")
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


@router.get("/ns/context/{version}.jsonld", responses=content(JSONLD))
def context(request: Request, version: str) -> Response:
    """The JSON-LD context of all that is served, generated from the ontology."""
    if version != CONTEXT_VERSION:
        raise Problem(404, f"There is no such version of the context; there is: {CONTEXT_VERSION}.")
    body = json.dumps(vocabulary().context(), ensure_ascii=False, indent=1).encode()
    return respond(request, body, Choice(JSONLD, JSONLD.media_type), _KEEP)


@router.get("/schema/{name}.json", responses=content(JSON_SCHEMA))
def class_schema(request: Request, name: str) -> Response:
    """The JSON Schema of the documents about things of a class, as JSON-LD has them."""
    site = site_of(request)
    if name not in class_names():
        raise Problem(404, f"There is no schema of that name; there is: {', '.join(sorted(class_names()))}.")
    made = schema(name, site.links.base, site.names.context_url)
    body = json.dumps(made, ensure_ascii=False, indent=1).encode()
    return respond(request, body, Choice(JSON_SCHEMA, JSON_SCHEMA.media_type))


@router.get("/context.jsonld", responses=content(JSONLD), include_in_schema=False)
def earlier_context(request: Request) -> Response:
    """The context that documents of earlier versions name, with the names that those have for keywords."""
    earlier = {**vocabulary().context()["@context"], "id": "@id", "type": "@type"}
    body = json.dumps({"@context": earlier}, ensure_ascii=False, indent=1).encode()
    return respond(request, body, Choice(JSONLD, JSONLD.media_type))
