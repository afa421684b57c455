"""Looking at all releases of a data folder, and mending what is damaged.

A release is made of minutes, so one that is damaged is made anew from them; without them the latest before it
that is whole takes its place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.base import files as disk
from graph.base.config import Config, OperatorError
from graph.privacy import ledger
from graph.privacy.fallback import standing_in
from graph.publishing.publish import Progress, publish
from graph.publishing.succession import switch
from graph.release import archive, last_look
from graph.release.archive import Release
from graph.release.inspection import inspect
from graph.release.integrity import DamagedError


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of a release: the files that are damaged; without any it is whole."""

    release: Release
    files: tuple[str, ...]


def verify(config: Config) -> Iterator[Verdict]:
    """Look at every file of each release, the oldest first, and read all that its store holds
    (:func:`graph.release.inspection.inspect`). Raises :class:`OperatorError` for a ledger that is damaged."""
    ledger.read(config)
    for release in archive.releases(config):
        state = last_look.state_of(release)
        files = inspect(release, thorough=True)
        if not files:
            last_look.note(config, release, state)
        yield Verdict(release, files)


@dataclass(frozen=True, slots=True)
class Repaired:
    """The release that is current now, and the damaged ones that were removed."""

    release: Release
    removed: tuple[Release, ...]


def repair(config: Config, verdicts: list[Verdict], folder: Path | None, progress: Progress) -> Repaired:
    """Make a whole release current, if the current one is damaged: a new one of the minutes of a folder, or
    of those the settings name, or else the one that stands in for it. Damaged ones before it are removed.

    Raises :class:`OperatorError` when there is neither, or as :func:`graph.publishing.publish.publish` does.
    """
    damaged = {one.release.id: one for one in verdicts if one.files}
    now = archive.current_release(config)
    if now is None or now.id in damaged:
        if folder or config.municipality:
            now = publish(folder, config, progress).release
        elif now and (other := standing_in(now, config)):
            with disk.only_one(archive.lock_file(config)):
                switch(config, other)
            now = other
        elif now:
            error = DamagedError(now, damaged[now.id].files)
            raise OperatorError(
                f"{error.complaint}, and none is whole that could take its place; give the minutes it was "
                "made of: sagsgraf verify --repair FOLDER"
            )
        else:
            raise OperatorError(f"{config.data_dir}: no release is current; sagsgraf publish FOLDER")
    removed = []
    with disk.only_one(archive.lock_file(config)):
        for one in damaged.values():
            if one.release.sequence < now.sequence and one.release.path.is_dir():
                archive.remove(config, one.release)
                removed.append(one.release)
    return Repaired(now, tuple(removed))
