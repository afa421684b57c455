"""The pages about things: which template a kind of thing has, and which named queries fill it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from pyoxigraph import NamedNode

from api.http.formats import Format
from api.i18n.language import N_
from api.serving.releases import OpenRelease, Row
from api.site.description import Node, expand
from api.site.site import Site
from api.things import schema_org
from api.things.case_page import case_values
from api.things.minutes_page import reading_values
from api.things.named_in import named_in
from api.things.panels import (
    body_values,
    concept_values,
    item_values,
    meeting_values,
    person_values,
    post_values,
    unit_values,
)
from api.things.text_marks import Source, source
from graph.queries.named import NamedQuery, load

# The latest items that a named query is about, found before anything else is asked of them.
#
# The engine answers a query whole before it cuts it off, so that twenty of twenty thousand items would take
# seconds. Where there are many, they are looked for in the latest meetings first, and among all only if those
# have too few.

_FEW = 200  # items of which all are looked at
_MEETINGS = (25, 100)  # looked through first, and then
# The line below the parameter says which items a query is about.
_WHICH = re.compile(r"VALUES \?thing \{ UNDEF \}\n\s*(\?item .+ \.)\n")
_PREFIXES = re.compile(r"^PREFIX .+\n", re.MULTILINE)
_KNOWN: WeakKeyDictionary[OpenRelease, Sequence[tuple[str, str]]] = WeakKeyDictionary()


def latest(release: OpenRelease, query: NamedQuery, thing: str, most: int, language: str) -> list[Row]:
    """At most ``most`` of the items that a query finds for a thing, the latest first, as the query
    ``item_details`` tells of them."""
    items = release.latest_items(query.name, thing, most)
    if items is not None:
        return details(release, items, language)
    prefixes, which = "".join(_PREFIXES.findall(query.text)), _which(query, thing)
    for some in _latest_meetings(release, prefixes, which):
        rows = release.rows(_first(prefixes, which, [meeting for meeting, _ in some], most))
        if not some or (len(rows) == most and rows[-1]["date"] > some[-1][1]):
            break
    return details(release, [row["item"] for row in rows], language)


def details(release: OpenRelease, items: Sequence[str], language: str) -> list[Row]:
    """What a list shows of items, the latest first."""
    if not items:
        return []
    return release.rows(load("item_details").bind({"item": list(map(NamedNode, items))}, language=language))


def _which(query: NamedQuery, thing: str) -> str:
    """The pattern by which a query finds its items, of one thing."""
    found = _WHICH.search(query.text)
    if found is None:
        raise ValueError(f"{query.name} does not tell in one line which items it is about")
    iri = str(NamedNode(thing))
    return f"VALUES ?thing {{ {iri} }} {found[1]}" if "*" in found[1] else found[1].replace("?thing", iri)


def _first(prefixes: str, which: str, meetings: Sequence[str], most: int) -> str:
    given = f"VALUES ?meeting {{ {' '.join(str(NamedNode(one)) for one in meetings)} }}" if meetings else ""
    return (
        f"{prefixes}SELECT DISTINCT ?item ?date WHERE {{\n  {given}\n  {which}\n"
        "  ?item sg:inMeeting ?meeting . ?meeting dct:date ?date .\n"
        f"}}\nORDER BY DESC(?date) ?item\nLIMIT {most:d}\n"
    )


def _latest_meetings(release: OpenRelease, prefixes: str, which: str) -> Iterator[Sequence[tuple[str, str]]]:
    """The latest meetings that a query's items are looked for in, and their dates, the latest first: fewer,
    then more; at last none, for all there are. A release's are asked for once."""
    # A path of any length would be walked anew from each item of the meetings.
    if "*" not in which:
        probe = f"{prefixes}SELECT DISTINCT ?item WHERE {{ {which} }} LIMIT {_FEW + 1:d}"
        if len(release.rows(probe)) > _FEW:
            if release not in _KNOWN:
                rows = release.rows(load("meetings_of_body").text)[-max(_MEETINGS) :]
                _KNOWN[release] = tuple((row["meeting"], row["date"]) for row in reversed(rows))
            yield from (_KNOWN[release][:number] for number in _MEETINGS)
    yield ()


_MOST_SOURCES = 20  # a number that stands in hundreds of minutes would have hundreds of texts read


@dataclass(frozen=True, slots=True)
class Listing:
    """A table of things that have to do with a thing: the rows of a named query.

    ``look`` is the macro of listings.html that writes the rows; ``parameter`` the query's variable for
    the thing the page is about; ``most`` is how many rows are shown. A query of items whose parameter is
    ``thing`` is asked for the latest alone.
    """

    heading: str
    query: str
    look: str = "items"
    parameter: str = "thing"
    most: int = 25


@dataclass(frozen=True, slots=True)
class Listed:
    """A listing with its rows; ``asked`` is the path that leads to all of them, as a query."""

    heading: str
    look: str
    rows: tuple[Row, ...]
    more: bool
    asked: str


@dataclass(frozen=True, slots=True)
class Kind:
    """How a class of things is shown; ``values`` gives its template what only that one needs, and ``names``
    says that its page tells where the thing is named."""

    template: str
    listings: tuple[Listing, ...] = ()
    values: Callable[[Site, OpenRelease, Node], dict[str, Any]] | None = None
    names: bool = False


_AGENDA = Listing(N_("Dagsorden"), "meeting_items", "agenda", "meeting", 300)
_CITED = Listing(N_("Punkter, der henviser hertil"), "items_referring")
_PARTS = Listing(N_("Organer, enheder og stillinger"), "parts_of_organisation", "parts", "whole", 300)
_POINTING = Listing(N_("Det, der peger hertil"), "pointing_here", "pointing")

# The first class that fits decides, so a more special one stands before a more general one.
KINDS: dict[str, Kind] = {
    "sg:Meeting": Kind(
        "meeting.html",
        (_AGENDA, Listing(N_("Deltagere"), "participants", "participants", "meeting", 300), _CITED),
        meeting_values,
    ),
    "sg:AgendaItem": Kind("item.html", values=item_values),
    "sg:Case": Kind("case.html", values=case_values),
    "sg:ImpliedMeeting": Kind("implied.html", (_CITED,)),
    "sg:Minutes": Kind("minutes.html", values=reading_values),
    "sg:Body": Kind(
        "body.html",
        (
            Listing(N_("Seneste møder"), "meetings", "meetings", "body"),
            Listing(N_("Punkter, hvis vej går gennem organet"), "items_planned_in"),
            _PARTS,
        ),
        body_values,
        names=True,
    ),
    "sg:Unit": Kind("unit.html", (_PARTS,), unit_values, names=True),
    "foaf:Person": Kind(
        "person.html",
        (
            Listing(N_("Stillinger"), "observed_tenures", "posts", "person"),
            Listing(N_("Møder"), "attendance", "meetings", "person"),
        ),
        person_values,
        names=True,
    ),
    "org:Post": Kind(
        "post.html",
        (Listing(N_("Hvem der er set i stillingen"), "observed_tenures", "holders", "post", 50),),
        post_values,
        names=True,
    ),
    "org:FormalOrganization": Kind("thing.html", (_PARTS,)),
    "sg:Attachment": Kind(
        "document.html", (Listing(N_("Punkter, der opfører dokumentet"), "items_with_document"),)
    ),
    "sg:StandingItemSeries": Kind(
        "thing.html", (Listing(N_("Punktet på møderne"), "items_of_series", most=50),)
    ),
    "skos:ConceptScheme": Kind("concept.html", (Listing(N_("Omfatter"), "narrower", "links", most=300),)),
    "skos:Concept": Kind(
        "concept.html",
        (
            Listing(N_("Numre under dette"), "kle_numbers", "codes", "above", 100),
            Listing(N_("Sager under nummeret"), "cases_with_kle", "cases"),
            Listing(N_("Punkter under nummeret"), "items_with_kle"),
            Listing(N_("Punkter med udfaldet"), "items_with_outcome", most=50),
        ),
        concept_values,
    ),
}
_OTHER = Kind("thing.html", (_POINTING,))


def _kind(node: Node) -> Kind:
    return next((kind for name, kind in KINDS.items() if expand(name) in node.types), _OTHER)


def listed(site: Site, release: OpenRelease, listing: Listing, iri: str) -> Listed:
    """The rows of a listing for a thing."""
    query, most = load(listing.query), listing.most
    if listing.look == "items":
        rows = latest(release, query, iri, most + 1, site.language)
    else:
        rows = release.named_rows(listing.query, listing.parameter, iri, site.language, most + 1)
    asked = site.links.asking(listing.query, listing.parameter, iri)
    return Listed(listing.heading, listing.look, tuple(rows[:most]), len(rows) > most, asked)


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
    lists = [listed(site, release, listing, node.iri) for listing in kind.listings]
    if kind.template == "thing.html" and not any(each.rows for each in lists):
        lists = [listed(site, release, _POINTING, node.iri)]
    values = kind.values(site, release, node) if kind.values else {}
    return site.page(
        kind.template,
        node=node,
        document=document,
        formats=offers,
        listings=lists,
        sources=source_finder(site, release),
        named=named_in(site, release, node) if kind.names else None,
        structured=schema_org.thing(node, site.links.page_address(document), values.get("title", "")),
        **values,
    )
