"""The commands ``sagsgraf profile``: what a profile has, and changes of it without writing Turtle."""

import difflib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from api.cli.options import CONFIG, FINE, Command, example
from graph.base.config import OperatorError, load_config

_PROFILE = click.option(
    "--profile", help="The municipality's profile: a Turtle file; default that of the settings."
)
_KINDS = {"body": "bodies", "unit": "units", "post": "posts", "series": "standing items"}


def _changing(command: Command) -> Command:
    """The options of what changes a profile."""
    dry = click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
    return dry(_PROFILE(CONFIG(command)))


@click.group(epilog=example('sagsgraf profile rename "Jobcenter Nord" "Jobcenter Ådalsø Nord"'))
def profile() -> None:
    """List and change the bodies, units and posts of a profile.

    Each change is shown, line by line; the file is written whole or not at all, and its comments stay.
    """


@profile.command("list", epilog=example("sagsgraf profile list --profile aadalsoe"))
@_PROFILE
@CONFIG
def list_(profile: str | None, config: Path | None) -> int:
    """List what the profile has: names, with other names in brackets, and names that it rejects."""
    from graph.municipality.profile import load_profile

    has = load_profile(_named(profile, config))
    click.echo(f"{has.name} ({has.slug}.ttl)")
    for kind, several in _KINDS.items():
        agents = [agent for agent in has.agents if agent.kind == kind]
        if agents:
            click.echo(f"\n{several}:")
        for agent in agents:
            others = ", ".join((*agent.aliases, *agent.exact))
            click.echo(f"  {agent.name}{f' ({others})' if others else ''}")
    if has.rejected:
        click.echo("\nrejected:\n" + "\n".join(f"  {name}" for name in has.rejected))
    return FINE


@profile.command(epilog=example('sagsgraf profile accept --as unit "Center for Plan" --also "Plan"'))
@click.argument("name")
@click.option("--as", "kind", type=click.Choice(["body", "unit", "post"]), required=True, help="What it is.")
@click.option("--also", multiple=True, help="Another name of it; may be given several times.")
@_changing
def accept(
    name: str, kind: Any, also: tuple[str, ...], dry_run: bool, profile: str | None, config: Path | None
) -> int:
    """Add a body, unit or post by its NAME, such as sagsgraf propose lists."""
    from graph.municipality import revision
    from graph.publishing.propose import Proposal, turtle_line

    line = turtle_line(Proposal(name, kind, others=set(also)))
    return _change(profile, config, dry_run, lambda has: revision.accept(has, name, line))


@profile.command(epilog=example('sagsgraf profile rename "Jobcenter" "Jobcenter Ådalsø"'))
@click.argument("name")
@click.argument("new")
@_changing
def rename(name: str, new: str, dry_run: bool, profile: str | None, config: Path | None) -> int:
    """Give what has a NAME a NEW one. The old one still finds it, and its address stays."""
    from graph.municipality import revision

    return _change(profile, config, dry_run, lambda has: revision.rename(has, name, new))


@profile.command(epilog=example('sagsgraf profile join "Kommunikationsteamet" "Team Kommunikation"'))
@click.argument("name")
@click.argument("into")
@_changing
def join(name: str, into: str, dry_run: bool, profile: str | None, config: Path | None) -> int:
    """Make NAME another name for what is called INTO."""
    from graph.municipality import revision

    return _change(profile, config, dry_run, lambda has: revision.join(has, name, into))


@profile.command(epilog=example('sagsgraf profile reject "Kultur og Fritid"'))
@click.argument("name")
@_changing
def reject(name: str, dry_run: bool, profile: str | None, config: Path | None) -> int:
    """Say of a NAME that it is no body and no unit, so that it is never taken for one."""
    from graph.municipality import revision

    return _change(profile, config, dry_run, lambda has: revision.reject(has, name))


def _named(profile: str | None, config: Path | None) -> str:
    """The profile that is meant."""
    settings = load_config(config, profile=profile)
    if settings.profile:
        return settings.profile
    of_several = [one.profile for one in settings.municipality]
    if len(of_several) == 1:
        return of_several[0]
    known = f": {', '.join(of_several)}" if of_several else ""
    raise OperatorError(f"name the profile with --profile{known}")


def _change(profile: str | None, config: Path | None, dry_run: bool, change: Callable[[Any], Any]) -> int:
    """Make a change of the file, and show it."""
    from graph.base.files import write_whole
    from graph.municipality.profile import load_profile

    name = _named(profile, config)
    path = Path(name)
    if not name.endswith(".ttl"):
        raise OperatorError(
            f"profile {name} came with the program, whose files are not to be changed; copy it to a file of "
            "yours, and name that in the settings"
        )
    before = load_profile(name)
    after = change(before)
    lines = difflib.unified_diff(
        before.turtle.splitlines(), after.turtle.splitlines(), name, name, n=1, lineterm=""
    )
    click.echo("\n".join(lines))
    if not dry_run:
        write_whole(path, after.turtle.encode())
    done = "would be changed" if dry_run else "written"
    click.echo(f"{name}: {done}; sagsgraf publish reads the minutes anew")
    return FINE
