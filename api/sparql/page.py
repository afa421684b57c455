"""The page of /sparql: the form, its examples, and the first rows of an answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from api.http.formats import GRAPH_FORMATS, RESULTS_FORMATS
from api.http.problems import Problem
from api.i18n.language import N_
from api.site.render import static_files
from api.site.site import Site
from api.workers.query import Shown, Term
from graph.queries.named import LEVELS, NamedQuery, gallery, queries

_TRIPLE = (N_("subjekt"), N_("egenskab"), N_("værdi"))
_LONGEST = 400  # characters of one cell
_TABLE_BYTES = 18_000
_CELL_BYTES = 40  # of markup
EDITOR = "editor.js"


@dataclass(frozen=True, slots=True)
class Cell:
    """A term in the table of a page."""

    text: str
    href: str | None = None
    language: str | None = None
    cut: bool = False

    @property
    def size(self) -> int:
        """About how many bytes it takes on a page."""
        return len(f"{self.text}{self.href or ''}".encode("utf-8", "replace")) + _CELL_BYTES


@dataclass(frozen=True, slots=True)
class Table:
    """Results on a page: the first rows, and whether there are more, or longer values."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Level:
    """Examples of one difficulty; the title and each example are in the language of the page."""

    title: str
    examples: tuple[NamedQuery, ...]


def sparql_page(
    site: Site,
    query: str,
    shown: Shown | None = None,
    error: Problem | None = None,
    example: NamedQuery | None = None,
) -> bytes:
    """The form with a query, and the results of it, or what is wrong with it, or which example it is."""
    return site.page(
        "sparql.html",
        query=query,
        example=example,
        levels=[Level(LEVELS[level][site.language], held) for level, held in gallery().items()],
        others=[query for query in queries().values() if query.level is None],
        truth=shown.truth if shown else None,
        table=_table(site, shown) if shown and shown.truth is None else None,
        downloads=GRAPH_FORMATS if shown and shown.triples else RESULTS_FORMATS,
        error=error,
        editor=EDITOR if EDITOR in static_files() else None,
    )


def _table(site: Site, shown: Shown) -> Table:
    columns = tuple(map(site.say, _TRIPLE)) if shown.triples else shown.columns
    rows, whole = _first((tuple(_cell(site, term) for term in row) for row in shown.rows), _TABLE_BYTES)
    cut = any(cell.cut for row in rows for cell in row)
    return Table(columns, rows, shown.more or not whole or cut)


def _first(rows: Iterable[tuple[Cell, ...]], most: int) -> tuple[tuple[tuple[Cell, ...], ...], bool]:
    """The first rows of at most that size together, but at least one; and whether these are all."""
    taken: list[tuple[Cell, ...]] = []
    size = 0
    for row in rows:
        size += sum(cell.size for cell in row)
        if taken and size > most:
            return tuple(taken), False
        taken.append(row)
    return tuple(taken), True


def _cell(site: Site, term: Term) -> Cell:
    if term is None:
        return Cell("")
    if isinstance(term, NamedNode):
        return Cell(site.links.short(term.value), site.links.href(term.value))
    text, language = (term.value, term.language) if isinstance(term, Literal) else (str(term), None)
    if len(text) <= _LONGEST:
        return Cell(text, None, language)
    return Cell(text[:_LONGEST] + "…", None, language, cut=True)
