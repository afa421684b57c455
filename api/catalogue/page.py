"""The pages of the catalogue, made of the same descriptions that harvesters get."""

from dataclasses import dataclass

from rdflib import DCTERMS, FOAF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from api.catalogue.schema_org import catalogue as catalogue_block
from api.catalogue.schema_org import dataset as dataset_block
from api.http.formats import CATALOGUE
from api.i18n.language import N_
from api.site.site import Site
from graph.base import alphabet
from graph.catalogue.catalogue import PAGE, Catalogue
from graph.catalogue.dcat import APPLICATIONS, DCAT, SPDX, VCARD, Application, pointed

_NAMES = (DCTERMS.title, FOAF.name, VCARD.fn, SKOS.prefLabel, RDFS.label, SPDX.checksumValue)
_FACTS = {
    DCAT.catalog: N_("Kommunernes kataloger"),
    DCAT.servesDataset: N_("Giver adgang til"),
    DCTERMS.temporal: N_("Periode"),
    DCTERMS.spatial: N_("Område"),
    DCTERMS.issued: N_("Først udgivet"),
    DCTERMS.modified: N_("Ændret"),
    DCTERMS.publisher: N_("Udgiver"),
    DCAT.contactPoint: N_("Spørg"),
    DCTERMS.license: N_("Licens"),
    DCTERMS.rights: N_("Rettigheder"),
    FOAF.page: N_("Side om emnet"),
    DCTERMS.conformsTo: N_("Overholder"),
    DCAT.endpointURL: N_("Adresse"),
    DCAT.downloadURL: N_("Hent filen"),
    DCAT.accessService: N_("Tjeneste"),
    DCAT.mediaType: N_("Filtype"),
    DCAT.compressFormat: N_("Pakket som"),
    DCAT.byteSize: N_("Byte"),
    SPDX.checksum: N_("SHA-256"),
    DCAT.keyword: N_("Emneord"),
}
_LISTS = {
    DCAT.distribution: N_("Hent data"),
    DCAT.dataset: N_("Datasæt"),
    DCAT.service: N_("Tjenester"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A value on a page, and where it leads."""

    text: str
    href: str | None


def overview(site: Site, catalogue: Catalogue, graph: Graph, page: int, application: Application) -> bytes:
    """The page with a part of the catalogue."""
    iri = URIRef(catalogue.iri)
    rows = catalogue.listed[(page - 1) * PAGE : page * PAGE]
    return site.page(
        "catalogue.html",
        title=_words(site, graph, iri, DCTERMS.title),
        about=_words(site, graph, iri, DCTERMS.description),
        rows=rows,
        services=[_shown(site, graph, service) for service in pointed(graph, iri, DCAT.service)],
        facts=_facts(site, graph, iri),
        page=page,
        pages=catalogue.pages,
        application=application,
        applications=APPLICATIONS,
        document=site.links.path("catalog"),
        formats=CATALOGUE,
        structured=catalogue_block(graph, iri),
    )


def entry(site: Site, graph: Graph, about: URIRef, document: str) -> bytes:
    """The page about a dataset, a distribution or a service."""
    return site.page(
        "catalogue_entry.html",
        title=_words(site, graph, about, DCTERMS.title),
        about=_words(site, graph, about, DCTERMS.description),
        iri=str(about),
        facts=_facts(site, graph, about),
        lists=[
            (site.say(heading), [_shown(site, graph, value) for value in pointed(graph, about, predicate)])
            for predicate, heading in _LISTS.items()
            if (about, predicate, None) in graph
        ],
        document=document,
        formats=CATALOGUE,
        structured=dataset_block(graph, about),
    )


def _facts(site: Site, graph: Graph, about: URIRef) -> list[tuple[str, list[Shown]]]:
    """What is told of a thing, under headings."""
    found = []
    for predicate, heading in _FACTS.items():
        values = [value for value in graph.objects(about, predicate) if _understood(site, value)]
        if values:
            found.append(
                (
                    site.say(heading),
                    sorted((_shown(site, graph, v) for v in values), key=lambda s: alphabet.key(s.text)),
                )
            )
    return found


def _understood(site: Site, value: Node) -> bool:
    return not isinstance(value, Literal) or value.language in (None, site.language)


def _shown(site: Site, graph: Graph, value: Node) -> Shown:
    if isinstance(value, Literal):
        return Shown(site.links.language.day(str(value)), None)
    iri = str(value)
    if (value, DCAT.startDate, None) in graph:
        days = (graph.value(value, part) for part in (DCAT.startDate, DCAT.endDate))
        return Shown(" – ".join(site.links.language.day(str(day)) for day in days), None)
    address = graph.value(value, VCARD.hasEmail)
    name = next((words for part in _NAMES if (words := _words(site, graph, value, part))), "")
    if (value, SPDX.checksumValue, None) in graph:
        return Shown(name, None)
    return Shown(name or iri, str(address) if address else site.links.href(iri))


def _words(site: Site, graph: Graph, node: Node, predicate: URIRef) -> str:
    """The words in the language of the page, or else any."""
    found = [value for value in graph.objects(node, predicate) if isinstance(value, Literal)]
    return next((str(v) for v in sorted(found, key=lambda v: (v.language != site.language, str(v)))), "")
