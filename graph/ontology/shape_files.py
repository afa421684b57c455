"""The files of shapes/: which judge a document, layer by layer, and which a dump.

A layer is a folder. What holds of one document alone, as that it has one meeting, is in the folder
``document`` of its layer; ``dump`` is what only the graphs beside the minutes can tell.
"""

from pathlib import Path
from typing import Literal, get_args

from graph.base.config import resource

Layer = Literal["integrity", "privacy", "maturity", "warning"]
LAYERS: tuple[Layer, ...] = get_args(Layer)
GATES: tuple[Layer, ...] = ("integrity", "privacy")
"""What a document must meet to be published."""

FOLDER = resource("shapes")
SHAPES = FOLDER / "shapes.ttl"
"""What the files have in common: the prefixes of their queries."""


def layer_files(layer: Layer) -> list[Path]:
    """The files of a layer, for the graph of one document."""
    return sorted((FOLDER / layer).rglob("*.ttl"))


def document_files() -> list[Path]:
    """The files that judge the graph of one document."""
    return [SHAPES, *(file for layer in LAYERS for file in layer_files(layer))]


def dump_files() -> list[Path]:
    """The files that judge a dump of any number of documents."""
    gates = (file for layer in GATES for file in sorted((FOLDER / layer).glob("*.ttl")))
    return [SHAPES, FOLDER / "shapes-dump.ttl", *gates, *sorted((FOLDER / "dump").glob("*.ttl"))]
