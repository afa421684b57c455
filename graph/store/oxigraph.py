"""The quad store: pyoxigraph on disk behind a small interface.

Every triple is in a named graph and no term is a blank node, so graphs can be replaced, compared and
cited by name. The default graph holds the merge of the named ones, each triple once: asked for a union
itself, the engine gives a triple that stands in two graphs twice, and counts come out wrong.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self

import pyoxigraph as ox
from rdflib import RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from graph.base.files import Closing
from graph.ontology.terms import term
from graph.store import query_guard
from graph.store.query_guard import QueryError as QueryError

type_ = ox.NamedNode(str(RDF.type))
_LABELS = tuple(ox.NamedNode(str(iri)) for iri in (RDF.type, RDFS.label, SKOS.prefLabel))

_MANY = 2000  # triples
_END = b" .\n"  # of a line of N-Triples, and of nothing within one: a line end in a literal is escaped

_GRAPH = re.compile(rb" <[^<>\"]*> \.\n")  # at the end of a line of N-Quads, with what ends it

Result = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean


class Store(Closing):
    """A store in a folder, open for writing (:meth:`create`) or only for reading."""

    def __init__(self, store: ox.Store) -> None:
        self._store: ox.Store | None = store
        self.growth = 0
        """By how many quads of named graphs it has grown since it was opened, :meth:`load` apart."""
        self.touched: set[str] | None = None
        """The subjects of which a graph says something else, if that is to be kept: set it to a set."""

    @classmethod
    def create(cls, path: Path) -> Self:
        """Open the store of a folder for writing, made if it is not there; one writer at a time."""
        return cls(ox.Store(path))

    @classmethod
    def open_read_only(cls, path: Path) -> Self:
        """Open the store of a folder as it stands now; raises :class:`OSError` for none or a damaged one."""
        try:
            return cls(ox.Store.read_only(str(path)))
        except (RuntimeError, FileNotFoundError) as error:  # the former is what the engine calls corruption
            raise OSError(f"the store {path} is damaged, or not there") from error

    def close(self) -> None:
        """Let go of the files; results still being read keep them open until they are read."""
        self._store = None

    @property
    def _open(self) -> ox.Store:
        if self._store is None:
            raise ValueError("the store is closed")
        return self._store

    def __len__(self) -> int:
        """The number of quads in the named graphs; they are counted, which takes its time."""
        counted = self._open.query("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
        return int(next(iter(counted))["n"].value)  # type: ignore[arg-type]

    def merged(self) -> int:
        """The number of triples in the merge of the named graphs, each once; they are counted, too."""
        counted = self._open.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
        return int(next(iter(counted))["n"].value)  # type: ignore[arg-type]

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted."""
        return sorted(graph.value for graph in self._open.named_graphs())

    def has_graph(self, graph_iri: str) -> bool:
        """Whether there is a named graph of that IRI."""
        return self._open.contains_named_graph(ox.NamedNode(graph_iri))

    def replace_graph(self, graph_iri: str, graph: Graph) -> None:
        """Put a graph in the place of the one of that name, as :meth:`amend_graph` does.

        Raises :class:`ValueError` for a blank node or a term that RDF 1.1 does not allow.
        """
        self._change(ox.NamedNode(graph_iri), set(map(_triple, graph)))

    def put_graphs(self, graphs: Mapping[str, bytes]) -> None:
        """Put graphs, as lines of N-Triples as they are canonically written, in the place of those of their
        names.

        A single one, or one that is there already, is replaced in one transaction; others go in together
        and in bulk, several times faster, but not all at once for a reader or if it is interrupted.
        """
        held = self._open.contains_named_graph
        several = len(graphs) > 1
        new = {name: data for name, data in graphs.items() if several and not held(ox.NamedNode(name))}
        for name in graphs.keys() - new.keys():
            parsed = ox.parse(graphs[name], format=ox.RdfFormat.N_TRIPLES)
            self._change(ox.NamedNode(name), {quad.triple for quad in parsed})
        if new:
            # What the engine wrote itself need not be judged by it again.
            self._open.bulk_load(_quads(new), format=ox.RdfFormat.N_QUADS, lenient=True)
            self.growth += sum(data.count(_END) for data in new.values())
            subjects = (line[1 : line.index(b">")] for data in new.values() for line in data.splitlines())
            self._touch(map(bytes.decode, subjects))

    def put_quads(self, quads: bytes) -> None:
        """Add quads of named graphs, lines of N-Quads as they are canonically written and none twice.

        They go in in bulk, so not all at once for a reader or if it is interrupted.
        """
        merged = _GRAPH.sub(_END, quads)
        self._open.bulk_load(quads + merged, format=ox.RdfFormat.N_QUADS, lenient=True)
        self.growth += quads.count(_END)

    def remove_graph(self, graph_iri: str) -> None:
        """Remove a graph; nothing happens when there is none of that name."""
        self._change(ox.NamedNode(graph_iri), set())

    def triples(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        value: ox.NamedNode | ox.Literal | None = None,
        graph_iri: str | None = None,
    ) -> Iterator[ox.Triple]:
        """The triples of a pattern in the named graph, or else in the merge of all."""
        name = ox.NamedNode(graph_iri) if graph_iri else ox.DefaultGraph()
        return (quad.triple for quad in self._open.quads_for_pattern(subject, predicate, value, name))

    def graphs_with(self, triple: ox.Triple) -> list[str]:
        """The IRIs of the named graphs that hold a triple, sorted."""
        quads = self._open.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return sorted(quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode))

    def amend_graph(self, graph_iri: str, gone: set[ox.Triple], come: set[ox.Triple]) -> None:
        """Take triples out of a graph and put others in, in one transaction.

        Where none goes and many come, they go in in bulk, which is faster but no transaction.
        """
        name = ox.NamedNode(graph_iri)

        missing = {triple for triple in come if _quad(triple, name) not in self._open}
        going = {triple for triple in gone - come if _quad(triple, name) in self._open}
        self._exchange(name, going, missing)

    def _change(self, name: ox.NamedNode, new: set[ox.Triple]) -> None:
        """Make ``new`` the content of a graph, and the default graph the merge of all again."""
        old = {quad.triple for quad in self._open.quads_for_pattern(None, None, None, name)}
        self._exchange(name, old - new, new - old)
        if not new:
            self._open.remove_graph(name)

    def _exchange(self, name: ox.NamedNode, gone: set[ox.Triple], come: set[ox.Triple]) -> None:
        if gone:
            nowhere = [triple for triple in gone if not self._elsewhere(triple, name)]
            self._open.update(
                f"DELETE DATA {{ {_data(nowhere)} GRAPH {name} {{ {_data(gone)} }} }};"
                f"INSERT DATA {{ {_data(come)} GRAPH {name} {{ {_data(come)} }} }}"
            )
        else:
            extend = self._open.bulk_extend if len(come) > _MANY else self._open.extend
            graphs = (name, ox.DefaultGraph())
            extend(_quad(triple, graph) for triple in come for graph in graphs)
        self.growth += len(come) - len(gone)
        self._touch(triple.subject.value for triple in gone | come)  # type: ignore[union-attr]

    def _touch(self, subjects: Iterable[str]) -> None:
        if self.touched is not None:
            self.touched.update(subjects)

    def _elsewhere(self, triple: ox.Triple, name: ox.NamedNode) -> bool:
        """Whether another named graph holds the triple."""
        found = self._open.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return any(quad.graph_name not in (name, ox.DefaultGraph()) for quad in found)

    def load(self, file: Path, form: ox.RdfFormat) -> None:
        """Add the quads of a file as they stand, the default graph's to the default graph."""
        self._open.bulk_load(path=str(file), format=form)

    def backup(self, path: Path) -> None:
        """Copy the store to a folder that is not there yet, by hard links where the disk has them."""
        self._open.backup(path)

    def flush(self) -> None:
        """Put everything on the disk."""
        self._open.flush()

    def optimize(self) -> None:
        """Pack the files for reading; queries are then up to twice as fast."""
        self._open.optimize()

    def query(
        self,
        text: str,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
    ) -> Result:
        """Answer a SPARQL 1.1 query; raises :class:`QueryError` for one that cannot be run.

        The graphs given stand in for the query's own FROM and FROM NAMED (SPARQL 1.1 Protocol,
        section 2.1.4). With neither, the default graph is the merge of all named graphs.
        """
        return self.answer(query_guard.check(text), default_graphs, named_graphs)

    def answer(
        self,
        query: query_guard.Query,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
    ) -> Result:
        """As :meth:`query`, of a query that the guard has let through."""
        given = default_graphs is not None or named_graphs is not None
        try:
            return self._open.query(
                query.text,
                base_iri=query.base or None,
                default_graph=list(_nodes(default_graphs)) if given else None,
                named_graphs=_nodes(named_graphs) if given else None,
            )
        except SyntaxError as error:
            raise query_guard.syntax_error(query, str(error)) from None
        except (ValueError, RuntimeError) as error:  # RuntimeError: a function it does not have
            if is_damage(error):
                raise OSError("the store is damaged") from error
            raise QueryError(f"the query cannot be run: {error}") from None

    def description(self, iri: str) -> set[ox.Triple]:
        """What is told of a thing: the triples of which it is the subject and, of an agenda item,
        those of its parts; and the types and labels of every IRI that is an object there.

        Empty when the store knows nothing of it.
        """
        try:
            subject = ox.NamedNode(iri)
        except ValueError:  # whatever is no IRI is not described here
            return set()
        triples = set(self._about(subject))
        if ox.Triple(subject, type_, ox.NamedNode(term("AgendaItem"))) in triples:
            triples |= self._parts(subject, triples)
        objects = {o for _, _, o in triples if isinstance(o, ox.NamedNode)}
        for node in objects - {subject}:
            triples.update(t for p in _LABELS for t in self._about(node, p))
        return triples

    def _about(self, subject: ox.NamedNode, predicate: ox.NamedNode | None = None) -> Iterator[ox.Triple]:
        return (
            quad.triple for quad in self._open.quads_for_pattern(subject, predicate, None, ox.DefaultGraph())
        )

    def _parts(self, item: ox.NamedNode, known: Iterable[ox.Triple]) -> set[ox.Triple]:
        """The triples of everything below an item's IRI that the item leads to."""
        found: set[ox.Triple] = set()
        new, seen = list(known), {item}
        while new:
            parts = {
                o for _, _, o in new if isinstance(o, ox.NamedNode) and o.value.startswith(item.value + "/")
            }
            new = [triple for part in parts - seen for triple in self._about(part)]
            seen |= parts
            found.update(new)
        return found

    def dump(self, path: Path) -> None:
        """Write everything as N-Quads in the order of the lines: same content, same bytes."""
        quads = self._open.quads_for_pattern(None, None, None, None)
        lines = (f"{quad} .\n" for quad in quads if quad.graph_name != ox.DefaultGraph())
        path.write_text("".join(sorted(lines)), encoding="utf-8", newline="\n")


def is_damage(error: BaseException) -> bool:
    """Whether an error of the engine says that a file of a store is not what was written."""
    return isinstance(error, RuntimeError) and str(error).startswith("Corruption")


def _nodes(iris: Sequence[str] | None) -> list[ox.NamedNode | ox.BlankNode]:
    try:
        return [ox.NamedNode(iri) for iri in iris or ()]
    except ValueError as error:
        raise QueryError(f"a graph is named that is no IRI: {error}") from None


def n_quads(lines: bytes, graph_iri: str) -> bytes:
    """Lines of N-Triples as those of a named graph."""
    return lines.replace(_END, f" <{graph_iri}>".encode() + _END)


def _quads(graphs: Mapping[str, bytes]) -> bytes:
    """N-Quads of graphs given as N-Triples; each line once more for the default graph."""
    return b"".join(part for name, lines in graphs.items() for part in (n_quads(lines, name), lines))


def _quad(triple: ox.Triple, graph: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _data(triples: Iterable[ox.Triple]) -> str:
    return "".join(f"{triple} .\n" for triple in triples)


def _triple(triple: tuple[Node, Node, Node]) -> ox.Triple:
    subject, predicate, obj = triple
    if not isinstance(subject, URIRef) or not isinstance(predicate, URIRef):
        raise ValueError(f"not an IRI in {triple}")
    return ox.Triple(_from_rdflib(subject), _from_rdflib(predicate), _term(obj))


def _term(node: Node) -> ox.NamedNode | ox.Literal:
    if isinstance(node, URIRef):
        return _from_rdflib(node)
    if not isinstance(node, Literal):
        raise ValueError(f"neither an IRI nor a literal: {node!r}")
    if node.language:
        return ox.Literal(str(node), language=node.language)
    return ox.Literal(str(node), datatype=_from_rdflib(node.datatype or XSD.string))


def _from_rdflib(iri: URIRef) -> ox.NamedNode:
    return ox.NamedNode(str(iri))
