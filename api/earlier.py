"""Earlier releases that are still kept: found by name, and the few that were asked last held open.

They are asked on the disk, so one costs a few open files and its manifest, and the current release nothing.
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from graph import shelf
from graph.config import Config, OperatorError
from graph.kept import may_be_asked

if TYPE_CHECKING:
    from api.service import OpenRelease

logger = logging.getLogger("sagsgraf")

_HELD = 4  # releases; each has a store with its files and a manifest of a few megabytes


class UnknownReleaseError(Exception):
    """No kept release is meant by a name, or more than one; ``kept`` are all, the oldest first."""

    def __init__(self, name: str, kept: Sequence[shelf.Release]) -> None:
        super().__init__(f"no kept release is meant by {name!r}")
        self.kept = tuple(kept)


class Earlier:
    """Hands out earlier releases; whoever holds one reads it to the end."""

    def __init__(self, config: Config, opened: "Callable[[shelf.Release], OpenRelease]") -> None:
        """``opened`` opens a release; raises :class:`OperatorError` for a damaged one."""
        self._config = config
        self._opened = opened
        self._lock = threading.Lock()
        self._held: OrderedDict[str, OpenRelease] = OrderedDict()
        self._judged: dict[str, tuple[str, bool]] = {}
        self._bases: dict[str, str] = {}

    def kept(self, current: "OpenRelease") -> list[shelf.Release]:
        """The current release and those before it, the oldest first, but for what is known to be held back.

        Not those after it, from which the operator has gone back, nor any of another base IRI.
        """
        last = current.shelved.sequence
        found = [
            one
            for one in shelf.releases(self._config)
            if one.sequence <= last and self._base(one) == self._config.base_iri
        ]
        return [one for one in found if self._judged.get(one.id) != (current.shelved.id, False)]

    def askable(self, current: "OpenRelease", most: int) -> "list[shelf.Release]":
        """Of :meth:`kept` the latest that :meth:`get` gives; each is looked at once for each current one."""
        found: list[shelf.Release] = []
        for one in reversed(self.kept(current)):
            try:
                self.get(one.id, current)
            except UnknownReleaseError:
                continue
            found.append(one)
            if len(found) == most:
                break
        return found

    def _base(self, release: shelf.Release) -> str:
        """The base IRI of a release; empty for one that is damaged. A manifest may be large."""
        if release.id not in self._bases:
            try:
                self._bases[release.id] = str(release.manifest["base_iri"])
            except OperatorError:
                return ""
        return self._bases[release.id]

    def get(self, name: str, current: "OpenRelease") -> "OpenRelease":
        """The release of a name (:func:`graph.shelf.named`); raises :class:`UnknownReleaseError`."""
        if name == current.shelved.id:
            return current
        kept = self.kept(current)
        meant = shelf.named(kept, name)
        if len(meant) != 1:
            raise UnknownReleaseError(name, kept)
        if meant[0].id == current.shelved.id:
            return current
        with self._lock:
            release = self._held.get(meant[0].id) or self._open(meant[0])
            if release is None or not self._may_be_asked(release, current):
                self._held.pop(meant[0].id, None)
                raise UnknownReleaseError(name, [one for one in kept if one.id != meant[0].id])
            self._held[meant[0].id] = release
            self._held.move_to_end(meant[0].id)
            while len(self._held) > _HELD:
                self._held.popitem(last=False)
            return release

    def _open(self, shelved: shelf.Release) -> "OpenRelease | None":
        try:
            return self._opened(shelved)
        except OperatorError as error:
            logger.error("release %s cannot be asked: %s", shelved.id, error)
            return None

    def _may_be_asked(self, release: "OpenRelease", current: "OpenRelease") -> bool:
        judged, verdict = self._judged.get(release.shelved.id, ("", False))
        if judged != current.shelved.id:
            verdict = may_be_asked(release.shelved, release.store, current.shelved, current.store)
            self._judged[release.shelved.id] = current.shelved.id, verdict
            if not verdict:
                logger.warning("release %s is held back: it tells what is closed now", release.shelved.id)
        return verdict
