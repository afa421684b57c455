"""What the words of a section say of its item being closed."""

from collections import Counter

import pytest
from each import each

from graph.readers.protocol.parts import closed_elsewhere, parts_of, section_says_closed
from graph.readers.protocol.record import RecordedItem, RecordedSection

CLOSED = [
    "<p>Luk&shy;ket punkt</p>",
    "<p><b>L</b>ukket punkt</p>",
    "<p>L&#117;kket punkt</p>",
    "<p>L U K K E T  punkt</p>",
    "<p>Dette punkt er tavshedsbelagt</p>",
    "<p>Sagen er undtaget fra aktindsigt</p>",
    "<p>Personsag</p>",
    "<p>Punktet er hemmeligholdt</p>",
    "<p>Lukket</p>",
    "<table><tr><td>Offentlighed</td><td>Lukket</td></tr></table>",
    "<ul><li>Lukket punkt</li></ul>",
    "<p>a</p><p>b</p><p>c</p><p>Punktet er lukket</p>",
    "<p>Stien er slidt.<br>Lukket punkt</p>",
    "<p>Ligesom punkt 1 er punktet lukket.</p>",
    "<p>Det samme gælder dette punkt.</p>",
    "<p>Behandlet for lukkede døre. Godkendt.</p>",
    "<p>LUKKET Godkendt.</p>",
    "<p>Fortroligt. Godkendt.</p>",
]
OPEN = [
    "<p>Søndag</p><p>Lukket</p>",
    "<p>Søndag<br>Lukket</p>",
    "<table><tr><td>Søndag</td><td>Lukket</td></tr></table>",
    "<table><tr><td>Lukket</td><td>Åbent</td><td>I alt</td></tr></table>",
    "<ul><li>Mandag</li><li>Lukket</li></ul>",
    "<p>Svømmehallen er lukket i uge 42.</p>",
    "<p>Punkt 3 behandles for lukkede døre.</p>",
    "<p>Lukket skole tages i brug. Godkendt.</p>",
]
DECISIONS = ["Sagen er lukket.", "Mødet er lukket.", "Punktet lukkes efter drøftelse."]
CLOSED_DECISIONS = [
    "Lukket",
    "Punktet er lukket.",
    "Punktet lukkes efter styrelseslovens § 10.",
    "Lukket punkt",
    "Mødet blev lukket under dette punkt. Godkendt.",
]


@each(
    "section",
    [
        RecordedSection("Lukkede bilag", "Tilbud"),
        RecordedSection(
            "Fremstilling", "<p>Om broen.</p><p><b>Lukkede bilag</b></p><ul><li>Tilbud</li></ul>", html=True
        ),
        RecordedSection("Beslutning", "Godkendt.\n\nLukkede bilag (ikke offentlige)\nTilbud"),
        RecordedSection("Beslutning", "Godkendt.\n\nLukket bilag: Tilbud"),
        RecordedSection("Fortrolige oplysninger", "Tilbud"),
        RecordedSection("Fremstilling", "<p>Om broen.</p><h3>Fortroligt notat</h3><p>Tilbud</p>", html=True),
    ],
)
def test_closed_attachments_are_no_part_of_a_section(section: RecordedSection) -> None:
    seen = Counter[str]()
    assert "Tilbud" not in repr(parts_of(section, seen))
    assert seen["attachment-not-for-publication"] == 1


@each("html", CLOSED)
def test_words_that_close(html: str) -> None:
    assert section_says_closed(RecordedSection("", html, html=True))


@pytest.mark.parametrize("html", OPEN)
def test_words_that_speak_of_something_closed(html: str) -> None:
    assert not section_says_closed(RecordedSection("", html, html=True))


@pytest.mark.parametrize("words", DECISIONS)
def test_a_decision_that_says_that_something_is_over(words: str) -> None:
    assert not section_says_closed(RecordedSection("Beslutning", words))


@pytest.mark.parametrize("words", CLOSED_DECISIONS)
def test_a_decision_that_says_that_its_item_is_closed(words: str) -> None:
    assert section_says_closed(RecordedSection("Beslutning", words))


@each(
    ("html", "closed"),
    [
        ("<p>De øvrige punkter er lukkede.</p>", "234"),
        ("<p>Punkt 3 og følgende behandles for lukkede døre.</p>", "34"),
        ("<div>Punkt 3 behandles for lukkede døre.</div><div>Det samme gælder punkt 2.</div>", "23"),
        ("<p>Punktet Vej 4 behandles for lukkede døre.</p>", "4"),
        ("<p>Formanden takkede. Resten af mødet er lukket.</p>", "234"),
        ("<p>Punkt 3 og følgende drøftes på et seminar.</p>", ""),
        ("<p>Godkendt. Bemærkninger: Lukket: 2</p>", "2"),
        ("<p>Åbne: 14. Lukket: 2</p>", ""),
        ("<p>Kl. 17 gik udvalget over til de lukkede punkter.</p>", "234"),
        ("<p>Mødet blev holdt for lukkede døre.</p>", ""),
        ("<p>Kontoret har ferie.</p><p>Lukket: 2</p><p>Ring i morgen.</p>", ""),
    ],
)
def test_sentences_in_an_item_close_others(html: str, closed: str) -> None:
    own = (RecordedSection("Beslutning", html, html=True),)
    items = [RecordedItem(str(n), f"Vej {n}", sections=own if n == 1 else ()) for n in range(1, 5)]
    assert "".join(sorted(closed_elsewhere(items))) == closed
