"""What the store says of one thing and its parts, in a shape that templates can ask."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from pyoxigraph import Literal, NamedNode, Triple

from api.i18n.language import Language
from api.i18n.words import kind, word
from api.site.render import Links
from graph.base import alphabet
from graph.base.alphabet import natural
from graph.ontology.terms import PREFIXES, term

_LABEL = PREFIXES["rdfs"] + "label"
_PREF_LABEL = PREFIXES["skos"] + "prefLabel"
_TYPE = PREFIXES["rdf"] + "type"
_FRACTIONS = frozenset(PREFIXES["xsd"] + name for name in ("decimal", "double", "float"))
_PREFIXES = {**PREFIXES, "sh": "http://www.w3.org/ns/shacl#"}


@cache
def expand(name: str) -> str:
    """``sg:title`` as an IRI; one of our own terms that the ontology lacks raises ``UnknownTermError``."""
    prefix, _, local = name.partition(":")
    return str(term(local)) if prefix == "sg" else _PREFIXES[prefix] + local


def best(literals: Sequence[Literal], language: str) -> str | None:
    """The wording in a language if there is one, else one without a language, else any."""
    ranked = sorted(
        literals, key=lambda value: (value.language != language, value.language or "", value.value)
    )
    return ranked[0].value if ranked else None


@dataclass(frozen=True, slots=True)
class Value:
    """A value as a page shows it: words, and the node when the value is one."""

    text: str
    language: str | None = None
    node: "Node | None" = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A property with its label and its values."""

    property: str
    label: str
    values: tuple[Value, ...]


class Description:
    """An index of triples: those of ``Store.description``."""

    def __init__(self, triples: Sequence[Triple], links: Links) -> None:
        self.triples = triples
        self.links = links
        self.language = links.language
        self._index: dict[str, dict[str, list[NamedNode | Literal]]] = {}
        for triple in triples:
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | Literal):
                properties = self._index.setdefault(triple.subject.value, {})
                properties.setdefault(triple.predicate.value, []).append(triple.object)

    def node(self, iri: str) -> "Node":
        return Node(self, iri)

    def objects(self, subject: str, predicate: str) -> list[NamedNode | Literal]:
        return self._index.get(subject, {}).get(predicate, [])

    def properties(self, subject: str) -> dict[str, list[NamedNode | Literal]]:
        return self._index.get(subject, {})


@dataclass(frozen=True)
class Node:
    """A thing seen from a page, in its language. Properties are named as in Turtle:
    ``node.text("sg:caseNumber")``."""

    description: Description
    iri: str

    @property
    def _spoken(self) -> Language:
        return self.description.language

    @property
    def href(self) -> str | None:
        """Where a link to it leads; ``None`` for a thing of ours that the data name but say nothing of."""
        links = self.description.links
        return None if links.own(self.iri) and not self.types else links.href(self.iri)

    @cached_property
    def label(self) -> str:
        """Its label in the data, else its word, else a short form of its IRI."""
        for name in (_LABEL, _PREF_LABEL):
            found = [v for v in self.description.objects(self.iri, name) if isinstance(v, Literal)]
            if label := best(found, self._spoken.code):
                return label
        links = self.description.links
        return links.short(self.iri) if links.own(self.iri) else word(self.iri, self._spoken)

    @property
    def code(self) -> str:
        """The last part of the IRI: the code of a concept, the name of a term."""
        return re.split("[#/]", self.iri)[-1]

    @cached_property
    def types(self) -> frozenset[str]:
        return frozenset(value.value for value in self.description.objects(self.iri, _TYPE))

    @property
    def kind(self) -> str:
        """The name of the kind of thing it is."""
        return kind(self.types, self._spoken)

    def texts(self, name: str) -> list[str]:
        """All literal values, those in the page's language first."""
        found = [v for v in self.description.objects(self.iri, expand(name)) if isinstance(v, Literal)]
        return [
            v.value for v in sorted(found, key=lambda v: (v.language != self._spoken.code, natural(v.value)))
        ]

    def text(self, name: str) -> str | None:
        """One literal value, the one in the page's language if there is one."""
        return next(iter(self.texts(name)), None)

    def nodes(self, name: str) -> list["Node"]:
        """All things it points to by the property, in natural order of their IRIs."""
        values = self.description.objects(self.iri, expand(name))
        iris = (value.value for value in values if isinstance(value, NamedNode))
        return [Node(self.description, iri) for iri in sorted(iris, key=natural)]

    def node(self, name: str) -> "Node | None":
        """One thing it points to by the property."""
        return next(iter(self.nodes(name)), None)

    def facts(self, *without: str) -> list[Fact]:
        """Everything said of it but its type, its label and the properties named."""
        hidden = {_LABEL, _PREF_LABEL, _TYPE, *(expand(name) for name in without)}
        facts = [
            Fact(predicate, word(predicate, self._spoken), tuple(self._values(values)))
            for predicate, values in self.description.properties(self.iri).items()
            if predicate not in hidden
        ]
        return sorted(facts, key=lambda fact: alphabet.key(fact.label))

    def _values(self, terms: Sequence[NamedNode | Literal]) -> list[Value]:
        values = []
        for value in terms:
            if isinstance(value, Literal):
                fraction = value.datatype.value in _FRACTIONS
                said = self._spoken.count(float(value.value)) if fraction else value.value
                values.append(Value(said, value.language))
            else:
                node = Node(self.description, value.value)
                values.append(Value(node.label, None, node))
        return sorted(values, key=lambda v: (v.language != self._spoken.code, alphabet.key(v.text)))


def of_type(nodes: Sequence[Node], name: str) -> list[Node]:
    """The nodes of a class, named as in Turtle."""
    return [node for node in nodes if expand(name) in node.types]
