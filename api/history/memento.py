"""Memento (RFC 7089): the documents of earlier releases, by time.

Every document is its own TimeGate and leads to a document of a release by redirection (pattern 1.1); its
TimeMap lists those there are. A release stands for the time from which it was made on.
"""

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pyoxigraph import NamedNode

from api.http.conditional import http_date
from api.http.formats import THING
from api.http.negotiation import Choice, by_suffix, content
from api.http.problems import Problem
from api.i18n.language import N_
from api.serving.release_choice import choice_of, memento
from api.serving.releases import OpenRelease, UnknownReleaseError
from api.site.site import Site, release_of, respond, site_of
from graph.formats.table import TIMEMAP
from graph.ontology.iris import is_path
from graph.queries.named import load
from graph.release import archive

router = APIRouter()

_PAGE = 20  # releases, each of which is opened to see whether it has the thing
_LOOKING = threading.BoundedSemaphore(2)  # so that who asks for a hundred at once holds nobody else up
_BUSY = (
    N_("Der ledes i andre udgivelser lige nu"),
    N_("Prøv igen om lidt."),
)


def dressed(request: Request, answer: Response, path: str) -> Response:
    """The answer for the document at a path, which says where its TimeGate and its TimeMap are."""
    links = [
        *([answer.headers["Link"]] if "Link" in answer.headers else []),
        _relations(site_of(request), path),
    ]
    answer.headers["Link"] = ", ".join(links)
    if not choice_of(request.state).named:
        answer.headers["Vary"] = f"{answer.headers['Vary']}, Accept-Datetime"
    return answer


def _relations(site: Site, path: str) -> str:
    """The members of a Link field that lead from the document at a path to its TimeGate and its TimeMap."""
    return (
        f'<{site.links.iri(f"doc/{path}")}>; rel="timegate", '
        f'<{site.links.iri(f"timemap/{path}")}>; rel="timemap"; type="{TIMEMAP.media_type}"'
    )


def gate(request: Request, path: str) -> Response | None:
    """Lead from the document at a path to that of the time in Accept-Datetime (section 4.1.1); ``None`` when
    no time is asked for, or a release is named.

    That is the last release made by then which has the thing, or else the first one that has it, of those
    nearest to the time; or else the current one. Raises a problem 400 for what is no time, 404 when none of
    them has it, and 503 when too many ask.
    """
    wanted = request.headers.get("accept-datetime")
    if wanted is None or choice_of(request.state).named:
        return None
    site = site_of(request)
    time = _time(wanted)
    kept = site.releases.all_kept()
    before = [one for one in kept if datetime.fromisoformat(one.created) <= time]
    iri = _thing(site, path)
    nearest = [*reversed(before), *kept[len(before) :]]
    with _turn():
        found = next(_having(site, [*nearest[:_PAGE], *kept[-1:]], iri), None)
    if found is None:
        raise Problem(404, f"No release of about that time says anything of <{iri}>.")
    address = memento(site.whole_address, found.id)
    links = [f'<{site.whole_address}>; rel="original"', _relations(site, path), _member(address, found)]
    headers = {"Location": address, "Vary": "Accept-Datetime", "Link": ", ".join(links)}
    return Response(None, 302, headers)


@contextmanager
def _turn() -> Iterator[None]:
    """Look through releases, of which each may take a tenth of a second to open; a problem 503 when others
    do."""
    if not _LOOKING.acquire(blocking=False):
        detail = "Other earlier releases are being looked through. Try again."
        raise Problem(503, detail, {"Retry-After": "5"}, said=_BUSY)
    try:
        yield
    finally:
        _LOOKING.release()


def _time(wanted: str) -> datetime:
    try:
        time = parsedate_to_datetime(wanted)
    except (ValueError, TypeError, OverflowError):
        raise Problem(400, "Accept-Datetime is not a date such as Tue, 01 Sep 2026 12:00:00 GMT.") from None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _thing(site: Site, path: str) -> str:
    return site.links.thing(by_suffix(path, THING)[0])


def _having(site: Site, releases: Sequence[archive.Release], iri: str) -> Iterator[archive.Release]:
    """Those of some releases that say anything of a thing, or that it is withdrawn."""
    query = load("thing_exists").bind({"thing": NamedNode(iri)})
    for shelved in releases:
        try:
            release: OpenRelease = site.releases.kept(shelved.id)
        except UnknownReleaseError:  # damaged, held back, or gone meanwhile
            continue
        if release.ask(query) or release.withdrawn(iri):
            yield shelved


def _member(address: str, release: archive.Release, rel: str = "memento") -> str:
    return f'<{address}>; rel="{rel}"; datetime="{http_date(release.created)}"'


@router.get("/timemap/{path:path}", responses=content(TIMEMAP))
def timemap(request: Request, path: str, page: str | None = None) -> Response:
    """The TimeMap of a document (section 5): the releases that have it, the oldest first.

    Releases are on pages, of which the last is shown unless another is asked for; each leads to the others.
    """
    release_of(request)
    if len(path) > 500 or not is_path(path):
        raise Problem(404, "There is nothing at this address.")
    site = site_of(request)
    kept = site.releases.all_kept()
    pages = -(-len(kept) // _PAGE)
    number = int(page) if page and re.fullmatch("[0-9]{1,6}", page) else pages
    if not 1 <= number <= pages:
        raise Problem(404, f"There is no such page of the TimeMap; there are 1 to {pages}.")
    document, address = site.links.iri(f"doc/{path}"), site.links.iri(f"timemap/{path}")
    with _turn():
        found = list(_having(site, kept[(number - 1) * _PAGE : number * _PAGE], _thing(site, path)))
    if not found and pages == 1:
        raise Problem(404, f"No release that is kept says anything of <{_thing(site, path)}>.")
    members = [f'<{document}>; rel="original timegate"']
    members += [_map(address, place, kept, here=place == number) for place in range(1, pages + 1)]
    for one in found:
        ends = [(number == 1 and one is found[0], "first"), (number == pages and one is found[-1], "last")]
        rel = " ".join([*(name for there, name in ends if there), "memento"])
        members.append(_member(memento(document, one.id), one, rel))
    body = ",\n".join(members) + "\n"
    return respond(request, body.encode(), Choice(TIMEMAP, TIMEMAP.media_type))


def _map(address: str, page: int, kept: Sequence[archive.Release], *, here: bool) -> str:
    """A page of the TimeMap as it is told, with the times that it is of."""
    of = kept[(page - 1) * _PAGE : page * _PAGE]
    return (
        f'<{address}?page={page}>; rel="{"self" if here else "timemap"}"; type="{TIMEMAP.media_type}"; '
        f'from="{http_date(of[0].created)}"; until="{http_date(of[-1].created)}"'
    )
