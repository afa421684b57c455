"""Differences between releases, each found out by a process of its own and kept for who asks next.

The files hold what releases said, so none outlives its use for long: what is withdrawn is gone from here,
too, minutes after its release is.
"""

import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from api.http.admission import Admission, BusyError
from graph.base.config import OperatorError
from graph.base.forking import forked_with
from graph.release import diff
from graph.release.archive import Release

_CONTEXT = forked_with("api.workers.compare")
_SECONDS = 120.0  # that one may take; on 10 million quads of which none is the same it takes less
_LINE = 4  # that may wait
_KEPT = 600.0  # seconds after which a difference that nobody asks for any more is removed
_MOST = 8  # that are kept
_THINGS, _PATCH = "things.sqlite", "patch"

Key = tuple[str, str]


@dataclass
class _Made:
    folder: TemporaryDirectory[str]
    asked: float


class Diffs:
    """Answers which things differ between two releases."""

    def __init__(self, patch_bytes: int) -> None:
        """A patch of more bytes than that is not kept."""
        self._patch_bytes = patch_bytes
        self._turns = Admission(1, _LINE)
        self._made: dict[Key, _Made] = {}

    async def things(self, old: Release, new: Release) -> diff.Things:
        """The things that differ; raises :class:`OperatorError` for releases that cannot be compared, and
        :class:`api.http.admission.BusyError` when there is too much to do."""
        return diff.Things(await self._folder(old, new) / _THINGS)

    async def patch(self, old: Release, new: Release) -> Path | None:
        """The file with the RDF Patch, ``None`` when it is too long; raises as :meth:`things` does."""
        path = await self._folder(old, new) / _PATCH
        return path if path.is_file() else None

    async def _folder(self, old: Release, new: Release) -> Path:
        key = old.id, new.id
        if key not in self._made:
            async with self._turns.mine(_SECONDS):
                if key not in self._made:
                    await self._make(old, new)
        made = self._made[key] = self._made.pop(key)  # the one that was asked last comes last
        made.asked = asyncio.get_running_loop().time()
        for oldest in list(self._made)[:-_MOST]:
            self._made.pop(oldest).folder.cleanup()
        return Path(made.folder.name)

    async def _make(self, old: Release, new: Release) -> None:
        folder = TemporaryDirectory(prefix="sagsgraf-")
        # Releases by their paths alone: with what has been read of their manifests they are large.
        told = (Release(old.path), Release(new.path), Path(folder.name), self._patch_bytes)
        process = _CONTEXT.Process(target=_write, args=told, daemon=True)
        try:
            process.start()
            await asyncio.to_thread(process.join, _SECONDS)
        except BaseException:
            process.kill()
            folder.cleanup()
            raise
        if process.exitcode != 0:
            process.kill()
            folder.cleanup()
            if process.exitcode is None:
                raise BusyError
            raise OperatorError(f"{old.id} and {new.id}: one of them is damaged, or of another version")
        if not self._made:
            asyncio.get_running_loop().call_later(_KEPT, self._forget)
        self._made[old.id, new.id] = _Made(folder, 0.0)

    def _forget(self) -> None:
        loop = asyncio.get_running_loop()
        for key in [key for key, made in self._made.items() if loop.time() - made.asked >= _KEPT]:
            self._made.pop(key).folder.cleanup()
        if self._made:
            loop.call_later(_KEPT, self._forget)

    def close(self) -> None:
        """Remove all files."""
        for made in self._made.values():
            made.folder.cleanup()
        self._made = {}


def _write(old: Release, new: Release, folder: Path, most: int) -> None:
    """Write the two files, in a process of its own; it exits with 1 for releases that cannot be compared."""
    path, size = folder / _PATCH, 0
    try:
        diff.count(old, new, folder / _THINGS)
        with path.open("wb") as file:
            for line in diff.patch(old, new):
                size += file.write(line)
                if size > most:
                    break
    except OperatorError:
        sys.exit(1)
    if size > most:
        path.unlink()
