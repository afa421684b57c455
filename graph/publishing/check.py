"""Judging files by the shapes without publishing them: Turtle as it stands, minutes as they are mapped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph

from graph.base.config import Config, OperatorError
from graph.formats.table import TURTLE
from graph.minutes.as_json import FindingRecord, finding_record
from graph.municipality.evidence import TEXTS_TO_CHOOSE_BY, choose_profile, contradiction
from graph.municipality.profile import NEUTRAL
from graph.municipality.registry import load_registry
from graph.ontology.shape_files import LAYERS
from graph.publishing.intake import judge, map_document
from graph.publishing.sources import Source, find
from graph.readers.files import SUFFIXES, read_document
from graph.validation.shacl import report

_TURTLE = f".{TURTLE.suffix}"


@dataclass(frozen=True)
class Judged:
    """A file, what was found in it, and its graph; a file that gave no graph has an empty one."""

    file: str
    findings: list[FindingRecord]
    graph: Graph

    def reports(self) -> Iterator[Graph]:
        """The SHACL validation reports, one a layer."""
        return (report(self.graph, layer) for layer in LAYERS)


def judge_path(path: Path, config: Config) -> Iterator[Judged]:
    """Judge a file, or each Turtle and minutes file below a folder, in order of name.

    Raises :class:`OperatorError` for Turtle that is none, and when there is nothing to judge.
    """
    sources = (
        find(path, config.max_file_bytes, config.data_dir) if path.is_dir() else [Source(path.name, path)]
    )
    turtle = [source for source in sources if source.path.suffix.lower() == _TURTLE]
    minutes = [s for s in sources if s.path.suffix.lower() in SUFFIXES and not s.other]
    if not turtle and not minutes:
        raise OperatorError(f"{path}: neither Turtle ({_TURTLE}) nor minutes ({', '.join(SUFFIXES)})")
    for source in turtle:
        graph = read_turtle(source.path)
        yield Judged(source.name, judge(graph), graph)
    yield from _minutes(minutes, config)


def _minutes(sources: Sequence[Source], config: Config) -> Iterator[Judged]:
    documents = (read_document(source.path, config.max_file_bytes, config.ocr) for source in sources)
    registry = load_registry(config)
    first = [] if registry else list(islice(documents, TEXTS_TO_CHOOSE_BY))
    chosen = choose_profile((document.text for document in first), config.profile) or NEUTRAL
    for source, document in zip(sources, chain(first, documents), strict=True):
        profile = registry.chosen(source.path, document.text) or NEUTRAL if registry else chosen
        fixed = bool(config.profile or (registry and registry.owner(source.path)))
        mapped = map_document(document, profile, config, run="0" * 12)
        foreign = contradiction(document.text, profile, fixed) if mapped.graph else None
        told = (*mapped.findings, *([foreign] if foreign else ()))
        found = [finding_record(finding) for finding in told if finding.severity == "violation"]
        found += judge(mapped.graph) if mapped.graph else []
        yield Judged(source.name, found, mapped.graph or Graph())


def read_turtle(path: Path) -> Graph:
    """A Turtle file as a graph; relative IRIs are resolved against the file's own."""
    try:
        triples = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=path.resolve().as_uri())
        lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    except SyntaxError as error:
        raise OperatorError(f"{path}: not Turtle: {error.msg}") from None
    return Graph().parse(data=lines, format="nt")
