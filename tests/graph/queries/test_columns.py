from pyoxigraph import QuerySolutions, Store

from graph.queries.columns import COLUMNS, column_headings
from graph.queries.named import queries


def test_every_variable_that_is_asked_for_has_a_heading_in_both_languages() -> None:
    store = Store()
    answers = [store.query(query.text) for query in queries().values()]
    rows = [answer for answer in answers if isinstance(answer, QuerySolutions)]
    assert {variable.value for answer in rows for variable in answer.variables} == COLUMNS.keys()
    assert all(labels["da"] and labels["en"] for labels in COLUMNS.values())


def test_a_column_of_iris_says_so() -> None:
    assert column_headings(["body", "bodyLabel", "mine"], {0}, "en") == ["Body (IRI)", "Body", "mine"]
