"""What has one place in the code is spelled in no other: a change of it is made there and nowhere else."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from each import each
from places import ROOT

from api.app import create_app
from graph.base.config import Config
from graph.formats import table

CODE = sorted(path for top in ("graph", "api") for path in (ROOT / top).rglob("*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


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
        for name, line, text in all_strings()
        if not name.startswith(places) and pattern.search(text) and text not in besides
    ]


@cache
def all_strings() -> tuple[tuple[str, int, str], ...]:
    """Those of the code: the file, the line and what it says."""
    return tuple(
        (path.relative_to(ROOT).as_posix(), line, text)
        for path in CODE
        for line, text in strings(parsed(path))
    )


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
ROUTES = ("/id/{path:path}", "/kle", "/opfoelgning")
EXAMPLE = (
    "https://data.example.dk/id/byen/moede/byraadet/2024-05-27/punkt/3"  # of a --help that loads nothing
)


@each("glued", ["/referat", "/punkt/", "organ/", "/id/", "id/", "#char=", "(.+)/sag/(.+)", "/moede/x/"])
def test_glued_iris_are_known(glued: str) -> None:
    assert IRI.search(glued)


def test_iris_are_minted_and_taken_apart_in_one_place() -> None:
    assert not spelled(IRI, "graph/ontology/iris.py", besides=frozenset({*ROUTES, EXAMPLE}))


PARTS_OF_WORKBOOKS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MEDIA_TYPE = re.compile(r"^(?:text|application|image)/[a-z0-9.+-]+$")


def test_media_types_are_named_in_one_table() -> None:
    assert not spelled(MEDIA_TYPE, "graph/formats/table.py", besides=frozenset({PARTS_OF_WORKBOOKS}))


RDF_SUFFIXES = {form.suffix for form in table.RDF}


def suffix_tables(tree: ast.AST) -> Iterator[int]:
    """The lines of lists, tuples, sets and mappings that hold suffixes of two RDF formats or more."""
    for node in ast.walk(tree):
        held = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", [])
        words = {str(one.value).strip(".") for one in held if isinstance(one, ast.Constant)}
        if len({word.removesuffix(".gz") for word in words} & RDF_SUFFIXES) > 1:
            yield node.lineno


def test_suffixes_are_listed_in_one_table() -> None:
    assert list(
        suffix_tables(ast.parse('x = {".ttl": 1, ".nt.gz": 2}\ny = ("nq", "pdf")\nz = ["nq", "rdf"]'))
    ) == [1, 3]
    own = (ROOT / "graph" / "formats" / "table.py",)
    assert not [
        f"{path.relative_to(ROOT)}:{line}"
        for path in CODE
        if path not in own
        for line in suffix_tables(parsed(path))
    ]


FILE_TYPE = re.compile(rf"^(?:{'|'.join(form.file_type or form.w3c for form in table.RDF)})$")


def test_codes_of_formats_are_told_in_one_table() -> None:
    assert not spelled(FILE_TYPE, "graph/formats/table.py")


BY_LANGUAGE = re.compile(r"_(?:da|en)$")


def test_labels_are_mappings_by_language() -> None:
    """No field and no variable is of one language: another language would be another field everywhere."""
    assert not [
        f"{path.relative_to(ROOT)}:{node.lineno}: {name}"
        for path in CODE
        for node in ast.walk(parsed(path))
        if (name := _named(node)) and BY_LANGUAGE.search(name)
    ]


def _named(node: ast.AST) -> str:
    """The name that a field, an argument or an attribute has."""
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.AnnAssign):
        return node.target.id if isinstance(node.target, ast.Name) else ""
    return node.arg or "" if isinstance(node, ast.keyword | ast.arg) else ""


MONTH = re.compile(
    r"^(?:january|february|march|april|june|july|september|october|november|december)$", re.IGNORECASE
)


def test_months_are_named_where_minutes_are_read_and_else_by_the_calendar() -> None:
    assert not spelled(MONTH, "graph/minutes/dates.py", "graph/cases/titles.py")


ROBOTS = "/robots.txt"  # of any site (RFC 9309, section 2.3)
FIRSTAGENDA = "/api/agenda/"  # of the sites that are harvested, which answer below /api too


def addresses() -> re.Pattern[str]:
    """How the paths of the site's own pages and files begin."""
    routes = create_app(Config()).openapi()["paths"]
    first = {re.escape(path.split("/")[1].partition("{")[0].rstrip(".")) for path in routes} - {"", "id"}
    return re.compile(rf"(?:^|/)(?:{'|'.join(sorted(first))}|static|doc)(?:[/?.]|$)")


def test_nothing_of_the_site_is_known_where_it_is_not_served() -> None:
    """Its pages and files are told of by addresses that whoever serves them hands over. IRIs that data have
    are minted where all are."""
    found = spelled(addresses(), "api/", "graph/ontology/iris.py", besides=frozenset({ROBOTS}))
    ours = [one for one in found if FIRSTAGENDA not in one and "://" not in one]
    assert not [one for one in ours if "/" in one.partition(": ")[2]]


def test_the_catalogue_is_spelled_in_one_way() -> None:
    """Modules, functions and classes; addresses and other people's names stay."""
    named = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in CODE
        for name in (*path.relative_to(ROOT).parts, *_defined(parsed(path)))
        if re.search(r"catalog(?!ue|uing)", name, re.IGNORECASE)
    }
    assert not named


def _defined(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.alias) and node.asname:
            yield node.asname
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
