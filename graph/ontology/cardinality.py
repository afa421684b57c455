"""Which properties have one value at most, and of which datatype, as the shapes say: so JSON is of one form.

A class lists in a closed shape the properties it may have (SHACL, section 4.8.1), and property shapes say
``sh:maxCount 1`` of some of them (section 4.2.2). A property is single where every class that may have it
allows but one value; of any other there may be several, however many one thing has.
"""

from collections import defaultdict
from functools import cache

import pyoxigraph as ox

from graph.ontology.shape_files import FOLDER

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SHACL = "http://www.w3.org/ns/shacl#"


@cache
def single() -> frozenset[str]:
    """The IRIs of the properties that nothing may have two values of."""
    return frozenset(_Shapes(_store()).single())


@cache
def datatypes() -> dict[str, str]:
    """The datatype of each property that the shapes know but one of (SHACL, section 4.1.2)."""
    return _Shapes(_store()).datatypes()


@cache
def translated() -> frozenset[str]:
    """The IRIs of the properties that have one value a language (SHACL, section 4.4.3)."""
    return frozenset(_Shapes(_store()).translated())


@cache
def properties() -> dict[str, frozenset[str]]:
    """Class -> the properties that a thing of it may have."""
    return {cls: frozenset(props) for cls, props in _Shapes(_store()).allowed().items()}


@cache
def required() -> dict[str, frozenset[str]]:
    """Class -> the properties that each thing of it has (SHACL, section 4.2.1)."""
    return {cls: frozenset(props) for cls, props in _Shapes(_store()).required().items()}


@cache
def _store() -> ox.Store:
    store = ox.Store()
    for file in sorted(FOLDER.rglob("*.ttl")):
        store.load(path=str(file), format=ox.RdfFormat.TURTLE)
    return store


class _Shapes:
    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def allowed(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for shape in self._subjects("closed", ox.Literal(True)):
            for cls in self._values(shape, "targetClass"):
                found[cls] |= self._listed(shape)
        return found

    def required(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for quad in self._store.quads_for_pattern(None, ox.NamedNode(f"{_SHACL}minCount"), None, None):
            shape = quad.subject
            if isinstance(shape, ox.Triple) or f"{_SHACL}Violation" not in self._values(shape, "severity"):
                continue
            for cls in self._values(shape, "targetClass"):
                found[cls] |= self._values(shape, "path")
        return found

    def single(self) -> set[str]:
        having: dict[str, set[str]] = defaultdict(set)
        for cls, props in self.allowed().items():
            for prop in props:
                having[prop].add(cls)
        once, wherever = defaultdict(set), set()
        for shape in self._subjects("maxCount", ox.Literal(1)):
            if f"{_SHACL}Violation" not in self._values(shape, "severity"):
                continue  # it points at what is odd, and is no rule
            for prop in self._values(shape, "path"):
                once[prop].update(self._values(shape, "targetClass"))
                wherever.update({prop} & self._values(shape, "targetSubjectsOf"))
        return wherever | {prop for prop, classes in having.items() if classes <= once[prop]}

    def datatypes(self) -> dict[str, str]:
        found: dict[str, set[str]] = defaultdict(set)
        for quad in self._store.quads_for_pattern(None, ox.NamedNode(f"{_SHACL}datatype"), None, None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                for prop in self._values(quad.subject, "path"):
                    found[prop].add(quad.object.value)
        return {prop: kinds.pop() for prop, kinds in found.items() if len(kinds) == 1}

    def translated(self) -> set[str]:
        shapes = self._subjects("uniqueLang", ox.Literal(True))
        return {prop for shape in shapes for prop in self._values(shape, "path")}

    def _subjects(self, prop: str, value: ox.Literal) -> list[ox.NamedNode | ox.BlankNode]:
        found = self._store.quads_for_pattern(None, ox.NamedNode(_SHACL + prop), value, None)
        return [quad.subject for quad in found if not isinstance(quad.subject, ox.Triple)]

    def _values(self, shape: ox.NamedNode | ox.BlankNode, prop: str) -> set[str]:
        found = self._store.quads_for_pattern(shape, ox.NamedNode(_SHACL + prop), None, None)
        return {quad.object.value for quad in found if isinstance(quad.object, ox.NamedNode)}

    def _listed(self, shape: ox.NamedNode | ox.BlankNode) -> set[str]:
        """The members of the list of ignored properties."""
        members: set[str] = set()
        node = self._next(shape, f"{_SHACL}ignoredProperties")
        while isinstance(node, ox.BlankNode):
            first = self._next(node, f"{_RDF}first")
            members.add(first.value if isinstance(first, ox.NamedNode) else "")
            node = self._next(node, f"{_RDF}rest")
        return members

    def _next(self, node: ox.NamedNode | ox.BlankNode, prop: str) -> object:
        quad = next(iter(self._store.quads_for_pattern(node, ox.NamedNode(prop), None, None)), None)
        return quad.object if quad else None
