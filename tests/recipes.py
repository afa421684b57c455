"""The recipes of CONTRIBUTING.md: what each changes, and a copy of the tree in which it is done."""

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import ready
from places import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
_COPIED = ("graph", "api", "shapes", "docs", "ontology.ttl")


@dataclass(frozen=True)
class Recipe:
    """A recipe: its heading, and the files it touches with the lines of the change in each (diff's signs)."""

    name: str
    changes: dict[str, list[str]]


def recipes() -> dict[str, Recipe]:
    """The recipes in the order of the page."""
    parts = re.split(r"^### (?:\d+\. )?(.+)\n", TEXT, flags=re.MULTILINE)[1:]
    return {name: Recipe(name, _changes(text)) for name, text in zip(parts[::2], parts[1::2], strict=True)}


def _changes(text: str) -> dict[str, list[str]]:
    changes: dict[str, list[str]] = {}
    for block in re.findall(r"^```diff\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        head, *lines = block.splitlines()
        name = head.removeprefix("+++ ")
        assert name not in changes, f"{name} is changed in two places"
        changes[name] = lines
    return changes


def apply(lines: list[str], path: Path) -> None:
    """Change a file: lines with `` `` and ``-`` stand there once, in this order, and give way to those with
    `` `` and ``+``; ``@@`` is between two places. A file that is not there is made of the lines with ``+``."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    for part in "\n".join(lines).split("\n@@\n"):
        before = "".join(line[1:] + "\n" for line in part.split("\n") if line[:1] != "+")
        after = "".join(line[1:] + "\n" for line in part.split("\n") if line[:1] != "-")
        assert bool(before) == path.exists(), f"{path.name}: is it there?"
        assert not before or text.count(before) == 1, f"{path.name} has {text.count(before)} times:\n{before}"
        text = text.replace(before, after) if before else after
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)  # it is a link to the file of the tree
    path.write_text(text, encoding="utf-8")


def copied(folder: Path) -> Path:
    """A copy of the tree, of links to its files and to what they have been compiled to."""
    for name in _COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, copy_function=os.symlink)
        else:
            (folder / name).symlink_to(ROOT / name)
    return folder


def told(folder: Path, code: str, *arguments: object) -> list[str]:
    """The lines that Python code prints that runs on the copy."""
    done = ready.told(folder, code, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()
