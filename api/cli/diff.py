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
    from graph.base.config import Config
    from graph.release.archive import Release
    from graph.release.diff import Changed, Things

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
@click.option(
    "--iris", is_flag=True, help="Give the IRI of each thing, and how many of its quads came and went."
)
@settings
def diff(old: str, new: str | None, form: str, iris: bool, data_dir: Path | None, config: Path | None) -> int:
    """Tell what changed from the release OLD to NEW, in words.

    NEW is the current one if it is left out. Each is named by its number, its id or the first part of
    that. Told are the counts, then each thing that is new or gone, and what is said otherwise of one that
    was there, in Danish, as the site's page does. What only stands elsewhere in the text is counted, and
    listed with --iris. The exit status is 1 when anything changed.
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
        if form == "json":
            _print_json(here, there, things)
        else:
            _print_words(known, (here, there), things, iris)
        return FOUND if things.counts() else FINE


def _all(things: "Things") -> Iterator["Changed"]:
    start = 0
    while page := things.list(_PAGE, start):
        yield from page
        start += len(page)


def _print_words(
    config: "Config", pair: "tuple[Release, Release]", things: "Things", with_iris: bool
) -> None:
    from api.history import wording
    from api.serving.releases import OpenRelease
    from api.site.render import Links
    from graph.store.oxigraph import Store

    links = Links(config.base_iri)
    say, names = links.language.say, " -> ".join(one.id for one in pair)
    came, went = (links.language.count(number) for number in things.totals())
    click.echo(names + ": " + say("%(came)s udsagn kom til, og %(went)s gik ud.", came=came, went=went))
    counts = things.counts()
    for kind, kind_words in wording.KIND_LABELS.items():
        told = [
            f"{say(words).lower()} {links.language.count(counts[kind, change])}"
            for change, words in wording.CHANGE_LABELS.items()
            if (kind, change) in counts
        ]
        if told:
            click.echo(f"{say(kind_words)}: {', '.join(told)}")
    with Store.open_read_only(pair[0].store) as before, Store.open_read_only(pair[1].store) as after:
        old, new = OpenRelease(pair[0], before, None), OpenRelease(pair[1], after, None)
        moved = 0
        for one in _all(things):
            found = wording.sentences(links, old, new, one)
            moved += found is None
            if found is None and not with_iris:
                continue
            click.echo(f"{say(wording.DONE[one.change])}: {wording.label(links, (new, old), one.iri)}")
            if with_iris:
                click.echo(f"  {one.iri} +{one.came} -{one.went}")
            for sentence in found or ():
                click.echo(f"  {sentence}")
    if moved:
        click.echo(f"{wording.moved(links, moved)}.")


def _print_json(old: "Release", new: "Release", things: "Things") -> None:
    from graph.release.diff import summary

    head = json.dumps(summary(old, new, things), ensure_ascii=False, indent=1)
    click.echo(head.removesuffix("\n}") + ',\n "things": [', nl=False)
    between = "\n  "
    for one in _all(things):
        click.echo(between + json.dumps(one.record, ensure_ascii=False), nl=False)
        between = ",\n  "
    click.echo("\n ]\n}")
