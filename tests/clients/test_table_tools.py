"""What research tools say of the tables: frictionless of the data package, mlcroissant of Croissant, roc-validator
of the RO-Crate. Nothing is asked for over the network: the context of RO-Crate comes from a package of npm."""

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from cataloguing import STATED
from environments import python_with
from fastapi.testclient import TestClient
from npm_packages import installed
from places import TESTS

from api.app import create_app
from graph.base.config import Config
from graph.release import archive
from graph.tables.definitions import tables

JUDGES = """
import io, json, sys
from pathlib import Path

import frictionless, mlcroissant
from requests.adapters import HTTPAdapter
from requests_cache import CachedSession
from rocrate_validator import models, services
from urllib3 import HTTPResponse

class Kept(HTTPAdapter):
    def send(self, request, **told):
        data = io.BytesIO(Path(sys.argv[1]).read_bytes())
        kind = {"Content-Type": "application/ld+json"}
        return self.build_response(request, HTTPResponse(data, kind, 200, preload_content=False))

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


def test_research_tools_find_nothing_wrong(
    request: pytest.FixtureRequest, few: Config, tmp_path: Path
) -> None:
    python = python_with(request, TESTS / "tables-requirements.txt", beside=True)
    context = installed() / "node_modules" / "ro-crate" / "lib" / "context.json"
    crate = tmp_path / "crate"
    shutil.copytree(archive.current(few) / "tables", crate)
    with TestClient(create_app(replace(few, **STATED))) as client:
        for name in ("datapackage.json", "croissant.json", "ro-crate-metadata.json"):
            (crate / name).write_bytes(client.get(f"/tabeller/{name}").content)
    judged = subprocess.run(
        [python, "-c", JUDGES, context], cwd=tmp_path, capture_output=True, text=True, timeout=900
    )
    assert judged.returncode == 0, judged.stderr
    verdicts = json.loads(judged.stdout)
    assert verdicts["frictionless"] == [len(tables()), []]
    assert verdicts["croissant"] == []
    # A municipality is in no register of research organisations; that this is told shows that the shapes were asked.
    [[severity, message]] = verdicts["ro-crate"]
    assert severity == "RECOMMENDED"
    assert "ROR identifier" in message
