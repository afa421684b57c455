"""/api/v1: records of meetings, items, cases, decisions, bodies, units, people, votes and findings."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from api.http.formats import JSON, PROBLEM
from api.http.negotiation import Choice, typed
from api.http.problems import Problem
from api.lists import collections
from api.lists.search_endpoint import in_turn
from api.records import models
from api.records.reader import CASE_PARTS, PARTS, RecordReader
from api.rest import paging
from api.rest.examples import example
from api.rest.paging import Dated, Listed, Page, Pinned, fields_of, parts_of, sparse
from api.serving.releases import Row
from api.site.site import release_of, respond, site_of
from graph.cases.trail import UnknownCase
from graph.ontology.iris import Iris, is_path
from graph.tables.asking import TablesUnavailableError

router = APIRouter(prefix="/api/v1")
_JSON = Choice(JSON, JSON.media_type)
_MEETING_PARTS = PARTS | {"items"}
_CASE_PARTS = CASE_PARTS | PARTS
_PROBLEM = {"content": {PROBLEM.media_type: {"schema": {"type": "object"}}}}

Words = Annotated[
    str | None,
    Field(
        min_length=1, max_length=200, description="Words that it holds, each whole or in part, in any order."
    ),
]
Outcome = Annotated[
    str | None, Field(pattern=r"^[a-z-]{1,60}$", description="The code of an outcome, such as `udsat`.")
]
Thing = Annotated[str, Path(max_length=400, description="The path of its IRI, from the municipality on.")]


class _OfItems(Dated):
    """What is in items."""

    outcome: Outcome = None
    q: Words = None
    case: Annotated[str | None, Field(max_length=200, description="The IRI of a case, or its number.")] = None


class Items(_OfItems):
    """Agenda items."""

    fields: fields_of(models.Item) = None  # type: ignore[valid-type]
    expand: parts_of(PARTS) = None  # type: ignore[valid-type]
    open: Annotated[bool | None, Field(description="Open items alone, or closed ones.")] = None
    meeting: Annotated[str | None, Field(max_length=400, description="The IRI of a meeting.")] = None


class Decisions(_OfItems):
    """Decisions."""

    fields: fields_of(models.DecisionOf) = None  # type: ignore[valid-type]


class Votes(_OfItems):
    """Votes."""

    fields: fields_of(models.VoteOf) = None  # type: ignore[valid-type]


class Meetings(Dated):
    """Meetings."""

    fields: fields_of(models.Meeting) = None  # type: ignore[valid-type]
    expand: parts_of(_MEETING_PARTS) = None  # type: ignore[valid-type]


class Cases(Dated):
    """Cases, by when they were handled."""

    fields: fields_of(models.Case) = None  # type: ignore[valid-type]
    expand: parts_of(_CASE_PARTS) = None  # type: ignore[valid-type]
    q: Words = None


class Findings(Dated):
    """Findings."""

    fields: fields_of(models.Finding) = None  # type: ignore[valid-type]
    severity: Literal["info", "warning", "violation"] | None = None
    code: Annotated[str | None, Field(pattern=r"^[A-Za-z0-9_-]{1,100}$")] = None


class _Named(Listed):
    """What has a name."""

    q: Words = None


class Bodies(_Named):
    """Bodies."""

    fields: fields_of(models.Body) = None  # type: ignore[valid-type]


class Units(_Named):
    """Units."""

    fields: fields_of(models.Unit) = None  # type: ignore[valid-type]


class People(_Named):
    """People."""

    fields: fields_of(models.Person) = None  # type: ignore[valid-type]


class OneItem(Pinned):
    """An agenda item."""

    fields: fields_of(models.Item) = None  # type: ignore[valid-type]
    expand: parts_of(PARTS) = None  # type: ignore[valid-type]


class OneMeeting(Pinned):
    """A meeting."""

    fields: fields_of(models.Meeting) = None  # type: ignore[valid-type]
    expand: parts_of(_MEETING_PARTS) = None  # type: ignore[valid-type]


class OneCase(Pinned):
    """A case."""

    fields: fields_of(models.Case) = None  # type: ignore[valid-type]
    expand: parts_of(_CASE_PARTS) = None  # type: ignore[valid-type]


class OneUnit(Pinned):
    """A unit."""

    fields: fields_of(models.Unit) = None  # type: ignore[valid-type]


def described(name: str, model: Any, others: Mapping[str, Mapping[str, Any]] = {}) -> dict[str, Any]:
    """What OpenAPI tells of an operation: the type of its answers with an example, ``others`` than JSON, and
    its problems."""
    return {
        "operation_id": name,
        "tags": ["records"],
        **typed(
            model,
            {JSON.media_type: {"example": example(name)}, **others},
            {status: {"description": said, **_PROBLEM} for status, said in _SAID.items()},
        ),
    }


_SAID = {
    404: "There is no such thing, page or release",
    410: "It was withdrawn",
    422: "A parameter that cannot be read",
    503: "Nothing is published, or too much is asked at once",
}

Read = Callable[[RecordReader, Row, frozenset[str]], models.Record | None]


def _page(
    request: Request,
    asked: Listed,
    found: Callable[[RecordReader, int], tuple[Sequence[models.Record], int]],
) -> Response:
    """A page of a list; ``found`` gives the records from one on, and how many there are."""
    site, release = site_of(request), release_of(request)
    wanted = paging.split(getattr(asked, "fields", None))
    address, given, id_ = _address(request), asked.given(), release.shelved.id
    first = paging.begin(asked.cursor, id_, paging.question(address, given))
    records, total = found(RecordReader(site, release), first)
    last = first + asked.size
    told: dict[str, Any] = {
        "release": id_,
        "created": release.shelved.created,
        "total": total,
        "items": [_told(record, wanted) for record in records],
    }
    headers = {}
    if last < total:
        told["next"] = paging.after(address, given, id_, last)
        headers["Link"] = f'<{told["next"]}>; rel="next"'
    return respond(request, dumped(told), _JSON, headers)


def _address(request: Request) -> str:
    site = site_of(request)
    return site.links.iri(request.scope["path"].removeprefix(site.links.root).lstrip("/"))


def _told(record: BaseModel, wanted: frozenset[str]) -> dict[str, Any]:
    return record.model_dump(mode="json", exclude_none=True, include=set(wanted) if wanted else None)


def dumped(told: object) -> bytes:
    """What is told, as JSON."""
    return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _one(request: Request, asked: Pinned, record: models.Record | None, iri: str) -> Response:
    """One record; a problem 410 for one that is withdrawn, 404 for none."""
    release = release_of(request)
    if release.withdrawn(iri):
        raise Problem(410, f"<{iri}> was withdrawn.")
    if record is None:
        raise Problem(404, f"Release {release.shelved.id} has no <{iri}>.")
    wanted = paging.split(getattr(asked, "fields", None))
    return respond(request, dumped(_told(record, wanted)), _JSON)


async def _listed(
    request: Request,
    name: str,
    asked: Listed,
    read: Read,
) -> Response:
    """A page of a list that the tables give."""
    release = release_of(request)
    parts = paging.split(getattr(asked, "expand", None))

    def found(reader: RecordReader, first: int) -> tuple[Sequence[models.Record], int]:
        try:
            rows, total = release.listed(name, _narrowing(reader, asked), first, asked.size)
        except TablesUnavailableError:
            raise Problem(503, "This release cannot be listed; ask again, or another one.") from None
        return [one for row in rows if (one := read(reader, row, parts))], total

    return await in_turn(request, _page, request, asked, found)


def _narrowing(reader: RecordReader, asked: Listed) -> dict[str, str | bool]:
    """What narrows a list, as the tables take it. In a release of several municipalities a body and a number
    are of the one that is asked for, unless they name their own."""
    release = reader.release.shelved
    given: dict[str, str | bool] = {}
    own = f"{asked.municipality}/" if asked.municipality and release.several else ""
    for name in ("outcome", "meeting", "severity", "code", "open"):
        if (value := getattr(asked, name, None)) is not None:
            given[name] = value
    if words := getattr(asked, "q", None):
        given["q"] = " ".join(words.lower().split())
    if case := getattr(asked, "case", None):
        begun = own if own and not case.startswith(tuple(f"{one}/" for one in release.names)) else ""
        given["case"] = case if "://" in case else _numbered(reader, begun + case)
    if isinstance(asked, Dated):
        body = asked.body or ""
        if body and "/" not in body:
            if release.several and not own:
                named = f"{next(iter(release.names))}/{body}"
                raise Problem(422, f"query.body: name its municipality too, as in {named}")
            body = own + body
        given |= {"body": release.coded("organ", body)} if body else {}
        given |= {"since": asked.since.isoformat()} if asked.since else {}
        given |= {"until": asked.until.isoformat()} if asked.until else {}
    if asked.municipality:
        given["municipality"] = str(Iris(release.manifest.base_iri, asked.municipality).of(""))
    return given


class Index(BaseModel):
    """Where there is what: the lists by their names, the named queries, and the description of it all."""

    lists: dict[str, str]
    queries: str
    openapi: str


@router.get("", **described("index", Index))
async def index(request: Request) -> Response:
    """The addresses of the lists."""
    links = site_of(request).links
    paths = [path for route in router.routes if "{" not in (path := getattr(route, "path", "{"))]
    lists = {path.rpartition("/")[2]: links.iri(path[1:]) for path in paths if path != router.prefix}
    told = Index(lists=lists, queries=links.iri("q"), openapi=links.iri("openapi.json"))
    return respond(request, dumped(told.model_dump()), _JSON)


@router.get("/meetings", **described("meetings", Page[sparse(models.Meeting)]))  # type: ignore[misc]
async def meetings(request: Request, asked: Annotated[Meetings, Query()]) -> Response:
    """Meetings with minutes, the latest first. `expand`: `items`, and the parts of these."""
    return await _listed(
        request,
        "meetings",
        asked,
        lambda reader, row, parts: reader.meeting(row["iri"], parts),
    )


@router.get("/items", **described("items", Page[sparse(models.Item)]))  # type: ignore[misc]
async def items(request: Request, asked: Annotated[Items, Query()]) -> Response:
    """Agenda items, the latest first; a closed one has its number, title and cases. `expand`:
    `recommendation`, `documents`, `votes`, `statements`, `steps`."""
    return await _listed(
        request,
        "items",
        asked,
        lambda reader, row, parts: reader.item(row["iri"], parts),
    )


@router.get("/cases", **described("cases", Page[sparse(models.Case)]))  # type: ignore[misc]
async def cases(request: Request, asked: Annotated[Cases, Query()]) -> Response:
    """Cases, the latest handled first. `expand`: `course`, `mentions`, `links`, and the parts of items."""
    return await _listed(
        request,
        "cases",
        asked,
        lambda reader, row, parts: reader.case(row["iri"], parts),
    )


@router.get("/decisions", **described("decisions", Page[sparse(models.DecisionOf)]))  # type: ignore[misc]
async def decisions(request: Request, asked: Annotated[Decisions, Query()]) -> Response:
    """Decisions of open items, the latest first, each in its own words."""
    return await _listed(request, "decisions", asked, lambda reader, row, parts: reader.decision(row["iri"]))


@router.get("/votes", **described("votes", Page[sparse(models.VoteOf)]))  # type: ignore[misc]
async def votes(request: Request, asked: Annotated[Votes, Query()]) -> Response:
    """Votes in open items, the latest first."""
    return await _listed(request, "votes", asked, lambda reader, row, parts: reader.vote(row["iri"]))


@router.get("/findings", **described("findings", Page[sparse(models.Finding)]))  # type: ignore[misc]
async def findings(request: Request, asked: Annotated[Findings, Query()]) -> Response:
    """What was odd in minutes, and how often it was seen, by meeting."""

    def read(reader: RecordReader, row: Row, parts: frozenset[str]) -> models.Finding:
        return reader.finding(row["meeting_iri"], row["severity"], row["code"], int(row["times"]))

    return await _listed(request, "findings", asked, read)


async def _named(
    request: Request,
    name: str,
    asked: _Named,
    label: str,
    read: Callable[[RecordReader, Sequence[Row]], Sequence[models.Record]],
) -> Response:
    """A page of a list that a named query gives whole, as the page of that name does."""
    site, release = site_of(request), release_of(request)
    facets = {"kommune": asked.municipality} if asked.municipality else {}

    def found(reader: RecordReader, first: int) -> tuple[Sequence[models.Record], int]:
        text = collections.query(site, release, name, facets)
        words = (asked.q or "").casefold().split()
        told = release.rows(text) if text else []
        rows = [row for row in told if all(word in row[label].casefold() for word in words)]
        return read(reader, rows[first : first + asked.limit]), len(rows)

    return await in_turn(request, _page, request, asked, found)


@router.get("/bodies", **described("bodies", Page[sparse(models.Body)]))  # type: ignore[misc]
async def bodies(request: Request, asked: Annotated[Bodies, Query()]) -> Response:
    """Bodies, those with the most meetings first."""
    return await _named(request, "organer", asked, "label", RecordReader.bodies)


@router.get("/units", **described("units", Page[sparse(models.Unit)]))  # type: ignore[misc]
async def units(request: Request, asked: Annotated[Units, Query()]) -> Response:
    """Units of the administration, those named in the most items first."""
    return await _named(request, "enheder", asked, "label", RecordReader.units)


@router.get("/people", **described("people", Page[sparse(models.Person)]))  # type: ignore[misc]
async def people(request: Request, asked: Annotated[People, Query()]) -> Response:
    """People whom the minutes name in a role or list as attending, in order of their names."""
    return await _named(request, "personer", asked, "name", RecordReader.people)


@router.get("/meetings/{path:path}", **described("meeting", sparse(models.Meeting)))
async def meeting(request: Request, path: Thing, asked: Annotated[OneMeeting, Query()]) -> Response:
    """A meeting, by what its IRI has after `/id/`: `aadalsoe/moede/direktionen/2022-10-03`."""
    parts = paging.split(asked.expand)
    return await in_turn(
        request, _thing, request, path, asked, lambda reader, iri: reader.meeting(iri, parts)
    )


@router.get("/items/{path:path}", **described("item", sparse(models.Item)))
async def item(request: Request, path: Thing, asked: Annotated[OneItem, Query()]) -> Response:
    """An agenda item, by what its IRI has after `/id/`."""
    parts = paging.split(asked.expand)
    return await in_turn(request, _thing, request, path, asked, lambda reader, iri: reader.item(iri, parts))


def _thing(
    request: Request, path: str, asked: Pinned, read: Callable[[RecordReader, str], models.Record | None]
) -> Response:
    site, release = site_of(request), release_of(request)
    if not is_path(path):
        raise Problem(404, "There is nothing at this address.")
    iri = site.links.thing(path)
    return _one(request, asked, read(RecordReader(site, release), iri), iri)


@router.get("/cases/{number:path}", **described("case", sparse(models.Case)))
async def case(
    request: Request,
    number: Annotated[
        str,
        Path(max_length=200, description="A case number in any spelling, or the path of its IRI."),
    ],
    asked: Annotated[OneCase, Query()],
) -> Response:
    """A case, by its number."""
    parts = paging.split(asked.expand)
    return await in_turn(request, _case, request, number, asked, parts)


def _case(request: Request, number: str, asked: Pinned, parts: frozenset[str]) -> Response:
    site, release = site_of(request), release_of(request)
    reader, iri = RecordReader(site, release), site.links.thing(number)
    record = reader.case(iri, parts) if is_path(number) else None
    if record is None and not release.withdrawn(iri):
        iri = _numbered(reader, number)
        record = reader.case(iri, parts)
    return _one(request, asked, record, iri)


def _numbered(reader: RecordReader, number: str) -> str:
    """The IRI of the case with a number; a problem (404) for none, or for several."""
    try:
        return reader.trails.find(number)
    except UnknownCase as error:
        near: Mapping[str, Any] = {"near": error.near[:10]} if error.near else {}
        raise Problem(404, error.why, **near) from None


@router.get("/units/{path:path}", **described("unit", sparse(models.Unit)))
async def unit(request: Request, path: Thing, asked: Annotated[OneUnit, Query()]) -> Response:
    """A unit, by what its IRI has after `/id/`: `aadalsoe/enhed/havnekontoret`."""
    return await in_turn(request, _thing, request, path, asked, lambda reader, iri: reader.unit(iri))
