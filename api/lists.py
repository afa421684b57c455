"""The front page and the lists: meetings, cases, bodies, units, people and KLE numbers.

The long ones are paged and narrowed by the search index, which knows the order; without an index, in a
release of an earlier version, by the query itself.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pyoxigraph import NamedNode

from api.language import N_
from api.negotiate import HTML, choose
from api.service import OpenRelease, Row
from api.site import Site, release_of, respond, site_of
from api.thing import Description
from graph.queries import load
from graph.search import Found, TooMuchError

router = APIRouter(include_in_schema=False)
_ROWS = 50
_LATEST = 6
_CODE = re.compile(r"[a-z0-9-]{1,100}")
_YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Kind:
    """A list: ``query`` gives its rows, and ``look`` is the macro of listings.html that writes them.

    ``art`` is the kind of its things in the search index and ``key`` the variable that holds them; a short
    list has neither. ``facets`` are those that narrow it.
    """

    heading: str
    query: str
    look: str
    art: str = ""
    key: str = ""
    facets: tuple[str, ...] = ()


KINDS: Mapping[str, Kind] = {
    "moeder": Kind(N_("Møder"), "meetings", "meetings", "moede", "meeting", ("organ", "aar")),
    "sager": Kind(N_("Sager"), "cases", "cases", "sag", "case", ("organ", "aar", "enhed")),
    "organer": Kind(N_("Organer"), "bodies", "bodies"),
    "enheder": Kind(N_("Enheder"), "units", "units"),
    "personer": Kind(N_("Personer"), "people", "people"),
    "kle": Kind(N_("KLE-numre"), "kle_numbers", "codes"),
}
_LABELS = {"organ": N_("Organ"), "aar": N_("År"), "enhed": N_("Enhed")}


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a facet; ``things`` is how many it leaves, ``chosen`` whether it is the value chosen."""

    href: str
    label: str
    things: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """The links of a facet; ``off`` leads to the list without it, empty when it is not chosen."""

    label: str
    links: tuple[Link, ...]
    off: str


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of a list; ``total`` is how many the list has, ``None`` when that is not known."""

    rows: Sequence[Row]
    more: bool
    total: int | None
    choices: tuple[Choice, ...] = ()


Number = Annotated[int, Query(ge=1, le=100_000)]
Facet = Annotated[str, Query(max_length=100)]


@router.get("/")
def front(request: Request) -> Response:
    """What there is, the latest of it, and a door for each kind of user."""
    choice = choose(request.headers.get("accept"), (HTML,))
    site, release = site_of(request), release_of(request)
    body = site.page(
        "front.html",
        totals=release.shelved.manifest["totals"],
        meetings=_page(site, release, "moeder", {}, 1, _LATEST).rows,
        cases=_page(site, release, "sager", {}, 1, _LATEST).rows,
        bodies=release.rows(load("bodies").bind(language=site.language)),
    )
    return respond(request, body, choice)


def _list(request: Request, name: str, number: int, given: Mapping[str, str]) -> Response:
    choice = choose(request.headers.get("accept"), (HTML,))
    site, release = site_of(request), release_of(request)
    facets = {facet: value for facet, value in given.items() if value}
    page = _page(site, release, name, facets, number, _ROWS)
    kind = KINDS[name]
    body = site.page(
        "list.html",
        name=name,
        kind=kind,
        about=load(kind.query).title(site.language),
        listed=page,
        page=number,
        state=_state(facets),
        narrowed=bool(facets),
    )
    return respond(request, body, choice)


def _page(
    site: Site, release: OpenRelease, name: str, facets: Mapping[str, str], number: int, size: int
) -> Page:
    """A page of a list, numbered from 1, of ``size`` rows."""
    kind, first = KINDS[name], (number - 1) * size
    query = load(kind.query)
    found = _found(release, kind, _values(release, facets), size, first)
    if found:
        things = [NamedNode(hit.iri) for hit in found.hits]
        rows = release.rows(query.bind({kind.key: things}, language=site.language)) if things else []
        order = {thing.value: place for place, thing in enumerate(things)}
        ordered = sorted(rows, key=lambda row: order[row[kind.key]])
        choices = tuple(_choice(site, release, facet, found, facets) for facet in kind.facets[:2])
        return Page(ordered, first + size < found.total, found.total, choices)
    above = {"above": NamedNode(_thing(release, "kle", "alle"))} if name == "kle" else {}
    rows = (
        []
        if facets
        else release.rows(query.bind(above, limit=size + 1, offset=first, language=site.language))
    )
    return Page(rows[:size], len(rows) > size, None)


def _found(
    release: OpenRelease, kind: Kind, values: Mapping[str, str], most: int, first: int
) -> Found | None:
    """What the index has of a list; ``None`` where the query itself is to be asked."""
    if release.index is None or not kind.art:
        return None
    try:
        return release.index.search("", {**values, "art": kind.art}, most, first)
    except TooMuchError:
        return None


def _choice(site: Site, release: OpenRelease, facet: str, found: Found, facets: Mapping[str, str]) -> Choice:
    """The links of a facet that narrow a list, years from the latest on."""
    links = []
    for count in (found.facets or {}).get(facet, ()):
        code = count.value.rpartition("/")[2]
        href = _state({**facets, facet: code})
        label = code if facet == "aar" else _label(site, release, count.value)
        links.append(Link(href, label, count.things, facets.get(facet) == code))
    if facet == "aar":
        links.sort(key=lambda link: link.label, reverse=True)
    rest = {name: value for name, value in facets.items() if name != facet}
    return Choice(_LABELS[facet], tuple(links), _state(rest) if facet in facets else "")


def _values(release: OpenRelease, facets: Mapping[str, str]) -> dict[str, str]:
    """The facets as the index has them; a value that nothing can have finds nothing."""
    values = {}
    for facet, value in facets.items():
        if facet == "aar":
            values[facet] = value if _YEAR.fullmatch(value) else ""
        else:
            values[facet] = _thing(release, facet, value) if _CODE.fullmatch(value) else ""
    return values


def _state(facets: Mapping[str, str]) -> str:
    """The query of an address that has these facets, with its question mark."""
    return f"?{urlencode(sorted(facets.items()))}"


def _thing(release: OpenRelease, kind: str, code: str) -> str:
    manifest = release.shelved.manifest
    return f"{manifest['base_iri']}/id/{manifest['profile']['slug']}/{kind}/{code}"


def _label(site: Site, release: OpenRelease, iri: str) -> str:
    return Description(release.describe(iri), site.links).node(iri).label


@router.get("/moeder")
def meetings(request: Request, side: Number = 1, organ: Facet = "", aar: Facet = "") -> Response:
    """All meetings, latest first; of a body, of a year."""
    return _list(request, "moeder", side, {"organ": organ, "aar": aar})


@router.get("/sager")
def cases(
    request: Request, side: Number = 1, organ: Facet = "", aar: Facet = "", enhed: Facet = ""
) -> Response:
    """All cases, latest handled first; those a body handled, of a year, that name a unit."""
    return _list(request, "sager", side, {"organ": organ, "aar": aar, "enhed": enhed})


@router.get("/organer")
def bodies(request: Request, side: Number = 1) -> Response:
    """All bodies."""
    return _list(request, "organer", side, {})


@router.get("/enheder")
def units(request: Request, side: Number = 1) -> Response:
    """All units."""
    return _list(request, "enheder", side, {})


@router.get("/personer")
def people(request: Request, side: Number = 1) -> Response:
    """The people who were seen in a post."""
    return _list(request, "personer", side, {})


@router.get("/kle")
def codes(request: Request, side: Number = 1) -> Response:
    """The KLE numbers at the top."""
    return _list(request, "kle", side, {})
