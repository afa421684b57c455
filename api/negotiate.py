"""The one table of formats, and which of them a client gets (RFC 9110, section 12.5.1).

A media type, a suffix, a label or a writer is named here and nowhere else: content negotiation, links
to other formats, suffix URLs and OpenAPI all read this table.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO

from pyoxigraph import Quad, QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Triple, serialize

from api import writers
from api.writers import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A way to write an answer. ``aliases`` are further media types a client may ask for it by."""

    media_type: str
    suffix: str
    label_da: str
    label_en: str
    aliases: tuple[str, ...] = ()


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
ATOM = Format(media_type="application/atom+xml", suffix="atom", label_da="Atom", label_en="Atom")
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
    label_da="CSV (regneark)",
    label_en="CSV",
    write=writers.write_results_csv,
)
RESULTS_TSV = ResultsFormat(
    media_type="text/tab-separated-values",
    suffix="tsv",
    label_da="TSV",
    label_en="TSV",
    write=writers.results_writer(QueryResultsFormat.TSV),
)

CSV = Format(media_type="text/csv", suffix="csv", label_da="CSV (regneark)", label_en="CSV")
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
RESULTS_FORMATS = (RESULTS_JSON, RESULTS_XML, RESULTS_CSV, RESULTS_TSV)
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


@dataclass(frozen=True, slots=True)
class Choice:
    """The format that was chosen, under the media type the client knows it by."""

    format: Format
    media_type: str

    @property
    def content_type(self) -> str:
        """The value of Content-Type; every text this server sends is UTF-8."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


class NotAcceptableError(Exception):
    """No offer suits the client; ``offers`` are the formats there are."""

    def __init__(self, offers: Sequence[Format]) -> None:
        super().__init__("not acceptable; there is: " + ", ".join(offer.media_type for offer in offers))
        self.offers = tuple(offers)


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One member of an Accept field: ``text/*;q=0.5`` is ("text", "*", 0, 0.5)."""

    type: str
    subtype: str
    parameters: int
    quality: float

    def rank(self, media_type: str) -> int:
        """How closely this range names a media type: 0 not at all, more is closer."""
        kind, _, subtype = media_type.partition("/")
        if self.type == "*":
            return 1
        if self.type != kind:
            return 0
        if self.subtype == "*":
            return 2
        return 3 + self.parameters if self.subtype == subtype else 0


# More ranges than any client sends, and few enough to weigh for nothing.
_MOST_RANGES = 100
_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_RANGE = re.compile(rf"({_TOKEN})/({_TOKEN})")
_QUALITY = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")


def _split(text: str, separator: str) -> list[str]:
    """The parts between separators; those inside a quoted string separate nothing (RFC 9110, 5.6.4)."""
    parts = [""]
    quoted = escaped = False
    for character in text:
        if character == separator and not quoted:
            parts.append("")
            continue
        parts[-1] += character
        if escaped or character == "\\":
            escaped = quoted and not escaped
        elif character == '"':
            quoted = not quoted
    return [part.strip() for part in parts]


def parse_accept(field: str | None) -> tuple[MediaRange, ...]:
    """The ranges of an Accept field value; members that are not of its grammar are passed over.

    A field that is missing, empty or wholly unreadable accepts anything. Parameters other than ``q``
    make a range closer but rule nothing out: the formats here have one form each.
    """
    ranges = []
    for member in _split(field or "", ",")[:_MOST_RANGES]:
        head, *parameters = _split(member, ";")
        names = _RANGE.fullmatch(head)
        if names is None or (names[1] == "*" and names[2] != "*"):
            continue
        quality = 1.0
        others = 0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip().lower() != "q":
                others += 1
            elif _QUALITY.fullmatch(value.strip()):
                quality = float(value)
            else:
                break
        else:
            ranges.append(MediaRange(names[1].lower(), names[2].lower(), others, quality))
    return tuple(ranges) or (MediaRange("*", "*", 0, 1.0),)


def _quality(ranges: Sequence[MediaRange], media_type: str) -> float:
    """The quality of the range that names a media type most closely; 0 when none does."""
    ranked = [(r.rank(media_type), r.quality) for r in ranges if r.rank(media_type)]
    return max(ranked)[1] if ranked else 0.0


def choose(accept: str | None, offers: Sequence[Format]) -> Choice:
    """The offer the client likes best, the earlier one of equals.

    Raises :class:`NotAcceptableError` when it takes none of them.
    """
    ranges = parse_accept(accept)
    best: Choice | None = None
    highest = 0.0
    for offer in offers:
        for media_type in (offer.media_type, *offer.aliases):
            quality = _quality(ranges, media_type)
            # An alias counts only when it is named: */* and text/* mean the format's own media type.
            named = any(f"{r.type}/{r.subtype}" == media_type for r in ranges)
            if quality > highest and (media_type == offer.media_type or named):
                best, highest = Choice(offer, media_type), quality
    if best is None:
        raise NotAcceptableError(offers)
    return best


def by_suffix(path: str, offers: Sequence[Format]) -> tuple[str, Format | None]:
    """``("kle/15.00", TURTLE)`` for ``kle/15.00.ttl``; the path as it is when no offer has its suffix."""
    stem, dot, suffix = path.rpartition(".")
    for offer in offers:
        if dot and stem and suffix == offer.suffix:
            return stem, offer
    return path, None


def content(*forms: Format) -> dict[int | str, dict[str, Any]]:
    """The formats of a successful answer as FastAPI's ``responses`` wants them for OpenAPI."""
    return {200: {"description": "OK", "content": {form.media_type: {} for form in forms}}}
