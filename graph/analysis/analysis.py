"""An analysis: a network or a measure, of a period, and how it was made, so that it can be redone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from graph import __version__
from graph.analysis.asking import EVER, Period, Progress, Scope, rows, silent
from graph.analysis.measures import MEASURES, Measure, few, of_graph, of_store
from graph.analysis.projections import PROJECTIONS, Projection, project
from graph.analysis.table import Column, Table
from graph.base.labels import Labels
from graph.ontology.iris import Iris, code_of, kind_of, meeting_key, municipality_in, slug, slug_in
from graph.queries.named import load
from graph.release.archive import Held, Release
from graph.store.base import QueryStore

if TYPE_CHECKING:
    import networkx as nx

DANISH = "da"
"""The language of the names that the minutes give."""
_WORDS: Mapping[str, Mapping[str, str]] = {
    "da": {
        "all": "alle år",
        "from": "fra {first}",
        "to": "til {last}",
        "between": "{first} til {last}",
        "standing": "med faste punkter",
        "caption": "Data: {data}, udgivelse {release}. Periode: {period}. Forespørgsel: {query}. {software}.",
    },
    "en": {
        "all": "all years",
        "from": "from {first}",
        "to": "to {last}",
        "between": "{first} to {last}",
        "standing": "with standing items",
        "caption": "Data: {data}, release {release}. Period: {period}. Query: {query}. {software}.",
    },
}
_AROUND = {"da": "omkring {}", "en": "around {}"}
_EDGE_COLUMNS = (
    Column("source", Labels(da="Fra", en="Source")),
    Column("target", Labels(da="Til", en="Target")),
    Column("source_label", Labels(da="Fra (navn)", en="Source label")),
    Column("target_label", Labels(da="Til (navn)", en="Target label")),
    Column("weight", Labels(da="Vægt", en="Weight")),
    Column("items", Labels(da="Bag forbindelsen", en="What is behind it")),
)
_MEDIAN = Column("median_days", Labels(da="Dage (median)", en="Median days"))


Lack = Literal[
    "", "network", "no-network", "municipality", "day", "period", "unknown-municipality", "picture"
]


class InvalidAnalysisError(ValueError):
    """What is asked for cannot be: a measure without the projection it needs, or a period or picture that is
    none. ``lack`` is what is wrong: what is missing or too much, a day or a picture that is none, or a period
    that ends before it begins; empty for anything else."""

    def __init__(self, message: str, lack: Lack = "") -> None:
        super().__init__(message)
        self.lack = lack


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: a network, a measure of a network, or a measure of the store, of no network; of the
    municipality with that slug alone, or of all that the release is of for the empty word. With the IRI of
    a node that it is ``around``, the network is that node, its neighbours and what ties these (its ego
    network). Names are in a ``language``, where things have one in it, and else in Danish.

    Raises :class:`InvalidAnalysisError` for what is not there, and for what does not go together.
    """

    projection: str = ""
    measure: str = ""
    period: Period = EVER
    standing: bool = False
    municipality: str = ""
    around: str = ""
    language: str = DANISH

    def __post_init__(self) -> None:
        if self.projection and self.projection not in PROJECTIONS:
            raise InvalidAnalysisError(
                f"{self.projection}: no such projection; there is: {', '.join(PROJECTIONS)}"
            )
        if self.measure and self.measure not in MEASURES:
            raise InvalidAnalysisError(f"{self.measure}: no such measure; there is: {', '.join(MEASURES)}")
        needs = MEASURES[self.measure].needs if self.measure else "graph"
        if needs == "graph" and not self.projection:
            of = f"{self.measure} is measured of a projection; " if self.measure else ""
            raise InvalidAnalysisError(f"{of}name one of: {', '.join(PROJECTIONS)}", "network")
        if needs == "store" and self.projection:
            raise InvalidAnalysisError(f"{self.measure} is measured of no projection", "no-network")
        if self.around and not self.projection:
            raise InvalidAnalysisError("around a node there is a network; name a projection", "network")
        if self.municipality and self.by and self.by.compares:
            raise InvalidAnalysisError(
                f"{self.measure} compares municipalities, and is not of one alone", "municipality"
            )

    @property
    def of(self) -> Projection | None:
        return PROJECTIONS.get(self.projection)

    @property
    def by(self) -> Measure | None:
        return MEASURES.get(self.measure)

    def period_in(self, language: str) -> str:
        """The period in words, ``2017-01-01 til 2020-12-31``, and whether standing items are in it."""
        words = _WORDS[language]
        first, last = self.period.first, self.period.last
        form = "between" if first and last else "from" if first else "to" if last else "all"
        said = words[form].format(first=first, last=last)
        return f"{said}, {words['standing']}" if self.standing else said

    @property
    def titles(self) -> Labels:
        """What it is, such as ``Enheder ved fælles sager: PageRank``."""
        parts = [part.labels for part in (self.of, self.by) if part]
        return Labels(**{tag: ": ".join(part.best(tag) for part in parts) for tag in parts[0]})

    @property
    def name(self) -> str:
        """A name in a-z, 0-9 and hyphens, the same for the same and another for anything else."""
        ends = (("fra", self.period.first), ("til", self.period.last))
        days = [f"{word}-{day}" for word, day in ends if day]
        standing = "med-faste-punkter" if self.standing else ""
        node = (slug_in(self.around), kind_of(self.around), code_of(self.around))
        around = f"om {' '.join(node)}" if self.around else ""
        spoken = self.language if self.language != DANISH else ""
        parts = (self.projection, self.measure, around, *days, standing, self.municipality, spoken)
        return "-".join(slug(part) for part in parts if part)


@dataclass(frozen=True, slots=True)
class Source:
    """The release that is asked; ``name`` is the municipality's, or those of several."""

    release: str
    created: str
    base_iri: str
    slug: str
    name: str
    years: frozenset[int] = frozenset()
    """Those of which there are minutes; none, where that is not known."""
    held: Held | None = None
    """How much there is of what is asked about; ``None`` where that is not known."""
    names: tuple[tuple[str, str], ...] = ()
    """The slug and name of each of several municipalities, where it is asked about them all."""

    @classmethod
    def of(cls, release: Release, wanted: "Wanted | None" = None) -> "Source":
        """A release, and what it has of what is wanted; raises :class:`InvalidAnalysisError` for a
        municipality that it is not of."""
        slug, period = (wanted.municipality, wanted.period) if wanted else ("", EVER)
        if slug and slug not in release.names:
            known = ", ".join(release.names)
            raise InvalidAnalysisError(
                f"{slug}: no such municipality; there is: {known}", "unknown-municipality"
            )
        minutes = release.minutes_of(slug)
        years = frozenset(int(key[1][:4]) for one in minutes if (key := meeting_key(one.graph)))
        names = () if slug or not release.several else tuple(release.names.items())
        return cls(
            release.id,
            release.created,
            release.manifest.base_iri,
            slug or release.iris.municipality,
            release.names[slug] if slug else ", ".join(release.names.values()),
            years,
            release.held_between(slug, str(period.first or ""), str(period.last or "")),
            names,
        )

    def whose(self, iri: str) -> str:
        """The name of the municipality whose a thing is, where it is asked about several; else empty."""
        return dict(self.names).get(municipality_in(iri, self.base_iri), "")


@dataclass(frozen=True)
class Analysis:
    """What came of it: a ``graph`` unless the store was measured, and a ``table``: that of the measure, or
    else the edges of the graph."""

    wanted: Wanted
    source: Source
    graph: "nx.Graph[str] | None"
    table: Table

    @property
    def software(self) -> str:
        return f"Sagsgraf {__version__}"

    @property
    def around(self) -> str:
        """What the node is called that the network is around; empty for a whole network, and for a node that
        is not in it."""
        about = self.graph.nodes.get(self.wanted.around, {}) if self.graph is not None else {}
        return str(about.get("label", ""))

    @property
    def titles(self) -> Labels:
        """What it is, and around what."""
        titles = self.wanted.titles
        if not self.around:
            return titles
        return Labels(
            **{tag: f"{words} ({_AROUND[tag].format(self.around)})" for tag, words in titles.items()}
        )

    @property
    def iri(self) -> str:
        """The IRI of the run: what was wanted of which release."""
        iris = Iris(self.source.base_iri, self.source.slug)
        return str(iris.analysis(self.wanted.name, self.source.release))

    @property
    def file_name(self) -> str:
        """The name of a download, without a suffix; it says the release, as all downloads do."""
        return f"{self.wanted.name}-{self.source.release}"

    @property
    def query_names(self) -> tuple[str, ...]:
        """The names of the named queries that were run."""
        queries = (self.wanted.of.query,) if self.wanted.of else ()
        return queries + (self.wanted.by.queries if self.wanted.by else ())

    @cached_property
    def queries(self) -> tuple[str, ...]:
        """The SPARQL queries, as they were run."""
        return ((str(self.graph.graph["query"]),) if self.graph is not None else ()) + self.table.queries

    def caption(self, language: str) -> str:
        """One line that says what a picture of it is made of."""
        return _WORDS[language]["caption"].format(
            data=self.source.name,
            release=self.source.release,
            period=self.wanted.period_in(language),
            query=", ".join(self.query_names),
            software=self.software,
        )

    @property
    def _coverage(self) -> dict[str, str]:
        held = self.source.held
        if held is None:
            return {}
        share = f"{held.share_read:.4f}"
        return {"meetings": str(held.documents), "items": str(held.items), "share_read": share}

    def provenance(self) -> dict[str, str]:
        """How it was made, as names and values that a file can carry."""
        period = self.wanted.period
        return {
            "title": self.titles["en"],
            "titel": self.titles["da"],
            "data": self.source.name,
            "release": self.source.release,
            "created": self.source.created,
            "first": str(period.first or ""),
            "last": str(period.last or ""),
            "standing": str(self.wanted.standing).lower(),
            "municipality": self.wanted.municipality,
            "around": self.wanted.around,
            "language": self.wanted.language,
            **self._coverage,
            "projection": self.wanted.projection,
            "measure": self.wanted.measure,
            "query": ", ".join(self.query_names),
            "sparql": "\n\n".join(self.queries),
            "parameters": "; ".join(f"{name}={value}" for name, value in self.table.parameters.items()),
            "note": self.table.notes.get("en", ""),
            "software": self.software,
            "run": self.iri,
        }


def period(first: str, last: str) -> Period:
    """The period between two days, each given as ISO 8601 says or as a year, or empty for an open end.

    Raises :class:`InvalidAnalysisError` for what is neither, or ends before it begins.
    """
    days = [_day(first, "-01-01"), _day(last, "-12-31")]
    if days[0] and days[1] and days[0] > days[1]:
        raise InvalidAnalysisError(f"the period ends {last}, before it begins {first}", "period")
    return Period(*days)


def _day(text: str, rest: str) -> date | None:
    if not text:
        return None
    whole = text + rest if re.fullmatch(r"\d{4}", text, re.ASCII) else text
    try:
        day = date.fromisoformat(whole)
    except ValueError:
        day = None
    if day is None or day.isoformat() != whole:
        raise InvalidAnalysisError(f"{text!r} is neither a day such as 2017-01-31 nor a year", "day")
    return day


def analyse(store: QueryStore, wanted: Wanted, source: Source, progress: Progress = silent) -> Analysis:
    """Make an analysis; what ``progress`` raises goes through, and ends it.

    Raises :class:`graph.analysis.edges.TooManyEdgesError` for a network that is too large.
    """
    own = Iris(source.base_iri, wanted.municipality).municipality_itself() if wanted.municipality else ""
    scope = Scope(wanted.period, wanted.standing, str(own))
    names = _names(store, wanted.language)
    if not wanted.projection:
        table = of_store(wanted.measure, store, scope, progress)
        return Analysis(wanted, source, None, _named(table, source, names))
    graph = project(store, wanted.projection, scope, progress)
    if wanted.around:
        graph = _around(graph, wanted.around)
    for node, about in graph.nodes(data=True):
        about["label"] = names.get(node, about["label"])
        if whose := source.whose(node):
            about.update(label=f"{about['label']}, {whose}", municipality=whose)
    table = of_graph(wanted.measure, graph, progress) if wanted.measure else edges(graph)
    return Analysis(wanted, source, graph, table)


def _around(graph: "nx.Graph[str]", node: str) -> "nx.Graph[str]":
    """The ego network of a node, whichever way the edges go; an empty one of a node that is not there."""
    if node not in graph:
        return graph.subgraph(()).copy()
    import networkx as nx

    own: nx.Graph[str] = nx.ego_graph(graph, node, undirected=True)
    return own


def _names(store: QueryStore, language: str) -> Mapping[str, str]:
    """What bodies, units, posts and cases are called in another language than Danish, those that have a name
    in it."""
    if language == DANISH:
        return {}
    return {
        row[0].value: row["label"].value
        for name in ("parts_of_organisation", "case_labels")
        for row in rows(store, load(name).bind(language=language))
    }


def _named(table: Table, source: Source, names: Mapping[str, str]) -> Table:
    """The table with the names of a language, and with the municipality behind the name of what each row is
    of, where there are several: two may have a body, and a case, of one name."""
    place = next((at for at, column in enumerate(table.columns) if column.name == "label"), None)
    if place is None or not (source.names or names):
        return table
    told = []
    for row in table.rows:
        iri = str(row[0])
        label, whose = names.get(iri, row[place]), source.whose(iri)
        told.append((*row[:place], f"{label}, {whose}" if whose else label, *row[place + 1 :]))
    return replace(table, rows=tuple(told))


def edges(graph: "nx.Graph[str]") -> Table:
    """The edges of a network, the heaviest first; what is behind one are IRIs with spaces between."""
    labels = graph.nodes(data="label", default="")
    timed = any("median_days" in data for _, _, data in graph.edges(data=True))
    heaviest = sorted(graph.edges(data=True), key=lambda edge: (-edge[2]["weight"], edge[0], edge[1]))
    told = [
        (one, other, labels[one], labels[other], data["weight"], " ".join(data["items"]))
        + ((data.get("median_days"),) if timed else ())
        for one, other, data in heaviest
    ]
    columns = (*_EDGE_COLUMNS, _MEDIAN) if timed else _EDGE_COLUMNS
    return Table(columns, tuple(told), notes={} if told else few(0))
