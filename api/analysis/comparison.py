"""/sammenlign: the municipalities of a release side by side, with what each figure rests on."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from api.analysis.endpoint import made, refusal
from api.analysis.page import percent
from api.http.formats import CSV, HTML
from api.http.negotiation import AS_CSV, choose, content
from api.http.problems import Problem
from api.i18n.words import word
from api.serving import release_choice
from api.site.site import Site, release_of, respond, site_of
from api.sparql.endpoint import respond_written
from api.workers.query import Written
from graph.analysis.analysis import Wanted
from graph.analysis.municipalities import FIGURES, QUERIES
from graph.analysis.survival import FEWEST
from graph.base import alphabet
from graph.ontology.iris import municipality_in
from graph.ontology.terms import concept
from graph.queries.named import load

router = APIRouter()
_MEASURE = "municipalities"
_SHARES = ("read", "closed", "followed")


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure as it is shown, and the number it rests on; ``few`` where that is too small for one."""

    text: str
    n: int
    few: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """A municipality: its slug and name, its figures, and the shares of each outcome and main group."""

    slug: str
    name: str
    figures: Mapping[str, Cell]
    outcomes: Mapping[str, Cell]
    groups: Mapping[str, Cell]


@router.get("/sammenlign", responses=content(HTML))
async def page(request: Request) -> Response:
    """The table of the municipalities, their outcomes and the subjects they handle."""
    choice = choose(request.headers.get("accept"), (HTML,))
    body = await _csv(request)
    return respond(request, await run_in_threadpool(_page, request, body), choice)


@router.get("/sammenlign.csv", responses=content(CSV))
async def table(request: Request) -> Response:
    """All figures, one a line."""
    headers = release_choice.attachment(release_of(request), "sammenlign", CSV.suffix)
    return respond_written(request, await _csv(request), AS_CSV, headers)


async def _csv(request: Request) -> bytes:
    """The figures as a worker counts them; a problem 404 where there is nothing to compare."""
    if not release_of(request).shelved.several:
        raise Problem(404, "There is one municipality alone, and nothing to compare it with.")
    told, _ = await made(request, Wanted(measure=_MEASURE), "", CSV.suffix)
    if not isinstance(told.outcome, Written):
        raise refusal(told)
    body = told.body
    return body if isinstance(body, bytes) else await run_in_threadpool(body.read)


def _page(request: Request, body: bytes) -> bytes:
    site, release = site_of(request), release_of(request).shelved
    found = list(csv.DictReader(StringIO(body.decode())))
    compared = []
    for slug, name in sorted(release.names.items(), key=lambda one: alphabet.key(one[1])):
        own = [
            row for row in found if municipality_in(row["municipality"], release.manifest.base_iri) == slug
        ]
        compared.append(
            Compared(slug, name, *(_cells(site, own, figure) for figure in ("", "outcome", "kle")))
        )
    outcomes = {row["of"] for row in found if row["figure"] == "outcome"}
    labels = {code: word(str(concept("beslutningsudfald", code)), site.links.language) for code in outcomes}
    return site.page(
        "comparison.html",
        compared=compared,
        figures={name: labels.best(site.language) for name, labels in FIGURES.items()},
        outcomes=sorted(labels.items(), key=lambda one: alphabet.key(one[1])),
        groups=[(code, code) for code in sorted({row["of"] for row in found if row["figure"] == "kle"})],
        fewest=FEWEST,
        queries=[
            (load(name).titles.best(site.language), load(name).bind(language=site.language))
            for name in QUERIES
        ],
    )


def _cells(site: Site, rows: list[dict[str, str]], figure: str) -> dict[str, Cell]:
    """The figures of a municipality by name, or its shares of a kind by code."""
    wanted = [row for row in rows if (row["figure"] == figure if figure else not row["of"])]
    return {row["of"] or row["figure"]: _cell(site, row) for row in wanted}


def _cell(site: Site, row: Mapping[str, str]) -> Cell:
    value, n = row["value"], int(row["n"])
    if not value:
        return Cell("", n, few=True)
    if row["of"] or row["figure"] in _SHARES:
        return Cell(percent(float(value), site), n, few=False)
    if row["figure"] == "days_between":
        return Cell(str(round(float(value))), n, few=False)
    return Cell(value, n, few=False)
