"""What research tools say of the tables: frictionless of the data package, mlcroissant of Croissant, roc-validator
of the RO-Crate; and what polars and DuckDB read of them over HTTP. Nothing is asked for over the network but of a
server of our own: the context of RO-Crate comes from a package of npm, DuckDB's extension from one of Python."""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cataloguing import STATED
from environments import python_with
from fastapi.testclient import TestClient
from npm_packages import installed
from places import TESTS

from api.app import create_app
from api.tables.endpoint import LINES
from graph.base.config import Config
from graph.release import archive
from graph.tables.definitions import tables

JUDGES = """
import io, json, sys
from pathlib import Path

from functools import cache

import frictionless, mlcroissant
from rdflib.plugins.sparql import processor
from requests.adapters import HTTPAdapter
from requests_cache import CachedSession
from rocrate_validator import models, services
from urllib3 import HTTPResponse

class Kept(HTTPAdapter):
    def send(self, request, **told):
        data = io.BytesIO(Path(sys.argv[1]).read_bytes())
        kind = {"Content-Type": "application/ld+json"}
        return self.build_response(request, HTTPResponse(data, kind, 200, preload_content=False))

# A query of a shape is asked of one thing after the other: it is parsed once.
parse, translate = processor.parseQuery, processor.translateQuery

@cache
def once(text, base, names):
    return translate(parse(text), base, dict(names))

processor.parseQuery = lambda text: text
processor.translateQuery = lambda text, base, names: once(text, base, tuple(names.items()))

session = CachedSession("kept", backend="sqlite", expire_after=-1)
session.mount("https://w3id.org/", Kept())
session.get("https://w3id.org/ro/crate/1.2/context")

crate = services.validate(services.ValidationSettings(
    rocrate_uri="crate", profile_identifier="ro-crate-1.2", requirement_severity=models.Severity.RECOMMENDED,
    cache_path=Path("kept"), offline=True,
))
package = frictionless.validate("crate/datapackage.json")
croissant = mlcroissant.Dataset(jsonld="crate/croissant.json").metadata.issues
print(json.dumps({
    "frictionless": [len(package.tasks), package.flatten(["type", "note"])],
    "croissant": [*croissant.errors, *croissant.warnings],
    "ro-crate": [[one.severity.name, one.message] for one in crate.get_issues()],
}))
"""
READERS = """
import json, sys
from importlib.resources import files

import duckdb, polars

lines, folder = json.loads(sys.argv[1]), sys.argv[2]
whole = eval(lines["polars (Python)"].removeprefix("import polars; "))
part = polars.scan_parquet(folder + "mention.parquet").select(polars.col("surface").n_unique()).collect().item()
[httpfs] = (files("duckdb_extension_httpfs") / "extensions" / f"v{duckdb.__version__}").iterdir()
duckdb.sql(f"LOAD '{httpfs}'")
count = f"SELECT count(DISTINCT surface) FROM '{folder}mention.parquet'"
[[_, asked]] = duckdb.sql(f"EXPLAIN ANALYZE {count}").fetchall()
print(json.dumps({
    "polars": [whole.shape, whole["item"].n_unique(), part],
    "duckdb": [duckdb.sql(lines["DuckDB"]).fetchall(), duckdb.sql(count).fetchone(), asked],
}))
"""


def run(python: Path, code: str, *arguments: str | Path, folder: Path) -> dict[str, Any]:
    """What a program prints as JSON."""
    command = [python, "-c", code, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.fixture(scope="module")
def python(request: pytest.FixtureRequest) -> Path:
    return python_with(request, TESTS / "tables-requirements.txt", beside=True)


def test_research_tools_find_nothing_wrong(python: Path, few: Config, tmp_path: Path) -> None:
    context = installed() / "node_modules" / "ro-crate" / "lib" / "context.json"
    crate = tmp_path / "crate"
    shutil.copytree(archive.current(few) / "tables", crate)
    with TestClient(create_app(replace(few, **STATED))) as client:
        for name in ("datapackage.json", "croissant.json", "ro-crate-metadata.json"):
            (crate / name).write_bytes(client.get(f"/tabeller/{name}").content)
    verdicts = run(python, JUDGES, context, folder=tmp_path)
    assert verdicts["frictionless"] == [len(tables()), []]
    assert verdicts["croissant"] == []
    # A municipality is in no register of research organisations; that this is told shows that the shapes were asked.
    [[severity, message]] = verdicts["ro-crate"]
    assert severity == "RECOMMENDED"
    assert "ROR identifier" in message


def test_polars_and_duckdb_read_over_http_the_parts_they_need(
    python: Path, published: Config, port: int, tmp_path: Path
) -> None:
    folder = f"http://127.0.0.1:{port}/tabeller/"
    lines = {tool: line.format(folder) for tool, line in LINES.items()}
    told = run(python, READERS, json.dumps(lines), folder, folder=tmp_path)
    shape, items, surfaces = told["polars"]
    assert (shape, items) == ([102, len(tables()["item"].columns)], 102)
    years, [same], asked = told["duckdb"]
    assert (len(years), years[0], sum(n for _, n in years)) == (9, [2016, 12], 102)
    assert same == surfaces > 0
    # The column came in several ranges, which are less than the file.
    [gets], [got] = re.findall(r"#GET: (\d+)", asked), re.findall(r"in: ([\d.]+) KiB", asked)
    assert int(gets) > 1
    assert 0 < float(got) * 1024 < (archive.current(published) / "tables" / "mention.parquet").stat().st_size
