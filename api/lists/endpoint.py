"""The front page and the lists: as pages, and as collections of Hydra Core."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.http.formats import AS_JSON, DATA, HTML, JSONLD
from api.http.negotiation import Choice, by_suffix, choose
from api.http.problems import Problem
from api.i18n.language import N_
from api.i18n.words import word
from api.lists import collections, hydra
from api.lists.collections import KINDS, Order, Page
from api.lists.search_page import told
from api.serving.releases import OpenRelease
from api.site.description import Description
from api.site.render import capfirst
from api.site.site import Site, release_of, respond, site_of
from graph.base import alphabet
from graph.formats.jsonld import document
from graph.queries.named import load
from graph.release.archive import Held

router = APIRouter(include_in_schema=False)
_ROWS = 50
_LATEST = 6
_LABELS = {
    "kommune": N_("Kommune"),
    "organ": N_("Organ"),
    "aar": N_("År"),
    "udfald": N_("Udfald på et af møderne"),
    "aabenhed": N_("Åbent eller lukket"),
    "enhed": N_("Enhed"),
}  # the facets that a page has links for


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a facet; ``things`` is how many it leaves (``None``: not counted), ``chosen`` whether it is
    the value chosen."""

    href: str
    label: str
    things: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """The links of a facet; ``off`` leads to the list without it, empty when it is not chosen."""

    label: str
    links: tuple[Link, ...]
    off: str


Number = Annotated[int, Query(ge=1, le=100_000)]
Value = Annotated[str, Query(max_length=100)]


@router.get("/")
def front(request: Request, kommune: Value = "") -> Response:
    """What there is, the latest of it, and a door for each kind of user; of one municipality where there are
    several and it is named; programs for data are sent on to the description of the data."""
    choice = choose(request.headers.get("accept"), (HTML, *DATA))
    site, release = site_of(request), release_of(request)
    if choice.format is not HTML:
        return Response(None, 303, {"Location": site.links.file(".well-known/void"), "Vary": "Accept"})
    if kommune and (not release.shelved.several or kommune not in release.shelved.names):
        raise Problem(404, "There is no such municipality here.")
    facets = {"kommune": kommune} if kommune else {}
    bodies = collections.whole(site, release, "organer", facets)
    cases = collections.page(site, release, "sager", facets, 1, _LATEST, Order(single=True)).rows
    body = site.page(
        "front.html",
        held=release.shelved.held(kommune),
        kommune=kommune,
        narrow=_query(facets) if facets else "",
        municipalities=[] if kommune else _choices(release),
        meetings=collections.page(site, release, "moeder", facets, 1, _LATEST).rows,
        cases=cases,
        states=collections.states(release.store, [row["case"] for row in cases]),
        updated=release.shelved.created,
        bodies=bodies[: _ROWS if release.shelved.several else None],
    )
    return respond(request, body, choice)


def _choices(release: OpenRelease) -> list[tuple[str, str, Held]]:
    """The slug and name of each of several municipalities in the order of the alphabet, and what there is."""
    shelved = release.shelved
    names = sorted(shelved.names.items(), key=lambda one: alphabet.key(one[1]))
    return [(slug, name, shelved.held(slug)) for slug, name in names] if shelved.several else []


def _list(
    request: Request,
    name: str,
    number: int,
    given: Mapping[str, str],
    shown: Mapping[str, str] = MappingProxyType({}),
) -> Response:
    """A page of a list, ``given`` values of facets; ``shown`` are what a page of cases has beside."""
    _, form = by_suffix(request.scope["path"], (JSONLD, AS_JSON))
    choice = Choice(form, form.media_type) if form else choose(request.headers.get("accept"), (HTML, JSONLD))
    site, release = site_of(request), release_of(request)
    facets = {facet: value for facet, value in given.items() if value}
    if choice.format in (JSONLD, AS_JSON):
        page = collections.page(site, release, name, facets, number, _ROWS)
        collection = _collection(site, release, name, facets, number, page)
        return respond(request, document(collection, site.names.context_url), choice)
    shown = {one: value for one, value in shown.items() if value}
    order = Order(name == "sager" and "faste" not in shown, "orden" in shown)
    page = collections.page(site, release, name, facets, number, _ROWS, order)
    body = site.page(
        "list.html",
        order=order,
        states=collections.states(release.store, [row["case"] for row in page.rows])
        if name == "sager"
        else {},
        ordered=lambda **other: _query(
            {**facets, **{one: value for one, value in {**shown, **other}.items() if value}}
        ),
        name=name,
        kind=KINDS[name],
        about=site.links.language.best(load(KINDS[name].query).titles),
        listed=page,
        facets=_facets(site, release, name, page, facets, shown),
        page=number,
        more=number * _ROWS < page.total,
        at=lambda other: _query({**facets, **shown}, other),
        narrowed=bool(facets),
        sparql=collections.query(site, release, name, facets),
        jsonld=_address(site, name, facets, number),
    )
    return respond(request, body, choice)


def _collection(
    site: Site, release: OpenRelease, name: str, facets: Mapping[str, str], number: int, page: Page
) -> dict[str, object]:
    """A page of a list as a view of the collection of the whole list."""
    kind, links = KINDS[name], site.links
    return hydra.collection(
        lambda other: links.page_address(_address(site, name, facets, other)),
        number,
        -(-page.total // _ROWS),
        page.total,
        [row[kind.key] for row in page.rows],
        hydra.Template(links.iri(f"{name}.{JSONLD.suffix}"), (*_offered(release, name), "side")),
        release,
    )


def _offered(release: OpenRelease, name: str) -> tuple[str, ...]:
    """The facets a list can be narrowed by; a municipality is one where there are several."""
    return (*(("kommune",) if release.shelved.several else ()), *KINDS[name].narrowing)


def _facets(
    site: Site,
    release: OpenRelease,
    name: str,
    page: Page,
    facets: Mapping[str, str],
    shown: Mapping[str, str],
) -> list[Facet]:
    """The facets of a page with their links, which keep what else is ``shown``."""
    offered = [facet for facet in _offered(release, name) if facet in _LABELS]
    found = [
        _facet(site, release, facet, page, {**facets, **shown}) for facet in offered if facet != "kommune"
    ]
    return [_municipalities(release, facets), *found] if "kommune" in offered else found


def _municipalities(release: OpenRelease, facets: Mapping[str, str]) -> Facet:
    """The links to each municipality's part of a list, in the order of the alphabet."""
    rest = {name: value for name, value in facets.items() if name == "aar"}  # all else is one's alone
    names = sorted(release.shelved.names.items(), key=lambda one: alphabet.key(one[1]))
    chosen = facets.get("kommune", "")
    links = [Link(_query({**rest, "kommune": slug}), label, None, slug == chosen) for slug, label in names]
    return Facet(_LABELS["kommune"], tuple(links), _query(rest) if chosen else "")


def _address(site: Site, name: str, facets: Mapping[str, str], number: int) -> str:
    """The path of a page of a list as JSON-LD, which has one address in all languages."""
    query = _query(facets, number) if facets or number > 1 else ""
    return site.at_release(f"{site.links.file(name)}.{JSONLD.suffix}{query}")


def _query(facets: Mapping[str, str], number: int = 1) -> str:
    """The query of the address of a page, with its question mark."""
    page = [("side", str(number))] if number > 1 else []
    return f"?{urlencode([*sorted(facets.items()), *page])}"


def _facet(site: Site, release: OpenRelease, facet: str, page: Page, facets: Mapping[str, str]) -> Facet:
    """The links of a facet that narrow a list, years from the latest on, all else the most frequent first."""
    links = []
    for count in page.counts.get(facet, ()):
        code = release.shelved.code_of(count.value)
        label = code if facet == "aar" else _label(site, release, count.value)
        if facet in ("udfald", "aabenhed"):
            label = capfirst(word(count.value, site.links.language))
        href = _query({**facets, facet: code})
        links.append(Link(href, label, count.things, facets.get(facet) == code))
    if facet == "aar":
        links.sort(key=lambda link: link.label, reverse=True)
    else:
        links.sort(key=lambda link: (-(link.things or 0), alphabet.key(link.label)))
    rest = {name: value for name, value in facets.items() if name != facet}
    return Facet(_LABELS[facet], tuple(links), _query(rest) if facet in facets else "")


def _label(site: Site, release: OpenRelease, iri: str) -> str:
    return told(release, iri, Description(release.describe(iri), site.links).node(iri).label)


@router.get("/moeder.json")
@router.get("/moeder.jsonld")
@router.get("/moeder")
def meetings(
    request: Request, side: Number = 1, kommune: Value = "", organ: Value = "", aar: Value = ""
) -> Response:
    """All meetings, latest first; of a body, of a year."""
    return _list(request, "moeder", side, {"kommune": kommune, "organ": organ, "aar": aar})


@router.get("/sager.json")
@router.get("/sager.jsonld")
@router.get("/sager")
def cases(
    request: Request,
    side: Number = 1,
    kommune: Value = "",
    organ: Value = "",
    aar: Value = "",
    enhed: Value = "",
    udfald: Value = "",
    aabenhed: Value = "",
    faste: Literal["ja", ""] = "",
    orden: Literal["aeldste", ""] = "",
) -> Response:
    """All cases, latest handled first; those a body handled, of a year, with an outcome, that name a unit.
    The page has no standing items without ``faste=ja``, and the oldest first by ``orden=aeldste``."""
    given = {
        "kommune": kommune,
        "organ": organ,
        "aar": aar,
        "udfald": udfald,
        "aabenhed": aabenhed,
        "enhed": enhed,
    }
    return _list(request, "sager", side, given, {"faste": faste, "orden": orden})


@router.get("/organer.json")
@router.get("/organer.jsonld")
@router.get("/organer")
def bodies(request: Request, side: Number = 1, kommune: Value = "") -> Response:
    """All bodies."""
    return _list(request, "organer", side, {"kommune": kommune})


@router.get("/enheder.json")
@router.get("/enheder.jsonld")
@router.get("/enheder")
def units(request: Request, side: Number = 1, kommune: Value = "") -> Response:
    """All units."""
    return _list(request, "enheder", side, {"kommune": kommune})


@router.get("/personer.json")
@router.get("/personer.jsonld")
@router.get("/personer")
def people(request: Request, side: Number = 1, kommune: Value = "") -> Response:
    """The people whom the minutes name or list as attending."""
    return _list(request, "personer", side, {"kommune": kommune})


@router.get("/kle.json")
@router.get("/kle.jsonld")
@router.get("/kle")
def codes(request: Request, side: Number = 1, kommune: Value = "") -> Response:
    """The KLE numbers at the top."""
    return _list(request, "kle", side, {"kommune": kommune})
