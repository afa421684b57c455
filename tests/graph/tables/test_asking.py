"""The tables answer as the graph does, and can do nothing else than be asked."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from meetings import Linked, name_of

from benchmarks.generate import generate
from graph.base import alphabet
from graph.base.config import Config
from graph.ontology.terms import ONTOLOGY, vocabulary
from graph.queries.named import load
from graph.release import archive
from graph.release.manifest import DocumentEntry
from graph.store.oxigraph import Store
from graph.tables import asking
from graph.tables.asking import (
    ITEMS_OF,
    TABLE_QUERIES,
    WHOLE_QUERIES,
    TableReader,
    TablesUnavailableError,
)
from graph.tables.files import Tables

BASE = "http://127.0.0.1:8000"

THINGS = {
    "cases_with_kle": "?y sg:journalCode/skos:broader* ?x",
    "items_with_kle": "?y skos:broader ?x",
    "body_by_year": "?x a sg:Body",
    "body_outcomes_by_year": "?x a sg:Body",
    "meetings": "?x a sg:Body",
    "meetings_of_body": "?x a sg:Body",
    "recommendations_by_year": "?y sg:recommendedBy ?x",
    "outcome_by_year": "?x skos:inScheme <https://w3id.org/sagsgraf/concept/beslutningsudfald>",
    "mentions_by_year": "?y oa:hasBody ?x",
    "units_beside": "?x a sg:Unit",
    "people_beside": "?y sg:attendee ?x",
    "items_mentioning": "?y oa:hasBody ?x",
    "items_of_series": "?y sg:seriesOf ?x",
    "items_recommended_by": "?y sg:recommendedBy ?x",
    "items_with_document": "?y sg:hasAttachment ?x",
    "items_with_outcome": "?x skos:inScheme <https://w3id.org/sagsgraf/concept/beslutningsudfald>",
}
PREFIXES = (
    "PREFIX sg: <https://w3id.org/sagsgraf/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
    "PREFIX oa: <http://www.w3.org/ns/oa#> "
)


def rows(store: Store, query: str) -> list[dict[str, str]]:
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [{name: getattr(row[name], "value", "") for name in names} for row in found]


@pytest.fixture(scope="module")
def reader(published: Config) -> TableReader:
    return TableReader(archive.current(published))


def things(name: str, store: Store) -> list[str]:
    return [row["x"] for row in rows(store, f"{PREFIXES} SELECT DISTINCT ?x {{ {THINGS[name]} }}")]


def check_items(name: str, reader: TableReader, store: Store) -> int:
    """The same of the items that a query finds; how many items there are."""
    answered = 0
    for thing in things(name, store)[:40]:
        found = rows(store, load(name).bind({"thing": ox.NamedNode(thing)}))
        days: dict[str, list[str]] = {}
        for row in sorted(found, key=lambda row: row["item"]):
            days.setdefault(row["date"], []).append(row["item"])
        wanted = [item for day in sorted(days, reverse=True) for item in days[day]]
        assert reader.latest_items(name, thing, 1000) == wanted, thing
        assert reader.latest_items(name, thing, 2) == wanted[:2]
        answered += len(wanted)
    return answered


def check(name: str, reader: TableReader, store: Store, *languages: str) -> int:
    """Hold the answers of both about every thing against each other; how many rows they have."""
    parameter = load(name).parameters[0]
    answered = 0
    for thing in things(name, store):
        for language in languages:
            text = load(name).bind({parameter: ox.NamedNode(thing)}, language=language)
            wanted = alphabet.rows_in_order(text, rows(store, text))
            assert reader.rows(name, thing, language) == wanted, (thing, language)
            answered += len(wanted)
    return answered


def check_whole(reader: TableReader, store: Store) -> int:
    """The same of the queries about everything."""
    answered = 0
    for name in WHOLE_QUERIES:
        for language in ("da", "en"):
            text = load(name).bind(language=language)
            wanted = alphabet.rows_in_order(text, rows(store, text))
            assert reader.whole(name, language) == wanted
            answered += len(wanted)
    return answered


@pytest.mark.parametrize("name", TABLE_QUERIES)
def test_the_tables_answer_as_the_named_query_of_that_name(
    name: str, reader: TableReader, published: Config
) -> None:
    with Store.open_read_only(archive.current(published) / "store") as store:
        assert check(name, reader, store, "da", "en") > 10
    assert reader.rows(name, "http://127.0.0.1:8000/id/aadalsoe/organ/findes'ikke", "da") == []


def test_and_so_they_do_about_everything(reader: TableReader, published: Config) -> None:
    with Store.open_read_only(archive.current(published) / "store") as store:
        assert check_whole(reader, store) > 10


def test_what_is_named_in_one_language_alone_is_called_so_in_the_other(reader: TableReader) -> None:
    (row,) = reader._asked(
        asking._labelled("SELECT t.b_{language} AS b FROM (SELECT 'Rådet' b_da, NULL b_en) t", "en"), {}
    )
    assert row == {"b": "Rådet"}


@pytest.mark.parametrize("name", ITEMS_OF)
def test_the_latest_items_are_those_of_the_named_query(
    name: str, reader: TableReader, published: Config
) -> None:
    with Store.open_read_only(archive.current(published) / "store") as store:
        assert check_items(name, reader, store) > 2
    assert reader.latest_items(name, "http://127.0.0.1:8000/id/aadalsoe/organ/findes'ikke", 9) == []


def test_what_names_a_thing_mentions_it_or_is_recommended_by_it(
    reader: TableReader, published: Config
) -> None:
    asked = (
        f"{PREFIXES} SELECT DISTINCT ?item ?date {{ {{ ?item sg:hasMention/oa:hasBody <THING> }} UNION "
        "{ ?item sg:hasRecommendation/sg:hasRecommender/sg:recommender <THING> } "
        "?item sg:inMeeting/<http://purl.org/dc/terms/date> ?date } ORDER BY DESC(?date) DESC(?item)"
    )
    with Store.open_read_only(archive.current(published) / "store") as store:
        for thing in (*things("items_mentioning", store)[:20], *things("items_recommended_by", store)[:20]):
            wanted = [row["item"] for row in rows(store, asked.replace("THING", thing))]
            assert reader.items_naming(thing) == wanted != []


def test_and_so_they_do_of_generated_minutes(tmp_path: Path) -> None:
    store = Linked(tmp_path, {name_of(text): text for text, _ in generate(4)}).store
    store.replace_graph(str(ONTOLOGY), vocabulary().graph)
    minutes = [graph for graph in store.graphs() if graph.endswith("/referat")]
    (tmp_path / "release").mkdir()
    Tables(tmp_path / "release", BASE, None).write(
        store, [], [DocumentEntry(graph, "", "published", graph) for graph in minutes], (), None
    )
    reader = TableReader(tmp_path / "release")
    answered = {name for name in TABLE_QUERIES if check(name, reader, store, "da") > 2}
    assert answered == TABLE_QUERIES.keys() - {"people_beside"}  # those present there have no role
    assert all(check_items(name, reader, store) for name in ITEMS_OF)
    assert check_whole(reader, store)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_parquet('http://127.0.0.1:9/x.parquet')",
        "INSTALL httpfs",
        "COPY (SELECT 1) TO 'out.csv'",
        "ATTACH 'other.db'",
        "SET memory_limit = '9GB'",
        "SET enable_external_access = true",
        "SELECT count(*) FROM range(100000000) a, range(1000) b GROUP BY a.range % 100000000",
    ],
)
def test_nothing_else_is_read_written_or_let_in(
    reader: TableReader, statement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(asking.TABLE_QUERIES, "cases", statement)  # type: ignore[arg-type]
    monkeypatch.setattr(asking, "_SECONDS", 0.3)
    with pytest.raises(TablesUnavailableError):
        reader.rows("cases", "x", "da")


def test_a_release_without_tables_is_told(tmp_path: Path) -> None:
    with pytest.raises(TablesUnavailableError, match="has no tables"):
        TableReader(tmp_path)
