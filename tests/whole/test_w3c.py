"""The W3C's own tests of SPARQL 1.0 and 1.1 queries, asked of the running server over HTTP.

The data of all tests are one N-Quads file, a named graph for each data file; each test names its graphs
by the parameters of the protocol. The server must answer as the engine does in process, and right
wherever the engine is.
"""

import http.client
import io
import os
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from places import SHARED
from rdflib import RDF, Graph, Namespace, URIRef

SUITES = SHARED / "w3c-sparql-tests"
HOME = "http://w3c.example/"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
JSON = "application/sparql-results+json"
TRIPLES = "application/n-triples"
RESULTS = {".srx": ox.QueryResultsFormat.XML, ".srj": ox.QueryResultsFormat.JSON}
pytestmark = pytest.mark.skipif(
    not SUITES.is_dir() and "CI" not in os.environ, reason="the W3C's test suites are not on this machine"
)


@dataclass(frozen=True)
class Case:
    """One evaluation test; graphs and result are files of the suites."""

    name: str
    query: Path
    data: tuple[Path, ...]
    named: tuple[Path, ...]
    result: Path


def iri(file: Path) -> str:
    return HOME + file.relative_to(SUITES).as_posix()


@cache
def cases() -> tuple[Case, ...]:
    manifests = sorted(
        {*SUITES.glob("sparql1*/*/manifest.ttl")}
        - {*SUITES.glob("*/entailment/manifest.ttl"), *SUITES.glob("*/service*/manifest.ttl")}
    )
    found: list[Case] = []
    for manifest in manifests:
        graph = Graph().parse(manifest, format="turtle", publicID=iri(manifest))
        for test in sorted(graph.subjects(RDF.type, MF.QueryEvaluationTest)):
            action = graph.value(test, MF.action)
            files = {
                prop: tuple(file(o) for o in graph.objects(action, prop) if isinstance(o, URIRef))
                for prop in (QT.query, QT.data, QT.graphData)
            }
            result = graph.value(test, MF.result)
            if files[QT.query] and isinstance(result, URIRef):
                name = f"{manifest.parent.parent.name}/{manifest.parent.name}/{str(test).rsplit('#', 1)[-1]}"
                found.append(
                    Case(name, files[QT.query][0], files[QT.data], files[QT.graphData], file(result))
                )
    return tuple(found)


def file(node: URIRef) -> Path:
    return SUITES / urllib.parse.unquote(str(node).removeprefix(HOME))


@pytest.fixture(scope="module")
def quads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All data files as one; blank nodes are kept apart by their file."""
    path = tmp_path_factory.mktemp("w3c") / "all.nq"
    store = ox.Store()
    for data in sorted({data for case in cases() for data in (*case.data, *case.named)}):
        form = {".ttl": ox.RdfFormat.TURTLE, ".rdf": ox.RdfFormat.RDF_XML, ".nt": ox.RdfFormat.N_TRIPLES}[
            data.suffix
        ]
        store.load(path=str(data), format=form, base_iri=iri(data), to_graph=ox.NamedNode(iri(data)))
    path.write_bytes(store.dump(format=ox.RdfFormat.N_QUADS) or b"")
    return path


@pytest.fixture(scope="module")
def engine(quads: Path) -> ox.Store:
    store = ox.Store()
    store.load(path=str(quads), format=ox.RdfFormat.N_QUADS)
    return store


@pytest.fixture(scope="module")
def server(quads: Path) -> Iterator[int]:
    command = "from api.cli.main import main; main()"
    arguments = ["serve", "--data", str(quads), "--port", "0"]
    with subprocess.Popen(
        [sys.executable, "-u", "-c", command, *arguments], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            told = ""
            while "http://127.0.0.1:" not in told.rsplit(" on ", 1)[-1]:
                line = process.stdout.readline()
                assert line, "the server ended"
                told += " " + line.strip()
            yield int(told.rsplit("http://127.0.0.1:", 1)[1].split(";")[0].strip())
        finally:
            process.terminate()


def text_of(case: Case) -> str:
    """The query; relative IRIs in it are relative to its file."""
    return f"BASE <{iri(case.query)}>\n" + case.query.read_text(encoding="utf-8")


def ask(port: int, case: Case, accept: str) -> tuple[int, bytes]:
    asked = [("query", text_of(case))]
    asked += [("default-graph-uri", iri(data)) for data in case.data]
    asked += [("named-graph-uri", iri(data)) for data in case.named]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/sparql", urllib.parse.urlencode(asked), headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def rows(results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> object:
    """Results to be compared: rows in any order, blank nodes alike."""
    if isinstance(results, ox.QueryBoolean):
        return bool(results)
    if isinstance(results, ox.QuerySolutions):
        names = [variable.value for variable in results.variables]
        return sorted(str([(name, plain(row[name])) for name in sorted(names)]) for row in results)
    return canonical(results)


def canonical(triples: object) -> list[str]:
    dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)  # type: ignore[attr-defined]
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return sorted(map(str, dataset))


def plain(term: object) -> str:
    return "_:b" if isinstance(term, ox.BlankNode) else str(term)


def in_process(engine: ox.Store, case: Case) -> object:
    """What the engine answers; ``None`` when it refuses."""
    graphs = bool(case.data or case.named)
    try:
        return rows(
            engine.query(
                text_of(case),
                default_graph=[ox.NamedNode(iri(data)) for data in case.data] if graphs else None,
                named_graphs=[ox.NamedNode(iri(data)) for data in case.named] if graphs else None,
            )
        )
    except (SyntaxError, ValueError, RuntimeError):
        return None


def served(port: int, case: Case) -> object:
    """What the server answers; ``None`` when it refuses."""
    status, body = ask(port, case, f"{JSON}, {TRIPLES}")
    if status != 200:
        return None
    if body.lstrip().startswith(b"{"):
        return rows(ox.parse_query_results(io.BytesIO(body), format=ox.QueryResultsFormat.JSON))
    return canonical(q.triple for q in ox.parse(io.BytesIO(body), format=ox.RdfFormat.N_TRIPLES))


def expected(case: Case) -> object:
    """The right answer; ``None`` for the few forms of result file not read here."""
    form = RESULTS.get(case.result.suffix)
    return rows(ox.parse_query_results(path=str(case.result), format=form)) if form else None


def test_the_suites_are_whole() -> None:
    assert len(cases()) > 400


def test_the_server_answers_as_the_engine_does_and_right_where_it_is(engine: ox.Store, server: int) -> None:
    differing, wrong, right = [], [], 0
    for case in cases():
        own, answer = in_process(engine, case), served(server, case)
        if "rand" in case.name or "uuid" in case.name or "now" in case.name or "bnode" in case.name:
            assert (own is None) == (answer is None), case.name
            continue
        if own != answer:
            differing.append(case.name)
        wanted = expected(case)
        if wanted is not None and own == wanted:
            right += 1
            if answer != wanted:
                wrong.append(case.name)
    assert (differing, wrong) == ([], [])
    assert right > 250
