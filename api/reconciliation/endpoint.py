"""/reconcile: the Reconciliation Service API 0.2 (W3C Entity Reconciliation Community Group, 10 April 2023).

It answers with CORS, as every address here does; JSONP, which the specification leaves open, is not needed
then, and lets the page of a stranger run what is answered.
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, TypeAdapter, ValidationError

from api.http.form import body_of, parameters_of
from api.http.formats import HTML, JSON
from api.http.negotiation import Choice, content, typed
from api.http.problems import Problem
from api.i18n.language import N_
from api.lists.search_endpoint import in_turn
from api.reconciliation.entities import CLASSES, Entities, Entity, normal
from api.reconciliation.matching import Matcher
from api.reconciliation.models import (
    BATCH,
    MOST_IDS,
    MOST_PROPERTIES,
    Described,
    Extend,
    Extended,
    ExtendQuery,
    Flyout,
    Manifest,
    Preview,
    PropertySetting,
    Proposed,
    ReconciliationQuery,
    Result,
    ServicePath,
    Suggested,
    Suggestions,
    SuggestMetadata,
    Suggests,
    Template,
)
from api.reconciliation.properties import PROPERTIES, Properties, Value
from api.site.site import Site, release_of, respond, site_of
from graph import __version__
from graph.formats.table import FORM
from graph.ontology.terms import PREFIXES

router = APIRouter(prefix="/reconcile")
_JSON = Choice(JSON, JSON.media_type)
_HTML = Choice(HTML, HTML.media_type)
_BYTES = 500_000  # of the body of a request
_PARAMETERS = 1000  # two are read; a body has room for a quarter of a million
_PAGE = 10  # suggestions
_SIZE = (430, 220)
"""Width and height of a preview."""
_SHOWN = (
    "alternative_name",
    "posts",
    "number",
    "handlings",
    "bodies",
    "outcome",
    "date",
    "first",
    "last",
    "items",
    "meetings",
)
"""The properties that a preview shows."""
_FRAMED = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors *"
}
_QUERIES = TypeAdapter(dict[str, ReconciliationQuery])
_EXTEND = TypeAdapter(ExtendQuery)
_RESULTS = TypeAdapter(dict[str, Result])

Sent = TypeVar("Sent")
Identifier = Annotated[str, Query(max_length=500, description="An identifier, as answers give it.")]
Class = Annotated[
    str,
    Path(
        pattern="^(?:entity|type|property)$", description="What is suggested: `entity`, `type`, `property`."
    ),
]


def _inlined(told: Any, parts: Mapping[str, Any]) -> Any:
    """A JSON Schema with its definitions in the places that name them; none of them names itself."""
    if isinstance(told, dict):
        if "$ref" in told:
            return _inlined(parts[told["$ref"].removeprefix("#/$defs/")], parts)
        return {name: _inlined(one, parts) for name, one in told.items() if name != "$defs"}
    return [_inlined(one, parts) for one in told] if isinstance(told, list) else told


def _schema(adapter: TypeAdapter[Any]) -> dict[str, Any]:
    told = adapter.json_schema()
    whole: dict[str, Any] = _inlined(told, told.get("$defs", {}))
    return whole


def _extend_schema() -> dict[str, Any]:
    """That of a data extension query, with its bounds and the properties there are."""
    told = _schema(_EXTEND)
    ids, properties = told["properties"]["ids"], told["properties"]["properties"]
    ids["maxItems"], properties["maxItems"] = MOST_IDS, MOST_PROPERTIES
    properties["items"]["properties"]["id"]["enum"] = list(PROPERTIES)
    return told


_SENT = {
    "queries": (
        "A reconciliation query batch, as JSON.",
        {**_schema(_QUERIES), "maxProperties": BATCH},
    ),
    "extend": ("A data extension query, as JSON.", _extend_schema()),
}
_IN_ADDRESS = [
    {"name": name, "in": "query", "description": about, "content": {JSON.media_type: {"schema": schema}}}
    for name, (about, schema) in _SENT.items()
]
_IN_FORM = {
    "schema": {"type": "object", "properties": {name: schema for name, (_, schema) in _SENT.items()}},
    "encoding": {name: {"contentType": JSON.media_type} for name in _SENT},
}


@router.get(
    "",
    **typed(Manifest | dict[str, Result] | Extended),
    openapi_extra={"parameters": _IN_ADDRESS},
)
async def ask(request: Request) -> Response:
    """The service manifest; or the candidates for each of `queries`, or the values that `extend` asks for."""
    return await _answered(request, request.query_params.get("queries"), request.query_params.get("extend"))


@router.post(
    "",
    **typed(Manifest | dict[str, Result] | Extended),
    openapi_extra={"requestBody": {"content": {FORM: _IN_FORM}}},
)
async def ask_by_form(request: Request) -> Response:
    """The same, of a form with `queries` or `extend`."""
    sent = dict(parameters_of(await body_of(request, _BYTES), _PARAMETERS))
    return await _answered(request, sent.get("queries"), sent.get("extend"))


async def _answered(request: Request, queries: str | None, extend: str | None) -> Response:
    wanted = _read(_EXTEND, extend) if extend else None
    if queries:
        batch = _read(_QUERIES, queries)
        if len(batch) > BATCH:
            raise Problem(413, f"A batch has at most {BATCH} queries, as the manifest says.")
        if any(not one.model_fields_set & {"query", "properties"} for one in batch.values()):
            raise Problem(400, "A query has a 'query' or 'properties'.")
        return await in_turn(request, _reconciled, request, batch)
    if wanted:
        if len(wanted.ids) > MOST_IDS or len(wanted.properties) > MOST_PROPERTIES:
            raise Problem(
                413, f"At most {MOST_IDS} ids and {MOST_PROPERTIES} properties are fetched at once."
            )
        if unknown := [one.id for one in wanted.properties if one.id not in PROPERTIES]:
            raise Problem(400, f"There is no property {unknown[0]!r}; there is: {', '.join(PROPERTIES)}.")
        return await in_turn(request, _extended, request, wanted)
    site = site_of(request)
    return _told(request, _manifest(site, Entities(site, release_of(request))))


def _read(adapter: TypeAdapter[Sent], text: str) -> Sent:
    """What was sent as JSON; a problem 400 for what is not what the specification says."""
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(one) for one in first["loc"])
        raise Problem(
            400, f"The JSON cannot be read, at {place or 'its beginning'}: {first['msg']}."
        ) from None


def _told(request: Request, told: BaseModel) -> Response:
    body = told.model_dump_json(indent=1, exclude_none=True).encode("utf-8", "replace")
    return respond(request, body, _JSON)


def _manifest(site: Site, entities: Entities) -> Manifest:
    here, space = site.links.page_address(site.links.path("reconcile")), site.links.thing("")

    def service(of: str) -> SuggestMetadata:
        return SuggestMetadata(
            service_url=here,
            service_path=f"/suggest/{of}",
            flyout_service_url=here,
            flyout_service_path=f"/flyout/{of}?id=${{id}}",
        )

    width, height = _SIZE
    return Manifest(
        versions=("0.2",),
        name=site.say(N_("Møder og sager: %(name)s"), name=site.author),
        identifierSpace=space,
        schemaSpace=PREFIXES["sg"],
        documentation=site.links.page_address(site.links.path("om/match")),
        serviceVersion=__version__,
        logo=site.links.iri("static/icon.svg"),
        defaultTypes=tuple(entities.types()),
        view=Template(url=f"{space}{{{{id}}}}"),  # braces are no letters of an IRI
        preview=Preview(url=f"{here}/preview?id={{{{id}}}}", width=width, height=height),
        suggest=Suggests(entity=service("entity"), type=service("type"), property=service("property")),
        extend=Extend(
            propose_properties=ServicePath(service_url=here, service_path="/properties"),
            property_settings=(
                PropertySetting(
                    name="limit",
                    label=site.say(N_("Højst så mange værdier")),
                    type="number",
                    default=0,
                    help_text=site.say(N_("0 er alle.")),
                ),
            ),
        ),
        batchSize=BATCH,
    )


def _reconciled(request: Request, batch: Mapping[str, ReconciliationQuery]) -> Response:
    site = site_of(request)
    entities = Entities(site, release_of(request))
    matcher = Matcher(entities, Properties(site, entities))
    answers = {name: matcher.result(query) for name, query in batch.items()}
    return respond(request, _RESULTS.dump_json(answers, exclude_none=True), _JSON)


def _extended(request: Request, wanted: ExtendQuery) -> Response:
    site = site_of(request)
    entities = Entities(site, release_of(request))
    properties = Properties(site, entities)
    rows: dict[str, dict[str, tuple[Value, ...]]] = {}
    for identifier in wanted.ids:
        entity = entities.entity(identifier)
        rows[identifier] = {
            one.id: tuple(properties.values(entity, one.id)[: one.limit or None]) if entity else ()
            for one in wanted.properties
        }
    return _told(
        request, Extended(meta=tuple(properties.column(one.id) for one in wanted.properties), rows=rows)
    )


@router.get("/suggest/{of}", **typed(Suggestions))
async def suggest(
    request: Request,
    of: Class,
    prefix: Annotated[str, Query(max_length=500, description="What was written so far.")] = "",
    cursor: Annotated[int, Query(ge=0, le=10_000, description="How many suggestions to pass over.")] = 0,
) -> Response:
    """Entities, types or properties whose names have a word that begins so, or whose identifier it is."""
    return await in_turn(request, _suggested, request, of, prefix, cursor)


def _suggested(request: Request, of: str, prefix: str, cursor: int) -> Response:
    entities = Entities(site_of(request), release_of(request))
    if of == "entity":
        found = entities.beginning(prefix)[cursor : cursor + _PAGE]
        told = [
            Suggested(**one.model_dump(), notable=(entities.type(entity.kind),))
            for one, entity in zip(entities.described(found), found, strict=True)
        ]
    else:
        asked = normal(prefix)
        named = [
            one
            for one in _listed(entities, request, of)
            if f" {asked}" in f" {normal(one.name)}" or asked == normal(one.id)
        ]
        told = [Suggested(**one.model_dump()) for one in named[cursor : cursor + _PAGE]]
    return _told(request, Suggestions(result=tuple(told)))


def _listed(entities: Entities, request: Request, of: str) -> Sequence[Described]:
    """All types or properties."""
    if of == "type":
        return [Described(id=one.id, name=one.name) for one in entities.types()]
    return Properties(site_of(request), entities).described(CLASSES)


@router.get("/flyout/{of}", **typed(Flyout))
async def flyout(request: Request, of: Class, id: Identifier) -> Response:  # noqa: A002
    """A few words about an entity, a type or a property, as HTML."""
    return await in_turn(request, _flown_out, request, of, id)


def _flown_out(request: Request, of: str, identifier: str) -> Response:
    entities = Entities(site_of(request), release_of(request))
    if of == "entity":
        named = entities.described([_entity(entities, identifier)])
    else:
        named = [one for one in _listed(entities, request, of) if one.id == identifier]
    if not named:
        raise _unknown(identifier)
    html = f"<p><b>{escape(named[0].name)}</b></p><p>{escape(named[0].description or '')}</p>"
    return _told(request, Flyout(id=identifier, html=html))


def _entity(entities: Entities, identifier: str) -> Entity:
    """The entity of an identifier; a problem 410 for one that is withdrawn, 404 for none."""
    entity, iri = entities.entity(identifier), entities.iri(identifier)
    if iri and entities.release.withdrawn(iri):
        raise Problem(410, f"<{iri}> was withdrawn.")
    if entity is None:
        raise _unknown(identifier)
    return entity


def _unknown(identifier: str) -> Problem:
    return Problem(404, f"There is nothing that is called {identifier!r} here.")


@router.get("/preview", responses=content(HTML))
async def preview(request: Request, id: Identifier) -> Response:  # noqa: A002
    """A small page about an entity, for a frame on another site."""
    return await in_turn(request, _previewed, request, id)


def _previewed(request: Request, identifier: str) -> Response:
    site = site_of(request)
    entities = Entities(site, release_of(request))
    entity = _entity(entities, identifier)
    properties = Properties(site, entities)
    facts = {
        properties.column(name).name: [one.get("name", one.get("str", one.get("int"))) for one in values]
        for name in _SHOWN
        if (values := properties.values(entity, name))
    }
    body = site.page(
        "reconcile_preview.html",
        entity=entities.described([entity])[0],
        facts=facts,
        address=site.links.page_address(site.links.href(entity.iri) or ""),
    )
    return respond(request, body, _HTML, _FRAMED)


@router.get("/properties", **typed(Proposed))
def proposed(
    request: Request,
    type: Annotated[str, Query(max_length=500, description="The identifier of a type; none for all.")] = "",  # noqa: A002
    limit: Annotated[int | None, Query(ge=1, le=1000)] = None,
) -> Response:
    """The properties that can be fetched of entities of a type."""
    site = site_of(request)
    entities = Entities(site, release_of(request))
    kinds = entities.kinds([type] if type else [])
    found = Properties(site, entities).described(kinds)[:limit]
    return _told(request, Proposed(type=type, properties=tuple(found), limit=limit))
