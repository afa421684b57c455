"""The pages on running a site say what is true: their settings, files and commands; and the files are fit."""

import re
import shutil
import subprocess
import tomllib
from configparser import ConfigParser
from pathlib import Path

import pytest
from places import DOCS
from servers import missing

from api.app import create_app
from api.cli.main import cli
from graph.base.config import Config

HARVEST = (DOCS / "hentning.md").read_text(encoding="utf-8")
PAGES = [DOCS / "drift.md", DOCS / "en" / "operations.md"]
FILES = DOCS / "drift"
UNITS = sorted(FILES.glob("*.service"))


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def unit(path: Path) -> ConfigParser:
    """A unit file; of a key that stands several times the last is told."""
    parsed = ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str  # type: ignore[assignment,method-assign]  # keys are as they are written
    parsed.read_string(path.read_text(encoding="utf-8"))
    return parsed


def test_the_settings_are_settings() -> None:
    (block,) = blocks(HARVEST, "toml")
    assert Config(**tomllib.loads(block)).harvest_hosts
    named = set(re.findall(r"`(harvest_\w+)`", HARVEST))
    assert named == {name for name in Config.__dataclass_fields__ if name.startswith("harvest_")}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_names_what_there_is(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    settings = set(re.findall(r"`([a-z]+_[a-z_]+)(?: = [^`]*)?`", text))
    assert settings
    assert settings <= Config.__dataclass_fields__.keys()
    commands = set(re.findall(r"sagsgraf (\w+)", text)) - {"stop"}
    assert {"doctor", "publish", "rollback", "watch"} <= commands <= cli.commands.keys()
    named = {name for name in re.findall(r"drift/([\w.-]+)\)", text) if name}
    assert named == {file.name for file in FILES.iterdir()}
    paths = create_app(Config(data_dir=DOCS / "none")).openapi()["paths"]
    assert {"/healthz", "/readyz"} <= set(re.findall(r"^\| `(/\w+)`", text, re.MULTILINE)) <= paths.keys()


def test_both_pages_have_the_same_commands() -> None:
    danish, english = (page.read_text(encoding="utf-8") for page in PAGES)
    for language in ("sh", "nginx"):
        assert blocks(danish, language) == blocks(english, language)


def test_the_units_run_a_command_there_is_at_a_time() -> None:
    for path in UNITS:
        program, command, *_ = unit(path)["Service"]["ExecStart"].split()
        assert program.endswith("/sagsgraf")
        assert command in cli.commands
    timer = unit(FILES / "sagsgraf-watch.timer")
    assert re.fullmatch(r"\*-\*-\* \d\d:\d\d", timer["Timer"]["OnCalendar"])
    serve = unit(FILES / "sagsgraf.service")["Service"]
    assert int(serve["TimeoutStopSec"]) > Config().drain_seconds


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_a_unit_is_hardened(path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if not program:
        missing("systemd-analyze", "apt-get install systemd")
    assert program
    command = [program, "security", "--offline=true", "--no-pager", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"Overall exposure level for [\w.-]+: (\d+\.\d)", done.stdout)
    assert found, done.stderr
    assert float(found[1]) <= 3


def test_the_commands_of_the_harvest_are_commands() -> None:
    named = set(re.findall(r"sagsgraf (\w+)", " ".join(blocks(HARVEST, "sh"))))
    assert named == {"harvest", "publish", "follow", "serve"}
    assert named <= cli.commands.keys()


def test_in_a_container_the_proxy_is_known_and_subscriptions_can_be_written() -> None:
    compose = (FILES / "compose.yaml").read_text(encoding="utf-8")
    set_ = dict(re.findall(r"^      SAGSGRAF_(\w+): (.+)$", compose, re.MULTILINE))
    config = Config(trusted_proxies=set_["TRUSTED_PROXIES"], subscriptions=Path(set_["SUBSCRIPTIONS"]))
    assert f"- subscriptions:{config.subscriptions.parent}\n" in compose
