"""The triples of one document behind rdflib's interface, kept once.

rdflib's own store indexes each triple in three ways and notes its graphs, which takes most of the time of
mapping; a document has one graph, and is asked by subject while it is mapped. The way from objects is made
when somebody asks for it.
"""

from collections.abc import Generator, Iterator
from typing import Any

from rdflib.graph import Graph
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.term import Literal, Node

Pattern = tuple[Node | None, Node | None, Node | None]
_Values = dict[Node, None]


class DocumentTriples(SimpleMemory):
    """A store for one graph, whose triples come by subject and property in the order of their first mention;
    of :class:`SimpleMemory` only the prefixes are used. It says that it knows graphs, for pySHACL takes no
    other store, and has none but that one."""

    context_aware = graph_aware = True

    def __init__(self) -> None:
        super().__init__()
        self._told: dict[Node, dict[Node, _Values]] = {}
        self._into: dict[Node, dict[Node, _Values]] | None = None
        self._number = 0

    def add(self, triple: Any, context: Any, quoted: bool = False) -> None:
        subject, predicate, value = triple
        values = self._told.setdefault(subject, {}).setdefault(predicate, {})
        before = len(values)
        values[value] = None
        self._number += len(values) - before
        self._into = None

    def remove(self, triple_pattern: Any, context: Any = None) -> None:
        for (subject, predicate, value), _ in list(self.triples(triple_pattern)):
            properties = self._told[subject]
            del properties[predicate][value]
            if not properties[predicate]:
                del properties[predicate]
            if not properties:
                del self._told[subject]
            self._number -= 1
            self._into = None

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:
        for triple in self._matching(*triple_pattern):
            yield triple, iter(())

    def __len__(self, context: Any = None) -> int:
        return self._number

    def contexts(self, triple: Any = None) -> Generator[Graph, None, None]:
        yield from ()

    def add_graph(self, graph: Graph) -> None:
        """Nothing: there is one graph."""

    def _matching(
        self, subject: Node | None, predicate: Node | None, value: Node | None
    ) -> Iterator[tuple[Node, Node, Node]]:
        if subject is None and value is not None and not isinstance(value, Literal):
            for one, predicates in self._subjects_of(value).items():
                for told in predicates:
                    if predicate is None or told == predicate:
                        yield one, told, value
            return
        for one in self._told if subject is None else (subject,):
            properties = self._told.get(one, {})
            for told in properties if predicate is None else (predicate,):
                values = properties.get(told, {})
                for each in values if value is None else (value,):
                    if value is None or each in values:
                        yield one, told, each

    def _subjects_of(self, value: Node) -> dict[Node, _Values]:
        """The subjects that have a value that is no literal, each with the properties by which it has it."""
        if self._into is None:
            self._into = {}
            for subject, properties in self._told.items():
                for predicate, values in properties.items():
                    for each in values:
                        if not isinstance(each, Literal):
                            self._into.setdefault(each, {}).setdefault(subject, {})[predicate] = None
        return self._into.get(value, {})
