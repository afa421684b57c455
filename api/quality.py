"""/kvalitet: how well the minutes were read, what was found in them, and where the text can be looked up.

A finding is told by its code, its lines and the thing it is about, never in its own words, which may quote
the text; of files that were not published nothing is told but how many they are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from math import floor
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.csv_table import AS_CSV, AS_XLSX, written
from api.finding_words import Words, words
from api.formats import CSV, HTML, XLSX
from api.language import ENGLISH, N_
from api.negotiate import Choice, by_suffix, choose
from api.problems import Problem
from api.service import OpenRelease
from api.site import Site, release_of, respond, site_of
from api.thing import Description
from graph import alphabet, completeness
from graph.completeness import Document, Found, Share
from graph.queries import load

router = APIRouter(include_in_schema=False)
_DOCUMENTS = 25  # on a page
_PLACES = 8  # of a document on a page
_WORDS = 120  # characters of unread text
# The least share read of each grade; the grade is a class of style.css.
_GRADES = ((0.999, "best"), (0.99, "good"), (0.95, "fair"), (0.0, "poor"))

_BY_YEAR = (
    *(N_("Organ (adresse)"), N_("År"), N_("Møder"), N_("Punkter"), N_("heraf lukkede"), N_("Andel læst")),
    N_("Advarsler"),
)
_FOUND = (
    *(N_("Møde (adresse)"), N_("Referat (adresse)"), N_("Kode"), N_("Første linje"), N_("Sidste linje")),
    N_("Ting (adresse)"),
)

Page = Annotated[int, Query(ge=1, le=100_000)]


@dataclass(frozen=True, slots=True)
class Kind:
    """What was found of a code, and what that means."""

    found: Found
    words: Words


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was found: at some lines of the text, at a thing, or in the document as a whole.

    ``said`` are words of unread lines, from the text as it is served, where closed items say nothing.
    """

    lines: tuple[int, int] | None
    thing: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """Published minutes with places in them, the first of ``times``."""

    document: Document
    body: str
    meeting: str
    places: tuple[Place, ...]
    times: int


def percent(share: float, site: Site) -> str:
    """A share in percent with one decimal, rounded down: 100 is said of all of it alone."""
    said = f"{floor(share * 1000 + 1e-6) / 10:.1f}".removesuffix(".0")
    return (said if site.language == ENGLISH else said.replace(".", ",")) + " %"


def grade(share: Share | Document) -> str:
    """How much was read, as a class: ``best``, ``good``, ``fair`` or ``poor``."""
    return next(name for least, name in _GRADES if share.share_read >= least)


@router.get("/kvalitet")
def quality(request: Request) -> Response:
    """How complete the minutes of each body and year are, and what was found, by code."""
    choice = choose(request.headers.get("accept"), (HTML,))
    site, release = site_of(request), release_of(request)
    parts = completeness.by_body_and_year(release.shelved)
    names = {body: _name(site, release, body) for body in parts}
    every = tuple(completeness.documents(release.shelved))
    least = completeness.least_read(release.shelved)
    body = site.page(
        "quality.html",
        whole=completeness.together(every) if every else None,
        totals=release.shelved.manifest["totals"],
        partly_read=len(least),
        years=sorted({year for years in parts.values() for year in years}),
        parts={body: parts[body] for body in sorted(parts, key=lambda body: alphabet.key(names[body]))},
        names=names,
        iris={body: _iri(release, body) for body in parts},
        grade=grade,
        percent=partial(percent, site=site),
        kinds=_kinds(site, release),
        query=load("reading_quality").bind(language=site.language),
    )
    return respond(request, body, choice)


@router.get("/kvalitet.csv")
def quality_as_csv(request: Request) -> Response:
    """The numbers by body and year."""
    return _table(request, AS_CSV)


@router.get("/kvalitet.xlsx")
def quality_as_workbook(request: Request) -> Response:
    """The same for people."""
    return _table(request, AS_XLSX)


def _table(request: Request, choice: Choice) -> Response:
    site, release = site_of(request), release_of(request)
    columns = ("body", "year", "meetings", "items", "closed", "share_read", "warnings")
    rows = (
        (_iri(release, body), year, of.meetings, of.items, of.closed, f"{of.share_read:.4f}", of.warnings)
        for body, years in completeness.by_body_and_year(release.shelved).items()
        for year, of in years.items()
    )
    headings = [site.say(heading) for heading in _BY_YEAR]
    return respond(request, written(columns, rows, choice.format, headings), choice)


@router.get("/kvalitet/laesning")
def unread(request: Request, side: Page = 1) -> Response:
    """The loss report: the documents of which something was left unread, the least read first."""
    documents = completeness.least_read(release_of(request).shelved)
    return _listing(request, "unread.html", documents, completeness.UNREAD, side)


@router.get("/kvalitet/fund/{name}")
def of_code(request: Request, name: str, side: Page = 1) -> Response:
    """Where a code was found, the latest documents first; with the suffix .csv, all of it."""
    site, release = site_of(request), release_of(request)
    code, form = by_suffix(name, (HTML, CSV, XLSX))
    said = words(code, site.links)
    if said is None:
        raise Problem(404, "No finding has that code.")
    documents = completeness.with_code(release.shelved, code)
    if form in (CSV, XLSX):
        columns = ("meeting", "minutes", "code", "first_line", "last_line", "thing")
        headings = [site.say(heading) for heading in _FOUND]
        body = written(columns, _rows(release, documents, code), form, headings)
        return respond(request, body, AS_CSV if form is CSV else AS_XLSX)
    found = next((one for one in completeness.found(release.shelved) if one.code == code), None)
    return _listing(request, "findings.html", documents, code, side, said=said, found=found)


def _listing(
    request: Request, template: str, documents: Sequence[Document], code: str, side: int, **values: object
) -> Response:
    """A page of documents with the places where a code was found in them."""
    choice = choose(request.headers.get("accept"), (HTML,))
    site, release = site_of(request), release_of(request)
    pages = max(1, -(-len(documents) // _DOCUMENTS))
    if side > pages:
        raise Problem(404, "There is no such page of this list.")
    shown = documents[(side - 1) * _DOCUMENTS : side * _DOCUMENTS]
    names = {body: _name(site, release, body) for body in {one.body for one in shown}}
    body = site.page(
        template,
        reads=[_read(release, one, code, names) for one in shown],
        page=side,
        pages=pages,
        code=code,
        grade=grade,
        percent=partial(percent, site=site),
        **values,
    )
    return respond(request, body, choice)


def _kinds(site: Site, release: OpenRelease) -> list[Kind]:
    """What was found, but for codes that this software does not know: the release is of another."""
    known = ((one, words(one.code, site.links)) for one in completeness.found(release.shelved))
    return [Kind(one, said) for one, said in known if said]


def _places(release: OpenRelease, document: Document, code: str) -> Iterator[Place]:
    for record in completeness.findings(release.shelved, document.minutes):
        if record["code"] == code:
            yield Place(tuple(record["lines"]) if record["lines"] else None, record.get("focus", ""))


def _read(release: OpenRelease, document: Document, code: str, names: Mapping[str, str]) -> Read:
    times = document.codes.get(code, 0)
    places = tuple(islice(_places(release, document, code), _PLACES)) if times else ()
    if code == completeness.UNREAD and places:
        lines = release.text(document.minutes).split("\n")
        places = tuple(replace(place, said=_said(lines, place)) for place in places)
    return Read(document, names[document.body], _meeting(document), places, times)


def _said(lines: Sequence[str], place: Place) -> str:
    first, last = place.lines or (1, 0)
    said = " ".join(" ".join(lines[first - 1 : last]).split())
    return said if len(said) <= _WORDS else said[:_WORDS].rsplit(" ", 1)[0][:_WORDS] + " …"


def _rows(release: OpenRelease, documents: Sequence[Document], code: str) -> Iterator[Sequence[object]]:
    for one in documents:
        for place in _places(release, one, code):
            yield _meeting(one), one.minutes, code, *(place.lines or (None, None)), place.thing


def _meeting(document: Document) -> str:
    return document.minutes.removesuffix("/referat")


def _iri(release: OpenRelease, body: str) -> str:
    manifest = release.shelved.manifest
    return f"{manifest['base_iri']}/id/{manifest['profile']['slug']}/organ/{body}"


def _name(site: Site, release: OpenRelease, body: str) -> str:
    iri = _iri(release, body)
    return Description(release.describe(iri), site.links).node(iri).label
