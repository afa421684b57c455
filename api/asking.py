"""/spoerg/QUERY: a named query about a thing, as short links to what /sparql answers."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pyoxigraph import NamedNode

from api.formats import RESULTS_FORMATS
from api.negotiate import by_suffix
from api.problems import Problem
from api.site import site_of
from graph.queries import UnknownQueryError, load

router = APIRouter(include_in_schema=False)


@router.get("/spoerg/{name}")
def ask(request: Request, name: str) -> Response:
    """Lead to the query with values for the parameters that the address names, in the language of the page;
    with a suffix such as .csv, to its results in that format."""
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
    location = f"{path}?{urlencode({'query': query})}"
    return Response(status_code=303, headers={"Location": location, "Cache-Control": "no-cache"})
