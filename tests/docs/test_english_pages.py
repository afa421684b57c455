"""What researchers and developers read in Danish is there in English, with the same examples, which are run there;
the comments in these are in the language of the page."""

import re

import pytest
from places import DOCS

SISTERS = {
    "analyse.md": "analysis.md",
    "fjernlager.md": "remote-store.md",
    "hentning.md": "harvesting.md",
    "klienter.md": "clients.md",
    "kommuner.md": "municipalities.md",
}
# What only the Danish page on reliability names, beside its tables of figures.
LEFT_OUT = {
    "pytest tests/api/http/test_problems.py",
    "python -m benchmarks.mutate",
    "python -m benchmarks.reading",
}
_BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"[ \t]+# .*$", re.MULTILINE)
_SETTING = re.compile(r"^\| (`[a-z_`, ]+`) \|", re.MULTILINE)


def examples(page: str) -> list[str]:
    """The blocks of code on a page, without comments behind a command."""
    return [_COMMENT.sub("", block) for block in _BLOCK.findall(page)]


@pytest.mark.parametrize("name", SISTERS)
def test_the_examples_are_the_same(name: str) -> None:
    danish, english = ((DOCS / page).read_text(encoding="utf-8") for page in (name, f"en/{SISTERS[name]}"))
    assert examples(english) == examples(danish) != []
    assert _SETTING.findall(english) == _SETTING.findall(danish)
    assert f"[../{name}](../{name})" in english


def test_what_was_tried_is_shown_by_the_same_commands() -> None:
    danish, english = (
        (DOCS / page).read_text(encoding="utf-8") for page in ("paalidelighed.md", "en/reliability.md")
    )
    assert examples(english) == examples(danish) != []
    tried = re.compile(r"`(pytest [^`]+|python -m [a-z.]+|make [a-z]+)")
    in_english, in_danish = set(tried.findall(english)), set(tried.findall(danish))
    assert in_english - in_danish == {"pytest tests/whole/test_restore.py"}
    assert in_danish - in_english == LEFT_OUT


def test_what_is_told_of_speed_leads_to_the_figures() -> None:
    english, danish = (
        (DOCS / page).read_text(encoding="utf-8") for page in ("en/performance.md", "ydelse.md")
    )
    headings = re.findall(r"^## (.+)$", danish, re.MULTILINE)
    slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    named = set(re.findall(r"\.\./ydelse\.md#([^)]+)\)", english))
    assert named == slugs
