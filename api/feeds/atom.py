"""Atom feeds (RFC 4287) of changes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from api.http.formats import ATOM, HTML
from api.site.render import static_version
from api.site.site import Site

_LOOK = "feed.css"
_NOT_XML = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
)  # XML 1.0, section 2.2, for any text of ours


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: ``iri`` names it for ever, ``page`` is where to read on, ``kind`` a word for machines, and
    ``summary`` what there is to say beside the title (section 4.2.13), empty for nothing."""

    iri: str
    title: str
    updated: str
    page: str
    kind: str
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed by its address; ``page`` is the page of what it follows; times are of RFC 3339.

    ``own`` is the address of a later page of the feed, ``following`` that of the page with the entries before
    these (RFC 5005, section 3)."""

    address: str
    title: str
    updated: str
    page: str
    entries: Sequence[Entry]
    own: str = ""
    following: str = ""


def rfc3339(created: str) -> str:
    """When a release was made, as feeds write times."""
    return created.replace("+00:00", "Z")


def serialize_feed(site: Site, feed: Feed) -> bytes:
    """The feed as a document (section 4.1.1), which browsers show by a stylesheet."""
    root = ElementTree.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "da"})
    _text(root, "id", feed.address)
    _text(root, "title", feed.title)
    _text(root, "updated", feed.updated)
    _text(ElementTree.SubElement(root, "author"), "name", site.author)
    if site.config.licence:
        ElementTree.SubElement(root, "link", {"rel": "license", "href": site.config.licence})
    pages = {"self": feed.own or feed.address, "first": feed.address, "next": feed.following}
    for rel, address in pages.items():
        if address:
            ElementTree.SubElement(root, "link", {"rel": rel, "type": ATOM.media_type, "href": address})
    ElementTree.SubElement(root, "link", {"rel": "alternate", "type": HTML.media_type, "href": feed.page})
    for entry in feed.entries:
        element = ElementTree.SubElement(root, "entry")
        _text(element, "id", entry.iri)
        _text(element, "title", entry.title)
        _text(element, "updated", entry.updated)
        if entry.summary:
            _text(element, "summary", entry.summary)
        ElementTree.SubElement(
            element, "link", {"rel": "alternate", "type": HTML.media_type, "href": entry.page}
        )
        ElementTree.SubElement(element, "category", {"term": entry.kind})
    ElementTree.indent(root, "")
    xml: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=False)
    looks = f"{site.links.file(f'static/{_LOOK}')}?v={static_version(_LOOK)}"
    head = f'<?xml version="1.0" encoding="utf-8"?>\n<?xml-stylesheet type="text/css" href="{looks}"?>\n'
    return head.encode() + xml + b"\n"


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = _NOT_XML.sub("\ufffd", text)
