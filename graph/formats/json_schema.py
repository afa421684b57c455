"""A JSON Schema (2020-12) of the documents about the things of a class, made from the frames, the ontology
and the shapes.

Each class is a definition that tells what a property's values look like wherever a thing of it stands; the
document about a thing has, besides, the properties that the shapes demand of one.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from rdflib import RDF, RDFS, XSD, URIRef

from graph.formats.frames import STEMS
from graph.formats.jsonld import SEVERAL, is_place, terms
from graph.ontology import cardinality
from graph.ontology.iris import json_schema
from graph.ontology.terms import PLURALS, PREFIXES, vocabulary

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_XSD = PREFIXES["xsd"]
_FORMATS = {f"{_XSD}date": "date", f"{_XSD}dateTime": "date-time"}
_WORDS = {"type": "object", "additionalProperties": {"type": "string"}}
_SEVERAL_WORDS = {
    "type": "object",
    "additionalProperties": {"type": "array", "items": {"type": "string"}},
}
_ANY_WORDS = {
    "type": "object",
    "additionalProperties": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
}
_IRI = {"type": "string", "format": "iri"}
_THING = {
    "type": "object",
    "required": ["@id"],
    "properties": {"@id": _IRI, "label": _ANY_WORDS, "labels": _SEVERAL_WORDS, "prefLabel": _WORDS},
}
_SPELLED = {"type": "object", "required": ["@value"], "properties": {"@value": {"type": "string"}}}
_RECORD = {
    "type": "object",
    "required": ["@id"],
    "properties": {
        "@id": _IRI,
        "license": _IRI,
        "modified": {"type": "string", "format": "date-time"},
        "source": {"type": "array", "items": _IRI},
    },
}
_TYPE, _LABEL = str(RDF.type), str(RDFS.label)
_PLURAL = {single: plural for plural, single in PLURALS.items()}


@cache
def class_names() -> Mapping[str, str]:
    """The name in the context of each class of things -> its IRI."""
    return {terms().word(cls): cls for cls in cardinality.properties() if ":" not in terms().word(cls)}


def schema(name: str, base: str, context: str) -> dict[str, Any]:
    """The schema for the class of that name, on the site at ``base`` whose context stands at ``context``;
    raises :class:`KeyError` for none."""
    cls = class_names()[name]
    definitions: dict[str, Any] = {"Thing": _THING}
    _define(cls, definitions)
    demanded = {_name(prop, cls) for prop in cardinality.required().get(cls, frozenset()) - STEMS - {_TYPE}}
    return {
        "$schema": DIALECT,
        "$id": str(json_schema(base, name)),
        "title": vocabulary().label(cls, "en") or name,
        "allOf": [{"$ref": f"#/$defs/{name}"}],
        "properties": {"@context": {"const": context}, "isPrimaryTopicOf": _RECORD},
        "required": ["@context", "@id", "@type", *sorted(demanded)],
        "$defs": dict(sorted(definitions.items())),
    }


def _define(cls: str, definitions: dict[str, Any]) -> None:
    """Add what a class looks like, and all classes that it leads to."""
    name = terms().word(cls)
    properties: dict[str, Any] = {"@id": _IRI, "@type": _one_of(name)}
    definitions[name] = {"type": "object", "required": ["@id"], "properties": properties}
    if text := vocabulary().definition(cls, "en"):
        definitions[name]["description"] = text
    for prop in sorted(cardinality.properties()[cls] - STEMS - {_TYPE}):
        form = _values(prop, definitions)
        if _name(prop, cls) in PLURALS:
            form = _SEVERAL_WORDS
        elif prop == _LABEL and prop not in cardinality.required().get(cls, ()):
            form = _ANY_WORDS  # nothing forbids that an agent has two names
        if text := vocabulary().definition(prop, "en"):
            form = {**form, "description": text}
        properties[_name(prop, cls)] = form


def _name(prop: str, cls: str) -> str:
    """The name of a property in the documents about things of a class."""
    name = terms().word(prop)
    return _PLURAL[name] if prop in SEVERAL.get(cls, ()) else name


def _one_of(name: str) -> dict[str, Any]:
    return {"anyOf": [{"const": name}, {"type": "array", "contains": {"const": name}}]}


def _values(prop: str, definitions: dict[str, Any]) -> dict[str, Any]:
    """What the values of a property look like."""
    entry = terms().entry(prop)
    container = entry.get("@container", ())
    if "@language" in container:
        return _SEVERAL_WORDS if "@set" in container else _WORDS
    one = _value(prop, entry.get("@type", ""), definitions) if entry else {}
    return {"type": "array", "items": one} if "@set" in container or not entry else one


def _value(prop: str, kind: str, definitions: dict[str, Any]) -> dict[str, Any]:
    if kind == "@id":
        if is_place(prop):
            return _IRI
        known = next((one for one in _ranges(prop) if one in cardinality.properties()), "")
        name = terms().word(known) if known else "Thing"
        if name not in definitions:
            _define(known, definitions)
        return {"$ref": f"#/$defs/{name}"}
    if kind == f"{_XSD}integer":
        return {"type": "integer"}
    if kind == f"{_XSD}boolean":
        return {"type": "boolean"}
    if kind in _FORMATS:
        return {"type": "string", "format": _FORMATS[kind]}
    typed = kind or prop in cardinality.datatypes() or str(XSD.string) in _ranges(prop)
    return {"type": "string"} if typed else {"anyOf": [{"type": "string"}, _SPELLED]}


def _ranges(prop: str) -> list[str]:
    return list(map(str, vocabulary().graph.objects(URIRef(prop), RDFS.range)))
