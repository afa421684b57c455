"""``sagsgraf init``: it asks for what is not given, writes two files, and tells what comes next."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.cli.init import init
from graph.base.config import load_config


def run(folder: Path, *arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(init, ["--into", str(folder), *arguments], input=typed)


def test_everything_can_be_given(tmp_path: Path) -> None:
    done = run(tmp_path, "--name", "Lyngbakke Kommune", "--code", "997", "--folder", "minutes")
    assert done.exit_code == 0
    assert f"next: sagsgraf publish --config {tmp_path / 'sagsgraf.toml'}, " in done.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lyngbakke.ttl", "sagsgraf.toml"]
    again = run(tmp_path, "--name", "Ådalsø", "--code", "998", "--host", "dagsordener.example.dk")
    assert 'add these lines to it:\n\n[[municipality]]\nprofile = "aadalsoe.ttl"' in again.output


@pytest.mark.parametrize(
    ("where", "folder", "host"),
    [
        ("minutes", "minutes", ""),
        ("minutes/2024.1", "minutes/2024.1", ""),
        ("dagsordener.example.dk", "", "dagsordener.example.dk"),
        ("https://dagsordener.example.dk", "", "https://dagsordener.example.dk"),
    ],
)
def test_what_is_not_given_is_asked_for(tmp_path: Path, where: str, folder: str, host: str) -> None:
    done = run(tmp_path, typed=f"Lyngbakke\n997\n{where}\n")
    assert done.exit_code == 0, done.output
    (entry,) = load_config(tmp_path / "sagsgraf.toml", {}).municipality
    assert (entry.folder, entry.host) == (tmp_path / folder if folder else None, host)
