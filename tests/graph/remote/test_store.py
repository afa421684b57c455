"""A release asked over the network: the same answers from two real servers as from the disk."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pyoxigraph as ox
import pytest
from named_queries import as_asked
from servers import GUIDE, VIRTUOSO_ROWS, Server

from graph.base.config import Config
from graph.http.errors import RemoteError
from graph.queries.named import queries
from graph.release import archive
from graph.release.archive import Release
from graph.remote import mirror
from graph.remote.store import RemoteStore, is_for_the_disk
from graph.store import query_guard
from graph.store.oxigraph import Result, Store
from graph.store.query_guard import QueryError


def release_of(config: Config) -> Release:
    return Release(archive.current(config))


@pytest.fixture
def remote(examples: Config) -> Iterator[RemoteStore]:
    release = release_of(examples)
    with RemoteStore(release.store, release.id, examples) as store:
        yield store


@pytest.fixture(scope="session")
def disk(published: Config) -> Iterator[Store]:
    with Store.open_read_only(release_of(published).store) as store:
        yield store


TEXTS_ONLY = {"outcomes": "; ", "evidence": " / ", "posts": "; "}
"""Columns of GROUP_CONCAT, and what is between the texts: Virtuoso leaves out the language, gives "" for a
variable without a value, and has another order of its own."""
NUMBERS_FOR_TRUTHS = {"incoming"}
"""Columns of a truth that stands in the query, which Virtuoso gives as an integer."""
EMPTY_IN_VIRTUOSO = {"items_with_kle"}
"""A path of any length, an OPTIONAL and a GROUP BY together give no row in Virtuoso 7.2.5."""

FOR_THE_DISK_BY_NAME = {"spans", "graphs_about_cases", "describe_case"}
"""Named queries that name graphs, or say DESCRIBE."""


@dataclass(frozen=True)
class Told:
    """An answer that has been read to its end."""

    kind: type
    names: Sequence[str]
    rows: Sequence[Sequence[Any]]


def told(result: Result) -> Told:
    if isinstance(result, ox.QueryBoolean):
        return Told(type(result), ["truth"], [[bool(result)]])
    if isinstance(result, ox.QueryTriples):
        return Told(type(result), ["subject", "predicate", "object"], [tuple(triple) for triple in result])
    return Told(type(result), [one.value for one in result.variables], [tuple(row) for row in result])


@pytest.fixture(scope="session")
def here(disk: Store) -> Callable[[str], Told]:
    """What the disk answers, each query once for both servers."""
    return cache(lambda text: told(disk.query(text)))


def rows(answer: Told, virtuoso: bool) -> Counter[tuple[str, ...]]:
    """The answer as a multiset; what Virtuoso is known to write in another way, in one way."""

    def cell(name: str, term: Any) -> str:
        if virtuoso and name in TEXTS_ONLY:
            return str(sorted(term.value.split(TEXTS_ONLY[name]))) if term else "['']"
        if virtuoso and name in NUMBERS_FOR_TRUTHS and term:
            return str(term.value in ("1", "true"))
        return str(term)

    return Counter(
        tuple(cell(name, term) for name, term in zip(answer.names, row, strict=True)) for row in answer.rows
    )


@pytest.mark.parametrize("name", queries())
def test_a_named_query_has_the_same_answer(
    name: str, remote: RemoteStore, here: Callable[[str], Told], server: Server
) -> None:
    text = as_asked(queries()[name])
    assert is_for_the_disk(query_guard.check(text)) == (name in FOR_THE_DISK_BY_NAME)
    there, expected = (rows(one, server.is_virtuoso) for one in (told(remote.query(text)), here(text)))
    assert expected
    if server.is_virtuoso and name in EMPTY_IN_VIRTUOSO:
        assert there == Counter()
    else:
        assert there == expected


QUERIES = [
    "ASK { ?s a <https://w3id.org/sagsgraf/ns#Case> }",
    "ASK { ?s a <urn:none> }",
    "SELECT * { ?s a <urn:none> }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    'SELECT ?s { ?s ?p "Havnebad ved Sønder Mole"@da }',
    'SELECT ?s ?o { ?s ?p ?o FILTER(CONTAINS(LCASE(STR(?o)), "ærgrelse") || CONTAINS(STR(?o), "ø\'")) }',
    "SELECT ?s ?o { ?s <http://purl.org/dc/terms/date> ?o } ORDER BY DESC(?o) ?s LIMIT 7",
    "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT ?o { ?s ?p ?o FILTER(isLiteral(?o)) FILTER(xsd:string(?o) = '4') }",
    "CONSTRUCT { ?s <urn:p> ?o } WHERE { ?s <http://purl.org/dc/terms/title> ?o }",
    "CONSTRUCT { ?s <urn:p> ?o } WHERE { ?s <urn:none> ?o }",
    "# en kommentar\nSELECT ?p (COUNT(?o) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p",
]


@pytest.mark.parametrize("text", QUERIES)
def test_other_queries_have_the_same_answer(
    text: str, remote: RemoteStore, here: Callable[[str], Told]
) -> None:
    assert not is_for_the_disk(query_guard.check(text))
    there = told(remote.query(text))
    assert there.kind is here(text).kind
    assert rows(there, False) == rows(here(text), False)


FOR_THE_DISK = [
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "SELECT * FROM <https://w3id.org/sagsgraf/ns> { ?s ?p ?o }",
    "SELECT * FROM NAMED <https://w3id.org/sagsgraf/ns> { GRAPH ?g { ?s ?p ?o } }",
    "DESCRIBE <https://w3id.org/sagsgraf/ns>",
    'SELECT * { ?s ?p "\\u00e6" }',
    "SELECT (<bif:upper>('x') AS ?y) {}",
    "PREFIX b: <bif:> SELECT (b:http_get('http://127.0.0.1:9/') AS ?y) {}",
    "PREFIX b: <urn:> SELECT (b:f (1) AS ?y) {}",
    "PREFIX xsd: <urn:> SELECT (xsd:integer(1) AS ?y) {}",
    "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> PREFIX xsd: <bif:> SELECT (xsd:integer(1) AS ?y) {}",
    "SELECT * { ?s <bif:contains> 'x' }",
    "SELECT * { ?s <SQL:x> 'x' }",
    "SELECT * { ?s <http://www.openlinksw.com/schemas/x> 'x' }",
]


@pytest.mark.parametrize("text", FOR_THE_DISK)
def test_what_servers_do_in_their_own_way_is_asked_of_the_disk(text: str, published: Config) -> None:
    assert is_for_the_disk(query_guard.check(text))
    release = release_of(published)
    config = replace(published, store="http://127.0.0.1:9/")  # nobody is there
    with (
        RemoteStore(release.store, release.id, config) as remote,
        Store.open_read_only(release.store) as disk,
    ):
        assert outcome(lambda: remote.query(text)) == outcome(lambda: disk.query(text))


def outcome(ask: Callable[[], Result]) -> object:
    """What comes of a query: its rows, or what was said against it."""
    try:
        return rows(told(ask()), False)
    except (QueryError, RuntimeError) as error:
        return str(error)


def test_graphs_given_by_the_protocol_are_asked_of_the_disk(published: Config, disk: Store) -> None:
    release = release_of(published)
    config = replace(published, store="http://127.0.0.1:9/")
    text, graphs = "SELECT * { ?s ?p ?o }", ["https://w3id.org/sagsgraf/ns"]
    with RemoteStore(release.store, release.id, config) as remote:
        assert rows(told(remote.query(text, graphs)), False) == rows(told(disk.query(text, graphs)), False)
        assert rows(told(remote.query(text, None, graphs)), False) == Counter()


def test_an_answer_that_virtuoso_cuts_is_told(virtuoso_server: Server, published: Config) -> None:
    config = replace(published, **virtuoso_server.settings())
    release = release_of(config)
    mirror.push(config, release)
    with RemoteStore(release.store, release.id, config) as remote:
        text = "SELECT * { ?a ?b ?c }"
        with pytest.raises(RemoteError, match=rf"only a part of the answer .*MaxRows: {VIRTUOSO_ROWS}"):
            remote.query(text)
        assert sum(1 for _ in remote.query(f"{text} LIMIT 5000")) == 5000


def test_an_answer_that_virtuoso_breaks_off_is_told(virtuoso_server: Server, published: Config) -> None:
    config = replace(published, **virtuoso_server.settings())
    release = release_of(config)
    mirror.push(config, release)
    impatient = replace(config, store=f"{config.store}?timeout=1000")
    with RemoteStore(release.store, release.id, impatient) as remote:
        with pytest.raises(RemoteError, match=r"only a part of the answer \(X-SQL-State: S1TAT\)"):
            remote.query(
                "SELECT ?p (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?d "
                "FILTER(STRLEN(STR(?b)) > STRLEN(STR(?d))) } GROUP BY ?p"
            )
        assert remote.query("ASK { ?s ?p ?o }")


def test_the_guide_tells_every_setting_and_what_differs() -> None:
    settings = set(re.findall(r"^\| `(store\w*)` \|", GUIDE, re.MULTILINE))
    assert settings == {name for name in Config.__dataclass_fields__ if name.startswith("store")}
    assert all(f"`{name}`" in GUIDE for name in EMPTY_IN_VIRTUOSO)
