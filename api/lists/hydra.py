"""A paged list as a collection of Hydra Core in JSON-LD."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from api.lists.search_page import Search
from graph.ontology.terms import PREFIXES
from graph.search.rows import FACETS

_CLASSES = {
    "organ": "sg:Body",
    "enhed": "sg:Unit",
    "stilling": "org:Post",
    "person": "foaf:Person",
    "sag": "sg:Case",
    "punkt": "sg:AgendaItem",
    "moede": "sg:Meeting",
    "dokument": "sg:Attachment",
    "kle": "skos:Concept",
}
_CONTEXT = {
    "hydra": "http://www.w3.org/ns/hydra/core#",
    **{prefix: PREFIXES[prefix] for prefix in ("sg", "org", "foaf", "skos", "rdfs", "dct")},
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True, slots=True)
class Member:
    """A thing of a list; ``kind`` is one of graph.search.rows.KINDS, and ``date`` ISO 8601 or empty."""

    iri: str
    kind: str
    label: str
    date: str = ""

    def describe(self) -> dict[str, Any]:
        """The thing with its type, its label and, where there is one, its latest date."""
        date = {"dct:date": {"@value": self.date, "@type": "xsd:date"}} if self.date else {}
        return {"@id": self.iri, "@type": _CLASSES[self.kind], "rdfs:label": self.label, **date}


@dataclass(frozen=True, slots=True)
class Template:
    """How a list of the same sort is asked for: the whole address without its query, and its parameters."""

    address: str
    names: Sequence[str]

    def describe(self) -> dict[str, Any]:
        """The template (RFC 6570; Hydra, section 5.4)."""
        return {
            "@type": "hydra:IriTemplate",
            "hydra:template": f"{self.address}{{?{','.join(self.names)}}}",
            "hydra:mapping": [
                {"@type": "hydra:IriTemplateMapping", "hydra:variable": name, "hydra:required": False}
                for name in self.names
            ],
        }


def collection(
    address: Callable[[int], str],
    page: int,
    pages: int,
    total: int,
    members: Iterable[Member],
    template: Template,
) -> dict[str, Any]:
    """Page ``page`` of ``pages``, from 1, as a view of the collection of all ``total`` things (Hydra, section
    5.1); ``address`` gives the whole address of a page."""
    last = max(pages, 1)
    view = {
        "@id": address(page),
        "@type": "hydra:PartialCollectionView",
        "hydra:first": {"@id": address(1)},
        "hydra:last": {"@id": address(last)},
    }
    if page > 1:
        view["hydra:previous"] = {"@id": address(min(page - 1, last))}
    if page < last:
        view["hydra:next"] = {"@id": address(page + 1)}
    return {
        "@context": _CONTEXT,
        "@id": f"{address(1)}#resultat",
        "@type": "hydra:Collection",
        "hydra:totalItems": total,
        "hydra:member": [member.describe() for member in members],
        "hydra:view": view,
        "hydra:search": template.describe(),
    }


# A search as a collection of Hydra Core, with its pages, in JSON-LD.


def search_collection(search: Search) -> dict[str, Any]:
    """The page that was asked for as a view of the collection of all that was found."""
    links, asked = search.site.links, search.asked
    return collection(
        lambda page: links.page_address(search.address(asked.at(page), "jsonld")),
        asked.page,
        search.pages,
        search.found.total,
        [Member(row.hit.iri, row.hit.kind, row.title, row.hit.date) for row in search.rows()],
        Template(links.iri("search.jsonld"), ("q", *FACETS, "fra", "til", "orden", "side")),
    )
