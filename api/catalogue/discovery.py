"""What crawlers and clients look for at fixed addresses: VoID, the sitemap and robots.txt."""

import re
from functools import lru_cache

from fastapi import APIRouter, Request
from fastapi.responses import Response
from rdflib import URIRef

from api.catalogue import endpoint, sitemap
from api.catalogue.endpoint import holdings
from api.http.formats import CSV, DATA, JSONLD, MINUTES, TEXT, XLSX, XML, GraphFormat
from api.http.negotiation import Choice, choose, content
from api.http.problems import Problem
from api.i18n.language import LANGUAGES, language
from api.lists.collections import KINDS
from api.site.addresses import SiteAddresses
from api.site.site import release_of, respond, site_of
from graph.catalogue.void import void
from graph.ontology.iris import PARTS
from graph.release.archive import Release
from graph.store.oxigraph import Store

router = APIRouter()


@router.get("/.well-known/void", responses=content(*DATA))
def void_description(request: Request) -> Response:
    """What the data are, and where they can be had (VoID)."""
    site, release = site_of(request), release_of(request)
    choice = choose(request.headers.get("accept"), DATA)
    assert isinstance(choice.format, GraphFormat)
    addresses = SiteAddresses(site.config.base_iri)
    graph = void(site.config, holdings(site.config, release.shelved), addresses, _triples(release.shelved))
    body = endpoint.serialize_graph(graph, URIRef(addresses.void), choice.format)
    return respond(request, body, choice)


@lru_cache(maxsize=8)
def _triples(release: Release) -> int:
    """How many triples a release has; kept, for it will not change, and millions take seconds to count."""
    with Store.open_read_only(release.store) as store:
        return store.merged()


@router.get("/sitemap.xml", responses=content(XML))
def sitemap_index(request: Request) -> Response:
    """The list of the sitemap's files."""
    body = sitemap.index(site_of(request).config, release_of(request).shelved)
    return respond(request, body, Choice(XML, XML.media_type))


@router.get("/sitemap/{number}.xml", responses=content(XML))
def sitemap_page(request: Request, number: str) -> Response:
    """One of the sitemap's files."""
    pages = sitemap.sitemap(site_of(request).config, release_of(request).shelved)
    place = int(number) if re.fullmatch("[0-9]{1,6}", number) else 0
    if not 1 <= place <= len(pages):
        raise Problem(404, f"There is no such file of the sitemap; there are 1 to {len(pages)}.")
    return respond(request, pages[place - 1].xml, Choice(XML, XML.media_type))


# What a crawler finds no end of, or finds again on the page of the thing it is a part of. People have no
# place in the results of search engines; the sitemap lists what is worth fetching.
_QUERIES = (
    "sparql?",
    "search",
    "emne",
    "spoerg/",
    "analyse",
    "sammenlign",
    "diff",
    "citer?",
    "kvalitet/",
    "dump/",
)
_LISTS = tuple(f"{name}{suffix}?" for name in KINDS for suffix in ("", f".{JSONLD.suffix}"))
_OTHER_FORMATS = tuple(form.suffix for form in (*MINUTES, CSV, XLSX))


@router.get("/robots.txt", responses=content(TEXT))
def robots(request: Request) -> Response:
    """What crawlers should leave (RFC 9309): queries and searches, of which there is no end, parts of things
    and other formats of a page, and dumps, which the catalogue leads to."""
    links = site_of(request).links
    left = [
        *_QUERIES,
        *("sparql.", "changes", "citation.bib", "CITATION.cff", "openapi.json", "*?release=", "*&release="),
        *_LISTS,
        *(f"doc/*/{part}" for part in PARTS),
        *(f"{kind}/*.{suffix}$" for kind in ("doc", "concept") for suffix in _OTHER_FORMATS),
    ]
    lines = [
        "User-agent: *",
        *(f"Disallow: {links.root}{language(code).prefix}/{path}" for code in LANGUAGES for path in left),
        "",
        f"Sitemap: {links.iri('sitemap.xml')}",
        "",
    ]
    return respond(request, "\n".join(lines).encode(), Choice(TEXT, TEXT.media_type))
