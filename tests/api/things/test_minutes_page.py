"""The reading view as a page: marks that lead to what was recognised, parts of long texts, hostile words."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from meetings import BOARD, item, meeting, released
from page import Page, check
from pdfs import drawn
from samples import sample
from scans import needs_tesseract, scan

from api.app import create_app
from api.things import text_marks
from api.things.minutes_page import KINDS, page_ranges
from graph.base.config import Config
from graph.publishing.publish import publish
from graph.publishing.withdraw import withdraw
from graph.readers.pdf.tesseract import recogniser

pytestmark = pytest.mark.usefixtures("little_ontology")

MINUTES = "/doc/aadalsoe/moede/direktionen/2024-05-27/referat"
HTML = {"Accept": "text/html"}
EVIL = "<script>alert(1)</script> </pre> \u202eomvendt " + "x" * 10_000


def get(client: TestClient, address: str) -> str:
    response = client.get(address, headers=HTML)
    assert response.status_code == 200, address
    check(Page(response.text), address)
    return response.text


def text_of(page: str) -> str:
    return page.partition('<div class="text">')[2].rpartition("</div>")[0]


def test_what_was_recognised_leads_to_its_page(client: TestClient) -> None:
    text = text_of(get(client, MINUTES))
    links = re.findall(r'<a id="(char=[\d,]+)" class="(\w+)" href="([^"]+)">([^<]+)</a>', text)
    told = {(kind, href, words) for _, kind, href, words in links}
    assert ("sag", "/doc/aadalsoe/sag/20-004417", "20-004417") in told
    assert ("organ", "/doc/aadalsoe/organ/direktionen", "Direktionen") in told
    assert ("enhed", "/doc/aadalsoe/enhed/borgerservice", "Borgerservice") in told
    assert any(kind == "person" and words == "Dagny Ankerstjerne" for kind, _, words in told)
    assert '<a class="to" href="punkt/1" aria-label="Dagsordenspunkt 1">¶</a>' in text
    assert '<a class="to" href="punkt/1/beslutning" aria-label="Beslutning, punkt 1">¶</a>' in text
    assert {kind for _, kind, _, _ in links} <= set(KINDS)


def test_every_place_in_the_data_is_an_id_of_the_whole_text(client: TestClient) -> None:
    ids = set(Page(get(client, MINUTES)).ids)
    for part in ("punkt/1", "punkt/3", ""):
        address = MINUTES.replace("referat", part).rstrip("/")
        data = client.get(f"{address}.nt").text
        places = set(re.findall(rf"<http://127.0.0.1:8000{MINUTES.replace('/doc/', '/id/')}#([^>]+)>", data))
        assert places
        assert places <= ids


def test_kinds_can_be_chosen_and_counted(client: TestClient) -> None:
    page = get(client, MINUTES)
    chosen = re.findall(r'<input type="checkbox" id="se-(\w+)" checked> <label for="se-\1">', page)
    assert chosen == [kind for kind in KINDS if f'class="{kind}"' in text_of(page)]
    style = client.get("/static/style.css").text
    assert all(f"#se-{kind}:not(:checked)" in style for kind in KINDS)


def test_contents_lead_into_the_text(client: TestClient) -> None:
    page = get(client, MINUTES)
    contents = re.findall(r'<li value="(\d)"><a href="#(char=[\d,]+)">([^<]+)</a>', page)
    assert [(number, title) for number, _, title in contents][:2] == [
        ("1", "Havnebadets første sommer"),
        ("2", "Retningslinjer for brug af sprogmodeller"),
    ]
    assert {place for _, place, _ in contents} <= set(Page(page).ids)


def test_no_words_of_a_closed_item_are_marked(client: TestClient) -> None:
    text = text_of(get(client, MINUTES))
    assert 'href="punkt/4"' in text
    assert 'href="punkt/4/' not in text


@pytest.fixture
def divided(published: Config, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """The examples again, divided into parts as if they were long; nothing is kept from before."""
    monkeypatch.setattr(text_marks, "PART", 1500)
    with TestClient(create_app(published), base_url=published.base_iri, follow_redirects=False) as client:
        yield client


def test_a_long_text_is_read_in_parts_that_make_up_the_whole(divided: TestClient) -> None:
    whole = get(divided, MINUTES)
    count = len(re.findall(rf'<a href="{MINUTES}\?del=\d+">', whole))
    parts = [get(divided, f"{MINUTES}?del={number}") for number in range(1, count + 1)]
    assert count == 3
    places = [{one for one in Page(page).ids if one.startswith("char=")} for page in parts]
    assert sum(map(len, places)) == len(set.union(*places))
    assert set.union(*places) == {one for one in Page(whole).ids if one.startswith("char=")}
    for number in ("0", "4", "x", "01", "9999999"):
        assert divided.get(f"{MINUTES}?del={number}", headers=HTML).status_code == 404


def test_the_parts_of_an_earlier_text_lead_to_each_other(divided: TestClient) -> None:
    release = divided.get(MINUTES, headers=HTML).headers["sagsgraf-release"]
    page = get(divided, f"{MINUTES}?del=1&release={release}")
    parts = re.findall(rf'href="{MINUTES}(\?[^"#]*)?[#"]', page)
    assert len(parts) > 5
    assert {part for part in parts if f"release={release}" not in part} == set()


def test_facts_lead_to_the_part_that_has_their_words(divided: TestClient) -> None:
    item = get(divided, MINUTES.replace("referat", "punkt/3"))
    led = set(re.findall(rf'href="{MINUTES}\?del=(\d)#(char=[\d,]+)"', item))
    assert len(led) > 10
    assert f'href="{MINUTES}#' not in item
    for number in {number for number, _ in led}:
        ids = Page(get(divided, f"{MINUTES}?del={number}")).ids
        assert {place for one, place in led if one == number} <= set(ids)


def test_what_a_program_recognised_is_told_and_stays_told_after_a_withdrawal(tmp_path: Path) -> None:
    needs_tesseract()
    folder = tmp_path / "in"
    folder.mkdir()
    lines = [line for line in sample().partition("Sagsfremstilling")[0].split("\n") if "...." not in line]
    (folder / "a.pdf").write_bytes(drawn(lambda canvas: scan(canvas, lines)))
    config, program = Config(data_dir=tmp_path / "data", ocr=True), recogniser()
    publish(folder, config)
    address = "aadalsoe/moede/direktionen/2023-09-12"
    for once in ("before", "after"):
        with TestClient(create_app(config), base_url=config.base_iri, follow_redirects=False) as client:
            danish = Page(get(client, f"/doc/{address}/referat")).text
            english = Page(client.get(f"/en/doc/{address}/referat", headers=HTML).text).text
            data = client.get(f"/doc/{address}/referat.ttl").text
        assert f"Side 1 er læst af et tegngenkendelsesprogram ({program}); der kan være læsefejl." in danish
        assert (
            f"Page 1 was read by optical character recognition ({program}); there may be errors in it."
            in english
        )
        assert "sg:recognisedPage 1" in data
        assert f'sg:recogniser "{program}"' in data
        if once == "before":
            withdraw(f"{config.base_iri}/id/{address}/punkt/1", "persondata", "Ida", config)


def test_typed_minutes_have_no_recognised_pages(client: TestClient) -> None:
    assert "tegngenkendelse" not in get(client, MINUTES)


@pytest.mark.parametrize(("pages", "said"), [((1,), "1"), ((2, 3), "2–3"), ((1, 3, 4, 5, 9), "1, 3–5, 9")])
def test_pages_in_a_row_are_named_as_one(pages: tuple[int, ...], said: str) -> None:
    assert page_ranges(pages) == said


def test_hostile_minutes_break_nothing(tmp_path: Path) -> None:
    """HTML that would end the text, a mark that turns it around, and a word of 10,000 letters."""
    title = 'Bro <b onclick=x>over</b> "åen" \u202e'
    config = released(tmp_path, meeting(BOARD, "2023-01-09", item(title, "23-000001", EVIL, says=EVIL)))
    with TestClient(create_app(config), base_url=config.base_iri, follow_redirects=False) as client:
        client.headers["Accept-Encoding"] = "identity"
        address = "/doc/aadalsoe/moede/direktionen/2023-01-09/referat"
        page = get(client, address)
        read = Page(page)
        assert read.tags["b"] == 0
        assert page.count("<script") == read.tags["data block"] + page.count('<script src="/static/')
        assert page.count("</pre>") == 0
        assert "<script>alert(1)</script> </pre>" in read.text
        assert "x" * 10_000 in read.text
        # A mark that turns text around ends with its line or its element, and each of ours is isolated.
        assert "unicode-bidi: isolate" in client.get("/static/style.css").text
        served = client.get(f"{address}.txt").text
        assert "\u202e" not in served
