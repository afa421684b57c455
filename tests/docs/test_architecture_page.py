"""docs/arkitektur.md: its pictures are those of the code as it is, and it tells of every package."""

import ast
from itertools import pairwise

import pytest
from architecture_picture import arrows, picture, picture_file, rows
from places import DOCS
from test_architecture import MODULES, RANK, ROWS

TEXT = (DOCS / "arkitektur.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("top", ROWS)
def test_the_picture_is_of_the_code_as_it_is(top: str) -> None:
    """After a change of imports or of what a package says of itself: ``make architecture``."""
    assert picture_file(top).read_text(encoding="utf-8") == picture(top)
    assert f"]({picture_file(top).name})" in TEXT


@pytest.mark.parametrize("top", ROWS)
def test_an_arrow_goes_down_row_by_row(top: str) -> None:
    edges = arrows(top)
    assert {package for edge in edges for package in edge} == {each for first, each in RANK if first == top}
    placed, ways = rows(top, edges)
    row_of = {node: row for row, here in enumerate(placed) for node in here if not node[1]}
    for way in ways:
        at = [row_of.get(node, -1) for node in way]
        assert at[-1] - at[0] == len(way) - 1
        for step, (here, there) in enumerate(pairwise(way)):
            assert here in placed[at[0] + step]
            assert there in placed[at[0] + step + 1]


def test_every_package_begins_with_a_sentence_that_fits_its_box() -> None:
    for top, package in RANK:
        said = ast.get_docstring(ast.parse(MODULES[f"{top}.{package}"].read_text(encoding="utf-8"))) or ""
        assert 20 < len(said.split("\n\n")[0]) < 220, package
