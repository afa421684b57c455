"""What names the meeting."""

import pytest
from each import each
from support import codes, newer, read

from graph.minutes.document import Document
from graph.municipality.profile import NEUTRAL
from graph.readers.layout.parse import parse


def test_an_unknown_body_keeps_its_printed_name() -> None:
    minutes = read(newer("Eventuelt").replace("Direktionen", "Klimanævnet"))
    assert minutes.body
    assert minutes.body.text == "Klimanævnet"
    assert codes(minutes) == ["body-unknown"]


def test_an_alias_gives_the_canonical_body() -> None:
    minutes = read(newer("Eventuelt").replace("Direktionen", "Teknik- og Miljøudvalget"))
    assert minutes.body
    assert minutes.body.text == "Udvalget for Teknik og Miljø"


@each(
    "title",
    [
        "REFERAT Direktionen d. 26-06-2023",
        "UDKAST TIL REFERAT Direktionen d. 26-06-2023",
        "UDKAST TIL REFERAT\n\nDirektionen d. 26-06-2023",
        "Åbent referat Direktionen den 26. juni 2023",
        "Åbent referat\n\nDirektionen",
        "Dagsorden/Referat for Direktionen den 26. juni 2023",
        "Dagsorden og referat for Direktionen den 26. juni 2023",
        "Referat af møde i Direktionen den 26. juni 2023",
        "Referat fra ekstraordinært møde i Direktionen mandag den 26. juni 2023",
        "Referat af Direktionens møde d. 26. juni 2023",
        "Beslutningsreferat: Direktionen 26-06-2023",
        "Referat af møde i Direktionen den 26/6-23",
        "Referat Direktionen 2023-06-26",
        "Direktionens møde d. 26. juni 2023",
        "Møde i Direktionen den 26. juni 2023",
        "Direktionen – Referat – 26. juni 2023",
        "Direktionen, den 26. juni 2023",
        "Ådalsø Kommune\nDirektionen\nReferat",
        "Direktionen - Referat",
        "Referat af Direktionen - åben dagsorden den 26. juni 2023",
        "Ådalsø Kommune Direktionen Referat",
        "Referat\n\nUdvalg: Direktionen",
        "År 2023, mandag den 26. juni holdt Direktionen ordinært møde i salen",
    ],
)
def test_heads_of_other_forms(title: str) -> None:
    minutes = read(newer("Eventuelt").replace("REFERAT Direktionen d. 26-06-2023", title))
    assert minutes.body
    assert (minutes.body.text, minutes.date) == ("Direktionen", "2023-06-26")
    assert minutes.text[minutes.body.span.start : minutes.body.span.end].startswith("Direktionen")
    assert ("draft" in codes(minutes)) is title.startswith("UDKAST")


@pytest.mark.parametrize(
    ("head", "body", "start", "place"),
    [
        ("Økonomiudvalget\nReferat fra mødet mandag den 8. december 2014 kl. 16:00 i lokale 2", "Økonomiudvalget", "16:00", "lokale 2"),
        ("Økonomiudvalget\nMandag den 8. december 2014 kl. 16:00 i Lokale 1", "Økonomiudvalget", "16:00", "Lokale 1"),
        ("Økonomiudvalget\nMødedato: 8. december 2014 kl. 16:00 i Lokale 1", "Økonomiudvalget", "16:00", "Lokale 1"),
        ("Økonomiudvalget\nReferat af ordinært møde den 8. december 2014 kl. 16.00", "Økonomiudvalget", "16:00", None),
        ("Økonomiudvalget\nMødedato: 8. december 2014 Mødetid: 16.00 Mødested: Salen", "Økonomiudvalget", "16:00", "Salen"),
        ("Økonomiudvalget\nReferat af ordinært møde den 8. december 2014 kl. 16.00-18.30, Havnehuset", "Økonomiudvalget", "16:00", "Havnehuset"),
        ("Økonomiudvalget\nUdskrift af forhandlingsprotokollen for mødet den 8. december 2014 kl. 16.00", "Økonomiudvalget", "16:00", None),
        ("Handicaprådet i Nyby Kommune\nMødedato: 8. december 2014\n\nKl. 16.00 i Rådssalen", "Handicaprådet", "16:00", "Rådssalen"),
        ("Skolebestyrelsesmøde 8. december 2014 kl. 16.00, Ved Mosen 20", "Skolebestyrelsen", "16:00", "Ved Mosen 20"),
        ("MAGISTRATEN I NYBY\nReferat af magistratsmødet mandag den 8. december 2014 kl. 16-18", "Magistraten", "16:00", None),
        ("Den 8. december 2014 kl. 16.00 afholdtes bestyrelsesmøde på kontoret.", "Bestyrelsen", "16:00", None),
        ("DIREKTIONSMØDE\nMandag den 8. december 2014 kl. 16.00", "DIREKTIONen", "16:00", None),
        ("BYRÅDETS BESLUTNINGSPROTOKOL\nMødedato: 8. december 2014 kl. 16.00", "Byrådet", "16:00", None),
        ("Lokalrådet for Nyby og Omegn\nMødedato: 8. december 2014 kl. 16.00", "Lokalrådet for Nyby og Omegn", "16:00", None),
        ("Næste forældrerådsmøde er den 3. maj\n\nMødedato: 8. december 2014 kl. 16.00", None, "16:00", None),
        ("Mødedato: 8. december 2014 kl. 16.00\n\nDen 3. maj 2013 blev der afholdt borgermøde.", None, "16:00", None),
        ("Møde i Skoleudvalget mandag den 8. december 2014, kl. 16.00 i salen", "Skoleudvalget", "16:00", "salen"),
        ("Referat fra Ældrerådets møde den 8. december 2014 i Mølle Stuen kl. 16.00", "Ældrerådet", "16:00", "Mølle Stuen"),
        ("§ 17, stk. 4-udvalget\nMødedato: 8. december 2014 kl. 16.00", "§ 17, stk. 4-udvalget", "16:00", None),
        ("BEREDSKABSKOMMISSIONEN NORD\nMødedato: 8. december 2014\n\nKl. 16.00", "Beredskabskommissionen", "16:00", None),
        ("Referat\tNyby Kommune\nØkonomiudvalget\t9999 Nyby\nMødedato\t8. december 2014\nMødetid\t16:00", "Økonomiudvalget", "16:00", None),
    ],
)  # fmt: skip
def test_a_title_without_the_body_and_labels_on_one_line(
    head: str, body: str | None, start: str, place: str | None
) -> None:
    minutes = parse(Document("a.txt", f"{head}\n\n1. Vej\nSagsnr.: 14/1\n\nBeslutning\nGodkendt.\n"), NEUTRAL)
    assert (minutes.body and minutes.body.text, minutes.date, minutes.start_time) == (
        body,
        "2014-12-08",
        start,
    )
    assert (minutes.place and minutes.place.text) == place


@each(
    ("words", "day", "unread"),
    [
        (
            "År 2003 den 27. november kl. 19 afholdt byrådet møde. Fraværende var Bo Ravn.",
            "2003-11-27",
            "Fraværende var Bo Ravn.",
        ),
        ("År 2022 den 27. november blev planen vedtaget.", None, "År 2022"),
        ("Den 3. maj 2013 blev der afholdt borgermøde.", None, "borgermøde"),
        ("Økonomiudvalget: sagen er udsat, Bo Ravn afventer", None, "sagen er udsat"),
    ],
)
def test_what_a_head_tells_beside_the_meeting_stays_unread(words: str, day: str | None, unread: str) -> None:
    items = "1. Vej\nSagsnr.: 14/1\n\nBeslutning\nGodkendt.\n"
    minutes = parse(Document("a.txt", f"Referat\n\n{words}\n\n{items}"), NEUTRAL)
    assert minutes.date == day
    assert any(unread in one.quote.text for one in minutes.unread)


def test_a_committees_minutes_may_have_the_council_in_their_letterhead() -> None:
    head = "NORDBY BYRÅD\n\nNordby Byråd\n\nKulturudvalget\n\nTEMA: SUNDHEDSOMRÅDET\n\n"
    told = "Til stede Bo Holm\nÅben\n\n1. Vej\n\nBeslutning\n\nJa.\n"
    minutes = parse(Document("a.txt", f"{head}Den 09.01.2025\n\n{told}"), NEUTRAL)
    assert (minutes.body and minutes.body.text) == "Kulturudvalget"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Nordby Byråd\nDirektionen\nReferat", "Nordby Byråd"),
        ("Nordby Byråd\nReferat\nTilhørere fra\nÆldrerådet", "Nordby Byråd"),
        ("NORDBY BYRÅD\nNordby Byråd\n\nKulturudvalget\nReferat", "Kulturudvalget"),
    ],
)
def test_a_committee_is_meant_right_below_the_letterhead_alone(head: str, body: str) -> None:
    minutes = parse(Document("a.txt", f"{head}\n\n12. maj 2020\n\n1. Vej\n\nBeslutning\n\nJa.\n"), NEUTRAL)
    assert (minutes.body and minutes.body.text) == body


def test_the_blanks_that_closed_words_leave_are_not_gone_through_again_and_again() -> None:
    """More of them than a file may have side by side: this did not end."""
    found = parse(Document("a.txt", "Punkt 1 (lukket) " * 40), NEUTRAL)
    assert (found.text.strip(), found.body) == ("Punkt 1", None)
