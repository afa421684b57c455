"""How a release is cited: the line, BibTeX, CITATION.cff and the page with them."""

import hashlib
import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from environments import python_with
from fastapi.testclient import TestClient
from kept_releases import BASE, made
from places import TESTS
from rdflib import Graph
from samples import put

from api.app import create_app
from api.site.addresses import SiteAddresses
from graph.base.config import Config
from graph.catalogue.citation import Citation
from graph.catalogue.holdings import Holdings, read_holdings
from graph.publishing.adopt import adopt
from graph.release import archive
from graph.release.archive import Release
from graph.store.oxigraph import Store

pytestmark = pytest.mark.usefixtures("little_ontology")

HTML = {"Accept": "text/html"}
VALIDATE = """
import sys
from cffconvert.cli.cli import cli
for arguments in (["--validate"], ["--format", "schema.org"]):
    cli(["-i", sys.argv[1], *arguments], standalone_mode=False)
"""


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    config = Config(
        data_dir=tmp_path_factory.mktemp("cited") / "data",
        licence="https://creativecommons.org/licenses/by/4.0/",
        publisher='Ådalsø "Kommune" & Co_',
        publisher_iri="https://aadalsoe.example/",
        contact_email="data@aadalsoe.example",
    )
    put(config, a="12")
    put(config, a="12", b="19")
    for day, release in enumerate(archive.releases(config), start=1):
        made(release, f"2026-05-0{day}T10:00:00+00:00")
    return config


@pytest.fixture(scope="module")
def releases(config: Config) -> list[Release]:
    return archive.releases(config)


@pytest.fixture(scope="module")
def site(config: Config) -> Iterator[TestClient]:
    with TestClient(create_app(config), base_url=BASE) as client:
        yield client


def citation(config: Config, release: Release) -> Citation:
    with Store.open_read_only(release.store) as store:
        return Citation(config, release, read_holdings(release, store), SiteAddresses(config.base_iri))


@pytest.fixture(scope="module")
def python(request: pytest.FixtureRequest) -> Path:
    """A Python with cffconvert."""
    return python_with(request, TESTS / "cff-requirements.txt")


def validated(python: Path, folder: Path, text: str) -> dict[str, Any]:
    """What cffconvert, which finds the file valid, makes of it for schema.org."""
    (folder / "CITATION.cff").write_text(text, encoding="utf-8")
    run = [str(python), "-c", VALIDATE, str(folder / "CITATION.cff")]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    told: dict[str, Any] = json.loads(done.stdout.partition("\n")[2])
    return told


def parsed(text: str) -> dict[str, Any]:
    """The fields of a file, each of which stands on a line as JSON."""
    return {
        name: json.loads(value) for name, value in (line.split(": ", 1) for line in text.split("\n")[:-1])
    }


def test_the_validator_refuses_what_is_wrong(python: Path, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="'title' is a required property"):
        validated(python, tmp_path, 'cff-version: 1.2.0\nmessage: x\nauthors: [{"name": "y"}]\n')


def test_the_file_is_valid_and_tells_what_a_citation_needs(
    site: TestClient, releases: list[Release], python: Path, tmp_path: Path
) -> None:
    answer = site.get("/CITATION.cff")
    assert answer.headers["content-type"] == "application/yaml"
    told = parsed(answer.text)
    read = validated(python, tmp_path, answer.text)
    assert (read["version"], read["datePublished"]) == (releases[1].id, "2026-05-02")
    release = releases[1]
    manifest = hashlib.sha256((release.path / "manifest.json").read_bytes()).hexdigest()
    dump = hashlib.sha256((release.path / "dumps" / "sagsgraf.nq.gz").read_bytes()).hexdigest()
    assert told == told | {
        "type": "dataset",
        "version": release.id,
        "date-released": "2026-05-02",
        "authors": [{"name": 'Ådalsø "Kommune" & Co_', "website": "https://aadalsoe.example/"}],
        "title": "Referater fra Ådalsø Kommune: hele grafen",
        "url": f"{BASE}/citer?release={release.id}",
        "license-url": "https://creativecommons.org/licenses/by/4.0/",
        "repository-artifact": f"{BASE}/dump/sagsgraf.nq.gz?release={release.id}",
    }
    assert [one["value"] for one in told["identifiers"]] == [f"sha256:{manifest}", f"sha256:{dump}"]
    assert "2 referater" in told["abstract"]
    assert release.id.endswith(manifest[:12])


def test_each_release_has_its_own(site: TestClient, releases: list[Release]) -> None:
    told = parsed(site.get("/CITATION.cff?release=1").text)
    assert (told["version"], told["date-released"]) == (releases[0].id, "2026-05-01")
    assert "1 referater" in told["abstract"]


def test_with_no_more_than_must_be_set_it_is_valid_too(
    config: Config, releases: list[Release], python: Path, tmp_path: Path
) -> None:
    text = citation(Config(data_dir=config.data_dir), releases[0]).cff()
    validated(python, tmp_path, text)
    told = parsed(text)
    assert told["authors"] == [{"name": "Ådalsø Kommune"}]
    assert "contact" not in told
    assert "license-url" not in told


@pytest.mark.parametrize("name", ["Ny\nLinje: [x]", "'\"\\ # {}", "Æ\u2028ø\u0085", "- true", "🏛"])
def test_any_name_stays_a_name(
    config: Config, releases: list[Release], name: str, python: Path, tmp_path: Path
) -> None:
    text = citation(replace(config, publisher=name), releases[0]).cff()
    assert parsed(text)["authors"] == [{"name": name, "website": "https://aadalsoe.example/"}]
    assert validated(python, tmp_path, text)["author"][0]["name"] == name


def test_the_line_and_bibtex(config: Config, releases: list[Release]) -> None:
    one = citation(config, releases[0])
    release = releases[0].id
    assert one.line("udgivelse") == (
        f'Ådalsø "Kommune" & Co_ (2026): Referater fra Ådalsø Kommune: hele grafen, udgivelse {release}, '
        f"2026-05-01. {BASE}/citer?release={release}"
    )
    assert one.bibtex() == (
        f"@misc{{sagsgraf-{release},\n"
        '  author = {{Ådalsø "Kommune" \\& Co\\_}},\n'
        "  title = {{Referater fra Ådalsø Kommune: hele grafen}},\n"
        "  year = {2026},\n"
        f"  version = {{{release}}},\n"
        f"  url = {{{BASE}/citer?release={release}}},\n"
        f"  note = {{Udgivelse {release}, 2026-05-01}}\n"
        "}\n"
    )


def test_the_page(site: TestClient, releases: list[Release]) -> None:
    first, second = (release.id for release in releases)
    page = site.get("/citer", headers=HTML).text
    assert f"hele grafen, udgivelse {second}, 2026-05-02. {BASE}/citer?release={second}</cite>" in page
    assert f'href="/diff?from={first}&amp;to={second}"' in page
    assert page.count("<h1>") == 1
    earlier = site.get("/en/citer?release=1", headers=HTML).text
    assert f"hele grafen, release {first}, 2026-05-01." in earlier
    assert f'href="/CITATION.cff?release={first}"' in earlier
    told = site.get("/citer", headers={"Accept": "application/json"}).json()
    assert told["release"] == second
    assert [one["release"] for one in told["kept"]] == [second, first]
    assert told["totals"]["published"] == 2
    assert f"sagsgraf-{second}.bib" in site.get("/citation.bib").headers["content-disposition"]
    assert "/citer" in site.get("/", headers=HTML).text


def test_a_file_that_is_served_as_it_is_cannot_be_cited(tmp_path: Path) -> None:
    file = tmp_path / "x.ttl"
    Graph().serialize(file)
    config = adopt(file, Config(), tmp_path / "data")
    with TestClient(create_app(config), base_url=BASE) as site:
        assert site.get("/citer").status_code == 404
        assert (
            site.get("/sparql", params={"query": "ASK {}"}).headers["sagsgraf-release"] == f"0001-{'0' * 12}"
        )
        assert site.get("/sparql", params={"query": "ASK {}", "release": "1"}).status_code == 200


def test_a_release_without_a_time(config: Config, releases: list[Release]) -> None:
    timeless = Release(releases[0].path)
    timeless.__dict__["created"] = ""
    holdings: Holdings = citation(config, releases[0]).holdings
    one = Citation(config, timeless, holdings, SiteAddresses(config.base_iri))
    assert "date-released" not in parsed(one.cff())
    assert one.line("udgivelse").startswith('Ådalsø "Kommune" & Co_: Referater')
