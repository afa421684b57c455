"""The words of DCAT and of the code lists it is filled from, and how a description is put together.

Nothing here is a blank node, and every term of another vocabulary that a description points to says what
it is, so that a page of the catalogue can be judged and read by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import DCTERMS, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from graph.base.labels import Labels
from graph.ontology.terms import CATALOGUE_PREFIXES
from graph.ontology.terms import PREFIXES as TERM_PREFIXES

DCAT = Namespace(CATALOGUE_PREFIXES["dcat"])  # rdflib's own is of DCAT 2
HYDRA = Namespace(CATALOGUE_PREFIXES["hydra"])
# CKAN reads these dates as well as dcat:startDate, and under this address alone.
SCHEMA_HTTP = Namespace(CATALOGUE_PREFIXES["schemahttp"])
SPDX = Namespace(CATALOGUE_PREFIXES["spdx"])
VCARD = Namespace(CATALOGUE_PREFIXES["vcard"])
VOID = Namespace(CATALOGUE_PREFIXES["void"])
PREFIXES = {
    **CATALOGUE_PREFIXES,
    **{prefix: TERM_PREFIXES[prefix] for prefix in ("dct", "foaf", "rdfs", "skos", "xsd")},
}

_EU = "http://publications.europa.eu/resource/authority/"
_IANA = "https://www.iana.org/assignments/media-types/"
DENMARK = f"{_EU}country/DNK"
EUPL = f"{_EU}licence/EUPL_1_2"
PUBLIC = URIRef(f"{_EU}access-right/PUBLIC")
IRREGULAR = URIRef(f"{_EU}frequency/IRREG")
DANISH = URIRef(f"{_EU}language/DAN")
ENGLISH = URIRef(f"{_EU}language/ENG")
GOVERNMENT = URIRef(f"{_EU}data-theme/GOVE")
THEMES = URIRef(f"{_EU}data-theme")
LOCAL_AUTHORITY = URIRef("http://purl.org/adms/publishertype/LocalAuthority")


@dataclass(frozen=True, slots=True)
class Application:
    """An application profile of DCAT that the catalogue can be had in.

    ``decimal_sizes``: dcat:byteSize is xsd:decimal, not xsd:nonNegativeInteger. ``sha256``: it allows a
    checksum by SHA-256.
    """

    token: str
    iri: str
    title: str
    names: tuple[str, ...]
    decimal_sizes: bool
    sha256: bool

    def named(self, name: str) -> bool:
        """Whether it is known by that token or IRI."""
        return name == self.token or name.rstrip("/") in self.names


DCAT_AP = Application(
    "dcat-ap",
    "http://data.europa.eu/r5r/",
    "DCAT-AP 3.0.1",
    ("http://data.europa.eu/r5r", "https://semiceu.github.io/DCAT-AP/releases/3.0.1"),
    decimal_sizes=False,
    sha256=True,
)
# Its shapes allow no checksum but SHA-1, which is optional and which we have not.
DCAT_AP_DK = Application(
    "dcat-ap-dk",
    "https://data.gov.dk/model/profile/dcat-ap-dk-2.0.2/",
    "DCAT-AP-DK 2.0.2",
    ("https://data.gov.dk/model/profile/dcat-ap-dk-2.0.2", "https://data.gov.dk/model/profile/dcat-ap-dk"),
    decimal_sizes=True,
    sha256=False,
)
APPLICATIONS = (DCAT_AP, DCAT_AP_DK)


# Licence -> the title CKAN knows it by, and its kind in ADMS.
_LICENCES = (
    ("creativecommons.org/licenses/by/", "Creative Commons Attribution", "Attribution"),
    (
        "creativecommons.org/licenses/by-sa/",
        "Creative Commons Attribution Share-Alike",
        "ViralEffect-ShareAlike",
    ),
    ("creativecommons.org/publicdomain/zero/", "Creative Commons CCZero", "PublicDomain"),
    (EUPL.partition("://")[2], "European Union Public Licence 1.2", "ViralEffect-ShareAlike"),
)
_LICENCE_KINDS = {
    "Attribution": Labels(da="Kreditering", en="Attribution"),
    "PublicDomain": Labels(da="Fri af ophavsret", en="Public domain"),
    "ViralEffect-ShareAlike": Labels(da="Deling på samme vilkår", en="Share alike"),
}


def licence_title(iri: str) -> str:
    """The title of a licence, or its IRI where it is none of the usual ones."""
    return next((title for part, title, _ in _LICENCES if part in iri), iri)


class Sketch:
    """A description in the making."""

    def __init__(self) -> None:
        self.graph = Graph()

    def say(self, subject: URIRef, predicate: URIRef, *values: URIRef | Literal) -> None:
        for value in values:
            self.graph.add((subject, predicate, value))

    def write(self, subject: URIRef, predicate: URIRef, text: Labels) -> None:
        """Words in Danish and, where they are other words, in other languages."""
        said: set[str] = set()
        for tag, words in text.items():
            if words not in said:
                self.say(subject, predicate, Literal(words, lang=tag))
            said.add(words)

    def words(self, subject: URIRef, predicate: URIRef, texts: Iterable[Labels]) -> None:
        for text in texts:
            self.write(subject, predicate, text)

    def typed(self, iri: str, *types: URIRef) -> URIRef:
        """A thing of these classes."""
        node = URIRef(iri)
        self.say(node, RDF.type, *types)
        return node

    def concept(self, iri: URIRef, label: Labels) -> URIRef:
        node = self.typed(iri, SKOS.Concept)
        self.write(node, SKOS.prefLabel, label)
        return node

    def licence(self, iri: str) -> URIRef:
        node = self.typed(iri, DCTERMS.LicenseDocument)
        self.say(node, DCTERMS.title, Literal(licence_title(iri)))
        for part, _, kind in _LICENCES:
            if part in iri:
                about = URIRef(f"http://purl.org/adms/licencetype/{kind}")
                self.say(node, DCTERMS.type, self.concept(about, _LICENCE_KINDS[kind]))
        return node

    def media_type(self, name: str) -> URIRef:
        """A media type by its name, which CKAN reads from the label."""
        node = self.typed(_IANA + name, DCTERMS.MediaType)
        self.say(node, RDFS.label, Literal(name))
        return node

    def file_type(self, code: str) -> URIRef:
        return self.typed(f"{_EU}file-type/{code}", DCTERMS.MediaTypeOrExtent)

    def standard(self, iri: str, title: str) -> URIRef:
        node = self.typed(iri, DCTERMS.Standard)
        self.say(node, DCTERMS.title, Literal(title))
        return node

    def theme(self) -> URIRef:
        """Government, of the EU's data themes."""
        node = self.concept(
            GOVERNMENT, Labels(da="Regeringen og den offentlige sektor", en="Government and public sector")
        )
        self.say(node, SKOS.inScheme, self.typed(THEMES, SKOS.ConceptScheme))
        self.write(THEMES, DCTERMS.title, Labels(da="Datatemaer", en="Data themes"))
        return node

    def place(self, iri: str) -> URIRef:
        node = self.typed(iri, DCTERMS.Location)
        if iri == DENMARK:
            self.write(node, SKOS.prefLabel, Labels(da="Danmark", en="Denmark"))
            self.say(node, RDFS.label, Literal("Danmark", lang="da"))  # the one that CKAN takes
        return node

    def period(self, iri: str, first: str, last: str) -> URIRef:
        """Two days, as ISO 8601, and all between."""
        node = self.typed(iri, DCTERMS.PeriodOfTime)
        start, end = (Literal(day, datatype=XSD.date) for day in (first, last))
        self.say(node, DCAT.startDate, start)
        self.say(node, DCAT.endDate, end)
        self.say(node, SCHEMA_HTTP.startDate, start)
        self.say(node, SCHEMA_HTTP.endDate, end)
        return node


def pointed(graph: Graph, node: Node, predicate: URIRef) -> list[URIRef]:
    """The things that a thing points to by a property, in order of their IRIs."""
    return sorted(value for value in graph.objects(node, predicate) if isinstance(value, URIRef))
