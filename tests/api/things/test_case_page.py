"""The page of a case and of its handlings, as a person and as a program read them."""

import csv
import re
from collections.abc import Iterator
from html import unescape
from io import StringIO

import pytest
from fastapi.testclient import TestClient
from meetings import BOARD, COUNCIL, FINANCE, item, meeting, released
from page import Page, check

from api.app import create_app
from api.i18n.language import language
from api.site.case_status import duration
from api.things import case_page

WAY = "Direktionen, Økonomiudvalget, Byrådet."
EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)> \"'&amp; \u202eomvendt " + "x" * 10_000
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A site with a case of each sort."""
    config = released(
        tmp_path_factory.mktemp("cases"),
        meeting(
            BOARD,
            "2021-01-11",
            item("Ny bro", "23-000001", "Anbefales.", path=WAY),
            item("Ny havn", "23-000002", "Stopper i Direktionen.", path=WAY),
            item("Lukket: Grundsalg", "23-000003"),
            item("Eventuelt", "23-000004", "-"),
            item("Taler om andre", "23-000005", says="Se sag 22-000009 og sag 23-000001."),
            item("Hjertestartere i landsbyerne", "23-000006"),
            item("Temadag om ensomhed", "23-000006", "Udsat."),
            item("=HYPERLINK(1)", "23-000007", EVIL),
            item("Rammer for kantinen.", "23-000012"),
        ),
        meeting(FINANCE, "2023-02-06", item("Ny bro til havnen", "23-000001", path=WAY)),
        meeting(BOARD, "2023-03-06", item("Eventuelt", "23-000004", "-")),
        meeting(
            COUNCIL,
            "2023-09-06",
            item("Svømmehal ved Nordhavnen i Ådalsø", "23-000010"),
            item("Svømmehal ved Nordhavnen i Ådalsø - etape to", "23-000011"),
        ),
    )
    with TestClient(create_app(config), base_url=config.base_iri, follow_redirects=False) as client:
        client.headers["Accept-Encoding"] = "identity"
        yield client


def page(site: TestClient, path: str) -> str:
    response = site.get(f"/doc/aadalsoe/{path}", headers=HTML)
    assert response.status_code == 200, path
    check(Page(response.text), path)
    assert len(response.content) < 60_000
    return response.text


def case(site: TestClient, number: str) -> str:
    return page(site, f"sag/{number}")


def state(text: str) -> str:
    return re.findall(r'<p class="state">(.*?)</p>', text)[0]


def steps(text: str) -> list[tuple[str, str]]:
    return re.findall(r'<li id="trin-(\d+)" class="(\w+)"', text)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (
            "23-000001",
            "Godkendt af Økonomiudvalget den 6. februar 2023 efter 2 behandlinger over 2 år."
            " Skulle videre til Byrådet; det er ikke set i samlingens referater.",
        ),
        (
            "23-000002",
            "Behandlet i Direktionen den 11. januar 2021 med en beslutning i egne ord."
            " Stoppet i Direktionen; skulle være gået videre til Økonomiudvalget og Byrådet.",
        ),
        (
            "23-000003",
            "Behandlet i Direktionen den 11. januar 2021 som lukket punkt; indholdet er ikke offentliggjort.",
        ),
        ("23-000004", "Fast punkt på dagsordenen: på 2 møder fra 11. januar 2021 til 6. marts 2023."),
        ("23-000005", "Godkendt af Direktionen den 11. januar 2021."),
        ("23-000006", "Nummeret dækker 2 emner, der ikke er samme sag; hvert har sit forløb."),
        ("22-000009", "Nævnt i referaterne, men ikke behandlet på noget møde i samlingen."),
    ],
)
def test_one_line_says_where_a_case_stands(site: TestClient, number: str, told: str) -> None:
    assert state(case(site, number)) == told


def test_the_same_line_in_english(site: TestClient) -> None:
    text = site.get("/en/doc/aadalsoe/sag/23-000001", headers=HTML).text
    assert state(text) == (
        "Approved by the Finance Committee on 6 February 2023 after being handled 2 times over 2 years."
        " Was to go on to the Town Council; that is not seen in the minutes of the collection."
    )
    assert "Latest decision" in text


def test_the_picture_and_the_list_say_the_same(site: TestClient) -> None:
    text = case(site, "23-000001")
    assert steps(text) == [("1", "handled"), ("2", "mentioned"), ("3", "handled"), ("4", "planned")]
    marks = re.findall(r'<a href="#trin-(\d)"><title>([^<]+)</title>.*?<path class="(\w+)"', text)
    assert marks == [
        ("1", "11. januar 2021, Direktionen, Anbefales", "handled"),
        ("2", "11. januar 2021, Direktionen, nævnt", "mentioned"),
        ("3", "6. februar 2023, Økonomiudvalget, Godkendt", "handled"),
        ("4", "Byrådet: planlagt ifølge Økonomiudvalget den 6. februar 2023, ikke set", "planned"),
    ]
    legend = re.findall(r"</svg> (.+?)</li>", text)
    assert legend == ["behandlet", "kun nævnt", "planlagt, ikke set"]


def test_all_titles_and_the_way_to_cite(site: TestClient) -> None:
    text = case(site, "23-000001")
    assert "<h1>Ny bro til havnen</h1>" in text
    assert "<bdi>Ny bro</bdi>" in text
    assert "Planlagt ifølge Økonomiudvalget den 6. februar 2023 i punktet" in text
    assert "Sag 23-000001. http://127.0.0.1:8000/id/aadalsoe/sag/23-000001. Udgivelse 0001-" in text
    assert 'href="/changes/aadalsoe/sag/23-000001.atom"' in text


def test_a_title_that_ends_a_sentence_is_cited_with_one_full_stop(site: TestClient) -> None:
    assert "<bdi>Rammer for kantinen</bdi>. Sag 23-000012." in case(site, "23-000012")


def test_topics_of_a_shared_number_are_told_apart(site: TestClient) -> None:
    text = case(site, "23-000006")
    assert "<h1>Sag 23-000006</h1>" in text
    topics = r'<li value="(\d)"><a href="(#trin-\d)">([^<]+)</a>, behandlet én gang</li>'
    assert re.findall(topics, text) == [
        ("1", "#trin-1", "Hjertestartere i landsbyerne"),
        ("2", "#trin-2", "Temadag om ensomhed"),
    ]
    assert "Seneste beslutning" not in text
    assert text.count('class="way"') == 0
    assert "<title>Sag 23-000006 –" in text  # the title of one topic would stand for the other as well
    assert 'class="citation">Ådalsø Kommune: Sag 23-000006. http' in text


def test_a_closed_case_is_number_and_title(site: TestClient) -> None:
    text = case(site, "23-000003")
    assert "Grundsalg" in text
    for words in ("Indstilling</h4>", "Beslutning</h4>", "Seneste beslutning", 'class="source"'):
        assert words not in text


def test_recommendation_stands_against_decision(client: TestClient) -> None:
    text = client.get("/doc/aadalsoe/sag/20-004417", headers=HTML).text
    step = text.partition('id="trin-2"')[2].partition('id="trin-3"')[0]
    assert step.index("Indstilling</h4>") < step.index("havnebadet placeres ved Sønder Mole")
    assert (
        step.index("havnebadet placeres")
        < step.index("Beslutning</h4>")
        < step.index("Indstillingen fulgt med en tilføjelse")
    )
    source = "/doc/aadalsoe/moede/kultur-og-fritidsudvalget/2021-05-04/referat#char="
    assert step.count(f'<a class="source" href="{source}') == 4


def test_what_it_hangs_together_with_and_why(client: TestClient) -> None:
    text = client.get("/doc/aadalsoe/sag/19-002951", headers=HTML).text
    row = next(part for part in text.split("<tr")[1:] if "Fortsætter" in part)
    assert "Sag 998-2017-30412" in row
    assert "står i referatet" in row
    assert "%" not in row  # what the rule knows, and no figure
    assert "<q>Sagen er en fortsættelse af sag 998-2017-30412 i det tidligere sagssystem.</q>" in row
    assert 'også <span class="code">998-2017-30412</span>' in text
    assert "Et forslag bygger på" not in text
    standing = client.get("/doc/aadalsoe/sag/19-000233", headers=HTML).text
    row = next(part for part in standing.split("<tr")[1:] if "Samme faste punkt" in part)
    assert "udledt af titel og organ" in row
    assert "står i referatet" not in row


def test_the_thread_shows_proposals_marked_with_their_reason_in_one_course(site: TestClient) -> None:
    whole = site.get("/doc/aadalsoe/sag/23-000010", headers=HTML).text
    text = whole.partition('<section id="emne"')[2].partition("</section>")[0]
    (row,) = re.findall("<tr(.*?)</tr>", text, re.DOTALL)[1:]
    assert row.startswith(' class="proposed"')
    assert "Samme emne</a>" in row
    assert re.search('<span class="tag">(ret sikker|forslag)</span>', row)
    assert re.search("»[a-zæøå]+« .*står kun i disse to sagers titler", row)
    assert "/doc/aadalsoe/sag/23-000011" in row
    course = re.findall("<li(.*?)</li>", text, re.DOTALL)
    assert len(course) == 2
    assert [' class="own"' in step for step in course].count(True) == 1
    assert [step.count("<time") for step in course] == [1, 1]


def test_a_topic_is_one_timeline_over_its_cases(site: TestClient) -> None:
    href = re.search('href="(/emne[^"]*)"', site.get("/doc/aadalsoe/sag/23-000010", headers=HTML).text)
    assert href
    text = site.get(unescape(href[1]), headers=HTML).text
    assert re.findall('<span class="code">(23-00001[01])</span>', text) == ["23-000010", "23-000011"]
    assert "2 punkter i 2 sager" in text
    assert re.search("<q[^>]*>Godkendt", text)
    narrower = re.search(r'<a href="(\?[^"]*organ=[^"]*)"', text)
    assert narrower
    assert "2 punkter i 2 sager" in site.get(f"/emne{unescape(narrower[1])}", headers=HTML).text
    assert "Der er ikke fundet punkter" in site.get("/emne?q=kamelkaravane", headers=HTML).text
    # A search leads there from two items on, and standing ones are no topic's.
    led = [
        q
        for q in ("svømmehal", "eventuelt")
        if "på én tidslinje" in site.get(f"/search?q={q}", headers=HTML).text
    ]
    assert led == ["svømmehal"]
    assert "A topic over time" in site.get("/en/emne", headers=HTML).text
    assert "1 punkt i 1 sag, 11. januar 2021<" in site.get("/emne?q=hjertestartere", headers=HTML).text


def test_a_long_course_has_pages(site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_page, "STEPS", 2)
    monkeypatch.setattr(case_page, "_MARKS", 2)
    latest = case(site, "23-000001?side=2")
    assert steps(latest) == [("3", "handled"), ("4", "planned")]
    assert steps(case(site, "23-000001?side=1")) == [("1", "handled"), ("2", "mentioned")]
    assert 'href="?side=1#trin-1"><title>Direktionen: behandlet én gang i 2021</title>' in latest
    assert "et mærke for hvert år" in latest
    for side in ("0", "3", "x", "-1", "1e9"):
        assert site.get(f"/doc/aadalsoe/sag/23-000001?side={side}", headers=HTML).status_code == 404


def test_the_course_as_csv(site: TestClient) -> None:
    response = site.get("/doc/aadalsoe/sag/23-000001.csv")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(StringIO(response.text, newline="")))
    assert {len(row) for row in rows} == {13}
    assert [(row[0], row[1], row[2], row[6]) for row in rows] == [
        ("dato", "organ", "hvordan", "udfald"),
        ("2021-01-11", "Direktionen", "behandlet", "Anbefales"),
        ("2021-01-11", "Direktionen", "kun nævnt", ""),
        ("2023-02-06", "Økonomiudvalget", "behandlet", "Godkendt"),
        ("", "Byrådet", "planlagt", ""),
    ]
    assert "\r\n" in response.text
    assert site.get("/doc/aadalsoe/moede/direktionen/2021-01-11.csv").status_code == 404


def test_no_cell_is_a_formula(site: TestClient) -> None:
    rows = list(csv.reader(StringIO(site.get("/doc/aadalsoe/sag/23-000007.csv").text, newline="")))
    assert rows[1][5] == "'=HYPERLINK(1)"


def test_an_item_has_its_place_in_the_course(site: TestClient) -> None:
    first = page(site, "moede/direktionen/2021-01-11/punkt/1")
    assert "Behandling 1 af 2 i samlingen" in first
    assert 'Efter</span> <a href="/doc/aadalsoe/moede/oekonomiudvalget/2023-02-06/punkt/1"' in first
    assert 'rel="prev"' not in first
    last = page(site, "moede/oekonomiudvalget/2023-02-06/punkt/1")
    assert 'Før</span> <a href="/doc/aadalsoe/moede/direktionen/2021-01-11/punkt/1"' in last
    assert "Det faste punkt: møde 1 af 2 i samlingen" in page(site, "moede/direktionen/2021-01-11/punkt/4")
    assert "Den eneste behandling i samlingen" in page(site, "moede/direktionen/2021-01-11/punkt/6")


@pytest.mark.parametrize("path", ["sag/23-000007", "moede/direktionen/2021-01-11/punkt/8"])
def test_hostile_words_break_nothing(site: TestClient, path: str) -> None:
    text = page(site, path)
    read = Page(text)
    assert read.tags["img"] == 0
    assert "<script>alert(1)</script>" in read.text
    assert text.count("<script") == read.tags["data block"] + text.count('<script src="/static/')


@pytest.mark.parametrize(
    ("days", "told"),
    [(1, "1 dag"), (60, "60 dage"), (61, "2 måneder"), (300, "10 måneder"), (365, "1 år"), (800, "2 år")],
)
def test_a_stretch_of_time(days: int, told: str) -> None:
    assert duration(days, language("da")) == told


def test_one_year_in_english() -> None:
    assert duration(365, language("en")) == "1 year"


def test_every_source_of_a_case_leads_to_its_words(client: TestClient) -> None:
    text = client.get("/doc/aadalsoe/sag/20-004417", headers=HTML).text
    places = set(re.findall(r'class="source" href="(/doc/[^"#]+)#([^"]+)"', text))
    assert len(places) > 10
    for address in {path for path, _ in places}:
        ids = Page(client.get(address, headers=HTML).text).ids
        assert {place for path, place in places if path == address} <= set(ids)


def test_the_words_of_a_decision_stand_before_what_they_are_read_as(client: TestClient) -> None:
    pages = {
        "/doc/aadalsoe/sag/20-004417": "læst som:",
        "/doc/aadalsoe/moede/direktionen/2022-10-03/punkt/2": "læst som:",
        "/en/doc/aadalsoe/sag/20-004417": "read as:",
    }
    for address, words in pages.items():
        page = client.get(address, headers=HTML).text
        decision = page[page.index('class="decision"') :]
        assert decision.index('words"') < decision.index(words) < decision.index('class="tag '), address
