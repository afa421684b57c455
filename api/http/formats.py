"""The formats that answers are written in: those of the table (:mod:`graph.formats.table`), with writers.

Content negotiation, links to other formats, suffix URLs and OpenAPI all read these.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from pyoxigraph import Quad, QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Triple, serialize

from api.http import writers
from api.http.writers import Names
from graph.formats import table
from graph.formats.frames import dataset
from graph.formats.jsonld import document
from graph.formats.table import (
    ATOM,
    CSV,
    GEXF,
    GRAPHML,
    HTML,
    ICALENDAR,
    JSON,
    JSON_SCHEMA,
    NODE_LINK,
    OPENSEARCH,
    PAJEK,
    PARQUET,
    PROBLEM,
    SUGGESTIONS,
    SVG,
    TEXT,
    XLSX,
    XML,
    Format,
)

__all__ = [
    "ATOM",
    "CSV",
    "GEXF",
    "GRAPHML",
    "HTML",
    "ICALENDAR",
    "JSON",
    "JSON_SCHEMA",
    "NODE_LINK",
    "OPENSEARCH",
    "PAJEK",
    "PARQUET",
    "PROBLEM",
    "SUGGESTIONS",
    "SVG",
    "TEXT",
    "XLSX",
    "XML",
    "Format",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphFormat(Format):
    """A format of triples."""

    write: Callable[[Iterable[Triple], Names, BinaryIO], None]

    def serialize(self, triples: Iterable[Triple], names: Names) -> bytes:
        """The triples in this format, all at once."""
        output = BytesIO()
        self.write(triples, names, output)
        return output.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuadsFormat(Format):
    """A format of triples in named graphs and in the default graph."""

    form: RdfFormat

    def serialize(self, quads: Iterable[Quad], names: Names) -> bytes:
        """The quads in this format, in the order given; those of a graph are to stand together."""
        if self.form == RdfFormat.JSON_LD:
            return document(dataset(quads), names.context_url)
        prefixes = None if self.form == RdfFormat.N_QUADS else dict(names.prefixes)
        return serialize(quads, format=self.form, prefixes=prefixes) or b""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsFormat(Format):
    """A format of the rows of a SELECT, or the truth value of an ASK; ``headed`` writes those that are tables
    for people with headings in a language."""

    write: Callable[[QuerySolutions | QueryBoolean, BinaryIO], None]
    headed: Callable[[QuerySolutions | QueryBoolean, BinaryIO, str], None] | None = None


JSONLD = GraphFormat(**table.JSONLD.as_arguments(), write=writers.write_jsonld)
TURTLE = GraphFormat(**table.TURTLE.as_arguments(), write=writers.graph_writer(RdfFormat.TURTLE))
NTRIPLES = GraphFormat(**table.NTRIPLES.as_arguments(), write=writers.graph_writer(RdfFormat.N_TRIPLES))
RDFXML = GraphFormat(**table.RDFXML.as_arguments(), write=writers.write_rdfxml)
N3 = GraphFormat(**table.N3.as_arguments(), write=writers.graph_writer(RdfFormat.N3))
AS_JSON = GraphFormat(**table.AS_JSON.as_arguments(), write=writers.write_jsonld)
TRIG = QuadsFormat(**table.TRIG.as_arguments(), form=RdfFormat.TRIG)
NQUADS = QuadsFormat(**table.NQUADS.as_arguments(), form=RdfFormat.N_QUADS)
JSONLD_GRAPHS = QuadsFormat(**table.JSONLD.as_arguments(), form=RdfFormat.JSON_LD)
RESULTS_JSON = ResultsFormat(
    **table.RESULTS_JSON.as_arguments(), write=writers.results_writer(QueryResultsFormat.JSON)
)
RESULTS_XML = ResultsFormat(**table.RESULTS_XML.as_arguments(), write=writers.write_results_xml)
RESULTS_CSV = ResultsFormat(
    **table.RESULTS_CSV.as_arguments(), write=writers.write_results_csv, headed=writers.write_headed_csv
)
RESULTS_XLSX = ResultsFormat(
    **table.RESULTS_XLSX.as_arguments(), write=writers.write_results_xlsx, headed=writers.write_headed_xlsx
)
RESULTS_TSV = ResultsFormat(
    **table.RESULTS_TSV.as_arguments(), write=writers.results_writer(QueryResultsFormat.TSV)
)

GRAPH_FORMATS = (JSONLD, TURTLE, NTRIPLES, RDFXML)
RESULTS_FORMATS = (RESULTS_JSON, RESULTS_XML, RESULTS_CSV, RESULTS_TSV, RESULTS_XLSX)
# In the order of the server's preference: the first is what a client gets that takes anything.
DOCUMENT: tuple[Format, ...] = (HTML, *GRAPH_FORMATS)
MINUTES: tuple[Format, ...] = (*DOCUMENT, TEXT)
ALSO: tuple[Format, ...] = (AS_JSON, N3, NQUADS, TRIG)
# Whatever the address of a document about a thing can end in.
THING: tuple[Format, ...] = (*MINUTES, CSV, XLSX, ICALENDAR, *ALSO)
# A harvester that takes anything, as CKAN's says it does, wants data.
DATA: tuple[Format, ...] = (TURTLE, JSONLD, RDFXML, NTRIPLES)
CATALOGUE: tuple[Format, ...] = (*DATA, HTML)
TABLE_FILES: tuple[Format, ...] = (CSV, PARQUET)
NETWORK_FILES: tuple[Format, ...] = (GRAPHML, GEXF, NODE_LINK, PAJEK)
EVENTS: tuple[QuadsFormat, ...] = (TRIG, NQUADS, JSONLD_GRAPHS)
SPARQL_GRAPH: tuple[Format, ...] = (TURTLE, NTRIPLES, JSONLD, RDFXML, HTML)
SPARQL_RESULTS: tuple[Format, ...] = (*RESULTS_FORMATS, HTML)
