from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic

from graph.ontology.turtle import turtle_graph

TURTLE = """@prefix ex: <http://example.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:a ex:b 1, 1.50, true, "plain", "2024-02-29"^^xsd:date, "æøå"@da ; ex:list ( ex:c [ ex:d ex:e ] ) ."""


def test_a_file_says_what_it_says_to_rdflib(tmp_path: Path) -> None:
    file, other = tmp_path / "a.ttl", tmp_path / "b.ttl"
    file.write_text(TURTLE, encoding="utf-8")
    other.write_text("@prefix ex: <http://example.org/> . ex:f ex:b 'one more' .")
    read = turtle_graph(file, other)
    assert isomorphic(read, Graph().parse(file).parse(other))
    assert (None, None, Literal("plain")) in read
    assert ("ex", URIRef("http://example.org/")) in set(read.namespaces())
    other.write_text("ex:f")
    with pytest.raises(SyntaxError):
        turtle_graph(other)
