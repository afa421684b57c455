"""/sparql: SPARQL 1.1 Protocol queries, and the page with the form when a browser asks."""

import logging
import os
from collections.abc import Mapping
from dataclasses import replace
from typing import BinaryIO
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse
from pyoxigraph import NamedNode
from starlette.concurrency import run_in_threadpool

from api.http.admission import BusyError
from api.http.formats import (
    GRAPH_FORMATS,
    HTML,
    RESULTS_CSV,
    RESULTS_FORMATS,
    RESULTS_XLSX,
    SPARQL_GRAPH,
    GraphFormat,
)
from api.http.negotiation import FORMS, Choice, NotAcceptableError, by_suffix, choose, content
from api.http.problems import Problem, wants_page
from api.http.streaming import pieces, while_there
from api.http.writers import ordered
from api.i18n.language import LANGUAGES
from api.serving import release_choice
from api.site.documents import written
from api.site.site import release_of, respond, site_of
from api.sparql import protocol
from api.sparql.page import sparql_page
from api.sparql.service_description import PREFIXES, service_description
from api.workers.query import BY_SUFFIX, NotOffered, Question, Refused, Shown, SparqlRequest, Written
from api.workers.worker import Limits
from api.workers.workers import BrokeError, TookTooLongError, TooMuchError
from graph.formats.frames import nested_once
from graph.formats.table import FORM, QUERY
from graph.queries.named import UnknownQueryError, load, queries

# /spoerg/QUERY: a named query about a thing, as short links to what /sparql answers.


router = APIRouter()


@router.get("/spoerg/{name}", include_in_schema=False)
def ask(request: Request, name: str) -> Response:
    """Lead to the query with values for the parameters that the address names, in the language of the page;
    with a suffix such as .csv, to its results in that format, a table with headings in that language."""
    site = site_of(request)
    name, form = by_suffix(name, RESULTS_FORMATS)
    try:
        values = {parameter: NamedNode(value) for parameter, value in request.query_params.items()}
        query = load(name).bind(values, language=site.language)
    except UnknownQueryError:
        raise Problem(404, "There is no named query of that name with such parameters.") from None
    except ValueError:
        raise Problem(422, "The value of each parameter is to be an absolute IRI.") from None
    path = site.links.file(f"sparql.{form.suffix}") if form else site.links.path("sparql")
    headed = {protocol.HEADINGS: site.language} if form in (RESULTS_CSV, RESULTS_XLSX) else {}
    location = f"{path}?{urlencode({'query': query, **headed})}"
    return Response(status_code=303, headers={"Location": location, "Cache-Control": "no-cache"})


logger = logging.getLogger("sagsgraf")

_HTML = Choice(HTML, HTML.media_type)
_NO_STORE = {"Cache-Control": "no-store"}
STOPPED = (TookTooLongError, BrokeError, TooMuchError, BusyError)


async def _evaluate(request: Request, asked: SparqlRequest, suffix: str | None = None) -> Response:
    """The answer to a query; the workers make it, and only pages are made here."""
    site = site_of(request)
    release = release_of(request)
    if latest := site.choice.current:
        site.prepare(latest)
    accept = asked.media_type or request.headers.get("accept")
    asked = asked._replace(base=site.links.iri("sparql"))
    question = Question(release.shelved.store, asked, accept, suffix)
    try:
        told = await while_there(request, site.own_answers.ask(question))
    except STOPPED as error:
        problem = stopped(error, site.workers.limits)
    else:
        outcome = told.outcome
        if isinstance(outcome, Written):
            choice = Choice(BY_SUFFIX[outcome.suffix], outcome.media_type)
            named = release_choice.attachment(release, "sparql", suffix) if suffix else {}
            return respond_written(
                request, told.body, choice, named if outcome.stable else {**named, **_NO_STORE}
            )
        if isinstance(outcome, Shown):
            page = await run_in_threadpool(sparql_page, site, asked.query, outcome)
            return respond(request, page, _HTML)
        if isinstance(outcome, NotOffered):
            forms = BY_SUFFIX | {HTML.suffix: HTML}
            raise NotAcceptableError([forms[name] for name in outcome.suffixes])
        assert isinstance(outcome, Refused)
        problem = _refusal(outcome)
    if suffix is None and wants_page(request) and problem.status != 406:
        page = sparql_page(site, asked.query, error=problem)
        return respond(request, page, _HTML, problem.headers, status=problem.status)
    raise problem


def respond_written(
    request: Request, body: bytes | BinaryIO, choice: Choice, headers: Mapping[str, str]
) -> Response:
    """An answer that a worker wrote; a long one goes out piece by piece."""
    if isinstance(body, bytes):
        return respond(request, body, choice, headers)
    length = os.fstat(body.fileno()).st_size
    headers = {"Vary": "Accept", "Cache-Control": "no-cache", "Content-Length": str(length), **headers}
    headers = release_choice.fields(request, site_of(request).whole_address, headers)
    return StreamingResponse(pieces(body, 0, length), headers=headers, media_type=choice.content_type)


def _refusal(refused: Refused) -> Problem:
    if refused.status == 400:
        return Problem(400, refused.message, line=refused.line, column=refused.column)
    if refused.cause:
        logger.error("the remote store: %s", refused.cause)
    return Problem(refused.status, refused.message)


def stopped(error: Exception, limits: Limits) -> Problem:
    """A query that was stopped, or never began, as a problem of the server's (RFC 9110, section 15.6.4);
    the member ``bound`` names the bound that it met."""
    if isinstance(error, TookTooLongError):
        detail = f"The query was stopped after {limits.seconds:g} seconds. Ask for less at a time."
        return Problem(503, detail, bound="seconds")
    if isinstance(error, BrokeError):
        detail = f"The query took more than {limits.megabytes} MB of memory, or broke the engine."
        return Problem(503, detail, bound="megabytes")
    if isinstance(error, TooMuchError):
        detail = f"The answer is longer than {limits.output_megabytes} MB. Ask for less at a time."
        return Problem(503, detail, bound="output_megabytes")
    detail = "As many queries are being answered as can be. Try again in a moment."
    return Problem(503, detail, {"Retry-After": "5"}, bound="queries")


_QUERY = {
    "name": "query",
    "in": "query",
    "description": "A query in SPARQL 1.1.",
    "schema": {"type": "string"},
    "example": "SELECT * { ?meeting a <https://w3id.org/sagsgraf/ns#Meeting> } LIMIT 5",
}
_GRAPHS = [
    {
        "name": name,
        "in": "query",
        "description": "The IRI of a graph that is asked (SPARQL 1.1 Protocol, section 2.1.4).",
        "schema": {"type": "array", "items": {"type": "string", "format": "iri"}},
    }
    for name in ("default-graph-uri", "named-graph-uri")
]
_HEADINGS = {
    "name": protocol.HEADINGS,
    "in": "query",
    "description": "The language in which CSV and a workbook, for people, have headings in words.",
    "schema": {"enum": list(LANGUAGES)},
}
_SENT = {
    "requestBody": {
        "required": True,
        "content": {
            FORM: {
                "schema": {
                    "type": "object",
                    "required": ["query"],
                    "properties": {"query": {"type": "string", "minLength": 1}},
                }
            },
            QUERY: {"schema": {"type": "string", "minLength": 1}},
        },
    },
    "parameters": _GRAPHS,
}


@router.get(
    "/sparql",
    responses=content(*RESULTS_FORMATS, *GRAPH_FORMATS, HTML),
    openapi_extra={"parameters": [_QUERY, *_GRAPHS]},
)
async def query_by_get(request: Request) -> Response:
    """Answer the query in ``query``; without one, the service describes itself, to a browser as a page."""
    asked = protocol.from_url(request)
    if asked is not None:
        return await _evaluate(request, asked)
    if "query" in request.query_params and not wants_page(request):
        raise Problem(400, "The query is empty.")
    site = site_of(request)
    choice = choose(request.headers.get("accept"), SPARQL_GRAPH, FORMS)
    if isinstance(choice.format, GraphFormat):
        endpoint = site.links.iri("sparql")
        triples = service_description(endpoint, site.workers.limits)
        names = replace(site.names, prefixes={**site.names.prefixes, **PREFIXES})
        body = written(choice, ordered(triples, first=endpoint), endpoint, names, nested_once)
        return respond(request, body, choice)
    example = queries().get(request.query_params.get("example", ""))
    query = example.bind(language=site.language) if example else ""
    return respond(request, sparql_page(site, query, example=example), _HTML)


@router.post("/sparql", responses=content(*RESULTS_FORMATS, *GRAPH_FORMATS, HTML), openapi_extra=_SENT)
async def query_by_post(request: Request) -> Response:
    """Answer a query sent as a form or as application/sparql-query."""
    asked = await protocol.from_body(request)
    return await _evaluate(request, asked)


@router.get(
    "/sparql.{suffix}",
    responses=content(*RESULTS_FORMATS, *GRAPH_FORMATS),
    openapi_extra={"parameters": [{**_QUERY, "required": True}, *_GRAPHS, _HEADINGS]},
)
async def query_by_suffix(request: Request, suffix: str) -> Response:
    """Answer the query in ``query`` in the format of the suffix, whatever Accept says."""
    asked = protocol.from_url(request)
    if suffix not in BY_SUFFIX or asked is None:
        raise Problem(404, "Give a query in the parameter 'query', and one of: " + ", ".join(BY_SUFFIX))
    form = BY_SUFFIX[suffix]
    if asked.media_type not in ("", form.media_type, *form.aliases):
        raise Problem(400, f"The address ends in .{suffix}, but a parameter asks for {asked.media_type}.")
    return await _evaluate(request, asked, suffix)
