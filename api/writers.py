"""Triples and query results as bytes; the formats themselves are listed in api/negotiate.py."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    serialize,
)

from api.jsonld import compact

RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
# Characters that XML 1.0 (section 2.2) cannot hold in any spelling.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# A property becomes an element name, so its IRI must end in one (RDF/XML, section 5.1.1).
_ELEMENT_NAME = re.compile(r"[^\W\d][\w.-]*$")


class NotWritableError(Exception):
    """The format cannot hold these triples; the message says what it cannot hold."""


@dataclass(frozen=True, slots=True)
class Names:
    """What shortens IRIs: prefixes for Turtle and RDF/XML, a context (with its address) for JSON-LD."""

    prefixes: Mapping[str, str]
    context: Mapping[str, Any]
    context_url: str


def ordered(triples: Iterable[Triple], first: str = "") -> list[Triple]:
    """The triples, each once, grouped by subject with its type in front; the subject ``first`` leads."""

    def key(triple: Triple) -> tuple[bool, str, bool, str, str]:
        subject = str(triple.subject)
        return (
            subject != f"<{first}>",
            subject,
            triple.predicate != RDF_TYPE,
            triple.predicate.value,
            str(triple.object),
        )

    return sorted(set(triples), key=key)


def _used(triples: Sequence[Triple], prefixes: Mapping[str, str]) -> dict[str, str]:
    """The prefixes whose namespace some predicate, class or datatype is in."""
    iris = {triple.predicate.value for triple in triples}
    for triple in triples:
        if isinstance(triple.object, NamedNode):
            iris.add(triple.object.value)
        elif isinstance(triple.object, Literal) and not triple.object.language:
            iris.add(triple.object.datatype.value)
    iris.discard(_XSD_STRING)  # never written
    spaces = {iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] for iri in iris}
    return {prefix: space for prefix, space in prefixes.items() if space in spaces}


def graph_writer(form: RdfFormat) -> Callable[[Sequence[Triple], Names], bytes]:
    """A writer of one of the engine's own RDF formats."""

    def write(triples: Sequence[Triple], names: Names) -> bytes:
        prefixes = _used(triples, names.prefixes) if form != RdfFormat.N_TRIPLES else None
        return serialize(triples, format=form, prefixes=prefixes) or b""

    return write


def write_rdfxml(triples: Sequence[Triple], names: Names) -> bytes:
    """RDF/XML; raises :class:`NotWritableError` for a property that makes no element name."""
    for predicate in {triple.predicate.value for triple in triples}:
        if not _ELEMENT_NAME.search(predicate):
            raise NotWritableError(f"RDF/XML cannot write the property <{predicate}>")
    return _well_formed(graph_writer(RdfFormat.RDF_XML)(triples, names))


def write_jsonld(triples: Sequence[Triple], names: Names) -> bytes:
    """Compact JSON-LD 1.1 that names its context by address."""
    try:
        return compact(triples, names.context, names.context_url)
    except ValueError as error:
        raise NotWritableError(str(error)) from error


def results_writer(form: QueryResultsFormat) -> Callable[[QuerySolutions | QueryBoolean], bytes]:
    """A writer of one of the engine's own formats of query results."""

    def write(results: QuerySolutions | QueryBoolean) -> bytes:
        return results.serialize(format=form) or b""

    return write


def write_results_xml(results: QuerySolutions | QueryBoolean) -> bytes:
    """SPARQL Query Results XML Format."""
    return _well_formed(results_writer(QueryResultsFormat.XML)(results))


def _well_formed(xml: bytes) -> bytes:
    """The engine's XML with what it copies raw made legal.

    A carriage return would be read back as a line feed (XML 1.0, section 2.11) unless it is written as
    a reference; a character XML cannot hold becomes U+FFFD.
    """
    if b"\r" in xml:
        xml = xml.replace(b"\r", b"&#xD;")
    return _NOT_XML.sub("\ufffd", xml.decode()).encode()
