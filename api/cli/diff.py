"""The command ``sagsgraf diff``."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from api.cli.options import FINE, FOUND, example, settings
from graph.base.config import load_config

if TYPE_CHECKING:
    from graph.release.archive import Release
    from graph.release.diff import Changed, Things

_SIGNS = {"Create": "+", "Update": "~", "Delete": "-"}
_PAGE = 10_000  # things that are held


@click.command(epilog=example("sagsgraf diff 0001 0002"))
@click.argument("old")
@click.argument("new", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "patch"]),
    default="text",
    show_default=True,
    help="patch is an RDF Patch, with every quad that came or went.",
)
@settings
def diff(old: str, new: str | None, form: str, data_dir: Path | None, config: Path | None) -> int:
    """Tell what changed from the release OLD to NEW.

    NEW is the current one if it is left out. Each is named by its number, its id or the first part of
    that. Told are the counts, then each thing that was created (+), updated (~) or deleted (-) with how many
    quads came and went. The exit status is 1 when anything changed.
    """
    from api.cli import console
    from graph.release import archive
    from graph.release import diff as differences

    known = load_config(config, data_dir=data_dir)
    here, there = archive.only(known, old), archive.only(known, new or archive.current(known).name)
    if form == "patch":
        for line in differences.patch(here, there):
            sys.stdout.buffer.write(line)
        sys.stdout.flush()
        return FINE
    with TemporaryDirectory(prefix="sagsgraf-") as folder:
        path = Path(folder) / "things.sqlite"
        with console.progress("Comparing") as progress:
            differences.count(here, there, path, progress)
        things = differences.Things(path)
        (_print_json if form == "json" else _print_text)(here, there, things)
        return FOUND if things.counts() else FINE


def _all(things: "Things") -> Iterator["Changed"]:
    start = 0
    while page := things.list(_PAGE, start):
        yield from page
        start += len(page)


def _print_text(old: "Release", new: "Release", things: "Things") -> None:
    came, went = things.totals()
    click.echo(f"{old.id} -> {new.id}: {came} quads came, {went} went")
    for (kind, change), number in sorted(things.counts().items()):
        click.echo(f"{_SIGNS[change]} {number} {kind}")
    for one in _all(things):
        click.echo(f"{_SIGNS[one.change]} {one.iri} +{one.came} -{one.went}")


def _print_json(old: "Release", new: "Release", things: "Things") -> None:
    from graph.release.diff import summary

    head = json.dumps(summary(old, new, things), ensure_ascii=False, indent=1)
    click.echo(head.removesuffix("\n}") + ',\n "things": [', nl=False)
    between = "\n  "
    for one in _all(things):
        click.echo(between + json.dumps(one.record, ensure_ascii=False), nl=False)
        between = ",\n  "
    click.echo("\n ]\n}")
