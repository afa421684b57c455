"""What SPARQL text is let through to the engine, and where a faulty one is said to be wrong."""

import pyoxigraph as ox
import pytest
from each import each
from hypothesis import given
from hypothesis import strategies as st
from network import NETWORK

from graph.store import query_guard
from graph.store.query_guard import QueryError, TooLongError, check, syntax_error


@each(
    "query",
    [
        'SELECT * { ?s ?p "SERVICE <http://x>" } # SERVICE',
        "SELECT * { ?s ?p <http://example.org/service/x> }",
        "PREFIX sd: <urn:x:> SELECT * { ?service a sd:Service ; sd:service _:service }",
        'SELECT * { ?s ?p "a"@service }',
        "SELECT * { ?s ?p '''it's # SERVICE <x:>''' }",
        'SELECT * { ?s ?p "\\u0022 SERVICE <x:> {} # " }',
        "SELECT * { ?s ?p ?o FILTER(?o < 5 || ?o > 7) }",
        "SELECT * { VALUES ?x { " + "<urn:a> " * 5000 + "} }",
        "SELECT * { ?s ?p ?o FILTER(?o IN (" + ",".join(map(str, range(5000))) + ")) }",
        "SELECT (1 AS ?x) { " + "{" * 90 + "}" * 90 + " }",
    ],
)
def test_harmless_queries_pass_and_the_engine_takes_them(query: str) -> None:
    ox.Store().query(check(query).text)


@each("query", NETWORK)
def test_service_is_refused_however_it_is_hidden(query: str) -> None:
    with pytest.raises(QueryError, match=r"SERVICE|space after"):
        check(query)


@pytest.mark.parametrize("form", ["INSERT DATA {}", "delete where {}", "LOAD <x:>", "CLEAR ALL", "DROP ALL"])
def test_updates_are_refused(form: str) -> None:
    with pytest.raises(QueryError, match="is an update") as caught:
        check(f"PREFIX a: <b:>\n{form}")
    assert (caught.value.line, caught.value.column) == (2, 1)


def long(text: str) -> str:
    """As much of it, over and over, as a query may be long."""
    return (text * query_guard.MAX_BARE)[: query_guard.MAX_BARE]


@each(
    "query",
    [
        "SELECT * { FILTER" + "(" * 5000 + "1" + ")" * 5000 + " }",
        "SELECT * " + "{" * 5000 + "}" * 5000,
        "SELECT * { ?s ?p " + "[ ?q " * 5000 + "]" * 5000 + " }",
        "SELECT * { BIND(" + "IF(<x:)>," * 5000 + "1" + ",1)" * 5000 + " AS ?x) }",
        "SELECT * { FILTER(" + "!" * 90_000 + "true) }",
        "SELECT * { BIND(1" + "+1" * 40_000 + " AS ?x) }",
        "SELECT * { ?s <a:a>" + "/<a:a>" * 15_000 + " ?o }",
        "SELECT * { {}" + "UNION{}" * 10_000 + " }",
        "SELECT * { " + "".join(f"BIND(1 AS ?x{i})" for i in range(5000)) + " }",
        "SELECT * { ?s ?p ?o " + "FILTER(1)" * 10_000 + " }",
        "SELECT * { " + "VALUES ?x {1}" * 7000 + " }",
        "DESCRIBE " + "<a:a> " * 15_000,
        "SELECT * { BIND(1<" + "?v+" * 30_000 + "1#>\n AS ?x) }",
    ],
)
def test_what_would_overflow_the_engine_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match=r"nested more|more than|longer than"):
        check(query)


def test_a_query_too_long_is_refused() -> None:
    with pytest.raises(TooLongError, match="longer than 100000 characters outside"):
        check(long("a") + "a")
    with pytest.raises(TooLongError, match="longer than 1000000 characters"):
        check(" " * (query_guard.MAX_LENGTH + 1))


def test_data_of_values_may_be_longer() -> None:
    rows = '(<urn:a> "b"@da 1.5 a:b UNDEF "c"^^a:d -2 true)' * 3000
    query = (
        f"PREFIX a: <urn:b:> SELECT * {{ VALUES (?x ?y) {{ {rows} }} ?x ?y ?z }} VALUES ?z {{ {'1 ' * 9} }}"
    )
    assert len(query) > query_guard.MAX_BARE
    assert check(query).text == query


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { VALUES ?x { 1 } " + "?s ?p ?o . " * 10_000 + "}",
        "SELECT * { VALUES ?x { " + "?s ?p ?o . " * 10_000 + "} }",
        "SELECT * { VALUES ?x { { 1 " + ";" * 120_000 + "} }",
        "SELECT * { VALUES " + "?s ?p ?o . " * 10_000 + "{ 1 } }",
        "SELECT * { ?s ?p 'VALUES ?x {' . " + "?s ?p ?o . " * 10_000 + "}",
        "SELECT * { # VALUES ?x {\n" + "?s ?p ?o . " * 10_000 + "}",
    ],
)
def test_nothing_but_data_is_taken_for_data(query: str) -> None:
    with pytest.raises(TooLongError):
        check(query)


def test_a_query_has_its_base_in_front_only_where_it_needs_one() -> None:
    assert check("ASK { <a> ?p ?o }", "http://x/").with_base == "BASE <http://x/> ASK { <a> ?p ?o }"
    assert check("ASK { <urn:a> ?p ?o }", "http://x/").with_base == "ASK { <urn:a> ?p ?o }"
    assert check("ASK { <a> ?p ?o }").with_base == "ASK { <a> ?p ?o }"


@each("text", ["a.", '"\\', "'''\\", "<a", "1<a)#service", "a.b:c ", "{}", "?", "# ", "''"])
def test_long_and_odd_text_is_judged(text: str) -> None:
    query = long(text)  # an expression that backtracks takes minutes over it
    told = ""
    try:
        judged = check(query).text
    except QueryError as error:
        judged, told = query, error.message
    assert len(judged) == len(query)
    assert "\n" not in told


@each(
    ("query", "line", "column", "said"),
    [
        ("SELECT * WHERE { ?s ?p }", 1, 24, "unexpected '}'"),
        ("SELEC * { }", 1, 1, "unexpected 'SELEC'"),
        ("SELECT ?x\nWHER { ?x ?y ?z }", 2, 1, "unexpected 'WHER'"),
        ("SELECT * {\n  ?s a ex:x\n}", 2, 8, "Prefix not found: write PREFIX ex: <...> before the query"),
        ("ASK { ?s a foaf:Agent }", 1, 12, "write PREFIX foaf: <http://xmlns.com/foaf/0.1/> before"),
        ("SELECT * {\n\t# æøå }\n\t'æøå' ?p ?o FILTR(?o) }", 3, 14, "unexpected 'FILTR'"),
        ("SELECT * { ?s ?p ?o } LIMIT -1", 1, 29, "unexpected '-'"),
        ("SELECT * { ?s ?p ?o }\n}", 2, 1, "unexpected '}'"),
        ("SELECT * { ?s ?p ?o", 1, 20, "something is missing at the end"),
        ("SELECT * { ?s ?p ?o } ORDER ?s", 1, 29, "unexpected '?s'"),
        ("SELECT (SUM(?x) AS ?y) ?z { }", 1, 30, "The SELECT contains a variable that is unbound"),
        ("", 1, 1, "something is missing at the end"),
    ],
)
def test_the_place_of_a_syntax_error(query: str, line: int, column: int, said: str) -> None:
    checked = check(query)
    with pytest.raises(SyntaxError) as raised:
        ox.Store().query(checked.text)
    error = syntax_error(checked, str(raised.value))
    assert (error.line, error.column) == (line, column)
    assert said in error.message


def test_a_string_left_open_is_told_where_it_begins() -> None:
    with pytest.raises(QueryError, match="not closed") as caught:
        check("SELECT * {\n ?s ?p 'x\n}")
    assert (caught.value.line, caught.value.column) == (2, 8)


def test_a_lone_surrogate_is_no_character() -> None:
    with pytest.raises(QueryError, match="surrogate"):
        check("SELECT \ud800")


@given(
    st.text(max_size=30)
    | st.lists(
        st.sampled_from(
            [
                *"{}()[]<>.;,'\"\\#\n?@:^!+-*/|&=1a",
                *("SELECT ", "?s", "<a:b>", "<a#b>", '"a"', "SERVICE", "INSERT ", "FROM", "'''"),
            ]
        )
    ).map("".join)
)
def test_any_text_is_judged_or_refused(text: str) -> None:
    try:
        checked = check(text)
    except QueryError:
        return
    assert len(checked.text) == len(text)
    if query_guard._is_plain(text):
        assert query_guard._judged(text) == text
    try:
        ox.Store().query(checked.text)
    except SyntaxError as error:
        told = syntax_error(checked, str(error))
        assert told.line is None or 1 <= told.line <= text.count("\n") + 1
