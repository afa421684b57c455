"""/id/X -> 303 -> /doc/X: every thing of the data, in the format the client likes best."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pyoxigraph import NamedNode

from api.history import memento
from api.http.formats import (
    ALSO,
    ATOM,
    CSV,
    DOCUMENT,
    HTML,
    ICALENDAR,
    JSON_SCHEMA,
    MINUTES,
    TEXT,
    THING,
    XLSX,
    Format,
    GraphFormat,
    QuadsFormat,
)
from api.http.negotiation import OTHERS, Choice, NotAcceptableError, by_suffix, choose, content
from api.http.problems import Problem
from api.http.writers import ordered
from api.i18n.language import N_
from api.i18n.words import word
from api.serving import release_choice
from api.serving.releases import OpenRelease, UnknownReleaseError
from api.site.description import Description, Node, expand
from api.site.documents import chosen, quads_written, triples_about, written
from api.site.site import Site, elsewhere, release_of, respond, site_of
from api.things.case_csv import course_table
from api.things.meetings_calendar import meetings_calendar
from api.things.named_in import named_table
from api.things.pages import thing_page
from graph.formats.json_schema import class_names
from graph.ontology.iris import invalidation, is_path, json_schema, place
from graph.ontology.terms import CONCEPT, concept
from graph.publishing.removed import last_release
from graph.queries.named import load
from graph.release.change_log import Log, Noted
from graph.release.changes import FOLDER
from graph.release.manifest import Tombstone

# The answer for a thing that is withdrawn, and for all below it: 410 (RFC 9110, section 15.5.11) and a
# tombstone.


def gone(request: Request, line: Tombstone, form: Format | None) -> Response:
    """That a thing is withdrawn, in ``form`` or by Accept; ``line`` is what the release tells of it."""
    site, release, thing = site_of(request), release_of(request), line.iri
    choice = _choice(request, form)
    if isinstance(choice.format, GraphFormat):
        told = {*release.describe(thing), *release.describe(str(invalidation(thing)))}
        body = written(choice, ordered(told, first=thing), thing, site.names)
    else:
        reason = word(str(concept("tilbagetraekningsgrund", line.reason)), site.links.language)
        body = site.page(
            "withdrawn.html",
            iri=thing,
            reason=reason,
            day=line.at[:10],
            document=site.links.href(thing),
            formats=DOCUMENT,
        )
    return respond(request, body, choice, status=410)


def _choice(request: Request, form: Format | None) -> Choice:
    """The format; who takes none of them is told all the same, on a page."""
    if form in DOCUMENT:
        return Choice(form, form.media_type)
    try:
        return choose(request.headers.get("accept"), DOCUMENT)
    except NotAcceptableError:
        return Choice(HTML, HTML.media_type)


router = APIRouter()
_MOST_NOTED = 50  # changes of things whose IRIs begin alike
_LONGEST_PATH = 500
_WENT = (
    N_("Er ikke med længere"),
    N_("Det stod i udgivelse %(number)s. Referatet, det stod i, er ikke blandt data længere."),
)
_TABLES = {expand("sg:Case"): course_table} | dict.fromkeys(
    map(expand, ("sg:Body", "sg:Unit", "org:Post", "foaf:Person")), named_table
)
"""What the documents about a class of things hold as a table."""
_OFFERS = {
    expand("sg:Minutes"): MINUTES,
    **dict.fromkeys(_TABLES, (*DOCUMENT, CSV, XLSX)),
    expand("sg:Body"): (*DOCUMENT, CSV, XLSX, ICALENDAR),
}


def checked(path: str) -> str:
    """The path, if a minted IRI can have it; anything else names nothing and never reaches the store."""
    if len(path) > _LONGEST_PATH or not is_path(path):
        raise Problem(404, "There is nothing at this address.")
    return path


def _describe(site: Site, release: OpenRelease, iri: str) -> Node:
    """What the data say of a thing; a problem as of :func:`nothing` when that is nothing."""
    description = Description(release.describe(iri), site.links)
    if not description.properties(iri):
        raise nothing(site, release, iri)
    return description.node(iri)


def nothing(site: Site, release: OpenRelease, iri: str) -> Problem:
    """The problem 410 for a thing that went with its minutes, which names the last release that had it, and
    its address there if that may be asked; also 410 for what the log of changes has deleted otherwise, such
    as the case of an item that is withdrawn; 404 for what never was."""
    name = last_release(release.shelved.gone, site.links.short(iri))
    if name is None:
        if site.links.feed(iri) and _noted(release, iri, 1):
            return Problem(410, f"<{iri}> is not among the data any more.")
        return Problem(404, f"The data say nothing of <{iri}>.")
    try:
        site.releases.kept(name)
        there = {"memento": release_choice.memento(site.whole_address, name)}
    except UnknownReleaseError:
        there = {}
    number = name.partition("-")[0]
    detail = f"<{iri}> stood in release {number} and is not among the data any more."
    return Problem(410, detail, said=_WENT, headers=None, release=name, number=number, **there)


def _noted(release: OpenRelease, thing: str, most: int, below: str = "") -> list[Noted] | None:
    """As :meth:`graph.release.change_log.Log.about`; ``None`` for a release without a log."""
    try:
        return Log(release.shelved.path / FOLDER).about(thing, most, below)
    except FileNotFoundError:  # of an earlier version
        return None


def _by_number(release: OpenRelease, iri: str) -> str | None:
    """The item that has the number in an IRI by now, though its own IRI has the number that it had before;
    ``None`` where the IRI was another item's once."""
    at = place(iri)
    if at is None or not at.is_item:
        return None
    noted = _noted(release, at.body, _MOST_NOTED, iri)
    if noted is None or any(one.thing == iri for one in noted):
        return None
    items = release.rows(load("meeting_items").bind({"meeting": NamedNode(at.meeting)}))
    return next((row["item"] for row in items if row["number"] == at.number), None)


def _links(site: Site, document: str, node: Node, offers: Sequence[Format]) -> str:
    """The Link field (RFC 8288): the other formats, what the document is about, and what its JSON is like."""
    iri = node.iri
    links = [
        f'<{site.at_release(site.links.other_format(document, form))}>; rel="alternate"; '
        f'type="{form.media_type}"'
        for form in offers
    ]
    links += [f'<{iri}>; rel="cite-as"', f'<{document}>; rel="describedby"; anchor="{iri}"']
    for name, cls in class_names().items():
        if cls in node.types:
            schema = site.links.shared(str(json_schema(site.links.base, name)))
            links.append(f'<{schema}>; rel="describedby"; type="{JSON_SCHEMA.media_type}"')
    if feed := site.links.feed(iri):
        links.append(f'<{feed}>; rel="alternate"; type="{ATOM.media_type}"')
    if site.config.licence:
        links.append(f'<{site.config.licence}>; rel="license"')
    return ", ".join(links)


def _document(request: Request, iri: str, document: str, form: Format | None) -> Response:
    """The document at the path ``document`` about the thing ``iri``, in ``form`` or by Accept."""
    site = site_of(request)
    release = release_of(request)
    if line := release.withdrawn(iri):
        return gone(request, line, form)
    try:
        node = _describe(site, release, iri)
    except Problem as problem:
        now = _by_number(release, iri) if problem.status == 404 else None
        if now is None:
            raise
        return elsewhere(request, site.links.href(now) or "")
    offers = next((of for name, of in _OFFERS.items() if name in node.types), DOCUMENT)
    if form is not None and form not in (*offers, *ALSO):
        raise Problem(404, "There is nothing at this address.")
    choice = chosen(request, form, (*offers, *ALSO))
    if isinstance(choice.format, GraphFormat):
        body = written(choice, triples_about(site, release, iri), iri, site.names)
    elif isinstance(choice.format, QuadsFormat):
        body = quads_written(site, release, choice.format, triples_about(site, release, iri))
    elif choice.format is TEXT:
        body = release.text(iri).encode()
    elif choice.format in (CSV, XLSX):
        table = next(table for name, table in _TABLES.items() if name in node.types)
        body = table(site, release, iri, choice.format)
    elif choice.format is ICALENDAR:
        body = meetings_calendar(site, release, iri)
    else:
        body = thing_page(site, release, node, document, offers)
    headers = {
        "Link": _links(site, document, node, offers),
        "Content-Location": site.at_release(site.links.other_format(document, choice.format)),
    }
    return respond(request, body, choice, headers)


@router.get("/id/{path:path}", status_code=303, response_class=Response, responses=OTHERS)
def thing(request: Request, path: str) -> Response:
    """Lead from a thing to the document about it (Cool URIs for the Semantic Web, section 4.3)."""
    site = site_of(request)
    if "?" in release_choice.original(site.address):
        raise Problem(404, "No thing has a query string in its IRI.")
    iri = site.links.thing(checked(path))
    if line := release_of(request).withdrawn(iri):
        return gone(request, line, None)
    if not release_of(request).knows(iri):
        raise nothing(site, release_of(request), iri)
    document = site.at_release(site.links.path("doc/" + path))
    headers = {"Location": document, "Vary": "Accept", "Link": f'<{document}>; rel="describedby"'}
    return Response(status_code=303, headers=headers)


@router.get("/doc/{path:path}", responses=content(*THING))
def document(request: Request, path: str) -> Response:
    """The document about a thing; a suffix such as .ttl chooses the format, else Accept does."""
    links = site_of(request).links
    name, form = by_suffix(checked(path), THING)
    if led := memento.gate(request, path):
        return led
    answer = _document(request, links.thing(name), links.path("doc/" + name), form)
    return memento.dressed(request, answer, path)


@router.get("/concept/{path:path}", responses=content(*DOCUMENT, *ALSO))
def concept_document(request: Request, path: str) -> Response:
    """The document about a code list or a code of the ontology, whose IRIs are not of this site."""
    links = site_of(request).links
    name, form = by_suffix(path, (*DOCUMENT, *ALSO))
    checked(f"concept/{name}")
    return _document(request, CONCEPT + name, links.path("concept/" + name), form)
