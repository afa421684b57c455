"""What OpenAPI shows of the operations that give no example themselves: of each a request that was made of
the example minutes, and what was answered; declared by method and path in operations.json."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from starlette.routing import compile_path


@dataclass(frozen=True)
class Declared:
    """A request and its answer. ``asked`` is the path with its query, ``sent`` the fields of a form or the
    message that goes with it; ``media_type`` is that of the answer, of which ``example`` is the beginning
    (nothing for bytes), and ``schema`` the JSON Schema of one in JSON that has no type in the code. Without a
    media type the answer leads on, and the example is where to."""

    asked: str
    media_type: str = ""
    example: Any = None
    schema: dict[str, Any] | None = None
    sent: dict[str, Any] | None = None


@cache
def declared() -> dict[str, Declared]:
    """The declarations by ``METHOD /path``, as OpenAPI has paths."""
    held = json.loads((files("api.about") / "operations.json").read_text(encoding="utf-8"))
    return {operation: Declared(**told) for operation, told in held.items()}


def shown(told: dict[str, Any]) -> dict[str, Any]:
    """An OpenAPI document, with the declared examples and schemas put into it."""
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            if one := declared().get(f"{method.upper()} {path}"):
                _show(operation, path, one)
    return told


def _show(operation: dict[str, Any], path: str, one: Declared) -> None:
    asked = urlsplit(one.asked)
    given: dict[str, Any] = {name: values[0] for name, values in parse_qs(asked.query).items()}
    pattern, _, _ = compile_path(path.replace("{path}", "{path:path}"))
    if found := pattern.match(unquote(asked.path)):
        given |= found.groupdict()
    for parameter in operation.get("parameters", ()):
        if parameter["name"] in given:
            parameter["example"] = given[parameter["name"]]
    for content in operation.get("requestBody", {}).get("content", {}).values():
        content.setdefault("example", one.sent)
    if not one.media_type:  # it leads on
        led = {"schema": {"type": "string"}, "example": one.example}
        operation["responses"]["303"]["headers"] = {"Location": led}
        return
    answer = operation["responses"]["200"]["content"][one.media_type]
    if one.example is None:
        answer["examples"] = {"file": {"summary": f"The bytes of {one.asked}"}}
    else:
        answer["example"] = one.example
    if one.schema:
        answer["schema"] = one.schema
