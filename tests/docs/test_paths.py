"""What the documents and docstrings name is there: files, tests, modules and what is in them."""

import importlib
import re
from pathlib import Path

from places import ROOT
from test_architecture import MODULES

PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
_PATH = re.compile(
    r"`((?:graph|api|shapes|tests|docs|benchmarks|examples|\.ci)/[^`\s]*|[\w-]+\.(?:ttl|toml|md|txt))`"
)
_MADE_BY_USERS = {"sagsgraf.toml"}
_ROLE = re.compile(r":(?:mod|func|class|meth|data|attr|exc):`~?((?:graph|api)\.[\w.]+)`")
_DOTTED = re.compile(r"`((?:graph|api)\.[a-z_.]+)`")


def targets(page: Path) -> list[Path]:
    """The files that a page links to or names outside its examples."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    links = [
        page.parent / link
        for link in _LINK.findall(text)
        if "://" not in link and not link.startswith("mailto:")
    ]
    named = [ROOT / name for name in _PATH.findall(text) if name not in _MADE_BY_USERS]
    return links + named


def test_every_file_that_a_page_names_is_there() -> None:
    assert [(page.name, path) for page in PAGES for path in targets(page) if not path.exists()] == []


def test_pages_do_name_files() -> None:
    assert len(targets(ROOT / "README.md")) > 30
    assert ROOT / "tests" / "whole" / "test_closed.py" in targets(ROOT / "SECURITY.md")
    assert ROOT / "docs" / "adr" / "README.md" in targets(ROOT / "docs" / "arkitektur.md")


def resolves(name: str) -> bool:
    """Whether a dotted name leads to a module of ours, or to something in one."""
    parts = name.split(".")
    cut = max(place for place in range(1, len(parts) + 1) if ".".join(parts[:place]) in MODULES)
    found: object = importlib.import_module(".".join(parts[:cut]))
    for part in parts[cut:]:
        found = getattr(found, part, getattr(found, "__dataclass_fields__", {}).get(part))
    return found is not None


def test_a_name_is_looked_up() -> None:
    assert resolves("graph.minutes.model.Quote.span")
    assert not resolves("graph.minutes.model.Quote.spam")
    assert not resolves("graph.minutes.modell")


def test_what_docstrings_refer_to_is_there() -> None:
    named = {
        (file, name) for file in MODULES.values() for name in _ROLE.findall(file.read_text(encoding="utf-8"))
    }
    assert [(file.name, name) for file, name in named if not resolves(name)] == []


def test_every_module_that_a_page_names_is_there() -> None:
    named = {(page, name) for page in PAGES for name in _DOTTED.findall(page.read_text(encoding="utf-8"))}
    assert [(page.name, name) for page, name in named if not resolves(name)] == []
