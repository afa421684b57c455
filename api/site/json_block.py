"""json_block."""

import json
from typing import Any

from markupsafe import Markup

_CONTEXT = "https://schema.org/"


def block(value: dict[str, Any]) -> Markup:
    """JSON as it can stand in a script element: nothing in it ends the element or begins a comment."""
    text = json.dumps({"@context": _CONTEXT, **value}, ensure_ascii=False, indent=1)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704


def _organisation(iri: str, name: str) -> dict[str, Any]:
    return {"@type": "Organization", "@id": iri, "name": name}
