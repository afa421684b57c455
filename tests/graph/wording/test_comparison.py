"""Whether decisions follow what was recommended."""

from datetime import date

from each import each

from graph.minutes.document import Document
from graph.minutes.model import Decision, Quote, Span
from graph.municipality.profile import NEUTRAL
from graph.wording.decisions import read_decision


def decided(words: str, *recommended: str) -> Decision:
    document = Document("x.txt", words)
    points = [Quote(text, Span(0, 0)) for text in recommended]
    return read_decision(document, document.prose(0, len(words)), points, NEUTRAL, date(2017, 9, 25))


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
        ("Udvalget godkendte ikke punkt 2, men tiltrådte punkt 1.", "planen godkendes", "aendret", "Udvalget godkendte ikke"),
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


@each(
    ("words", "code"),
    [
        ("Udvalget godkendte punkt 1 og 2.", "ikke-sammenlignelig"),
        ("Punkt 1 godkendt.", "ikke-sammenlignelig"),
        ("1. Godkendt. 2. Godkendt.", "ikke-sammenlignelig"),
        ("Udvalget godkendte punkt 1 og 2, mens punkt 3 blev udsat.", "ikke-sammenlignelig"),
        ("Udvalget godkendte punkterne 1-2 og udsatte punkt 3.", "ikke-sammenlignelig"),
        ("Udvalget godkendte indstillingens punkt 1, men sendte punkt 2 tilbage.", "aendret"),
        ("Godkendt, men punkt 3 udgår.", "aendret"),
        ("Godkendt. Punkt 3 udgår.", "aendret"),
        ("Udvalget godkendte punkt 1-3.", "fulgt"),
        ("Indstillingen blev godkendt, men V stemte imod punkt 2.", "fulgt"),
        ("Udvalget tiltrådte punkt 1-3 og oversendte sagen til Økonomiudvalget.", "fulgt"),
    ],
)
def test_a_yes_to_some_of_three_points_is_not_one_to_all(words: str, code: str) -> None:
    found = decided(words, *(f"del {number} godkendes" for number in (1, 2, 3))).comparison
    assert found
    assert found.code == code
