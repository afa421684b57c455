"""The command ``sagsgraf watch``."""

from pathlib import Path

import click

from api.cli.options import FINE, FOUND, example, settings
from graph.base.config import load_config


@click.command(epilog=example("sagsgraf watch --config /srv/sagsgraf/sagsgraf.toml"))
@settings
def watch(data_dir: Path | None, config: Path | None) -> int:
    """Harvest the sites of harvest_hosts and publish what came.

    It is for a timer, once a night (docs/hentning.md), and says in one line what it came to. The exit status
    is 1 when something is to be looked at. Two never run at once.
    """
    from api.cli import console
    from graph.publishing.watch import watch

    with console.progress("Watching") as progress:
        night = watch(load_config(config, data_dir=data_dir), progress)
    click.echo(night.line)
    return FOUND if night.found else FINE
