"""What the endpoint tells of itself in SPARQL, by the queries that SIB's tools send (sparql-editor, its check page)."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.base.config import Config
from graph.catalogue import partitions
from graph.catalogue.endpoint import asks_of_endpoint, description
from graph.ontology.terms import PREFIXES, term
from graph.queries.named import queries
from graph.release import archive
from graph.release.archive import Release
from graph.store import query_guard
from graph.store.oxigraph import Store, type_

ENDPOINT = "http://127.0.0.1:8000/sparql"
OF_PREFIXES = """PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?prefix ?namespace
WHERE { [] sh:namespace ?namespace ; sh:prefix ?prefix}
ORDER BY ?prefix"""
OF_EXAMPLES = """PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX spex: <https://purl.expasy.org/sparql-examples/ontology#>
SELECT DISTINCT ?sq ?comment ?query
WHERE {
  ?sq a sh:SPARQLExecutable ;
    rdfs:comment ?comment ;
    sh:select|sh:ask|sh:construct|spex:describe ?query .
} ORDER BY ?sq"""
OF_CLASSES = """PREFIX void: <http://rdfs.org/ns/void#>
PREFIX void-ext: <http://ldf.fi/void-ext#>
SELECT DISTINCT ?subjectClass ?prop ?objectClass ?objectDatatype
WHERE {
  {
    ?cp void:class ?subjectClass ;
        void:propertyPartition ?pp .
    ?pp void:property ?prop .
    OPTIONAL {
        {
            ?pp  void:classPartition [ void:class ?objectClass ] .
        } UNION {
            ?pp void-ext:datatypePartition [ void-ext:datatype ?objectDatatype ] .
        }
    }
  } UNION {
    ?ls void:subjectsTarget [ void:class ?subjectClass ] ;
        void:linkPredicate ?prop ;
        void:objectsTarget [ void:class ?objectClass ] .
  }
}"""


@pytest.fixture(scope="module")
def folder(published: Config) -> Path:
    return archive.current(published)


def rows(folder: Path, text: str) -> list[tuple[str, ...]]:
    query = query_guard.check(text)
    assert asks_of_endpoint(query)
    found = description(folder, ENDPOINT).answer(query)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(term.value if term else "" for term in row) for row in found]  # type: ignore[union-attr]


def test_the_prefixes_are_told(folder: Path) -> None:
    assert rows(folder, OF_PREFIXES) == sorted(PREFIXES.items())


def test_every_named_query_is_an_example_in_both_languages(folder: Path) -> None:
    told = rows(folder, OF_EXAMPLES)
    assert {text for _, _, text in told} == {query.text for query in queries().values()}
    assert len(told) == 2 * len(queries())


def test_the_classes_tell_their_properties_and_what_these_lead_to(folder: Path) -> None:
    told = set(rows(folder, OF_CLASSES))
    case, item = str(term("Case")), str(term("AgendaItem"))
    assert (case, str(term("caseNumber")), "", "http://www.w3.org/2001/XMLSchema#string") in told
    assert (case, str(term("handledIn")), item, "") in told
    assert not [cls for cls, *_ in told if cls.startswith("http://www.w3.org/2002/07/owl#")]


def test_what_is_counted_is_as_many_as_the_store_has(folder: Path) -> None:
    of_class = "PREFIX void: <http://rdfs.org/ns/void#> SELECT ?n {{ ?p void:class <{}> ; void:entities ?n }}"
    with Store.open_read_only(folder / "store") as store:
        items = sum(1 for _ in store.triples(None, type_, ox.NamedNode(str(term("AgendaItem")))))
        about = "SELECT (COUNT(*) AS ?n) {{ ?item a <{}> ; <{}> ?what }}"
        [stated] = store.query(about.format(term("AgendaItem"), term("concernsCase")))  # type: ignore[misc]
    assert rows(folder, of_class.format(term("AgendaItem"))) == [(str(items),)]
    assert items > 100
    of_property = (
        "PREFIX void: <http://rdfs.org/ns/void#> SELECT ?n {{ ?c void:class <{}> ; void:propertyPartition ?p . "
        "?p void:property <{}> ; void:triples ?n }}"
    )
    told = rows(folder, of_property.format(term("AgendaItem"), term("concernsCase")))
    assert told == [(stated["n"].value,)]
    assert int(told[0][0]) > 60


def test_of_very_many_things_some_are_looked_at_and_all_are_counted(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    whole = partitions.read(folder)
    monkeypatch.setattr(partitions, "_ALL", 5)
    monkeypatch.setattr(partitions, "_GRAPHS", 2)
    release = Release(folder)
    with Store.open_read_only(release.store) as store:
        partitions.write(tmp_path, store, "http://127.0.0.1:8000", release.published)
    told = partitions.read(tmp_path)
    assert partitions.counts_of(told) == partitions.counts_of(whole)
    assert b"Case-sg.handledIn-sg.AgendaItem" in told


def test_named_graphs_hold_it(folder: Path) -> None:
    sh = "PREFIX sh: <http://www.w3.org/ns/shacl#> SELECT DISTINCT ?g { GRAPH ?g { ?q a sh:SPARQLExecutable } }"
    assert rows(folder, sh) == [(f"{ENDPOINT}#examples",)]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("PREFIX sh: <http://www.w3.org/ns/shacl#> SELECT * { ?s ?p ?o }", False),
        ("SELECT * { ?s <http://www.w3.org/ns/shacl#select> ?o }", True),
        ("PREFIX x: <http://rdfs.org/ns/void#> SELECT * { ?s x:class ?o }", True),
        ("PREFIX void: <http://example.org/> SELECT * { ?s void:class ?o }", False),
        ('SELECT * { ?s ?p "http://www.w3.org/ns/shacl#select" } # sh:select', False),
        ("SELECT * { ?s a <https://w3id.org/sagsgraf/ns#Case> }", False),
    ],
)
def test_a_query_is_of_the_endpoint_by_the_terms_it_uses(text: str, answer: bool) -> None:
    assert asks_of_endpoint(query_guard.check(text)) is answer


def test_a_release_without_partitions_tells_of_none(tmp_path: Path) -> None:
    assert partitions.read(tmp_path) == b""
    assert rows(tmp_path, OF_CLASSES) == []
