"""The gallery: 26 queries on five levels, and the page with the answers that they give."""

import re
from itertools import pairwise

import pytest
from gallery import FEDERATION, PAGE, federated, page, shown

from graph.queries.named import LEVELS


def test_the_page_says_what_the_server_answers(port: int) -> None:
    """After a change of a query or of the examples, ``make gallery`` writes the page anew; read what it changed."""
    assert PAGE.read_text(encoding="utf-8").splitlines() == page(port).splitlines()


def test_there_are_27_queries_from_easy_to_hard() -> None:
    levels = [level for level, _ in shown()]
    assert len(levels) == 27
    assert all(before <= after for before, after in pairwise(levels))
    assert [levels.count(level) for level in LEVELS] == [6, 6, 5, 5, 5]


@pytest.mark.parametrize(
    "pattern",
    [
        *(r"\bASK\b", r"\bCONSTRUCT\b", r"\bDESCRIBE\b", r"\bSERVICE\b", r"\bGRAPH \?", r"\{ ?\s*SELECT"),
        *("OPTIONAL", "MINUS", "NOT EXISTS", "VALUES", "HAVING", "BIND", "LIMIT"),
        *(
            r"COALESCE\(",
            r"IF\(",
            r"YEAR\(",
            r"MONTH\(",
            r"CONTAINS\(",
            r"SUM\(",
            r"MIN\(",
            r"\w\*",
            r"\w\+",
            r"\^\w",
        ),
        *("wasDerivedFrom", "GROUP BY"),
    ],
)
def test_what_sparql_can_do_is_shown(pattern: str) -> None:
    assert any(re.search(pattern, query.text) for _, query in shown())


def test_the_federated_query_is_of_the_file_it_says() -> None:
    assert (FEDERATION / "kodning.ttl").is_file()
    assert "kodning.ttl" in federated().about["da"]
    assert "kodning.ttl" in federated().about["en"]
