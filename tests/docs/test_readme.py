"""README says what is true: its queries, commands, settings and files."""

import re
import shlex
import shutil
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner
from places import EXAMPLES, ROOT

from api.cli.main import cli
from graph.base.config import Config, load_config

README = (ROOT / "README.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"```sparql\n(.*?)```\n\n```text\n(.*?)```", README, re.DOTALL)
COMMANDS = [
    line.partition("#")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
]


def test_there_are_three_questions() -> None:
    assert len(QUESTIONS) == 3


@pytest.mark.parametrize("number", range(3))
def test_a_question_has_the_answer_it_is_said_to_have(number: int, published: Config, tmp_path: Path) -> None:
    query, answer = QUESTIONS[number]
    (tmp_path / "q.rq").write_text(query, encoding="utf-8")
    done = CliRunner().invoke(cli, ["query", "--data-dir", str(published.data_dir), str(tmp_path / "q.rq")])
    assert done.exit_code == 0, done.output
    assert [line.rstrip() for line in done.output.splitlines()] == answer.splitlines()


@pytest.mark.usefixtures("little_ontology")
def test_the_commands_do_as_they_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "examples" / "minutes").mkdir(parents=True)
    for name in (
        "direktionen-2018-01-22",
        "kultur-og-fritidsudvalget-2023-09-12",
    ):  # the latter is of 20-4417
        shutil.copy(EXAMPLES / f"{name}.txt", tmp_path / "examples" / "minutes")
    monkeypatch.chdir(tmp_path)
    made = [command for command in COMMANDS if command.startswith("make ")]
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {command.split()[1] for command in made} == {"serve", "test"} <= set(targets)
    ran = []
    for command in COMMANDS:
        name, *arguments = shlex.split(command)
        if name == "sagsgraf" and arguments != ["serve"]:  # the server is started in tests of its own
            done = CliRunner().invoke(cli, arguments)
            assert done.exit_code in (0, 1), (command, done.output, done.exception)
            ran.append(arguments[0])
    assert ran == ["read", "validate", "publish", "trace", "propose", "releases", "verify"]


def test_the_settings_shown_are_the_defaults(tmp_path: Path) -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    path = tmp_path / "sagsgraf.toml"
    path.write_text(block, encoding="utf-8")
    assert load_config(path, {}).base_iri == Config().base_iri
    shown = tomllib.loads(block)
    assert {*shown, "municipality"} == {setting.name for setting in fields(Config)}
    assert {name: str(value) for name, value in shown.items()} == {
        name: str(getattr(Config(), name)) for name in shown
    }
