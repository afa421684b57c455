"""Documents of JSON-LD that name their context by address, for parsers that fetch nothing."""

import json
from typing import Any

from graph.ontology.iris import context
from graph.ontology.terms import vocabulary


def with_context(document: dict[str, Any], base: str = "http://127.0.0.1:8000") -> dict[str, Any]:
    """A document with what stands at the address of its context, which has to be the one there is."""
    assert document["@context"] == str(context(base))
    return {**document, **vocabulary().context()}


def inlined(content: bytes | str, base: str = "http://127.0.0.1:8000") -> str:
    """As :func:`with_context`, of the text of a document."""
    return json.dumps(with_context(json.loads(content), base))
