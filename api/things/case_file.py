"""/sagsmappe: a case as one document to print: cover, status, each meeting with its full text, sources."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.http.formats import HTML
from api.http.negotiation import choose
from api.http.problems import Problem
from api.site.description import Description, expand
from api.site.site import release_of, respond, site_of
from api.things.case_page import Course
from api.things.endpoint import checked, gone
from graph.base.time_zone import DANISH_TIME
from graph.cases.trail import HandlingDetails, SectionDetails

router = APIRouter(include_in_schema=False)
_MOST = 100  # meetings; a standing item has hundreds


@dataclass(frozen=True, slots=True)
class Sheet:
    """A meeting of the case: what is told of it, and the sections of its item in full."""

    told: HandlingDetails
    sections: tuple[SectionDetails, ...]


@router.get("/sagsmappe/{path:path}")
def case_file(request: Request, path: str) -> Response:
    """The case at a path below ``/doc/``, all of it, as a page to print."""
    site, release = site_of(request), release_of(request)
    choice = choose(request.headers.get("accept"), (HTML,))
    iri = site.links.thing(checked(path))
    if line := release.withdrawn(iri):
        return gone(request, line, HTML)
    node = Description(release.describe(iri), site.links).node(iri)
    if expand("sg:Case") not in node.types:
        raise Problem(404, f"The data say nothing of <{iri}>.")
    course = Course(site, release, iri)
    handlings = course.trail.handlings[-_MOST:]
    sheets = [Sheet(course.reader.handling(one), tuple(course.reader.sections(one))) for one in handlings]
    body = site.page(
        "case_file.html",
        node=node,
        course=course,
        sheets=sheets,
        left_out=len(course.trail.handlings) - len(handlings),
        mentions=[course.reader.mention(one, course.trail) for one in course.trail.citing[-_MOST:]],
        numbers=course.reader.numbers(course.trail),
        titles=course.trail.titles,
        status=course.status(),
        promises=course.promises(),
        municipality=release.shelved.whose(iri) or site.config.publisher or site.releases.municipality,
        printed=datetime.now(DANISH_TIME).date().isoformat(),
        release=release.shelved,
    )
    return respond(request, body, choice)
