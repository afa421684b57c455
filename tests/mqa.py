"""The score of a catalogue by data.europa.eu's metadata quality assessment: 405 points a dataset.

Its published method: points for what a dataset states, and for what the best of its distributions states. Which
formats count as free and machine-readable stands in lists of its own, of which these are the codes that we have
(Parquet is in neither). What it asks of the network is asked of the site that is tested.
"""

from collections.abc import Callable

from rdflib import DCTERMS, Graph, URIRef
from rdflib.term import Node

from graph.catalogue.dcat import DCAT

_EU = "http://publications.europa.eu/resource/authority/"
_IANA = "https://www.iana.org/assignments/media-types/"
_FREE = {"JSON", "JSON_LD", "RDF_N_QUADS", "RDF_N_TRIPLES", "RDF_TRIG", "RDF_TURTLE", "RDF_XML", "CSV", "TSV"}
MOST = 405
_DATASET = (
    (DCAT.keyword, 30),
    (DCAT.theme, 30),
    (DCTERMS.spatial, 20),
    (DCTERMS.temporal, 20),
    (DCTERMS.accessRights, 10),
    (DCAT.contactPoint, 20),
    (DCTERMS.publisher, 10),
)
_DISTRIBUTION = (
    (DCAT.downloadURL, 20),
    (DCTERMS["format"], 20),
    (DCAT.mediaType, 10),
    (DCTERMS.license, 20),
    (DCTERMS.rights, 5),
    (DCAT.byteSize, 5),
    (DCTERMS.issued, 5),
    (DCTERMS.modified, 5),
)


def scores(graph: Graph, valid: bool, reached: Callable[[str], bool]) -> dict[str, int]:
    """The points of each dataset that a catalogue lists. ``valid`` says whether the shapes of DCAT-AP find no
    fault, ``reached`` whether an address answers."""
    return {
        str(dataset): _of_dataset(graph, dataset)
        + 30 * valid
        + max(_of_distribution(graph, one, reached) for one in graph.objects(dataset, DCAT.distribution))
        for dataset in graph.objects(None, DCAT.dataset)
    }


def _of_dataset(graph: Graph, dataset: Node) -> int:
    told = sum(points for predicate, points in _DATASET if (dataset, predicate, None) in graph)
    return told + 5 * _all_in(graph, dataset, DCTERMS.accessRights, f"{_EU}access-right/")


def _of_distribution(graph: Graph, one: Node, reached: Callable[[str], bool]) -> int:
    codes = {str(code).rpartition("/")[2] for code in graph.objects(one, DCTERMS["format"])}
    known = _all_in(graph, one, DCTERMS["format"], f"{_EU}file-type/") and _all_in(
        graph, one, DCAT.mediaType, _IANA
    )
    return (
        sum(points for predicate, points in _DISTRIBUTION if (one, predicate, None) in graph)
        + 50 * _answers(graph, one, DCAT.accessURL, reached)
        + 30 * _answers(graph, one, DCAT.downloadURL, reached)
        + 10 * known
        + 40 * (codes <= _FREE)
        + 10 * _all_in(graph, one, DCTERMS.license, f"{_EU}licence/")
    )


def _all_in(graph: Graph, node: Node, predicate: URIRef, space: str) -> bool:
    values = [str(value) for value in graph.objects(node, predicate)]
    return bool(values) and all(value.startswith(space) for value in values)


def _answers(graph: Graph, node: Node, predicate: URIRef, reached: Callable[[str], bool]) -> bool:
    addresses = [str(address) for address in graph.objects(node, predicate)]
    return bool(addresses) and all(map(reached, addresses))
