"""Headings of items that only their count shows."""

import pytest
from printed_items import item, laid, minutes_of

from graph.municipality.profile import NEUTRAL
from graph.readers.files import decode, read

HEAD = "Referat fra møde i Ældrerådet den 4. marts 2024\n\n"
TITLES = ("Godkendelse af dagsorden", "Ny rampe", "Eventuelt")


def printed(heading: str, below: str = "Drøftet.") -> str:
    romans = ("I", "II", "III")
    headings = (
        heading.format(n=n, roman=romans[n - 1], letter="ABC"[n - 1], hundred=100 + n, title=title)
        for n, title in enumerate(TITLES, 1)
    )
    return HEAD + "\n\n".join(f"{each}\n{below}" for each in headings)


@pytest.mark.parametrize(
    "heading", ["Ad {n}. {title}", "{roman}. {title}", "({n}) {title}", "Post {n}: {title}"]
)
def test_items_that_most_meetings_have_show_the_others(heading: str) -> None:
    assert laid(printed(heading)) == list(enumerate(TITLES, 1))


@pytest.mark.parametrize(
    "heading", ["Protokol nr. {hundred} {title}", "P {hundred} {title}", "Sag {hundred} | {title}"]
)
def test_headings_below_each_of_which_something_is_decided(heading: str) -> None:
    numbers = [100 + number for number in range(1, 4)]
    assert laid(printed(heading, "Om sagen.\n\nBeslutning\nGodkendt.")) == list(
        zip(numbers, TITLES, strict=True)
    )


def test_the_number_of_a_chapter_stands_in_front_of_the_items() -> None:
    text = printed("{n}.1 {title}", "Om sagen.\n\nBeslutning\nGodkendt.")
    assert [one.number for one in minutes_of(text.removeprefix(HEAD)).items] == ["1.1", "2.1", "3.1"]


@pytest.mark.parametrize(
    "text",
    [
        printed("Model {n}: {title}").replace(TITLES[0], "Ny vej").replace(TITLES[2], "Ny bro"),
        printed("Ad {n}. {title}").removeprefix("Referat "),
        printed("Ad {n}. {title}").replace("Ad 2.", "Ad 4."),
    ],
    ids=["no item of a meeting", "no minutes", "a gap"],
)
def test_a_list_of_anything_else_is_none(text: str) -> None:
    assert laid(text) == []


def test_what_stands_behind_the_last_item_is_none_of_its_words() -> None:
    behind = "Næste møde: 3. juni 2024\n\nAnna Lund          Bo Dam"
    one = minutes_of(
        f"{printed('Ad {n}. {title}', 'Konklusion: Drøftet.').removeprefix(HEAD)}\n\n{behind}"
    ).items[-1]
    assert one.decision is not None
    assert one.decision.text.text == "Drøftet."


def test_the_first_item_of_a_chapter_in_a_year_is_no_title() -> None:
    text = printed("Pkt. 4.{n}/2024: {title}", "Om sagen.\n\nBeslutning:\nGodkendt.").removeprefix(HEAD)
    assert [(one.number, one.title.text) for one in minutes_of(text).items] == [
        (f"4.{n}", title) for n, title in enumerate(TITLES, 1)
    ]


def test_items_may_have_letters() -> None:
    text = printed("{letter}. {title}").removeprefix(HEAD)
    assert [one.number for one in minutes_of(text).items] == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("words", "decided"),
    [
        ("Anna Lund blev valgt.", True),
        ("Det blev besluttet, at festen holdes i maj. Anna bager.", True),
        ("Der var ingen spørgsmål.", True),
        ("Intet til referat.", True),
        ("Udsættes til mødet i september.", True),
        ("Udsat i 2019 til september.", False),
        ("Det blev besluttet i 2019, at festen holdes i maj.", False),
        ("Anna fortalte om festen.", False),
    ],
)
def test_words_of_an_item_that_say_what_was_decided(words: str, decided: bool) -> None:
    one = minutes_of(printed("Ad {n}. {title}", words).removeprefix(HEAD)).items[1]
    assert (one.decision is not None) is decided


def test_one_item_without_a_heading_among_others() -> None:
    text = (
        item("1. Ny vej") + item("2. Eventuelt", "Intet.") + item("3. Ny sti", "Drøftes.") + item("4. Ny bro")
    )
    assert [one.decision is not None for one in minutes_of(text).items] == [True, True, False, True]


def test_who_was_there_may_stand_behind_the_items() -> None:
    behind = "Mødet hævet kl. 16.45.\n\nTil stede var: Anna Lund, Bo Dam\nFraværende uden afbud: Ib Ny"
    text = printed("Ad {n}. {title}").replace("2024", "2024 kl. 15.00-17.00") + "\n\n" + behind
    found = read(decode("a.txt", text.encode()), NEUTRAL).minutes
    assert [(one.name.text, one.absent) for one in found.participants] == [
        ("Anna Lund", False),
        ("Bo Dam", False),
        ("Ib Ny", True),
    ]
    assert found.end_time == "16:45"


def test_a_closed_item_of_a_chapter_closes_none_behind_it() -> None:
    text = printed("Pkt. 4.{n}/2024: {title}", "Om sagen.\n\nBeslutning:\nGodkendt.").removeprefix(HEAD)
    found = minutes_of(text.replace(TITLES[1], f"{TITLES[1]} (lukket)")).items
    assert [one.closed for one in found] == [False, True, False]
    assert [one.decision is not None for one in found] == [True, False, True]
