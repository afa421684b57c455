"""/sparql: SPARQL 1.1 Protocol queries, and the page with the form when a browser asks."""

from dataclasses import dataclass
from itertools import islice

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Triple
from starlette.concurrency import run_in_threadpool

from api import protocol
from api.negotiate import (
    GRAPH_FORMATS,
    HTML,
    RESULTS_FORMATS,
    SPARQL_GRAPH,
    SPARQL_RESULTS,
    Choice,
    Format,
    GraphFormat,
    NotAcceptableError,
    ResultsFormat,
    choose,
    content,
)
from api.problems import Problem, wants_page
from api.site import Site, respond, site_of
from api.writers import NotWritableError, ordered
from graph.guard import QueryError
from graph.queries import queries

router = APIRouter()
_ROWS_SHOWN = 500
_BY_SUFFIX: dict[str, Format] = {form.suffix: form for form in (*RESULTS_FORMATS, *GRAPH_FORMATS)}
_HTML = Choice(HTML, HTML.media_type)


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


def _cell(site: Site, term: NamedNode | BlankNode | Literal | Triple | None) -> Cell:
    if term is None:
        return Cell("")
    if isinstance(term, NamedNode):
        return Cell(site.links.short(term.value), site.links.href(term.value))
    if isinstance(term, Literal):
        return Cell(term.value, None, term.language)
    return Cell(str(term))


def _table(site: Site, results: QuerySolutions | QueryTriples) -> Table:
    if isinstance(results, QuerySolutions):
        columns = tuple(variable.value for variable in results.variables)
    else:
        columns = ("subjekt", "egenskab", "værdi")
    rows = [tuple(_cell(site, term) for term in row) for row in islice(results, _ROWS_SHOWN + 1)]
    return Table(columns, tuple(rows[:_ROWS_SHOWN]), len(rows) > _ROWS_SHOWN)


def _page(
    site: Site,
    query: str,
    results: QuerySolutions | QueryTriples | QueryBoolean | None = None,
    error: Problem | None = None,
) -> bytes:
    """The form, with the results of its query or what is wrong with it."""
    return site.page(
        "sparql.html",
        query=query,
        examples=tuple(queries().values()),
        truth=bool(results) if isinstance(results, QueryBoolean) else None,
        table=_table(site, results) if isinstance(results, QuerySolutions | QueryTriples) else None,
        downloads=GRAPH_FORMATS if isinstance(results, QueryTriples) else RESULTS_FORMATS,
        error=error,
    )


def _choice(
    request: Request, results: QuerySolutions | QueryTriples | QueryBoolean, suffix: str | None
) -> Choice:
    """The format of an answer: by suffix if the address has one, else by Accept."""
    offers = SPARQL_GRAPH if isinstance(results, QueryTriples) else SPARQL_RESULTS
    if suffix is None:
        return choose(request.headers.get("accept"), offers)
    form = _BY_SUFFIX[suffix]
    if form not in offers:
        raise NotAcceptableError(offers)
    return Choice(form, form.media_type)


def _written(
    site: Site, query: str, results: QuerySolutions | QueryTriples | QueryBoolean, form: Format
) -> bytes:
    if isinstance(form, GraphFormat) and isinstance(results, QueryTriples):
        return form.write(ordered(results), site.names)
    if isinstance(form, ResultsFormat) and not isinstance(results, QueryTriples):
        return form.write(results)
    return _page(site, query, results)


def _answer(request: Request, asked: protocol.Asked, suffix: str | None) -> Response:
    site = site_of(request)
    store = site.releases.current().store
    try:
        results = store.query(asked.query, asked.default_graphs or None, asked.named_graphs or None)
        choice = _choice(request, results, suffix)
        return respond(request, _written(site, asked.query, results, choice.format), choice)
    except QueryError as error:
        problem = Problem(400, str(error), line=error.line, column=error.column)
        if suffix is None and wants_page(request):
            return respond(request, _page(site, asked.query, error=problem), _HTML, status=400)
        raise problem from error
    except NotWritableError as error:
        raise Problem(406, str(error)) from error


def _evaluate(request: Request, asked: protocol.Asked, suffix: str | None = None) -> Response:
    """The answer to a query; runs in a worker thread, never on the event loop.

    Results can be let go of only in the thread that made them, so a problem leaves this thread without
    the frames that hold them.
    """
    try:
        return _answer(request, asked, suffix)
    except (Problem, NotAcceptableError) as error:
        told = error
    told.__traceback__ = told.__context__ = told.__cause__ = None
    raise told


@router.get("/sparql", responses=content(*RESULTS_FORMATS, *GRAPH_FORMATS, HTML))
def query_by_get(request: Request) -> Response:
    """Answer the query in ``query``; without one, a browser gets the form."""
    asked = protocol.from_url(request)
    if asked is not None:
        return _evaluate(request, asked)
    if not wants_page(request):
        raise Problem(400, "There is no query: give one in the parameter 'query'.")
    example = queries().get(request.query_params.get("example", ""))
    site = site_of(request)
    return respond(request, _page(site, example.text if example else ""), _HTML)


@router.post("/sparql", responses=content(*RESULTS_FORMATS, *GRAPH_FORMATS, HTML))
async def query_by_post(request: Request) -> Response:
    """Answer a query sent as a form or as application/sparql-query."""
    asked = await protocol.from_body(request)
    return await run_in_threadpool(_evaluate, request, asked)


@router.get("/sparql.{suffix}", responses=content(*RESULTS_FORMATS, *GRAPH_FORMATS))
def query_by_suffix(request: Request, suffix: str) -> Response:
    """Answer the query in ``query`` in the format of the suffix, whatever Accept says."""
    asked = protocol.from_url(request)
    if suffix not in _BY_SUFFIX or asked is None:
        raise Problem(404, "Give a query in the parameter 'query', and one of: " + ", ".join(_BY_SUFFIX))
    return _evaluate(request, asked, suffix)
