"""What decisions say beside their outcome."""

from datetime import date

import pytest
from each import each

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


@each(
    ("words", "recommended", "code", "basis"),
    [
        ("Godkendt.", "planen godkendes", "fulgt", "Godkendt."),
        ("Godkendt. Tak for maden.", "planen godkendes", "fulgt", "Godkendt."),
        ("Anbefales.", "planen godkendes", "fulgt", "Anbefales."),
        ("Godkendt, idet broen males.", "planen godkendes", "aendret", "idet broen males."),
        ("Anbefales, idet broen males.", "planen godkendes", "aendret", "idet broen males."),
        ("Godkendt som indstillet, idet broen males i maj.", "planen godkendes", "fulgt-med-tilfoejelse", "idet broen"),
        ("Indstillingen godkendt, idet broen dog ikke males.", "planen godkendes", "aendret", "idet broen"),
        ("Indstillingen godkendt, idet punkt 2 udgår.", "planen godkendes", "aendret", "idet punkt"),
        ("Indstillingen godkendt, idet taksten fastsættes til 0 kr.", "planen godkendes", "aendret", "idet taksten"),
        ("Tiltrådt som indstillet, idet beløbet nedsættes til 1 mio. kr.", "planen godkendes", "aendret", "idet beløbet"),
        ("Indstillingen godkendt, idet taksten nedsættes i hele området.", "planen godkendes", "aendret", "idet taksten"),
        ("Indstillingen godkendt, idet rammen reduceres med 10 pct.", "planen godkendes", "aendret", "idet rammen"),
        ("Indstillingen godkendt, idet udvalget bemærker, at trafikken reduceres med 10 pct.", "planen godkendes", "fulgt-med-tilfoejelse", "idet udv"),
        ("Indstillingen godkendt, idet der nedsættes en arbejdsgruppe.", "planen godkendes", "fulgt-med-tilfoejelse", "idet der"),
        ("Ikke godkendt. Broen bevares.", "broen fjernes", "ikke-fulgt", "Ikke godkendt."),
        ("Taget til efterretning.", "orienteringen tages til efterretning", "fulgt", "Taget til efterretning."),
        ("Taget til efterretning.", "planen godkendes", "ikke-sammenlignelig", "Taget til efterretning."),
        ("Drøftet.", "sagen drøftes", "fulgt", "Drøftet."),
        ("Udsat.", "planen godkendes", "ikke-sammenlignelig", "Udsat."),
        ("Vi ser på det.", "planen godkendes", "ikke-sammenlignelig", "Vi ser på det."),
        ("1. Godkendt. 2. Ikke godkendt.", "planen godkendes", "aendret", "1."),
        ("1. Godkendt. 2. Tiltrådt.", "planen godkendes", "fulgt", "1."),
        ("Godkendt, idet det bemærkes, at broen males.", "planen godkendes", "fulgt-med-tilfoejelse", "idet det bemærkes"),
        ("Anbefales, idet det bemærkes, at broen males.", "planen godkendes", "fulgt-med-tilfoejelse", "idet det bemærkes"),
        ("Godkendt med den ændring, at broen males.", "planen godkendes", "aendret", "med den ændring"),
        ("Godkendt, dog ikke punkt 3.", "planen godkendes", "aendret", "dog ikke"),
        ("Godkendt. Foruden havnen ønsker direktionen at drøfte broen.", "planen godkendes", "fulgt-med-tilfoejelse", "Foruden havnen"),
        ("Godkendt. Udvalget beder om en status i maj.", "planen godkendes", "fulgt-med-tilfoejelse", "Udvalget beder"),
        ("Godkendt. V ønsker en lavere takst.", "planen godkendes", "fulgt", "Godkendt."),
        ("Direktionen bakker op om et forum, idet prisen bemærkes.", "direktionen drøfter et forum", "ikke-sammenlignelig", "Direktionen bakker"),
        ("Direktionen bakker op om et forum.", "et forum oprettes", "fulgt", "Direktionen bakker"),
        ("Sendt tilbage til administrationen.", "planen godkendes", "ikke-fulgt", "Sendt tilbage"),
        ("Sagen sendes tilbage.", "sagen sendes tilbage til udvalget", "fulgt", "Sagen sendes"),
        ("Sagen sendes tilbage.", "sagen drøftes", "ikke-sammenlignelig", "Sagen sendes"),
        ("Anbefales ikke.", "planen godkendes", "ikke-fulgt", "Anbefales ikke."),
        ("Afvist.", "ansøgningen afvises", "ikke-sammenlignelig", "Afvist."),
        ("Byrådet godkendte planen.", "planen afvises", "ikke-sammenlignelig", "Byrådet godkendte planen."),
        ("Byrådet godkendte indstillingen.", "planen afvises", "fulgt", "Byrådet godkendte indstillingen."),
        ("Borgmesterens besøg udsættes.", "planen godkendes", "ikke-sammenlignelig", "Borgmesterens"),
    ],
)  # fmt: skip
def test_recommendation_against_decision(words: str, recommended: str, code: str, basis: str) -> None:
    found = decided(words, recommended).comparison
    assert found
    assert found.code == code
    assert found.basis.text.startswith(basis)


def test_nothing_recommended_or_decided_is_not_compared() -> None:
    assert decided("Godkendt.").comparison is None
    assert decided("-", "planen godkendes").comparison is None


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
