"""What CKAN would import: ckanext-dcat's own parser, in an environment of its own, harvests the served catalogue."""

import hashlib
import json
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cataloguing import LICENCE, STATED
from environments import python_with
from places import TESTS
from samples import sample, write
from serving import served

from graph.base.config import Config
from graph.catalogue import catalogue
from graph.publishing.publish import publish
from graph.release import archive

REQUIREMENTS = TESTS / "ckan-requirements.txt"
EU = "http://publications.europa.eu/resource/authority"
BODY = "kultur-og-fritidsudvalget"


@pytest.fixture(scope="module")
def ckan(request: pytest.FixtureRequest) -> Path:
    """A Python with CKAN's parser."""
    return python_with(request, REQUIREMENTS)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Config]:
    """A served site of three meetings of two bodies, whose catalogue has pages of four datasets."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("ckan")
    config = Config(base_iri=f"http://127.0.0.1:{port}", data_dir=folder / "data", **STATED)
    texts = {
        "a": sample(),
        "b": sample(body="Kultur- og Fritidsudvalget"),
        "c": sample(body="Kultur- og Fritidsudvalget").replace("2023", "2022"),
    }
    publish(write(folder / "minutes", **texts), config)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "PAGE", 4)
        with served(config, port):
            yield config


FORMS = {
    "": "text/turtle",
    ".rdf": "application/rdf+xml",
    ".jsonld": "application/ld+json",
    ".nt": "application/n-triples",
    "?_profile=dcat-ap-dk": "text/turtle",
}
Pages = list[dict[str, Any]]
Harvested = dict[tuple[str, str], Pages]


def gathered(ckan: Path, site: Config, asked: list[tuple[str, str]], register: str = "") -> Harvested:
    """The pages of the catalogue as CKAN gathers them, by the language of the portal and the suffix that are asked
    for; by one process, which takes longer to start than to gather."""
    words = [f"{language} {site.base_iri}/catalog{suffix}" for language, suffix in asked]
    done = subprocess.run(
        [str(ckan), str(TESTS / "ckan_harvest.py"), register, *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(zip(asked, json.loads(done.stdout), strict=True))


@pytest.fixture(scope="module")
def harvested(ckan: Path, site: Config) -> Harvested:
    return gathered(ckan, site, [*(("da", suffix) for suffix in FORMS), ("en", ""), ("de", "")])


def fields(dataset: dict[str, Any]) -> dict[str, str]:
    """The extra fields of a dataset."""
    return {extra["key"]: extra["value"] for extra in dataset["extras"]}


@pytest.mark.parametrize("suffix", FORMS)
def test_all_pages_are_harvested_each_dataset_once(harvested: Harvested, site: Config, suffix: str) -> None:
    pages = harvested["da", suffix]
    assert [len(page["datasets"]) for page in pages] == [4, 2]
    assert {page["format"] for page in pages} == {FORMS[suffix]}
    datasets = [dataset for page in pages for dataset in page["datasets"]]
    uris = [fields(dataset)["uri"].removeprefix(f"{site.base_iri}/catalog/dataset/") for dataset in datasets]
    assert sorted(uris) == [
        "aar",
        "hele-grafen",
        "ontologi",
        "organ/direktionen",
        f"organ/{BODY}",
        "tabeller",
    ]
    assert len({dataset["name"] for dataset in datasets}) == 6
    assert {one["format"] for dataset in datasets for one in dataset["resources"]} == {
        *("JSON", "JSON-LD", "N-Quads", "N-Triples", "Parquet", "RDF", "SPARQL", "TXT", "Turtle"),
    }
    assert all(len({tag["name"] for tag in d["tags"]}) == len(d["tags"]) > 2 for d in datasets)


def one(pages: Pages, path: str) -> dict[str, Any]:
    """The dataset of that path."""
    found = [d for page in pages for d in page["datasets"] if fields(d)["uri"].endswith(f"/dataset/{path}")]
    assert len(found) == 1
    return found[0]


def test_a_dataset_comes_over_field_by_field(harvested: Harvested, site: Config) -> None:
    dataset = one(harvested["da", ""], f"organ/{BODY}")
    base, created = site.base_iri, archive.Release(archive.current(site)).created
    iri = f"{base}/catalog/dataset/organ/{BODY}"
    assert dataset["title"] == "Referater fra Kultur- og Fritidsudvalget"
    assert dataset["notes"].startswith("2 møder i Kultur- og Fritidsudvalget, Ådalsø Kommune, 2022–2023:")
    assert dataset["url"] == f"{iri}.html"
    assert dataset["license_id"] == "cc-by"
    assert {tag["name"] for tag in dataset["tags"]} == {
        *("referater", "minutes", "dagsordener", "agendas", "beslutninger", "decisions"),
        *("kommuner", "municipalities", "kommunalpolitik", "local politics"),
        *("Kultur- og Fritidsudvalget", "The Committee for Culture and Leisure"),
    }
    assert fields(dataset) == {
        "uri": iri,
        "identifier": iri,
        "issued": created,
        "modified": created,
        "frequency": f"{EU}/frequency/IRREG",
        "language": json.dumps([f"{EU}/language/DAN"]),
        "theme": json.dumps([f"{EU}/data-theme/GOVE"]),
        "conforms_to": json.dumps(["https://w3id.org/sagsgraf/ns"]),
        "access_rights": f"{EU}/access-right/PUBLIC",
        "publisher_uri": f"{base}/id/aadalsoe/kommune",
        "publisher_name": "Ådalsø Kommune",
        "publisher_type": "http://purl.org/adms/publishertype/LocalAuthority",
        "contact_uri": f"{base}/catalog#kontakt",
        "contact_name": "Byrådssekretariatet",
        "contact_email": "data@aadalsoe.example",
        "temporal_start": "2022-09-12",
        "temporal_end": "2023-09-12",
        "documentation": json.dumps([f"{base}/doc/aadalsoe/organ/{BODY}"]),
        "spatial_uri": f"{EU}/country/DNK",
        "spatial_text": "Danmark",
        "homepage": "http://ckan.example",
    }


def test_files_come_over_as_resources(harvested: Harvested, site: Config) -> None:
    dataset = one(harvested["da", ""], f"organ/{BODY}")
    turtle = next(each for each in dataset["resources"] if each["uri"].endswith("/2022/ttl"))
    file = archive.current(site) / "dumps" / BODY / "2022.ttl.gz"
    address = f"{site.base_iri}/dump/{BODY}/2022.ttl.gz"
    assert turtle["url"] == turtle["download_url"] == turtle["access_url"] == address
    assert turtle["name"] == "Referater fra Kultur- og Fritidsudvalget (2022, Turtle, pakket)"
    assert turtle["mimetype"] == "text/turtle"
    assert turtle["format"] == "Turtle"
    assert turtle["issued"] == turtle["modified"]
    assert turtle["rights"].startswith("Data er læst ud af offentlige referater")
    assert turtle["availability"] == f"{EU}/planned-availability/STABLE"
    assert turtle["license"] == LICENCE
    assert turtle["size"] == file.stat().st_size
    assert turtle["hash"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert turtle["hash_algorithm"] == "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
    assert turtle["compress_format"] == "application/gzip"


def test_the_language_of_the_portal_decides_and_danish_where_it_has_neither(harvested: Harvested) -> None:
    for language, title in (
        ("da", "Referater fra Direktionen"),
        ("en", "Minutes of The Executive Board"),
        ("de", "Referater fra Direktionen"),
    ):
        assert one(harvested[language, ""], "organ/direktionen")["title"] == title


def test_open_data_dk_knows_the_licence_by_its_danish_title(ckan: Path, site: Config, tmp_path: Path) -> None:
    """Its register of licences has titles in Danish, and its CKAN the locale da_DK."""
    titles = {
        "cco": "Creative Commons CC0 1.0 Universelt (CC0 1.0)",
        "cc-by": "Creative Commons Navngivelse 4.0 International (CC BY 4.0)",
    }
    register = tmp_path / "licenses.json"
    licences = [
        {"id": key, "title": title, "url": f"https://example.org/{key}"} for key, title in titles.items()
    ]
    register.write_text(json.dumps(licences), encoding="utf-8")
    pages = gathered(ckan, site, [("da_DK", "")], str(register))["da_DK", ""]
    assert {dataset["license_id"] for page in pages for dataset in page["datasets"]} == {"cc-by", ""}
    assert one(pages, "ontologi")["license_id"] == ""  # EUPL, which is not in it
