"""The command ``sagsgraf verify``."""

from pathlib import Path

import click

from api.cli.options import FINE, FOUND, example, settings
from graph.base.config import load_config

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(epilog=example("sagsgraf verify --repair examples/minutes"))
@click.argument("folder", type=_FOLDER, required=False)
@click.option(
    "--repair", is_flag=True, help="Make a whole release current, and remove damaged ones before it."
)
@settings
def verify(folder: Path | None, repair: bool, data_dir: Path | None, config: Path | None) -> int:
    """Look whether every release is as it was written.

    The size and the sum of each file are compared with what was noted when it was published, and all that
    its store holds is read. The exit status is 1 when something is damaged, or none is current.

    With --repair the current release, if it is damaged, is made anew from the minutes of FOLDER, or of the
    folders that the settings name; without any the latest release before it that is whole becomes current.
    """
    from api.cli import console
    from graph.publishing.repair import repair as mend
    from graph.publishing.repair import verify
    from graph.release import archive

    known = load_config(config, data_dir=data_dir)
    verdicts = []
    for verdict in verify(known):
        console.print_verdict(verdict)
        verdicts.append(verdict)
    if not verdicts:
        archive.current(known)  # another folder is meant, it may be
    dangling = archive.current_release(known) is None
    if dangling:
        click.echo("no release is current: the link current is gone, or what it names")
    if not dangling and not any(verdict.files for verdict in verdicts):
        return FINE
    if not repair:
        return FOUND
    with console.progress("Repairing") as progress:
        done = mend(known, verdicts, folder, progress)
    for release in done.removed:
        click.echo(f"{release.id} is removed")
    click.echo(f"{done.release.id} is current, and whole")
    return FINE
