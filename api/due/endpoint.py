"""/opfoelgning: what is due, as a page, a table (.csv, .xlsx), a calendar (.ics) and a feed (.atom)."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from api.due import listing
from api.due.calendar import calendar
from api.due.listing import APART, Asked, Teller, Told
from api.feeds.atom import Entry, Feed, rfc3339, serialize_feed
from api.http.formats import ATOM, CSV, HTML, ICALENDAR, XLSX, Format
from api.http.negotiation import Choice, as_known, by_suffix, choose, content, serialize_table
from api.http.problems import Problem
from api.i18n.language import N_
from api.serving.releases import OpenRelease
from api.site.site import Site, release_of, respond, site_of
from graph.cases.due import KINDS, Due

router = APIRouter()
FORMATS: tuple[Format, ...] = (HTML, CSV, XLSX, ICALENDAR, ATOM)
_ROWS, _FEW, _ENTRIES = 50, 10, 50
_DAY = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])|")
_CODE = re.compile(r"(?:[a-z0-9-]{1,100}/)?[a-z0-9-]{1,100}|")
COLUMNS = (
    N_("slags"),
    N_("ventet"),
    N_("ventet i"),
    N_("sagt af"),
    N_("sagt den"),
    N_("sagsnummer"),
    N_("titel"),
    N_("ord"),
    N_("hvor sikkert"),
    N_("hvorfor"),
    N_("kan vides"),
    N_("adresse"),
    N_("kilde"),
)

Number = Annotated[int, Query(ge=1, le=100_000)]
Value = Annotated[str, Query(max_length=120)]


def narrowing(
    slags: Value = "",
    organ: Value = "",
    enhed: Value = "",
    kommune: Value = "",
    fra: Value = "",
    til: Value = "",
) -> Asked:
    """What is asked for, if it can be; a problem 404 for values that name nothing."""
    asked = Asked(slags, organ, enhed, kommune, fra, til)
    days = all(_DAY.fullmatch(one) for one in (asked.first, asked.last))
    codes = all(_CODE.fullmatch(one) for one in (asked.body, asked.unit, asked.municipality))
    if asked.kind not in ("", APART, *KINDS) or not days or not codes:
        raise Problem(404, "There is no such page.")
    return asked


Question = Annotated[Asked, Depends(narrowing)]


@router.get("/opfoelgning", responses=content(*FORMATS))
def page(request: Request, asked: Question, side: Number = 1) -> Response:
    """What was promised, postponed or planned and has not come, and recommendations not followed."""
    return _answer(request, asked, side, choose(request.headers.get("accept"), FORMATS))


@router.get("/opfoelgning.{suffix}", responses=content(*FORMATS))
def page_by_suffix(request: Request, suffix: str, asked: Question, side: Number = 1) -> Response:
    """The same in the format of the suffix."""
    _, form = by_suffix(f"opfoelgning.{suffix}", FORMATS)
    if form is None:
        raise Problem(404, "There is nothing at this address.")
    return _answer(request, asked, side, as_known(request.headers.get("accept"), form))


def _answer(request: Request, asked: Asked, number: int, choice: Choice) -> Response:
    site, release = site_of(request), release_of(request)
    found = listing.narrowed(release, asked)
    teller = Teller(site, release)
    if choice.format is HTML:
        body = _page(site, release, asked, number, found, teller)
    else:
        wanted = listing.of_kind(found, asked.kind)
        shown = wanted[(number - 1) * _ENTRIES : number * _ENTRIES] if choice.format is ATOM else wanted
        told = [teller.told(one) for one in shown]
        if choice.format is ICALENDAR:
            body = calendar(site, told, datetime.fromisoformat(release.shelved.created))
        elif choice.format is ATOM:
            body = serialize_feed(site, _feed(site, release, asked, told, number, len(wanted)))
        else:
            columns = [site.say(name) for name in COLUMNS]
            rows = [_row(site, one) for one in told]
            if release.shelved.several:
                columns.append(site.say("Kommune").lower())
                for one, row in zip(told, rows, strict=True):
                    row.append(release.shelved.whose(one.due.told.item))
            body = serialize_table(columns, rows, choice.format, [name.capitalize() for name in columns])
    return respond(request, body, choice, {"Link": _links(site, asked)})


def _query(asked: Asked, number: int = 1) -> str:
    page = {"side": str(number)} if number > 1 else {}
    given = urlencode({**asked.parameters, **page})
    return f"?{given}" if given else ""


def _address(site: Site, asked: Asked, form: Format) -> str:
    """The path in a format."""
    links = site.links
    return site.at_release(f"{links.other_format(links.path('opfoelgning'), form)}{_query(asked)}")


def _links(site: Site, asked: Asked) -> str:
    return ", ".join(
        f'<{_address(site, asked, form)}>; rel="alternate"; type="{form.media_type}"'
        for form in FORMATS
        if form is not HTML
    )


def _page(
    site: Site, release: OpenRelease, asked: Asked, number: int, found: Sequence[Due], teller: Teller
) -> bytes:
    counts = listing.counts(found)
    kinds = [asked.kind] if asked.kind else [kind for kind in (*KINDS, APART) if counts[kind]]
    most = _ROWS if asked.kind else _FEW
    first = (number - 1) * most
    sections = []
    for kind in kinds:
        of_it = listing.of_kind(found, kind)
        rows = [teller.told(one) for one in of_it[first : first + most]]
        sections.append({"kind": kind, "rows": rows, "total": len(of_it), "more": len(of_it) > first + most})
    held = listing.held(release)
    return site.page(
        "due.html",
        asked=asked,
        number=number,
        sections=sections,
        counts=counts,
        headings=listing.HEADINGS,
        about=listing.ABOUT,
        apart=APART,
        bodies=teller.choices(held.bodies),
        units=teller.choices(held.units),
        address=lambda other, page=1: site.at_release(site.links.path(f"opfoelgning{_query(other, page)}")),
        file_of=lambda form: _address(site, asked, form),
        csv=CSV,
        xlsx=XLSX,
        ics=ICALENDAR,
        atom=ATOM,
    )


def _row(site: Site, one: Told) -> list[str]:
    return [
        one.kind,
        one.when,
        one.awaited,
        one.body,
        one.due.told.date,
        one.number,
        one.due.told.title,
        one.words,
        one.sure,
        one.why,
        site.say("ja") if one.due.known else site.say("nej"),
        site.links.document(one.due.told.item),
        one.due.span,
    ]


def _feed(
    site: Site, release: OpenRelease, asked: Asked, told: Sequence[Told], number: int, total: int
) -> Feed:
    """A page of what is due, the latest first; each is named by the IRI of what says so, and its kind."""
    page = site.links.iri(f"opfoelgning{_query(asked)}")

    def at(page: int) -> str:
        return site.links.iri(f"opfoelgning.{ATOM.suffix}{_query(asked, page)}")

    return Feed(
        address=at(1),
        own=at(number),
        following=at(number + 1) if number * _ENTRIES < total else "",
        title=site.say("Opfølgning"),
        updated=rfc3339(release.shelved.created),
        page=page,
        entries=[
            Entry(
                iri=f"{one.due.iri}#{one.due.kind}",
                title=f"{one.kind}: {one.due.told.title}{f' ({also})' if also else ''}",
                updated=f"{one.due.told.date}T00:00:00Z",
                page=site.links.document(one.due.told.item),
                kind=one.due.kind,
                summary=f"»{one.words}« {one.body}, {site.links.language.day(one.due.told.date)}. {one.why}",
            )
            for one in told
            for also in (one.when or (one.awaited if one.due.body != one.due.told.body else ""),)
        ],
    )
