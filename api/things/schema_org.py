"""The same as schema.org says it, for search engines: a data block in a page (HTML, section 4.12.1).

A data block is not executed, so no Content Security Policy has to let it through.
"""

from typing import Any

from markupsafe import Markup

from api.site.description import Node, expand
from api.site.json_block import _organisation, block

# Of our classes, the more special ones first: search engines read one type.
_KINDS = {
    "sg:Meeting": "Event",
    "sg:AgendaItem": "CreativeWork",
    "sg:Case": "CreativeWork",
    "sg:Minutes": "DigitalDocument",
    "sg:Attachment": "DigitalDocument",
    "sg:Body": "GovernmentOrganization",
    "sg:Unit": "GovernmentOrganization",
    "org:FormalOrganization": "GovernmentOrganization",
    "foaf:Person": "Person",
    "skos:ConceptScheme": "DefinedTermSet",
    "skos:Concept": "DefinedTerm",
}


def thing(node: Node, page: str, title: str = "") -> Markup | None:
    """A thing of the data, whose page is at the address ``page``, with its ``title`` where it has one beside
    its label; ``None`` for what schema.org has no type for."""
    kind = next((name for own, name in _KINDS.items() if expand(own) in node.types), None)
    if kind is None:
        return None
    told: dict[str, Any] = {"@type": kind, "@id": node.iri, "name": node.label, "url": page}
    if title:
        told["headline"] = title
    if kind == "Event":
        told["startDate"] = node.text("schema:startDate") or node.text("dct:date")
        told["organizer"] = [_organisation(body.iri, body.label) for body in node.nodes("sg:heldBy")]
        if place := node.text("schema:location"):
            told["location"] = {"@type": "Place", "name": place}
    if kind in ("CreativeWork", "DigitalDocument", "Event"):
        told["inLanguage"] = "da"
    return block(told)
