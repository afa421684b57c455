"""The front page and the plain lists: meetings, cases, bodies and units."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.negotiate import HTML, choose
from api.site import release_of, respond, site_of
from graph.queries import load

router = APIRouter(include_in_schema=False)
_ROWS = 50
_LATEST = 6
_LISTS = {
    "moeder": ("Møder", "meetings", "meetings"),
    "sager": ("Sager", "cases", "cases"),
    "organer": ("Organer", "bodies", "bodies"),
    "enheder": ("Enheder", "units", "units"),
}

Page = Annotated[int, Query(ge=1, le=100_000)]


@router.get("/")
def front(request: Request) -> Response:
    """What there is, the latest of it, and a door for each kind of user."""
    choice = choose(request.headers.get("accept"), (HTML,))
    site = site_of(request)
    release = release_of(request)
    body = site.page(
        "front.html",
        totals=release.shelved.manifest["totals"],
        meetings=release.rows(load("meetings").bind(limit=_LATEST)),
        cases=release.rows(load("cases").bind(limit=_LATEST)),
        bodies=release.rows(load("bodies").bind()),
    )
    return respond(request, body, choice)


def _list(request: Request, name: str, page: int) -> Response:
    choice = choose(request.headers.get("accept"), (HTML,))
    site = site_of(request)
    heading, query_name, look = _LISTS[name]
    query = load(query_name)
    rows = release_of(request).rows(query.bind(limit=_ROWS + 1, offset=(page - 1) * _ROWS))
    body = site.page(
        "list.html",
        name=name,
        heading=heading,
        look_name=look,
        rows=rows[:_ROWS],
        page=page,
        more=len(rows) > _ROWS,
        query=query,
    )
    return respond(request, body, choice)


@router.get("/moeder")
def meetings(request: Request, side: Page = 1) -> Response:
    """All meetings, latest first."""
    return _list(request, "moeder", side)


@router.get("/sager")
def cases(request: Request, side: Page = 1) -> Response:
    """All cases, latest handled first."""
    return _list(request, "sager", side)


@router.get("/organer")
def bodies(request: Request, side: Page = 1) -> Response:
    """All bodies."""
    return _list(request, "organer", side)


@router.get("/enheder")
def units(request: Request, side: Page = 1) -> Response:
    """All units."""
    return _list(request, "enheder", side)
