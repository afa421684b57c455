"""docs/klienter.md, and what README says to researchers: each snippet is run by the client it is for, on a real
server, and prints what is under it. Without curl, node, npm or R its snippets are skipped, and fail in CI."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from npm_packages import installed, unmet
from places import ROOT

ADDRESS = "http://127.0.0.1:8000"
TEXT = (ROOT / "docs" / "klienter.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"```(sh|python|js|r)\n(.*?)```\n\n```text\n(.*?)```", TEXT, re.DOTALL)
BEGINNERS = [
    snippet
    for name in ("researchers", "portals")
    for snippet in re.findall(
        r"```(sh|python)\n(.*?)```\n\n```text\n(.*?)```",
        (ROOT / "docs" / "en" / f"{name}.md").read_text(encoding="utf-8"),
        re.DOTALL,
    )
]
IN_README = re.findall(r"```(python)\n(.*?)```\n\n```text\n(.*?)```", README, re.DOTALL)
PROGRAMS = {
    "sh": ["bash"],
    "python": [sys.executable, "-W", "error"],
    "js": ["node"],
    "r": ["Rscript", "--vanilla"],
}
NAMES = {"sh": "snippet.sh", "python": "snippet.py", "js": "snippet.mjs", "r": "snippet.R"}


@pytest.fixture
def folder(tmp_path: Path, port: int) -> Path:
    """The folder in which a snippet runs, with the files that the page says are there."""
    (query,) = re.findall(r"```sparql\n(.*?)```", TEXT, re.DOTALL)
    (tmp_path / "moeder.rq").write_text(query, encoding="utf-8")
    for file in (ROOT / "docs" / "foederation").iterdir():
        there = file.read_text(encoding="utf-8").replace(ADDRESS, f"http://127.0.0.1:{port}")
        (tmp_path / file.name).write_text(there, encoding="utf-8")
    return tmp_path


def printed(language: str, code: str, folder: Path, port: int) -> str:
    program, *options = PROGRAMS[language]
    needed = ["curl"] if language == "sh" else []
    for name in (program, *needed):
        if shutil.which(name) is None:
            unmet(f"{name} is not installed")
    if language == "js":
        (folder / "node_modules").symlink_to(installed() / "node_modules")
    if (
        "library(SPARQL)" in code
        and subprocess.run([program, "-e", "library(SPARQL)"], capture_output=True, timeout=900).returncode
    ):
        unmet("the package SPARQL of R is not installed")
    (folder / NAMES[language]).write_text(code.replace(ADDRESS, f"http://127.0.0.1:{port}"), encoding="utf-8")
    for _ in range(2):  # the threads of a native library may end a process by a signal after its last line
        done = subprocess.run(
            [program, *options, NAMES[language]],
            cwd=folder,
            env={**os.environ, "LC_ALL": "C.UTF-8", "no_proxy": "127.0.0.1"},
            capture_output=True,
            encoding="utf-8",
            timeout=900,
        )
        if done.returncode >= 0:
            break
    assert done.returncode == 0, done.stderr
    assert language == "r" or done.stderr == ""  # R tells which packages it loads
    return done.stdout


@pytest.mark.parametrize(
    ("language", "code", "answer"),
    [pytest.param(*snippet, id=f"{snippet[0]}-{number}") for number, snippet in enumerate(SNIPPETS)],
)
def test_a_snippet_prints_what_is_under_it(
    language: str, code: str, answer: str, folder: Path, port: int
) -> None:
    assert printed(language, code, folder, port).splitlines() == answer.splitlines()


@pytest.mark.parametrize(("language", "code", "answer"), BEGINNERS)
def test_a_snippet_for_beginners_prints_what_is_under_it(
    language: str, code: str, answer: str, folder: Path, port: int
) -> None:
    assert printed(language, code, folder, port).splitlines() == answer.splitlines()


def test_each_client_is_there() -> None:
    assert [language for language, *_ in SNIPPETS] == ["sh", *["python"] * 5, *["js"] * 2, *["r"] * 2]
    assert TEXT.count("```") == 4 * len(SNIPPETS) + 2  # with the query that all use


def test_the_two_lines_of_readme_make_a_table(folder: Path, port: int) -> None:
    ((language, code, answer),) = IN_README
    assert printed(language, code, folder, port).splitlines() == answer.splitlines()
