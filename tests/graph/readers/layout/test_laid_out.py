"""How often a text is gone through: once for what is closed in it and for what is read of the rest."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from places import EXAMPLES
from samples import sample
from support import newer

from graph.minutes.document import Document
from graph.municipality.profile import load_profile
from graph.readers.layout import laid_out
from graph.readers.layout.laid_out import LaidOut
from graph.readers.layout.parse import parse

PROFILE = load_profile("aadalsoe")
ITEMS = [f"Sag {number}\n\n23-00123{number}\n\nBeslutning\n\nGodkendt." for number in range(10)]
# With its words gone a text is another, which is laid out to see that nothing closed is left in it.
CLOSED = newer(*ITEMS[:9], "Lukket: Salg af grund\n\n23-001239\n\nBeslutning\n\nEn hemmelighed.")


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each is called."""
    calls: Counter[str] = Counter()

    def counting(name: str, own: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: object) -> object:
            calls[name] += 1
            return own(*arguments)

        return call

    for name in ("lay_out", "read_header", "stretches", "Numbers"):
        monkeypatch.setattr(laid_out, name, counting(name, getattr(laid_out, name)))
    return calls


@pytest.mark.parametrize(
    ("text", "times", "blocks"),
    [
        (newer(*ITEMS), 1, 10),
        (newer(*ITEMS[:9], "Lukket: Salg af grund\n\n23-001239"), 1, 10),
        (CLOSED, 2, 10),
    ],
)
def test_a_text_is_laid_out_once_and_the_numbers_of_an_item_are_read_once(
    text: str, times: int, blocks: int, count: Counter[str]
) -> None:
    assert len(parse(Document("a.txt", text), PROFILE).items) == 10
    assert {name: count[name] for name in ("lay_out", "read_header", "stretches")} == {
        "lay_out": times,
        "read_header": 1,
        "stretches": times,
    }
    assert count["Numbers"] <= blocks + times - 1


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.txt")), ids=lambda file: file.stem)
def test_no_example_is_laid_out_more_than_once_a_text(file: Any, count: Counter[str]) -> None:
    text = file.read_text(encoding="utf-8")
    found = parse(Document(file.name, text), PROFILE)
    assert count["lay_out"] == (1 if found.text == text else 2)


def test_all_that_is_asked_of_a_text_again_is_there() -> None:
    once = LaidOut(Document("a.txt", sample()), PROFILE)
    block = once.layout.blocks[0]
    assert once.numbers(block) is once.numbers(block)
    assert [quote.text for quote in once.numbers(block).cases] == ["20-004417"]
    assert once.layout is once.layout
    assert once.header is once.header
