"""/sparql: SPARQL 1.1 Protocol queries, and the page with the form when a browser asks."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pyoxigraph import Literal, NamedNode
from starlette.concurrency import run_in_threadpool

from api import protocol
from api.evaluation import BY_SUFFIX, NotOffered, Question, Refused, Shown, Term, Written
from api.negotiate import GRAPH_FORMATS, HTML, RESULTS_FORMATS, Choice, NotAcceptableError, content
from api.problems import Problem, wants_page
from api.site import Site, respond, site_of
from api.workers import BrokeError, BusyError, TookTooLongError
from graph.queries import queries

router = APIRouter()
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


def _evaluate(request: Request, asked: protocol.Asked, suffix: str | None = None) -> Response:
    """The answer to a query; waits for a worker, so it runs in a thread, never on the event loop."""
    site = site_of(request)
    store = site.releases.current().shelved.store
    question = Question(store, asked, request.headers.get("accept"), suffix)
    try:
        outcome = site.workers.ask(question)
    except (TookTooLongError, BrokeError, BusyError) as error:
        problem = _stopped(error, site.config.query_seconds, site.config.query_megabytes)
    else:
        if isinstance(outcome, Written):
            choice = Choice(BY_SUFFIX[outcome.suffix], outcome.media_type)
            return respond(request, outcome.body, choice)
        if isinstance(outcome, Shown):
            return respond(request, _page(site, asked.query, outcome), _HTML)
        if isinstance(outcome, NotOffered):
            forms = BY_SUFFIX | {HTML.suffix: HTML}
            raise NotAcceptableError([forms[name] for name in outcome.suffixes])
        problem = _refusal(outcome)
    if suffix is None and wants_page(request) and problem.status != 406:
        return respond(request, _page(site, asked.query, error=problem), _HTML, status=problem.status)
    raise problem


def _refusal(refused: Refused) -> Problem:
    if refused.status == 406:
        return Problem(406, refused.message)
    return Problem(400, refused.message, line=refused.line, column=refused.column)


def _stopped(error: Exception, seconds: float, megabytes: int) -> Problem:
    """A query that was stopped, or never began, as a problem of the server's (RFC 9110, section 15.6.4)."""
    if isinstance(error, TookTooLongError):
        return Problem(503, f"The query was stopped after {seconds:g} seconds. Ask for less at a time.")
    if isinstance(error, BrokeError):
        return Problem(503, f"The query took more than {megabytes} MB of memory, or broke the engine.")
    return Problem(503, "All workers are busy. Try again in a moment.", {"Retry-After": "5"})


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
    if suffix not in BY_SUFFIX or asked is None:
        raise Problem(404, "Give a query in the parameter 'query', and one of: " + ", ".join(BY_SUFFIX))
    return _evaluate(request, asked, suffix)
