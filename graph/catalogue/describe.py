"""How each thing of the catalogue is described under an application profile of DCAT."""

from datetime import datetime

from rdflib import DCTERMS, FOAF, RDFS, SKOS, XSD, Literal, URIRef

from graph.base.config import Config
from graph.base.labels import Labels
from graph.catalogue.addresses import Addresses
from graph.catalogue.codes import (
    DANISH,
    DENMARK,
    ENGLISH,
    GOVERNMENT,
    IRREGULAR,
    PUBLIC,
    PUBLISHERS,
    THEMES,
    Code,
)
from graph.catalogue.datasets import SPARQL, WHOLE, File, Listed, Service
from graph.catalogue.dcat import DCAT, DCATAP, SPDX, VCARD, Application, Sketch
from graph.catalogue.holdings import Holdings
from graph.catalogue.licences import licence_of
from graph.formats.table import GZIP, HTML, SPARQL_QUERY
from graph.ontology import iris

_PACKED = Labels(da="pakket", en="compressed")
_LICENCE = Labels(da="Licens", en="Licence")
_MUNICIPAL = "LocalAuthority"
_RIGHTS = Labels(
    da="Data er læst ud af offentlige referater og må bruges på licensens vilkår. Af lukkede punkter er der "
    "kun nummer, overskrift og sagsnummer. Hvad der er trukket tilbage, må ikke bruges længere.",
    en="The data are read from public minutes and may be used under the terms of the licence. Of closed "
    "items there are number, title and case number only. What has been withdrawn must be used no longer.",
)
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
        self.say(catalogue, DCTERMS.language, self._language(DANISH), self._language(ENGLISH))
        self.say(catalogue, DCTERMS.issued, _instant(self.holdings.issued))
        self.say(catalogue, DCTERMS.modified, _instant(self.holdings.created))
        self.say(catalogue, FOAF.homepage, self._page(self.site.front_of(whole.municipality)))
        self.say(catalogue, DCAT.themeTaxonomy, self.code_list(THEMES))
        self._coverage(catalogue, whole)
        profile = self.standard(self.application.iri, self.application.title)
        self.say(catalogue, DCTERMS.conformsTo, profile)
        return catalogue

    def dataset(self, one: Listed) -> URIRef:
        """A dataset, with its distributions. Its landing page is the web page of this description."""
        dataset = self.typed(self.iri("dataset", one.path), DCAT.Dataset)
        self._titled(dataset, one)
        self.words(dataset, DCAT.keyword, one.keywords)
        self._responsible(dataset, "", one.municipality)
        self.say(dataset, DCTERMS.identifier, Literal(dataset))
        self.say(dataset, DCTERMS.accrualPeriodicity, self.code(IRREGULAR, DCTERMS.Frequency))
        self.say(dataset, DCTERMS.accessRights, self._public())
        self.say(dataset, DCTERMS.language, self._language(DANISH))
        self.say(dataset, DCTERMS.issued, _instant(one.issued))
        self.say(dataset, DCTERMS.modified, _instant(one.modified))
        self.say(dataset, DCTERMS.conformsTo, self.standard(*one.standard))
        self.say(dataset, DCAT.theme, self.code(GOVERNMENT, SKOS.Concept))
        self.say(dataset, DCAT.landingPage, self._page(f"{dataset}.{HTML.suffix}"))
        self.say(dataset, FOAF.page, self._page(one.page))
        self._coverage(dataset, one)
        for file in one.files:
            self.say(dataset, DCAT.distribution, self.distribution(one, file))
        if one.path == WHOLE:
            self.say(dataset, DCAT.distribution, self.endpoint(one))
        return dataset

    def distribution(self, one: Listed, file: File) -> URIRef:
        """A file of a dataset."""
        form = file.form
        address = URIRef(file.address)
        node = self.typed(self.iri("distribution", f"{one.path}/{file.last_part}"), DCAT.Distribution)
        packed = Labels(**{tag: f"{form.labels.best(tag)}, {word}" for tag, word in _PACKED.items()})
        words = packed if file.packed else file.labels or form.labels
        if file.year:
            words = Labels(**{tag: f"{file.year}, {words.best(tag)}" for tag in one.title})
        self._form(node, one, words, file.modified or one.modified)
        # A register reads one title of a licence, in the language of its portal, so the first of the files
        # names the licence by its other IRI: Open Data DK knows the Danish title, CKAN the English one.
        iri = one.licence or self.config.licence
        first = len(one.files) > 1 and file is one.files[0]
        self.say(node, DCTERMS.license, self.licence_beside(iri) if first else self.licence(iri))
        self.say(node, DCAT.accessURL, address)
        self.say(node, DCAT.downloadURL, address)
        self.say(node, DCAT.mediaType, self.media_type(form.media_type))
        self.say(node, DCTERMS["format"], self.file_type(form))
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
        self._form(node, whole, SPARQL.title, whole.modified)
        self.say(node, DCTERMS.license, self.licence(self.config.licence))
        self.say(node, DCAT.accessURL, URIRef(SPARQL.address(self.site)))
        self.say(node, DCAT.accessService, self.iri("service", SPARQL.path))
        self.say(node, DCAT.mediaType, self.media_type(SPARQL_QUERY.media_type))
        self.say(node, DCTERMS["format"], self.file_type(SPARQL_QUERY))
        self.say(node, DCTERMS.conformsTo, self.standard(*SPARQL.standard))
        return node

    def service(self, service: Service) -> URIRef:
        """A way to ask; the whole graph that it serves is described beside it."""
        node = self.typed(self.iri("service", service.path), DCAT.DataService)
        self.write(node, DCTERMS.title, service.title)
        self.write(node, DCTERMS.description, service.about)
        self._responsible(node, self.config.licence, service.municipality)
        described = service.described or service.address
        self.say(node, DCAT.endpointURL, URIRef(service.address(self.site)))
        self.say(node, DCAT.endpointDescription, URIRef(described(self.site)))
        whole = self.holdings.of(service.municipality).path(WHOLE)
        self.say(node, DCAT.servesDataset, self.iri("dataset", whole))
        self.say(node, DCTERMS.accessRights, self._public())
        self.say(node, DCTERMS.conformsTo, self.standard(*service.standard))
        self.say(node, DCAT.theme, self.code(GOVERNMENT, SKOS.Concept))
        return node

    def _titled(self, node: URIRef, one: Listed) -> None:
        self.write(node, DCTERMS.title, one.title)
        self.write(node, DCTERMS.description, self._about(one))

    def _about(self, one: Listed) -> Labels:
        """What a dataset is about, and its licence where a register sends its reader here for that."""
        iri = one.licence or self.config.licence
        known = licence_of(iri)
        if known is None or not known.referred:
            return one.about
        said = {tag: f"{word}: {known.titles.best(tag)}, {iri}." for tag, word in _LICENCE.items()}
        return Labels(**{tag: f"{words} {said[tag]}" for tag, words in one.about.items()})

    def _form(self, node: URIRef, one: Listed, form: Labels, modified: str) -> None:
        """What distributions have in common."""
        title = Labels(**{tag: f"{words} ({form.best(tag)})" for tag, words in one.title.items()})
        self.write(node, DCTERMS.title, title)
        self.write(node, DCTERMS.description, self._about(one))
        self.say(node, DCTERMS.rights, self._rights())
        self.say(node, DCATAP.availability, self.code(self.application.availability, SKOS.Concept))
        self.say(node, DCTERMS.issued, _instant(one.issued))
        self.say(node, DCTERMS.modified, _instant(modified))
        self.say(node, DCTERMS.language, self._language(DANISH))

    def _language(self, one: Code) -> URIRef:
        return self.code(one, DCTERMS.LinguisticSystem)

    def _public(self) -> URIRef:
        return self.code(PUBLIC, DCTERMS.RightsStatement)

    def _rights(self) -> URIRef:
        """What the licence does not say: of whom nothing is told, and what may be taken back."""
        node = self.typed(iris.rights(self.config.base_iri), DCTERMS.RightsStatement)
        self.write(node, RDFS.label, _RIGHTS)
        return node

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
        municipal = not stated or stated == holdings.municipality["da"]
        if kind := (config.publisher_type if stated else "") or (_MUNICIPAL if municipal else ""):
            self.say(agent, DCTERMS.type, self.code(PUBLISHERS[kind], SKOS.Concept))
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
        """Where and when: the place of the settings, or else each municipality, and Denmark."""
        if not one.first:
            return
        base, of = self.config.base_iri, self.holdings.of(one.municipality)
        if self.config.spatial:
            name = DENMARK.labels if self.config.spatial == DENMARK.iri else of.municipality
            self.say(node, DCTERMS.spatial, self.place(self.config.spatial, name))
        else:
            country = self.code(DENMARK)
            self.say(node, DCTERMS.spatial, self.place(country, DENMARK.labels))
            for part in of.parts or (of,):
                place = self.place(iris.area(base, part.slug), part.municipality)
                self.say(node, DCTERMS.spatial, place)
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
