"""/q: the named queries that have rows, with values for their parameters, as plain JSON and as CSV."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, BinaryIO

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field, create_model
from pyoxigraph import Literal, NamedNode
from rdflib import XSD

from api.http.formats import CSV, JSON, RESULTS_CSV, RESULTS_JSON, Format
from api.http.negotiation import Choice, by_suffix, choose
from api.http.problems import Problem
from api.records.models import Model
from api.rest import paging
from api.rest.endpoint import described, dumped
from api.site.site import release_of, respond, site_of
from api.sparql.endpoint import STOPPED, stopped
from api.workers.query import Question, SparqlRequest, Written
from graph.base.labels import Labels
from graph.queries.named import NamedQuery, queries

router = APIRouter(prefix="/q")
_OFFERS: tuple[Format, ...] = (JSON, CSV)
_SENT = {JSON: RESULTS_JSON, CSV: RESULTS_CSV}
_MOST = 1_000
_IRI = r"^(?:https?://|urn:)[A-Za-z0-9./:#=,_-]{1,390}$"
_NUMBERS = {str(XSD.integer): int, str(XSD.decimal): float, str(XSD.double): float}


class QueryTold(Model):
    """A named query: what it is about, and the parameters that it takes."""

    name: str
    title: dict[str, str]
    about: dict[str, str]
    parameters: tuple[str, ...]
    address: str


class Queries(Model):
    """The named queries."""

    queries: tuple[QueryTold, ...]


class Rows(Model):
    """Rows of a named query by column; a column without a value is left out. ``next`` is the address of the
    page after it; the last has none."""

    release: str
    created: str
    query: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, str | int | float | bool], ...]
    next: str | None = None


def offered() -> Mapping[str, NamedQuery]:
    """The queries that have rows, by name."""
    return {name: query for name, query in queries().items() if "\nSELECT " in query.text}


def _parameters() -> dict[str, Any]:
    """Every parameter that a query takes, with its type."""
    day, number = Field(description="A day."), Field(max_length=100, description="A case number.")
    types: dict[str, Any] = {
        "first": Annotated[paging.Day | None, day],
        "last": Annotated[paging.Day | None, day],
        "standing": Annotated[bool | None, Field(description="Whether standing items count.")],
        "number": Annotated[str | None, number],
    }
    thing = Annotated[str | None, Field(pattern=_IRI, description="The IRI of a thing.")]
    taken = sorted({name for query in offered().values() for name in query.parameters})
    return {name: (types.get(name, thing), None) for name in taken}


class _Bounds(paging.Pinned):
    """What every query can be asked by."""

    limit: Annotated[int, Field(ge=1, le=_MOST, description="Rows on a page.")] = 100
    cursor: paging.Cursor = None


Asked: type[BaseModel] = create_model("Asked", __base__=_Bounds, **_parameters())
Name = Annotated[
    str,
    Path(
        max_length=100,
        description="The name of a query, with `.csv` behind it for CSV.",
        json_schema_extra={"enum": [f"{name}{suffix}" for name in offered() for suffix in ("", ".csv")]},
    ),
]


@router.get("", **described("queries", Queries))
def listed(request: Request) -> Response:
    """The named queries that have rows."""
    links = site_of(request).links

    def words(labels: Labels) -> dict[str, str]:
        return {tag: labels.best(tag) for tag in ("da", "en")}

    told = Queries(
        queries=tuple(
            QueryTold(
                name=name,
                title=words(query.titles),
                about=words(query.about),
                parameters=query.parameters,
                address=links.iri(f"q/{name}"),
            )
            for name, query in offered().items()
        )
    )
    return respond(request, told.model_dump_json(indent=1).encode(), Choice(JSON, JSON.media_type))


@router.get("/{name}", **described("query", Rows, {CSV.media_type: {"schema": {"type": "string"}}}))
async def asked(request: Request, name: Name, given: Annotated[Asked, Query()]) -> Response:  # type: ignore[valid-type]
    """The rows of a named query with values for its parameters, as JSON or CSV."""
    name, form = by_suffix(name, _OFFERS)
    choice = Choice(form, form.media_type) if form else choose(request.headers.get("accept"), _OFFERS)
    query = offered().get(name)
    if query is None:
        raise Problem(404, "There is no named query of that name; /q lists them.")
    site, release = site_of(request), release_of(request)
    told = given.model_dump(mode="json", exclude_none=True)  # type: ignore[attr-defined]
    limit, cursor = told.pop("limit"), told.pop("cursor", None)
    told.pop("release", None)
    address = site.links.iri(f"q/{name}" + (f".{CSV.suffix}" if choice.format is CSV else ""))
    first = paging.begin(cursor, release.shelved.id, paging.question(address, told))
    text = query.bind(_values(query, told), limit=limit + 1, offset=first, language=site.language)
    if latest := site.releases.latest():
        site.prepare(latest)
    sent = _SENT[choice.format]
    try:
        answer = await site.workers.ask(
            Question(release.shelved.store, SparqlRequest(text), None, sent.suffix)
        )
    except STOPPED as error:
        raise stopped(error, site.workers.limits) from None
    if not isinstance(answer.outcome, Written):
        raise Problem(502, "The store gave no answer that can be used.")
    body = answer.body if isinstance(answer.body, bytes) else _read(answer.body)
    after = paging.after(address, {**told, "limit": limit}, release.shelved.id, first + limit)
    if choice.format is CSV:
        body, more = _first_lines(body, limit)
    else:
        body, more = _as_rows(
            body, limit, {"query": name, "next": after}, release.shelved.id, release.shelved.created
        )
    return respond(request, body, choice, {"Link": f'<{after}>; rel="next"'} if more else {})


def _read(file: BinaryIO) -> bytes:
    with file:
        return file.read()


def _values(query: NamedQuery, told: Mapping[str, Any]) -> dict[str, NamedNode | Literal]:
    """The values of the parameters; a problem 404 for one that the query has not, or whose value it cannot
    be."""
    if unknown := sorted(told.keys() - set(query.parameters)):
        takes = ", ".join(query.parameters) or "none"
        raise Problem(404, f"The query has no parameter {', '.join(unknown)}; it has: {takes}.")
    values: dict[str, NamedNode | Literal] = {}
    for name, value in told.items():
        if isinstance(value, bool):
            values[name] = Literal(value)
        elif name in ("first", "last"):
            values[name] = Literal(value, datatype=NamedNode(str(XSD.date)))
        elif name == "number":
            values[name] = Literal(value)
        else:
            try:
                values[name] = NamedNode(value)
            except ValueError:
                raise Problem(404, f"The value of {name} is no IRI.") from None
    return values


def _as_rows(
    body: bytes, limit: int, about: Mapping[str, str], release: str, created: str
) -> tuple[bytes, bool]:
    """Results as plain JSON, and whether there are more than the limit."""
    results = json.loads(body)
    found = results["results"]["bindings"]
    more = len(found) > limit
    told: dict[str, Any] = {"release": release, "created": created, "query": about["query"]}
    told["columns"] = results["head"]["vars"]
    told["rows"] = [{name: _plain(term) for name, term in row.items()} for row in found[:limit]]
    if more:
        told["next"] = about["next"]
    return dumped(told), more


def _plain(term: Mapping[str, str]) -> str | int | float | bool:
    kind, value = term.get("datatype", ""), term["value"]
    if kind == str(XSD.boolean):
        return value in ("true", "1")
    return _NUMBERS[kind](value) if kind in _NUMBERS else value


def _first_lines(body: bytes, limit: int) -> tuple[bytes, bool]:
    """The head of CSV and its first rows, and whether there are more; a row may have several lines."""
    rows, quoted = -1, False
    for at, letter in enumerate(body):
        quoted ^= letter == ord('"')
        if letter == ord("\n") and not quoted:
            rows += 1
            if rows == limit:
                return body[: at + 1], len(body) > at + 1
    return body, False
