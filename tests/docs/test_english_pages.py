"""What researchers and developers read in Danish is there in English, with the same examples, which are run there."""

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
_BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_SETTING = re.compile(r"^\| (`[a-z_`, ]+`) \|", re.MULTILINE)


@pytest.mark.parametrize("name", SISTERS)
def test_the_examples_are_the_same(name: str) -> None:
    danish, english = ((DOCS / page).read_text(encoding="utf-8") for page in (name, f"en/{SISTERS[name]}"))
    assert _BLOCK.findall(english) == _BLOCK.findall(danish) != []
    assert _SETTING.findall(english) == _SETTING.findall(danish)
    assert f"[../{name}](../{name})" in english
