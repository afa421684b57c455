"""A paged list as a collection of Hydra Core in JSON-LD."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from api.http.formats import JSONLD
from api.lists.search_page import Search
from api.serving.releases import OpenRelease
from graph.formats.frames import member
from graph.search.rows import FACETS


@dataclass(frozen=True, slots=True)
class Template:
    """How a list of the same sort is asked for: the whole address without its query, and its parameters."""

    address: str
    names: Sequence[str]

    def describe(self) -> dict[str, Any]:
        """The template (RFC 6570; Hydra, section 5.4)."""
        return {
            "@type": "IriTemplate",
            "template": f"{self.address}{{?{','.join(self.names)}}}",
            "mapping": [
                {"@type": "IriTemplateMapping", "variable": name, "required": False} for name in self.names
            ],
        }


def collection(
    address: Callable[[int], str],
    page: int,
    pages: int,
    total: int,
    members: Iterable[str],
    template: Template,
    release: OpenRelease,
) -> dict[str, Any]:
    """Page ``page`` of ``pages``, from 1, as a view of the collection of all ``total`` things (Hydra, section
    5.1), without its context; ``address`` gives the whole address of a page, and ``members`` are IRIs."""
    last = max(pages, 1)
    view = {
        "@id": address(page),
        "@type": "PartialCollectionView",
        "first": {"@id": address(1)},
        "last": {"@id": address(last)},
    }
    if page > 1:
        view["previous"] = {"@id": address(min(page - 1, last))}
    if page < last:
        view["next"] = {"@id": address(page + 1)}
    return {
        "@id": f"{address(1)}#resultat",
        "@type": "Collection",
        "totalItems": total,
        "member": [member(one, release.about) for one in members],
        "view": view,
        "search": template.describe(),
    }


# A search as a collection of Hydra Core, with its pages, in JSON-LD.


def search_collection(search: Search) -> dict[str, Any]:
    """The page that was asked for as a view of the collection of all that was found."""
    links, asked = search.site.links, search.asked
    return collection(
        lambda page: links.page_address(search.address(asked.at(page), JSONLD)),
        asked.page,
        search.pages,
        search.found.total,
        [hit.iri for hit in search.found.hits],
        Template(links.iri("search.jsonld"), ("q", *FACETS, "fra", "til", "orden", "side")),
        search.release,
    )
