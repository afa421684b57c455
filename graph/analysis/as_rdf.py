"""An analysis as triples: the run (PROV-O), and its numbers as observations of a data set (Data Cube).

What is measured is a concept with the labels of the table's column. Everything has an IRI below the
municipality's ``analyse``: the same analysis of the same release has the same ones.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import RDF, RDFS, SKOS, XSD, Namespace, URIRef

from graph import __version__
from graph.analysis.analysis import Analysis
from graph.analysis.table import Column, Table, Value
from graph.base.labels import Labels
from graph.ontology.iris import Iris, slug
from graph.ontology.terms import PREFIXES, PROV, term, vocabulary

MOST_ROWS = 50
"""Of a table so many rows become observations, the first ones, which are the most important."""

YEAR = "year"
"""The name of the column that says which year a row is of."""

_QB = Namespace(PREFIXES["qb"])
_OBSERVED_VALUE = URIRef("http://purl.org/linked-data/sdmx/2009/measure#obsValue")
_IRI = ("http://", "https://")

Term = ox.NamedNode | ox.Literal


def triples(analysis: Analysis) -> Iterator[ox.Triple]:
    """All that is told of the analysis; of one that measures nothing, the run alone."""
    yield from _run(analysis)
    shape = _shape(analysis.table)
    if not analysis.wanted.measure or not shape.measured:
        return
    yield from _data_set(analysis, shape)
    for place in shape.measured:
        yield from _concept(analysis, analysis.table.columns[place])
    for number, row in enumerate(analysis.table.rows[:MOST_ROWS], start=1):
        for place in shape.measured:
            if row[place] is not None:
                yield from _observation(analysis, shape, number, row, place)


@dataclass(frozen=True, slots=True)
class _Shape:
    """Which columns of a table are dimensions, each with the property that says so, and which are measured.

    A row is of a thing, of a year, or of both; where it is of neither, of the step in its first column.
    """

    dimensions: dict[int, str]
    measured: tuple[int, ...]

    @property
    def name(self) -> str:
        return "-".join(slug(name) for name in self.dimensions.values())


def _shape(table: Table) -> _Shape:
    dimensions: dict[int, str] = {}
    measured = []
    for place, column in enumerate(table.columns):
        values = [row[place] for row in table.rows if row[place] is not None]
        if column.name == YEAR:
            dimensions[place] = "observedYear"
        elif values and all(isinstance(value, str) and value.startswith(_IRI) for value in values):
            dimensions[place] = "observed"
        elif values and all(isinstance(value, int | float) for value in values):
            measured.append(place)
    if not dimensions and measured:
        dimensions[measured.pop(0)] = "observedStep"
    return _Shape(dimensions, tuple(measured))


def _told(subject: str, *facts: tuple[URIRef, Term]) -> Iterator[ox.Triple]:
    return (ox.Triple(ox.NamedNode(subject), _node(prop), value) for prop, value in facts)


def _node(iri: URIRef | str) -> ox.NamedNode:
    return ox.NamedNode(str(iri))


def _qb(name: str) -> ox.NamedNode:
    """A term of the Data Cube vocabulary."""
    return _node(_QB[name])


_MEASURES = Labels(da="Mål", en="Measures")


def _typed(value: str, datatype: URIRef) -> ox.Literal:
    return ox.Literal(value, datatype=_node(datatype))


def _labels(labels: Labels, prop: URIRef = RDFS.label) -> list[tuple[URIRef, Term]]:
    return [(prop, ox.Literal(words, language=tag)) for tag, words in labels.items()]


def _run(analysis: Analysis) -> Iterator[ox.Triple]:
    """The run: a prov:Activity with what it asked, of which release, by what software."""
    wanted, graph = analysis.wanted, analysis.graph
    facts: list[tuple[URIRef, Term]] = [
        (RDF.type, _node(PROV.Activity)),
        (RDF.type, _node(term("Analysis"))),
        *_labels(wanted.titles),
        (term("ofRelease"), ox.Literal(analysis.source.release)),
        (term("softwareVersion"), ox.Literal(__version__)),
        (term("ontologyVersion"), ox.Literal(vocabulary().version)),
        (term("withStandingItems"), _typed(str(wanted.standing).lower(), XSD.boolean)),
    ]
    facts += [(term("queryName"), ox.Literal(name)) for name in analysis.query_names]
    facts += [(term("queryText"), ox.Literal(text)) for text in analysis.queries]
    facts += [
        (term("parameter"), ox.Literal(f"{name}={value}"))
        for name, value in analysis.table.parameters.items()
    ]
    for name, day in (("periodFrom", wanted.period.first), ("periodTo", wanted.period.last)):
        if day:
            facts.append((term(name), _typed(day.isoformat(), XSD.date)))
    if graph is not None:
        facts.append((term("nodeCount"), _typed(str(len(graph)), XSD.integer)))
        facts.append((term("edgeCount"), _typed(str(graph.number_of_edges()), XSD.integer)))
    return _told(analysis.iri, *facts)


def _data_set(analysis: Analysis, shape: _Shape) -> Iterator[ox.Triple]:
    """The data set of the run, and the structure of all that are alike (Data Cube, sections 6 and 7)."""
    structure = str(_iris(analysis).structure(shape.name))
    yield from _told(
        f"{analysis.iri}/data",
        (RDF.type, _qb("DataSet")),
        *_labels(analysis.wanted.titles),
        (_QB.structure, _node(structure)),
        (PROV.wasGeneratedBy, _node(analysis.iri)),
    )
    parts = [(_QB.dimension, term(name)) for name in (*shape.dimensions.values(), "observedMeasure")]
    parts.append((_QB.measure, _OBSERVED_VALUE))
    yield from _told(
        structure,
        (RDF.type, _qb("DataStructureDefinition")),
        *_labels(Labels(da="Opbygning af målte tal", en="Structure of measured numbers")),
        *((_QB.component, _node(f"{structure}/{order}")) for order, _ in enumerate(parts, start=1)),
    )
    for order, (role, prop) in enumerate(parts, start=1):
        kind = "MeasureProperty" if role == _QB.measure else "DimensionProperty"
        yield from _told(
            f"{structure}/{order}", (RDF.type, _qb("ComponentSpecification")), (role, _node(prop))
        )
        yield from _told(str(prop), (RDF.type, _qb(kind)))
    scheme = str(_iris(analysis).measures())
    yield from _told(str(term("observedMeasure")), (_QB.codeList, _node(scheme)))
    yield from _told(
        scheme,
        (RDF.type, _node(SKOS.ConceptScheme)),
        *_labels(_MEASURES),
        *_labels(_MEASURES, SKOS.prefLabel),
    )


def _concept(analysis: Analysis, column: Column) -> Iterator[ox.Triple]:
    """What the numbers of a column are."""
    return _told(
        _measure(analysis, column),
        (RDF.type, _node(SKOS.Concept)),
        *_labels(column.labels, SKOS.prefLabel),
        (SKOS.notation, ox.Literal(column.name)),
        (SKOS.inScheme, _node(str(_iris(analysis).measures()))),
    )


def _observation(
    analysis: Analysis, shape: _Shape, number: int, row: tuple[Value, ...], place: int
) -> Iterator[ox.Triple]:
    """A number of the table: of what it is, and what is measured."""
    column = analysis.table.columns[place]
    facts: list[tuple[URIRef, Term]] = [
        (RDF.type, _qb("Observation")),
        (_QB.dataSet, _node(f"{analysis.iri}/data")),
        (term("observedMeasure"), _node(_measure(analysis, column))),
        (_OBSERVED_VALUE, _number(row[place])),
        (PROV.wasGeneratedBy, _node(analysis.iri)),
    ]
    for key, name in shape.dimensions.items():
        value = row[key]
        if name == "observed":
            facts.append((term(name), _node(str(value))))
        elif name == "observedYear":
            facts.append((term(name), _typed(f"{value:04}", XSD.gYear)))
        else:
            facts.append((term(name), _number(value)))
    return _told(f"{analysis.iri}/{number}/{slug(column.name)}", *facts)


def _number(value: Value) -> ox.Literal:
    kind = XSD.integer if isinstance(value, int) else XSD.double
    return _typed(str(value), kind)


def _measure(analysis: Analysis, column: Column) -> str:
    return str(_iris(analysis).measure(slug(column.name)))


def _iris(analysis: Analysis) -> Iris:
    return Iris(analysis.source.base_iri, analysis.source.slug)
