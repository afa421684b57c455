"""The named queries as tests ask them."""

from typing import Any

from pyoxigraph import NamedNode

from graph.queries.named import NamedQuery

_OF_ONE = {
    "pointing_here": {
        "thing": NamedNode("http://127.0.0.1:8000/id/aadalsoe/moede/direktionen/2022-10-03"),
    }
}
"""Those that list all that the store holds, where they are asked of no thing, and the thing they are asked of."""


def as_asked(query: NamedQuery, **options: Any) -> str:
    """The text of a query as it stands, or with options of :meth:`NamedQuery.bind`."""
    values = _OF_ONE.get(query.name, {})
    return query.bind(values, **options) if values or options else query.text
