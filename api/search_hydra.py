"""A search as a collection of Hydra Core, with its pages, in JSON-LD."""

from typing import Any

from api import hydra
from api.search_view import Search
from graph.search_rows import FACETS


def collection(search: Search) -> dict[str, Any]:
    """The page that was asked for as a view of the collection of all that was found."""
    links, asked = search.site.links, search.asked
    return hydra.collection(
        lambda page: links.page_address(search.address(asked.at(page), "jsonld")),
        asked.page,
        search.pages,
        search.found.total,
        [hydra.Member(row.hit.iri, row.hit.kind, row.title, row.hit.date) for row in search.rows()],
        hydra.Template(links.iri("search.jsonld"), ("q", *FACETS, "side")),
    )
