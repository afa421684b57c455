"""Which shapes a graph surely meets, told without running them.

pySHACL judges; but it walks every shape over every node through a general graph, a fifth of a second for a
usual document that fails nothing. Here shapes are compiled once into checks on plain dictionaries. A check
may only say "surely conforms": whatever it does not know, or cannot be sure of, is left to pySHACL, node by
node. So what is reported comes from pySHACL alone, and a shape of any other form is merely slower.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyoxigraph as ox
from rdflib import RDF, RDFS, SH, XSD, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from graph.validation.index import Term, TripleIndex

Holds = Callable[[TripleIndex, Term], bool]
Values = Callable[[TripleIndex, Term], list[Term]]
OfAll = Callable[[TripleIndex, Term, list[Term]], bool]

_VALUE_TYPES: dict[Node, type | tuple[type, ...]] = {
    XSD.string: str, RDF.langString: str, XSD.integer: int, XSD.boolean: bool,
    XSD.date: date, XSD.dateTime: datetime, XSD.decimal: Decimal,
}  # fmt: skip
_TYPE = str(RDF.type)
_OF_ALL = {SH.minCount, SH.maxCount, SH.hasValue, SH.equals, SH.uniqueLang}
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_TARGETS = {SH.targetNode, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf}
_SAYS_NOTHING = {
    RDF.type, RDFS.label, RDFS.comment, SH.message, SH.severity, SH.path,
    SH.ignoredProperties, SH.qualifiedValueShape,  # said with sh:closed and sh:qualifiedMinCount
}  # fmt: skip
# What may make the answers for all nodes at once fewer than those for each: other groups than that of an
# EXISTS, cut results, and paths of no length.
_CONNECTIVES = re.compile(
    r"\b(?:OPTIONAL|UNION|MINUS|VALUES|SERVICE|GRAPH|GROUP|HAVING|LIMIT|OFFSET)\b"
    r"|[*]|\)[?]|\w[?](?!\w)|(?<!EXISTS) {",
    re.IGNORECASE,
)


class _OtherFormError(Exception):
    """A shape of a form that is left to pySHACL."""


@dataclass(frozen=True)
class Query:
    """The query of a SPARQL constraint, cut where values of ``$this`` can be given; ``uses_this`` or not."""

    head: str
    tail: str
    uses_this: bool

    def suspects(self, facts: TripleIndex, found: "dict[Term, None]") -> Iterable[Term]:
        """The focus nodes for which it has solutions, or, where it cannot be told, all of them."""
        given = "".join(f"<{node}> " for node in found if self.uses_this and not isinstance(node, Literal))
        values = f" VALUES ?this {{ {given}}} " if self.uses_this else ""
        try:
            solutions: Any = facts.store.query(self.head + values + self.tail)
        except SyntaxError:  # a node that only looks like an IRI
            return found
        if self.uses_this:
            return {solution["this"].value for solution in solutions}
        return found if next(solutions, None) else ()


@dataclass(frozen=True)
class Screened:
    """A shape and what can be told of it: its focus nodes, whether one of them surely meets its constraints
    but for SPARQL, and its SPARQL constraints. Without ``holds`` nothing can be told."""

    focus: Callable[[TripleIndex], "dict[Term, None]"]
    holds: Holds | None
    queries: tuple[Query, ...] = ()

    def suspects(self, facts: TripleIndex) -> list[Node] | None:
        """The focus nodes that may not conform; ``None`` when pySHACL must find them itself."""
        found = self.focus(facts)
        if facts.strange or self.holds is None or any(isinstance(node, Literal) for node in found):
            return None
        failing = {node for node in found if not self.holds(facts, node)}
        if found:
            failing.update(node for query in self.queries for node in query.suspects(facts, found))
        return [URIRef(node) for node in failing]


def screen(shapes: Graph, nodes: Iterable[Node], beside: Iterable[str]) -> dict[Node, Screened]:
    """These shapes of a graph, compiled; ``beside`` are properties of the facts beside."""
    compiler = _Compiler(shapes, frozenset(beside))
    return {node: compiler.screened(node) for node in nodes}


class _Compiler:
    def __init__(self, shapes: Graph, beside: frozenset[str]) -> None:
        self.graph, self.beside = shapes, beside
        declared = (
            (shapes.value(d, SH.prefix), shapes.value(d, SH.namespace))
            for d in shapes.objects(None, SH.declare)
        )
        common = (("rdf", RDF), ("rdfs", RDFS))
        self.prologue = "".join(f"PREFIX {prefix}: <{name}>\n" for prefix, name in (*common, *declared))
        # A shape that is a class has its instances for targets (section 2.1.3.3).
        self.classes = {RDFS.Class, *shapes.subjects(RDFS.subClassOf, RDFS.Class)}

    def screened(self, shape: Node) -> Screened:
        self.under_way: set[Node] = set()
        try:
            queries = tuple(self._query(node) for node in self.graph.objects(shape, SH.sparql))
            return Screened(self._focus(shape), self._shape(shape), queries)
        except _OtherFormError:
            return Screened(lambda facts: {}, None)

    def _focus(self, shape: Node) -> Callable[[TripleIndex], dict[Term, None]]:
        """The targets of a shape (SHACL, section 2.1.3)."""
        finders: list[Callable[[TripleIndex], list[Term]]] = []
        for prop, value in self.graph.predicate_objects(shape):
            name = self._key(value)
            if prop == SH.target or value in self.classes or (prop in _TARGETS and name in self.beside):
                raise _OtherFormError
            if prop == SH.targetNode:
                finders.append(lambda facts, name=name: [name])  # type: ignore[misc]
            elif prop == SH.targetClass:
                finders.append(lambda facts, name=name: facts.subjects(_TYPE, name))  # type: ignore[misc]
            elif prop == SH.targetSubjectsOf:
                finders.append(lambda facts, name=name: facts.having(name))  # type: ignore[misc]
            elif prop == SH.targetObjectsOf:
                finders.append(lambda facts, name=name: facts.had(name))  # type: ignore[misc]
        return lambda facts: dict.fromkeys(node for find in finders for node in find(facts))

    def _shape(self, shape: Node) -> Holds:
        """Whether a focus node conforms to the shape, its SPARQL constraints apart."""
        self.under_way.add(shape)
        path = self.graph.value(shape, SH.path)
        values = self._path(path) if path is not None else None
        of_each: list[Holds] = []
        of_all: list[OfAll] = []
        for prop, value in self.graph.predicate_objects(shape):
            if prop in _SAYS_NOTHING or prop in _TARGETS:
                continue
            if prop == SH.sparql and (shape, SH.path, None) not in self.graph:
                continue
            if prop == SH.qualifiedMinCount:
                of_all.append(self._qualified(shape, value))
            elif prop in _OF_ALL:
                of_all.append(self._of_all(prop, value))
            else:
                of_each.append(self._of_each(shape, prop, value))
        self.under_way.discard(shape)

        def holds(facts: TripleIndex, focus: Term) -> bool:
            found = values(facts, focus) if values else [focus]
            return all(check(facts, value) for check in of_each for value in found) and all(
                check(facts, focus, found) for check in of_all
            )

        return holds

    def _qualified(self, shape: Node, least: Node) -> OfAll:
        """So many value nodes at least that surely conform to a shape (section 4.7.3)."""
        [qualified] = self.graph.objects(shape, SH.qualifiedValueShape)
        conforms, number = self._nested(qualified), int(str(least))
        return lambda facts, focus, values: sum(conforms(facts, value) for value in values) >= number

    def _of_all(self, prop: Node, value: Node) -> OfAll:
        """A constraint on the value nodes together (sections 4.2, 4.4.5, 4.5.1, 4.8.2)."""
        term = self._key(value)
        if prop == SH.uniqueLang:
            return lambda facts, focus, values: _of_languages(values)
        if prop in (SH.minCount, SH.maxCount):
            number = int(str(value))
            if prop == SH.minCount:
                return lambda facts, focus, values: len(values) >= number
            return lambda facts, focus, values: len(values) <= number
        if prop == SH.hasValue:
            return lambda facts, focus, values: term in values
        return lambda facts, focus, values: set(values) == set(facts.objects(focus, str(term)))

    def _of_each(self, shape: Node, prop: Node, value: Node) -> Holds:
        """A constraint on each value node (sections 4.1, 4.3, 4.4, 4.6.1, 4.7, 4.8)."""
        term = self._key(value)
        if prop in (SH.node, SH.property):
            return self._nested(value)
        if prop == SH["class"]:
            return lambda facts, node: term in facts.objects(node, _TYPE)
        if prop == SH.datatype:
            return self._datatype(value)
        if prop == SH.nodeKind and value in (SH.IRI, SH.Literal):
            literal = value == SH.Literal
            return lambda facts, node: isinstance(node, Literal) == literal
        if prop == SH["in"]:
            members = set(map(self._key, self._members(shape, prop)))
            return lambda facts, node: node in members
        if prop == SH["or"]:
            choices = [self._nested(member) for member in self._members(shape, prop)]
            return lambda facts, node: any(holds(facts, node) for holds in choices)
        if prop == SH["not"]:
            return self._none_of(value)
        if prop == SH.pattern and (shape, SH.flags, None) not in self.graph:
            pattern = re.compile(str(value))
            return lambda facts, node: pattern.search(str(node)) is not None
        if prop == SH.minLength:
            least = int(str(value))
            return lambda facts, node: len(str(node)) >= least
        if prop == SH.maxLength:
            most = int(str(value))
            return lambda facts, node: len(str(node)) <= most
        if prop == SH.languageIn:
            tags = {str(tag).lower() for tag in self._members(shape, prop)}
            return lambda facts, node: isinstance(node, Literal) and (node.language or "").lower() in tags
        if prop in (SH.minInclusive, SH.maxInclusive):
            return self._limit(value, upper=prop == SH.maxInclusive)
        if prop == SH.closed and not self.graph.value(shape, SH.property) and str(value) == "true":
            allowed = set(map(str, self._members(shape, SH.ignoredProperties)))
            return lambda facts, node: isinstance(node, Literal) or facts.told.get(node, {}).keys() <= allowed
        raise _OtherFormError

    def _members(self, shape: Node, prop: Node) -> list[Node]:
        """The members of the lists that are values of a property."""
        return [one for head in self.graph.objects(shape, prop) for one in Collection(self.graph, head)]

    def _nested(self, shape: Node) -> Holds:
        if (shape, SH.sparql, None) in self.graph or shape in self.under_way:
            raise _OtherFormError
        return self._shape(shape)

    def _none_of(self, shape: Node) -> Holds:
        """``sh:not`` of a list of values, and of nothing else: there what fails is as sure as what holds."""
        if {prop for prop, _ in self.graph.predicate_objects(shape)} != {SH["in"]}:
            raise _OtherFormError
        members = set(map(self._key, self._members(shape, SH["in"])))
        return lambda facts, node: node not in members

    def _datatype(self, datatype: Node) -> Holds:
        kind = _VALUE_TYPES.get(datatype, object)
        implied = {XSD.string: None, RDF.langString: None}.get(datatype, datatype)  # type: ignore[call-overload]

        def holds(facts: TripleIndex, node: Term) -> bool:
            if not isinstance(node, Literal) or node.ill_typed:
                return False
            if bool(node.language) != (datatype == RDF.langString):
                return False
            return node.datatype in (datatype, implied) and isinstance(node.value, kind)

        return holds

    def _limit(self, value: Node, upper: bool) -> Holds:
        if not isinstance(value, Literal) or not isinstance(value.value, int | Decimal):
            raise _OtherFormError
        limit = value.value

        def holds(facts: TripleIndex, node: Term) -> bool:
            number = node.value if isinstance(node, Literal) else None
            if isinstance(number, bool) or not isinstance(number, int | Decimal):
                return False
            return number <= limit if upper else number >= limit

        return holds

    def _path(self, path: Node) -> Values:
        """A property, an inverse of one, or a choice of such (section 2.3.1)."""
        if isinstance(path, URIRef):
            name = str(path)
            return lambda facts, focus: facts.objects(focus, name)
        inverse = self.graph.value(path, SH.inversePath)
        choices = self.graph.value(inverse or path, SH.alternativePath)
        if choices is not None:
            parts = [self._inverse(p) if inverse else self._path(p) for p in Collection(self.graph, choices)]
            return lambda facts, focus: list(dict.fromkeys(v for part in parts for v in part(facts, focus)))
        if inverse is not None:
            return self._inverse(inverse)
        raise _OtherFormError

    def _inverse(self, prop: Node) -> Values:
        if not isinstance(prop, URIRef) or str(prop) in self.beside:
            raise _OtherFormError
        name = str(prop)
        return lambda facts, focus: facts.subjects(name, focus)

    def _query(self, constraint: Node) -> Query:
        """The query of a constraint, to be asked for all nodes at once.

        With the focus nodes given as values of ``$this`` it finds all that it finds with each of them put
        in its place, if ``$this`` does not occur in its pattern, or is bound by the first triple of a
        plain group.
        """
        text = str(self.graph.value(constraint, SH.select) or "")
        bare = " ".join(_STRING.sub('""', text).split())
        whole = re.fullmatch(r"SELECT (?:DISTINCT )?[$]this [^{]*WHERE {(.*)}", bare)
        if not whole or _CONNECTIVES.search(whole[1].replace("{", " {").replace("  {", " {")):
            raise _OtherFormError
        bound = whole[1].startswith(" $this ")
        if not bound and re.search(r"[$?]this\b", whole[1]):
            raise _OtherFormError
        head, brace, tail = text.partition("{")
        try:
            ox.Store().query(self.prologue + text)
        except SyntaxError:
            raise _OtherFormError from None
        return Query(self.prologue + head + brace, tail, bound)

    def _key(self, value: Node) -> Any:
        if isinstance(value, Literal):
            return value
        return str(value)


def _of_languages(values: list[Term]) -> bool:
    """Whether no two values are of one language, however its tag is spelled."""
    tags = [value.language.lower() for value in values if isinstance(value, Literal) and value.language]
    return len(tags) == len(set(tags))
