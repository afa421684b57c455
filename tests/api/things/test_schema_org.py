"""What pages tell search engines in the words of schema.org."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from cataloguing import LICENCE, STATED
from fastapi.testclient import TestClient

from api.app import create_app
from api.site.json_block import block
from graph.base.config import Config

BASE = "http://127.0.0.1:8000"
DATASET = "/catalog/dataset/organ/direktionen"


@pytest.fixture(scope="module")
def site(published: Config) -> Iterator[TestClient]:
    """A client of the examples with a licence."""
    with TestClient(create_app(replace(published, **STATED)), base_url=BASE) as client:
        yield client


def test_nothing_in_a_block_ends_it() -> None:
    evil = "</script><script>alert(1)</script><!-- & ]]>"
    text = str(block({"name": evil}))
    assert not set("<>&") & set(text)
    assert json.loads(text)["name"] == evil


def test_no_policy_lets_a_script_run_for_it(site: TestClient) -> None:
    policy = site.get(f"{DATASET}.html").headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert [one for one in policy.split("; ") if "script" in one] == ["script-src 'self'"]  # no inline one


def structured(page: str) -> dict[str, object]:
    """The one data block of a page."""
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    told: dict[str, object] = json.loads(block)
    assert told["@context"] == "https://schema.org/"
    return told


def test_a_page_tells_search_engines_of_the_dataset(site: TestClient) -> None:
    told = structured(site.get(f"{DATASET}.html").text)
    assert (told["@type"], told["@id"], told["name"]) == (
        "Dataset",
        BASE + DATASET,
        "Referater fra Direktionen",
    )
    assert told["url"] == f"{BASE}{DATASET}.html"
    assert {"@type": "Place", "@id": f"{BASE}/catalog#omraade-aadalsoe", "name": "Ådalsø Kommune"} in told[
        "spatialCoverage"
    ]  # type: ignore[operator]

    assert told["license"] == [LICENCE]
    assert told["temporalCoverage"] == "2016-04-18/2024-05-27"
    assert 50 <= len(str(told["description"])) <= 5000  # what Google asks for
    downloads = told["distribution"]
    assert isinstance(downloads, list)
    assert {"@type": "DataDownload", "encodingFormat": "text/turtle"}.items() <= next(
        one.items() for one in downloads if one["contentUrl"].endswith("/2022.ttl.gz")
    )
    overview = structured(site.get("/catalog.html").text)
    assert overview["@type"] == "DataCatalog"
    assert isinstance(overview["dataset"], list)
    assert len(overview["dataset"]) == 10


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("moede/direktionen/2022-10-03", "Event", None),
        ("moede/direktionen/2022-10-03/punkt/1", "CreativeWork", None),
        ("moede/direktionen/2022-10-03/referat", "DigitalDocument", None),
        ("sag/20-004417", "CreativeWork", None),
        ("organ/direktionen", "GovernmentOrganization", "Direktionen"),
        ("enhed/jobcenter-aadalsoe", "GovernmentOrganization", "Jobcenter Ådalsø"),
        ("kommune", "GovernmentOrganization", "Ådalsø Kommune"),
    ],
)
def test_pages_about_things_have_a_type_of_schema_org(
    client: TestClient, path: str, kind: str, name: str | None
) -> None:
    told = structured(client.get(f"/doc/aadalsoe/{path}.html").text)
    assert told["@type"] == kind
    assert told["@id"] == f"{BASE}/id/aadalsoe/{path}"
    assert told["url"] == f"{BASE}/doc/aadalsoe/{path}"
    assert name in (None, told["name"])


def test_a_case_has_its_title(client: TestClient) -> None:
    told = structured(client.get("/doc/aadalsoe/sag/20-004417.html").text)
    assert told["headline"] == "Havnebad ved Sønder Mole - endeligt projekt"


def test_a_meeting_has_its_day_and_its_body(client: TestClient) -> None:
    told = structured(client.get("/doc/aadalsoe/moede/direktionen/2022-10-03.html").text)
    assert str(told["startDate"]).startswith("2022-10-03")
    assert told["organizer"] == [
        {"@type": "Organization", "@id": f"{BASE}/id/aadalsoe/organ/direktionen", "name": "Direktionen"}
    ]
