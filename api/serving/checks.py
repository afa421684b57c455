"""The sums of all files of a release, worked out beside serving by a process of its own."""

import logging
import threading
from collections.abc import Callable

from graph.release.archive import Release
from graph.release.inspection import inspect
from graph.release.integrity import DamagedError

logger = logging.getLogger("sagsgraf")


class Checks:
    """Looks at releases, and tells of those that are damaged."""

    def __init__(self, found: Callable[[DamagedError], None]) -> None:
        """``found`` is called from a thread of its own."""
        self._found = found

    def begin(self, release: Release) -> threading.Event:
        """Look at a release; the event comes when that is done, and what is damaged has been told."""
        done = threading.Event()
        threading.Thread(target=self._look, args=(Release(release.path), done), daemon=True).start()
        return done

    def _look(self, release: Release, done: threading.Event) -> None:
        try:
            if files := inspect(release):
                self._found(DamagedError(release, files))
        except OSError as error:
            logger.warning("release %s could not be looked at: %s", release.id, error)
        done.set()
