"""docs/udgivelser.md says what is true: each of its commands does as it says, on two releases of the examples."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from kept_releases import made
from places import EXAMPLES, ROOT
from serving import served

from api.cli.main import cli
from graph.base.config import Config
from graph.publishing.publish import publish
from graph.release import archive

pytestmark = pytest.mark.usefixtures("little_ontology")

TEXT = (ROOT / "docs" / "udgivelser.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"^```sh\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
]
CURLS = [line for line in COMMANDS if line.startswith("curl ")]
OTHERS = [line for line in COMMANDS if not line.startswith("curl ")]


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """Two releases of two of the examples, the first without the last minutes."""
    folder = tmp_path_factory.mktemp("two")
    minutes = folder / "minutes"
    minutes.mkdir()
    config = Config(data_dir=folder / "data")
    for file in sorted(EXAMPLES.glob("direktionen-*.txt"))[-2:]:
        shutil.copy(file, minutes)
        publish(minutes, config)
    for year, release in enumerate(archive.releases(config), start=2025):
        made(release, f"{year}-06-01T10:00:00+00:00")
    return config


@pytest.fixture(scope="module")
def site(config: Config) -> Iterator[int]:
    with served(config) as port:
        yield port


def test_there_are_commands() -> None:
    assert (len(CURLS), len(OTHERS)) == (11, 4)


# What the answer to each says, in the order of the page; {0} and {1} are the names of the releases.
SAID = (
    "moeder\n",
    "<http://127.0.0.1:8000/id/aadalsoe/sag/20-004417>",
    "",
    "/doc/aadalsoe/sag/20-004417?release={0}\n",
    '/doc/aadalsoe/sag/20-004417?release={1}>; rel="last memento"',
    '"kind": "moede"',
    "TX .\n",
    'version: "{0}"',
    "@misc{{sagsgraf-{1},",
    "udgivelse {1}, 2026-06-01.",
    '"stands": true',
)


@pytest.mark.parametrize("number", range(len(SAID)))
def test_what_curl_gets(number: int, site: int, config: Config, tmp_path: Path) -> None:
    command = shlex.split(CURLS[number].replace("127.0.0.1:8000", f"127.0.0.1:{site}"))
    done = subprocess.run([*command, "--silent", "--fail"], capture_output=True, cwd=tmp_path, check=True)
    first, second = (release.id for release in archive.releases(config))
    told = done.stdout.decode().replace("\r\n", "\n")
    assert SAID[number].format(first, second) in told
    if "-o" in command:
        dump = archive.releases(config)[0].path / "dumps" / "sagsgraf.nq.gz"
        assert (tmp_path / "sagsgraf.nq.gz").read_bytes() == dump.read_bytes()


def test_an_earlier_release_has_fewer_meetings(site: int) -> None:
    now, then = (
        subprocess.run(
            shlex.split(CURLS[0].replace("127.0.0.1:8000", f"127.0.0.1:{site}").replace("release=1", name)),
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()[1]
        for name in ("release=2", "release=1")
    )
    assert int(now) == int(then) + 1


@pytest.mark.parametrize(
    ("command", "status", "said"),
    list(
        zip(
            OTHERS,
            (1, 1, 1, 0),
            (" udsagn kom til, og ", "/id/aadalsoe/moede/", '"kind": "moede"', "TC ."),
            strict=True,
        )
    ),
)
def test_what_the_command_line_says(
    command: str, status: int, said: str, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAGSGRAF_DATA_DIR", str(config.data_dir))
    result = CliRunner().invoke(cli, shlex.split(command, comments=True)[1:], standalone_mode=False)
    assert result.exception is None
    assert (result.return_value, said in result.stdout) == (status, True)


def test_the_fields_it_names_are_there(site: int) -> None:
    address = f"http://127.0.0.1:{site}/citer?release=1"
    head = subprocess.run(["curl", "-sI", address], capture_output=True, text=True, check=True).stdout.lower()
    for field in ("Sagsgraf-Release", "Memento-Datetime", 'rel="memento"'):
        assert field in TEXT
        assert field.lower() in head
