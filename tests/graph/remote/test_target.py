"""Values written to two real servers and read back."""

from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import RDF, XSD, Graph, Literal, URIRef
from servers import Server

from graph.http.client import Answer
from graph.http.errors import UnreachableError
from graph.remote.http import Wire
from graph.remote.store import RemoteStore, ask
from graph.remote.target import Target
from graph.store.oxigraph import Store

VALUES = [
    Literal(
        "Ærø, Ådalsø: \"citat\" og 'citat' \\ omvendt\n\n\tny linje\r\nÆØÅ æøå é 😀 <a> & } \u00a0", lang="da"
    ),
    Literal("  blanke omkring  "),
    Literal("ærligt " * 20_000, lang="da"),
    Literal("ord " * 30_000),
    Literal("a\x0cb\x01c\x7f"),
    Literal("true", datatype=XSD.boolean),
    Literal("false", datatype=XSD.boolean),
    Literal("7", datatype=XSD.integer),
    Literal("0.75", datatype=XSD.decimal),
    Literal("2023-06-26", datatype=XSD.date),
    Literal("2023-06-26T09:00:00+02:00", datatype=XSD.dateTime),
    Literal("2023-06", datatype=XSD.gYearMonth),
    Literal("E", datatype=URIRef("https://w3id.org/sagsgraf/ns#AuthorityCode")),
]


def shown(values: list[Literal]) -> Counter[str]:
    return Counter(
        str(
            ox.Literal(str(value), language=value.language)
            if value.language
            else ox.Literal(str(value), datatype=ox.NamedNode(str(value.datatype or XSD.string)))
        )
        for value in values
    )


def typed(text: str, kind: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(f"{XSD}{kind}"))


def test_values_come_back_as_they_were(written: Server, tmp_path: Path) -> None:
    config = written.config(tmp_path)
    graph = Graph()
    for number, value in enumerate(VALUES):
        graph.add((URIRef(f"{config.base_iri}/id/{number}"), RDF.value, value))
    with Store.create(tmp_path / "store") as store, Target(config) as target:
        store.replace_graph("urn:g", graph)
        target.check_writable()
        target.put(f"{config.base_iri}/udgivelse/a", store.triples())
        target.announce(f"{config.base_iri}/udgivelse/a", ["0001-x"])
    with RemoteStore(tmp_path / "store", "0001-x", config) as remote:
        rows = remote.query("SELECT ?o WHERE { ?s ?p ?o }")
        assert Counter(str(row["o"]) for row in rows) == shown(VALUES)
        triples = remote.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        assert Counter(str(triple.object) for triple in triples) == shown(VALUES)


@pytest.mark.parametrize(
    ("sent", "virtuoso"),
    [
        (typed("P1D", "duration"), typed("86400.0", "duration")),
        (typed("12345678901234567890", "integer"), typed("12345678901234567890", "decimal")),
    ],
)
def test_values_that_virtuoso_changes(
    server: Server, tmp_path: Path, sent: ox.Literal, virtuoso: ox.Literal
) -> None:
    config = server.config(tmp_path)
    graph = f"{config.base_iri}/udgivelse/a"
    triple = ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), sent)
    with Target(config) as target, Wire() as wire:
        target.check_writable()
        target.put(graph, [triple])
        (row,) = ask(wire, config.store, "SELECT ?o { ?s ?p ?o }", graph)
        assert row["o"] == (virtuoso if server.is_virtuoso else sent)
        target.remove(graph, [ox.NamedNode("urn:s")])  # found all the same, by its subject
        assert target.count(graph) == 0


def test_a_server_that_hangs_up_is_asked_once_more(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = server.config(tmp_path)
    graph = f"{config.base_iri}/udgivelse/a"
    triple = ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("x"))
    real, hung_up = Wire.ask, []

    def ask_once_in_vain(self: Wire, method: str, url: str, body: bytes | None = None, *rest: Any) -> Answer:
        if method == "PUT" and not hung_up:
            hung_up.append(url)
            raise UnreachableError("hung up")
        return real(self, method, url, body, *rest)

    monkeypatch.setattr(Wire, "ask", ask_once_in_vain)
    with Target(config) as target:
        target.put(graph, [triple])
        assert (len(hung_up), target.count(graph)) == (1, 1)
