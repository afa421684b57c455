"""docs/ says what is true: each query it names is there and gives as many rows as it is said to."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from places import ROOT
from samples import copied

from api.cli.main import cli
from graph.base.config import Config
from graph.privacy.ledger import REASONS
from graph.queries.named import load
from graph.release import archive
from graph.store.oxigraph import Store

DOCS = ROOT / "docs"
QUESTIONS = re.findall(
    r"^\| .+\? \| `(\w+)` \| (\d+) \|$",
    (DOCS / "spoergsmaal.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def test_there_are_questions() -> None:
    assert len(QUESTIONS) == 15


@pytest.mark.parametrize(("name", "rows"), QUESTIONS)
def test_a_question_has_as_many_answers_as_it_says(name: str, rows: str, published: Config) -> None:
    with Store.open_read_only(archive.Release(archive.current(published)).store) as store:
        found = len(list(store.query(load(name).text)))
    assert found == int(rows) > 0


def test_the_commands_of_withdrawal_do_as_they_are_told(
    published: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a copy of the published examples, in which the second command finds nothing new."""
    data = copied(published, tmp_path / "data").data_dir
    text = (DOCS / "tilbagetraekning.md").read_text(encoding="utf-8")
    withdraw, publish = (
        shlex.split(command)[1:]
        for command in re.findall(r"sagsgraf withdraw .+|sagsgraf publish [^`]+--[^`]+", text)
    )
    monkeypatch.chdir(DOCS.parent)
    monkeypatch.setenv("SAGSGRAF_DATA_DIR", str(data))
    runner = CliRunner()
    assert runner.invoke(cli, publish).exit_code == 0
    assert runner.invoke(cli, withdraw).exit_code == 0
    with Store.open_read_only(archive.Release(archive.current(Config(data_dir=data))).store) as store:
        graph = {triple.predicate.value.rpartition("/")[2] for triple in store.description(withdraw[1])}
    assert "title" not in graph
    reasons = re.findall(r"^\| `([\w-]+)` \|", text, re.MULTILINE)
    assert tuple(reasons) == REASONS
