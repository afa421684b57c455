"""Mentions in running text."""

from datetime import date

import pytest

from graph.minutes.document import Document
from graph.municipality.profile import load_profile
from graph.wording.mentions import find_people, find_references, known_agents

PROFILE = load_profile("kalundborg")


def named(text: str) -> list[tuple[str, str]]:
    return [(mention.name, mention.quote.text) for mention in known_agents(PROFILE).find(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jobcentrets plan", [("Jobcenter Kalundborg", "Jobcentrets")]),
        ("vores Jobcenter", [("Jobcenter Kalundborg", "Jobcenter")]),
        ("Jobcenter Kalundborgs afdeling", [("Jobcenter Kalundborg", "Jobcenter Kalundborgs")]),
        (
            "Jobcenter/Borgerservice",
            [("Jobcenter Kalundborg", "Jobcenter"), ("Borgerservice", "Borgerservice")],
        ),
        ("hos Kultur og Fritid", [("Kultur og Fritid", "Kultur og Fritid")]),
        ("Unge- og Beskæftigelsesudvalget", [("Unge- og Beskæftigelsesudvalget",) * 2]),
        (
            "Unge- og\nBeskæftigelsesudvalgets",
            [("Unge- og Beskæftigelsesudvalget", "Unge- og Beskæftigelsesudvalgets")],
        ),
        ("direktionen", [("Direktionen", "direktionen")]),
        ("næste Direktionsmøde", [("Direktionen", "Direktionsmøde")]),
        ("Økonomiudvalgsmødet", [("Økonomiudvalget", "Økonomiudvalgsmødet")]),
        ("ØK", [("Økonomiudvalget", "ØK")]),
        ("øk", []),
        ("”Work in Kalundborg”", [("Work in Kalundborg", "Work in Kalundborg")]),
        ("jobcentre på Sjælland", []),
        ("Husrådet og husrådgivning", [("Husrådet", "Husrådet")]),
    ],
)
def test_bodies_and_units(text: str, found: list[tuple[str, str]]) -> None:
    assert named(text) == found


def test_spans_are_exact() -> None:
    text = "Her er Borgerservices plan."
    (mention,) = known_agents(PROFILE).find(text)
    assert text[mention.quote.span.start : mention.quote.span.end] == "Borgerservices"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kulturchef Anne Holm deltager.", [("Anne Holm", "Kulturchef")]),
        ("Pia Hegn, projektleder da det begyndte, kom.", [("Pia Hegn", "projektleder")]),
        ("Bo Ø. Friis deltager og orienterer.", [("Bo Ø. Friis", None)]),
        ("Koordinatorer Ida Vang og Per van der Klit kom.", [("Ida Vang", "Koordinator"), ("Per van der Klit", "Koordinator")]),
        ("Oplægget drøftes med Martin.", [("Martin", None)]),
        ("Mere Kvalificeret Arbejdskraft er et navn.", []),
        ("Styregruppen kom til Knowledge Hub Zealand.", []),
    ],
)  # fmt: skip
def test_people(text: str, found: list[tuple[str, str | None]]) -> None:
    people = find_people(Document("x.txt", text), 0, len(text))
    assert [(person.name.text, person.role) for person in people] == found


def test_participants_are_known_wherever_they_are_named() -> None:
    text = "Sagen blev rejst af Karl-Emil Strand i maj."
    people = find_people(Document("x.txt", text), 0, len(text), ["Karl-Emil Strand"])
    assert [person.name.text for person in people] == ["Karl-Emil Strand"]


def references(text: str) -> list[tuple[str | None, str | None, str | None, bool]]:
    document = Document("x.txt", text)
    found = find_references(document, 0, len(text), PROFILE, "Økonomiudvalget", date(2024, 6, 24))
    return [(one.body, one.date, one.case_number, one.year_inferred) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Direktionen godkendte på sit møde den 21. november 2022 rammerne.", [("Direktionen", "2022-11-21", None, False)]),
        ("Kommunalbestyrelsen behandlede sagen\nden 14. december 2022.", [("Kommunalbestyrelsen", "2022-12-14", None, False)]),
        ("Direktionsmødet udsættes til 12. august.", [("Direktionen", "2024-08-12", None, True)]),
        ("Udvalget behandlede sagen den 3. maj 2023.", [("Økonomiudvalget", "2023-05-03", None, False)]),
        ("Fristen er den 3. maj 2023.", []),
        ("Se sag 23-007348.", [(None, None, "23-007348", False)]),
        ("Sagsnr. 326-2016-\n21902 er lukket.", [(None, None, "326-2016-21902", False)]),
        ("Dokument 326-2017-275394 er vedlagt.", []),
        ("Denne aftale gælder Direktionens møde den 24. juni 2024.", []),
    ],
)  # fmt: skip
def test_references(text: str, found: list[tuple[str | None, str | None, str | None, bool]]) -> None:
    assert references(text) == found
