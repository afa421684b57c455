"""A night's work: every site of the settings is harvested, and what came is published."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from graph.base.config import Config, OperatorError
from graph.base.files import only_one
from graph.harvest.address import Address, address
from graph.harvest.harvest import JOURNAL, RAW, Harvest, harvest
from graph.harvest.visitor import Clock
from graph.publishing.publish import publish

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Night:
    """What a night came to, in one ``line`` for a log; ``found`` is true when something is to be looked
    at."""

    line: str
    found: bool


def watch(
    config: Config,
    progress: Progress = lambda done, total, what: None,
    clock: Clock | None = None,
) -> Night:
    """Harvest the sites of the settings, each into its folder, and publish what there is.

    A site that cannot be harvested hinders no other, nor the publication. Raises :class:`OperatorError` when
    no site is named, or another watch is at work.
    """
    clock = clock or Clock()
    sites = sources(config)
    if not sites:
        raise OperatorError("harvest_hosts names no host to harvest; see docs/hentning.md")
    with only_one(config.harvest_dir / ".lock", "watching"):
        told = [_harvested(site, folder, config, progress, clock) for site, folder in sites.items()]
        told.append(_published(config, progress))
    line = "; ".join(said for said, _ in told)
    return Night(f"{clock.now():%Y-%m-%d %H:%M} UTC: {line}", any(found for _, found in told))


def sources(config: Config) -> dict[Address, Path]:
    """The sites of the settings, those of the municipalities of a registry among them, each with the folder
    it is harvested into."""
    found = {address(host): config.harvested_into(host) for host in config.harvest_hosts.split()}
    for entry in config.municipality:
        folder = config.folder_of(entry)
        if entry.host and folder:
            found[address(entry.host)] = folder
    return found


def _harvested(
    site: Address, folder: Path, config: Config, progress: Progress, clock: Clock
) -> tuple[str, bool]:
    try:
        done = harvest(site.origin, folder, config, progress, clock=clock)
    except OperatorError as error:
        return f"{site.host}: {error}", True
    where = f" (see {folder / RAW / JOURNAL})" if done.problems else ""
    return f"{site.host}: {_counted(done)}{where}", bool(done.problems or done.stopped)


def _counted(done: Harvest) -> str:
    counts = {
        "new": done.new,
        "changed": done.changed,
        "replaced": done.replaced,
        "minutes no more": done.retracted,
        "missing": done.missing,
        "gone": done.gone,
        "with problems": done.problems,
        "tried again later": done.failing,
    }
    said = [f"{len(told)} {name}" for name, told in counts.items() if told]
    said += [f"stopped, {done.waiting} left: {done.stopped}"] if done.stopped else []
    return ", ".join(said) or "nothing new"


def _published(config: Config, progress: Progress) -> tuple[str, bool]:
    homeless = not config.municipality or None in map(config.folder_of, config.municipality)
    try:
        outcome = publish(config.harvest_dir if homeless else None, config, progress)
    except OperatorError as error:
        return f"not published: {error}", True
    manifest = outcome.release.manifest
    totals = manifest.totals
    state = "is current" if outcome.new else "is current already"
    line = f"{outcome.release.id} {state} with {totals.published} of {totals.documents} documents"
    return line, any(one.barred for one in manifest.documents)
