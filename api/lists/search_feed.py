"""/search.atom: the latest agenda items that a search finds, as an Atom feed to follow."""

from collections.abc import Sequence

from api.feeds.atom import Feed, rfc3339, serialize_feed
from api.feeds.entries import Entries
from api.http.formats import ATOM
from api.lists.search_page import Search
from api.lists.search_request import PAGE, SearchRequest, iri
from api.serving.releases import OpenRelease
from api.site.site import Site
from graph.search.search import Hit


def serialize_search(site: Site, release: OpenRelease, asked: SearchRequest) -> bytes:
    """A page of the feed of a search, newest first, whatever its order; an entry keeps its date, that of the
    meeting, however often it is published."""
    found = Search(site, release, asked.newest_items().at(asked.page), PAGE)
    hits: Sequence[Hit] = found.found.hits
    entries = Entries(site, release)
    links = site.links

    def at(page: SearchRequest) -> str:
        return links.page_address(found.address(page, ATOM))

    return serialize_feed(
        site,
        Feed(
            address=at(asked.at(1)),
            title=f"Sagsgraf: {said(site, found, asked)}",
            updated=f"{hits[0].date}T00:00:00Z" if hits else rfc3339(release.shelved.created),
            page=links.page_address(found.address(asked.at(1))),
            entries=[entries.of(hit.iri, f"{hit.date}T00:00:00Z") for hit in hits],
            own=at(asked) if asked.page > 1 else "",
            following=at(asked.at(asked.page + 1)) if asked.page < found.pages else "",
        ),
    )


def said(site: Site, found: Search, asked: SearchRequest) -> str:
    """The search in words: what was asked for, and the labels of the values chosen."""
    values = [
        found.label(facet, iri(found.release.shelved, facet, one))
        for facet, several in asked.chosen.items()
        for one in several
    ]
    days = [day for day in (asked.since, asked.until) if day]
    said = ", ".join(filter(None, [asked.question.strip(), *values, "–".join(days)]))
    return said or site.say("alle punkter")
