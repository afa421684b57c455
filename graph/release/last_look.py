"""When releases were last read whole, and what their files were like then.

``looked-at.json`` in the data folder has, by the id of each release, that moment and a sum of what the system
tells of its files. As long as they are as they were, what was whole is taken to be so still: reading some
gigabytes anew each time, for a document more or none, is no use. What the disk itself does to a file shows in
none of it, so after :data:`DAYS` it counts no more. A release that takes over files by this alone is as whole
as they were known to be: it has their moment, not its own.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from graph.base.config import Config
from graph.base.files import write_whole
from graph.release import archive, integrity
from graph.release.archive import Release
from graph.release.dumps import read_later

DAYS = 7
_FILE = "looked-at.json"


def state_of(release: Release) -> str:
    """A sum of the path in it, size, time of change and inode of each file of a release; empty where one
    cannot be looked at."""
    told, below = [], len(str(release.path))
    try:
        for folder, _, files in os.walk(release.path):
            for path in (os.path.join(folder, name) for name in files):  # noqa: PTH118  # there are many
                about = os.stat(path)  # noqa: PTH116
                told.append((path[below:], about.st_size, about.st_mtime_ns, about.st_ino))
    except OSError:
        return ""
    return hashlib.sha256(repr(sorted(told)).encode()).hexdigest()


def note(config: Config, release: Release, state: str, at: str | None = None) -> None:
    """Note that a release is whole, whose files were in a state before they were read: now, or at another
    moment (ISO 8601 in UTC). Where that cannot be written, all is read the next time."""
    if not state:
        return
    kept = {one.id for one in archive.releases(config)}
    noted = {name: of for name, of in _noted(config).items() if name in kept}
    noted[release.id] = {"at": at or datetime.now(UTC).isoformat(timespec="seconds"), "state": state}
    with suppress(OSError):
        write_whole(config.data_dir / _FILE, json.dumps(noted, indent=1).encode())


def read_whole_at(config: Config, release: Release, state: str) -> str | None:
    """When a release was read that was whole then (ISO 8601 in UTC), if that is some days ago at most and its
    files are as they were, as ``state`` tells; ``None`` otherwise."""
    noted = _noted(config).get(release.id)
    try:
        passed = datetime.now(UTC) - datetime.fromisoformat(noted["at"]) if noted else timedelta.max
        lately = timedelta(0) <= passed <= timedelta(days=DAYS)
        return noted["at"] if noted and lately and noted["state"] == state else None
    except (KeyError, TypeError, ValueError):  # no note of ours
        return None


def damaged(config: Config, release: Release) -> tuple[tuple[str, ...], str | None]:
    """The files of a release that are not what was written, and when it was last read whole, if that is not
    now.

    Of one that was whole some days ago, and whose files are as they were, only those are read that go into
    another otherwise than as whole files, so that a change does not cost as much as there are documents;
    those that come into it so keep the sums they are to have (:func:`graph.release.integrity.write_list`).
    Of the dumps that is said by :func:`graph.release.dumps.read_later`.
    """
    state = state_of(release)
    looked = read_whole_at(config, release, state)
    besides = {*integrity.LINKED, *read_later(release.path)} if looked else ()
    files = integrity.damaged(release, besides=besides)
    if not files:
        note(config, release, state, looked)
    return files, looked


def forget(config: Config) -> None:
    """Forget when releases were read, so that all of them are read the next time."""
    (config.data_dir / _FILE).unlink(missing_ok=True)


def changed(config: Config, release: Release) -> bool:
    """Whether files of a release are known to be other than when it was last read whole."""
    noted = _noted(config).get(release.id)
    return isinstance(noted, dict) and noted.get("state") != state_of(release)


def _noted(config: Config) -> Mapping[str, Mapping[str, str]]:
    try:
        noted = json.loads((config.data_dir / _FILE).read_bytes())
        return noted if isinstance(noted, dict) else {}
    except (OSError, ValueError):
        return {}
