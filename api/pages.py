"""The pages about things: which template a kind of thing has, and which named queries fill it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode

from api import structured
from api.negotiate import Format
from api.reading import Source, marked, source
from api.service import OpenRelease, Row
from api.site import Site
from api.thing import Node, expand
from graph.queries import load

_MOST_SOURCES = 20  # a number that stands in hundreds of minutes would have hundreds of texts read


@dataclass(frozen=True, slots=True)
class Listing:
    """A table of things that have to do with a thing: the rows of a named query.

    ``look`` is the macro of listings.html that writes the rows; ``parameter`` the query's variable for
    the thing the page is about; ``most`` is how many rows are shown.
    """

    heading: str
    query: str
    look: str = "items"
    parameter: str = "thing"
    most: int = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """A listing with its rows; ``sparql`` is the query that gives them all."""

    heading: str
    look: str
    rows: tuple[Row, ...]
    more: bool
    sparql: str


@dataclass(frozen=True, slots=True)
class Kind:
    """How a class of things is shown."""

    template: str
    listings: tuple[Listing, ...] = ()


_AGENDA = Listing("Dagsorden", "meeting_items", "agenda", "meeting", 300)
_CITED = Listing("Punkter, der henviser hertil", "items_referring")
_TIES = Listing("Hænger sammen med", "links_of", "ties")
_MENTIONED = Listing("Punkter, hvor navnet er nævnt", "items_mentioning")
_RECOMMENDED = Listing("Indstillinger herfra", "items_recommended_by")
_PARTS = Listing("Organer, enheder og stillinger", "parts_of_organisation", "parts", "whole")
_NARROWER = Listing("Omfatter", "narrower", "links")
_POINTING = Listing("Det, der peger hertil", "pointing_here", "pointing")

# The first class that fits decides, so a more special one stands before a more general one.
KINDS: dict[str, Kind] = {
    "sg:Meeting": Kind(
        "meeting.html",
        (_AGENDA, Listing("Deltagere", "participants", "participants", "meeting"), _CITED),
    ),
    "sg:AgendaItem": Kind("item.html", (Listing("Andre punkter i samme sag", "same_case"),)),
    "sg:Case": Kind("case.html", (Listing("Sagens forløb", "case_course", "course", "case", 300), _TIES)),
    "sg:ImpliedMeeting": Kind("thing.html", (_CITED,)),
    "sg:Minutes": Kind("minutes.html"),
    "sg:Body": Kind(
        "thing.html",
        (
            Listing("Møder", "meetings", "meetings", "body"),
            _RECOMMENDED,
            Listing("Sager på vej gennem organet", "items_planned_in"),
            _MENTIONED,
            _PARTS,
        ),
    ),
    "sg:Unit": Kind("thing.html", (_MENTIONED, _RECOMMENDED, _PARTS)),
    "foaf:Person": Kind(
        "thing.html", (_RECOMMENDED, _MENTIONED, Listing("Møder", "attendance", "meetings", "person"))
    ),
    "org:Post": Kind("thing.html", (_RECOMMENDED, _MENTIONED)),
    "org:FormalOrganization": Kind("thing.html", (_PARTS,)),
    "sg:Attachment": Kind("thing.html", (Listing("Opført under", "items_with_document"),)),
    "sg:StandingItemSeries": Kind("thing.html", (Listing("Punktet på møderne", "items_of_series"),)),
    "skos:ConceptScheme": Kind("thing.html", (_NARROWER,)),
    "skos:Concept": Kind(
        "thing.html",
        (
            _NARROWER,
            Listing("Punkter under nummeret", "items_with_kle"),
            Listing("Punkter med udfaldet", "items_with_outcome"),
        ),
    ),
}
_OTHER = Kind("thing.html", (_POINTING,))


def _kind(node: Node) -> Kind:
    return next((kind for name, kind in KINDS.items() if expand(name) in node.types), _OTHER)


def listed(release: OpenRelease, listing: Listing, iri: str) -> Listed:
    """The rows of a listing for a thing."""
    query = load(listing.query)
    terms = {listing.parameter: NamedNode(iri)}
    rows = release.rows(query.bind(terms, limit=listing.most + 1))
    shown, more = tuple(rows[: listing.most]), len(rows) > listing.most
    return Listed(listing.heading, listing.look, shown, more, query.bind(terms))


def source_finder(site: Site, release: OpenRelease) -> Callable[[Node], list[Source]]:
    """A function that tells of a node where it was read, in the first places if there are many.

    Each text is read once.
    """
    texts: dict[str, str] = {}

    def find(node: Node) -> list[Source]:
        found = []
        for origin in node.nodes("prov:wasDerivedFrom")[:_MOST_SOURCES]:
            minutes = origin.iri.partition("#")[0]
            if minutes not in texts:
                texts[minutes] = release.text(minutes)
            found.append(source(origin.iri, texts[minutes], site.links))
        return [place for place in found if place]

    return find


def thing_page(
    site: Site, release: OpenRelease, node: Node, document: str, offers: Sequence[Format]
) -> bytes:
    """The page about a thing."""
    kind = _kind(node)
    lists = [listed(release, listing, node.iri) for listing in kind.listings]
    if kind.template == "thing.html" and not any(each.rows for each in lists):
        lists = [listed(release, _POINTING, node.iri)]
    return site.page(
        kind.template,
        node=node,
        document=document,
        formats=offers,
        listings=lists,
        sources=source_finder(site, release),
        structured=structured.thing(node, site.links.base + document.removeprefix(site.links.root)),
        **(_reading(release, node) if kind.template == "minutes.html" else {}),
    )


def _reading(release: OpenRelease, minutes: Node) -> dict[str, Any]:
    """What the reading view needs: the marked text, and the agenda as a table of contents."""
    spans = release.rows(load("spans").bind({"minutes": NamedNode(minutes.iri)}))
    meeting = minutes.node("foaf:primaryTopic")
    return {
        "marked": marked(release.text(minutes.iri), [row["source"] for row in spans]),
        "agenda": listed(release, _AGENDA, meeting.iri).rows if meeting else (),
    }
