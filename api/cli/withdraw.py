"""The command ``sagsgraf withdraw``."""

from pathlib import Path

import click

from api.cli.options import FINE, example, settings
from graph.base.config import load_config

REASONS = ("forkert-lukket", "persondata", "dublet", "trukket-tilbage")
"""As :data:`graph.privacy.ledger.REASONS`, which is not imported for the sake of a quick ``--help``."""

_ITEM = "https://data.example.dk/id/byen/moede/byraadet/2024-05-27/punkt/3"


@click.command(epilog=example(f"sagsgraf withdraw {_ITEM} --reason persondata"))
@click.argument("iri")
@click.option("--reason", type=click.Choice(REASONS), required=True, help="Why; it is published.")
@click.option("--by", help="Who does it, for the ledger, which is not published; default: the user.")
@settings
def withdraw(iri: str, reason: str, by: str | None, data_dir: Path | None, config: Path | None) -> int:
    """Withdraw a meeting, an item, an attachment or a person's name.

    IRI is its address. The thing is taken out of the data and the texts of the current release, and all
    other releases that hold it are deleted, so there is no rollback to them. It does not come back when
    the same minutes are published again.
    """
    from graph.publishing.withdraw import user, withdraw

    done = withdraw(iri, reason, by or user(), load_config(config, data_dir=data_dir))
    click.echo(f"{done.iri} is withdrawn; {done.release.id} is current")
    click.echo(f"read again: {done.read} sets of minutes; deleted: {done.deleted} releases that held it")
    return FINE
