"""The head of minutes."""

import pytest
from support import codes, newer, read


def test_body_date_time_place() -> None:
    minutes = read(newer("Eventuelt"))
    assert minutes.body
    assert minutes.place
    assert (minutes.body.text, minutes.date, minutes.start_time) == ("Direktionen", "2023-06-26", "12:30")
    assert minutes.place.text == "Mødelokale 8"
    assert minutes.text[minutes.place.span.start : minutes.place.span.end] == "Mødelokale 8"


@pytest.mark.parametrize(
    ("printed", "people"),
    [
        ("Anna Lund, Bo Ravn (Fravær)", [("Anna Lund", False), ("Bo Ravn", True)]),
        (
            "Anna Lund, Søren van der\nKlit, Bo Ravn",
            [("Anna Lund", False), ("Søren van der Klit", False), ("Bo Ravn", False)],
        ),
        ("Anna Lund (A), Bo Ravn (V) (Afbud)", [("Anna Lund", False), ("Bo Ravn", True)]),
        ("Anna Lund,\n\nBo Ravn", [("Anna Lund", False), ("Bo Ravn", False)]),
        ("Anna Lund\nBo Ravn", [("Anna Lund", False), ("Bo Ravn", False)]),
        ("Anna Lund\n\nAfbud: Bo Ravn", [("Anna Lund", False), ("Bo Ravn", True)]),
    ],
)
def test_participants(printed: str, people: list[tuple[str, bool]]) -> None:
    minutes = read(newer("Eventuelt", participants=printed))
    assert [(p.name.text, p.absent) for p in minutes.participants] == people


def test_a_first_name_alone_is_no_participant() -> None:
    minutes = read(newer("Eventuelt", participants="Anna Lund, Bo"))
    assert [p.name.text for p in minutes.participants] == ["Anna Lund"]
    assert codes(minutes) == ["person-unresolved"]


def test_an_unknown_body_keeps_its_printed_name() -> None:
    minutes = read(newer("Eventuelt").replace("Direktionen", "Klimanævnet"))
    assert minutes.body
    assert minutes.body.text == "Klimanævnet"
    assert codes(minutes) == ["body-unknown"]


def test_an_alias_gives_the_canonical_body() -> None:
    minutes = read(newer("Eventuelt").replace("Direktionen", "Teknik- og Miljøudvalget"))
    assert minutes.body
    assert minutes.body.text == "Udvalget for Teknik og Miljø"


def test_of_two_dates_the_one_with_the_right_weekday_counts() -> None:
    minutes = read(newer("Eventuelt").replace("d. 26-06-2023", "d. 27-06-2023"))
    assert minutes.date == "2023-06-26"
    assert codes(minutes) == ["date-differs"]


def test_text_of_no_field_is_unread() -> None:
    minutes = read(newer("Eventuelt").replace("Mødedato", "Vedtaget i enighed\n\nMødedato"))
    assert [one.quote.text for one in minutes.unread] == ["Vedtaget i enighed"]
    assert minutes.share_read < 1


@pytest.mark.parametrize(
    ("time", "start"), [("kl. 9:05", "09:05"), ("kl 17.30", "17:30"), ("kl. 8", "08:00"), ("kl. 25:00", None)]
)
def test_times(time: str, start: str | None) -> None:
    assert read(newer("Eventuelt").replace("kl. 12:30", time)).start_time == start


def test_without_a_head_there_is_neither_body_nor_date() -> None:
    minutes = read("Punkt 1: Eventuelt")
    assert (minutes.body, minutes.date) == (None, None)
    assert codes(minutes) == ["no-body", "no-date"]
