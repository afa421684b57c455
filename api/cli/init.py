"""The command ``sagsgraf init``."""

from pathlib import Path
from shlex import quote

import click

from api.cli.options import FINE, example

_INTO = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(epilog=example('sagsgraf init --name "Ådalsø Kommune" --code 998 --folder minutes/aadalsoe'))
@click.option("--name", prompt="The municipality's name", help="The municipality's name.")
@click.option("--code", prompt="Its authority code (three digits)", help="Its authority code: three digits.")
@click.option("--folder", help="The folder in which its minutes lie.")
@click.option("--host", help="The publication site (FirstAgenda) that they are harvested from.")
@click.option("--into", type=_INTO, default=".", help="Where the settings and the profile go; default here.")
def init(name: str, code: str, folder: str | None, host: str | None, into: Path) -> int:
    """Begin with a municipality: write a profile of ten lines, and the settings that name it.

    What is not given is asked for. Nothing is overwritten: where there are settings already, the lines they
    lack are printed, to be pasted.
    """
    from graph.municipality.draft import draft

    if not folder and not host:
        where = click.prompt("The folder of its minutes, or the host of the site to harvest")
        folder, host = (None, where) if _is_host(where) else (where, None)
    done = draft(into, name, code, folder or "", host or "")
    click.echo(f"{done.profile}: written")
    if done.settings_written:
        click.echo(f"{done.settings}: written")
        then = "sagsgraf watch" if host else "sagsgraf publish"
        here = "" if done.settings.parent.samefile(Path.cwd()) else f" --config {quote(str(done.settings))}"
        lacks = "the bodies and units that the profile lacks"
        click.echo(f"next: {then}{here}, and sagsgraf propose{here} for {lacks}")
    else:
        click.echo(f"{done.settings} is there already; add these lines to it:\n\n{done.entry}")
    return FINE


def _is_host(where: str) -> bool:
    """Whether it looks like the name of a machine and not like that of a folder."""
    name = where.rpartition("://")[2]
    return "." in name.strip("./\\") and not any(mark in name for mark in "/\\") and not Path(where).exists()
