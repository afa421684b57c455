"""Which release follows which: one is made current, and those are removed that may hold what it withdraws."""

import shutil
from collections.abc import Collection

from graph.base.config import Config
from graph.release import archive
from graph.release.archive import Release
from graph.release.manifest import Tombstone


def switch(config: Config, release: Release) -> bool:
    """Make a release current, and remove those that hold what is withdrawn; returns whether it was not.

    The server gets it first: while it is on its way nobody asks for it there, and if it does not get
    there the old one is still current here and whole there. The other way round, we would send queries
    for a release that the server has not got.
    """
    push(config, release)
    now = archive.current_release(config)
    new = now is None or now.id != release.id
    if new:
        archive.make_current(config, release)
    forget(config, release)
    return new


def forget(config: Config, release: Release) -> int:
    """Remove the releases that may hold what the current one, which is given, has withdrawn. Returns how many
    they were."""
    holding = holding_more(config, release.manifest.withdrawn, release.id)
    if holding and config.store:
        from graph.remote import mirror

        mirror.forget(config, release)
    for one in holding:
        archive.remove(config, one)
    return len(holding)


def holding_more(config: Config, withdrawn: Collection[Tombstone], but: str = "") -> list[Release]:
    """The releases, ``but`` one, that may hold something of what is withdrawn; a damaged one may."""
    others = [one for one in archive.releases(config) if one.id != but] if withdrawn else []
    return [one for one in others if not one.readable or not set(withdrawn) <= set(one.manifest.withdrawn)]


def push(config: Config, release: Release) -> None:
    """Bring a release to the server of the settings, if there is one."""
    if config.store:
        from graph.remote import mirror

        mirror.push(config, release)


def sweep(config: Config) -> None:
    """Remove what publishers that were killed left; none is at work, or we had not got the lock."""
    for path in archive.folder(config).glob(".building-*"):
        shutil.rmtree(path)
    for path in config.data_dir.glob(".current-*"):
        path.unlink()
