"""/analyse/metode: what each network and each measure is, where it is defined, and what not to conclude."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.http.formats import HTML
from api.http.negotiation import choose, content
from api.http.problems import Problem
from api.site.site import Site, respond, site_of
from graph.analysis.measures import MEASURES, Measure
from graph.analysis.projections import PROJECTIONS, Projection
from graph.queries.named import NamedQuery, load

router = APIRouter(prefix="/analyse/metode")


@router.get("", responses=content(HTML))
def listed(request: Request) -> Response:
    """All networks and measures, each with a line."""
    return _respond(request, None)


@router.get("/{name}", responses=content(HTML))
def method(request: Request, name: str) -> Response:
    """The method behind a network or a measure."""
    found = PROJECTIONS.get(name) or MEASURES.get(name)
    if found is None:
        raise Problem(
            404, f"There is no such network or measure; there is: {', '.join([*PROJECTIONS, *MEASURES])}."
        )
    return _respond(request, found)


def _respond(request: Request, found: Projection | Measure | None) -> Response:
    choice = choose(request.headers.get("accept"), (HTML,))
    site = site_of(request)
    body = site.page(
        "analysis_method.html",
        found=found,
        queries=_queries(found),
        run=_run(site, found),
        projections=PROJECTIONS.values(),
        measures=MEASURES.values(),
        source=found.source if isinstance(found, Measure) else "",
        of_graph=isinstance(found, Measure) and found.needs == "graph",
    )
    return respond(request, body, choice)


def _queries(found: Projection | Measure | None) -> list[NamedQuery]:
    names = () if found is None else found.queries if isinstance(found, Measure) else (found.query,)
    return [load(name) for name in names]


def _run(site: Site, found: Projection | Measure | None) -> str:
    """The address at which it is made."""
    if found is None:
        return site.links.path("analyse")
    kind = "maal" if isinstance(found, Measure) else "projektion"
    return site.links.path(f"analyse?{kind}={found.name}")
