"""VoID: what the data are and how to get at them, for clients of linked data (W3C Note, 3 March 2011)."""

from rdflib import DCTERMS, FOAF, PROV, SKOS, XSD, Graph, Literal, Namespace, URIRef

from graph.base.config import Config
from graph.catalogue.addresses import Addresses
from graph.catalogue.datasets import TERMS, WHOLE, Listed, listed
from graph.catalogue.dcat import VOID, Sketch
from graph.catalogue.holdings import Holdings
from graph.formats.table import GRAPHS, RDF
from graph.ontology.iris import Iris, catalogue, catalogued, thing
from graph.ontology.terms import PREFIXES

_FORMATS = Namespace("http://www.w3.org/ns/formats/")
_USED = (str(DCTERMS), str(FOAF), str(PROV), str(SKOS), PREFIXES["schema"], PREFIXES["sg"])


def void(config: Config, holdings: Holdings, site: Addresses, triples: int) -> Graph:
    """The description of the whole graph, whose IRI is that of the catalogue's dataset, with its parts;
    ``triples`` are as many as the endpoint counts in its default graph."""
    sketch, base = Sketch(), config.base_iri
    everything = listed(holdings, site)
    whole = _dataset(sketch, base, everything[0])
    document = sketch.typed(site.void, VOID.DatasetDescription)
    sketch.say(document, FOAF.primaryTopic, whole)
    sketch.write(document, DCTERMS.title, everything[0].title)
    sketch.write(whole, DCTERMS.description, everything[0].about)
    sketch.say(whole, VOID.sparqlEndpoint, URIRef(site.sparql))
    sketch.say(whole, VOID.uriSpace, Literal(str(thing(base, ""))))
    sketch.say(whole, VOID.triples, Literal(triples))
    sketch.say(whole, VOID.rootResource, catalogue(base))
    sketch.say(whole, VOID.vocabulary, *map(URIRef, _USED))
    sketch.say(whole, VOID.feature, *(_FORMATS[form.w3c] for form in GRAPHS))
    sketch.say(whole, DCTERMS.modified, Literal(holdings.created, datatype=XSD.dateTime))
    if config.licence:
        sketch.say(whole, DCTERMS.license, URIRef(config.licence))
    for part in everything:
        rdf = any(file.form in RDF for file in part.files)
        if not rdf or part.path in (WHOLE, TERMS):
            continue
        of = URIRef(catalogued(base, "dataset", f"{part.municipality}/{WHOLE}"))
        above = of if part.municipality and part.path != f"{part.municipality}/{WHOLE}" else whole
        sketch.say(above, VOID.subset, _dataset(sketch, base, part))
        if above is whole and part.municipality:
            sketch.say(of, VOID.uriSpace, Literal(str(Iris(base, part.municipality).of(""))))
    return sketch.graph


def _dataset(sketch: Sketch, base: str, one: Listed) -> URIRef:
    node = sketch.typed(catalogued(base, "dataset", one.path), VOID.Dataset)
    sketch.write(node, DCTERMS.title, one.title)
    sketch.say(node, VOID.dataDump, *(URIRef(file.address) for file in one.files))
    return node
