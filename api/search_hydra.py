"""A search as a collection of Hydra Core, with its pages, in JSON-LD."""

from typing import Any

from api.search_request import Asked
from api.search_view import Search
from graph.search_rows import FACETS
from graph.vocabulary import PREFIXES

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


def collection(search: Search) -> dict[str, Any]:
    """The page that was asked for as a view of the collection of all that was found (Hydra, section 5.1).

    Members have their type, label and, where there is one, their latest date.
    """

    def address(asked: Asked) -> str:
        links = search.site.links
        return links.base + search.address(asked, "jsonld").removeprefix(links.root)

    asked, last = search.asked, max(search.pages, 1)
    view = {
        "@id": address(asked),
        "@type": "hydra:PartialCollectionView",
        "hydra:first": {"@id": address(asked.at(1))},
        "hydra:last": {"@id": address(asked.at(last))},
    }
    if asked.page > 1:
        view["hydra:previous"] = {"@id": address(asked.at(asked.page - 1))}
    if asked.page < last:
        view["hydra:next"] = {"@id": address(asked.at(asked.page + 1))}
    whole = address(asked.at(1))
    return {
        "@context": _CONTEXT,
        "@id": f"{whole}#resultat",
        "@type": "hydra:Collection",
        "hydra:totalItems": search.found.total,
        "hydra:member": [
            {
                "@id": row.hit.iri,
                "@type": _CLASSES[row.hit.kind],
                "rdfs:label": row.title,
                **({"dct:date": {"@value": row.hit.date, "@type": "xsd:date"}} if row.hit.date else {}),
            }
            for row in search.rows()
        ],
        "hydra:view": view,
        "hydra:search": _template(search),
    }


def _template(search: Search) -> dict[str, Any]:
    """How another search is asked for (RFC 6570; Hydra, section 5.4)."""
    names = ("q", *FACETS, "side")
    base = search.site.links.base
    return {
        "@type": "hydra:IriTemplate",
        "hydra:template": f"{base}/search.jsonld{{?{','.join(names)}}}",
        "hydra:mapping": [
            {"@type": "hydra:IriTemplateMapping", "hydra:variable": name, "hydra:required": False}
            for name in names
        ],
    }
