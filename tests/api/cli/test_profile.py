"""`sagsgraf profile`: the file that is changed, and what is shown of it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.cli.main import cli
from graph.base.config import OperatorError
from graph.municipality.profile import PROFILES


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "by.ttl").write_bytes((PROFILES / "aadalsoe.ttl").read_bytes())
    (tmp_path / "sagsgraf.toml").write_text('profile = "by.ttl"', encoding="utf-8")
    return tmp_path / "by.ttl"


def run(*arguments: str) -> Result:
    done = CliRunner().invoke(cli, ["profile", *arguments], standalone_mode=False)
    if done.exception:
        raise done.exception
    return done


def test_what_a_profile_has_is_listed(path: Path) -> None:
    said = run("list").output
    assert said.startswith("Ådalsø Kommune (by.ttl)\n\nbodies:\n")
    assert "  Jobcenter Ådalsø (Jobcenter, Jobcenteret, Jobcentret)\n" in said


def test_a_change_is_shown_and_made(path: Path) -> None:
    before = path.read_text("utf-8")
    shown = run("accept", "--as", "unit", "Team Vej", "--also", "Vejteamet", "--dry-run").output
    assert (
        '\n+<enhed/team-vej> a sg:Unit ; skos:prefLabel "Team Vej"@da ; skos:altLabel "Vejteamet"@da' in shown
    )
    assert path.read_text("utf-8") == before
    for change in (
        ("accept", "--as", "unit", "Team Vej"),
        ("rename", "Team Vej", "Team Veje"),
        ("join", "Vejfolket", "Team Veje"),
        ("reject", "Natur og Miljø"),
    ):
        assert run(*change).output.endswith(
            f"{path.name}: written; sagsgraf publish reads the minutes anew\n"
        )
    said = run("list").output
    assert "  Team Veje (Team Vej, Vejfolket)\n" in said
    assert said.endswith("rejected:\n  Natur og Miljø\n")
    assert path.read_text("utf-8").startswith(before.rstrip())


def test_profiles_that_came_with_the_program_are_not_changed(path: Path) -> None:
    with pytest.raises(OperatorError, match="came with the program"):
        run("reject", "Havnen", "--profile", "aadalsoe")
    path.with_name("sagsgraf.toml").write_text("", encoding="utf-8")
    with pytest.raises(OperatorError, match="name the profile with --profile"):
        run("list")
