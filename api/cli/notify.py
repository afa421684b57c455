"""The command ``sagsgraf notify``."""

from pathlib import Path

import click

from api.cli.options import FINE, FOUND, counted, example, settings
from graph.base.config import load_config


@click.command(epilog=example("sagsgraf notify --config /srv/sagsgraf/sagsgraf.toml"))
@settings
def notify(data_dir: Path | None, config: Path | None) -> int:
    """Tell those who asked of what is new in the current release.

    It is for a timer, after publish (docs/besked.md). Each is told once of each thing, even if a run is
    stopped. There is a line for each that could not be told, and then the exit status is 1. Two never run at
    once.
    """
    from api.subscriptions.notify import notify

    told = notify(load_config(config, data_dir=data_dir))
    for line in told.faults:
        click.echo(line, err=True)
    sent = f"{counted(told.mails, 'mail')} and {counted(told.webhooks, 'webhook')} sent"
    click.echo(f"{sent}, {counted(len(told.faults), 'fault')}")
    return FOUND if told.faults else FINE
