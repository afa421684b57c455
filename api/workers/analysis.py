"""One analysis made: what a worker process does, from what is wanted to the bytes or the page's values.

Nothing here knows of a request. A task and its outcome are plain values that cross to another process.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from api.workers.query import Refused, Written
from graph.analysis.table import Column, Value
from graph.base.labels import Labels
from graph.store.base import QueryStore

if TYPE_CHECKING:
    from graph.analysis.analysis import Analysis, Source, Wanted

ROWS_SHOWN = 50
PICTURE = "svg"
"""The suffix of a picture."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is wanted of the store in a folder: the file with a ``suffix``, or without one what a page shows;
    ``picture`` is the kind of picture."""

    store: Path
    wanted: "Wanted"
    source: "Source"
    picture: str
    language: str
    suffix: str | None = None
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """What a page shows: the first of ``length`` rows, the size of the network if it is of one, a
    picture of the kind wanted, or else of one that there is, and that ``kind``, the kinds there are, what the
    numbers rest on, the queries as run, and what is to be known of the whole by language; ``titles`` say what
    it is."""

    titles: Labels
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    length: int
    size: tuple[int, int] | None
    picture: str | None
    kind: str
    pictures: tuple[str, ...]
    parameters: Mapping[str, Value]
    queries: tuple[str, ...]
    notes: Mapping[str, str]


def make(store: QueryStore, task: Task, output: BinaryIO) -> Overview | Written | Refused:
    """Make an analysis; one that is :class:`api.workers.query.Written` stands in ``output``."""
    from graph.analysis.analysis import analyse
    from graph.analysis.edges import TooManyEdgesError
    from graph.analysis.files import FILES
    from graph.pictures.of_analysis import file_picture

    try:
        analysis = analyse(store, task.wanted, task.source)
    except TooManyEdgesError as error:
        return Refused(400, str(error))
    if task.suffix is None:
        return _overview(analysis, task)
    if task.suffix == PICTURE:
        picture = file_picture(task.picture, analysis, task.language)
        if picture is None:
            return Refused(404, f"There is nothing that a {task.picture} of this would show.")
        output.write(picture.encode())
    else:
        output.write(FILES[task.suffix].write(analysis))
    return Written(task.suffix, task.media_type, stable=True)


def _overview(analysis: "Analysis", task: Task) -> Overview:
    from graph.pictures.of_analysis import drawable, page_picture

    table, graph = analysis.table, analysis.graph
    pictures = drawable(analysis)
    kind = task.picture if task.picture in pictures else next(iter(pictures), "")
    return Overview(
        analysis.titles,
        table.columns,
        table.rows[:ROWS_SHOWN],
        len(table.rows),
        (len(graph), graph.number_of_edges()) if graph is not None else None,
        page_picture(kind, analysis, task.language) if kind else None,
        kind,
        pictures,
        dict(table.parameters),
        analysis.queries,
        dict(table.notes),
    )
