"""The sitemap: every page about a meeting, an item, a case, a body, a unit or a dataset, and lists and help.

By sitemaps.org, protocol 0.9. People have no place in it. The pages of a release are made once, and kept
packed: a hundred thousand addresses take about a megabyte.
"""

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape

import pyoxigraph as ox

from api.catalogue.endpoint import holdings
from api.http.formats import HTML
from api.site.addresses import SiteAddresses
from api.site.documents import since
from api.site.help_pages import HELP_PAGES
from api.site.render import Links
from graph.base.config import Config
from graph.catalogue.datasets import listed
from graph.ontology.iris import catalogued, meeting_of, minutes_of
from graph.ontology.terms import term
from graph.release.archive import Release
from graph.store.oxigraph import Store, type_

PAGE = 50_000
"""Addresses in a file, as many as the protocol allows."""

Listed = tuple[str, str]
"""An address, and since when what it shows has been as it is; empty where that is not known."""

_HELP = tuple(f"om/{name}".rstrip("/") for name in HELP_PAGES)
_LISTS = (
    *("", "moeder", "sager", "organer", "enheder", "opfoelgning", "efterproev"),
    *("ns", "shapes", "sparql", "tabeller"),
    *_HELP,
)
_CLASSES = ("Meeting", "AgendaItem", "Minutes", "Case", "Body", "Unit")
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True, slots=True)
class SitemapPage:
    """One file: packed XML, and when the newest of what it lists last changed."""

    packed: bytes
    modified: str

    @property
    def xml(self) -> bytes:
        return gzip.decompress(self.packed)


@lru_cache(maxsize=1)
def sitemap(config: Config, release: Release) -> tuple[SitemapPage, ...]:
    """The files of a release, each of at most :data:`PAGE` addresses; kept, for it will not change."""
    with Store.open_read_only(release.store) as store:
        lists = (*_LISTS, "catalog") if config.licence else _LISTS
        lists += ("sammenlign",) if release.several else ()
        addresses = [(f"{config.base_iri}/{path}", "") for path in lists]
        addresses += list(_datasets(config, release)) if config.licence else []
        addresses += sorted(_documents(store, Links(config.base_iri), since(config, release)))
    return tuple(map(_page, _parts(addresses)))


def index(config: Config, release: Release) -> bytes:
    """The list of the files."""
    lines = [
        f"<sitemap><loc>{escape(config.base_iri)}/sitemap/{number}.xml</loc>"
        f"<lastmod>{page.modified or release.created}</lastmod></sitemap>\n"
        for number, page in enumerate(sitemap(config, release), start=1)
    ]
    return f'{_HEAD}<sitemapindex xmlns="{_SPACE}">\n{"".join(lines)}</sitemapindex>\n'.encode()


def _datasets(config: Config, release: Release) -> Iterator[Listed]:
    """The landing pages of the datasets of the catalogue, and since when each has been as it is."""
    for one in listed(holdings(config, release), SiteAddresses(config.base_iri)):
        iri = catalogued(config.base_iri, "dataset", one.path)
        yield f"{iri}.{HTML.suffix}", one.modified


def _documents(store: Store, links: Links, dates: Mapping[str, str]) -> Iterator[Listed]:
    """The addresses of the documents about our things, and since when they have been as they are."""
    for name in _CLASSES:
        for subject, _, _ in store.triples(None, type_, ox.NamedNode(str(term(name)))):
            if links.own(subject.value):
                yield links.document(subject.value), _modified(subject.value, dates)


def _parts(addresses: list[Listed]) -> Iterator[list[Listed]]:
    for start in range(0, len(addresses), PAGE):
        yield addresses[start : start + PAGE]


def _page(addresses: list[Listed]) -> SitemapPage:
    lines = [
        f"<url><loc>{escape(address)}</loc>{f'<lastmod>{date}</lastmod>' if date else ''}</url>\n"
        for address, date in addresses
    ]
    xml = f'{_HEAD}<urlset xmlns="{_SPACE}">\n{"".join(lines)}</urlset>\n'
    return SitemapPage(gzip.compress(xml.encode(), mtime=0), max((date for _, date in addresses), default=""))


def _modified(thing: str, dates: Mapping[str, str]) -> str:
    """Since when the minutes of a meeting, or of the item, have been as they are; empty for other things,
    which many minutes have a part in."""
    meeting = meeting_of(thing)
    return dates.get(str(minutes_of(meeting)), "") if meeting else ""
