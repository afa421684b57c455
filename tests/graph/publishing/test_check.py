"""Judging files without publishing them."""

from pathlib import Path

import pytest
from places import TESTS
from rdflib import RDF, SH
from samples import sample, write

from graph.base.config import Config, OperatorError
from graph.publishing.check import judge_path, read_turtle

TURTLE = TESTS / "data" / "document.ttl"


def test_a_folder_is_judged_file_by_file(tmp_path: Path) -> None:
    folder = write(tmp_path / "all", a=sample(), b="ikke et referat")
    (folder / "c.ttl").write_bytes(TURTLE.read_bytes())
    (folder / "d.doc").touch()
    judged = list(judge_path(folder, Config(data_dir=tmp_path / "data")))
    assert [one.file for one in judged] == ["c.ttl", "a.txt", "b.txt"]
    violations = {
        one.file: {r["code"] for r in one.findings if r["severity"] == "violation"} for one in judged
    }
    assert violations == {"c.ttl": set(), "a.txt": set(), "b.txt": {"no-body", "no-date", "no-items"}}
    assert len(judged[2].graph) == 0


def test_each_layer_has_its_report() -> None:
    (judged,) = judge_path(TURTLE, Config())
    reports = list(judged.reports())
    assert len(reports) == 4
    assert all(report.value(None, RDF.type, SH.ValidationReport) for report in reports)


def test_relative_iris_and_blank_nodes_of_turtle(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text('<x> <urn:p> [ <urn:q> "æ" ] .', encoding="utf-8")
    graph = read_turtle(file)
    assert len(graph) == 2
    assert {str(s) for s in graph.subjects() if str(s).startswith("file:")} == {(tmp_path / "x").as_uri()}


@pytest.mark.parametrize("data", [b"nej", b"\xff\xfe", b"<a:a> <a:b> [[[[[[", b"@prefix a: <no iri> ."])
def test_what_is_no_turtle(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.ttl").write_bytes(data)
    with pytest.raises(OperatorError, match=r"a\.ttl: not Turtle: .* line 1"):
        read_turtle(tmp_path / "a.ttl")


def test_nothing_to_judge(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="neither Turtle"):
        list(judge_path(tmp_path, Config()))
