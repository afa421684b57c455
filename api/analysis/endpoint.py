"""/analyse: networks and measures for researchers, as a page, as files and as pictures.

A worker process makes each analysis, within the bounds of a SPARQL query, so none can take the site down.
"""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from api.analysis.page import PARAMETERS, Form, analysis_page
from api.http.formats import HTML, NETWORK_FILES, SVG, TABLE_FILES, Format
from api.http.negotiation import Choice, choose, content
from api.http.problems import Problem, wants_page
from api.http.streaming import while_there
from api.i18n.language import N_
from api.serving import release_choice
from api.site.site import release_of, respond, site_of
from api.sparql.endpoint import STOPPED, respond_written, stopped
from api.workers.analysis import PICTURE, Overview, Task
from api.workers.pool import Told
from api.workers.query import Refused, Written
from graph.analysis.analysis import InvalidAnalysisError, Source, Wanted
from graph.analysis.files import FILES

router = APIRouter()

_HTML = Choice(HTML, HTML.media_type)
_FORMATS: Mapping[str, Format] = {form.suffix: form for form in (*TABLE_FILES, *NETWORK_FILES, SVG)}
# A picture has its own style, which the policy of the pages forbids; in a sandbox it can do nothing else.
_SANDBOX = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}


def _described(name: str, about: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """A parameter as OpenAPI has it."""
    return {"name": name, "in": "query", "description": about, "schema": {"type": "string", **schema}}


_PARAMETERS = [_described(name, one.about, one.schema or {}) for name, one in PARAMETERS.items()]
_FORMAT = _described("format", "The file wanted in the place of the page.", {"enum": list(_FORMATS)})


@router.get(
    "/analyse",
    responses=content(HTML, *_FORMATS.values()),
    openapi_extra={"parameters": [*_PARAMETERS, _FORMAT]},
)
async def page(request: Request) -> Response:
    """The form, and what comes of it: the first rows, a picture, and every file; with `format` the file."""
    if suffix := request.query_params.get("format"):
        return await file(request, suffix)
    choose(request.headers.get("accept"), (HTML,))
    release = release_of(request)  # a problem when there is none, before there is anything to show
    site, form = site_of(request), Form.of(request)
    try:
        if form.empty:
            form.check()
            return respond(request, await run_in_threadpool(analysis_page, site, release, form), _HTML)
        told, task = await _made(request, form, None)
        if isinstance(told.outcome, Overview):
            body = await run_in_threadpool(analysis_page, site, release, form, (task, told.outcome))
            return respond(request, body, _HTML)
        raise refusal(told)
    except (Problem, InvalidAnalysisError) as error:
        problem = error if isinstance(error, Problem) else _problem(error)
        if not wants_page(request):
            raise problem from None
        body = await run_in_threadpool(analysis_page, site, release, form, None, problem)
        return respond(request, body, _HTML, problem.headers, status=problem.status)


@router.get(
    "/analyse.{suffix}", responses=content(*_FORMATS.values()), openapi_extra={"parameters": _PARAMETERS}
)
async def file(request: Request, suffix: str) -> Response:
    """The analysis as a file: its table, its network or a picture of it."""
    form = Form.of(request)
    if suffix not in _FORMATS or form.empty:
        raise Problem(404, f"Give 'projektion' or 'maal', and one of: {', '.join(_FORMATS)}")
    told, task = await _made(request, form, suffix)
    if not isinstance(told.outcome, Written):
        raise refusal(told)
    headers = release_choice.attachment(release_of(request), task.wanted.name, suffix)
    choice = Choice(_FORMATS[suffix], _FORMATS[suffix].media_type)
    return respond_written(request, told.body, choice, headers | (_SANDBOX if suffix == PICTURE else {}))


async def _made(request: Request, form: Form, suffix: str | None) -> tuple[Told, Task]:
    """What a worker made of what is asked for; a problem when there is no such thing, or it cannot be."""
    try:
        wanted = form.wanted(site_of(request).language)
    except InvalidAnalysisError as error:
        raise _problem(error) from None
    if suffix and suffix in FILES and FILES[suffix].of == "graph" and not wanted.projection:
        raise Problem(404, f"{wanted.measure} is measured of no network.")
    return await made(request, wanted, form.picture, suffix)


async def made(request: Request, wanted: Wanted, picture: str, suffix: str | None) -> tuple[Told, Task]:
    """What a worker made of an analysis."""
    site, release = site_of(request), release_of(request)
    if latest := site.releases.latest():
        site.prepare(latest)
    try:
        source = Source.of(release.shelved, wanted)
    except InvalidAnalysisError as error:
        raise _problem(error) from None
    kind = _FORMATS[suffix].media_type if suffix else ""
    task = Task(release.shelved.store, wanted, source, picture, site.language, suffix, kind)
    try:
        return await while_there(request, site.workers.ask(task)), task
    except STOPPED as error:
        raise stopped(error, site.workers.limits) from None


_SAID = {
    "network": N_("Målet tages af et netværk. Vælg også et netværk."),
    "no-network": N_("Målet bruger ikke noget netværk. Vælg »Intet netværk«."),
    "municipality": N_("Målet sammenligner kommuner og kan ikke tages af én alene."),
    "day": N_("En periode begynder og slutter med et år eller en dag, som 2017 eller 2017-01-31."),
    "period": N_("Perioden slutter, før den begynder."),
    "unknown-municipality": N_("Der er ingen data om den kommune."),
    "picture": N_("Billedet er et netværk, en tidslinje eller et varmekort."),
}
# A value that no analysis can have is a bad request (400). With any other lack each value is well formed, but
# there is no such analysis to be found (404).
_MALFORMED = ("day", "picture")
_IMPOSSIBLE = N_("Det kan ikke laves")
_TOO_LARGE = N_("Netværket er for stort. Vælg en kortere periode.")


def _problem(error: InvalidAnalysisError) -> Problem:
    said = (_IMPOSSIBLE, _SAID[error.lack]) if error.lack else None
    return Problem(400 if error.lack in _MALFORMED else 404, f"{error}.", said=said)


def refusal(told: Told) -> Problem:
    """The problem that an analysis was refused with."""
    assert isinstance(told.outcome, Refused)
    said = (_IMPOSSIBLE, _TOO_LARGE) if told.outcome.status == 400 else None
    return Problem(told.outcome.status, told.outcome.message, said=said)
