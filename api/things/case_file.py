"""/sagsmappe and /udskrift: a case and a meeting as documents to print: cover, each item with its full text,
and where in the minutes it stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.http.formats import HTML
from api.http.negotiation import choose
from api.http.problems import Problem
from api.serving.releases import OpenRelease
from api.site.description import Description, Node, expand
from api.site.site import Site, release_of, respond, site_of
from api.things.case_page import Course, Words
from api.things.endpoint import checked, gone, nothing
from api.things.panels import meeting_values
from graph.base.time_zone import DANISH_TIME
from graph.cases.facts import Handling
from graph.cases.trail import HandlingDetails, SectionDetails

router = APIRouter(include_in_schema=False)
_NO_STORE = {"Cache-Control": "no-store"}
_MOST = 100  # meetings; a standing item has hundreds


@dataclass(frozen=True, slots=True)
class Sheet:
    """A meeting of the case: what is told of it, and the sections of its item in full."""

    told: HandlingDetails
    sections: tuple[SectionDetails, ...]


@router.get("/sagsmappe/{path:path}")
def case_file(request: Request, path: str) -> Response:
    """The case at a path below ``/doc/``, all of it, as a page to print."""
    return _printed(request, path, "sg:Case", "case_file.html", _case)


@router.get("/udskrift/{path:path}")
def meeting_file(request: Request, path: str) -> Response:
    """The meeting at a path below ``/doc/``, all of its items, as a page to print."""
    return _printed(request, path, "sg:Meeting", "meeting_file.html", _meeting)


def _printed(
    request: Request,
    path: str,
    kind: str,
    template: str,
    values: Callable[[Site, OpenRelease, Node], dict[str, Any]],
) -> Response:
    site, release = site_of(request), release_of(request)
    choice = choose(request.headers.get("accept"), (HTML,))
    iri = site.links.thing(checked(path))
    if line := release.withdrawn(iri):
        return gone(request, line, HTML)
    node = Description(release.describe(iri), site.links).node(iri)
    if not node.types:
        raise nothing(site, release, iri)
    if expand(kind) not in node.types:
        raise Problem(404, f"<{iri}> has no file to print here.")
    body = site.page(
        template,
        node=node,
        whole=True,
        municipality=release.shelved.whose(iri) or site.publisher,
        printed=datetime.now(DANISH_TIME).date().isoformat(),
        release=release.shelved,
        **values(site, release, node),
    )
    return respond(request, body, choice, _NO_STORE)  # the day is that of who asks


def _sheets(words: Words, handlings: Sequence[Handling]) -> list[Sheet]:
    return [Sheet(words.reader.handling(one), tuple(words.reader.sections(one))) for one in handlings]


def _case(site: Site, release: OpenRelease, node: Node) -> dict[str, Any]:
    course = Course(site, release, node.iri)
    handlings = course.trail.handlings[-_MOST:]
    return {
        "course": course,
        "sheets": _sheets(course, handlings),
        "left_out": len(course.trail.handlings) - len(handlings),
        "mentions": [course.reader.mention(one, course.trail) for one in course.trail.citing[-_MOST:]],
        "numbers": course.reader.numbers(course.trail),
        "titles": course.trail.titles,
        "status": course.status(),
        "promises": course.promises(),
    }


def _meeting(site: Site, release: OpenRelease, node: Node) -> dict[str, Any]:
    words = Words(site, release)
    attendance = meeting_values(site, release, node)["attendance"]
    return {
        "course": words,
        "sheets": _sheets(words, words.reader.facts.of_meeting(node.iri)),
        "attendance": attendance,
    }
