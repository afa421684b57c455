"""A module of graph/ imports only those above it, and nothing there knows of HTTP."""

import ast
import sys
from pathlib import Path

import pytest

import graph

PACKAGE = Path(graph.__file__).parent
# Data flows downwards; so do imports, the other way round.
ORDER = (
    *(
        "model",
        "closing",
        "alphabet",
        "config",
        "pdf",
        "characters",
        "encodings",
        "spacing",
        "rendering",
        "package",
        "docx",
        "odt",
        "html_text",
        "text",
        "pdf_sight",
        "pdf_glyphs",
        "pdf_marks",
        "pdf_rows",
        "pdf_running",
        "pdf_gutter",
        "pdf_setting",
        "pdf_margin",
        "pdf_words",
        "pdf_columns",
        "pdf_text",
        "pdf_worker",
        "dates",
        "rules",
        "cardinality",
        "vocabulary",
        "jsonld",
        "organisation",
        "municipality",
        "openness",
        "cpr",
    ),
    *(
        "recognise",
        "lines",
        "contents",
        "layout",
        "names",
        "attendance",
        "recommend",
        "header",
        "identifiers",
        "fields",
        "clauses",
        "outcomes",
        "decisions",
        "loss",
        "item_fields",
        "item",
        "closed",
        "parse",
    ),
    *(
        "quality",
        "iri",
        "agents",
        "nodes",
        "rdf_decision",
        "rdf_item",
        "rdf",
        "report",
        "facts",
        "screen",
        "validate",
    ),
    *(
        "guard",
        "store",
        "memory",
        "wire",
        "remote",
        "target",
        "queries",
        "disk",
        "members",
        "shelf",
        "told",
        "log",
        "changes",
        "gzipped",
        "shared_dump",
        "dumps",
        "holdings",
        "dcat",
        "datasets",
        "services",
        "describe",
        "catalogue",
        "void",
        "citation",
        "diff",
        "differences",
        "kept",
        "mirror",
        "adopt",
        "sources",
        "propose",
        "ledger",
        "redact",
        "tombstone",
        "intake",
        "judge",
    ),
    *(
        "case_numbers",
        "titles",
        "review",
        "handlings",
        "evidence",
        "case_link",
        "cited",
        "steps",
        "ahead",
        "promised",
        "trails",
    ),
    *(
        "standing",
        "similar",
        "linker",
        "link",
        "trace",
        "parallel",
        "completeness",
        "search_words",
        "search_rows",
        "search_file",
        "search_vocabulary",
        "search_match",
        "search",
        "manifest",
        "removed",
        "build",
        "closed_share",
        "release",
    ),
    *("withdraw", "status", "status_graph"),
    *(
        "table",
        "workbook",
        "period",
        "ties",
        "projection",
        "network",
        "lifetimes",
        "survival",
        "conduct",
        "measures",
    ),
    *("picture", "picture_lanes", "picture_bars", "picture_heat", "picture_network"),
    *("analyse", "analysis_files", "pictures", "analysis_graph", "analysis_release"),
)
LIBRARIES = {
    "networkx",
    "numpy",
    "pyarrow",
    "rapidfuzz",
    "rdflib",
    "pyshacl",
    "pyoxigraph",
    "pypdfium2",
    "scipy",
}
"""What graph/ may use beside the standard library."""


def imported(file: Path) -> set[str]:
    """The full names of what a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file.name}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


MODULES = sorted(path.stem for path in PACKAGE.glob("*.py") if path.stem != "__init__")


def test_every_module_has_its_place() -> None:
    assert sorted(ORDER) == MODULES


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_upwards(module: str) -> None:
    above = set(ORDER[: ORDER.index(module)])
    for name in imported(PACKAGE / f"{module}.py"):
        parts = name.split(".")
        if parts[0] == "graph":
            assert parts[1] in above | {"__version__"}, f"{module} imports {name}"
        else:
            assert parts[0] in LIBRARIES | sys.stdlib_module_names, f"{module} imports {name}"


def test_the_version_alone_is_in_the_package_itself() -> None:
    assert imported(PACKAGE / "__init__.py") == set()
