"""What has one place in the code is spelled in no other: a change of it is made there and nowhere else."""

import ast
import re
from collections.abc import Iterator

import pytest
from places import ROOT

CODE = sorted(path for top in ("graph", "api") for path in (ROOT / top).rglob("*.py"))


def strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The string literals of a module, those within f-strings too, with their lines; no docstrings, which
    are statements of their own."""
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.lineno, node.value


def spelled(pattern: re.Pattern[str], *places: str, besides: frozenset[str] = frozenset()) -> list[str]:
    """Where a string of the code has the pattern, but for its ``places`` (files or folders) and the strings
    that are named."""
    return [
        f"{name}:{line}: {text!r}"
        for path in CODE
        if not (name := path.relative_to(ROOT).as_posix()).startswith(places)
        for line, text in strings(ast.parse(path.read_text(encoding="utf-8")))
        if pattern.search(text) and text not in besides
    ]


def test_strings_are_found_wherever_they_stand() -> None:
    tree = ast.parse(
        '"""Of /sag/."""\nx = f"{y}/sag/{z:>3}"\ndef f():\n    "Of /sag/."\n    return ["a" "b"]'
    )
    assert sorted(strings(tree)) == [(2, "/sag/"), (2, ">3"), (5, "ab")]


KINDS = (
    "moede|referat|punkt|sag|organ|enhed|stilling|person|dokument|kobling(?:er)?|serie|kle|nummer|beslutning"
    "|indstilling|afsnit|behandling|omtale|opfoelgning|deltagelse|bilag|maaling|uforklaret|kommune|koersel"
)
IRI = re.compile(
    rf"(?:^|/)id/|/(?:{KINDS})(?:/|$)|^(?:{KINDS})/|#(?:char=|periode|kontrolsum|udgiver|kontakt)"
)
ROUTES = ("/id/{path:path}", "/kle")
EXAMPLE = (
    "https://data.example.dk/id/byen/moede/byraadet/2024-05-27/punkt/3"  # of a --help that loads nothing
)


@pytest.mark.parametrize(
    "glued", ["/referat", "/punkt/", "organ/", "/id/", "id/", "#char=", "(.+)/sag/(.+)", "/moede/x/"]
)
def test_glued_iris_are_known(glued: str) -> None:
    assert IRI.search(glued)


def test_iris_are_minted_and_taken_apart_in_one_place() -> None:
    assert not spelled(IRI, "graph/ontology/iris.py", besides=frozenset({*ROUTES, EXAMPLE}))
