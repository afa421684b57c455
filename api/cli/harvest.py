"""The command ``sagsgraf harvest``."""

from pathlib import Path

import click

from api.cli.options import CONFIG, FINE, FOUND, example
from graph.base.config import load_config


@click.command(epilog=example("sagsgraf harvest dagsordener.example.dk minutes/example"))
@click.argument("host")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--accept-gone", is_flag=True, help="The meetings that are gone are meant to be gone.")
@CONFIG
def harvest(host: str, folder: Path, accept_gone: bool, config: Path | None) -> int:
    """Fetch what is new on the publication site (FirstAgenda) of a HOST into a FOLDER.

    The newest version of each meeting's minutes is in FOLDER/current, which sagsgraf publish takes; all that
    was fetched, and the journal, is in FOLDER/raw. Nothing is asked without contact_email in the settings.

    A harvest that was stopped goes on where it was. The exit status is 1 when something could not be
    fetched or the harvest did not come to its end.
    """
    from api.cli import console
    from graph.harvest.harvest import harvest

    settings = load_config(config)
    with console.progress("Harvesting") as progress:
        done = harvest(host, folder, settings, progress, accept_gone)
    return FOUND if console.print_harvest(done) else FINE
