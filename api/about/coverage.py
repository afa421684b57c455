"""/status: how far the collection reaches, for people and for programs that watch over it."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from weakref import WeakKeyDictionary

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.http.formats import GRAPH_FORMATS, HTML, JSON, Format, GraphFormat
from api.http.negotiation import by_suffix, content
from api.http.problems import Problem
from api.http.writers import ordered
from api.serving.releases import OpenRelease
from api.site.documents import chosen, written
from api.site.site import release_of, respond, site_of
from graph.base.time_zone import DANISH_TIME
from graph.cases.trail import TrailReader
from graph.catalogue.coverage import BodyStatus, Missing, Status, status, triples
from graph.formats.frames import nested_once
from graph.queries.named import load

router = APIRouter()
FORMATS: tuple[Format, ...] = (HTML, JSON, *GRAPH_FORMATS)
# What a release's queries say; the ages change from day to day, so answers themselves are not kept.
_KNOWN: WeakKeyDictionary[OpenRelease, Status] = WeakKeyDictionary()


@router.get("/status", responses=content(*FORMATS))
def state(request: Request) -> Response:
    """Per body the last meeting and its age, gaps and missing minutes; what was turned away; versions."""
    return _answer(request, None)


@router.get("/status.{suffix}", responses=content(*FORMATS))
def state_by_suffix(request: Request, suffix: str) -> Response:
    """The same in the format of the suffix."""
    _, form = by_suffix(f"status.{suffix}", FORMATS)
    if form is None:
        raise Problem(404, "There is nothing at this address.")
    return _answer(request, form)


def _answer(request: Request, form: Format | None) -> Response:
    site, release = site_of(request), release_of(request)
    choice = chosen(request, form, FORMATS)
    found = _KNOWN.get(release) or _KNOWN.setdefault(release, status(release.shelved, release.store))
    today, document = datetime.now(DANISH_TIME).date(), site.links.path("status")
    if isinstance(choice.format, GraphFormat):
        address = site.links.iri("status")
        said = ordered(triples(found, address, today), first=address)
        body = written(choice, said, address, site.names, nested_once)
    elif choice.format is JSON:
        damaged = {one.release.id: one.files for one in site.releases.damaged}
        told = as_json(found, today) | ({"damaged": damaged} if damaged else {})
        told["own_query_answers"] = len(site.own_answers)
        body = json.dumps(told, ensure_ascii=False, indent=1).encode()
    else:
        query = load("missing_meetings").text
        values = {"status": found, "today": today, "document": document, "formats": FORMATS, "query": query}
        values["label"] = TrailReader(release.shelved, release.store, site.language).label
        values["own_answers"] = len(site.own_answers)
        body = site.page("status.html", **values, damaged=[one.release.id for one in site.releases.damaged])
    links = [
        f'<{site.links.other_format(document, each)}>; rel="alternate"; type="{each.media_type}"'
        for each in FORMATS
    ]
    headers = {
        "Link": ", ".join(links),
        "Content-Location": site.links.other_format(document, choice.format),
        "Cache-Control": "no-store",
    }
    return respond(request, body, choice, headers)


def as_json(found: Status, today: date) -> dict[str, Any]:
    """The state as JSON: dates are ISO 8601, ages and intervals days."""
    return {
        "release": found.release,
        "created": found.created,
        "software": found.software,
        "ontology": found.ontology,
        "published": found.published,
        **(
            {"municipalities": {name: asdict(held) for name, held in found.municipalities}}
            if found.municipalities
            else {}
        ),
        "withdrawn": found.withdrawn,
        "bodies": [_body(one, today) for one in found.bodies],
        "cited_only": [
            {"body": one.body, "label": one.label, "missing": _missing(one.missing)} for one in found.cited
        ],
        "not_published": [
            {"status": one.status, "meeting": one.meeting or None, "codes": list(one.codes)}
            for one in found.turned_away
        ],
    }


def _body(one: BodyStatus, today: date) -> dict[str, Any]:
    return {
        "body": one.body,
        "label": one.label,
        "meetings": one.meetings,
        "last_meeting": one.last_meeting,
        "last_date": str(one.last_day),
        "age_days": one.age(today),
        "usual_interval_days": one.interval,
        "overdue": one.overdue(today),
        "gaps": [{"from": str(gap.first), "to": str(gap.second), "days": gap.days} for gap in one.gaps],
        "missing": _missing(one.missing),
    }


def _missing(those: Sequence[Missing]) -> list[dict[str, Any]]:
    return [{"meeting": one.meeting, "date": str(one.day), "cited_by": one.citations} for one in those]
