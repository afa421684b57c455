"""/search: what the minutes hold of words, phrases and case numbers, as a page, CSV or a Hydra collection."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from pydantic import StringConstraints
from starlette.concurrency import run_in_threadpool

from api.http.admission import BusyError
from api.http.formats import AS_JSON, ATOM, CSV, HTML, JSONLD, OPENSEARCH, XLSX, Format
from api.http.negotiation import AS_CSV, AS_XLSX, Choice, as_known, choose, content, serialize_table
from api.http.problems import Problem
from api.i18n.language import N_
from api.lists.hydra import search_collection
from api.lists.search_feed import serialize_search
from api.lists.search_page import HEADINGS, KIND, Search, spelled
from api.lists.search_request import PAGE, PAGES, SearchRequest, asked, sparql
from api.lists.search_results import Result, Results
from api.site.site import Site, release_of, respond, site_of
from graph.base.time_zone import DANISH_TIME
from graph.formats.jsonld import document
from graph.search.words import MOST_CHARACTERS, MOST_TERMS

router = APIRouter()
_OFFERS: tuple[Format, ...] = (HTML, JSONLD, CSV)
_COLUMNS = (
    *(N_("Type"), N_("Titel"), N_("Sagsnummer"), N_("Dato"), N_("Organer"), N_("Udfald"), N_("Beslutning")),
    *(N_("Åbent eller lukket"), N_("Adresse")),
)
_WAIT = 10.0  # seconds in line
Made = TypeVar("Made")
_BUSY = (
    N_("Der søges for meget lige nu"),
    N_("Prøv igen om lidt."),
)

Text = Annotated[str, Query(max_length=2000)]
Values = Annotated[list[Annotated[str, StringConstraints(max_length=100)]], Query(max_length=20)]
Value = Annotated[str, Query(max_length=100)]
Page = Annotated[int, Query(ge=1, le=PAGES)]


def _asked(
    q: Text = "",
    art: Values = [],  # noqa: B006  # FastAPI copies it
    kommune: Values = [],  # noqa: B006
    organ: Values = [],  # noqa: B006
    aar: Values = [],  # noqa: B006
    udfald: Values = [],  # noqa: B006
    enhed: Values = [],  # noqa: B006
    kle: Values = [],  # noqa: B006
    aabenhed: Values = [],  # noqa: B006
    fra: Value = "",
    til: Value = "",
    orden: Value = "",
    side: Page = 1,
) -> SearchRequest:
    values = {"art": art, "organ": organ, "aar": aar, "udfald": udfald, "enhed": enhed, "kle": kle}
    return asked(q, {**values, "kommune": kommune, "aabenhed": aabenhed}, side, (fra, til), orden)


Question = Annotated[SearchRequest, Depends(_asked)]


@router.get("/search", responses=content(*_OFFERS))
async def search(request: Request, question: Question) -> Response:
    """Search by words, phrases in quotation marks, or a case number, and narrow by the other parameters."""
    return await _answer(request, question, choose(request.headers.get("accept"), _OFFERS))


@router.get("/search.csv", include_in_schema=False)
async def search_as_csv(request: Request, question: Question) -> Response:
    """The best thousand things, whatever the page."""
    return await _answer(request, question, AS_CSV)


@router.get("/search.xlsx", include_in_schema=False)
async def search_as_workbook(request: Request, question: Question) -> Response:
    """As :func:`search_as_csv`, with days that are days."""
    return await _answer(request, question, AS_XLSX)


@router.get("/search.atom", responses=content(ATOM))
async def search_as_feed(request: Request, question: Question) -> Response:
    """The latest agenda items that are found."""
    return await _answer(request, question, as_known(request.headers.get("accept"), ATOM))


@router.get("/search.jsonld", include_in_schema=False)
async def search_as_jsonld(request: Request, question: Question) -> Response:
    """The page as a Hydra collection."""
    return await _answer(request, question, Choice(JSONLD, JSONLD.media_type))


@router.get("/search.json", include_in_schema=False)
async def search_as_json(request: Request, question: Question) -> Response:
    """As :func:`search_as_jsonld`, under the name of JSON."""
    return await _answer(request, question, Choice(AS_JSON, AS_JSON.media_type))


@router.get("/search/udskrift", include_in_schema=False)
async def search_as_print(request: Request, question: Question) -> Response:
    """As :func:`search_as_workbook`, as a page to print."""
    return await in_turn(request, _printed, request, question)


async def _answer(request: Request, question: SearchRequest, choice: Choice) -> Response:
    return await in_turn(request, _found, request, question, choice)


async def in_turn(request: Request, work: Callable[..., Made], *given: Any) -> Made:
    """What a search gives, once it is its turn: who asks for a hundred at once waits, and nobody else does.
    Raises a problem 503 for who has waited too long."""
    try:
        async with site_of(request).searches.mine(_WAIT):
            return await run_in_threadpool(work, *given)
    except BusyError:
        detail = "Too many searches are being made. Try again."
        raise Problem(503, detail, {"Retry-After": "10"}, said=_BUSY) from None


def _found(request: Request, question: SearchRequest, choice: Choice) -> Response:
    site, release = site_of(request), release_of(request)
    if choice.format in (CSV, XLSX):
        hits = Search(site, release, question.at(1), PAGE * PAGES).found.hits
        rows = Results(release.store, site.links.language, ()).of(hits)  # in a file nothing is marked
        columns, cells = [*map(site.say, _COLUMNS), "IRI"], _cells(site, rows)
        if release.shelved.several:
            columns.append(site.say("Kommune"))
            cells = [(*values, release.shelved.whose(values[-1])) for values in cells]
        return respond(request, serialize_table(columns, cells, choice.format), choice)
    if choice.format is ATOM:
        return respond(request, serialize_search(site, release, question), choice)
    found = Search(site, release, question)
    if choice.format is HTML and (case := found.only_case):
        return Response(
            None, 303, {"Location": site.at_release(site.links.href(case) or ""), "Vary": "Accept"}
        )
    if choice.format in (JSONLD, AS_JSON):
        return respond(request, document(search_collection(found), site.names.context_url), choice)
    rows = found.rows()
    body = site.page(
        "search.html",
        asked=question,
        found=found.found,
        rows=rows,
        facets=found.choosable(),
        headings=HEADINGS,
        kind_names=KIND,
        charts=found.charts() if rows else [],
        pages=found.pages,
        page_size=PAGE,
        spelled=[(wrong, spelled(nearest, rows)) for wrong, nearest in found.found.replaced],
        address=found.address,
        forms={form.suffix: form for form in (CSV, XLSX, JSONLD, ATOM)},
        other=lambda words: found.address(SearchRequest(words)),
        printing=site.at_release(f"{site.links.path('search/udskrift')}?{question.at(1).query()}"),
        query=sparql(question, found.found, found.release.shelved, site.language),
        limits=(MOST_TERMS, MOST_CHARACTERS),
        alike=found.alike(),
        like=found.like(),
        topical=found.topical,
        items=release.shelved.manifest.totals.items,
    )
    return respond(request, body, choice)


def _printed(request: Request, question: SearchRequest) -> Response:
    site, release = site_of(request), release_of(request)
    found = Search(site, release, question.at(1), PAGE * PAGES)
    chosen = {
        HEADINGS[facet]: [one.label for one in values if one.chosen]
        for facet, values in found.choosable().items()
    }
    body = site.page(
        "search_file.html",
        asked=question.at(1),
        found=found.found,
        rows=Results(release.store, site.links.language, ()).of(found.found.hits),
        chosen={heading: labels for heading, labels in chosen.items() if labels},
        kind_names=KIND,
        address=site.links.page_address(found.address(question.at(1))),
        municipality=site.publisher,
        printed=datetime.now(DANISH_TIME).date().isoformat(),
    )
    choice = choose(request.headers.get("accept"), (HTML,))
    return respond(request, body, choice, {"Cache-Control": "no-store"})  # the day is that of who asks


def _cells(site: Site, rows: Sequence[Result]) -> Iterable[tuple[str, ...]]:
    """The cells of a table, in the language of the page, with the IRI of the thing as the last."""
    for row in rows:
        kind, number = site.say(KIND[row.hit.kind]), row.number or ", ".join(one for one, _ in row.cases)
        values = (kind, row.title, number, row.hit.date, ", ".join(row.bodies), ", ".join(row.outcomes))
        openness = (
            (site.say("Lukket") if row.closed else site.say("Åbent")) if row.hit.kind == "punkt" else ""
        )
        yield (*values, row.decision, openness, site.links.document(row.hit.iri), row.hit.iri)


@router.get("/opensearch.xml", responses=content(OPENSEARCH))
def opensearch(request: Request) -> Response:
    """How browsers search here (OpenSearch 1.1, description document)."""
    site = site_of(request)
    address = site.links.page_address(site.links.path("search"))
    description = site.say("Søg i kommunens referater")
    suggest = site.links.page_address(site.links.path("search/suggest"))
    body = site.page("opensearch.xml", address=address, description=description, suggest=suggest)
    return respond(request, body, Choice(OPENSEARCH, OPENSEARCH.media_type))
