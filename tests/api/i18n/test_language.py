"""Everything the site says has its English, and nothing has that nobody says."""

import re

import pytest
from each import each
from fastapi.testclient import TestClient
from messages import said, translated

from api.i18n.language import language, split

_HOLES = re.compile(r"%\(\w+\)[sd]|%%")


def test_every_message_has_its_english_and_every_english_its_message() -> None:
    messages = {message: file for file, message in said()}
    known = {message for _, message, _ in translated("en")}
    assert {message: file for message, file in messages.items() if message not in known} == {}
    assert known - messages.keys() == set()


def test_a_message_is_translated_in_one_place() -> None:
    found = [message for _, message, _ in translated("en")]
    assert sorted(map(str, found)) == sorted({str(message) for message in found})


def test_the_same_values_stand_in_both() -> None:
    for file, message, english in translated("en"):
        danish, foreign = ([one] if isinstance(one, str) else list(one) for one in (message, english))
        assert all(foreign), f"{file}: {message}"
        assert sorted(set(_HOLES.findall(danish[-1]))) == sorted(set(_HOLES.findall(foreign[-1]))), (
            f"{file}: {message}"
        )


@each(
    ("code", "value", "shown"),
    [
        ("da", "2023-06-26", "26. juni 2023"),
        ("en", "2023-06-26", "26 June 2023"),
        ("da", "2023-06-26T12:30:00", "26. juni 2023 kl. 12.30"),
        ("en", "2023-06-26T12:30:00", "26 June 2023 at 12:30"),
        ("da", "2023-06-26T12:30:00+02:00", "26. juni 2023 kl. 12.30"),
        ("da", "20230626", "20230626"),
        ("da", "2023-W01-1", "2023-W01-1"),
        ("da", "Torsdag", "Torsdag"),
        ("en", "2023-02-30", "2023-02-30"),
        ("da", "", ""),
    ],
)
def test_days(code: str, value: str, shown: str) -> None:
    assert language(code).day(value) == shown


def test_months() -> None:
    quarter = ["2020-04", "2020-05", "2020-06"]
    assert language("da").months(quarter) == "april 2020 til juni 2020"
    assert language("en").months(quarter[:2]) == "April 2020 or May 2020"


def test_a_language_that_is_not_spoken() -> None:
    with pytest.raises(KeyError):
        language("fr")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/sager", ("da", "/sager")),
        ("/en/sager", ("en", "/sager")),
        ("/en", ("en", "/")),
        ("/en/", ("en", "/")),
        ("/enheder", ("da", "/enheder")),
        ("/en/en/sager", ("en", "/en/sager")),
    ],
)
def test_where_the_language_stands(path: str, expected: tuple[str, str]) -> None:
    assert split(path) == expected


def test_a_page_in_english(client: TestClient) -> None:
    page = client.get("/en/sager?side=1", headers={"Accept": "text/html"}).text
    assert '<html lang="en">' in page
    assert "<h1>Cases</h1>" in page
    assert 'href="/en/doc/aadalsoe/sag/' in page
    assert '<a class="language" href="/sager?side=1" lang="da" hreflang="da">Dansk</a>' in page


def test_a_page_in_danish_leads_to_the_english(client: TestClient) -> None:
    page = client.get("/organer", headers={"Accept": "text/html"}).text
    assert '<html lang="da">' in page
    assert '<a class="language" href="/en/organer" lang="en" hreflang="en">English</a>' in page
    assert '<link rel="alternate" hreflang="en" href="http://127.0.0.1:8000/en/organer">' in page
    assert "The Executive Board" not in page


def test_labels_of_the_data_come_in_the_language(client: TestClient) -> None:
    assert "The Executive Board" in client.get("/en/organer", headers={"Accept": "text/html"}).text


def test_a_problem_is_told_in_the_language(client: TestClient) -> None:
    page = client.get("/en/intet", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert "There is nothing at this address." in page.text


def test_data_have_one_address_in_all_languages(client: TestClient) -> None:
    page = client.get("/en/doc/aadalsoe/organ/direktionen", headers={"Accept": "text/html"}).text
    assert 'href="/doc/aadalsoe/organ/direktionen.ttl"' in page
    assert "/en/doc/aadalsoe/organ/direktionen.ttl" not in page
