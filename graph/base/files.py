"""What makes a change of a folder whole: locks, flushes to the disk, and switches by one rename; and what is
told where the system refuses."""

import errno
import fcntl
import os
import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from graph.base.config import OperatorError

NOT_MINUTES = ".not-minutes"
"""The name of a file that says of its folder that nothing in it is minutes to publish."""


@contextmanager
def only_one(lock: Path, doing: str = "publishing to") -> Iterator[None]:
    """Hold a lock file, or raise :class:`OperatorError` when another process holds it.

    The system lets go of it when the process ends, however it ends.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OperatorError(f"another process is {doing} {lock.parent}; try again later") from None
        yield


def link_or_copy(source: Path, target: Path) -> None:
    """Give a finished file a second name, or a copy where the disk has no hard links."""
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)


def write_whole(path: Path, data: bytes) -> None:
    """Put a file in the place of the one of that name in one step, and on the disk; stopped, it leaves what
    was there and nothing beside it."""
    fresh = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        fresh.write_bytes(data)
        _flush(fresh)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    flush_folder(path.parent)


def flush_tree(folder: Path) -> None:
    """Put every file and folder below, and the folder itself, on the disk.

    A file with a second name was put there when it got its first one.
    """
    for root, _, files in os.walk(folder):
        for path in (f"{root}/{name}" for name in files):
            if os.stat(path).st_nlink == 1:  # noqa: PTH116  # there are many
                _flush(path)
        _flush(root)


def flush_folder(folder: Path) -> None:
    """Put the entries of a folder, and so the renames in it, on the disk."""
    _flush(folder)


def _flush(path: Path | str) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def point(link: Path, target: Path) -> None:
    """Make a symbolic link name a target in its own folder's terms, in one step.

    A reader sees the old target or the new one, and never none.
    """
    fresh = link.with_name(f".{link.name}-{os.getpid()}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target.relative_to(link.parent))
    fresh.replace(link)
    flush_folder(link.parent)


def readable(folder: Path) -> None:
    """Raise :class:`PermissionError` for a file right in a folder that may not be read."""
    for path in sorted(folder.iterdir()):
        if not os.access(path, os.R_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


def reason(error: Exception) -> str:
    """What went wrong, in words: the file and what the system says of it, without the number of the error."""
    if isinstance(error, OSError) and error.filename and error.strerror:
        return f"{error.filename}: {error.strerror}"
    return str(error)


# What holds files or connections, and lets go of them at the end of a ``with``.


class Closing(ABC):
    """Is closed where its ``with`` ends."""

    @abstractmethod
    def close(self) -> None:
        """Let go of what is held; may be called again."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
