"""shapes/ through pySHACL: what a document's graph fails, in four layers.

``integrity`` must hold to load a document and ``privacy`` to publish it; ``maturity`` measures how complete
it is, and ``warning`` points at what a reader should look at. Each layer is a folder of shapes/, and a shape
judges one document's own graph (SHACL, https://www.w3.org/TR/shacl/). Nothing is fetched.
"""

import logging
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from pyshacl import ShapesGraph, Validator
from pyshacl.graph_abstraction import DataGraph
from pyshacl.helper.path_helper import shacl_path_to_sparql_path
from rdflib import RDF, SH, SKOS, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.query import Result as QueryResult
from rdflib.term import Node

from graph.base.config import OperatorError
from graph.base.labels import Labels
from graph.minutes.model import Severity
from graph.ontology.shape_files import LAYERS, SHAPES, Layer, layer_files
from graph.ontology.terms import vocabulary
from graph.ontology.turtle import turtle_graph
from graph.validation.index import Term, TripleIndex
from graph.validation.precheck import Screened, screen

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
    messages: Labels


@dataclass(frozen=True)
class Shapes:
    """All shapes that judge a document: ``layers`` as pySHACL wants them, and what tells beforehand which
    of a layer's shapes a graph surely meets."""

    layers: dict[Layer, ShapesGraph]
    screens: dict[Layer, dict[Node, Screened]]


@cache
def load_shapes() -> Shapes:
    """The shapes of this installation, read on first use, in about 0.1 s."""
    layers, screens = {}, {}
    for layer in LAYERS:
        graph = turtle_graph(SHAPES, *layer_files(layer))
        layers[layer] = ShapesGraph(graph, logger=_LOG)
        screens[layer] = screen(graph, (shape.node for shape in layers[layer].shapes), _code_lists())
    return Shapes(layers, screens)


class Judged(Graph):
    """The graph of one document with the code lists beside it, ready to be judged in several layers.

    It shares the graph's store. SPARQL goes to a copy in Oxigraph: pySHACL asks one query per focus node,
    and rdflib would take milliseconds to parse each and far longer to look through every literal. Raises
    :class:`OperatorError` for a graph with something in place of an IRI that is none (RFC 3987).
    """

    def __init__(self, graph: Graph) -> None:
        super().__init__(graph.store, graph.identifier, namespace_manager=graph.namespace_manager)
        self.facts = TripleIndex(graph, _code_lists())
        for iri in self.facts.iris():
            if _NO_IRI.search(iri):
                raise OperatorError(f"{iri!r} is not an IRI")

    def triples(self, triple: Any) -> Generator[Any, None, None]:
        yield from super().triples(triple)
        if triple[1] == SKOS.inScheme:
            yield from vocabulary().graph.triples(triple)

    def query(self, *args: Any, **kwargs: Any) -> QueryResult:
        asked: Any = DataGraph.from_oxigraph_store(self.facts.store)
        return cast("QueryResult", asked.query(*args, **kwargs))


@cache
def _code_lists() -> dict[str, dict[str, list[Term]]]:
    """The statements of the ontology that count as the document's own: code -> its scheme."""
    lists: dict[str, list[Term]] = {}
    for code, scheme in vocabulary().graph.subject_objects(SKOS.inScheme):
        lists.setdefault(str(code), []).append(str(scheme))
    return {str(SKOS.inScheme): lists}


def check(graph: Graph, layer: Layer) -> list[Result]:
    """What the graph of one document fails in the layer, sorted; empty when it conforms.

    To judge one graph in several layers, make it :class:`Judged` first.
    """
    results = set(_results(report(graph, layer), load_shapes().layers[layer], layer))
    return sorted(results, key=lambda r: (r.focus, r.shape, r.path or "", r.value or ""))


def report(graph: Graph, layer: Layer) -> Graph:
    """The SHACL validation report (section 3) on the graph of one document.

    What surely conforms is left out beforehand, which changes nothing in the report: it holds failures only.
    """
    judged = graph if isinstance(graph, Judged) else Judged(graph)
    shapes, screens = load_shapes().layers[layer], load_shapes().screens[layer]
    data = DataGraph.from_rdflib(judged)
    validator: Any = Validator(data, shacl_graph=shapes.graph, options={"logger": _LOG})
    executor, conforms, found = validator.make_executor(), True, []
    for shape in shapes.shapes:
        suspects = screens[shape.node].suspects(judged.facts)
        if suspects != []:
            fine, results = shape.validate(executor, data, focus=suspects)
            conforms = conforms and fine
            found += results
    return cast("Graph", Validator.create_validation_report(shapes, conforms, found)[0])


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
            messages=_messages(shapes, shape),
        )


def _messages(shapes: ShapesGraph, shape: Node | None) -> Labels:
    """From the shape: in results of SPARQL constraints pySHACL drops the language of a message."""
    texts = (m for m in shapes.graph.objects(shape, SH.message) if isinstance(m, RdfLiteral))
    return Labels(**{text.language: str(text) for text in texts if text.language})


def _path(path: Node, shapes: ShapesGraph) -> str:
    """The path as in SPARQL; pySHACL reports a path of several steps as a blank node of the shapes."""
    if isinstance(path, URIRef):
        return str(path)
    return str(shacl_path_to_sparql_path(shapes, path))
