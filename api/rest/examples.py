"""What each operation answers, as OpenAPI shows it: of the example minutes, in examples.json."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


def example(name: str) -> Any:
    """The example of an operation."""
    return _examples()[name]


@cache
def _examples() -> dict[str, Any]:
    held: dict[str, Any] = json.loads((files("api.rest") / "examples.json").read_text(encoding="utf-8"))
    return held
