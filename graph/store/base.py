"""base."""

from collections.abc import Sequence
from typing import Protocol

from graph.store import query_guard
from graph.store.oxigraph import Result


class Queryable(Protocol):
    """What can be asked: a store on disk, in memory or elsewhere."""

    def answer(
        self,
        query: query_guard.Query,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
    ) -> Result:
        """As :meth:`graph.store.oxigraph.Store.answer`."""


class Asked(Protocol):
    """A store: :class:`graph.store.oxigraph.Store` or :class:`graph.store.memory.MemoryStore`."""

    def answer(self, query: query_guard.Query) -> Result: ...
