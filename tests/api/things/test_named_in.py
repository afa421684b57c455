"""Where bodies, units, posts and people are named: the table, its pages, mail and files; and what stands in the
head of a meeting and beside its items."""

import csv
import re
from io import StringIO
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient

from api.things import named_in
from api.things.named_in import sentence_at

HTML = {"Accept": "text/html"}
UNIT = "/doc/aadalsoe/enhed/jobcenter-aadalsoe"
MEETING = "/doc/aadalsoe/moede/direktionen"


def words(client: TestClient, path: str) -> str:
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200
    return " ".join(re.sub("<[^>]+>", " ", answer.text).split())


@pytest.mark.parametrize(
    ("text", "name", "sentence"),
    [
        ("Der er møde. Havnen udvides i år! Ja.", "Havnen", "Havnen udvides i år!"),
        (
            "Resume\n\nHavnen\nudvides for 3 mio. kr. i alt\n\nBilag",
            "udvides",
            "Havnen udvides for 3 mio. kr. i alt",
        ),
        ("Havnen", "Havnen", "Havnen"),
        ("Det er:\n- Skolen males\n2. Havnen udvides\n- Broen lukkes.", "Havnen", "Havnen udvides"),
        (
            "Mødet om havnen holdes den\n12. september i år.",
            "havnen",
            "Mødet om havnen holdes den 12. september i år.",
        ),
        ("a " * 400 + "Havnen" + " b" * 400, "Havnen", f"{'a ' * 159}Havnen{' b' * 160}"),
    ],
)
def test_the_sentence_around_a_place(text: str, name: str, sentence: str) -> None:
    at = text.index(name)
    assert sentence_at(text, at, at + len(name)) == sentence


def test_a_unit_has_one_table_with_decisions_and_sentences(client: TestClient) -> None:
    text = words(client, UNIT)
    assert "Nævnt i 11 punkter" in text
    rows = list(csv.DictReader(StringIO(client.get(f"{UNIT}.csv").text)))
    assert len(rows) == 11
    assert [row["dato"] for row in rows] == sorted((row["dato"] for row in rows), reverse=True)
    assert all("Jobcent" in row["sætningen, der nævner"] for row in rows)
    assert any(row["beslutning"].startswith("Godkendt") and row["sagsnummer"] for row in rows)
    assert client.get(f"{UNIT}.xlsx").content[:2] == b"PK"


def test_it_is_read_page_by_page(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(named_in, "ROWS", 4)
    first, last = words(client, f"{UNIT}.html"), words(client, f"{UNIT}.html?side=3")
    assert "Side 1 af 3" in first
    assert "Side 3 af 3" in last
    assert client.get(f"{UNIT}?side=x", headers=HTML).status_code == 404


def test_a_mail_is_begun_with_the_words_and_addresses(client: TestClient) -> None:
    (mail,) = re.findall(r'href="mailto:([^"]+)"[^>]*>Kopiér som mail', client.get(UNIT, headers=HTML).text)
    body = unquote(mail).partition("body=")[2]
    assert len(body) < 2_000
    assert "http://127.0.0.1:8000/doc/aadalsoe/moede/" in body
    assert body.endswith("Alle: http://127.0.0.1:8000/doc/aadalsoe/enhed/jobcenter-aadalsoe")


def test_a_heading_of_a_decision_is_not_the_sentence(client: TestClient) -> None:
    rows = csv.DictReader(StringIO(client.get("/doc/aadalsoe/organ/direktionen.csv").text))
    said = [row["sætningen, der nævner"] for row in rows]
    assert any("Direktionen" in one and "møde den" not in one for one in said)


def test_a_post_has_what_its_holder_recommended(client: TestClient) -> None:
    rows = list(csv.DictReader(StringIO(client.get("/doc/aadalsoe/stilling/havnechef.csv").text)))
    assert len(rows) >= 4
    assert all("avnechef" in row["sætningen, der nævner"] for row in rows)


def test_everybody_who_has_a_page_is_in_the_list_with_the_role(client: TestClient) -> None:
    text = words(client, "/personer")
    (count,) = re.findall(r"\((\d+)\)\.", text)
    listed = client.get("/personer", headers=HTML).text.count("/person/")
    assert int(count) == listed > 10


def test_absence_stands_in_the_head_of_a_meeting(client: TestClient) -> None:
    assert "Fravær: Esben Mågehøj" in words(client, f"{MEETING}/2022-10-03")
    assert "Referatet nævner ingen deltagere." in words(client, f"{MEETING}/2016-04-18")


def test_the_agenda_has_numbers_and_attachments_and_items_lead_to_their_neighbours(
    client: TestClient,
) -> None:
    text = words(client, f"{MEETING}/2022-10-03")
    assert "Nr. Punkt Sagsnummer Beslutning" in text
    assert "20-004417" in text
    item = client.get(f"{MEETING}/2022-10-03/punkt/2", headers=HTML).text
    assert f'href="{MEETING}/2022-10-03/punkt/1" rel="prev"' in item
    assert f'href="{MEETING}/2022-10-03/punkt/3" rel="next"' in item
