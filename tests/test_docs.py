"""docs/ says what is true: each query it names is there and gives as many rows as it is said to."""

import re
from pathlib import Path

import pytest

from graph import shelf
from graph.config import Config
from graph.queries import load
from graph.store import Store

QUESTIONS = re.findall(
    r"^\| .+\? \| `(\w+)` \| (\d+) \|$",
    (Path(__file__).parent.parent / "docs" / "spoergsmaal.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def test_there_are_questions() -> None:
    assert len(QUESTIONS) == 12


@pytest.mark.parametrize(("name", "rows"), QUESTIONS)
def test_a_question_has_as_many_answers_as_it_says(name: str, rows: str, published: Config) -> None:
    with Store.open_read_only(shelf.Release(shelf.current(published)).store) as store:
        found = len(list(store.query(load(name).text)))
    assert found == int(rows) > 0
