"""What decisions say beside their outcome."""

from datetime import date

import pytest

from graph.minutes.document import Document
from graph.minutes.model import Decision, Quote, Span
from graph.municipality.profile import load_profile
from graph.wording.decisions import read_decision

PROFILE = load_profile("kalundborg")
DAY = date(2017, 9, 25)


def decided(words: str, *recommended: str) -> Decision:
    document = Document("x.txt", words)
    points = [Quote(text, Span(0, 0)) for text in recommended]
    return read_decision(document, document.prose(0, len(words)), points, PROFILE, DAY)


@pytest.mark.parametrize(
    ("words", "clause"),
    [
        ("Godkendt, idet det bemærkes, at prisen er ca. 3 mio. kr. Udvalget ses igen.", "idet det bemærkes, at prisen er ca. 3 mio. kr."),
        ("Godkendt med den ændring, at broen\nmales.", "med den ændring, at broen males."),
        ("Godkendt.", None),
        ("Tidetiden er lav.", None),
        ("9 stemte for og 4 imod, hvorefter indstillingen blev godkendt med den bemærkning, at punkt 2 udgår.", "med den bemærkning, at punkt 2 udgår."),
        ("Godkendt, 3 undlod, med forbehold for finansiering.", "med forbehold for finansiering."),
        ("Godkendt, efter at alle stemte for, dog med den ændring, at punkt 3 udgår.", "dog med den ændring, at punkt 3 udgår."),
        ("Godkendt, 3 undlod med forbehold for finansiering.", None),
    ],
)  # fmt: skip
def test_reservations(words: str, clause: str | None) -> None:
    found = decided(words).reservation
    assert (found.text if found else None) == clause


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("Stopper i Direktionen.", "Direktionen"),
        ("Godkendt. Sagen stopper i\nØkonomiudvalget.", "Økonomiudvalget"),
        ("Sagen stopper her.", None),
        ("Bussen stopper i byen ved Direktionen.", None),
    ],
)
def test_the_end_of_the_path(words: str, body: str | None) -> None:
    assert decided(words).ends_in == body


def test_numbered_answers_are_matched_to_the_points() -> None:
    found = decided("1. Godkendt. 2. Ikke godkendt, se kap. 4. 3. Drøftet.", "a", "b").points
    assert [(point.number, point.text.text, point.answers) for point in found] == [
        ("1", "Godkendt.", 1),
        ("2", "Ikke godkendt, se kap. 4.", 2),
        ("3", "Drøftet.", None),
    ]


@pytest.mark.parametrize(
    "words", ["Godkendt.", "Mødet den 3. maj og 4. juni.", "2. Godkendt. 3. Drøftet.", "1. Godkendt."]
)
def test_numbers_that_are_no_answers(words: str) -> None:
    assert decided(words, "a", "b").points == ()


def test_a_visit_that_is_postponed_postpones_no_case() -> None:
    found = decided("Borgmesterens deltagelse i mødet udsættes til 12. august.", "planen godkendes")
    assert found.outcomes == ("udsat",)
    assert [(code, about.text) for code, about in found.incidental] == [
        ("udsat", "Borgmesterens deltagelse i mødet")
    ]
    assert found.case_outcomes == ("fritekst",)


def test_points_have_outcomes_of_their_own() -> None:
    found = decided("1.-2. godkendes ikke. 3. Godkendt.", "a", "b", "c").points
    assert [(point.number, point.outcomes, point.answers) for point in found] == [
        ("1", ("ikke-godkendt",), 1),
        ("2", ("ikke-godkendt",), 2),
        ("3", ("godkendt",), 3),
    ]
