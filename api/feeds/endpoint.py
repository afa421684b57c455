"""/changes: what each release changed, as a Linked Data Event Stream (:mod:`api.feeds.ldes`) and as Atom."""

import re
from collections.abc import Iterable, Mapping

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import RDFS

from api.feeds.atom import Feed, rfc3339, serialize_feed
from api.feeds.entries import Entries
from api.feeds.ldes import BUNDLE, Stream
from api.http.formats import ATOM, EVENTS, TURTLE, Format, QuadsFormat
from api.http.negotiation import as_known, choose, content
from api.http.problems import Problem
from api.http.writers import Names
from api.site.addresses import SiteAddresses
from api.site.description import best
from api.site.site import release_of, respond, site_of
from graph.ontology.iris import is_path
from graph.ontology.terms import SHAPE_PREFIXES, STREAM_PREFIXES
from graph.release.change_log import Log
from graph.release.changes import FOLDER

router = APIRouter()

_NODE = (*EVENTS, TURTLE)  # Turtle has no named graphs: it can write the nodes that have no members
_OF = r"(?:([a-z][a-z0-9-]*)/)?"  # a municipality
_PAGE = re.compile(rf"{_OF}([1-9]\d{{0,8}})/([1-9]\d{{0,8}})")
_BUNDLE = re.compile(rf"{_OF}bundt/([1-9]\d{{0,8}})")
_ENTRIES = 50
# A withdrawal rewrites pages, so that no cache may keep one for long without asking.
_SHORT = {"Cache-Control": "public, max-age=60, must-revalidate"}


@router.get("/changes", responses=content(*_NODE))
def root(request: Request) -> Response:
    """The root of the event stream: what it is, and where its pages are."""
    return _root(request, "")


@router.get("/changes.atom", responses=content(ATOM))
def all_changes(request: Request) -> Response:
    """The latest changes of meetings, items and cases."""
    site = site_of(request)
    return _atom(request, "", "Ændringer", "changes.atom", site.links.iri("moeder"))


@router.get("/changes/{path:path}", responses=content(*EVENTS, ATOM))
def below(request: Request, path: str) -> Response:
    """``3/1`` is a page of what a release changed, ``bundt/1`` leads to a hundred releases, and the path of a
    case, a body, a unit, a post or a person with ``.atom`` is the feed of that. The slug of a municipality is
    the root of a stream of its own, whose pages are below it, and with ``.atom`` its feed."""
    if match := _PAGE.fullmatch(path):
        return _page(request, _municipality(request, match[1]), int(match[2]), int(match[3]))
    if match := _BUNDLE.fullmatch(path):
        return _bundle(request, _municipality(request, match[1]), int(match[2]))
    name = path.removesuffix(".atom")
    if "/" not in name:
        slug = _municipality(request, name)
        return _root(request, slug) if name == path else _atom_of_municipality(request, slug)
    links = site_of(request).links
    if name == path or not is_path(name) or not links.feed(links.thing(name)):
        raise _nothing()
    return _atom_of(request, name)


def _nothing() -> Problem:
    return Problem(404, "There is nothing at this address.")


def _municipality(request: Request, slug: str | None) -> str:
    """The slug of a municipality that the release has, or that an earlier one had: who follows it must hear
    of its end. Empty for none; a problem 404 for any other."""
    own = site_of(request).links.thing(f"{slug}/")
    if slug and slug not in release_of(request).shelved.names and not _log(request).about("", 1, own):
        raise _nothing()
    return slug or ""


def _root(request: Request, municipality: str) -> Response:
    """The root of the stream of the site, or of a municipality."""
    site, names = site_of(request), release_of(request).shelved.names
    stream = Stream(site.links.base, municipality)
    quads = stream.root(_log(request).segments, site.config.licence, names)
    feed = f'<{site.links.shared(stream.view)}.atom>; rel="alternate"; type="{ATOM.media_type}"'
    return _written(request, quads, _NODE, {**_SHORT, "Link": feed})


def _log(request: Request) -> Log:
    try:
        return Log(release_of(request).shelved.path / FOLDER)
    except FileNotFoundError:
        raise Problem(404, "This release was made without a log of changes; publish again.") from None


def _page(request: Request, municipality: str, number: int, page: int) -> Response:
    log = _log(request)
    segment = log.segment(number)
    if segment is None or page > segment.pages:
        raise Problem(404, "There is no such page of changes; /changes leads to those there are.")
    stream = Stream(site_of(request).links.base, municipality)
    quads = stream.page_node(segment, page, log.page(segment, page))
    return _written(request, quads, EVENTS, _SHORT)


def _bundle(request: Request, municipality: str, number: int) -> Response:
    segments = _log(request).segments[(number - 1) * BUNDLE : number * BUNDLE]
    if len(segments) < BUNDLE:
        raise Problem(404, "There is no such page of changes; /changes leads to those there are.")
    quads = Stream(site_of(request).links.base, municipality).bundle_node(number, segments)
    return _written(request, quads, _NODE, _SHORT)


def _written(
    request: Request, quads: Iterable[Quad], offers: tuple[Format, ...], headers: Mapping[str, str]
) -> Response:
    names = site_of(request).names
    names = Names({**names.prefixes, **STREAM_PREFIXES, "sh": SHAPE_PREFIXES["sh"]}, names.context_url)
    choice = choose(request.headers.get("accept"), offers)
    if isinstance(choice.format, QuadsFormat):
        body = choice.format.serialize(quads, names)
    else:
        body = TURTLE.serialize([quad.triple for quad in quads], names)
    return respond(request, body, choice, headers)


def _atom_of(request: Request, name: str) -> Response:
    links = site_of(request).links
    iri = links.thing(name)
    told = release_of(request).store.triples(NamedNode(iri), NamedNode(str(RDFS.label)))
    label = best([triple.object for triple in told if isinstance(triple.object, Literal)], "da")
    if label is None and not _log(request).about(iri, 1):
        raise Problem(404, f"The data say nothing of <{iri}>.")
    return _atom(request, iri, label or name, f"changes/{name}.atom", links.document(iri))


def _atom_of_municipality(request: Request, slug: str) -> Response:
    """The feed of the meetings, items and cases of a municipality."""
    site, release = site_of(request), release_of(request).shelved
    front = SiteAddresses(site.links.base).front_of(slug if release.several and slug in release.names else "")
    path, own = f"changes/{slug}.atom", site.links.thing(f"{slug}/")
    return _atom(request, "", release.names.get(slug, slug), path, front, own)


def _before(request: Request) -> int | None:
    """The number of the change before which a page of a feed ends (``foer``); a problem 404 for what is no
    number."""
    asked = request.query_params.get("foer")
    if asked is not None and not re.fullmatch(r"[1-9]\d{0,14}", asked):
        raise Problem(404, "There is no such page of the feed; its links lead to those there are.")
    return int(asked) if asked else None


def _atom(request: Request, thing: str, title: str, path: str, page: str, below: str = "") -> Response:
    """The feed at a path of the latest changes about a thing; for the empty word those of all things, or of
    those whose IRIs begin so."""
    choice = as_known(request.headers.get("accept"), ATOM)
    site, release = site_of(request), release_of(request)
    before = _before(request)
    noted = _log(request).about(thing, _ENTRIES + 1, below, before)
    address = site.links.iri(path)
    feed = Feed(
        address=address,
        title=title,
        updated=noted[0].segment.time if noted else rfc3339(release.shelved.created),
        page=page,
        entries=list(map(Entries(site, release).entry, noted[:_ENTRIES])),
        own=f"{address}?foer={before}" if before else "",
        following=f"{address}?foer={noted[_ENTRIES - 1].sequence}" if len(noted) > _ENTRIES else "",
    )
    return respond(request, serialize_feed(site, feed), choice, _SHORT)
