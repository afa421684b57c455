"""Triples and query results as bytes; the formats themselves are listed in api/http/negotiation.py."""

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import chain, islice
from math import isfinite
from typing import BinaryIO, cast

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

from graph.base.labels import Labels
from graph.base.table_csv import csv_pieces
from graph.base.workbook import workbook
from graph.formats.jsonld import flattened
from graph.queries.columns import column_headings

RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_ROWS = 1000  # of CSV, that are written at once
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
# What XML 1.0 (section 2.2) cannot hold in any spelling, in UTF-8, and the carriage return.
_NOT_XML = re.compile(rb"[\x00-\x08\x0b-\x1f]|\xef\xbf[\xbe\xbf]")
# A property becomes an element name, so its IRI must end in one (RDF/XML, section 5.1.1).
_ELEMENT_NAME = re.compile(r"(?<![\w.-])[\d.-]*+[^\W\d][\w.-]*+$")


class NotWritableError(Exception):
    """The format cannot hold these triples; the message says what it cannot hold."""


@dataclass(frozen=True, slots=True)
class Names:
    """What shortens IRIs: prefixes for Turtle and RDF/XML, the address of a context for JSON-LD."""

    prefixes: Mapping[str, str]
    context_url: str


def ordered(triples: Iterable[Triple], first: str = "") -> list[Triple]:
    """The triples, each once, grouped by subject with its type in front; the subject ``first`` leads."""

    leading = f"<{first}>"

    def key(triple: Triple) -> tuple[bool, str, bool, str, str]:
        subject, predicate, value = triple
        named = str(subject)
        return named != leading, named, predicate != RDF_TYPE, predicate.value, str(value)

    return sorted(set(triples), key=key)


def _used(triples: Sequence[Triple], prefixes: Mapping[str, str]) -> dict[str, str]:
    """The prefixes whose namespace some predicate, class or datatype is in."""
    iris = set()
    for _, predicate, value in triples:
        iris.add(predicate.value)
        if isinstance(value, NamedNode):
            iris.add(value.value)
        elif isinstance(value, Literal) and not value.language:
            iris.add(value.datatype.value)
    iris.discard(_XSD_STRING)  # never written
    spaces = {iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] for iri in iris}
    return {prefix: space for prefix, space in prefixes.items() if space in spaces}


def graph_writer(form: RdfFormat) -> Callable[[Iterable[Triple], Names, BinaryIO], None]:
    """A writer of one of the engine's own RDF formats; it holds nothing of what it has written."""

    def write(triples: Iterable[Triple], names: Names, output: BinaryIO) -> None:
        prefixes = dict(names.prefixes) if form != RdfFormat.N_TRIPLES else None
        if prefixes and isinstance(triples, Sequence):
            prefixes = _used(triples, prefixes)
        serialize(triples, output, format=form, prefixes=prefixes)

    return write


def write_rdfxml(triples: Iterable[Triple], names: Names, output: BinaryIO) -> None:
    """RDF/XML, once all is known to be writable: raises :class:`NotWritableError` for a property that
    makes no element name."""
    known = list(triples)
    for predicate in {triple.predicate.value for triple in known}:
        if not _ELEMENT_NAME.search(predicate):
            raise NotWritableError(f"RDF/XML cannot write the property <{predicate}>")
    graph_writer(RdfFormat.RDF_XML)(known, names, cast(BinaryIO, _WellFormed(output)))


def write_jsonld(triples: Iterable[Triple], names: Names, output: BinaryIO) -> None:
    """Flattened JSON-LD 1.1 that names its context by address; all triples of a subject stand together,
    so all are held."""
    try:
        output.write(flattened(triples, names.context_url))
    except ValueError as error:
        raise NotWritableError(str(error)) from error


def results_writer(form: QueryResultsFormat) -> Callable[[QuerySolutions | QueryBoolean, BinaryIO], None]:
    """A writer of one of the engine's own formats of query results; it holds no rows."""

    def write(results: QuerySolutions | QueryBoolean, output: BinaryIO) -> None:
        results.serialize(output, format=form)

    return write


def write_results_csv(results: QuerySolutions | QueryBoolean, output: BinaryIO) -> None:
    """SPARQL 1.1 Query Results CSV Format.

    The engine leaves an IRI that holds a comma unquoted, against section 3.1 (and RFC 4180, section 2), and
    the place of words in the minutes is such an IRI: ``#char=1,2``.
    """
    if isinstance(results, QueryBoolean):
        results.serialize(output, format=QueryResultsFormat.CSV)
        return
    rows: Iterable[Sequence[str]] = [[variable.value for variable in results.variables]]
    while rows:
        text = StringIO(newline="")
        csv.writer(text).writerows(rows)
        output.write(text.getvalue().encode())
        rows = [[_plain(term) for term in row] for row in islice(results, _ROWS)]


_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = {f"{_XSD}{name}": kind for name, kind in (("integer", int), ("decimal", float), ("double", float))}


def write_results_xlsx(results: QuerySolutions | QueryBoolean, output: BinaryIO) -> None:
    """The rows as a workbook (:mod:`graph.base.workbook`), which is for people, with Danish headings."""
    write_headed_xlsx(results, output, "da")


def write_headed_xlsx(results: QuerySolutions | QueryBoolean, output: BinaryIO, language: str) -> None:
    """The rows as a workbook with headings in a language."""
    columns, rows = _headed(results, language)
    try:
        output.write(workbook(columns, (list(map(_cell, row)) for row in rows)))
    except ValueError as error:
        raise NotWritableError(f"a workbook cannot hold the answer: {error}") from error


def write_headed_csv(results: QuerySolutions | QueryBoolean, output: BinaryIO, language: str) -> None:
    """The rows as a table for people (:mod:`graph.base.table_csv`), with headings in a language."""
    columns, rows = _headed(results, language)
    for piece in csv_pieces(columns, (list(map(_plain, row)) for row in rows)):
        output.write(piece)


_Row = Sequence[object]
_ANSWER = Labels(da="Svar", en="Answer")
_LOOKED_AT = 100  # rows, to see which columns hold IRIs


def _headed(results: QuerySolutions | QueryBoolean, language: str) -> tuple[Sequence[str], Iterable[_Row]]:
    """The headings of the columns and the rows; a truth is a table of one cell. A column is said to be of
    IRIs if one of the first :data:`_LOOKED_AT` rows has one, for headings come before all rows are known."""
    if isinstance(results, QueryBoolean):
        return [_ANSWER.best(language)], [[bool(results)]]
    first = [list(row) for row in islice(results, _LOOKED_AT)]
    iris = {at for row in first for at, term in enumerate(row) if isinstance(term, NamedNode)}
    names = [variable.value for variable in results.variables]
    return column_headings(names, iris, language), chain(first, (list(row) for row in results))


def _cell(term: object) -> object:
    """A term as a cell: a number where it is one, else its text."""
    if isinstance(term, Literal) and term.datatype.value in _NUMBERS:
        try:
            number = _NUMBERS[term.datatype.value](term.value)
        except ValueError:  # no number, whatever its type says
            return term.value
        return number if isfinite(number) else term.value
    return term if isinstance(term, bool) else _plain(term)


def _plain(term: object) -> str:
    """A term as CSV has it (section 3.2): its text alone, and nothing for a variable without a value."""
    if isinstance(term, NamedNode | Literal):
        return term.value
    return "" if term is None else str(term)


def write_results_xml(results: QuerySolutions | QueryBoolean, output: BinaryIO) -> None:
    """SPARQL Query Results XML Format."""
    results_writer(QueryResultsFormat.XML)(results, cast(BinaryIO, _WellFormed(output)))


class _WellFormed:
    """Passes on the engine's XML with what it copies raw made legal.

    A carriage return would be read back as a line feed (XML 1.0, section 2.11) unless it is written as
    a reference; a character XML cannot hold becomes U+FFFD.
    """

    def __init__(self, output: BinaryIO) -> None:
        self._output = output
        self._held = b""  # the beginning of a character whose end is yet to come

    def write(self, data: bytes) -> int:
        xml = self._held + data
        cut = len(xml) - next((n for n in (2, 1) if xml.endswith(b"\xef\xbf"[:n])), 0)
        self._held = xml[cut:]
        self._output.write(_NOT_XML.sub(_made_legal, xml[:cut]))
        return len(data)

    def flush(self) -> None:
        """A whole document ends with a tag, so nothing is held then."""


def _made_legal(found: re.Match[bytes]) -> bytes:
    return b"&#xD;" if found[0] == b"\r" else "\ufffd".encode()
