"""What the words of a section say of its item being closed."""

import pytest
from each import each

from graph.readers.protocol.parts import section_says_closed
from graph.readers.protocol.record import RecordedSection

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
]
OPEN = [
    "<p>Søndag</p><p>Lukket</p>",
    "<p>Søndag<br>Lukket</p>",
    "<table><tr><td>Søndag</td><td>Lukket</td></tr></table>",
    "<table><tr><td>Lukket</td><td>Åbent</td><td>I alt</td></tr></table>",
    "<ul><li>Mandag</li><li>Lukket</li></ul>",
    "<p>Svømmehallen er lukket i uge 42.</p>",
]
DECISIONS = ["Sagen er lukket.", "Mødet er lukket.", "Punktet lukkes efter drøftelse."]
CLOSED_DECISIONS = [
    "Lukket",
    "Punktet er lukket.",
    "Punktet lukkes efter styrelseslovens § 10.",
    "Lukket punkt",
]


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
