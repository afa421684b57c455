"""What a release holds, class by class and property by property (VoID, section 4.5), for editors and
assistants that ask an endpoint what it has.

How many things are of a class is counted, and how many statements each property makes of them: of the
smallest classes first, for as long as no more things are looked at than a bound, so that of a large release
too only the few largest classes are without. Which properties they have, and what these lead to, is seen in
a hundred of them spread over all there are. It is written beside the store, once for each release.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, XSD

from graph.catalogue.datasets import WHOLE
from graph.formats.jsonld import terms
from graph.ontology.iris import catalogued, described_as
from graph.ontology.terms import CATALOGUE_PREFIXES
from graph.store.oxigraph import Store, type_

FILE = "void.nt"
_VOID = CATALOGUE_PREFIXES["void"]
_EXT = "http://ldf.fi/void-ext#"
_SEEN = 100
"""Things of a class that are looked at."""
_LANGUAGE = (str(OWL), str(RDFS), str(RDF))
_COUNTED = "SELECT ?of (COUNT(?thing) AS ?count) WHERE { ?thing a ?of } GROUP BY ?of"
_STATED = "SELECT ?by (COUNT(*) AS ?count) WHERE {{ ?thing a {} ; ?by ?value }} GROUP BY ?by"
_STATED_TO = 150_000
"""Things, each once for every class that it is of, of which statements are counted: two seconds' work."""


def write(folder: Path, store: Store, base_iri: str) -> None:
    """Write the partitions of a release's store into its folder; the same data give the same bytes."""
    lines = sorted(f"{triple} .\n" for triple in _partitions(store, base_iri))
    (folder / FILE).write_text("".join(lines), encoding="utf-8", newline="\n")


def read(folder: Path) -> bytes:
    """The partitions of a release by its folder, as N-Triples; empty for one that was made without."""
    try:
        return (folder / FILE).read_bytes()
    except FileNotFoundError:
        return b""


def _partitions(store: Store, base: str) -> Iterator[ox.Triple]:
    whole = ox.NamedNode(str(catalogued(base, "dataset", WHOLE)))

    def node(*parts: str) -> ox.NamedNode:
        return ox.NamedNode(str(described_as(base, "-".join(map(_short, parts)))))

    classes = _counted(store)
    stated = _stated(store, classes)
    for cls, count in classes:
        if cls.startswith(_LANGUAGE):
            continue
        part = node(cls)
        yield from _part(whole, part, "classPartition", "class", cls)
        yield ox.Triple(part, _void("entities"), _number(count))
        for prop, kinds in _properties(store, cls, count).items():
            of_class = node(cls, prop)
            yield from _part(part, of_class, "propertyPartition", "property", prop)
            if (cls, prop) in stated:
                yield ox.Triple(of_class, _void("triples"), _number(stated[cls, prop]))
            for is_class, kind in sorted(kinds):
                leads = node(cls, prop, kind)
                if is_class:
                    yield from _part(of_class, leads, "classPartition", "class", kind)
                else:
                    yield ox.Triple(of_class, ox.NamedNode(f"{_EXT}datatypePartition"), leads)
                    yield ox.Triple(leads, ox.NamedNode(f"{_EXT}datatype"), ox.NamedNode(kind))


def _part(whole: ox.NamedNode, part: ox.NamedNode, partition: str, kind: str, of: str) -> Iterable[ox.Triple]:
    return (
        ox.Triple(whole, _void(partition), part),
        ox.Triple(part, _void(kind), ox.NamedNode(of)),
    )


def _counted(store: Store) -> list[tuple[str, int]]:
    """The classes, with how many things are of each."""
    rows = store.query(_COUNTED)
    assert isinstance(rows, ox.QuerySolutions)
    return sorted((row["of"].value, int(row["count"].value)) for row in rows)


def _stated(store: Store, classes: Iterable[tuple[str, int]]) -> dict[tuple[str, str], int]:
    """How many statements a property makes of the things of a class, of the classes that are small enough."""
    found: dict[tuple[str, str], int] = {}
    left = _STATED_TO
    for cls, count in sorted(classes, key=lambda one: (one[1], one[0])):
        left -= count
        if left < 0:
            break
        rows = store.query(_STATED.format(ox.NamedNode(cls)))
        assert isinstance(rows, ox.QuerySolutions)
        found |= {(cls, row["by"].value): int(row["count"].value) for row in rows}
    return found


def _properties(store: Store, cls: str, count: int) -> dict[str, set[tuple[bool, str]]]:
    """The properties of things of a class, with the classes (true) and datatypes of their values."""
    found: defaultdict[str, set[tuple[bool, str]]] = defaultdict(set)
    things = store.triples(None, type_, ox.NamedNode(cls))
    classes: dict[str, set[tuple[bool, str]]] = {}
    for one in islice(things, 0, None, max(1, count // _SEEN)):
        assert isinstance(one.subject, ox.NamedNode)
        for triple in store.triples(one.subject):
            value, kinds = triple.object, found[triple.predicate.value]
            if isinstance(value, ox.Literal):
                kinds.add((False, value.datatype.value))
            elif isinstance(value, ox.NamedNode) and triple.predicate != type_:
                if value.value not in classes:
                    classes[value.value] = _classes(store, value)
                kinds |= classes[value.value]
    return dict(sorted(found.items()))


def _classes(store: Store, thing: ox.NamedNode) -> set[tuple[bool, str]]:
    types = (triple.object for triple in store.triples(thing, type_))
    return {
        (True, one.value)
        for one in types
        if isinstance(one, ox.NamedNode) and not one.value.startswith(_LANGUAGE)
    }


def _short(iri: str) -> str:
    """A class or property as a part of a fragment."""
    word = terms().short(iri)
    return hashlib.sha256(iri.encode()).hexdigest()[:12] if "/" in word else word.replace(":", ".")


def _void(name: str) -> ox.NamedNode:
    return ox.NamedNode(_VOID + name)


def _number(count: int) -> ox.Literal:
    return ox.Literal(str(count), datatype=ox.NamedNode(str(XSD.integer)))
