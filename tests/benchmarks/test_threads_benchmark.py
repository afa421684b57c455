"""The benchmark of matters that go on under other numbers, at its smallest."""

from pathlib import Path

import pytest

from benchmarks.matters import FRONTS, HEADS, Matter, generate
from benchmarks.threads import PRECISION, RECALL, main, measure


def test_what_is_proposed_is_true_and_most_of_what_is_true_is_proposed(tmp_path: Path) -> None:
    found = measure(10, tmp_path, seed=4)
    assert found.true
    assert found.precision >= PRECISION
    assert found.recall >= RECALL


def test_matters_have_several_numbers_and_look_alikes_their_own() -> None:
    texts, matter_of = generate(20)
    assert sum(1 for _ in texts) == 20
    assert len(set(matter_of.values())) < len(matter_of)
    assert {len(number.split("-")) for number in matter_of} == {2, 3}
    assert list(generate(3)[0]) == list(generate(3)[0])


def test_a_matter_is_told_of_in_other_words() -> None:
    matter = Matter(0, "kanal:kanaler", "strategi", "for unge", "00.01.00")
    assert matter.title("Evaluering af {low}") == "Evaluering af kanalstrategi for unge"
    assert matter.title("{turned} - erfaringer") == "Strategi for kanaler for unge - erfaringer"
    assert len(set(FRONTS)) == len(FRONTS)
    assert len(set(HEADS)) == len(HEADS)


def test_the_command_prints_the_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["1", "--folder", str(tmp_path)])
    first = capsys.readouterr().out
    main(["1", "--folder", str(tmp_path)])  # of the store that is there
    assert capsys.readouterr().out.splitlines()[:3] == first.splitlines()[:3]
    assert "precision" in first
