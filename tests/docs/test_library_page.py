"""docs/en/library.md says what is true: its examples print what stands beneath them."""

import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from places import ROOT

import graph

TEXT = (ROOT / "docs" / "en" / "library.md").read_text(encoding="utf-8")
pytestmark = pytest.mark.usefixtures("little_ontology")
EXAMPLES = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", TEXT, re.DOTALL)


def test_the_examples_print_what_they_are_said_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    assert len(EXAMPLES) == TEXT.count("```python") == 4
    for code, said in EXAMPLES:
        printed = StringIO()
        with redirect_stdout(printed):
            exec(code, names)
        assert printed.getvalue() == said


def test_everything_exported_is_named() -> None:
    assert [
        name
        for name in graph.__all__
        if name not in {"OpenedRelease", "__version__"} and f"`{name}`" not in TEXT
    ] == []
