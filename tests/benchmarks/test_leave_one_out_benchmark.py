"""The benchmark of minutes that the profile was not made for, on three of the examples."""

import shutil
from pathlib import Path

import pytest
from places import EXAMPLES

from benchmarks.leave_one_out import BAR, SOFT, WAYS, empty, main, marked, score, short
from graph.base.config import OperatorError
from graph.municipality.profile import load_profile

STEMS = ("direktionen-2018-01-22", "direktionen-2022-10-03", "oekonomiudvalget-2022-05-18")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for kind, ending in (("minutes", "txt"), ("gold", "json")):
        (tmp_path / kind).mkdir()
        for stem in STEMS:
            shutil.copy(EXAMPLES.parent / kind / f"{stem}.{ending}", tmp_path / kind)
    return tmp_path


def test_what_the_layout_decides_needs_no_profile_and_the_rest_reaches_the_bar(folder: Path) -> None:
    tallies = score(marked(folder), load_profile("aadalsoe"))
    assert {way: short(tallies[way]) for way in WAYS} == {"empty": [], "others": [], "full": []}
    assert tallies["full"].scores("units") == (1.0, 1.0, 1.0)
    for way in ("empty", "others"):
        assert tallies[way].scores("units")[0] > 0.95
        assert min(tallies[way].scores(name)[2] for name in SOFT) >= BAR


def test_the_command_prints_the_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), "-v"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "3 documents, Ådalsø Kommune"
    assert lines[1].split()[:5] == ["field", "empty", "prec", "recall", "F1"]
    assert "all fields reach the bar" in lines


def test_the_empty_profile_knows_the_name_alone() -> None:
    profile = empty(load_profile("aadalsoe"))
    assert (profile.name, profile.agents) == ("Ådalsø Kommune", ())
    assert len(profile.number_forms) == 2


def test_a_folder_without_gold_is_told(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="no minutes and gold"):
        marked(tmp_path)
