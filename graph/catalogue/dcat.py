"""The words of DCAT, and how a description is put together.

Nothing here is a blank node, and every term of another vocabulary that a description points to says what
it is, so that a page of the catalogue can be judged and read by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import DCTERMS, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from graph.base.labels import Labels
from graph.catalogue.codes import FILE_TYPES, LICENCES_OF_EU, Code, CodeList, authority
from graph.catalogue.licences import Licence, licence_of
from graph.formats.table import Format, label_of_file_type
from graph.ontology.terms import CATALOGUE_PREFIXES
from graph.ontology.terms import PREFIXES as TERM_PREFIXES

DCAT = Namespace(CATALOGUE_PREFIXES["dcat"])  # rdflib's own is of DCAT 2
HYDRA = Namespace(CATALOGUE_PREFIXES["hydra"])
# CKAN reads these dates as well as dcat:startDate, and under this address alone.
SCHEMA_HTTP = Namespace(CATALOGUE_PREFIXES["schemahttp"])
SPDX = Namespace(CATALOGUE_PREFIXES["spdx"])
DCATAP = Namespace(CATALOGUE_PREFIXES["dcatap"])
VCARD = Namespace(CATALOGUE_PREFIXES["vcard"])
VOID = Namespace(CATALOGUE_PREFIXES["void"])
PREFIXES = {
    **CATALOGUE_PREFIXES,
    **{prefix: TERM_PREFIXES[prefix] for prefix in ("dct", "foaf", "rdfs", "skos", "xsd")},
}

_IANA = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True, slots=True)
class Application:
    """An application profile of DCAT that the catalogue can be had in.

    ``decimal_sizes``: dcat:byteSize is xsd:decimal, not xsd:nonNegativeInteger. ``sha256``: it allows a
    checksum by SHA-256. ``availability``: how long the data are meant to be had, of its own list.
    """

    token: str
    iri: str
    title: str
    names: tuple[str, ...]
    decimal_sizes: bool
    sha256: bool
    availability: Code

    def named(self, name: str) -> bool:
        """Whether it is known by that token or IRI."""
        return name == self.token or name.rstrip("/") in self.names


_R5R = "http://data.europa.eu/r5r/"
_AVAILABILITY = Labels(da="Planlagt tilgængelighed", en="Planned availability")
_STABLE = Labels(da="stabil", en="stable")
DCAT_AP = Application(
    "dcat-ap",
    _R5R,
    "DCAT-AP 3.0.1",
    ("http://data.europa.eu/r5r", "https://semiceu.github.io/DCAT-AP/releases/3.0.1"),
    decimal_sizes=False,
    sha256=True,
    availability=Code(authority("planned-availability", _AVAILABILITY), "STABLE", _STABLE),
)
# Its shapes allow no checksum but SHA-1, which is optional and which we have not.
DCAT_AP_DK = Application(
    "dcat-ap-dk",
    "https://data.gov.dk/model/profile/dcat-ap-dk-2.0.2/",
    "DCAT-AP-DK 2.0.2",
    ("https://data.gov.dk/model/profile/dcat-ap-dk-2.0.2", "https://data.gov.dk/model/profile/dcat-ap-dk"),
    decimal_sizes=True,
    sha256=False,
    availability=Code(
        CodeList(f"{_R5R}availability/", f"{_R5R}availability", _AVAILABILITY), "stable", _STABLE
    ),
)
APPLICATIONS = (DCAT_AP, DCAT_AP_DK)


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
                self.say(subject, predicate, Literal(words, lang=tag or None))
            said.add(words)

    def words(self, subject: URIRef, predicate: URIRef, texts: Iterable[Labels]) -> None:
        for text in texts:
            self.write(subject, predicate, text)

    def typed(self, iri: str, *types: URIRef) -> URIRef:
        """A thing of these classes."""
        node = URIRef(iri)
        self.say(node, RDF.type, *types)
        return node

    def code(self, one: Code, *types: URIRef) -> URIRef:
        """A code with its labels, in its list."""
        node = self.typed(one.iri, *types)
        self.write(node, SKOS.prefLabel, one.labels)
        self.say(node, SKOS.inScheme, self.code_list(one.of))
        return node

    def code_list(self, of: CodeList) -> URIRef:
        node = self.typed(of.iri, SKOS.ConceptScheme)
        self.write(node, DCTERMS.title, of.titles)
        return node

    def licence(self, iri: str) -> URIRef:
        """A licence by the IRI it was stated with; the titles are those by which registers know it."""
        known = licence_of(iri)
        if known is None:
            node = self.typed(iri, DCTERMS.LicenseDocument)
            self.say(node, DCTERMS.title, Literal(iri))
            return node
        node = self._known_licence(iri, known, (other for other in known.known_by if other != iri))
        self.write(node, DCTERMS.title, known.titles)
        if known.referred:
            self.say(node, DCTERMS.title, Literal(known.referred, lang="da"))
        return node

    def licence_beside(self, iri: str) -> URIRef:
        """The same licence by its IRI of the other kind, with the one title that CKAN's register has in every
        language; by the same IRI where there is no other."""
        known = licence_of(iri)
        other = known.beside(iri) if known else ""
        if known is None or not other:
            return self.licence(iri)
        node = self._known_licence(other, known, (iri,))
        self.say(node, DCTERMS.title, Literal(known.titles.best("en")))
        return node

    def _known_licence(self, iri: str, known: Licence, others: Iterable[str]) -> URIRef:
        """A licence by one of its IRIs, with the ``others`` that are told of, and without a title."""
        node = self.typed(iri, DCTERMS.LicenseDocument)
        self.say(node, DCTERMS.type, self.code(known.kind, SKOS.Concept))
        self.say(node, SKOS.exactMatch, *map(URIRef, others))
        if LICENCES_OF_EU.has(iri):
            self.say(node, SKOS.inScheme, self.code_list(LICENCES_OF_EU))
        return node

    def media_type(self, name: str) -> URIRef:
        """A media type by its name, which CKAN reads from the label."""
        node = self.typed(_IANA + name, DCTERMS.MediaType)
        self.say(node, RDFS.label, Literal(name))
        return node

    def file_type(self, form: Format) -> URIRef:
        """What the EU's list calls a format. CKAN reads the label of a dct:IMT alone, and shows the IRI of
        anything else."""
        label = label_of_file_type(form.file_type)
        code = Code(FILE_TYPES, form.file_type, Labels(label))
        node = self.typed(code.iri, DCTERMS.IMT, DCTERMS.MediaTypeOrExtent)
        self.say(node, RDFS.label, Literal(label))
        self.say(node, SKOS.inScheme, self.code_list(FILE_TYPES))
        return node

    def standard(self, iri: str, title: str) -> URIRef:
        node = self.typed(iri, DCTERMS.Standard)
        self.say(node, DCTERMS.title, Literal(title))
        return node

    def place(self, iri: str, name: Labels) -> URIRef:
        """A place; CKAN takes its name from one label without a language."""
        node = self.typed(iri, DCTERMS.Location)
        self.write(node, SKOS.prefLabel, name)
        self.say(node, RDFS.label, Literal(name.best("da")))
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
