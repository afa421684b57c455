"""/catalog: what can be harvested, in DCAT-AP; each dataset, distribution and service at its own IRI."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

import pyoxigraph as ox
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from rdflib import DCTERMS, RDF, Graph, URIRef

from api.catalogue import page as pages
from api.http.formats import AS_JSON, CATALOGUE, GRAPH_FORMATS, Format, GraphFormat
from api.http.negotiation import FORMS, Choice, by_suffix, choose, content
from api.http.problems import Problem
from api.http.profiles import wanted_application
from api.http.writers import Names
from api.i18n.language import N_
from api.site.addresses import SiteAddresses
from api.site.documents import written
from api.site.ontology_file import ontology_written
from api.site.site import Site, elsewhere, release_of, respond, site_of
from api.tables.endpoint import metadata_written
from graph.base.config import Config
from graph.catalogue.catalogue import Catalogue
from graph.catalogue.dcat import APPLICATIONS, DCAT, PREFIXES, Application, pointed
from graph.catalogue.describe import MUNICIPALITY
from graph.catalogue.holdings import Holdings, read_holdings
from graph.formats.frames import nested_once
from graph.release import archive
from graph.release.archive import Release
from graph.store.oxigraph import Store

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def serialize_graph(graph: Graph, first: URIRef, choice: Choice, context_url: str) -> bytes:
    """A description in a format, ``first`` in front; the same description always gives the same bytes.

    Literals keep their form. Danish wordings come before others, for a reader that takes the first.
    """
    lines = graph.serialize(format="nt")
    parsed = (quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES))
    triples = sorted(parsed, key=lambda triple: _place(triple, str(first)))
    return written(choice, triples, str(first), Names(PREFIXES, context_url), nested_once)


def _place(triple: ox.Triple, first: str) -> tuple[bool, str, bool, str, bool, str]:
    subject, value = str(triple.subject).strip("<>"), triple.object
    other = isinstance(value, ox.Literal) and value.language != "da"
    predicate = triple.predicate.value
    return subject != first, subject, predicate != _TYPE, predicate, other, str(value)


router = APIRouter()
_BY_SUFFIX = {form.suffix: form for form in (*CATALOGUE, AS_JSON)}

PageNumber = Annotated[str | None, Query(alias="page")]
ProfileName = Annotated[
    str | None,
    Query(
        alias="_profile",
        description="An application profile, by its token or IRI.",
        json_schema_extra={"enum": [name for one in APPLICATIONS for name in (one.token, one.iri)]},
    ),
]
Page = Callable[[], bytes]


@lru_cache(maxsize=8)
def holdings(config: Config, release: Release) -> Holdings:
    """What a release holds; kept, for the release will not change."""
    older = [one for one in archive.releases(config) if one.sequence < release.sequence]
    with Store.open_read_only(release.store) as store:
        return read_holdings(release, store, older)


@lru_cache(maxsize=8)
def _catalogue(site: Site, release: Release) -> Catalogue:
    held = holdings(site.config, release)
    return Catalogue(site.config, held, SiteAddresses(site.config.base_iri, _sizes(site, held, release)))


def _sizes(site: Site, held: Holdings, release: Release) -> dict[str, int]:
    """How long what the catalogue lists is that is made when it is asked for."""
    addresses = SiteAddresses(site.config.base_iri)
    sizes = {
        addresses.terms_in(form): len(ontology_written(Choice(form, form.media_type), site.names))
        for form in GRAPH_FORMATS
    }
    if held.tables:
        package = metadata_written(site, release, addresses.data_package.rpartition("/")[2])
        sizes[addresses.data_package] = len(package)
    return sizes


def catalogue_of(request: Request) -> Catalogue:
    """The catalogue of the release a request is answered from; a problem 503 while no licence is stated."""
    site, release = site_of(request), release_of(request)
    if not site.config.licence:
        raise Problem(
            503,
            "There is no catalogue yet, because nobody has stated under which licence the data may be used: "
            "the setting 'licence' must be the IRI of a licence, such as "
            "https://creativecommons.org/licenses/by/4.0/",
            said=(
                N_("Datakataloget er ikke klar"),
                N_(
                    "Det mangler en licens. Den, der driver siden, skal angive licensens adresse i "
                    "indstillingen licence, før data kan høstes. Resten af siden virker."
                ),
            ),
        )
    return _catalogue(request.app.state.site, release.shelved)


@dataclass(frozen=True, slots=True)
class CatalogueRequest:
    """What is asked for: the path of a document, with its query, in a format and a profile."""

    site: Site
    document: str
    choice: Choice
    application: Application
    query: str = ""

    def address(self, form: Format, application: Application) -> str:
        """The address of this document in another format and profile."""
        path = self.site.links.other_format(self.document, form)
        return f"{path}?{self.query}_profile={application.token}"


def _chosen(request: Request, form: Format | None) -> Choice:
    """The format of the address, or else of Accept."""
    if form:
        return Choice(form, form.media_type)
    return choose(request.headers.get("accept"), CATALOGUE, FORMS)


def _answer(request: Request, asked: CatalogueRequest, graph: Graph, about: URIRef, page: Page) -> Response:
    """A description in the format that was chosen; ``page`` makes the web page."""
    form = asked.choice.format
    body = (
        serialize_graph(graph, about, asked.choice, asked.site.names.context_url)
        if isinstance(form, GraphFormat)
        else page()
    )
    headers = {
        "Link": ", ".join(_links(asked, graph, about)),
        "Vary": "Accept, Accept-Profile",
        "Content-Profile": f"<{asked.application.iri}>",
        "Content-Location": asked.address(form, asked.application),
    }
    return respond(request, body, asked.choice, headers)


def _links(asked: CatalogueRequest, graph: Graph, about: URIRef) -> Sequence[str]:
    """The Link field (RFC 8288): other formats and profiles, and what FAIR Signposting asks for."""
    licence = str(graph.value(about, DCTERMS.license) or asked.site.config.licence)
    kinds = sorted(str(kind) for kind in graph.objects(about, RDF.type))
    found = [f'<{about}>; rel="cite-as"', f'<{licence}>; rel="license"']
    found += [f'<{kind}>; rel="type"' for kind in kinds]
    for form in CATALOGUE:
        rels = "alternate describedby" if isinstance(form, GraphFormat) else "alternate"
        address = asked.address(form, asked.application)
        found.append(f'<{address}>; rel="{rels}"; type="{form.media_type}"')
    for application in APPLICATIONS:
        address = asked.address(CATALOGUE[0], application)
        found.append(f'<{address}>; rel="alternate"; profile="{application.iri}"')
    found.append(f'<{asked.application.iri}>; rel="profile"')
    for distribution in pointed(graph, about, DCAT.distribution):
        file, kind = (graph.value(distribution, part) for part in (DCAT.downloadURL, DCAT.mediaType))
        if file:
            found.append(f'<{file}>; rel="item"; type="{str(kind).partition("media-types/")[2]}"')
    return found


def _whole(request: Request, form: Format | None, number: str | None, profile: str | None) -> Response:
    """A page of the catalogue; it leads to the next in the format and profile of its own address."""
    site, catalogue = site_of(request), catalogue_of(request)
    page = 1 if number is None else int(number) if re.fullmatch("[0-9]{1,6}", number) else 0
    if not 1 <= page <= catalogue.pages:
        raise Problem(404, f"There is no such page of the catalogue; there are pages 1 to {catalogue.pages}.")
    application = wanted_application(request, profile)
    query = "" if number is None else f"page={page}&"
    asked = CatalogueRequest(site, site.links.path("catalog"), _chosen(request, form), application, query)
    suffix = f".{form.suffix}" if form else ""
    name = "" if profile is None else f"&_profile={application.token}"
    graph = catalogue.page(page, application, f"{catalogue.iri}{suffix}?page={{}}{name}")
    about = URIRef(catalogue.iri)
    return _answer(
        request, asked, graph, about, lambda: pages.overview(site, catalogue, graph, page, application)
    )


@router.get("/catalog", name="catalog", responses=content(*CATALOGUE))
def catalogue(request: Request, number: PageNumber = None, profile: ProfileName = None) -> Response:
    """The catalogue: every dataset with its distributions, and the services."""
    return _whole(request, None, number, profile)


@router.get("/catalog.{suffix}", name="catalog_by_suffix", responses=content(*CATALOGUE))
def catalogue_by_suffix(
    request: Request, suffix: str, number: PageNumber = None, profile: ProfileName = None
) -> Response:
    """The catalogue in the format of the suffix."""
    if suffix not in _BY_SUFFIX:
        offered = ", ".join(form.suffix for form in CATALOGUE)
        raise Problem(404, f"The catalogue cannot be had in that format; there is: {offered}.")
    return _whole(request, _BY_SUFFIX[suffix], number, profile)


@router.get("/catalog/{kind}/{path:path}", responses=content(*CATALOGUE))
def entry(request: Request, kind: str, path: str, profile: ProfileName = None) -> Response:
    """A dataset, a distribution or a service, or the catalogue of one of several municipalities. The path it
    had in a release of another number of municipalities leads on."""
    site, catalogue = site_of(request), catalogue_of(request)
    application = wanted_application(request, profile)
    name, form = by_suffix(path, (*CATALOGUE, AS_JSON))
    found = catalogue.entry(kind, name, application)
    if found is None and (now := _elsewhere(request, catalogue, kind, name, application)):
        suffix = f".{form.suffix}" if form else ""
        return elsewhere(request, site.links.path(now + suffix))
    if found is None:
        raise Problem(404, "The catalogue lists nothing at this address.")
    about, graph = found
    asked = CatalogueRequest(
        site, site.links.path(f"catalog/{kind}/{name}"), _chosen(request, form), application
    )
    return _answer(request, asked, graph, about, lambda: pages.entry(site, graph, about, asked.document))


def _elsewhere(request: Request, catalogue: Catalogue, kind: str, name: str, application: Application) -> str:
    """The path of what a path named before, also in a release of another number of municipalities; empty for
    nothing."""
    release = release_of(request).shelved
    if kind == MUNICIPALITY:
        return "catalog" if name in release.names else ""
    if kind == "dataset" and (whole := catalogue.now_part_of(name)):
        return f"catalog/{kind}/{whole}"
    now = release.elsewhere(name)
    if kind == "dataset" and now:
        now = catalogue.now_part_of(now) or now
    return f"catalog/{kind}/{now}" if now and catalogue.entry(kind, now, application) else ""
