"""The release that is served: opened read-only, and left for a new one without dropping a request."""

import logging
import os
import sqlite3
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import QueryBoolean, QuerySolutions, Triple

from api.earlier import Earlier, UnknownReleaseError
from graph import alphabet, shelf
from graph.config import Config, OperatorError
from graph.search import Index
from graph.store import Store

logger = logging.getLogger("sagsgraf")

Row = Mapping[str, str]


@dataclass(frozen=True)
class OpenRelease:
    """A release in use. Whoever holds one reads the same data to the end, whatever is published since."""

    shelved: shelf.Release
    store: Store
    index: Index | None
    """For searching; a release made by an earlier version has none."""

    @property
    def documents(self) -> int:
        """How many sets of minutes it holds."""
        return len(self.shelved.published)

    def text(self, minutes: str) -> str:
        """The served text of minutes of that IRI; empty when the release holds none of it."""
        return self.shelved.text(minutes) if minutes in self.shelved.published else ""

    @cached_property
    def _withdrawn(self) -> dict[str, dict[str, str]]:
        return {line["iri"]: line for line in self.shelved.manifest.get("withdrawn", [])}

    def withdrawn(self, iri: str) -> dict[str, str] | None:
        """What the release tells of the withdrawal of a thing, or of what it is a part of: ``iri`` of the
        one or the other, ``reason`` and ``at``."""
        parts = iri.split("/")
        above = ("/".join(parts[:length]) for length in range(len(parts), 0, -1)) if self._withdrawn else ()
        return next((self._withdrawn[one] for one in above if one in self._withdrawn), None)

    def describe(self, iri: str) -> list[Triple]:
        """The triples that the document about a thing consists of."""
        return list(self.store.description(iri))

    def rows(self, query: str) -> list[Row]:
        """The rows of a SELECT as words by variable; a variable without a value has the empty word.

        Rows that the query orders by labels are in the order of the Danish alphabet.
        """
        results = self.store.query(query)
        assert isinstance(results, QuerySolutions)
        names = [variable.value for variable in results.variables]
        rows = [
            {name: getattr(term, "value", "") for name, term in zip(names, row, strict=True)}
            for row in results
        ]
        return alphabet.rows_in_order(query, rows)

    def ask(self, query: str) -> bool:
        """The answer of an ASK."""
        results = self.store.query(query)
        assert isinstance(results, QueryBoolean)
        return bool(results)


class Releases:
    """Hands out the current release; looks at the link ``current`` each time, which is cheap.

    A request that was handed a release keeps it open by holding it; the last one to let go closes it.
    """

    def __init__(self, config: Config) -> None:
        """Open what is current, if anything is; raises as :meth:`open` does."""
        self._config = config
        self._link = str(config.data_dir / "current")
        self._lock = threading.Lock()
        self._refused = ""
        self._earlier = Earlier(config, self.open)
        shelved = shelf.current_release(config)
        self._open = self.open(shelved) if shelved else None

    def latest(self) -> OpenRelease | None:
        """The current release, if there is one. One that cannot be opened is told to the log, and the
        one before it goes on serving."""
        name = self._current_name()
        with self._lock:
            known = {self._refused, self._open.shelved.id if self._open else ""}
            if name is not None and name not in known:
                self._switch(name)
            return self._open

    def kept(self, name: str) -> OpenRelease:
        """The release of that id, beginning of an id, or number: the current one or one before it.

        Raises :class:`api.earlier.UnknownReleaseError`.
        """
        current = self.latest()
        if current is None:
            raise UnknownReleaseError(name, ())
        return self._earlier.get(name, current)

    def all_kept(self) -> list[shelf.Release]:
        """The releases that :meth:`kept` gives, as far as that is known before they are opened; the oldest
        first."""
        current = self.latest()
        return self._earlier.kept(current) if current else []

    def askable(self, most: int) -> list[shelf.Release]:
        """So many of the latest releases that :meth:`kept` gives, the latest first."""
        current = self.latest()
        return self._earlier.askable(current, most) if current else []

    @property
    def municipality(self) -> str:
        """The name of the municipality whose release was opened last; empty before the first."""
        return str(self._open.shelved.manifest["profile"]["name"]) if self._open else ""

    def _current_name(self) -> str | None:
        try:
            return os.readlink(self._link).rpartition("/")[2]  # noqa: PTH115  # asked at each request
        except OSError:
            return None

    def _switch(self, name: str) -> None:
        try:
            self._open = self.open(shelf.Release(shelf.folder(self._config) / name))
            logger.info("serving release %s", name)
        except OperatorError as error:
            self._refused = name
            logger.error("release %s is not served: %s", name, error)

    def open(self, shelved: shelf.Release) -> OpenRelease:
        """Open a release; raises :class:`OperatorError` for one that is damaged or of another site."""
        try:
            base = shelved.manifest["base_iri"]
            store = Store.open_read_only(shelved.store)
            index = Index(shelved.search) if shelved.search.exists() else None
        except (OSError, ValueError, KeyError, sqlite3.Error) as error:
            raise OperatorError(f"{shelved.path} cannot be read ({error}); publish again") from error
        if base != self._config.base_iri:
            raise OperatorError(
                f"{shelved.id} was published under {base}, but base_iri is {self._config.base_iri};"
                " publish again"
            )
        return OpenRelease(shelved, store, index)
