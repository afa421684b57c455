"""How a fault on a page is told of, from its foot."""

import re
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, urlsplit

from fastapi.testclient import TestClient

from api.app import create_app
from graph.base.config import Config

ITEM = "/doc/aadalsoe/moede/direktionen/2022-10-03/punkt/2"
PAGE = {"Accept": "text/html"}


def test_a_mail_is_begun_with_the_address_the_release_and_the_lines(few: Config) -> None:
    config = replace(few, contact_name="Sekretariatet", contact_email="post@aadalsoe.example")
    with TestClient(create_app(config), base_url=few.base_iri) as client:
        answer = client.get(f"{ITEM}?x=%C3%A6%22", headers=PAGE)
        english = client.get("/en/organer", headers=PAGE).text
        coded = client.get("/besked/afmeld?kode=hemmelig", headers=PAGE).text
        missing = client.get("/findes-ikke", headers=PAGE).text
    (mail,) = re.findall(
        r'<p class="no-print"><a href="(mailto:post@[^"]+)" data-fault="Sted på siden:" data-line="linje">',
        answer.text,
    )
    asked = parse_qs(urlsplit(unescape(mail)).query)
    assert asked["subject"] == ["Fejl i Sagsgraf"]
    lines = asked["body"][0].split("\r\n")
    assert lines[0] == "Hvad står der, og hvad burde der stå?"
    assert lines[3:] == [
        f"Adresse: {few.base_iri}{ITEM}?x=%C3%A6%22",
        f"Udgivelse: {answer.headers['Sagsgraf-Release']}",
        lines[5],
    ]
    assert re.fullmatch(r"Sted: \d+\. \w+ \d{4}, linje \d+–\d+", lines[5])
    (leaving,) = re.findall('"(mailto:post@[^"]+)" data-fault', coded)
    assert "besked/afmeld" in leaving
    assert "hemmelig" not in leaving
    assert ">Report a fault on this page</a>" in english
    assert "Meld fejl på denne side</a>" in missing


def test_without_an_address_it_says_whom_to_ask(client: TestClient) -> None:
    page = client.get("/organer", headers=PAGE).text
    assert "Skriv til kommunens almindelige adresse, og nævn Sagsgraf og sidens adresse." in page
    assert "data-fault" not in page
