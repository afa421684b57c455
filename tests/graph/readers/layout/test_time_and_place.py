"""When and where the meeting was."""

import pytest
from support import codes, newer, read

from graph.minutes.document import Document
from graph.municipality.profile import NEUTRAL
from graph.readers.layout.parse import parse


def test_of_two_dates_the_one_with_the_right_weekday_counts() -> None:
    minutes = read(newer("Eventuelt").replace("d. 26-06-2023", "d. 27-06-2023"))
    assert minutes.date == "2023-06-26"
    assert codes(minutes) == ["date-differs"]


@pytest.mark.parametrize(
    ("time", "start"), [("kl. 9:05", "09:05"), ("kl 17.30", "17:30"), ("kl. 8", "08:00"), ("kl. 25:00", None)]
)
def test_times(time: str, start: str | None) -> None:
    assert read(newer("Eventuelt").replace("kl. 12:30", time)).start_time == start


@pytest.mark.parametrize(
    "day",
    [
        "klokken 13.00",
        "kl. 13.00-15.30",
        "13:00-15:30",
        "13.00 - 15.30",
        "2023-06-26 13:00",
        "kl 13",
        "26.06.2023 kl. 13.00",
    ],
)
def test_times_of_other_forms(day: str) -> None:
    minutes = read(newer("Eventuelt").replace("Mandag d. 26. juni 2023 kl. 12:30", day))
    assert (minutes.date, minutes.start_time) == ("2023-06-26", "13:00")


@pytest.mark.parametrize("day", ["26.06.2023", "26-06-2023", "den 26. juni 2023", "26/6 2023", "kl. 13:75"])
def test_a_date_is_no_time(day: str) -> None:
    assert read(newer("Eventuelt").replace("Mandag d. 26. juni 2023 kl. 12:30", day)).start_time is None


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("26.-27. juni 2023", "2023-06-26"),
        ("den 31. december 2022 til den 1. januar 2023", "2022-12-31"),
        ("26/6 og 27/6 2023", "2023-06-26"),
        ("2. - 26. juni 2023", "2023-06-26"),  # no meeting is that long
        ("26.06.23 kl. 13.00", "2023-06-26"),
        ("26/6-23", "2023-06-26"),
        ("26 juni, 2023", "2023-06-26"),
        ("23-06-26", None),
    ],
)
def test_the_first_day_and_years_in_two_digits(day: str, expected: str | None) -> None:
    text = newer("Eventuelt").replace("Mandag d. 26. juni 2023 kl. 12:30", day)
    assert read(text.replace(" d. 26-06-2023", "")).date == expected


def test_a_title_with_several_days_is_of_the_first_and_its_body_has_none() -> None:
    text = (
        newer("Eventuelt").replace("d. 26-06-2023", "d. 30. juni - 1. juli 2023").replace("Mødedato", "Note")
    )
    minutes = read(text)
    assert minutes.body is not None
    assert (minutes.date, minutes.body.text) == ("2023-06-30", "Direktionen")


def test_the_time_beside_the_day_that_a_title_says_too() -> None:
    head = "Kulturudvalget | tirsdag 12-05-2020\n\nKulturudvalget\n\nTirsdag, May 12, 2020 kl. 15:00 - 17:20"
    told = parse(Document("a.txt", f"{head}\n\n1. Vej\n\nBeslutning\n\nJa.\n"), NEUTRAL)
    assert (str(told.date), told.start_time, told.end_time) == ("2020-05-12", "15:00", "17:20")


@pytest.mark.parametrize(
    "end", ["Mødet slut kl.:\t18.20", "Mødet slut kl.: 18.20", "Mødet sluttede kl. 18.20."]
)
def test_when_the_meeting_ended(end: str) -> None:
    head = f"Kulturudvalget\n\nMødedato: 12. maj 2020 kl. 16\n{end}"
    assert parse(Document("a.txt", f"{head}\n\n1. Vej\n\nBeslutning\n\nJa.\n"), NEUTRAL).end_time == "18:20"
