"""ontology.ttl, read once: terms, labels, code lists and the JSON-LD context all come from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from graph.base.config import resource
from graph.ontology.cardinality import datatypes, single, translated
from graph.ontology.turtle import turtle_graph

SG = "https://w3id.org/sagsgraf/ns#"
ONTOLOGY = URIRef("https://w3id.org/sagsgraf/ns")
CONCEPT = "https://w3id.org/sagsgraf/concept/"

# The vocabularies our data use beside our own; the prefixes of every Turtle, JSON-LD and query page.
PREFIXES = {
    "sg": SG,
    "adms": "http://www.w3.org/ns/adms#",
    "dct": "http://purl.org/dc/terms/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "eli-dl": "http://data.europa.eu/eli/eli-draft-legislation-ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_PREFIX_OF = {space: prefix for prefix, space in PREFIXES.items()}
STREAM_PREFIXES = {
    "as": "https://www.w3.org/ns/activitystreams#",
    "ldes": "https://w3id.org/ldes#",
    "tree": "https://w3id.org/tree#",
}
"""The vocabularies of the change feed."""
DCT = Namespace(PREFIXES["dct"])
DQV = Namespace(PREFIXES["dqv"])
ELI = Namespace(PREFIXES["eli"])
FOAF = Namespace(PREFIXES["foaf"])
OA = Namespace(PREFIXES["oa"])
ORG = Namespace(PREFIXES["org"])
PROV = Namespace(PREFIXES["prov"])
SCHEMA = Namespace(PREFIXES["schema"])

CATALOGUE_PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "schemahttp": "http://schema.org/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
}
"""Those of the catalogue and of the lists."""
SHAPE_PREFIXES = {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "sgs": "https://w3id.org/sagsgraf/shapes#",
    "vann": "http://purl.org/vocab/vann/",
}
"""Those of the ontology, the shapes and the description of the service."""

LANG_STRING = str(RDF.langString)
# Reused properties and classes that have a name of their own in the context: name -> IRI, type of the values.
_REUSED: dict[str, tuple[str, str | None]] = {
    "label": (str(RDFS.label), LANG_STRING),
    "comment": (str(RDFS.comment), LANG_STRING),
    "title": (PREFIXES["dct"] + "title", LANG_STRING),
    "description": (PREFIXES["dct"] + "description", LANG_STRING),
    "date": (PREFIXES["dct"] + "date", str(XSD.date)),
    "modified": (PREFIXES["dct"] + "modified", str(XSD.dateTime)),
    "issued": (PREFIXES["dct"] + "issued", str(XSD.dateTime)),
    "language": (PREFIXES["dct"] + "language", "@id"),
    "license": (PREFIXES["dct"] + "license", "@id"),
    "accessRights": (PREFIXES["dct"] + "accessRights", "@id"),
    "references": (PREFIXES["dct"] + "references", "@id"),
    "replaces": (PREFIXES["dct"] + "replaces", "@id"),
    "source": (PREFIXES["dct"] + "source", "@id"),
    "startDate": (PREFIXES["schema"] + "startDate", str(XSD.dateTime)),
    "endDate": (PREFIXES["schema"] + "endDate", str(XSD.dateTime)),
    "location": (PREFIXES["schema"] + "location", LANG_STRING),
    "primaryTopic": (PREFIXES["foaf"] + "primaryTopic", "@id"),
    "isPrimaryTopicOf": (PREFIXES["foaf"] + "isPrimaryTopicOf", "@id"),
    "name": (PREFIXES["foaf"] + "name", None),
    "notation": (PREFIXES["skos"] + "notation", None),
    "prefLabel": (PREFIXES["skos"] + "prefLabel", LANG_STRING),
    "altLabel": (PREFIXES["skos"] + "altLabel", LANG_STRING),
    "hiddenLabel": (PREFIXES["skos"] + "hiddenLabel", LANG_STRING),
    "definition": (PREFIXES["skos"] + "definition", LANG_STRING),
    "scopeNote": (PREFIXES["skos"] + "scopeNote", LANG_STRING),
    "broader": (PREFIXES["skos"] + "broader", "@id"),
    "inScheme": (PREFIXES["skos"] + "inScheme", "@id"),
    "hasBody": (PREFIXES["oa"] + "hasBody", "@id"),
    "hasTarget": (PREFIXES["oa"] + "hasTarget", "@id"),
    "motivatedBy": (PREFIXES["oa"] + "motivatedBy", "@id"),
    "wasDerivedFrom": (PREFIXES["prov"] + "wasDerivedFrom", "@id"),
    "wasGeneratedBy": (PREFIXES["prov"] + "wasGeneratedBy", "@id"),
    "wasInvalidatedBy": (PREFIXES["prov"] + "wasInvalidatedBy", "@id"),
    "invalidatedAtTime": (PREFIXES["prov"] + "invalidatedAtTime", str(XSD.dateTime)),
    "atTime": (PREFIXES["prov"] + "atTime", str(XSD.dateTime)),
    "hasQualityMeasurement": (PREFIXES["dqv"] + "hasQualityMeasurement", "@id"),
    "isMeasurementOf": (PREFIXES["dqv"] + "isMeasurementOf", "@id"),
    "measuredValue": (PREFIXES["dqv"] + "value", None),
    "unitOf": (PREFIXES["org"] + "unitOf", "@id"),
    "subOrganizationOf": (PREFIXES["org"] + "subOrganizationOf", "@id"),
    "postIn": (PREFIXES["org"] + "postIn", "@id"),
    "sameAs": (PREFIXES["owl"] + "sameAs", "@id"),
    "member": (CATALOGUE_PREFIXES["hydra"] + "member", "@id"),
    "totalItems": (CATALOGUE_PREFIXES["hydra"] + "totalItems", str(XSD.integer)),
    "view": (CATALOGUE_PREFIXES["hydra"] + "view", "@id"),
    "first": (CATALOGUE_PREFIXES["hydra"] + "first", "@id"),
    "previous": (CATALOGUE_PREFIXES["hydra"] + "previous", "@id"),
    "next": (CATALOGUE_PREFIXES["hydra"] + "next", "@id"),
    "last": (CATALOGUE_PREFIXES["hydra"] + "last", "@id"),
    "search": (CATALOGUE_PREFIXES["hydra"] + "search", "@id"),
    "template": (CATALOGUE_PREFIXES["hydra"] + "template", None),
    "mapping": (CATALOGUE_PREFIXES["hydra"] + "mapping", "@id"),
    "variable": (CATALOGUE_PREFIXES["hydra"] + "variable", None),
    "required": (CATALOGUE_PREFIXES["hydra"] + "required", str(XSD.boolean)),
}
_CLASSES = {
    "Concept": PREFIXES["skos"] + "Concept",
    "Document": PREFIXES["foaf"] + "Document",
    "FormalOrganization": PREFIXES["org"] + "FormalOrganization",
    "LegalResource": PREFIXES["eli"] + "LegalResource",
    "Person": PREFIXES["foaf"] + "Person",
    "Post": PREFIXES["org"] + "Post",
    "QualityMeasurement": PREFIXES["dqv"] + "QualityMeasurement",
    "Collection": CATALOGUE_PREFIXES["hydra"] + "Collection",
    "PartialCollectionView": CATALOGUE_PREFIXES["hydra"] + "PartialCollectionView",
    "IriTemplate": CATALOGUE_PREFIXES["hydra"] + "IriTemplate",
    "IriTemplateMapping": CATALOGUE_PREFIXES["hydra"] + "IriTemplateMapping",
}
# Those of other vocabularies that have one value, or one a language, wherever they stand.
_ALONE = {
    _REUSED[name][0]
    for name in (
        *("label", "comment", "title", "description", "prefLabel", "definition", "scopeNote"),
        *("modified", "license", "isPrimaryTopicOf", "measuredValue"),
        *(
            "totalItems",
            "view",
            "first",
            "previous",
            "next",
            "last",
            "search",
            "template",
            "variable",
            "required",
        ),
    )
}
_SEVERAL_SOURCES = _REUSED["source"][0]
"""A thing has one at most, and the document about it as many as there are minutes that speak of it."""
PLURALS = {"labels": "label", "titles": "title"}
"""Names in the context for what some things have several of in a language, and the names for one."""


class UnknownTermError(KeyError):
    """A name was asked for that ontology.ttl does not define."""


@dataclass(frozen=True)
class Concept:
    """A code of a scheme: ``labels`` are the preferred and alternative Danish wordings, ``hidden``
    those that only serve to recognise it."""

    code: str
    iri: URIRef
    labels: tuple[str, ...]
    hidden: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an outcome of a decision means, as its concept of the scheme ``beslutningsudfald`` says.

    ``settles``: the body is done with the case; ``keeps_open``: the case is to come back; ``postpones``: to
    the same body; ``ends_path``: the planned bodies behind it are not reached; ``of_handling``: it says what
    happens to the case itself, which the words must be about; ``act_of_body``: it is told as a body's act.
    ``compares_as`` is the code of ``sammenligning`` it gives, where ``asked_for`` (the words that a
    recommendation of it has) is empty or met; ``negated_as`` the outcome of its negation, if that is one.
    """

    settles: bool
    keeps_open: bool
    postpones: bool
    ends_path: bool
    of_handling: bool
    act_of_body: bool
    compares_as: str
    asked_for: tuple[str, ...]
    negated_as: str | None


class NoMeaningError(ValueError):
    """An outcome of ontology.ttl lacks what it means, which the shape ``OutcomeMeaning`` demands."""


@dataclass(frozen=True)
class Vocabulary:
    """The ontology with its code lists."""

    graph: Graph

    @property
    def version(self) -> str:
        return str(self.graph.value(ONTOLOGY, OWL.versionInfo))

    def term(self, name: str) -> URIRef:
        """The IRI of a class, property or datatype; raises :class:`UnknownTermError`."""
        if name not in self._terms:
            raise UnknownTermError(name)
        return self._terms[name]

    @cached_property
    def _terms(self) -> dict[str, URIRef]:
        """Name -> IRI; asked for thousands of times a document."""
        terms = {s for s in self.graph.subjects(RDF.type) if isinstance(s, URIRef) and s.startswith(SG)}
        return {str(iri).removeprefix(SG): iri for iri in terms}

    def concept(self, scheme: str, code: str) -> URIRef:
        """The IRI of a code; raises :class:`UnknownTermError`."""
        iri = URIRef(f"{CONCEPT}{scheme}/{code}")
        if (iri, RDF.type, SKOS.Concept) not in self.graph:
            raise UnknownTermError(f"{scheme}/{code}")
        return iri

    def concepts(self, scheme: str) -> tuple[Concept, ...]:
        """The codes of a scheme, in order of their code."""
        members = self.graph.subjects(SKOS.inScheme, URIRef(CONCEPT + scheme))
        return tuple(self._concept(iri) for iri in sorted({m for m in members if isinstance(m, URIRef)}))

    def _concept(self, iri: URIRef) -> Concept:
        def wordings(*properties: Node) -> tuple[str, ...]:
            values = ({str(o) for o in self.graph.objects(iri, p) if _in_danish(o)} for p in properties)
            return tuple(value for each in values for value in sorted(each))

        labels = wordings(SKOS.prefLabel, SKOS.altLabel)
        return Concept(iri.rsplit("/", 1)[1], iri, labels, wordings(SKOS.hiddenLabel))

    @cached_property
    def meanings(self) -> dict[str, Meaning]:
        """Code -> meaning of every outcome; raises :class:`NoMeaningError` for one without."""
        return {one.code: self._meaning(one.iri) for one in self.concepts("beslutningsudfald")}

    def _meaning(self, iri: URIRef) -> Meaning:
        def flag(name: str) -> bool:
            value = self.graph.value(iri, self.term(name))
            if not isinstance(value, Literal) or not isinstance(value.value, bool):
                raise NoMeaningError(f"{iri} lacks sg:{name}")
            return value.value

        compared = self.graph.value(iri, self.term("comparesAs"))
        if compared is None:
            raise NoMeaningError(f"{iri} lacks sg:comparesAs")
        negated = self.graph.value(iri, self.term("negatedAs"))
        return Meaning(
            settles=flag("settles"),
            keeps_open=flag("keepsOpen"),
            postpones=flag("postpones"),
            ends_path=flag("endsPath"),
            of_handling=flag("ofHandling"),
            act_of_body=flag("actOfBody"),
            compares_as=str(compared).rsplit("/", 1)[1],
            asked_for=tuple(sorted(str(o) for o in self.graph.objects(iri, self.term("askedForAs")))),
            negated_as=str(negated).rsplit("/", 1)[1] if negated else None,
        )

    def label(self, iri: str, language: str = "da") -> str | None:
        """The label of a term or code in the language; ``None`` where the ontology has none."""
        known = self._labels.get((iri, language))
        if known:
            return known
        for prop in (SKOS.prefLabel, RDFS.label, URIRef(PREFIXES["dct"] + "title")):
            for value in self.graph.objects(URIRef(iri), prop):
                if isinstance(value, Literal) and value.language == language:
                    return self._labels.setdefault((iri, language), str(value))
        return None

    def definition(self, iri: str, language: str) -> str:
        """What a term means, in the language; empty where the ontology does not say."""
        said = self.graph.objects(URIRef(iri), SKOS.definition)
        return next((str(one) for one in said if isinstance(one, Literal) and one.language == language), "")

    @cached_property
    def _labels(self) -> dict[tuple[str, str], str]:
        """The labels that were asked for."""
        return {}

    def prefixes(self) -> Iterable[tuple[str, str]]:
        """Prefix and namespace of every vocabulary the data use."""
        return PREFIXES.items()

    def context(self) -> dict[str, Any]:
        """The JSON-LD 1.1 context of all that is served, generated from the ontology and the shapes."""
        return {"@context": self._context}

    @cached_property
    def _context(self) -> dict[str, Any]:
        spaces = {**PREFIXES, **CATALOGUE_PREFIXES, **SHAPE_PREFIXES, **STREAM_PREFIXES}
        entries: dict[str, Any] = {"@version": 1.1, **spaces, **_CLASSES}
        for name, (iri, kind) in _REUSED.items():
            entries[name] = _entry(iri, kind)
        for name in sorted({str(s).removeprefix(SG) for s in self.graph.subjects() if str(s).startswith(SG)}):
            entries[name] = self._own(self.term(name))
        for plural, name in PLURALS.items():
            entries[plural] = {"@id": _REUSED[name][0], "@container": ["@language", "@set"]}
        return entries

    def _own(self, term: Node) -> Any:
        """The entry of a term of the ontology: of a class its IRI alone."""
        kinds = set(self.graph.objects(term, RDF.type))
        if OWL.ObjectProperty in kinds:
            return _entry(str(term), "@id")
        value = self.graph.value(term, RDFS.range)
        if value == RDFS.Literal:  # a datatype that OWL 2 does not have, such as xsd:date; the shapes tell
            value = URIRef(datatypes()[str(term)]) if str(term) in datatypes() else None
        if OWL.DatatypeProperty in kinds:
            return _entry(str(term), None if value in (None, XSD.string) else str(value))
        return str(term)


def prefixed(iri: str) -> str:
    """An IRI as Turtle has it, ``dct:title``, or as it is if its beginning has no prefix."""
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = _PREFIX_OF.get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix and iri[cut:] else str(iri)


def _entry(iri: str, kind: str | None) -> dict[str, Any]:
    """A property of the context: what may have several values is an array always, and words with languages
    are by language (JSON-LD 1.1, sections 4.3.2 and 4.6.2)."""
    alone = (iri in single() or iri in _ALONE) and iri != _SEVERAL_SOURCES
    if kind == LANG_STRING:
        alone = alone or iri in translated()
        return {"@id": iri, "@container": "@language" if alone else ["@language", "@set"]}
    entry = {"@id": iri} if kind is None else {"@id": iri, "@type": kind}
    return entry if alone else {**entry, "@container": "@set"}


def _in_danish(value: Node) -> bool:
    return isinstance(value, Literal) and value.language == "da"


@cache
def vocabulary() -> Vocabulary:
    """The ontology of this installation, read on first use."""
    return Vocabulary(turtle_graph(resource("ontology.ttl")))


def term(name: str) -> URIRef:
    """Short for ``vocabulary().term(name)``."""
    return vocabulary().term(name)


def concept(scheme: str, code: str) -> URIRef:
    """Short for ``vocabulary().concept(scheme, code)``."""
    return vocabulary().concept(scheme, code)
