"""Clients that others' generators make of /openapi.json, one in Python and one in TypeScript, on a real server."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from environments import python_with
from npm_packages import installed
from places import TESTS

IN_PYTHON = """
import json, sys
from records_client import Client
from records_client.api.records import case, decisions, meetings

client = Client(base_url=sys.argv[1], raise_on_unexpected_status=True)
one = case.sync("20-4417", client=client, expand="course")
last, days, cursor = None, [], None
while last is None or last.next_:
    last = meetings.sync(client=client, limit=10, cursor=cursor or None)
    days += [meeting.date for meeting in last.items]
    cursor = last.next_ and last.next_.partition("cursor=")[2].partition("&")[0]
postponed = decisions.sync(client=client, body="direktionen", outcome="udsat")
print(json.dumps({
    "number": one.number,
    "outcomes": [item.decision.outcomes[0].en for item in one.course if item.decision],
    "meetings": len(days),
    "quote": postponed.items[0].decision.quote.words,
}))
"""
IN_TYPESCRIPT = """
import createClient from "openapi-fetch";
import type { paths } from "./openapi.js";

declare const process: { argv: string[] };
const client = createClient<paths>({ baseUrl: process.argv[2] ?? "" });
function got<T>({ data, error }: { data?: T; error?: unknown }): T {
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
}
const one = got(await client.GET("/api/v1/cases/{number}", {
  params: { path: { number: "20-4417" }, query: { expand: "course" } },
}));
const days: (string | null | undefined)[] = [];
let cursor: string | undefined;
do {
  const page = got(await client.GET("/api/v1/meetings", { params: { query: { limit: 10, cursor } } }));
  days.push(...page.items.map((meeting) => meeting.date));
  cursor = page.next ? new URL(page.next).searchParams.get("cursor") ?? undefined : undefined;
} while (cursor);
const postponed = got(await client.GET("/api/v1/decisions", {
  params: { query: { body: "direktionen", outcome: "udsat" } },
}));
console.log(JSON.stringify({
  number: one.number,
  outcomes: (one.course ?? []).flatMap((item) => item.decision ? [item.decision.outcomes[0]?.en] : []),
  meetings: days.length,
  quote: postponed.items[0]?.decision?.quote.words,
}));
"""
TOLD = {
    "number": "20-004417",
    "outcomes": [
        "Recommended to the next body",
        "Approved with a remark or change",
        "Returned to the administration",
        "Approved",
    ],
    "meetings": 16,
}


@pytest.fixture
def described(port: int, tmp_path: Path) -> Path:
    """/openapi.json of the server as a file."""
    path = tmp_path / "openapi.json"
    with urlopen(f"http://127.0.0.1:{port}/openapi.json") as answer:
        path.write_bytes(answer.read())
    return path


def run(program: list[str], folder: Path, **environment: str) -> str:
    done = subprocess.run(
        program, cwd=folder, capture_output=True, text=True, timeout=300, env={**os.environ, **environment}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def check(printed: str) -> None:
    told: dict[str, Any] = json.loads(printed)
    assert told.pop("quote").startswith("Udsat.")
    assert told == TOLD


def test_a_client_in_python(request: pytest.FixtureRequest, described: Path, port: int) -> None:
    python = str(python_with(request, TESTS / "openapi-requirements.txt"))
    folder = described.parent
    generate = ["-m", "openapi_python_client", "generate", "--path", described.name, "--meta", "none"]
    run([python, *generate, "--output-path", "records_client"], folder)
    (folder / "ask.py").write_text(IN_PYTHON, encoding="utf-8")
    check(run([python, "ask.py", f"http://127.0.0.1:{port}"], folder, PYTHONPATH=str(folder)))


def test_a_client_in_typescript(described: Path, port: int) -> None:
    folder = described.parent
    (folder / "node_modules").symlink_to(installed() / "node_modules")
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (folder / "ask.ts").write_text(IN_TYPESCRIPT, encoding="utf-8")
    settings = {"strict": True, "module": "nodenext", "target": "es2022", "types": [], "skipLibCheck": True}
    (folder / "tsconfig.json").write_text(
        json.dumps({"compilerOptions": settings, "files": ["ask.ts"]}), encoding="utf-8"
    )
    binaries = folder / "node_modules" / ".bin"
    run([str(binaries / "openapi-typescript"), described.name, "-o", "openapi.d.ts"], folder)
    run([str(binaries / "tsc"), "-p", "."], folder)
    check(run(["node", "ask.js", f"http://127.0.0.1:{port}"], folder))
