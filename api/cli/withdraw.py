"""The commands ``sagsgraf withdraw`` and ``sagsgraf restore``, which takes back what the other did."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.options import FINE, counted, example, settings
from graph.base.config import OperatorError, load_config

if TYPE_CHECKING:
    from graph.release.archive import Release

REASONS = ("forkert-lukket", "persondata", "dublet", "trukket-tilbage")
"""As :data:`graph.privacy.ledger.REASONS`, which is not imported for the sake of a quick ``--help``."""

_ITEM = "https://data.example.dk/id/byen/moede/byraadet/2024-05-27/punkt/3"
_BY = click.option("--by", help="Who does it, for the ledger, which is not published; default: the user.")


@click.command(epilog=example(f"sagsgraf withdraw {_ITEM} --reason persondata"))
@click.argument("iri")
@click.option("--reason", type=click.Choice(REASONS), required=True, help="Why; it is published.")
@click.option("--yes", is_flag=True, help="Do not ask first; for scripts.")
@_BY
@settings
def withdraw(
    iri: str, reason: str, yes: bool, by: str | None, data_dir: Path | None, config: Path | None
) -> int:
    """Withdraw a meeting, an item, an attachment or a person's name.

    IRI is its address. The thing is taken out of the data and the texts of the current release, and all
    other releases that hold it are deleted, so there is no rollback to them. It does not come back when
    the same minutes are published again, but by sagsgraf restore.

    At first a release is made current in which nobody finds it any more; then its text is taken off the
    disk, which takes longer the more there is. When that is cut short, the next command that publishes or
    withdraws does it. The list of changes keeps the addresses of the cases, bodies and units that went with
    the thing, and these have their numbers and names in them.

    What will go is shown, and asked about.
    """
    from graph.publishing.withdraw import consequences, user, withdraw

    known = load_config(config, data_dir=data_dir)
    if not yes and not sys.stdin.isatty():
        raise OperatorError("withdraw asks first, and nobody can answer here; --yes says that it is meant")
    if not yes:
        going = consequences(iri, known)
        sets = counted(len(going.files), "set")
        click.echo(f"<{going.iri}> goes out of {sets} of minutes: {', '.join(going.files)}")
        for release in going.releases:
            click.echo(f"{release} is deleted; addresses that cite it (?release={release}) find nothing more")
        if not click.confirm("Withdraw it?"):
            raise OperatorError("nothing was withdrawn")

    def served(release: "Release") -> None:
        click.echo(f"{release.id} is current, and nobody finds it there; now its text is taken off the disk")

    done = withdraw(iri, reason, by or user(), known, served)
    click.echo(f"{done.iri} is withdrawn; {done.release.id} is current, and no file holds its text")
    click.echo("the list of changes keeps the addresses of cases, bodies and units that went with it")
    deleted = counted(done.deleted, "release")
    click.echo(f"read again: {counted(done.read, 'set')} of minutes; deleted: {deleted} that held it")
    return FINE


@click.command(epilog=example(f"sagsgraf restore {_ITEM} minutes"))
@click.argument("iri")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@_BY
@settings
def restore(iri: str, folder: Path | None, by: str | None, data_dir: Path | None, config: Path | None) -> int:
    """Bring back what was withdrawn by mistake.

    IRI is its address. It comes back from the minutes of FOLDER, or of the folders that the settings name,
    which are published again; without either, the next time they are. The change feed tells of it, and the
    ledger keeps both: that it was withdrawn, and that it was restored.
    """
    from api.cli import console
    from graph.publishing.publish import publish
    from graph.publishing.withdraw import restore, user

    known = load_config(config, data_dir=data_dir)
    restored = restore(iri, by or user(), known)
    if not folder and not known.municipality:
        click.echo(f"{restored} comes back the next time its minutes are published: sagsgraf publish FOLDER")
        return FINE
    with console.progress("Restoring") as progress:
        outcome = publish(folder, known, progress)
    click.echo(f"{restored} is restored; {outcome.release.id} is current")
    return FINE
