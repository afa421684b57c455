"""Commands that ask the current release, or what stands in for it where it is damaged."""

from collections.abc import Callable
from typing import TypeVar

import click

from graph.base.config import Config
from graph.release import archive, integrity, last_look
from graph.release.archive import Release

T = TypeVar("T")


def ask(config: Config, work: Callable[[Release], T]) -> T:
    """What a work, which shows nothing before it is done, gives of the current release.

    The sizes of the files are looked at first, and their sums where the system tells that a file is other
    than when all were last read, or where the work fails. Where another release is asked, a line on standard
    error says so; raises :class:`graph.base.config.OperatorError` where none is.
    """
    release = Release(archive.current(config))
    try:
        if last_look.changed(config, release):
            state = last_look.state_of(release)
            integrity.check(release)
            last_look.note(config, release, state)
        else:
            integrity.check(release, ())
        return work(release)
    except BrokenPipeError:
        raise
    except (OSError, RuntimeError, integrity.DamagedError) as error:
        damaged = error if isinstance(error, integrity.DamagedError) else None
        if damaged is None and (files := integrity.damaged(release)):
            damaged = integrity.DamagedError(release, files)
        if damaged is None:
            raise
        from graph.privacy.fallback import standing_in

        other = standing_in(release, config)
        if other is None:
            raise damaged from error
    click.echo(f"sagsgraf: {damaged.complaint}; {other.id} is asked in its place", err=True)
    return work(other)
