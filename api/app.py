"""The web application, put together."""

import json
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from functools import cache

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import Response
from fastapi.routing import APIRoute

from api.about import coverage, guide, ontology, operations, quality
from api.analysis import comparison, endpoint, methods
from api.assistants import endpoint as assistants
from api.catalogue import discovery
from api.catalogue import endpoint as catalogue
from api.due import endpoint as due
from api.due import listing
from api.feeds import dump
from api.feeds import endpoint as feed
from api.history import citing, diff, memento
from api.http import problems
from api.http.compression import Compress
from api.http.formats import JSON, RESULTS_JSON, SVG
from api.http.headers import ResponseHeaders
from api.http.moved import Moved
from api.http.negotiation import Choice, content
from api.http.problems import Problem
from api.lists import endpoint as lists
from api.lists import search_endpoint, suggest
from api.operations.exchange import Exchanges
from api.operations.logs import log_exchange
from api.operations.metrics import Metrics
from api.operations.rate_limit import RateLimit, new_limiter
from api.quotes import endpoint as quotes
from api.reconciliation import endpoint as reconciliation
from api.rest import endpoint as rest
from api.rest import named
from api.serving.cache import Cache
from api.site.render import static_files, static_version
from api.site.site import Site, release_of, respond, site_of
from api.sparql import endpoint as sparql
from api.sparql.direct import Direct
from api.subscriptions import endpoint as subscriptions
from api.tables import endpoint as tables
from api.things import case_file, topic_page
from api.things import endpoint as resource
from api.workers.query import Question, SparqlRequest
from graph import __version__
from graph.base.config import Config
from graph.formats.table import CSS, JAVASCRIPT

router = APIRouter()
_MODULES = (
    resource,
    case_file,
    memento,
    citing,
    diff,
    sparql,
    endpoint,
    methods,
    comparison,
    ontology,
    catalogue,
    discovery,
    dump,
    tables,
    feed,
    lists,
    search_endpoint,
    topic_page,
    due,
    suggest,
    quotes,
    reconciliation,
    subscriptions,
    assistants,
    rest,
    named,
    coverage,
    quality,
    guide,
)
"""What answers at addresses: each has a ``router``, of which the first that knows an address has it."""
_STATIC_TYPES = {form.suffix: form.media_type for form in (CSS, JAVASCRIPT, SVG)}
_KEEP = {"Cache-Control": "public, max-age=31536000"}
# An SVG is a document that can hold script. As <img> it runs none; whoever opens its address gets it in a
# sandbox, where it may only style itself (Content Security Policy Level 3, section 6.3.2).
_SANDBOX = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}


@router.get("/healthz", responses=content(JSON))
def health(request: Request) -> Response:
    """Which release is served, how much it holds, and which files are damaged of it or of the one in whose
    place it is served; 503 when there is none."""
    release, damaged = release_of(request), site_of(request).releases.damaged
    health = {
        "status": "damaged" if damaged else "ok",
        "release": release.shelved.id,
        "created": release.shelved.created,
        "documents": release.documents,
        "quads": release.shelved.manifest.totals.quads,
        **({"damaged": {one.release.id: one.files for one in damaged}} if damaged else {}),
    }
    return Response(json.dumps(health), media_type=JSON.media_type, headers={"Cache-Control": "no-store"})


@router.get("/readyz", responses=content(JSON))
async def ready(request: Request) -> Response:
    """Whether questions are answered: a release is served, and a query of it was answered just now; 503
    otherwise, as while its data are loaded."""
    site, release = site_of(request), release_of(request)
    try:
        await site.workers.ask(
            Question(release.shelved.store, SparqlRequest("ASK {}"), RESULTS_JSON.media_type)
        )
    except sparql.STOPPED:
        raise Problem(503, "A query could not be answered now.", {"Retry-After": "5"}) from None
    told = {"status": "ready", "release": release.shelved.id}
    return Response(json.dumps(told), media_type=JSON.media_type, headers={"Cache-Control": "no-store"})


def _kept(request: Request, version: str) -> dict[str, str]:
    """That an answer may be kept, if its address names the version that it is."""
    return _KEEP if request.query_params.get("v") == version else {}


@router.get("/static/{name}", include_in_schema=False)
def static(request: Request, name: str) -> Response:
    """A file of api/static; its address on pages changes with its content."""
    body = static_files().get(name)
    kind = _STATIC_TYPES.get(name.rpartition(".")[2])
    if body is None or kind is None:
        raise Problem(404, "There is nothing at this address.")
    return respond(request, body, Choice(JSON, kind), _kept(request, static_version(name)))


@router.get("/openapi.json", include_in_schema=False)
def described(request: Request) -> Response:
    """Every address for programs (OpenAPI)."""
    told = json.dumps(request.app.openapi(), ensure_ascii=False).encode()
    return respond(request, told, Choice(JSON, JSON.media_type))


@router.get("/look.css", include_in_schema=False)
def look(request: Request) -> Response:
    """The municipality's colours, and the rules of pictures."""
    stylesheet = site_of(request).look.stylesheet
    return respond(
        request, stylesheet.body, Choice(JSON, stylesheet.media_type), _kept(request, stylesheet.version)
    )


@router.get("/logo", include_in_schema=False)
def logo(request: Request) -> Response:
    """The municipality's logo."""
    image = site_of(request).look.logo
    if image is None:
        raise Problem(404, "There is nothing at this address.")
    return respond(
        request, image.body, Choice(JSON, image.media_type), {**_kept(request, image.version), **_SANDBOX}
    )


_ROUTERS = (*(module.router for module in _MODULES), router)
# Put together once for all applications, since what each route takes is looked at for each time they are.
_ALL = APIRouter(default_response_class=Response)  # each route tells what it answers; most of it is no JSON
for _one in _ROUTERS:
    _ALL.include_router(_one)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """The data are loaded before the first query comes; what was started for the application ends with it."""
    site: Site = app.state.site
    if release := site.releases.latest():
        site.prepare(release)
    site.releases.watch(listing.prepare)
    door = app.state.assistants = assistants.Door(site)
    async with door.ready():
        yield
    site.own_answers.close()
    site.workers.close()
    site.diffs.close()


def _pages(routers: Iterable[APIRouter]) -> set[str]:
    """The first words of the addresses, without what stands for any word."""
    paths = (route.path for one in routers for route in one.routes if isinstance(route, APIRoute))
    pages = {path.split("/")[1].partition(".")[0] for path in paths}
    return {page for page in pages if "{" not in page}


def create_app(config: Config) -> FastAPI:
    """The application for a configuration; the data folder may still be empty.

    Raises :class:`graph.base.config.OperatorError` when its current release is damaged or of another base.
    """
    site = Site(config)
    app = FastAPI(
        title="Sagsgraf",
        version=__version__,
        summary="Kommunale referater som linked open data",
        openapi_url=None,  # that of the router below has an ETag
        docs_url=None,  # FastAPI's pages for these two load scripts from another host
        redoc_url=None,
        redirect_slashes=False,
        routes=_ALL.routes,
        lifespan=_lifespan,
    )
    app.state.site = site
    root = site.links.root
    # The handlers are those of the application itself: what `problems.install` adds below is among them, for
    # this is not made before the first request.
    app.add_middleware(Direct, path=f"{root}/sparql", handlers=app.exception_handlers)
    app.state.limiter = limiter = new_limiter()
    app.add_middleware(
        RateLimit,
        limiter=limiter,
        per_minute=config.requests_per_minute,
        dear_per_minute=config.dear_requests_per_minute,
        root=root,
    )
    app.add_middleware(ResponseHeaders, root=root)
    app.add_middleware(Compress)
    app.add_middleware(Cache, releases=site.releases, megabytes=config.cache_megabytes)
    problems.install(app)
    metrics = Metrics(site.releases, site.workers, root, _pages(_ROUTERS))
    watchers = [metrics.count, *([log_exchange] if config.access_log else [])]
    app.add_middleware(Exchanges, watchers=watchers)
    app.state.metrics = metrics
    bare = app.openapi
    app.openapi = cache(lambda: operations.shown(bare()))  # type: ignore[method-assign]
    app.add_middleware(Moved, base_iri=config.base_iri, former=config.former_base_iris.split())
    return app
