"""The texts of which the cost of reading is measured."""

import re

from benchmarks.reading import KINDS


def test_the_text_of_each_kind_is_as_long_as_it_is_asked_to_be() -> None:
    for kind, text in KINDS.items():
        assert 30_000 <= len(text(30_000)) < 40_000, kind


def test_items_that_are_joined_count_up() -> None:
    numbers = re.findall(r"^Punkt (\d+): ", KINDS["the examples joined"](30_000), re.MULTILINE)
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    assert len(numbers) > 9
