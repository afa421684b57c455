"""How each thing of the catalogue is described under an application profile of DCAT."""

from datetime import datetime

from rdflib import DCTERMS, FOAF, XSD, Literal, URIRef

from graph.base.config import Config
from graph.base.labels import Labels
from graph.catalogue.addresses import Addresses
from graph.catalogue.datasets import SPARQL, WHOLE, File, Listed, Service
from graph.catalogue.dcat import (
    DANISH,
    DCAT,
    DENMARK,
    ENGLISH,
    IRREGULAR,
    LOCAL_AUTHORITY,
    PUBLIC,
    SPDX,
    THEMES,
    VCARD,
    Application,
    Sketch,
)
from graph.catalogue.holdings import Holdings
from graph.formats.table import GZIP
from graph.ontology import iris

_PACKED = Labels(da="pakket", en="compressed")
ENDPOINT = f"{WHOLE}/{SPARQL.path}"
"""The last part of the IRI of the distribution that is had by queries."""
MUNICIPALITY = "municipality"
"""The kind of the catalogues of which there is one for each of several municipalities."""


class Describer(Sketch):
    """A description, in one graph, of the things it is told to describe."""

    def __init__(self, config: Config, holdings: Holdings, application: Application, site: Addresses) -> None:
        super().__init__()
        self.config = config
        self.holdings = holdings
        self.application = application
        self.site = site

    def iri(self, kind: str, path: str) -> URIRef:
        """The IRI of a ``dataset``, ``distribution`` or ``service``."""
        return iris.catalogued(self.config.base_iri, kind, path)

    def catalogue_of(self, municipality: str) -> URIRef:
        """The IRI of the catalogue that lists what is of one of several municipalities, or of none of
        them."""
        base = self.config.base_iri
        return iris.catalogued(base, MUNICIPALITY, municipality) if municipality else iris.catalogue(base)

    def catalogue(self, whole: Listed) -> URIRef:
        """The catalogue itself, or that of a municipality; ``whole`` is the dataset of all its data."""
        catalogue = self.typed(self.catalogue_of(whole.municipality), DCAT.Catalog)
        name = self.holdings.of(whole.municipality).municipality
        title = Labels(
            da=f"Datakatalog: referater fra {name['da']}", en=f"Data catalogue: minutes of {name['en']}"
        )
        about = Labels(
            da=f"Åbne data, læst ud af referater fra {name['da']}, til at hente og til at spørge i.",
            en=f"Open data read from minutes of {name['en']}, to download and to query.",
        )
        self.write(catalogue, DCTERMS.title, title)
        self.write(catalogue, DCTERMS.description, about)
        self._responsible(catalogue, self.config.licence, whole.municipality)
        for language in (DANISH, ENGLISH):
            self.say(catalogue, DCTERMS.language, self.typed(language, DCTERMS.LinguisticSystem))
        self.say(catalogue, DCTERMS.modified, _instant(self.holdings.created))
        self.say(catalogue, FOAF.homepage, self._page(self.site.front_of(whole.municipality)))
        self.theme()
        self.say(catalogue, DCAT.themeTaxonomy, THEMES)
        self._coverage(catalogue, whole)
        profile = self.standard(self.application.iri, self.application.title)
        self.say(catalogue, DCTERMS.conformsTo, profile)
        return catalogue

    def dataset(self, one: Listed) -> URIRef:
        """A dataset or series, with its distributions. A series is a dataset too (DCAT 3, section 6.7), and
        is found as one by harvesters that know no series."""
        dataset = self.typed(self.iri("dataset", one.path), DCAT.Dataset)
        if one.members:
            self.typed(dataset, DCAT.DatasetSeries)
        self._titled(dataset, one)
        self.words(dataset, DCAT.keyword, one.keywords)
        self._responsible(dataset, "", one.municipality)
        self.say(dataset, DCTERMS.identifier, Literal(dataset))
        self.say(dataset, DCTERMS.accrualPeriodicity, self.typed(IRREGULAR, DCTERMS.Frequency))
        self.say(dataset, DCTERMS.accessRights, self.typed(PUBLIC, DCTERMS.RightsStatement))
        self.say(dataset, DCTERMS.language, self.typed(DANISH, DCTERMS.LinguisticSystem))
        self.say(dataset, DCTERMS.modified, _instant(one.modified))
        self.say(dataset, DCTERMS.conformsTo, self.standard(*one.standard))
        self.say(dataset, DCAT.theme, self.theme())
        self.say(dataset, DCAT.landingPage, self._page(one.page))
        self._coverage(dataset, one)
        for series in one.series:
            self.say(dataset, DCAT.inSeries, self.iri("dataset", series))
        for file in one.files:
            self.say(dataset, DCAT.distribution, self.distribution(one, file))
        if one.path == WHOLE:
            self.say(dataset, DCAT.distribution, self.endpoint(one))
        return dataset

    def series_elsewhere(self, one: Listed) -> None:
        """A series that is described on another page: no dataset here, or it would be harvested twice."""
        self._titled(self.typed(self.iri("dataset", one.path), DCAT.DatasetSeries), one)

    def distribution(self, one: Listed, file: File) -> URIRef:
        """A file of a dataset."""
        form = file.form
        address = URIRef(file.address)
        node = self.typed(self.iri("distribution", f"{one.path}/{file.last_part}"), DCAT.Distribution)
        packed = Labels(**{tag: f"{form.labels.best(tag)}, {word}" for tag, word in _PACKED.items()})
        self._form(node, one, packed if file.packed else file.labels or form.labels)
        self.say(node, DCAT.accessURL, address)
        self.say(node, DCAT.downloadURL, address)
        self.say(node, DCAT.mediaType, self.media_type(form.media_type))
        self.say(node, DCTERMS["format"], self.file_type(form.file_type))
        if file.packed:
            self.say(node, DCAT.compressFormat, self.media_type(GZIP.media_type))
        if file.bytes is not None:
            size = XSD.decimal if self.application.decimal_sizes else XSD.nonNegativeInteger
            self.say(node, DCAT.byteSize, Literal(str(file.bytes), datatype=size))
        if file.sha256 and self.application.sha256:
            self.say(node, SPDX.checksum, self._checksum(iris.checksum(node), file.sha256))
        return node

    def endpoint(self, whole: Listed) -> URIRef:
        """All data, as they are had by queries."""
        node = self.typed(self.iri("distribution", ENDPOINT), DCAT.Distribution)
        self._form(node, whole, SPARQL.title)
        self.say(node, DCAT.accessURL, URIRef(SPARQL.address(self.site)))
        self.say(node, DCAT.accessService, self.iri("service", SPARQL.path))
        self.say(node, DCTERMS["format"], self.file_type("SPARQLQ"))
        self.say(node, DCTERMS.conformsTo, self.standard(*SPARQL.standard))
        return node

    def service(self, service: Service) -> URIRef:
        """A way to ask; the whole graph that it serves is described beside it."""
        node = self.typed(self.iri("service", service.path), DCAT.DataService)
        self.write(node, DCTERMS.title, service.title)
        self.write(node, DCTERMS.description, service.about)
        self._responsible(node, self.config.licence, service.municipality)
        address = URIRef(service.address(self.site))
        self.say(node, DCAT.endpointURL, address)
        self.say(node, DCAT.endpointDescription, address)
        whole = self.holdings.of(service.municipality).path(WHOLE)
        self.say(node, DCAT.servesDataset, self.iri("dataset", whole))
        self.say(node, DCTERMS.accessRights, self.typed(PUBLIC, DCTERMS.RightsStatement))
        self.say(node, DCTERMS.conformsTo, self.standard(*service.standard))
        self.say(node, DCAT.theme, self.theme())
        return node

    def _titled(self, node: URIRef, one: Listed) -> None:
        self.write(node, DCTERMS.title, one.title)
        self.write(node, DCTERMS.description, one.about)

    def _form(self, node: URIRef, one: Listed, form: Labels) -> None:
        """What distributions have in common."""
        title = Labels(**{tag: f"{words} ({form.best(tag)})" for tag, words in one.title.items()})
        self.write(node, DCTERMS.title, title)
        self.write(node, DCTERMS.description, one.about)
        self.say(node, DCTERMS.license, self.licence(one.licence or self.config.licence))
        self.say(node, DCTERMS.modified, _instant(one.modified))
        self.say(node, DCTERMS.language, self.typed(DANISH, DCTERMS.LinguisticSystem))

    def _responsible(self, node: URIRef, licence: str, municipality: str = "") -> None:
        """Who publishes, who is asked, and by which licence; distributions have licences of their own."""
        self.say(node, DCTERMS.publisher, self._publisher(self.holdings.of(municipality)))
        contact = self._contact()
        if contact:
            self.say(node, DCAT.contactPoint, contact)
        if licence:
            self.say(node, DCTERMS.license, self.licence(licence))

    def _publisher(self, holdings: Holdings) -> URIRef:
        """The publisher of the settings, or else the municipality; one of several publishes its own."""
        config = self.config
        own = str(iris.Iris(config.base_iri, holdings.slug).municipality_itself())
        stated = "" if holdings.among else config.publisher
        apart = stated or holdings.parts  # and no municipality
        iri = "" if holdings.among else config.publisher_iri
        agent = self.typed(iri or (str(iris.publisher(config.base_iri)) if apart else own), FOAF.Agent)
        self.say(agent, FOAF.name, Literal(stated or holdings.municipality["da"], lang="da"))
        if not apart:
            kind = self.concept(LOCAL_AUTHORITY, Labels(da="Lokal myndighed", en="Local authority"))
            self.say(agent, DCTERMS.type, kind)
        return agent

    def _contact(self) -> URIRef | None:
        config = self.config
        if not (config.contact_name or config.contact_email):
            return None
        node = self.typed(iris.contact(config.base_iri), VCARD.Kind, VCARD.Organization)
        name = config.contact_name or config.publisher or self.holdings.municipality["da"]
        self.say(node, VCARD.fn, Literal(name, lang="da"))
        if config.contact_email:
            self.say(node, VCARD.hasEmail, URIRef(f"mailto:{config.contact_email}"))
        return node

    def _coverage(self, node: URIRef, one: Listed) -> None:
        """Where and when, of what is about meetings."""
        if one.first:
            self.say(node, DCTERMS.spatial, self.place(self.config.spatial or DENMARK))
            self.say(node, DCTERMS.temporal, self.period(iris.period(node), one.first, one.last))

    def _checksum(self, iri: str, sha256: str) -> URIRef:
        node = self.typed(iri, SPDX.Checksum)
        algorithm = self.typed(SPDX.checksumAlgorithm_sha256, SPDX.ChecksumAlgorithm)
        self.say(node, SPDX.algorithm, algorithm)
        self.say(node, SPDX.checksumValue, Literal(sha256, datatype=XSD.hexBinary))
        return node

    def _page(self, address: str) -> URIRef:
        return self.typed(address, FOAF.Document)


def _instant(iso: str) -> Literal:
    """An instant of ISO 8601 as xsd:dateTime."""
    return Literal(datetime.fromisoformat(iso).isoformat(), datatype=XSD.dateTime)
