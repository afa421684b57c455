"""The head of minutes as a whole."""

import pytest
from support import codes, newer, read

from graph.minutes.document import Document
from graph.municipality.profile import NEUTRAL
from graph.readers.layout.parse import parse


def test_body_date_time_place() -> None:
    minutes = read(newer("Eventuelt"))
    assert minutes.body
    assert minutes.place
    assert (minutes.body.text, minutes.date, minutes.start_time) == ("Direktionen", "2023-06-26", "12:30")
    assert minutes.place.text == "Mødelokale 8"
    assert minutes.text[minutes.place.span.start : minutes.place.span.end] == "Mødelokale 8"


def test_without_a_head_there_is_neither_body_nor_date() -> None:
    minutes = read("Punkt 1: Eventuelt")
    assert (minutes.body, minutes.date) == (None, None)
    assert codes(minutes) == ["no-body", "no-date"]


@pytest.mark.parametrize("gap", ["\t", "     "])
def test_a_senders_address_beside_the_head_is_no_part_of_it(gap: str) -> None:
    head = "REFERAT\tNordby Kommune\nKulturudvalget\tTorvet 1\n12-05-2020 kl. 16.30\t9999 Nordby\nMødelokale 2\ttlf. 12345678"
    head = head.replace("\t", gap)
    people = "Medlemmer\n\nIda Holm (A)\tFormand\tDeltog\nBo Lind (V)\tNæstformand Afbud\nOle Moe (C)\tFormand Deltog"
    told = parse(Document("a.txt", f"{head}\n\n{people}\n\n1. Vej\n\nBeslutning\n\nJa.\n"), NEUTRAL)
    assert told.body
    assert told.place
    assert (told.body.text, told.place.text) == ("Kulturudvalget", "Mødelokale 2")
    assert (str(told.date), told.start_time) == ("2020-05-12", "16:30")
    assert [(one.name.text, one.status) for one in told.participants] == [
        ("Ida Holm", "present"),
        ("Bo Lind", "excused"),
        ("Ole Moe", "present"),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "Nævnet\nReferat af møde den 12. maj 2020\n\nMødet blev holdt på Vang Rådhus og varede fra kl. 15.00 til kl. 16.10.\n\nI mødet deltog formand Ida Holm og Bo Lind.",
        "Nævnet\n12. maj 2020\nMødet startede kl. 15:00\nMødet sluttede kl. 16:10\nMødet blev holdt i: Vang Rådhus\nFremmødte: Ida Holm, Bo Lind",
        "Nævnet                Referat fra møde 12. maj 2020\n\nMødested  Vang Rådhus\nMødet begyndt 15.00     Mødet hævet 16.10\n\nTil stede\n\nIda Holm og Bo Lind",
        "Nævnet\n\nDato og tid: 12. maj 2020 kl. 15.00-16.10\n                         Sted: Vang Rådhus\n                         Deltagere: Ida Holm, Bo Lind",
    ],
)  # fmt: skip
def test_when_where_and_who_in_other_words(head: str) -> None:
    told = parse(Document("a.txt", f"{head}\n\n1. Vej\nSagsnr.: 17/1\n\nBeslutning\n\nJa.\n"), NEUTRAL)
    assert (told.date, told.start_time, told.end_time) == ("2020-05-12", "15:00", "16:10")
    assert told.place is not None
    assert told.place.text == "Vang Rådhus"
    assert [one.name.text for one in told.participants] == ["Ida Holm", "Bo Lind"]
