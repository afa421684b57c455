"""Make api/about/operations.json anew: what each declared request is answered, of the example minutes.

``python tests/operations.py`` publishes them, asks, and writes the beginning of each answer; requests and schemas
stay as they are there.
"""

import json
import sys
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from cataloguing import STATED  # noqa: E402
from fastapi.testclient import TestClient  # noqa: E402
from httpx2 import Response  # noqa: E402
from municipalities import settings, two  # noqa: E402

from api.about.operations import Declared, declared  # noqa: E402
from api.app import create_app  # noqa: E402
from graph.base.config import Config  # noqa: E402
from graph.publishing.publish import publish  # noqa: E402

HERE = ROOT / "api" / "about" / "operations.json"
_LINES, _NAMES, _MEMBERS, _LETTERS = 3, 12, 4, 200
_BYTES = ("gzip", "parquet")


def main() -> None:
    """Write the file."""
    with TemporaryDirectory() as folder:
        config = settings(Path(folder))
        publish(None, two(Path(folder)))
        with client_of(config) as client:
            made = {operation: _made(client, operation, one) for operation, one in declared().items()}
    HERE.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def client_of(config: Config) -> TestClient:
    """A client of a site with all that a catalogue states."""
    app = create_app(replace(config, **STATED))
    return TestClient(app, base_url=config.base_iri, follow_redirects=False)


def _made(client: TestClient, operation: str, one: Declared) -> dict[str, Any]:
    answer = ask(client, one)
    if answer.status_code not in (200, 303):
        raise SystemExit(f"{operation}: {answer.status_code} {answer.text[:_LETTERS]}")
    told = asdict(replace(one, example=beginning(one, answer)))
    return {name: value for name, value in told.items() if value not in (None, "")}


def ask(client: TestClient, one: Declared) -> Response:
    """What is answered to the request of a declaration."""
    headers = {"Accept": one.media_type or "*/*"}
    if one.sent is None:
        return client.get(one.asked, headers=headers)
    if "jsonrpc" in one.sent:
        return client.post(one.asked, headers=headers, json=one.sent)
    return client.post(one.asked, headers=headers, data=one.sent)


def beginning(one: Declared, answer: Response) -> Any:
    """The part of an answer that is shown; nothing of bytes."""
    if not one.media_type:
        return answer.headers["location"]
    if one.media_type.endswith(_BYTES):
        return None
    if one.media_type.endswith("json"):
        return _shortened(answer.json())
    return "\n".join(answer.text.splitlines()[:_LINES]) + "\n"


def _shortened(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _shortened(of) for name, of in [*value.items()][:_NAMES]}
    if isinstance(value, list):
        return [_shortened(of) for of in value[: 1 if value and isinstance(value[0], dict) else _MEMBERS]]
    return value[:_LETTERS] if isinstance(value, str) else value


if __name__ == "__main__":
    main()
