"""What ``sagsgraf analyse`` shows and writes."""

from _thread import start_new_thread
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar, cast

import click
from rich.console import Console
from rich.progress import Progress as Bar
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table as Printed

from graph.analysis.analysis import Analysis, Wanted
from graph.analysis.asking import Progress
from graph.analysis.files import FILES
from graph.analysis.measures import MEASURES
from graph.analysis.projections import PROJECTIONS
from graph.analysis.publish import publish_analyses
from graph.base import files as disk
from graph.base.config import Config, OperatorError
from graph.formats.table import SVG
from graph.pictures.of_analysis import file_picture

T = TypeVar("T")

PICTURE = f".{SVG.suffix}"
_ROWS = 20


def print_choices(language: str) -> None:
    """The projections and the measures by name."""
    for heading, things in (("Projections", PROJECTIONS), ("Measures", MEASURES)):
        click.echo(f"{heading}:")
        for name, thing in things.items():
            click.echo(f"  {name}: {thing.labels.best(language)}")


def check(files: Sequence[Path], wanted: Wanted) -> None:
    """Raise :class:`OperatorError` for a file that cannot be written, before anything is computed."""
    for file in files:
        suffix = file.suffix
        if suffix != PICTURE and suffix.removeprefix(".") not in FILES:
            known = ", ".join((*(f".{name}" for name in FILES), PICTURE))
            raise OperatorError(f"{file}: its ending says nothing that can be written; known: {known}")
        if suffix != PICTURE and FILES[suffix[1:]].of == "graph" and not wanted.projection:
            raise OperatorError(f"{file}: {wanted.measure} is of no network; write .csv, .parquet or .svg")
        if not file.absolute().parent.is_dir():
            raise OperatorError(f"{file}: there is no folder {file.parent}")


@contextmanager
def progress() -> Iterator[Progress]:
    """A line on a terminal's standard error that says what is being done and how far it is."""
    console = Console(stderr=True, markup=False, highlight=False, emoji=False)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Asking", total=None)
        yield lambda what, done: bar.update(task, description=f"{what} {done:,}")


def interruptible(work: Callable[[], T]) -> T:
    """What the work comes to. While the engine is at a long query this process hears no Ctrl-C, unless
    another thread waits for it; left alone, that thread ends with the process."""
    outcome: SimpleQueue[tuple[T, None] | tuple[None, BaseException]] = SimpleQueue()

    def run() -> None:
        try:
            outcome.put((work(), None))
        except BaseException as error:  # noqa: BLE001  # raised below, where somebody hears it
            outcome.put((None, error))

    # Neither starting it so nor waiting for it runs Python that a Ctrl-C could break off with a lock in hand,
    # as starting a `threading.Thread` does.
    start_new_thread(run, ())
    result, error = outcome.get()
    if error is not None:
        raise error
    return cast("T", result)


def publish(config: Config) -> None:
    """Publish the default set of analyses, and say which release has them."""
    with progress() as told:
        release = interruptible(lambda: publish_analyses(config, told))
    click.echo(f"{release.id} is current, with the analyses")


def render_files(
    files: Sequence[Path], analysis: Analysis, picture: str, language: str
) -> Mapping[Path, bytes]:
    """The content of each file that there is something to write in; raises :class:`OperatorError` when there
    is none, and else says which are left out."""
    contents: dict[Path, bytes] = {}
    empty: list[str] = []
    for file in files:
        if file.suffix != PICTURE:
            contents[file] = FILES[file.suffix[1:]].write(analysis)
            continue
        drawn = file_picture(picture, analysis, language)
        if drawn is None:
            empty.append(f"{file}: there is nothing that a {picture} of this would show")
        else:
            contents[file] = drawn.encode()
    if empty and not contents:
        raise OperatorError(empty[0])
    for said in empty:
        click.echo(f"sagsgraf: {said}", err=True)
    return contents


def put(contents: Mapping[Path, bytes]) -> None:
    """Write the files, each whole or not at all."""
    for file, content in contents.items():
        disk.write_whole(file.absolute(), content)


def print_table(analysis: Analysis, language: str) -> None:
    """The first rows, and what they are of."""
    console = Console(markup=False, highlight=False, emoji=False, soft_wrap=True)
    if not console.is_terminal:
        console.width = 160
    table = Printed(box=None, pad_edge=False, header_style="bold")
    for column in analysis.table.columns:
        table.add_column(column.labels.best(language), overflow="fold")
    for row in analysis.table.rows[:_ROWS]:
        table.add_row(*("" if value is None else str(value) for value in row))
    console.print(analysis.titles.best(language))
    console.print(table)
    more = len(analysis.table.rows) - _ROWS
    if more > 0:
        console.print(f"and {more} more; name a file to have them all")
    if note := analysis.table.notes.get(language):
        console.print(note)
    console.print(analysis.caption(language))
