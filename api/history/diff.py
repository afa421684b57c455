"""/diff: what came and went between two releases, as a page, as JSON and as an RDF Patch."""

import json
import os
import re
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from api.history import wording
from api.http.admission import BusyError
from api.http.formats import HTML, JSON
from api.http.negotiation import Choice, choose, content
from api.http.problems import Problem
from api.http.streaming import pieces, while_there
from api.i18n.language import N_
from api.serving import release_choice
from api.serving.releases import OpenRelease, UnknownReleaseError
from api.site.site import Site, release_of, respond, site_of
from graph.base.config import OperatorError
from graph.formats.table import PATCH
from graph.release import archive
from graph.release.diff import KINDS, Changed, Things, of_thing, summary

router = APIRouter()

_FORMATS = (HTML, JSON, PATCH)
_PAGE = 100  # things
_ALONE = (
    N_("Der er intet at sammenligne med"),
    N_("Der er ikke gemt nogen udgivelse før denne. Når der er udgivet igen, står forskellene her."),
)
_MOST_SENTENCES = 200  # of a thing that are shown

Pair = tuple[OpenRelease, OpenRelease]
From = Annotated[str, Query(alias="from", max_length=40)]
To = Annotated[str, Query(alias="to", max_length=40)]


@router.get("/diff", responses=content(*_FORMATS))
async def page(request: Request, old: From = "", new: To = "") -> Response:
    """What changed ``from`` one release ``to`` another: by default to the current one from that before it."""
    choice = choose(request.headers.get("accept"), _FORMATS)
    return await _answer(request, old, new, choice)


@router.get("/diff.{suffix}", responses=content(*_FORMATS))
async def by_suffix(request: Request, suffix: str, old: From = "", new: To = "") -> Response:
    """The same in the format of the suffix."""
    form = next((form for form in _FORMATS if form.suffix == suffix), None)
    if form is None:
        raise Problem(404, "There is: " + ", ".join(form.suffix for form in _FORMATS))
    return await _answer(request, old, new, Choice(form, form.media_type))


async def _answer(request: Request, old: str, new: str, choice: Choice) -> Response:
    site = site_of(request)
    before, after = await run_in_threadpool(_pair, request, site, old, new)
    try:
        if choice.format is PATCH:
            return await _patch(request, site, (before, after), choice)
        things = await while_there(request, site.diffs.things(before.shelved, after.shelved))
    except BusyError:
        raise Problem(503, "Other releases are being compared. Try again.", {"Retry-After": "30"}) from None
    except OperatorError as error:
        raise Problem(404, f"These releases cannot be compared: {error}") from None
    make = _json if choice.format is JSON else _page
    body = await run_in_threadpool(make, request, site, (before, after), things)
    return respond(request, body, choice)


def _pair(request: Request, site: Site, old: str, new: str) -> tuple[OpenRelease, OpenRelease]:
    """The two releases that are named; a problem 404 when one is not kept."""
    after = _named(site, new) if new else release_of(request)
    if old:
        return _named(site, old), after
    earlier = [one for one in site.releases.all_kept() if one.sequence < after.shelved.sequence]
    if not earlier:
        detail = f"No release before {after.shelved.id} is kept, with which it could be compared."
        raise Problem(404, detail, said=_ALONE)
    return _named(site, earlier[-1].id), after


def _named(site: Site, name: str) -> OpenRelease:
    try:
        return site.releases.kept(name)
    except UnknownReleaseError as error:
        raise release_choice.unknown(error) from None


async def _patch(request: Request, site: Site, pair: Pair, choice: Choice) -> Response:
    old, new = (one.shelved for one in pair)
    path = await while_there(request, site.diffs.patch(old, new))
    if path is None:
        raise Problem(503, "The patch is longer than an answer may be. Use: sagsgraf diff --format patch")
    file = path.open("rb")
    length = os.fstat(file.fileno()).st_size
    headers = {
        "Vary": "Accept",
        "Cache-Control": "no-cache",
        "Content-Length": str(length),
        "Content-Disposition": f'attachment; filename="diff-{old.id}-{new.id}.{PATCH.suffix}"',
    }
    return StreamingResponse(pieces(file, 0, length), headers=headers, media_type=choice.content_type)


def _asked(request: Request) -> tuple[str, str, int]:
    """The kind, the change and the page that are asked for; a problem 404 for what there is not."""
    kind, change = (request.query_params.get(name, "") for name in ("kind", "change"))
    number = request.query_params.get("page", "1")
    if (
        kind not in ("", *KINDS)
        or change not in ("", *wording.CHANGE_LABELS)
        or not re.fullmatch("[1-9][0-9]{0,5}", number)
    ):
        raise Problem(
            404, f"kind is one of {', '.join(KINDS)}, change one of {', '.join(wording.CHANGE_LABELS)}."
        )
    return kind, change, int(number)


def _json(request: Request, site: Site, pair: Pair, things: Things) -> bytes:
    """The counts with a page of things, or one thing with its quads."""
    old, new = (one.shelved for one in pair)
    told: dict[str, Any] = summary(old, new, things)
    if one := _thing(request, things):
        came, went = of_thing(pair[0].store, pair[1].store, one.iri)
        told["thing"] = one.record | {"added": came, "removed": went}
    else:
        kind, change, number = _asked(request)
        rows = things.list(_PAGE + 1, (number - 1) * _PAGE, kind, change)
        told["things"] = [row.record for row in rows[:_PAGE]]
        if len(rows) > _PAGE:
            told["next"] = site.links.iri(f"diff.json?{_query(old, new, kind, change)}&page={number + 1}")
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _thing(request: Request, things: Things) -> Changed | None:
    """The thing that is asked about; a problem 404 for one that did not change."""
    iri = request.query_params.get("thing", "")
    found = things.get(iri) if iri else None
    if iri and found is None:
        raise Problem(404, "Nothing changed about that thing.")
    return found


def _query(old: archive.Release, new: archive.Release, kind: str = "", change: str = "") -> str:
    """The query of the address of a difference, or of a part of it."""
    parts = [("from", old.id), ("to", new.id), ("kind", kind), ("change", change)]
    return "&".join(f"{name}={value}" for name, value in parts if value)


def _in_short(found: list[str] | None) -> str | None:
    """The first of some sentences, and how many more there are."""
    if not found:
        return None if found is None else ""
    return f"{found[0]} (+ {len(found) - 1})" if len(found) > 1 else found[0]


def _page(request: Request, site: Site, pair: Pair, things: Things) -> bytes:
    old, new = (one.shelved for one in pair)
    kind, change, number = _asked(request)
    one = _thing(request, things)
    rows = [] if one else things.list(_PAGE + 1, (number - 1) * _PAGE, kind, change)
    counts = things.counts()
    told = {
        row.iri: (
            wording.label(site.links, pair[::-1], row.iri),
            _in_short(wording.sentences(site.links, *pair, row)),
        )
        for row in rows[:_PAGE]
    }
    moved = [row for row in rows[:_PAGE] if told[row.iri][1] is None]
    return site.page(
        "diff.html",
        old=old,
        new=new,
        totals=things.totals(),
        kinds=[
            (
                kind,
                site.say(said),
                [(change, counts.get((kind, change), 0)) for change in wording.CHANGE_LABELS],
            )
            for kind, said in wording.KIND_LABELS.items()
            if any(name == kind for name, _ in counts)
        ],
        changes=[(name, site.say(said)) for name, said in wording.CHANGE_LABELS.items()],
        kind=(kind, site.say(wording.KIND_LABELS[kind])) if kind else None,
        change=(change, site.say(wording.CHANGE_LABELS[change])) if change else None,
        rows=[row for row in rows[:_PAGE] if told[row.iri][1] is not None],
        moved=moved,
        moved_in_words=wording.moved(site.links, len(moved)),
        number=number,
        more=len(rows) > _PAGE,
        thing=one,
        name=wording.label(site.links, pair[::-1], one.iri) if one else "",
        sentences=wording.changes(site.links, *pair, one.iri)[:_MOST_SENTENCES] if one else [],
        told=told,
        base=_query(old, new),
        part=_query(old, new, kind, change),
        done={name: site.say(said) for name, said in wording.DONE.items()},
        kept=site.releases.all_kept(),
    )
