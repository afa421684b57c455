"""What every store can be asked: those on disk, in memory and on a server."""

from collections.abc import Sequence
from typing import Protocol

from graph.store import query_guard
from graph.store.oxigraph import Result


class QueryStore(Protocol):
    """A store that answers queries."""

    def answer(
        self,
        query: query_guard.Query,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
    ) -> Result:
        """As :meth:`graph.store.oxigraph.Store.answer`."""
