"""The benchmark of searching: what it asks, and that it says what each kind of question costs."""

import pytest

from benchmarks import search
from graph.base.config import Config


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
