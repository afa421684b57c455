"""The one table of formats.

A media type, a suffix, a label or a writer is named here and nowhere else: content negotiation, links
to other formats, suffix URLs and OpenAPI all read this table.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from pyoxigraph import Quad, QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Triple, serialize

from api.http import writers
from api.http.writers import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A way to write an answer. ``aliases`` are further media types a client may ask for it by; ``charset``
    says that it is told to be UTF-8 although it is no ``text/``: browsers show it as it is."""

    media_type: str
    suffix: str
    label_da: str
    label_en: str
    aliases: tuple[str, ...] = ()
    charset: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphFormat(Format):
    """A format of triples."""

    write: Callable[[Iterable[Triple], Names, BinaryIO], None]

    def written(self, triples: Iterable[Triple], names: Names) -> bytes:
        """The triples in this format, all at once."""
        output = BytesIO()
        self.write(triples, names, output)
        return output.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuadsFormat(Format):
    """A format of triples in named graphs and in the default graph."""

    form: RdfFormat

    def written(self, quads: Iterable[Quad], names: Names) -> bytes:
        """The quads in this format, in the order given; those of a graph are to stand together."""
        prefixes = None if self.form == RdfFormat.N_QUADS else dict(names.prefixes)
        return serialize(quads, format=self.form, prefixes=prefixes) or b""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsFormat(Format):
    """A format of the rows of a SELECT, or the truth value of an ASK."""

    write: Callable[[QuerySolutions | QueryBoolean, BinaryIO], None]


HTML = Format(media_type="text/html", suffix="html", label_da="Webside", label_en="Web page")
TEXT = Format(media_type="text/plain", suffix="txt", label_da="Ren tekst", label_en="Plain text")
JSON = Format(media_type="application/json", suffix="json", label_da="JSON", label_en="JSON")
XML = Format(media_type="application/xml", suffix="xml", label_da="XML", label_en="XML")
PROBLEM = Format(
    media_type="application/problem+json",
    suffix="json",
    label_da="Fejlbeskrivelse",
    label_en="Problem details",
    aliases=("application/json",),
)
JSONLD = GraphFormat(
    media_type="application/ld+json",
    suffix="jsonld",
    label_da="JSON-LD",
    label_en="JSON-LD",
    aliases=("application/json",),
    write=writers.write_jsonld,
)
TURTLE = GraphFormat(
    media_type="text/turtle",
    suffix="ttl",
    label_da="Turtle",
    label_en="Turtle",
    write=writers.graph_writer(RdfFormat.TURTLE),
)
NTRIPLES = GraphFormat(
    media_type="application/n-triples",
    suffix="nt",
    label_da="N-Triples",
    label_en="N-Triples",
    write=writers.graph_writer(RdfFormat.N_TRIPLES),
)
RDFXML = GraphFormat(
    media_type="application/rdf+xml",
    suffix="rdf",
    label_da="RDF/XML",
    label_en="RDF/XML",
    aliases=("application/xml", "text/xml"),
    write=writers.write_rdfxml,
)
TRIG = QuadsFormat(
    media_type="application/trig", suffix="trig", label_da="TriG", label_en="TriG", form=RdfFormat.TRIG
)
NQUADS = QuadsFormat(
    media_type="application/n-quads",
    suffix="nq",
    label_da="N-Quads",
    label_en="N-Quads",
    form=RdfFormat.N_QUADS,
)
JSONLD_GRAPHS = QuadsFormat(
    media_type="application/ld+json",
    suffix="jsonld",
    label_da="JSON-LD",
    label_en="JSON-LD",
    aliases=("application/json",),
    form=RdfFormat.JSON_LD,
)
OPENSEARCH = Format(
    media_type="application/opensearchdescription+xml",
    suffix="xml",
    label_da="OpenSearch",
    label_en="OpenSearch",
)
ATOM = Format(
    media_type="application/atom+xml", suffix="atom", label_da="Atom", label_en="Atom", charset=True
)
RESULTS_JSON = ResultsFormat(
    media_type="application/sparql-results+json",
    suffix="json",
    label_da="JSON",
    label_en="JSON",
    aliases=("application/json",),
    write=writers.results_writer(QueryResultsFormat.JSON),
)
RESULTS_XML = ResultsFormat(
    media_type="application/sparql-results+xml",
    suffix="xml",
    label_da="XML",
    label_en="XML",
    aliases=("application/xml", "text/xml"),
    write=writers.write_results_xml,
)
RESULTS_CSV = ResultsFormat(
    media_type="text/csv",
    suffix="csv",
    label_da="CSV",
    label_en="CSV",
    write=writers.write_results_csv,
)
RESULTS_XLSX = ResultsFormat(
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    suffix="xlsx",
    label_da="Regneark (Excel)",
    label_en="Spreadsheet (Excel)",
    write=writers.write_results_xlsx,
)
RESULTS_TSV = ResultsFormat(
    media_type="text/tab-separated-values",
    suffix="tsv",
    label_da="TSV",
    label_en="TSV",
    write=writers.results_writer(QueryResultsFormat.TSV),
)

CSV = Format(media_type="text/csv", suffix="csv", label_da="CSV", label_en="CSV")
XLSX = Format(
    media_type=RESULTS_XLSX.media_type,
    suffix=RESULTS_XLSX.suffix,
    label_da=RESULTS_XLSX.label_da,
    label_en=RESULTS_XLSX.label_en,
)
PARQUET = Format(
    media_type="application/vnd.apache.parquet", suffix="parquet", label_da="Parquet", label_en="Parquet"
)
SVG = Format(media_type="image/svg+xml", suffix="svg", label_da="Billede (SVG)", label_en="Picture (SVG)")
GRAPHML = Format(
    media_type="application/graphml+xml", suffix="graphml", label_da="GraphML", label_en="GraphML"
)
GEXF = Format(
    media_type="application/gexf+xml", suffix="gexf", label_da="GEXF (Gephi)", label_en="GEXF (Gephi)"
)
NODE_LINK = Format(
    media_type="application/json", suffix="json", label_da="JSON (node-link)", label_en="JSON (node-link)"
)
PAJEK = Format(media_type="text/x-pajek", suffix="net", label_da="Pajek", label_en="Pajek")

GRAPH_FORMATS = (JSONLD, TURTLE, NTRIPLES, RDFXML)
RESULTS_FORMATS = (RESULTS_JSON, RESULTS_XML, RESULTS_CSV, RESULTS_TSV, RESULTS_XLSX)
# In the order of the server's preference: the first is what a client gets that takes anything.
DOCUMENT: tuple[Format, ...] = (HTML, *GRAPH_FORMATS)
MINUTES: tuple[Format, ...] = (*DOCUMENT, TEXT)
# A harvester that takes anything, as CKAN's says it does, wants data.
DATA: tuple[Format, ...] = (TURTLE, JSONLD, RDFXML, NTRIPLES)
CATALOGUE: tuple[Format, ...] = (*DATA, HTML)
TABLE_FILES: tuple[Format, ...] = (CSV, PARQUET)
NETWORK_FILES: tuple[Format, ...] = (GRAPHML, GEXF, NODE_LINK, PAJEK)
EVENTS: tuple[QuadsFormat, ...] = (TRIG, NQUADS, JSONLD_GRAPHS)
SPARQL_GRAPH: tuple[Format, ...] = (TURTLE, NTRIPLES, JSONLD, RDFXML, HTML)
SPARQL_RESULTS: tuple[Format, ...] = (*RESULTS_FORMATS, HTML)
