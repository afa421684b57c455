"""shapes/ through pySHACL: what a document's graph fails, in four layers.

``integrity`` must hold to load a document and ``privacy`` to publish it; ``maturity`` measures how complete
it is, and ``warning`` points at what a reader should look at. Each layer is a folder of shapes/, and a shape
judges one document's own graph (SHACL, https://www.w3.org/TR/shacl/). Nothing is fetched.
"""

import logging
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal, cast, get_args

import pyoxigraph
from pyshacl import ShapesGraph, Validator
from pyshacl.graph_abstraction import DataGraph
from pyshacl.helper.path_helper import shacl_path_to_sparql_path
from rdflib import RDF, SH, SKOS, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.query import Result as QueryResult
from rdflib.term import Node

from graph.config import OperatorError, resource
from graph.model import Severity
from graph.vocabulary import vocabulary

Layer = Literal["integrity", "privacy", "maturity", "warning"]
LAYERS: tuple[Layer, ...] = get_args(Layer)

_SEVERITIES: dict[Node, Severity] = {SH.Info: "info", SH.Warning: "warning", SH.Violation: "violation"}
_NO_IRI = re.compile(r"""[\x00-\x20<>"{}|\\^`]|^(?![A-Za-z][A-Za-z0-9+.-]*:)""")
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Result:
    """One validation result (SHACL, section 3.6.2).

    ``focus``, ``shape`` and most values and paths are IRIs; a path of several steps is written as in SPARQL.
    """

    layer: Layer
    severity: Severity
    focus: str
    path: str | None
    value: str | None
    shape: str
    message_da: str
    message_en: str


@dataclass(frozen=True)
class Shapes:
    """All shapes: ``graph`` to publish, ``layers`` as pySHACL wants them."""

    graph: Graph
    layers: dict[Layer, ShapesGraph]


@cache
def load_shapes() -> Shapes:
    """The shapes of this installation, read on first use, in about 0.1 s."""
    folder = resource("shapes")
    common = Graph().parse(folder / "shapes.ttl", format="turtle")
    whole, layers = Graph() + common, {}
    for layer in LAYERS:
        graph = Graph() + common
        for file in sorted((folder / layer).glob("*.ttl")):
            graph.parse(file, format="turtle")
        whole += graph
        layers[layer] = ShapesGraph(graph, logger=_LOG)
    return Shapes(whole, layers)


def check(graph: Graph, layer: Layer) -> list[Result]:
    """What the graph of one document fails in the layer, sorted; empty when it conforms.

    The graph is not changed. A layer takes some tens of milliseconds on the usual few thousand triples.
    """
    results = set(_results(report(graph, layer), load_shapes().layers[layer], layer))
    return sorted(results, key=lambda r: (r.focus, r.shape, r.path or "", r.value or ""))


def report(graph: Graph, layer: Layer) -> Graph:
    """The SHACL validation report (section 3) on the graph of one document.

    Raises :class:`OperatorError` for a graph with something in place of an IRI that is none (RFC 3987).
    """
    for node in (node for triple in graph for node in triple if isinstance(node, URIRef)):
        if _NO_IRI.search(node):
            raise OperatorError(f"{str(node)!r} is not an IRI")
    shapes = load_shapes().layers[layer]
    options = {"logger": _LOG}
    validator: Any = Validator(
        DataGraph.from_rdflib(_Judged(graph)), shacl_graph=shapes.graph, options=options
    )
    # The validator has just wrapped the shapes anew; these know already which of them are shapes.
    validator.shacl_graph = shapes
    _, found, _ = validator.run()
    return cast("Graph", found)


class _Judged(Graph):
    """The graph with the code lists beside it, sharing its store.

    SPARQL goes to a copy in Oxigraph: pySHACL asks one query per focus node, and rdflib would take
    milliseconds to parse each and far longer to look through every literal of the document.
    """

    def __init__(self, graph: Graph) -> None:
        super().__init__(graph.store, graph.identifier, namespace_manager=graph.namespace_manager)

    def triples(self, triple: Any) -> Generator[Any, None, None]:
        yield from super().triples(triple)
        if triple[1] == SKOS.inScheme:
            yield from vocabulary().graph.triples(triple)

    def query(self, *args: Any, **kwargs: Any) -> QueryResult:
        return cast("QueryResult", self._in_oxigraph.query(*args, **kwargs))

    @cached_property
    def _in_oxigraph(self) -> Any:
        store = pyoxigraph.Store()
        store.bulk_load(
            self.serialize(format="nt", encoding="utf-8"), pyoxigraph.RdfFormat.N_TRIPLES, lenient=True
        )
        return DataGraph.from_oxigraph_store(store)


def _results(found: Graph, shapes: ShapesGraph, layer: Layer) -> Iterator[Result]:
    for result in found.subjects(RDF.type, SH.ValidationResult):
        shape = found.value(result, SH.sourceShape)
        path, value = found.value(result, SH.resultPath), found.value(result, SH.value)
        yield Result(
            layer=layer,
            severity=_SEVERITIES[cast("Node", found.value(result, SH.resultSeverity))],
            focus=str(found.value(result, SH.focusNode)),
            path=None if path is None else _path(path, shapes),
            value=None if value is None else str(value),
            shape=str(shape),
            message_da=_message(shapes, shape, "da"),
            message_en=_message(shapes, shape, "en"),
        )


def _message(shapes: ShapesGraph, shape: Node | None, language: str) -> str:
    """From the shape: in results of SPARQL constraints pySHACL drops the language of a message."""
    texts = (m for m in shapes.graph.objects(shape, SH.message) if isinstance(m, RdfLiteral))
    return next((str(text) for text in texts if text.language == language), "")


def _path(path: Node, shapes: ShapesGraph) -> str:
    """The path as in SPARQL; pySHACL reports a path of several steps as a blank node of the shapes."""
    if isinstance(path, URIRef):
        return str(path)
    return str(shacl_path_to_sparql_path(shapes, path))
