"""A case, a meeting and a search as documents to print, chips that tell outcomes apart, and what a link shows of a
page."""

import re

import pytest
from fastapi.testclient import TestClient

HTML = {"Accept": "text/html"}
CASE = "aadalsoe/sag/20-004417"
MEETING = "aadalsoe/moede/direktionen/2022-10-03"


def test_the_case_file_is_whole(client: TestClient) -> None:
    """Cover, every meeting's decision, recommendation and sections in full, attachments, and where each stands."""
    answer = client.get(f"/sagsmappe/{CASE}", headers=HTML)
    text = " ".join(re.sub("<[^>]+>", " ", answer.text).split())
    assert "Sagsnummer 20-004417 Status Godkendt af Kultur- og Fritidsudvalget den 12. september 2023" in text
    order = [
        "Skrevet ud",
        "31. august 2020: Direktionen, punkt",
        "4. maj 2021: Kultur",
        "12. september 2023: Kultur",
    ]
    places = [text.rindex(one) for one in order]
    assert places == sorted(places)
    assert "der bedes undersøge genbrug af pontonerne fra Stormvig" in text
    assert "Idéoplæg til havnebad i Ådalsø" in text
    assert "Direktionen 31. august 2020, linje 28" in text
    assert "Ådalsø Kommune" in text
    assert "http://127.0.0.1:8000/id/aadalsoe/sag/20-004417" in text
    assert "Atom" not in text.partition("Skrevet ud")[2].partition("Kun nævnt")[0]
    assert f'href="/sagsmappe/{CASE}"' in client.get(f"/doc/{CASE}", headers=HTML).text


def test_a_meeting_on_paper_is_whole(client: TestClient) -> None:
    answer = client.get(f"/udskrift/{MEETING}", headers=HTML)
    text = " ".join(re.sub("<[^>]+>", " ", answer.text).split())
    assert "Mødelokale Ternen" in text
    assert "Esben Mågehøj: fraværende" in text
    order = [
        "7. Eventuelt",
        "Skrevet ud",
        "Punkt 1, sag 20-004417",
        "forelægge en løsning inden for 8 mio. kr.",
    ]
    places = [
        text.index(one)
        for one in [*order, "anlægsplanen i 2023", "Prisoverslag september 2022", "Punkt 2, sag"]
    ]
    assert places == sorted(places)
    closed = text.partition("Punkt 4, sag 22-005561")[2].partition("Punkt 5")[0]
    assert "kommunen har ikke offentliggjort indholdet" in closed
    assert "linje" not in closed
    assert answer.headers["cache-control"] == "no-store"  # the day stands in it
    assert f'href="/udskrift/{MEETING}"' in client.get(f"/doc/{MEETING}", headers=HTML).text


def test_a_search_on_paper_is_whole(client: TestClient) -> None:
    page = client.get("/en/search/udskrift?q=havnebad&organ=direktionen&fra=2020", headers=HTML).text
    text = " ".join(re.sub("<[^>]+>", " ", page).split())
    assert (
        "The search “havnebad” Body The Executive Board Period from 1 January 2020 Found 10 results" in text
    )
    assert "genbrug af pontonerne fra Stormvig og forelægge en løsning inden for 8 mio. kr." in text
    assert "http://127.0.0.1:8000/doc/aadalsoe/moede/direktionen/2022-10-03/punkt/1" in text
    asked = client.get("/search?q=havnebad&side=1&organ=direktionen", headers=HTML).text
    assert 'href="/search/udskrift?q=havnebad&amp;organ=direktionen"' in asked


@pytest.mark.parametrize(
    "path",
    ["sagsmappe/aadalsoe/sag/findes-ikke", f"sagsmappe/{MEETING}", f"udskrift/{CASE}", "udskrift/../x"],
)
def test_nothing_else_has_a_file_to_print(client: TestClient, path: str) -> None:
    assert client.get(f"/{path}", headers=HTML).status_code == 404


def test_a_closed_handling_says_no_more_on_paper(client: TestClient) -> None:
    page = client.get("/sagsmappe/aadalsoe/sag/22-005561", headers=HTML).text
    sheet = page.partition('class="sheet"')[2]
    assert "Punktet er lukket: kommunen har ikke offentliggjort indholdet." in sheet
    assert "<h4>" not in sheet


def test_chips_differ_by_what_an_outcome_does(client: TestClient) -> None:
    page = client.get("/doc/aadalsoe/moede/direktionen/2022-10-03", headers=HTML).text
    chips = {label: name for name, label in re.findall(r'<span class="tag ([a-z]*)">([^<]+)', page)}
    assert chips["Sendt tilbage til administrationen"] == "waiting"
    assert chips["Godkendt"] == chips["Taget til efterretning"] == "settled"


def test_a_link_to_a_page_shows_what_it_is(client: TestClient) -> None:
    page = client.get(f"/doc/{CASE}", headers=HTML).text
    assert (
        '<meta property="og:title" content="Sag 20-004417: Havnebad ved Sønder Mole - endeligt projekt">'
        in page
    )
    (told,) = re.findall('<meta property="og:description" content="([^"]+)', page)
    assert told.startswith("Godkendt af Kultur- og Fritidsudvalget den 12. september 2023")
    assert "»Godkendt." in told
