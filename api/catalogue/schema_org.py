"""schema_org."""

from collections import Counter
from typing import Any

from markupsafe import Markup
from rdflib import DCTERMS, FOAF, RDFS, Graph, Literal, URIRef
from rdflib.term import Node as Term

from api.site.json_block import _organisation, block
from graph.catalogue.dcat import DCAT, SPDX, pointed


def catalogue(graph: Graph, about: URIRef) -> Markup:
    """The catalogue, with the names of the datasets on this page."""
    told = _told(graph, about, "DataCatalog")
    told["dataset"] = [
        {"@type": "Dataset", "@id": str(one), **_named(graph, one)}
        for one in pointed(graph, about, DCAT.dataset)
    ]
    return block(told)


def dataset(graph: Graph, about: URIRef) -> Markup | None:
    """A dataset; ``None`` for a description of something else."""
    if (about, DCTERMS.identifier, None) not in graph:
        return None
    told = _told(graph, about, "Dataset")
    told["keywords"] = sorted({str(word) for word in graph.objects(about, DCAT.keyword)})
    told["isAccessibleForFree"] = True
    listing = graph.value(predicate=DCAT.dataset, object=about)
    told["includedInDataCatalog"] = {"@type": "DataCatalog", "@id": str(listing)}
    told["distribution"] = [_download(graph, one) for one in pointed(graph, about, DCAT.distribution)]
    return block({name: value for name, value in told.items() if value != []})


def _told(graph: Graph, about: URIRef, kind: str) -> dict[str, Any]:
    """What a catalogue and a dataset have in common."""
    # One file names the other IRI of the same licence, which says no more to who reads this.
    licences = Counter(
        graph.value(one, DCTERMS.license) for one in (about, *graph.objects(about, DCAT.distribution))
    )
    publisher = graph.value(about, DCTERMS.publisher)
    told: dict[str, Any] = {
        "@type": kind,
        "@id": str(about),
        "url": str(graph.value(about, DCAT.landingPage) or about),
        **_named(graph, about),
        "datePublished": str(graph.value(about, DCTERMS.issued)),
        "dateModified": str(graph.value(about, DCTERMS.modified)),
        "inLanguage": "da",
        "publisher": _organisation(str(publisher), str(graph.value(publisher, FOAF.name))),
        "license": [str(licence) for licence, _ in licences.most_common(1) if licence],
    }
    if period := graph.value(about, DCTERMS.temporal):
        days = (graph.value(period, part) for part in (DCAT.startDate, DCAT.endDate))
        told["temporalCoverage"] = "/".join(map(str, days))
        told["spatialCoverage"] = [
            {"@type": "Place", "@id": str(place), "name": str(graph.value(place, RDFS.label))}
            for place in pointed(graph, about, DCTERMS.spatial)
        ]
    return told


def _named(graph: Graph, about: Term) -> dict[str, Any]:
    """The name in Danish, in English as an alternative, and the description in Danish."""
    named = {}
    for name, predicate, language in (
        ("name", DCTERMS.title, "da"),
        ("alternateName", DCTERMS.title, "en"),
        ("description", DCTERMS.description, "da"),
    ):
        for value in graph.objects(about, predicate):
            if isinstance(value, Literal) and value.language == language:
                named[name] = str(value)
    return named


def _download(graph: Graph, one: Term) -> dict[str, Any]:
    """A distribution; one that is had by queries has an address and no more."""
    address = graph.value(one, DCAT.downloadURL) or graph.value(one, DCAT.accessURL)
    told: dict[str, Any] = {"@type": "DataDownload", "@id": str(one), "contentUrl": str(address)}
    media_type, size = graph.value(one, DCAT.mediaType), graph.value(one, DCAT.byteSize)
    if media_type:
        told["encodingFormat"] = str(media_type).partition("media-types/")[2]
    if size:
        told["contentSize"] = f"{size} B"
    if checksum := graph.value(one, SPDX.checksum):
        told["sha256"] = str(graph.value(checksum, SPDX.checksumValue))
    return told
