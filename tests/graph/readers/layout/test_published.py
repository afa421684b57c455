"""Of a closed item's decision only the first paragraph is told, and nothing where it may hold more."""

import pytest

from graph.minutes.document import Document
from graph.municipality.profile import read_profile
from graph.readers.layout.parse import parse

_OWN = (
    "@prefix sg: <https://w3id.org/sagsgraf/ns#> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    '<kommune> skos:prefLabel "Nyby Kommune"@da ; sg:closedDecisionsOf "Byrådet"@da .'
)
_TEXT = (
    "Byrådet\nReferat\nMødedato: 25. marts 2025\n\n1. Vejplan\nSagsnr.: 25/1\nBeslutning\nGodkendt.\n\n"
    "2. Lukket: Køb\nSagsnr.: 25/2\nBeslutning\n{}\n\n3. Sti\nSagsnr.: 25/3\nBeslutning\nGodkendt.\n"
)
_MORE = (
    "Personsag om ansat\nSagsnr.: 25/3\nHEMMELIG Bo Dahl søger orlov.",
    "Fortroligt notat\nHEMMELIG sag.",
    "Sagens oplysninger\nHEMMELIG sag.",
    "- HEMMELIG tilbud.pdf",
    "Direktionen indstiller, at HEMMELIG afskediges.",
    "Side 3\n\nHEMMELIG sag.",
    "Begrundelse:\nHEMMELIG sag.",
    "Resten er fortroligt: HEMMELIG.",
    "HEMMELIG stemte imod.",
)


def _decided(words: str) -> str | None:
    minutes = parse(Document("x.txt", _TEXT.format(words)), read_profile("nyby", _OWN))
    item = minutes.items[1]
    assert item.closed
    assert [one.number for one in minutes.items] == ["1", "2", "3"]
    assert not {"HEMMELIG", "Dahl"} & set(minutes.text.replace(".", " ").split())
    assert item.decision or any(one.code == "closed-item-text" for one in minutes.findings)
    return item.decision and item.decision.text.text


@pytest.mark.parametrize("more", _MORE)
def test_what_stands_with_a_decision_is_not_told(more: str) -> None:
    assert _decided(f"Godkendt.\n\n{more}") == "Godkendt."
    assert _decided(more) is None
    assert _decided(f"Godkendt.\n{more}") is None


@pytest.mark.parametrize(
    "words",
    [
        "Byrådet godkendte salget til Hansen.",
        "Byrådet godkendte salget af Kystområdet.",
        "Godkendt, jf. sag 25/77.",
    ],
)
def test_names_and_other_cases_are_not_told(words: str) -> None:
    assert _decided(words) is None


@pytest.mark.parametrize(
    "words",
    ["Godkendt", "Sagen sendes til Økonomiudvalget.", "Byrådet besluttede at købe ejendommen for 2 mio. kr."],
)
def test_what_was_decided_is_told(words: str) -> None:
    assert _decided(words) == words
