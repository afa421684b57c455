"""The generated exports: the same each time, of five towns, and read as they say, with nothing closed shown."""

import json
from pathlib import Path

import pytest

from benchmarks.exports import FORMS
from benchmarks.score import Tally
from benchmarks.sources import NAMES, below_bar, compare, generate, score, score_folder, write
from benchmarks.towns import TOWNS
from graph.readers.files import choose

COUNT = 6


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    total = write(tmp_path, 2)
    files = [path for path in tmp_path.rglob("*") if path.is_file() and ".gold" not in path.name]
    assert total == sum(path.stat().st_size for path in files)
    for form in FORMS:
        for name, data, known in generate(form, 2):
            assert (tmp_path / form / name).read_bytes() == data
            told = (tmp_path / form / name).with_suffix(".gold.json").read_text(encoding="utf-8")
            assert json.loads(told)["items"] == known["items"]
        assert [data for _, data, _ in generate(form, 2, seed=2)] != [
            data for _, data, _ in generate(form, 2)
        ]
    assert score_folder(tmp_path).keys() == FORMS.keys()


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_known_and_read_as_it_says(form: str) -> None:
    total = Tally()
    towns = set()
    for name, data, known in generate(form, COUNT):
        assert choose(name, data).name == form
        assert any(ord(letter) > 127 for letter in known["municipality"])
        towns.add(known["municipality"])
        total.add(score(data, known))
    assert towns == {town.name for town in TOWNS}
    assert [name for name in NAMES if below_bar(total, name)] == []
    assert all(total.found[name] for name in ("votes", "dissents", "attendance", "earlier_decisions"))


def test_a_secret_that_is_shown_is_a_leak() -> None:
    known = next(
        known for _, _, known in generate("edoc", COUNT) if any(one["closed"] for one in known["items"])
    )
    closed = next(item for item in known["items"] if item["closed"])
    said = {**known, "items": [{**item, "decision_outcome": None, "sections": []} for item in known["items"]]}
    del said["must_not_appear"]
    assert compare(known, said).wrong["LEAK"] == 0
    said["place"] = known["must_not_appear"][-1]
    shown = next(item for item in said["items"] if item["number"] == closed["number"])
    shown["decision_text"] = "Godkendt."
    assert compare(known, said).wrong["LEAK"] == 2
    assert below_bar(compare(known, said), "LEAK")
