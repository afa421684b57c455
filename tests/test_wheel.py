"""The wheel, installed where nothing else is: it holds all it needs, and publishes."""

import json
import os
import re
import subprocess
import sys
import venv
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest
from audit import unanswered, verdict
from places import ROOT
from samples import sample, write
from sbom import sbom


def run(*command: object, cwd: Path) -> "subprocess.CompletedProcess[str]":
    """A command outside the checkout, without this test's own settings of Python."""
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "SAGSGRAF_"))
    }
    done = subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


def test_all_data_files_are_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    for package in ("graph", "api"):
        files = [
            path for path in (ROOT / package).rglob("*") if path.is_file() and "__pycache__" not in path.parts
        ]
        assert {path.relative_to(ROOT).as_posix() for path in files} <= held
    shapes = {f"graph/data/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "shapes").rglob("*.ttl")}
    assert shapes
    assert shapes | {"graph/data/ontology.ttl"} <= held
    assert {path.split("/")[0] for path in held} == {"graph", "api", "sagsgraf-0.2.0.dist-info"}
    assert "sagsgraf-0.2.0.dist-info/licenses/LICENSE" in held


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-build.txt", "requirements-dev.txt"])
def test_lock_files_hold_versions_and_hashes_and_no_address(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    pinned = re.compile(r"(?:#.*)?|[a-z0-9.-]+==[0-9a-z.]+ \\|    --hash=sha256:[0-9a-f]{64}(?: \\)?")
    assert [line for line in lines if not pinned.fullmatch(line)] == []
    assert not [line for line in lines if "/" in line]


def place_requirements(site: Path) -> None:
    """Put what requirements.txt names, and nothing else, where a virtual environment looks for it."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    for name in re.findall(r"^([a-z0-9.-]+)==", text, re.MULTILINE):
        held = distribution(name)
        for top in {file.parts[0] for file in held.files or () if file.parts[0] not in ("..", "__pycache__")}:
            if not (site / top).exists():
                (site / top).symlink_to(held.locate_file(top))


def test_the_installed_command_publishes_and_answers(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv")
    (site,) = (tmp_path / "venv" / "lib").glob("python*/site-packages")
    place_requirements(site)
    python = tmp_path / "venv" / "bin" / "python"
    run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--quiet",
        "--no-deps",
        "--no-compile",
        wheel,
        cwd=tmp_path,
    )
    command = tmp_path / "venv" / "bin" / "sagsgraf"
    write(tmp_path / "minutes", a=sample())
    assert "is current: 1 of 1 documents" in run(command, "publish", "minutes", cwd=tmp_path).stdout
    query = tmp_path / "q.rq"
    query.write_text("SELECT (COUNT(*) AS ?n) { ?x a <https://w3id.org/sagsgraf/ns#AgendaItem> }")
    both = (
        "import sys; from api.app import create_app; from api.cli.main import main; "
        "from graph.base.config import Config; create_app(Config()); "
        "sys.argv[1:] = ['query', 'q.rq', '--format', 'json']; main()"
    )
    answer = json.loads(run(python, "-W", "error", "-c", both, cwd=tmp_path).stdout)
    assert answer["results"]["bindings"][0]["n"]["value"] == "2"


def test_the_bill_of_materials_has_every_package_of_the_lock() -> None:
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    made = sbom(lock)
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    locked = set(re.findall(r"^([a-z0-9._-]+)(?:\[.*\])?==([^ \\]+)", lock, re.MULTILINE))
    assert {(one["name"], one["version"]) for one in made["components"]} == locked
    (rdflib,) = (one for one in made["components"] if one["name"] == "rdflib")
    assert re.fullmatch(r"pkg:pypi/rdflib@[\d.]+", rdflib["purl"])
    assert rdflib["licenses"]
    assert {one["value"] for one in rdflib["properties"]} <= set(re.findall(r"sha256:([0-9a-f]{64})", lock))
    assert sum(len(one["properties"]) for one in made["components"]) == lock.count("--hash=sha256:")


def test_an_audit_tells_of_how_many_packages_the_index_knew() -> None:
    weak = {"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1"}]}
    unknown = {"name": "b", "skip_reason": "not found"}
    assert verdict({"dependencies": [weak, unknown]}) == (
        1,
        ["a 1: PYSEC-1", "audit: the index knew 1 of 2 packages; 1 with a known weakness"],
    )
    assert verdict({"dependencies": [unknown]})[0] == 0


def test_an_audit_that_fails_is_none_that_found_nothing() -> None:
    assert unanswered("")[0] == 0
    assert unanswered("Max retries exceeded: Failed to establish a new connection")[0] == 0
    assert unanswered("usage: ...\npip-audit: error: hashes differ\n") == (
        2,
        "audit: pip-audit: error: hashes differ",
    )
