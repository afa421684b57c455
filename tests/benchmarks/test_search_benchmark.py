"""The benchmark of searching: what it asks, and that it says what each kind of question costs."""

import pytest

from benchmarks import search
from graph.base.config import Config
from graph.release import archive


def test_every_kind_of_question_is_asked(
    published: Config, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["search", str(published.data_dir), "--questions", "5"])
    search.main()
    built, updated, _, _, *rows = capsys.readouterr().out.splitlines()
    assert built.startswith("16 documents: index 0.")
    assert updated.startswith("built in ")
    cells = [row.strip("| ").split(" | ") for row in rows]
    assert [cell[0] for cell in cells][-2:] == ["a case number", "hostile"]
    assert len(cells) == 7
    assert all(1 <= int(cell[1]) <= 7 and float(cell[2]) > 0 and cell[7] == "0" for cell in cells)


def test_citizens_find_what_they_ask_for(published: Config, capsys: pytest.CaptureFixture[str]) -> None:
    """Some of the questions were held out when the search was tuned."""
    search.tell_recall(archive.Release(archive.current(published)))
    rows = [line.strip("| ").split(" | ") for line in capsys.readouterr().out.splitlines()[2:]]
    told = {row[0]: [float(cell) for cell in row[1:]] for row in rows}
    for part, number in (("odd", 35), ("even", 35), ("others", 120), ("later", 50)):
        questions, found, items, empty = told[f"words, {part}"]
        assert questions == number
        assert min(found, items) >= 0.80
        assert empty <= 0.05
        assert found > told[f"without everyday words, {part}"][1]
