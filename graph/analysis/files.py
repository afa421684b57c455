"""An analysis as a file: networks and tables in the formats that researchers' programs read.

Each file carries how it was made as far as its format has a place for it, and is the same, byte by byte, for
the same release.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal
from xml.etree.ElementTree import SubElement

from graph.analysis.analysis import Analysis
from graph.analysis.edges import weighted
from graph.analysis.table import Value
from graph.base.table_csv import as_csv
from graph.base.xml import clean
from graph.formats.table import CSV, GEXF, GRAPHML, NODE_LINK, PAJEK, PARQUET, Format
from graph.ontology.iris import path_of

if TYPE_CHECKING:
    import networkx as nx

_GEXF_VERSION = "1.2draft"  # what networkx writes, and Gephi reads
# What a label in quotes would end it with, and a line: Pajek knows no escape.
_PAJEK = str.maketrans({'"': "”", "'": "’", "\\": "/", **dict.fromkeys("\n\r\t\x85\u2028\u2029", " ")})


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A format that an analysis can be written in; ``of`` says what of it."""

    form: Format
    of: Literal["graph", "table"]
    write: Callable[[Analysis], bytes]


def _plain(analysis: Analysis) -> "nx.Graph[str]":
    """The network with values that every format has: words, numbers; and with how it was made."""
    import networkx as nx

    graph = _graph(analysis)
    plain: nx.Graph[str] = nx.DiGraph() if graph.is_directed() else nx.Graph()
    plain.graph.update({name: clean(value) for name, value in analysis.provenance().items()})
    for node, data in graph.nodes(data=True):
        plain.add_node(node, **{name: _flat(value) for name, value in data.items()})
    for one, other, data in graph.edges(data=True):
        known = {name: _flat(value) for name, value in data.items() if value is not None}
        plain.add_edge(one, other, **known)
    return plain


def _graph(analysis: Analysis) -> "nx.Graph[str]":
    if analysis.graph is None:
        raise ValueError("it is of no network")
    return analysis.graph


def _flat(value: Any) -> str | int | float:
    if isinstance(value, tuple):
        return " ".join(value)
    return clean(value) if isinstance(value, str) else value


def _graphml(analysis: Analysis) -> bytes:
    """GraphML 1.0; the pure writer, for that of lxml writes other bytes where lxml is."""
    import networkx as nx

    output = BytesIO()
    nx.write_graphml_xml(_plain(analysis), output, named_key_ids=True)
    return output.getvalue()


def _gexf(analysis: Analysis) -> bytes:
    """GEXF 1.2 draft; its date is that of the release, where networkx would have the day of writing."""
    import networkx as nx

    writer = nx.readwrite.gexf.GEXFWriter(_plain(analysis), version=_GEXF_VERSION)
    meta = writer.xml.find("meta")
    meta.clear()
    meta.set("lastmodifieddate", analysis.source.created[:10])
    SubElement(meta, "creator").text = analysis.software
    SubElement(meta, "description").text = clean(
        "\n".join(f"{name}: {value}" for name, value in analysis.provenance().items() if value)
    )
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def _node_link(analysis: Analysis) -> bytes:
    """JSON as networkx's ``node_link_graph`` and d3 read it."""
    import networkx as nx

    graph = _graph(analysis)
    data = nx.node_link_data(graph, edges="links")
    data["graph"] = analysis.provenance() | {"left_out": graph.graph.get("left_out", ())}
    return json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _pajek(analysis: Analysis) -> bytes:
    """Pajek's .net: a node is called by its label, with the end of its IRI where two have the same."""
    import networkx as nx

    graph = _graph(analysis)
    labels = {node: clean(str(label)).translate(_PAJEK).strip() for node, label in graph.nodes(data="label")}
    seen: dict[str, int] = {}
    for label in labels.values():
        seen[label] = seen.get(label, 0) + 1
    names = {
        node: label
        if label and seen[label] == 1
        else f"{label} ({path_of(node, analysis.source.base_iri) or node})".strip()
        for node, label in labels.items()
    }
    named: nx.Graph[str] = nx.DiGraph() if graph.is_directed() else nx.Graph()
    for node, kind in graph.nodes(data="kind"):
        named.add_node(names[node], iri=node, kind=kind)
    for one, other, weight in weighted(graph):
        named.add_edge(names[one], names[other], weight=weight)
    return "".join(f"{line}\n" for line in nx.generate_pajek(named)).encode()


def _csv(analysis: Analysis) -> bytes:
    """CSV (RFC 4180) with the names of the columns first."""
    return as_csv([column.name for column in analysis.table.columns], analysis.table.rows)


def _parquet(analysis: Analysis) -> bytes:
    """Apache Parquet; how it was made is in the schema's metadata, what a column is in the field's."""
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    table = analysis.table
    fields, arrays = [], []
    for place, column in enumerate(table.columns):
        array = _array(pa, [row[place] for row in table.rows])
        labels = {f"label_{tag}": words for tag, words in column.labels.items()}
        fields.append(pa.field(column.name, array.type, metadata=labels))
        arrays.append(array)
    schema = pa.schema(fields, metadata=analysis.provenance())
    output = BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), output)
    return output.getvalue()


def _array(pa: Any, values: list[Value]) -> Any:
    """A column: of whole numbers, of numbers, or of words."""
    kinds = {type(value) for value in values if value is not None}
    if kinds and kinds <= {int}:
        return pa.array(values, pa.int64())
    if kinds and kinds <= {int, float}:
        return pa.array([None if value is None else float(value) for value in values], pa.float64())
    words = [None if value is None else str(value).encode("utf-8", "replace").decode() for value in values]
    return pa.array(words, pa.string())


_ALL = (
    FileFormat(CSV, "table", _csv),
    FileFormat(PARQUET, "table", _parquet),
    FileFormat(GRAPHML, "graph", _graphml),
    FileFormat(GEXF, "graph", _gexf),
    FileFormat(NODE_LINK, "graph", _node_link),
    FileFormat(PAJEK, "graph", _pajek),
)
FILES: Mapping[str, FileFormat] = {one.form.suffix: one for one in _ALL}
"""Suffix -> the format."""
