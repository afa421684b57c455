"""THE table of formats: what each is called, by whom, and what it is good for.

A media type, a suffix, a label or a code of a format is named here and nowhere else: content negotiation,
links to other formats, the catalogue, VoID, the description of the SPARQL service, the dumps, the command
line and withdrawal read this table. Nothing is imported for it that takes time.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from graph.base.labels import Labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A way to write data.

    ``aliases`` are further media types that a client may ask for it by, and ``names`` further words.
    ``charset`` says that it is told to be UTF-8 although it is no ``text/``: browsers show it as it is.
    ``holds`` says what can be written in it: triples (``graph``), triples in named graphs (``graphs``), the
    rows of a query (``results``), or other things. ``file_type`` is the code in the EU's list of file types,
    ``w3c`` the last part of its IRI in the W3C's list of formats, and ``dumped`` says that each release has
    files in it.
    """

    media_type: str
    suffix: str
    labels: Labels
    aliases: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    charset: bool = False
    holds: Literal["graph", "graphs", "results", "other"] = "other"
    file_type: str = ""
    w3c: str = ""
    dumped: bool = False

    def as_arguments(self) -> dict[str, Any]:
        """What it is made of, for a format of a narrower class."""
        return {field.name: getattr(self, field.name) for field in fields(Format)}


TURTLE = Format(
    media_type="text/turtle",
    suffix="ttl",
    labels=Labels("Turtle"),
    names=("turtle",),
    holds="graph",
    file_type="RDF_TURTLE",
    w3c="Turtle",
    dumped=True,
)
JSONLD = Format(
    media_type="application/ld+json",
    suffix="jsonld",
    labels=Labels("JSON-LD"),
    aliases=("application/json",),
    names=("json-ld",),
    holds="graph",
    file_type="JSON_LD",
    w3c="JSON-LD",
    dumped=True,
)
RDFXML = Format(
    media_type="application/rdf+xml",
    suffix="rdf",
    labels=Labels("RDF/XML"),
    aliases=("application/xml", "text/xml"),
    names=("rdf+xml", "rdf xml", "rdfxml"),
    holds="graph",
    file_type="RDF_XML",
    w3c="RDF_XML",
)
N3 = Format(
    media_type="text/n3",
    suffix="n3",
    labels=Labels("N3"),
    aliases=("text/rdf+n3",),
    holds="graph",
    file_type="N3",
    w3c="N3",
)
NTRIPLES = Format(
    media_type="application/n-triples",
    suffix="nt",
    labels=Labels("N-Triples"),
    names=("ntriples", "n-triples"),
    holds="graph",
    file_type="RDF_N_TRIPLES",
    w3c="N-Triples",
)
NQUADS = Format(
    media_type="application/n-quads",
    suffix="nq",
    labels=Labels("N-Quads"),
    holds="graphs",
    file_type="RDF_N_QUADS",
    w3c="N-Quads",
    dumped=True,
)
TRIG = Format(
    media_type="application/trig",
    suffix="trig",
    labels=Labels("TriG"),
    holds="graphs",
    file_type="RDF_TRIG",
    w3c="TriG",
)

RESULTS_JSON = Format(
    media_type="application/sparql-results+json",
    suffix="json",
    labels=Labels("JSON"),
    aliases=("application/json",),
    holds="results",
    w3c="SPARQL_Results_JSON",
)
RESULTS_XML = Format(
    media_type="application/sparql-results+xml",
    suffix="xml",
    labels=Labels("XML"),
    aliases=("application/xml", "text/xml"),
    holds="results",
    w3c="SPARQL_Results_XML",
)
RESULTS_CSV = Format(
    media_type="text/csv",
    suffix="csv",
    labels=Labels("CSV"),
    holds="results",
    file_type="CSV",
    w3c="SPARQL_Results_CSV",
)
RESULTS_TSV = Format(
    media_type="text/tab-separated-values",
    suffix="tsv",
    labels=Labels("TSV"),
    holds="results",
    file_type="TSV",
    w3c="SPARQL_Results_TSV",
)
RESULTS_XLSX = Format(
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    suffix="xlsx",
    labels=Labels(da="Regneark (Excel)", en="Spreadsheet (Excel)"),
    holds="results",
    file_type="XLSX",
)

HTML = Format(media_type="text/html", suffix="html", labels=Labels(da="Webside", en="Web page"))
TEXT = Format(media_type="text/plain", suffix="txt", labels=Labels(da="Ren tekst", en="Plain text"))
CSS = Format(media_type="text/css", suffix="css", labels=Labels("CSS"))
JAVASCRIPT = Format(media_type="text/javascript", suffix="js", labels=Labels("JavaScript"))
JSON = Format(media_type="application/json", suffix="json", labels=Labels("JSON"), file_type="JSON")
AS_JSON = replace(
    JSONLD,
    media_type=JSON.media_type,
    suffix=JSON.suffix,
    labels=JSON.labels,
    aliases=(),
    names=(),
    file_type=JSON.file_type,
    w3c="",
    dumped=False,
)
"""JSON-LD for who knows JSON alone: the same bytes under another name."""
# Lines of JSON have no media type that is registered, which portals ask for.
JSON_LINES = Format(
    media_type="text/plain",
    suffix="jsonl",
    labels=Labels(da="JSON-LD, en linje for hver ting", en="JSON-LD, a line for each thing"),
    holds="graph",
    file_type="JSON_LD",
    dumped=True,
)
XML = Format(media_type="application/xml", suffix="xml", labels=Labels("XML"))
GZIP = Format(media_type="application/gzip", suffix="gz", labels=Labels("gzip"))
PROBLEM = Format(
    media_type="application/problem+json",
    suffix="json",
    labels=Labels(da="Fejlbeskrivelse", en="Problem details"),
    aliases=("application/json",),
)
OPENSEARCH = Format(
    media_type="application/opensearchdescription+xml", suffix="xml", labels=Labels("OpenSearch")
)
SUGGESTIONS = Format(
    media_type="application/x-suggestions+json", suffix="json", labels=Labels("OpenSearch Suggestions")
)
ATOM = Format(
    media_type="application/atom+xml",
    suffix="atom",
    labels=Labels("Atom"),
    aliases=("application/xml", "text/xml"),  # which browsers ask for, and show by its stylesheet
    charset=True,
)
ICALENDAR = Format(
    media_type="text/calendar",
    suffix="ics",
    labels=Labels(da="Kalender (iCalendar)", en="Calendar (iCalendar)"),
)
JSON_SCHEMA = Format(
    media_type="application/schema+json",
    suffix="json",
    labels=Labels("JSON Schema"),
    aliases=("application/json",),
)
TIMEMAP = Format(media_type="application/link-format", suffix="link", labels=Labels("TimeMap"))
PATCH = Format(media_type="application/rdf-patch", suffix="rdfp", labels=Labels("RDF Patch"))
CFF = Format(media_type="application/yaml", suffix="cff", labels=Labels("CITATION.cff"))
BIBTEX = Format(media_type="application/x-bibtex", suffix="bib", labels=Labels("BibTeX"))
CSV = Format(media_type=RESULTS_CSV.media_type, suffix="csv", labels=RESULTS_CSV.labels)
XLSX = Format(media_type=RESULTS_XLSX.media_type, suffix="xlsx", labels=RESULTS_XLSX.labels)
PARQUET = Format(
    media_type="application/vnd.apache.parquet",
    suffix="parquet",
    labels=Labels("Parquet"),
    aliases=("application/x-parquet",),
    file_type="PARQUET",
)
SVG = Format(media_type="image/svg+xml", suffix="svg", labels=Labels(da="Billede (SVG)", en="Picture (SVG)"))
PNG = Format(media_type="image/png", suffix="png", labels=Labels(da="Billede (PNG)", en="Picture (PNG)"))
GRAPHML = Format(media_type="application/graphml+xml", suffix="graphml", labels=Labels("GraphML"))
GEXF = Format(media_type="application/gexf+xml", suffix="gexf", labels=Labels("GEXF (Gephi)"))
NODE_LINK = Format(media_type="application/json", suffix="json", labels=Labels("JSON (node-link)"))
PAJEK = Format(media_type="text/x-pajek", suffix="net", labels=Labels("Pajek"))

GRAPHS = (TURTLE, JSONLD, RDFXML, NTRIPLES)
"""What documents can be had in as data."""

RDF = (NQUADS, TRIG, N3, *GRAPHS)
RESULTS = (RESULTS_JSON, RESULTS_XML, RESULTS_CSV, RESULTS_TSV, RESULTS_XLSX)
DUMPED = (*(form for form in RDF if form.dumped), JSON_LINES)
JOINED = (NQUADS, TURTLE, JSON_LINES)
"""Those of them of which files after each other are one, as all is dumped."""
DOCUMENT = (HTML, *GRAPHS)
"""What a document about a thing can be had in; the address of each ends in its suffix."""
ALSO = (AS_JSON, N3, NQUADS, TRIG)
"""What it can be had in besides, by who asks for it; no page leads there."""

SPARQL_QUERY = Format(
    media_type="application/sparql-query", suffix="rq", labels=Labels("SPARQL"), file_type="SPARQLQ"
)

# What SPARQL queries are sent as (SPARQL 1.1 Protocol, sections 2.1 and 2.2).
FORM = "application/x-www-form-urlencoded"
QUERY = SPARQL_QUERY.media_type
UPDATE = "application/sparql-update"


def label_of_file_type(code: str) -> str:
    """What a code of the EU's list of file types is called; several formats may be of one."""
    known = (*RDF, *RESULTS, AS_JSON, PARQUET, SPARQL_QUERY)
    return next(form.labels.best("en") for form in known if form.file_type == code)


def packed_name(name: str, form: Format) -> str:
    """The name of a file in a format that is compressed by gzip."""
    return f"{name}.{form.suffix}.{GZIP.suffix}"


def packed_form(name: str) -> Format | None:
    """The format within a compressed dump, by its name; ``None`` for a name of another kind."""
    return next((form for form in DUMPED if name.endswith(packed_name("", form))), None)


def suffixes(forms: Iterable[Format]) -> tuple[str, ...]:
    """Their suffixes, in order, each once, without dots."""
    return tuple(dict.fromkeys(form.suffix for form in forms))
