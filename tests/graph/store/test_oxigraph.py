"""The store: replacing, describing and dumping graphs, and which graphs a query sees."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, URIRef

from graph.ontology.terms import SG
from graph.store.oxigraph import QueryError, Store

EX = "https://example.org/"
S, P, OBJ = (URIRef(EX + name) for name in "spo")
ITEM = URIRef(EX + "punkt/1")


def graph(*triples: tuple[URIRef, URIRef, URIRef | Literal]) -> Graph:
    filled = Graph()
    for triple in triples:
        filled.add(triple)
    return filled


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store.create(tmp_path / "store")
    made.replace_graph(EX + "g1", graph((S, P, Literal(1)), (S, P, Literal("to", lang="da"))))
    made.replace_graph(EX + "g2", graph((S, P, OBJ)))
    return made


def count(store: Store, query: str, **graphs: list[str]) -> int:
    results = store.query(query, **graphs)
    assert isinstance(results, ox.QuerySolutions)
    return sum(1 for _ in results)


def test_a_graph_takes_the_place_of_the_one_before(store: Store) -> None:
    store.replace_graph(EX + "g1", graph((S, P, Literal(2))))
    assert (len(store), store.graphs()) == (2, [EX + "g1", EX + "g2"])
    assert set(description(store, EX + "s").objects(S, P)) == {Literal(2), OBJ}


def description(store: Store, iri: str) -> Graph:
    return Graph().parse(data="".join(f"{triple} .\n" for triple in store.description(iri)), format="nt")


LINES = b'<https://example.org/s> <https://example.org/p> "ny <x> ." .\n<https://example.org/s> <https://example.org/p> "to"@da .\n'


@pytest.mark.parametrize("names", [["g1"], ["g3"], ["g1", "g2", "g3"]], ids=",".join)
def test_graphs_put_in_together_or_alone_are_the_same(store: Store, tmp_path: Path, names: list[str]) -> None:
    store.put_graphs({EX + name: LINES for name in names})
    one_by_one = Store.create(tmp_path / "other")
    one_by_one.replace_graph(EX + "g1", graph((S, P, Literal(1)), (S, P, Literal("to", lang="da"))))
    one_by_one.replace_graph(EX + "g2", graph((S, P, OBJ)))
    for name in names:
        one_by_one.replace_graph(EX + name, Graph().parse(data=LINES, format="nt"))
    for made in (store, one_by_one):
        made.dump(tmp_path / f"{made is store}.nq")
        assert made.growth == len(made)
    assert (tmp_path / "True.nq").read_bytes() == (tmp_path / "False.nq").read_bytes()
    of_lines = Store.create(tmp_path / "of_lines")
    of_lines.put_quads((tmp_path / "True.nq").read_bytes())
    default = "SELECT * { ?s ?p ?o }"
    assert count(store, default) == count(one_by_one, default) == count(of_lines, default)
    assert of_lines.growth == len(of_lines) == len(store)


def test_growth_tells_what_was_added_less_what_went(store: Store) -> None:
    before = store.growth
    store.remove_graph(EX + "g1")
    assert store.growth == before - 2
    (present,) = store.triples(graph_iri=EX + "g2")
    other = ox.Triple(present.subject, present.predicate, ox.Literal("x"))
    store.amend_graph(EX + "g2", gone={other}, come={present})
    assert (store.growth, len(store)) == (before - 2, 1)
    store.amend_graph(EX + "g2", gone={present}, come={other})
    assert (store.growth, len(store)) == (before - 2, 1)


def test_removing_a_graph(store: Store) -> None:
    store.remove_graph(EX + "g1")
    store.remove_graph(EX + "never")
    assert (len(store), store.graphs()) == (1, [EX + "g2"])


@pytest.mark.parametrize("node", [BNode("b"), URIRef("no iri"), Literal("x", datatype=URIRef("no iri"))])
def test_what_cannot_be_published_is_refused_and_changes_nothing(store: Store, node: Literal) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (the words are the engine's)
        store.replace_graph(EX + "g1", graph((S, P, node)))
    assert len(store) == 3


_WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(_WORDS | st.just("C:\\users\\u0041 \"'\n\r\t} INSERT"))
def test_any_words_come_back_as_they_were(words: str) -> None:
    held = Store(ox.Store())
    held.replace_graph(EX + "g", graph((S, P, Literal(words)), (S, P, Literal(words, lang="da"))))
    assert set(description(held, EX + "s").objects(S, P)) == {Literal(words), Literal(words, lang="da")}


def test_numbers_and_dates_come_back_as_they_were_written(store: Store) -> None:
    values = {
        Literal("0.75", datatype=XSD.decimal),
        Literal("2023-06-26", datatype=XSD.date),
        Literal("2023-06-26T09:00:00+02:00", datatype=XSD.dateTime),
        Literal("x", datatype=URIRef(EX + "type")),
    }
    store.replace_graph(EX + "g1", graph(*((S, P, value) for value in values)))
    assert {str(o.n3()) for o in description(store, EX + "s").objects(S, P)} == {
        str(value.n3()) for value in values
    } | {f"<{EX}o>"}


ALL = "SELECT * { ?s ?p ?o }"


def test_the_default_graph_is_the_union(store: Store) -> None:
    assert count(store, ALL) == 3
    assert count(store, "SELECT * { GRAPH ?g { ?s ?p ?o } }") == 3


def test_a_query_can_name_its_graphs(store: Store) -> None:
    assert count(store, f"SELECT * FROM <{EX}g2> {{ ?s ?p ?o }}") == 1
    assert count(store, f"SELECT * FROM <{EX}none> {{ ?s ?p ?o }}") == 0
    assert count(store, f"SELECT * FROM NAMED <{EX}g2> {{ ?s ?p ?o }}") == 0
    assert count(store, f"SELECT * FROM NAMED <{EX}g2> {{ GRAPH ?g {{ ?s ?p ?o }} }}") == 1


def test_the_protocol_can_name_the_graphs_instead(store: Store) -> None:
    other = f"SELECT * FROM <{EX}none> {{ ?s ?p ?o }}"
    assert count(store, ALL, default_graphs=[EX + "g2"]) == 1
    assert count(store, other, default_graphs=[EX + "g1", EX + "g2"]) == 3
    assert count(store, ALL, named_graphs=[EX + "g2"]) == 0
    assert count(store, "SELECT * { GRAPH ?g { ?s ?p ?o } }", named_graphs=[EX + "g2"]) == 1
    with pytest.raises(QueryError, match="no IRI"):
        store.query(ALL, default_graphs=["no iri"])


def test_syntax_errors_carry_their_place(store: Store) -> None:
    with pytest.raises(QueryError) as caught:
        store.query("SELECT *\n{ ?s ?p }")
    assert (caught.value.line, caught.value.column) == (2, 9)


def test_a_description_holds_parts_of_an_item_and_the_labels_of_what_it_names(store: Store) -> None:
    part, deep, beside = (
        URIRef(f"{ITEM}{path}") for path in ("/beslutning", "/beslutning/1", "0/beslutning")
    )
    store.replace_graph(
        EX + "g3",
        graph(
            (ITEM, RDF.type, URIRef(SG + "AgendaItem")),
            (ITEM, P, part),
            (ITEM, P, S),
            (part, P, deep),
            (deep, P, Literal("dyb")),
            (beside, P, Literal("et andet punkts")),
            (S, RDF.type, OBJ),
            (S, RDFS.label, Literal("Es", lang="da")),
        ),
    )
    store.replace_graph(
        EX + "g4", graph((OBJ, SKOS.prefLabel, Literal("O", lang="da")), (OBJ, P, Literal("fjern")))
    )
    found = description(store, str(ITEM))
    assert (deep, P, Literal("dyb")) in found
    assert (S, RDFS.label, Literal("Es", lang="da")) in found
    assert (beside, None, None) not in found
    assert (S, P, None) not in found
    assert set(description(store, EX + "s").objects(OBJ)) == {Literal("O", lang="da")}


def test_only_an_item_is_described_with_its_parts(store: Store) -> None:
    part = URIRef(EX + "s/del")
    store.replace_graph(EX + "g3", graph((S, P, part), (part, P, Literal("del"))))
    assert (part, P, None) not in description(store, EX + "s")


@pytest.mark.parametrize("iri", [EX + "unknown", "no iri", "", "a:\ud800"])
def test_what_is_not_known_has_an_empty_description(store: Store, iri: str) -> None:
    assert len(description(store, iri)) == 0


def test_the_same_content_is_dumped_as_the_same_bytes(store: Store, tmp_path: Path) -> None:
    other = Store.create(tmp_path / "other")
    other.replace_graph(EX + "g2", graph((S, P, OBJ)))
    other.replace_graph(EX + "g1", graph((S, P, Literal("to", lang="da")), (S, P, Literal(1))))
    store.dump(tmp_path / "a.nq")
    other.dump(tmp_path / "b.nq")
    dumped = (tmp_path / "a.nq").read_bytes()
    assert dumped == (tmp_path / "b.nq").read_bytes()
    assert f'<{EX}s> <{EX}p> "to"@da <{EX}g1> .\n'.encode() in dumped


def test_a_backup_stands_alone_and_a_reader_cannot_write(store: Store, tmp_path: Path) -> None:
    store.flush()
    store.backup(tmp_path / "copy")
    with Store.create(tmp_path / "copy") as copy:
        copy.remove_graph(EX + "g1")
    assert len(store) == 3
    with Store.open_read_only(tmp_path / "copy") as copy:
        assert len(copy) == 1
        with pytest.raises(RuntimeError, match="read-write"):
            copy.remove_graph(EX + "g2")
    with pytest.raises(ValueError, match="closed"):
        len(copy)


def test_opening_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="damaged, or not there"):
        Store.open_read_only(tmp_path / "nowhere")


def test_opening_a_damaged_store(store: Store, tmp_path: Path) -> None:
    store.close()
    (tmp_path / "store" / "CURRENT").write_text("")
    with pytest.raises(OSError, match=r"store is damaged, or not there$"):
        Store.open_read_only(tmp_path / "store")


def test_a_triple_in_two_graphs_counts_once(tmp_path: Path) -> None:
    with Store.create(tmp_path / "store") as store:
        for name in ("g1", "g2"):
            store.replace_graph(EX + name, graph((S, P, OBJ)))
        assert [row["n"].value for row in store.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")] == ["1"]
        store.remove_graph(EX + "g1")
        assert bool(store.query("ASK { ?s ?p ?o }"))
        store.replace_graph(EX + "g2", graph((S, P, Literal(1))))
        assert [row["o"].value for row in store.query("SELECT ?o WHERE { ?s ?p ?o }")] == ["1"]
        store.remove_graph(EX + "g2")
        assert not bool(store.query("ASK { ?s ?p ?o }"))
        assert (len(store), store.graphs()) == (0, [])


def test_a_graph_is_amended_in_part(tmp_path: Path) -> None:
    with Store.create(tmp_path) as store:
        a, b, c = (ox.Triple(ox.NamedNode(f"urn:{s}"), ox.NamedNode("urn:p"), ox.Literal(s)) for s in "abc")
        store.amend_graph("urn:g", set(), {a, b})
        store.amend_graph("urn:h", set(), {b})
        store.amend_graph("urn:g", {b, c}, {a, c})
        assert (set(store.triples(graph_iri="urn:g")), set(store.triples(graph_iri="urn:h"))) == ({a, c}, {b})
        store.amend_graph("urn:g", {a, c}, {a})
        assert set(store.triples()) == {a, b}
        assert set(store.triples(None, None, ox.Literal("b"))) == {b}
        assert store.growth == len(store) == 2
