"""/sparql: SPARQL 1.1 Protocol queries, and the page with the form when a browser asks."""

import logging
import os
from dataclasses import dataclass, replace
from typing import BinaryIO

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse
from pyoxigraph import Literal, NamedNode
from starlette.concurrency import run_in_threadpool

from api import protocol
from api.description import PREFIXES, service_description
from api.evaluation import BY_SUFFIX, NotOffered, Question, Refused, Shown, Term, Written
from api.negotiate import (
    GRAPH_FORMATS,
    HTML,
    RESULTS_FORMATS,
    SPARQL_GRAPH,
    Choice,
    GraphFormat,
    NotAcceptableError,
    choose,
    content,
)
from api.pieces import pieces
from api.problems import Problem, wants_page
from api.site import Site, release_of, respond, site_of
from api.there import while_there
from api.turns import BusyError
from api.worker import Limits
from api.workers import BrokeError, TookTooLongError, TooMuchError
from api.writers import ordered
from graph.queries import queries

logger = logging.getLogger("sagsgraf")

router = APIRouter()
_HTML = Choice(HTML, HTML.media_type)
_STOPPED = (TookTooLongError, BrokeError, TooMuchError, BusyError)


@dataclass(frozen=True, slots=True)
class Cell:
    """A term in the table of a page."""

    text: str
    href: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Results on a page: the first rows, and whether there are more."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    more: bool


def _cell(site: Site, term: Term) -> Cell:
    if term is None:
        return Cell("")
    if isinstance(term, NamedNode):
        return Cell(site.links.short(term.value), site.links.href(term.value))
    if isinstance(term, Literal):
        return Cell(term.value, None, term.language)
    return Cell(str(term))


def _table(site: Site, shown: Shown) -> Table:
    rows = tuple(tuple(_cell(site, term) for term in row) for row in shown.rows)
    return Table(shown.columns, rows, shown.more)


def _page(site: Site, query: str, shown: Shown | None = None, error: Problem | None = None) -> bytes:
    """The form, with the results of its query or what is wrong with it."""
    return site.page(
        "sparql.html",
        query=query,
        examples=tuple(queries().values()),
        truth=shown.truth if shown else None,
        table=_table(site, shown) if shown and shown.truth is None else None,
        downloads=GRAPH_FORMATS if shown and shown.triples else RESULTS_FORMATS,
        error=error,
    )


async def _evaluate(request: Request, asked: protocol.Asked, suffix: str | None = None) -> Response:
    """The answer to a query; the workers make it, and only pages are made here."""
    site = site_of(request)
    release = release_of(request)
    if latest := site.releases.latest():
        site.workers.prepare(latest.shelved.store)
    question = Question(release.shelved.store, asked, request.headers.get("accept"), suffix)
    try:
        told = await while_there(request, site.workers.ask(question))
    except _STOPPED as error:
        problem = _stopped(error, site.workers.limits)
    else:
        outcome = told.outcome
        if isinstance(outcome, Written):
            choice = Choice(BY_SUFFIX[outcome.suffix], outcome.media_type)
            return _written(request, told.body, choice, outcome.stable)
        if isinstance(outcome, Shown):
            page = await run_in_threadpool(_page, site, asked.query, outcome)
            return respond(request, page, _HTML)
        if isinstance(outcome, NotOffered):
            forms = BY_SUFFIX | {HTML.suffix: HTML}
            raise NotAcceptableError([forms[name] for name in outcome.suffixes])
        problem = _refusal(outcome)
    if suffix is None and wants_page(request) and problem.status != 406:
        page = _page(site, asked.query, error=problem)
        return respond(request, page, _HTML, problem.headers, status=problem.status)
    raise problem


def _written(request: Request, body: bytes | BinaryIO, choice: Choice, stable: bool) -> Response:
    """An answer that a worker wrote; a long one goes out piece by piece."""
    headers = {} if stable else {"Cache-Control": "no-store"}
    if isinstance(body, bytes):
        return respond(request, body, choice, headers)
    length = os.fstat(body.fileno()).st_size
    headers = {"Vary": "Accept", "Cache-Control": "no-cache", "Content-Length": str(length), **headers}
    return StreamingResponse(pieces(body, 0, length), headers=headers, media_type=choice.content_type)


def _refusal(refused: Refused) -> Problem:
    if refused.status == 400:
        return Problem(400, refused.message, line=refused.line, column=refused.column)
    if refused.cause:
        logger.error("the remote store: %s", refused.cause)
    return Problem(refused.status, refused.message)


def _stopped(error: Exception, limits: Limits) -> Problem:
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


@router.get("/sparql", responses=content(*RESULTS_FORMATS, *GRAPH_FORMATS, HTML))
async def query_by_get(request: Request) -> Response:
    """Answer the query in ``query``; without one, the service describes itself, to a browser as a page."""
    asked = protocol.from_url(request)
    if asked is not None:
        return await _evaluate(request, asked)
    if "query" in request.query_params and not wants_page(request):
        raise Problem(400, "The query is empty.")
    site = site_of(request)
    choice = choose(request.headers.get("accept"), SPARQL_GRAPH)
    if isinstance(choice.format, GraphFormat):
        endpoint = site.links.iri("sparql")
        triples = service_description(endpoint, site.workers.limits)
        names = replace(site.names, prefixes={**site.names.prefixes, **PREFIXES})
        return respond(request, choice.format.written(ordered(triples, first=endpoint), names), choice)
    example = queries().get(request.query_params.get("example", ""))
    return respond(request, _page(site, example.text if example else ""), _HTML)


@router.post("/sparql", responses=content(*RESULTS_FORMATS, *GRAPH_FORMATS, HTML))
async def query_by_post(request: Request) -> Response:
    """Answer a query sent as a form or as application/sparql-query."""
    asked = await protocol.from_body(request)
    return await _evaluate(request, asked)


@router.get("/sparql.{suffix}", responses=content(*RESULTS_FORMATS, *GRAPH_FORMATS))
async def query_by_suffix(request: Request, suffix: str) -> Response:
    """Answer the query in ``query`` in the format of the suffix, whatever Accept says."""
    asked = protocol.from_url(request)
    if suffix not in BY_SUFFIX or asked is None:
        raise Problem(404, "Give a query in the parameter 'query', and one of: " + ", ".join(BY_SUFFIX))
    return await _evaluate(request, asked, suffix)
