"""Triples as JSON-LD 1.1 under the project's one context, which is named by its address.

What is linked is an object with ``@id``; places in texts and things elsewhere that nothing is told of are
their IRI. What may have several values is an array, however many there are, and words in languages are by
language. A value that the context has no form for stands under the property's IRI, spelled out.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib import RDFS

from graph.ontology.terms import DCT, PLURALS, PREFIXES, term, vocabulary

RDF_TYPE = PREFIXES["rdf"] + "type"
_PLACES = frozenset(
    [
        *("wasDerivedFrom", "hasTarget", "motivatedBy", "source"),
        *("accessRights", "language", "license", "inScheme", "primaryTopic"),
    ]
)
SEVERAL = {
    str(term("Case")): (str(DCT.title),),
    str(term("Attachment")): (str(RDFS.label), str(DCT.title)),
    str(term("ObservedTenure")): (str(RDFS.label),),
}
"""Class -> the properties of which a thing of it may have several values in a language."""
_XSD = PREFIXES["xsd"]
_NONE = "@none"

Resource = NamedNode | BlankNode
Properties = dict[str, list[Resource | Literal]]
"""The values of each property of a thing, in the order of the triples."""


class Terms:
    """A context turned round: from IRIs to the words for them."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self.context = context
        self._names: dict[str, str] = {}
        self._prefixes: dict[str, str] = {}
        for name, entry in context.items():
            iri = entry.get("@id") if isinstance(entry, dict) else entry
            if not isinstance(iri, str) or name in PLURALS:
                continue
            if iri.endswith(("#", "/")):
                self._prefixes[iri] = name
            else:
                self._names[iri] = name

    def word(self, iri: str) -> str:
        """A property or class as a term, else with a prefix, else the IRI itself."""
        return self._names.get(iri) or self.short(iri)

    def short(self, iri: str) -> str:
        """An IRI with a prefix, or as it is."""
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        if iri[:cut] in self._prefixes and iri[cut:]:
            return f"{self._prefixes[iri[:cut]]}:{iri[cut:]}"
        return iri

    def entry(self, iri: str) -> Mapping[str, Any]:
        """The form of a property's values; empty for one that is no term."""
        entry = self.context.get(self._names.get(iri, ""))
        return entry if isinstance(entry, dict) else {}

    def property(self, iri: str, values: Iterable[Any], plural: bool) -> dict[str, Any]:
        """The members of an object that a property with these values is: literals, and things that are JSON
        already. ``plural``: a thing of its class may have several words in a language."""
        name, entry = self._names.get(iri, ""), self.entry(iri)
        by_language = "@language" in entry.get("@container", ())
        plain: list[Any] = []
        words: dict[str, list[str]] = {}
        spelled: list[Any] = []
        for value in values:
            if not isinstance(value, Literal):
                (spelled if by_language else plain).append(value)
            elif by_language and _is_words(value):
                words.setdefault(value.language or _NONE, []).append(value.value)
            elif by_language:
                spelled.append(self._literal(value, None))
            else:
                plain.append(self._literal(value, entry.get("@type")))
        made: dict[str, Any] = {}
        if words:
            several = plural and name in PLURALS.values()
            key = next(key for key, one in PLURALS.items() if one == name) if several else name
            as_set = "@set" in self.context[key]["@container"]
            made[key] = {
                tag: said if as_set or len(said) > 1 else said[0]
                for tag, said in sorted(words.items(), key=lambda one: (one[0] == _NONE, one[0]))
            }
        if plain:
            alone = name and "@container" not in entry and len(plain) == 1
            made[name or self.short(iri)] = plain[0] if alone else plain
        if spelled:
            made[self.short(iri)] = spelled
        return made

    def _literal(self, value: Literal, kind: str | None) -> Any:
        """A literal: a bare value where the term's type says the rest, else spelled out."""
        if value.language:
            made = {"@value": value.value, "@language": value.language}
            return {**made, "@direction": str(value.direction)} if value.direction else made
        datatype = value.datatype.value
        if datatype == f"{_XSD}string":
            return value.value if kind is None else {"@value": value.value}
        if datatype == kind:
            native = _native(value.value, datatype)
            return value.value if native is None else native
        return {"@value": value.value, "@type": self.short(datatype)}


def _is_words(value: Literal) -> bool:
    """Whether a literal can stand in a map by language (JSON-LD 1.1, section 9.8)."""
    tagged = bool(value.language) and not value.direction
    return tagged or (not value.language and value.datatype.value == f"{_XSD}string")


def _native(value: str, datatype: str) -> int | bool | None:
    """The JSON number or truth value that expands to exactly this literal, if there is one."""
    if datatype == f"{_XSD}boolean" and value in ("true", "false"):
        return value == "true"
    if datatype == f"{_XSD}integer" and value.lstrip("-").isascii() and value.lstrip("-").isdigit():
        number = int(value) if len(value) <= 15 else None
        return number if str(number) == value else None
    return None


@cache
def terms() -> Terms:
    """Those of the one context."""
    return Terms(vocabulary().context()["@context"])


def node_id(term: Resource) -> str:
    """The IRI of a thing, or the name of a blank node."""
    return term.value if isinstance(term, NamedNode) else f"_:{term.value}"


def index(triples: Iterable[Triple]) -> dict[str, Properties]:
    """What is said of each thing, in the order of the triples.

    Raises :class:`ValueError` for a triple about a triple, which JSON-LD 1.1 has no form for.
    """
    things: dict[str, Properties] = {}
    for subject, those in groupby(triples, key=attrgetter("subject")):
        if isinstance(subject, Triple):
            raise ValueError("JSON-LD cannot write a triple about a triple")
        properties = things.setdefault(node_id(subject), {})
        for _, predicate, value in those:
            if isinstance(value, Triple):
                raise ValueError("JSON-LD cannot write a triple about a triple")
            properties.setdefault(predicate.value, []).append(value)
    return things


def types(values: Sequence[Resource | Literal]) -> dict[str, Any]:
    """The member ``@type``: a string where a thing is of one class, as nearly everything is."""
    names = [terms().word(node_id(value)) for value in values if not isinstance(value, Literal)]
    return {"@type": names[0] if len(names) == 1 else names} if names else {}


def several(properties: Properties) -> set[str]:
    """The properties of which a thing of its classes may have several values in a language."""
    return {one for value in properties.get(RDF_TYPE, ()) for one in SEVERAL.get(value.value, ())}


@lru_cache(maxsize=1000)
def is_place(predicate: str) -> bool:
    """Whether nothing more is told of what a property leads to: places in texts, and things elsewhere."""
    return terms().word(predicate) in _PLACES


def bare(predicate: str, value: Resource) -> Any:
    """A thing of which no more is told where it stands."""
    return node_id(value) if is_place(predicate) else {"@id": node_id(value)}


def node_objects(triples: Iterable[Triple]) -> list[dict[str, Any]]:
    """The triples as node objects (JSON-LD 1.1, section 9.2), one a subject, none within another.

    Raises :class:`ValueError` as :func:`index` does.
    """
    return [flat_node(thing, properties) for thing, properties in index(triples).items()]


def flat_node(thing: str, properties: Properties) -> dict[str, Any]:
    """What is said of a thing as a node object, with no other in it."""
    node: dict[str, Any] = {"@id": thing}
    for predicate, values in properties.items():
        if predicate == RDF_TYPE and not any(isinstance(value, Literal) for value in values):
            node |= types(values)
        else:
            linked = (value if isinstance(value, Literal) else bare(predicate, value) for value in values)
            node |= terms().property(predicate, linked, predicate in several(properties))
    return node


def document(content: Mapping[str, Any] | Sequence[Mapping[str, Any]], context: str) -> bytes:
    """One thing, or several side by side, as a document under the context at an address."""
    body = dict(content) if isinstance(content, Mapping) else {"@graph": list(content)}
    return _bytes({"@context": context, **body})


def flattened(triples: Iterable[Triple], context: str) -> bytes:
    """A document of the triples with each thing once (JSON-LD 1.1, section 5.3). Raises :class:`ValueError`
    as :func:`index` does."""
    return document(node_objects(triples), context)


def expanded(triples: Iterable[Triple]) -> bytes:
    """A document of the triples that needs no context (JSON-LD 1.1, section 5.1). Raises :class:`ValueError`
    as :func:`index` does."""
    made = []
    for thing, properties in index(triples).items():
        node: dict[str, Any] = {"@id": thing}
        for predicate, values in properties.items():
            if predicate == RDF_TYPE and not any(isinstance(value, Literal) for value in values):
                node["@type"] = [node_id(value) for value in values if not isinstance(value, Literal)]
            else:
                node[predicate] = list(map(_expanded, values))
        made.append(node)
    return _bytes(made)


def _expanded(value: Resource | Literal) -> dict[str, str]:
    if not isinstance(value, Literal):
        return {"@id": node_id(value)}
    if value.language:
        made = {"@value": value.value, "@language": value.language}
        return {**made, "@direction": str(value.direction)} if value.direction else made
    if value.datatype.value == f"{_XSD}string":
        return {"@value": value.value}
    return {"@value": value.value, "@type": value.datatype.value}


def _bytes(document: object) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
