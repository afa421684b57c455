"""The pictures of an analysis: its network, a timeline and a heat map, each where there is what it shows."""

from collections import Counter
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from graph.analysis.analysis import Analysis
from graph.analysis.edges import weighted
from graph.analysis.table import Table
from graph.ontology.iris import meeting_key
from graph.pictures.charts import drawn, heat
from graph.pictures.network import important, network
from graph.pictures.svg import filed, finished

KINDS: Mapping[str, Mapping[str, str]] = {
    "network": {"da": "Netværk", "en": "Network"},
    "timeline": {"da": "Tidslinje", "en": "Timeline"},
    "heatmap": {"da": "Varmekort", "en": "Heat map"},
}
"""The kinds by name, each with what it is called by language."""

ON_PAGE, IN_FILE = 40, 120
"""How many nodes a network has at most."""

_SIDE = 18  # rows and columns of a heat map of nodes


def page_picture(kind: str, analysis: Analysis, language: str) -> str | None:
    """The picture for a page, or ``None`` when there is nothing that it would show."""
    root = _drawn(kind, analysis, language, ON_PAGE)
    return None if root is None else finished(root)


def file_picture(kind: str, analysis: Analysis, language: str) -> str | None:
    """The picture as a file that says what it is made of, or ``None`` as above."""
    root = _drawn(kind, analysis, language, IN_FILE)
    return None if root is None else filed(root, analysis.caption(language), analysis.provenance())


def drawable(analysis: Analysis) -> tuple[str, ...]:
    """The kinds of which there is something to show."""
    tied = analysis.graph is not None and analysis.graph.number_of_edges() > 0
    dated = _year_place(analysis.table) is not None and bool(analysis.table.rows)
    found = {"network": tied, "timeline": dated or bool(_years(analysis)), "heatmap": dated or tied}
    if dated and _name_place(analysis.table) is None:
        found["heatmap"] = False
    return tuple(kind for kind in KINDS if found[kind])


def _drawn(kind: str, analysis: Analysis, language: str, most: int) -> Element | None:
    if kind not in drawable(analysis):
        return None
    title = f"{analysis.titles.best(language)} – {analysis.wanted.period_in(language)}"
    dated = _year_place(analysis.table) is not None
    if kind == "network":
        return _network(analysis, title, language, most)
    if kind == "timeline":
        return _table_line(analysis, title, language) if dated else _timeline(analysis, title, language)
    return _table_map(analysis.table, title) if dated else _heat_map(analysis, title)


def _network(analysis: Analysis, title: str, language: str, most: int) -> Element:
    graph = analysis.graph
    assert graph is not None
    said = "{} knuder, {} forbindelser" if language == "da" else "{} nodes, {} edges"
    return network(graph, title, said.format(len(graph), graph.number_of_edges()), most)


def _years(analysis: Analysis) -> Counter[int]:
    """How many things behind the edges are of a meeting in each year, each thing counted once."""
    edges = analysis.graph.edges(data=True) if analysis.graph is not None else ()
    keys = (meeting_key(thing) for thing in {thing for _, _, data in edges for thing in data["items"]})
    return Counter(int(key[1][:4]) for key in keys if key)


def _timeline(analysis: Analysis, title: str, language: str) -> Element:
    years = _years(analysis)
    unit = "bag forbindelserne" if language == "da" else "behind the edges"
    span = range(min(years), max(years) + 1)
    rows = [(str(y), {unit: years[y]} if years[y] or _is_seen(analysis, y) else None) for y in span]
    return drawn(title, rows, unit, _MISSING[language])


_MISSING = {"da": "ingen referater", "en": "no minutes"}


def _is_seen(analysis: Analysis, year: int) -> bool:
    """Whether there are minutes of a year; where that is not known, as if there were."""
    return not analysis.source.years or year in analysis.source.years


def _heat_map(analysis: Analysis, title: str) -> Element:
    """The most important nodes against each other."""
    graph = analysis.graph
    assert graph is not None
    names = {node: str(graph.nodes[node].get("label", node)) for node in important(graph, _SIDE)}
    cells = {(one, other): weight for one, other, weight in weighted(graph.subgraph(names))}
    if not graph.is_directed():
        cells |= {(other, one): weight for (one, other), weight in cells.items()}
    return heat(title, names, names, cells)


def _year_place(table: Table) -> int | None:
    """Where the column stands that says which year a row is of."""
    return next((place for place, column in enumerate(table.columns) if column.name == "year"), None)


def _name_place(table: Table) -> int | None:
    """Where the column stands that names what a row is of; its IRI is beside it."""
    return next((place for place, column in enumerate(table.columns) if column.name == "label"), None)


def _table_line(analysis: Analysis, title: str, language: str) -> Element:
    """The counts of a table by year, one upon the other; a year without minutes has none."""
    table = analysis.table
    year = _year_place(table)
    assert year is not None
    places = _counts(table, year)
    names = {place: table.columns[place].labels.best(language) for place in places}
    years: dict[int, Counter[str]] = {}
    for row in table.rows:
        counted = years.setdefault(int(row[year] or 0), Counter())
        counted.update({name: int(row[place] or 0) for place, name in names.items()})
    span = range(min(years), max(years) + 1)
    rows: list[tuple[str, dict[str, int] | None]] = []
    for one in span:
        counted = years.get(one, Counter())
        there = counted.total() or _is_seen(analysis, one)
        rows.append((str(one), {name: counted[name] for name in names.values()} if there else None))
    return drawn(title, rows, "", _MISSING[language])


def _counts(table: Table, year: int) -> list[int]:
    """Where the columns of counts stand; one that is the sum of the others is passed over."""
    places = [
        place
        for place in range(len(table.columns))
        if place != year
        and table.columns[place].part
        and all(isinstance(row[place], int | None) for row in table.rows)
        and any(isinstance(row[place], int) for row in table.rows)
    ]
    for place in places:
        others = [other for other in places if other != place]
        if others and all(row[place] == sum(int(row[o] or 0) for o in others) for row in table.rows):
            return others
    return places


def _table_map(table: Table, title: str) -> Element:
    """The last column of a table, for each name and year."""
    year, name = _year_place(table), _name_place(table)
    assert year is not None
    assert name is not None
    names = {str(row[name - 1]): str(row[name]) for row in table.rows}
    found = [int(row[year] or 0) for row in table.rows]
    years = {str(one): str(one) for one in range(min(found), max(found) + 1)}
    cells = {
        (str(row[name - 1]), str(row[year])): row[-1]
        for row in table.rows
        if isinstance(row[-1], int | float)
    }
    return heat(title, names, years, cells)
