"""Words for what the data reuse from other vocabularies; our own terms have theirs in ontology.ttl."""

from api.i18n.language import N_, Language
from graph.ontology.terms import PREFIXES, vocabulary

_PROPERTIES = {
    "adms:identifier": N_("identifikator"),
    "dct:accessRights": N_("adgang"),
    "dct:date": N_("dato"),
    "dct:description": N_("beskrivelse"),
    "dct:identifier": N_("identifikator"),
    "dct:issued": N_("offentliggjort"),
    "dct:language": N_("sprog"),
    "dct:license": N_("licens for data"),
    "dct:modified": N_("ændret"),
    "dct:references": N_("henviser til"),
    "dct:replaces": N_("fortsætter"),
    "dct:source": N_("hos kilden"),
    "dct:title": N_("titel"),
    "foaf:isPrimaryTopicOf": N_("står i dokumentet"),
    "foaf:name": N_("navn"),
    "foaf:primaryTopic": N_("handler om"),
    "oa:hasBody": N_("omtaler"),
    "oa:hasTarget": N_("står i"),
    "oa:motivatedBy": N_("formål"),
    "org:identifier": N_("myndighedskode eller CVR-nummer"),
    "org:postIn": N_("hører under"),
    "owl:sameAs": N_("er det samme som"),
    "org:subOrganizationOf": N_("del af"),
    "org:unitOf": N_("del af"),
    "dqv:computedOn": N_("målt på"),
    "dqv:hasQualityMeasurement": N_("måling af læsningen"),
    "dqv:isMeasurementOf": N_("mål"),
    "dqv:value": N_("værdi"),
    "prov:atTime": N_("tidspunkt"),
    "prov:invalidatedAtTime": N_("trukket tilbage"),
    "prov:wasDerivedFrom": N_("læst fra"),
    "prov:wasGeneratedBy": N_("skabt ved"),
    "prov:wasInvalidatedBy": N_("trukket tilbage ved"),
    "rdf:type": N_("er en"),
    "rdfs:comment": N_("bemærkning"),
    "rdfs:label": N_("navn"),
    "schema:endDate": N_("sluttede"),
    "schema:location": N_("sted"),
    "schema:startDate": N_("begyndte"),
    "skos:altLabel": N_("også kaldt"),
    "skos:broader": N_("hører under"),
    "skos:broadMatch": N_("hører under (andet ordsæt)"),
    "skos:closeMatch": N_("svarer nogenlunde til"),
    "skos:definition": N_("betyder"),
    "skos:hiddenLabel": N_("genkendes også som"),
    "skos:inScheme": N_("i kodelisten"),
    "skos:narrower": N_("omfatter"),
    "skos:notation": N_("kode"),
    "skos:prefLabel": N_("navn"),
    "skos:scopeNote": N_("bruges om"),
}
_THINGS = {
    "foaf:Person": N_("Person"),
    "org:FormalOrganization": N_("Kommune"),
    "org:Post": N_("Stilling"),
    "dqv:QualityMeasurement": N_("Måling"),
    "prov:Invalidation": N_("Tilbagetrækning"),
    "prov:Activity": N_("Læsning af et referat"),
    "skos:Concept": N_("Begreb"),
    "skos:ConceptScheme": N_("Kodeliste"),
    "oa:identifying": N_("at udpege"),
}
_ELSEWHERE = {
    "http://publications.europa.eu/resource/authority/language/DAN": N_("dansk"),
    "http://publications.europa.eu/resource/authority/access-right/PUBLIC": N_("offentlig"),
    "http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC": N_("ikke offentlig"),
}


def _full(names: dict[str, str]) -> dict[str, str]:
    return {PREFIXES[name.partition(":")[0]] + name.partition(":")[2]: word for name, word in names.items()}


_WORDS = {**_full(_PROPERTIES), **_full(_THINGS), **_ELSEWHERE}


def word(iri: str, spoken: Language) -> str:
    """The word for a property, class, code or value; the tail of its IRI when there is none."""
    tail = iri.rstrip("/#").rsplit("/", 1)[-1].rsplit("#", 1)[-1]
    known = _WORDS.get(iri)
    return vocabulary().label(iri, spoken.code) or (spoken.say(known) if known else tail)


def kind(types: frozenset[str], spoken: Language) -> str:
    """The name of the kind of thing that has these types; our own classes count first."""
    ranked = sorted(types, key=lambda iri: (not iri.startswith(PREFIXES["sg"]), iri))
    named = (iri for iri in ranked if vocabulary().label(iri, spoken.code) or iri in _WORDS)
    return next((word(iri, spoken) for iri in named), spoken.say("Ting"))
