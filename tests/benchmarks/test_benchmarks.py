"""The generated minutes: the same each time, true to what is said of them, and read in full."""

import json
from pathlib import Path

import pytest

from benchmarks.generate import generate, write
from benchmarks.score import NAMES, Tally, compare, score
from graph.minutes.as_json import as_dict
from graph.municipality.profile import load_profile
from graph.readers.files import decode
from graph.readers.layout.parse import parse

SAMPLE = list(generate(24))


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    assert list(generate(24)) == SAMPLE
    assert [text for text, _ in generate(24, seed=2)] != [text for text, _ in SAMPLE]
    written = write(tmp_path, 8)
    assert written == sum(file.stat().st_size for file in (tmp_path / "minutes").iterdir())
    for text, truth in generate(8):
        assert (tmp_path / "minutes" / truth["file"]).read_text(encoding="utf-8") == text
        known = tmp_path / "truth" / f"{Path(truth['file']).stem}.json"
        assert json.loads(known.read_text(encoding="utf-8")) == truth


def test_they_cover_both_layouts_all_bodies_and_twenty_years() -> None:
    truths = [truth for _, truth in SAMPLE]
    bodies = {agent.name for agent in load_profile("aadalsoe").of_kind("body")}
    assert {truth["body"] for truth in truths} == bodies
    assert truths[0]["date"][:4] == "2006"
    assert len({truth["file"] for truth in truths}) == len(truths)
    items = [item for truth in truths for item in truth["items"]]
    assert any(item["closed"] for item in items)
    generations = {len(number.split("-")) for item in items for number in item["case_numbers"]}
    assert generations == {2, 3}


def test_cases_run_over_meetings_bodies_and_generations_of_numbers() -> None:
    met: dict[str, set[str]] = {}
    cited: set[str] = set()
    for _, truth in generate(160):
        for item in truth["items"]:
            for number in item["case_numbers"]:
                met.setdefault(number, set()).add(truth["body"])
            cited |= {one["case_number"] for one in item["references"] if one["type"] == "case"}
    assert max(map(len, met.values())) >= 3
    assert cited
    assert cited <= met.keys()


def test_the_reader_finds_all_that_they_say() -> None:
    total = Tally()
    for text, truth in SAMPLE:
        total.add(
            compare(truth, as_dict(parse(decode(truth["file"], text.encode()), load_profile("aadalsoe"))))
        )
    assert total.log == []
    assert {name: total.scores(name) for name in NAMES} == dict.fromkeys(NAMES, (1.0, 1.0, 1.0))
    assert all(total.found[name] for name in NAMES)


def test_what_is_missed_and_made_up_is_counted(tmp_path: Path) -> None:
    write(tmp_path, 1)
    (known,) = (tmp_path / "truth").iterdir()
    truth = json.loads(known.read_text(encoding="utf-8"))
    truth["items"][0]["title"] = "Noget andet"
    truth["items"].pop()
    known.write_text(json.dumps(truth), encoding="utf-8")
    tally = score(tmp_path, known)
    counts = (tally.found["title"], tally.missed["title"], tally.wrong["title"])
    assert counts == (len(truth["items"]) - 1, 1, 1)
    assert tally.scores("items")[0] < tally.scores("items")[1] == 1.0
    assert any("title missed 'Noget andet'" in line for line in tally.log)


@pytest.mark.parametrize("number", [0, 10**6])
def test_more_meetings_than_there_are_weeks(number: int) -> None:
    with pytest.raises(ValueError, match="between 1 and"):
        next(generate(number))
