"""Everything that goes wrong for a client, as RFC 9457 problem details or as a page, by Accept."""

import json
import logging
import unicodedata
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, unquote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.routing import Match

from api.http.formats import HTML, PROBLEM
from api.http.headers import HEADERS, sent_path, sent_query
from api.http.negotiation import Choice, NotAcceptableError, choose
from api.http.streaming import GoneError
from api.i18n.language import N_
from graph.ontology.iris import LETTERS

logger = logging.getLogger("sagsgraf")

CLIENT_LEFT = 499
"""The status of a request whose client left before it was answered, as nginx has it."""

# What a page says, in words, of each status this server gives.
_SAID = {
    400: (
        N_("Forespørgslen kan ikke læses"),
        N_("Der er en fejl i det, der blev sendt. Ret det, og prøv igen."),
    ),
    403: (N_("Ikke tilladt"), N_("Data kan læses af alle, men ikke ændres herfra.")),
    404: (
        N_("Findes ikke"),
        N_("Der er intet på adressen. Måske er den skrevet forkert, eller også er siden taget ned igen."),
    ),
    405: (N_("Kan ikke gøres her"), N_("Adressen findes, men kan ikke bruges på den måde.")),
    406: (
        N_("Findes ikke i det format"),
        N_("Indholdet findes, men ikke i et af de formater, der blev bedt om."),
    ),
    410: (N_("Er ikke med længere"), N_("Det, der stod på adressen, er ikke blandt data længere.")),
    413: (N_("For stort"), N_("Det, der blev sendt, er større end grænsen.")),
    415: (N_("Ukendt indholdstype"), N_("Serveren kan ikke læse den type indhold, der blev sendt.")),
    422: (N_("Ugyldig værdi"), N_("En værdi i adressen er ikke af den slags, der ventes.")),
    429: (
        N_("For mange forespørgsler"),
        N_("Der er kommet mange forespørgsler fra din adresse på kort tid. Prøv igen om lidt."),
    ),
    500: (N_("Der er sket en fejl"), N_("Fejlen er vores og er noteret. Prøv igen om lidt.")),
    502: (
        N_("Intet svar"),
        N_("Den server, som data står på, gav ikke et svar, der kan bruges. Prøv igen om lidt."),
    ),
    503: (N_("Ikke klar endnu"), N_("Der er ingen udgivelse af data at vise. Prøv igen om lidt.")),
    504: (
        N_("Intet svar i tide"),
        N_("Den server, som data står på, svarede ikke i tide. Prøv igen om lidt."),
    ),
}


class Problem(Exception):
    """An HTTP error; ``detail`` says in English what to do, ``members`` extend the problem document.

    ``said`` is the heading and the words of the page, where those of the status do not fit.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        headers: Mapping[str, str] | None = None,
        *,
        said: tuple[str, str] | None = None,
        **members: Any,
    ) -> None:
        super().__init__(detail)
        self.said = said
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})
        self.members = members


def _choice(request: Request) -> Choice:
    try:
        return choose(request.headers.get("accept"), (PROBLEM, HTML))
    except NotAcceptableError:  # a client that asked for Turtle alone must still learn what is wrong
        return Choice(PROBLEM, PROBLEM.media_type)


def in_words(problem: Problem) -> tuple[str, str]:
    """The heading and the words of a page on a problem, as messages."""
    return problem.said or _SAID.get(problem.status, _SAID[400 if problem.status < 500 else 500])


def wants_page(request: Request) -> bool:
    """Whether the client is a browser: it would rather have a page than JSON."""
    return _choice(request).format is HTML


def answer(request: Request, problem: Problem) -> Response:
    """The response for a problem; JSON unless the client would rather have a page."""
    choice = _choice(request)
    headers = {
        **problem.headers,
        "Vary": "Accept",
        "Cache-Control": "no-store",
        "Content-Type": choice.content_type,
    }
    if choice.format is HTML:
        title, said = in_words(problem)
        site = request.app.state.site.seen_by(request)
        said = site.say(said, **problem.members)
        body = site.page("problem.html", title=site.say(title), said=said, problem=problem)
    else:
        body = as_json(problem)
    return Response(body, problem.status, headers)


def as_json(problem: Problem) -> bytes:
    """The problem document (RFC 9457, section 3)."""
    document = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
        **problem.members,
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _allowed(request: Request) -> str:
    """All methods that some route answers at this path: the router itself names only one route's."""
    found = {"OPTIONS"}
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        scope = {**request.scope, "method": method}
        if any(route.matches(scope)[0] is Match.FULL for route in request.app.routes):
            found |= {method, "HEAD"} if method == "GET" else {method}
    return ", ".join(sorted(found))


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return (_respelt(request) if error.status == 404 else None) or answer(request, error)


def _respelt(request: Request) -> Response | None:
    """To the address as it is written here, of one in Danish letters (``/møder``); ``None`` of another.

    What is between slashes is written anew by itself, so that none of it becomes the name of a host.
    """
    sent = sent_path(request.scope)
    segments = sent.split("/")
    written = "/".join(map(_in_letters, segments))
    foreign = not sent.startswith("/") or sent.startswith("//")
    # An IRI is what it is: of another spelling nothing is told.
    if request.method not in ("GET", "HEAD") or written == sent or foreign or "id" in segments:
        return None
    query = sent_query(request.scope)
    return RedirectResponse(f"{written}?{query}" if query else written, 302)


def _in_letters(segment: str) -> str:
    """A segment of a path, with other letters for those in Danish; as it is where it has none or others."""
    said = unicodedata.normalize("NFC", unquote(segment))
    written = said.casefold().translate(LETTERS)
    return segment if said.isascii() or not written.isascii() else quote(written, safe="")


async def _http(request: Request, error: Exception) -> Response:
    """What the router itself refuses: no such path, no such method."""
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return _respelt(request) or answer(request, Problem(404, "There is nothing at this address."))
    if error.status_code == 405:
        allowed = _allowed(request)
        return answer(
            request, Problem(405, f"{request.method} is not allowed here; {allowed} are.", {"Allow": allowed})
        )
    return answer(request, Problem(error.status_code, error.detail))


async def _not_acceptable(request: Request, error: Exception) -> Response:
    assert isinstance(error, NotAcceptableError)
    available = [{"media_type": offer.media_type, "label": offer.labels.best("en")} for offer in error.offers]
    detail = "Nothing that Accept names can be had; there is: " + ", ".join(
        offer.media_type for offer in error.offers
    )
    return answer(request, Problem(406, detail, available=available))


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = [f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors()]
    return answer(request, Problem(422, "; ".join(faults)))


async def _left(request: Request, error: Exception) -> Response:
    """What happens every day: a client left before it had its answer, which nobody gets."""
    logger.debug("the client left %s", ascii(request.scope["path"]))
    return Response(status_code=CLIENT_LEFT)


async def _unexpected(request: Request, error: Exception) -> Response:
    """A fault of the server: logged with its traceback, told without it."""
    logger.error("unexpected error at %s", ascii(request.scope["path"]), exc_info=error)
    response = answer(request, Problem(500, "The server failed; the failure has been logged."))
    # This answer is made outside every middleware, so it dresses itself.
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def install(app: FastAPI) -> None:
    """Route every error of the application through this module."""
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(NotAcceptableError, _not_acceptable)
    app.add_exception_handler(RequestValidationError, _invalid)
    for left in (GoneError, ClientDisconnect):
        app.add_exception_handler(left, _left)
    app.add_exception_handler(Exception, _unexpected)
