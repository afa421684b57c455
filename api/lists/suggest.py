"""/search/suggest: what a search may be about while it is being written, for the box of every page and for
browsers, in the form of OpenSearch Suggestions 1.1: the words, and what is suggested with its kind and
address.
"""

import json
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.http.formats import SUGGESTIONS
from api.http.negotiation import Choice, content
from api.lists.search_page import KIND, told
from api.lists.search_results import Result, Results
from api.serving.releases import OpenRelease
from api.site.site import Site, release_of, respond, site_of
from graph.search.search import TooMuchError
from graph.search.words import MOST_CHARACTERS

router = APIRouter()
_MOST = 8

Beginning = Annotated[str, Query(max_length=2000)]


@router.get("/search/suggest", responses=content(SUGGESTIONS))
def suggest(request: Request, q: Beginning = "") -> Response:
    """Cases, units, bodies and posts whose titles, names or numbers begin as ``q`` does; few, the best
    first."""
    site, release = site_of(request), release_of(request)
    rows = _suggested(site, release, q[:MOST_CHARACTERS])
    names = [told(release, row.hit.iri, name_of(row)) for row in rows]
    kinds = [site.say(KIND[row.hit.kind]) for row in rows]
    addresses = [site.at_release(site.links.href(row.hit.iri) or "") for row in rows]
    body = json.dumps([q, names, kinds, addresses], ensure_ascii=False).encode("utf-8", "replace")
    return respond(request, body, Choice(SUGGESTIONS, SUGGESTIONS.media_type))


def name_of(row: Result) -> str:
    """What a thing is called where nothing else tells it: a case by its number and title."""
    return f"{row.number}: {row.title}" if row.hit.kind == "sag" else row.title


def _suggested(site: Site, release: OpenRelease, beginning: str) -> list[Result]:
    """The things; none where there is no index, or when it takes too long."""
    if release.index is None:
        return []
    try:
        hits = release.index.suggest(beginning, _MOST)
    except TooMuchError:
        return []
    return Results(release.store, site.links.language, ()).of(hits)
