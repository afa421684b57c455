"""docs/drift.md says what is true: its settings, units and commands."""

import re
import tomllib
from configparser import ConfigParser

from places import DOCS

from api.cli.main import cli
from graph.base.config import Config

TEXT = (DOCS / "drift.md").read_text(encoding="utf-8")


def test_the_settings_are_settings() -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    assert Config(**tomllib.loads(block)).harvest_hosts
    named = set(re.findall(r"`(harvest_\w+)`", TEXT))
    assert named == {name for name in Config.__dataclass_fields__ if name.startswith("harvest_")}


def test_the_units_run_a_command_there_is_at_a_time() -> None:
    service, timer = (ConfigParser() for _ in range(2))
    for unit, text in zip((service, timer), re.findall(r"```ini\n(.*?)```", TEXT, re.DOTALL), strict=True):
        unit.read_string(text)
    program, command = service["Service"]["ExecStart"].split()
    assert program.endswith("/sagsgraf")
    assert command in cli.commands
    assert service["Service"]["Type"] == "oneshot"
    assert re.fullmatch(r"\*-\*-\* \d\d:\d\d", timer["Timer"]["OnCalendar"])


def test_the_commands_are_commands() -> None:
    named = set(re.findall(r"sagsgraf (\w+)", " ".join(re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL))))
    assert named == {"harvest", "publish", "follow", "serve"}
    assert named <= cli.commands.keys()
