"""The editor of /sparql is built from packages that are locked, and only that page may run a script."""

import json
import re

import pytest
from fastapi.testclient import TestClient
from places import ROOT

from api.site import render

BROWSER = {"Accept": "text/html"}
EXACT = re.compile(r"\d+\.\d+\.\d+")


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where ``make editor`` has been run."""
    files = {**render.static_files(), "editor.js": b"// the editor"}
    for module in ("site.render", "app", "sparql.page"):
        monkeypatch.setattr(f"api.{module}.static_files", lambda: files)


@pytest.mark.parametrize("folder", ["api/editor", "tests/npm"])
def test_every_package_is_locked_by_hash_and_no_address(folder: str) -> None:
    wanted = json.loads((ROOT / folder / "package.json").read_text(encoding="utf-8"))
    assert all(
        EXACT.fullmatch(v) for v in (wanted["dependencies"] | wanted.get("devDependencies", {})).values()
    )
    lock = json.loads((ROOT / folder / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert len(packages) > 10
    for name, one in packages.items():
        assert one["integrity"].startswith("sha512-"), name
        assert "resolved" not in one, name


@pytest.mark.usefixtures("built")
def test_the_page_loads_it_and_its_policy_allows_no_more(client: TestClient) -> None:
    answer = client.get("/sparql?query=ASK{}", headers=BROWSER)
    (address,) = re.findall(r'<script src="(/static/editor\.js\?v=\w{8})" defer></script>', answer.text)
    script = client.get(address)
    assert (script.headers["content-type"], script.content) == (
        "text/javascript; charset=utf-8",
        b"// the editor",
    )
    policy = answer.headers["content-security-policy"].split("; ")
    assert policy[0] == "default-src 'none'"
    assert policy[-2:] == ["script-src 'self'", "connect-src 'self'"]
    assert not [part for part in policy if "unsafe" in part or "*" in part]


def test_without_it_the_page_has_no_script(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {name: body for name, body in render.static_files().items() if name != "editor.js"}
    monkeypatch.setattr("api.sparql.page.static_files", lambda: files)
    page = client.get("/sparql?query=ASK{ }", headers=BROWSER).text
    assert "editor.js" not in page
    assert '<label for="query">' in page


@pytest.mark.parametrize("address", ["/", "/sager", "/ns", "/doc/aadalsoe/kommune", "/nowhere"])
def test_a_page_runs_no_script_but_the_files_of_the_site(client: TestClient, address: str) -> None:
    answer = client.get(address, headers=BROWSER)
    assert answer.headers["content-security-policy"].endswith("; script-src 'self'; connect-src 'self'")
    for attributes, body in re.findall(r"<script([^>]*)>(.*?)</script>", answer.text, re.DOTALL):
        data = attributes == ' type="application/ld+json"'
        assert data or (re.fullmatch(r' src="/static/[a-z]+\.js\?v=\w{8}" defer', attributes) and not body)


def test_what_is_no_page_runs_none(client: TestClient) -> None:
    headers = client.get("/sparql.csv?query=ASK{}").headers
    assert "script-src" not in headers["content-security-policy"]
