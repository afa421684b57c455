"""Danish words for what the data reuse from other vocabularies; our own terms have theirs in ontology.ttl."""

from graph.vocabulary import PREFIXES, vocabulary

_PROPERTIES = {
    "adms:identifier": "identifikator",
    "dct:accessRights": "adgang",
    "dct:date": "dato",
    "dct:identifier": "identifikator",
    "dct:language": "sprog",
    "dct:references": "henviser til",
    "dct:replaces": "fortsætter",
    "dct:title": "titel",
    "foaf:name": "navn",
    "foaf:primaryTopic": "handler om",
    "oa:hasBody": "omtaler",
    "oa:hasTarget": "står i",
    "oa:motivatedBy": "formål",
    "org:identifier": "myndighedskode eller CVR-nummer",
    "org:postIn": "hører under",
    "org:unitOf": "del af",
    "dqv:computedOn": "målt på",
    "dqv:hasQualityMeasurement": "måling af læsningen",
    "dqv:isMeasurementOf": "mål",
    "dqv:value": "værdi",
    "prov:atTime": "tidspunkt",
    "prov:invalidatedAtTime": "trukket tilbage",
    "prov:wasDerivedFrom": "læst fra",
    "prov:wasGeneratedBy": "skabt ved",
    "prov:wasInvalidatedBy": "trukket tilbage ved",
    "rdf:type": "er en",
    "rdfs:label": "navn",
    "schema:location": "sted",
    "schema:startDate": "begyndte",
    "skos:altLabel": "også kaldt",
    "skos:broader": "hører under",
    "skos:broadMatch": "hører under (andet ordsæt)",
    "skos:closeMatch": "svarer nogenlunde til",
    "skos:definition": "betyder",
    "skos:hiddenLabel": "genkendes også som",
    "skos:inScheme": "i kodelisten",
    "skos:narrower": "omfatter",
    "skos:notation": "kode",
    "skos:prefLabel": "navn",
    "skos:scopeNote": "bruges om",
}
_THINGS = {
    "foaf:Person": "Person",
    "org:FormalOrganization": "Kommune",
    "org:Post": "Stilling",
    "dqv:QualityMeasurement": "Måling",
    "prov:Invalidation": "Tilbagetrækning",
    "prov:Activity": "Læsning af et referat",
    "skos:Concept": "Begreb",
    "skos:ConceptScheme": "Kodeliste",
    "oa:identifying": "at udpege",
}
_ELSEWHERE = {
    "http://publications.europa.eu/resource/authority/language/DAN": "dansk",
    "http://publications.europa.eu/resource/authority/access-right/PUBLIC": "offentlig",
    "http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC": "ikke offentlig",
}


def _full(names: dict[str, str]) -> dict[str, str]:
    return {PREFIXES[name.partition(":")[0]] + name.partition(":")[2]: word for name, word in names.items()}


_WORDS = {**_full(_PROPERTIES), **_full(_THINGS), **_ELSEWHERE}


def word(iri: str) -> str:
    """The Danish word for a property, class, code or value; the tail of its IRI when there is none."""
    tail = iri.rstrip("/#").rsplit("/", 1)[-1].rsplit("#", 1)[-1]
    return vocabulary().label(iri, "da") or _WORDS.get(iri) or tail


def kind(types: frozenset[str]) -> str:
    """The Danish name of the kind of thing that has these types; our own classes count first."""
    ranked = sorted(types, key=lambda iri: (not iri.startswith(PREFIXES["sg"]), iri))
    return next((word(iri) for iri in ranked if vocabulary().label(iri, "da") or iri in _WORDS), "Ting")
