"""The command ``sagsgraf follow``."""

from pathlib import Path
from urllib.parse import urlsplit

import click

from api.cli.options import FINE, FOUND, example
from graph.base.config import OperatorError


@click.command(epilog=example("sagsgraf follow together https://a.example.dk https://b.example.dk"))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.argument("sites", nargs=-1, required=True)
def follow(folder: Path, sites: tuple[str, ...]) -> int:
    """Follow the change feeds of SITES into one graph, FOLDER/union.nt.

    Each run polls each site once, and reads only what it changed; the file is the union of what the sites
    say then, and sagsgraf serve --data takes it. What a site has withdrawn is gone. The exit status is 1 when
    a site could not be read; what it said before is kept.
    """
    from api.cli import console
    from graph.following.union import UNION, follow
    from graph.ontology.iris import FEED

    addresses = [_address(site, FEED) for site in sites]
    with console.progress("Following") as progress:
        polled = follow(addresses, folder, progress)
    for one in polled:
        read = "all of it, " if one.anew else ""
        click.echo(f"{one.address}: {one.problem or f'{read}{one.versions} versions'}")
    click.echo(f"{folder / UNION}: {(folder / UNION).stat().st_size} bytes")
    return FOUND if any(one.problem for one in polled) else FINE


def _address(site: str, path: str) -> str:
    """The address of the feed of a site, which has it at a path, or of that of a municipality below it."""
    wrong = OperatorError(f"{site!r} must be the address of a site, such as https://data.example.dk")
    try:
        parts = urlsplit(site)
    except ValueError:
        raise wrong from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise wrong
    site = site.rstrip("/")
    return site if path in (site[-len(path) :], site.rpartition("/")[0][-len(path) :]) else site + path
