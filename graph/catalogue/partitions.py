"""What a release holds, class by class and property by property (VoID, section 4.5), for editors and
assistants that ask an endpoint what it has.

How many things are of a class is counted, and how many statements each property makes of them; of a release
that is made of an earlier one, only what is told otherwise is counted, and added to what that had or taken
from it. What the properties lead to is seen in a hundred or so of the things. It is written beside the store,
once for each release.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
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
_ALL = 1000
"""Things of a class, of which those that are looked at are spread over all: to find them each is passed. Of a
class with more they are in some graphs, for that takes no longer where there are many more."""
_GRAPHS = 10
"""So many graphs of minutes are looked at, or up to twice as many; all where there are fewer."""
_COUNTED = "SELECT ?of (COUNT(?thing) AS ?count) WHERE { ?thing a ?of } GROUP BY ?of"
_STATED = "SELECT ?of ?by (COUNT(*) AS ?count) WHERE { ?thing a ?of ; ?by ?value } GROUP BY ?of ?by"
_LEADS = f"""SELECT DISTINCT ?by ?of ?datatype WHERE {{{{
    VALUES ?thing {{{{ {{}} }}}} ?thing ?by ?value .
    OPTIONAL {{{{ ?value a ?of FILTER (?by != {type_}) }}}} BIND (DATATYPE(?value) AS ?datatype)
}}}}"""

Counts = Counter[tuple[str, ...]]
"""Of a class how many things are of it, and of a class and a property how many statements that makes of
them."""


def write(
    folder: Path,
    store: Store,
    base_iri: str,
    minutes: Collection[str],
    old: "tuple[Path, Store] | None" = None,
    touched: Iterable[str] = (),
) -> None:
    """Write the partitions of a release's store into its folder; the same data give the same bytes.

    ``minutes`` are the graphs of minutes in it, ``old`` the folder and the store of an earlier release, and
    ``touched`` the subjects beside which nothing is told otherwise than there.
    """
    had = counts_of(read(old[0])) if old else None
    counts = _brought_up_to_date(had, old[1], store, touched) if old and had else _counted(store)
    lines = sorted(f"{triple} .\n" for triple in _partitions(store, base_iri, counts, minutes))
    (folder / FILE).write_text("".join(lines), encoding="utf-8", newline="\n")


def read(folder: Path) -> bytes:
    """The partitions of a release by its folder, as N-Triples; empty for one that was made without."""
    try:
        return (folder / FILE).read_bytes()
    except FileNotFoundError:
        return b""


def counts_of(partitions: bytes) -> Counts:
    """What is counted in partitions as N-Triples."""
    told: defaultdict[str, dict[str, str]] = defaultdict(dict)
    above: dict[str, str] = {}
    for quad in ox.parse(partitions, format=ox.RdfFormat.N_TRIPLES):
        name, value = quad.predicate.value.removeprefix(_VOID), quad.object.value
        if name == "propertyPartition":
            above[value] = quad.subject.value
        elif name in ("class", "property", "entities", "triples"):
            told[quad.subject.value][name] = value
    counts: Counts = Counter()
    for part, of in told.items():
        if "entities" in of:
            counts[(of["class"],)] = int(of["entities"])
        elif "triples" in of:
            counts[told[above[part]]["class"], of["property"]] = int(of["triples"])
    return counts


def _counted(store: Store) -> Counts:
    counts: Counts = Counter()
    for query, names in ((_COUNTED, ("of",)), (_STATED, ("of", "by"))):
        rows = store.query(query)
        assert isinstance(rows, ox.QuerySolutions)
        for row in rows:
            if not row["of"].value.startswith(_LANGUAGE):
                counts[tuple(row[name].value for name in names)] = int(row["count"].value)
    return counts


def _brought_up_to_date(had: Counts, before: Store, now: Store, touched: Iterable[str]) -> Counts:
    counts = Counter(had)
    for thing in map(ox.NamedNode, touched):
        counts.subtract(_of_thing(before, thing))
        counts.update(_of_thing(now, thing))
    return +counts


def _of_thing(store: Store, thing: ox.NamedNode) -> Counts:
    """What a thing has a part in of all that is counted."""
    told = [(triple.predicate.value, triple.object) for triple in store.triples(thing)]
    classes = [value.value for by, value in told if by == type_.value and isinstance(value, ox.NamedNode)]
    counts: Counts = Counter()
    for cls in classes:
        if not cls.startswith(_LANGUAGE):
            counts[(cls,)] += 1
            counts.update((cls, by) for by, _ in told)
    return counts


def _partitions(store: Store, base: str, counts: Counts, minutes: Collection[str]) -> Iterator[ox.Triple]:
    whole = ox.NamedNode(str(catalogued(base, "dataset", WHOLE)))
    graphs = _some_graphs(store, minutes)
    properties: defaultdict[str, list[str]] = defaultdict(list)
    for of, *by in sorted(counts):
        properties[of] += by

    def node(*parts: str) -> ox.NamedNode:
        return ox.NamedNode(str(described_as(base, "-".join(map(_short, parts)))))

    for cls, props in properties.items():
        count, part = counts[(cls,)], node(cls)
        yield from _part(whole, part, "classPartition", "class", cls)
        yield ox.Triple(part, _void("entities"), _number(count))
        kinds = _kinds(store, _some_things(store, cls, count, graphs))
        for prop in props:
            of_class = node(cls, prop)
            yield from _part(part, of_class, "propertyPartition", "property", prop)
            yield ox.Triple(of_class, _void("triples"), _number(counts[cls, prop]))
            for is_class, kind in sorted(kinds.get(prop, ())):
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


def _some_graphs(store: Store, minutes: Collection[str]) -> list[str]:
    """Some graphs of minutes, spread over all by their IRIs, and the graphs of no minutes."""
    spread = sorted(minutes)[:: max(1, len(minutes) // _GRAPHS)]
    return [*spread, *sorted(set(store.graphs()) - set(minutes))]


def _some_things(store: Store, cls: str, count: int, graphs: Iterable[str]) -> list[ox.NamedNode]:
    """Some things of a class: all of few, else :data:`_SEEN` or up to twice as many; of a large one a tenth
    of that at most in each of ``graphs``."""
    of = ox.NamedNode(cls)

    def all_of(graph: str | None) -> Iterator[ox.NamedNode]:
        return (triple.subject for triple in store.triples(None, type_, of, graph))  # type: ignore[misc]

    if count > _ALL:
        some = {one for graph in graphs for one in islice(all_of(graph), _SEEN // _GRAPHS)}
        if some:
            return list(some)
    return list(islice(all_of(None), 0, None, max(1, count // _SEEN)))


def _kinds(store: Store, things: Iterable[ox.NamedNode]) -> dict[str, set[tuple[bool, str]]]:
    """The classes (true) and datatypes of the values of properties of some things."""
    rows = store.query(_LEADS.format(" ".join(map(str, things))))
    assert isinstance(rows, ox.QuerySolutions)
    found: defaultdict[str, set[tuple[bool, str]]] = defaultdict(set)
    for row in rows:
        kinds = found[row["by"].value]
        if row["of"] and not row["of"].value.startswith(_LANGUAGE):
            kinds.add((True, row["of"].value))
        elif row["datatype"]:
            kinds.add((False, row["datatype"].value))
    return found


def _short(iri: str) -> str:
    """A class or property as a part of a fragment."""
    word = terms().short(iri)
    return hashlib.sha256(iri.encode()).hexdigest()[:12] if "/" in word else word.replace(":", ".")


def _void(name: str) -> ox.NamedNode:
    return ox.NamedNode(_VOID + name)


def _number(count: int) -> ox.Literal:
    return ox.Literal(str(count), datatype=ox.NamedNode(str(XSD.integer)))
