"""Triples as compact JSON-LD 1.1 under the project's own context, which is named by its address.

The context is a flat one: prefixes, terms with an ``@type`` or ``@container``, and the aliases ``id`` and
``type``. Subjects stand side by side in ``@graph``; nothing is nested, so what is linked is always an IRI.
A property that may have several values has an array, however many there are: any but those that the context
knows as single. A class is a string where a thing is of one, as nearly everything is.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_XSD = "http://www.w3.org/2001/XMLSchema#"


class _Terms:
    """A context turned round: from IRIs to the words for them."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._names: dict[str, tuple[str, str | None]] = {}
        self._single = {"type"}
        self._prefixes: dict[str, str] = {}
        for name, entry in context.items():
            iri = entry.get("@id") if isinstance(entry, dict) else entry
            if not isinstance(iri, str) or iri.startswith("@"):
                continue
            if iri.endswith(("#", "/")):
                self._prefixes[iri] = name
            else:
                self._names[iri] = name, entry.get("@type") if isinstance(entry, dict) else None
                if isinstance(entry, dict) and "@container" not in entry:
                    self._single.add(name)

    def word(self, iri: str) -> str:
        """A property or class as a term, else with a prefix, else the IRI itself."""
        if iri in self._names:
            return self._names[iri][0]
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        if iri[:cut] in self._prefixes and iri[cut:]:
            return f"{self._prefixes[iri[:cut]]}:{iri[cut:]}"
        return iri

    def values(self, name: str, found: list[Any]) -> Any:
        """The values of a property as JSON: one alone where the context knows that it is single."""
        return found[0] if name in self._single and len(found) == 1 else found

    def value(self, predicate: str, term: NamedNode | BlankNode | Literal) -> Any:
        """An object as JSON: a bare value where the term's type says the rest, else spelled out."""
        kind = self._names.get(predicate, ("", None))[1]
        if not isinstance(term, Literal):
            return _node_id(term) if kind == "@id" else {"id": _node_id(term)}
        if term.language:
            value = {"@value": term.value, "@language": term.language}
            return {**value, "@direction": str(term.direction)} if term.direction else value
        datatype = term.datatype.value
        if datatype == f"{_XSD}string":
            return term.value if kind is None else {"@value": term.value}
        native = _native(term.value, datatype)
        if datatype == kind:
            return term.value if native is None else native
        return {"@value": term.value, "@type": self.word(datatype)}


def _native(value: str, datatype: str) -> int | bool | None:
    """The JSON number or truth value that expands to exactly this literal, if there is one."""
    if datatype == f"{_XSD}boolean" and value in ("true", "false"):
        return value == "true"
    if datatype == f"{_XSD}integer" and value.lstrip("-").isascii() and value.lstrip("-").isdigit():
        number = int(value) if len(value) <= 15 else None
        return number if str(number) == value else None
    return None


def _node_id(term: NamedNode | BlankNode) -> str:
    return term.value if isinstance(term, NamedNode) else f"_:{term.value}"


def node_objects(triples: Sequence[Triple], context: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The node objects (JSON-LD 1.1, section 9.2) of the triples under ``context``, one a subject.

    Raises ``ValueError`` for a triple about a triple, which JSON-LD 1.1 has no form for.
    """
    terms = _Terms(context)
    nodes: dict[str, dict[str, list[Any]]] = {}
    for triple in triples:
        if isinstance(triple.subject, Triple) or isinstance(triple.object, Triple):
            raise ValueError("JSON-LD cannot write a triple about a triple")
        node = nodes.setdefault(_node_id(triple.subject), {})
        predicate = triple.predicate.value
        if predicate == _RDF_TYPE and isinstance(triple.object, NamedNode):
            node.setdefault("type", []).append(terms.word(triple.object.value))
        else:
            node.setdefault(terms.word(predicate), []).append(terms.value(predicate, triple.object))
    return [
        {"id": subject, **{name: terms.values(name, found) for name, found in node.items()}}
        for subject, node in nodes.items()
    ]


def compact(triples: Sequence[Triple], context: Mapping[str, Any], context_url: str) -> bytes:
    """The triples under ``context``, the content of its ``@context``, which stands at ``context_url``.

    Raises ``ValueError`` as :func:`node_objects` does.
    """
    graph = node_objects(triples, context)
    document = {"@context": context_url, **(graph[0] if len(graph) == 1 else {"@graph": graph})}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
