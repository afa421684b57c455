"""/kvalitet: what was found, with the way to the text, and nothing of what is closed or was turned away."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from places import ROOT

import graph
from api.about.quality import READER
from api.app import create_app
from graph.base.config import Config
from graph.publishing.meetings import SUPPLEMENTS
from graph.publishing.publish import publish
from graph.publishing.republished import AGENDA_BECAME_MINUTES
from graph.readers.protocol.agenda import MESSAGES
from graph.readers.protocol.withheld import READ
from graph.readers.rendering import LEFT_OUT
from graph.release import completeness
from graph.release.archive import Release, current

pytestmark = pytest.mark.usefixtures("little_ontology")

EXAMPLES = ROOT / "examples" / "minutes"
PAGE = {"Accept": "text/html"}
CPR = "010190-1234"


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A site of three sets of minutes: one with unread text, one that is held back, one as it was."""
    folder, data = tmp_path_factory.mktemp("odd"), tmp_path_factory.mktemp("data")
    fine = (EXAMPLES / "direktionen-2018-01-22.txt").read_text(encoding="utf-8")
    (folder / "fine.txt").write_text(fine, encoding="utf-8")
    first = (EXAMPLES / "direktionen-2020-08-31.txt").read_text(encoding="utf-8")
    (folder / "odd.txt").write_text("Ganske uforklarlige ord <b>her</b>\n\n" + first, encoding="utf-8")
    barred = (EXAMPLES / "direktionen-2022-10-03.txt").read_text(encoding="utf-8")
    (folder / "Hemmelig Holm.txt").write_text(f"Frode Hemmelig {CPR}\n\n{barred}", encoding="utf-8")
    config = Config(data_dir=data)
    publish(folder, config)
    with TestClient(create_app(config), base_url=config.base_iri) as client:
        client.headers["Accept-Encoding"] = "identity"
        yield client


def test_bodies_and_years(client: TestClient) -> None:
    page = client.get("/kvalitet", headers=PAGE).text
    assert page.count('<td class="best">100 % <small>1</small></td>') == 16
    assert "Alle referater er læst til ende" in page
    rows = list(csv.DictReader(client.get("/kvalitet.csv").text.splitlines()))
    assert len(rows) == 16
    assert rows[0] == {
        "Organ (IRI)": "http://127.0.0.1:8000/id/aadalsoe/organ/boerne-og-ungeudvalget",
        "År": "2018",
        "Møder": "1",
        "Punkter": "6",
        "heraf lukkede": "1",
        "Andel læst": "1.0000",
        "Advarsler": "0",
    }


def test_a_code_leads_to_the_lines_and_to_the_thing(client: TestClient) -> None:
    minutes = "/doc/aadalsoe/moede/direktionen/2018-01-22"
    page = client.get("/kvalitet/fund/heading-lost", headers=PAGE).text
    assert f'<a href="{minutes}/referat#L13">linje 13</a>' in page
    assert 'id="L13"' in client.get(f"{minutes}/referat", headers=PAGE).text
    page = client.get("/kvalitet/fund/HeadingIsLost", headers=PAGE).text
    assert f'<a href="{minutes}/punkt/3">punkt 3</a>' in page
    assert '<a href="/shapes#HeadingIsLost">HeadingIsLost</a>' in page
    assert "En side mangler" not in page


def test_a_code_as_csv(client: TestClient) -> None:
    answer = client.get("/kvalitet/fund/heading-lost.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    meeting = "http://127.0.0.1:8000/id/aadalsoe/moede/direktionen/2018-01-22"
    assert answer.text.splitlines() == [
        "Møde (IRI),Referat (IRI),Kode,Første linje,Sidste linje,Ting (IRI)",
        f"{meeting},{meeting}/referat,heading-lost,13,13,",
    ]
    whole = client.get("/kvalitet/fund/OpenItemJournalCode.csv").text.splitlines()
    assert len(whole) == 1 + 53


@pytest.mark.parametrize("name", ["nope", "nope.csv", "heading-lost.ttl", "%00", "x" * 3000])
def test_a_code_nobody_uses(client: TestClient, name: str) -> None:
    assert client.get(f"/kvalitet/fund/{name}").status_code == 404


def test_a_code_that_was_not_found(client: TestClient) -> None:
    assert "Det er ikke fundet her." in client.get("/kvalitet/fund/unread", headers=PAGE).text


def test_unread_text_is_quoted_from_the_served_text_and_escaped(odd: TestClient) -> None:
    page = odd.get("/kvalitet/laesning", headers=PAGE).text
    assert "<q>Ganske uforklarlige ord &lt;b&gt;her&lt;/b&gt;</q>" in page
    assert 'href="/doc/aadalsoe/moede/direktionen/2020-08-31/referat#L1"' in page
    whole = odd.get("/kvalitet", headers=PAGE).text
    assert "I ét referat er der tekst" in whole
    assert "100 %" in whole  # of the year 2018 alone
    assert '<td class="best">99,' in whole or '<td class="good">9' in whole


def test_nothing_is_told_of_what_was_turned_away(odd: TestClient) -> None:
    pages = [odd.get("/kvalitet", headers=PAGE).text, odd.get("/kvalitet.csv").text]
    for code in (*READER, "NoCprNumber", "cpr-number", "DecisionNotRecorded"):
        pages += [odd.get(f"/kvalitet/fund/{code}{suffix}", headers=PAGE).text for suffix in ("", ".csv")]
    pages.append(odd.get("/kvalitet/laesning", headers=PAGE).text)
    for page in pages:
        for word in (CPR, "Hemmelig", "2022-10-03", "3. oktober 2022"):
            assert word not in page
    assert '<a href="/status">1</a>' in pages[0]


def test_words_of_the_text_that_a_message_quotes_are_not_shown(client: TestClient, published: Config) -> None:
    """The finding quotes a title; the page has words of its own."""
    findings = Release(current(published)).findings
    (message,) = {
        record["message"]
        for file in findings
        for record in findings[file]
        if record["code"] == "title-differs"
    }
    quoted = message.partition("»")[2].partition("«")[0]
    page = client.get("/kvalitet/fund/title-differs", headers=PAGE).text
    assert quoted
    assert quoted not in page
    assert "Et punkt hedder noget andet i indholdsfortegnelsen." in page


def test_what_is_found_is_counted_as_the_files_have_it(published: Config) -> None:
    release = Release(current(published))
    told = [record for file in release.findings for record in release.findings[file]]
    counted = {(one.severity, one.code): one.times for one in completeness.found(release)}
    assert sum(counted.values()) == len(told) == 128
    assert counted["warning", "DecisionFreeText"] == 3


def test_every_code_of_the_reader_has_its_words() -> None:
    """Those of files that are not published are told as codes alone, on /status."""
    given = {
        code
        for path in Path(graph.__file__).parent.rglob("*.py")
        for code in re.findall(
            r'(?:Finding|Oddity)\(\s*"(?:warning|info)",\s*"([\w-]+)"', path.read_text(encoding="utf-8")
        )
    }
    given |= LEFT_OUT.keys() | {code for code, (severity, _) in MESSAGES.items() if severity != "violation"}
    given |= {SUPPLEMENTS, READ, AGENDA_BECAME_MINUTES}  # are told by their names
    assert given - READER.keys() == {
        "bad-name", "not-followed", "not-minutes", "refused-identity", "superseded", "unknown-identity", "unknown-link", "withdrawn-by-source"
    }  # fmt: skip
    assert READER.keys() <= given


def test_in_english(client: TestClient) -> None:
    page = client.get("/en/kvalitet/fund/heading-lost", headers=PAGE).text
    assert "An item has no heading; a page is probably missing from the minutes." in page
    assert ">line 13</a>" in page
    page = client.get("/en/kvalitet/fund/HeadingIsLost", headers=PAGE).text
    assert 'href="/en/doc/aadalsoe/moede/direktionen/2018-01-22/punkt/3">item 3</a>' in page


def test_only_as_many_documents_as_a_page_holds(client: TestClient) -> None:
    assert client.get("/kvalitet/fund/unread?side=0").status_code == 422
    assert client.get("/kvalitet/fund/unread?side=1").status_code == 200
    assert client.get("/kvalitet/fund/DecisionNotRecorded?side=9").status_code == 404
