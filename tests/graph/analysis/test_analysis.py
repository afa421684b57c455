"""What can be asked for, what it is called, and how it says that it was made."""

from datetime import date

import pytest
from analyses import BASE, BODIES, SOURCE, UNITS, iri, of_edges, of_measure

from graph.analysis.analysis import (
    InvalidAnalysisError,
    Source,
    Wanted,
    analyse,
    period,
)
from graph.analysis.asking import Period
from graph.analysis.measures import MEASURES
from graph.analysis.projections import PROJECTIONS
from graph.base.config import Config
from graph.release.archive import Release, current
from graph.store.oxigraph import Store


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("", "", Period()),
        ("2020", "2021", Period(date(2020, 1, 1), date(2021, 12, 31))),
        ("2020-05-04", "", Period(date(2020, 5, 4))),
        ("", "2020-05-04", Period(None, date(2020, 5, 4))),
    ],
)
def test_a_period_is_of_days_or_years(first: str, last: str, expected: Period) -> None:
    assert period(first, last) == expected


@pytest.mark.parametrize("word", ["20", "2020-13-01", "20200101", "2020-W01-1", "i går", "٢٠٢٠", "0000"])
def test_what_is_no_day(word: str) -> None:
    with pytest.raises(InvalidAnalysisError, match="neither a day"):
        period(word, "")


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(InvalidAnalysisError, match="ends 2019, before it begins 2020"):
        period("2020", "2019")


@pytest.mark.parametrize(
    ("projection", "measure", "message"),
    [
        ("nope", "", "nope: no such projection; there is: units_by_cases, "),
        (UNITS, "nope", "nope: no such measure; there is: degree, "),
        ("", "pagerank", "pagerank is measured of a projection; name one of: units_by_cases, "),
        ("", "", "name one of: units_by_cases, "),
        (UNITS, "decided_by_year", "decided_by_year is measured of no projection"),
    ],
)
def test_what_cannot_be_wanted(projection: str, measure: str, message: str) -> None:
    with pytest.raises(InvalidAnalysisError) as told:
        Wanted(projection, measure)
    assert str(told.value).startswith(message)


def test_names_and_titles() -> None:
    wanted = Wanted(UNITS, "pagerank", period("2020", "2021"), standing=True)
    assert wanted.titles["da"] == "Enheder ved fælles sager: PageRank"
    assert wanted.titles["en"] == "Units by shared cases: PageRank"
    assert wanted.name == "units-by-cases-pagerank-fra-2020-01-01-til-2021-12-31-med-faste-punkter"
    assert Wanted(measure="decided_by_year").name == "decided-by-year"
    assert Wanted(UNITS, period=period("2020", "")).period_in("da") == "fra 2020-01-01"
    assert Wanted(UNITS, period=period("", "2020")).period_in("en") == "to 2020-12-31"


def test_all_that_can_be_wanted_has_a_name_of_its_own() -> None:
    wanted = [Wanted(name) for name in PROJECTIONS]
    for measure in MEASURES.values():
        of = PROJECTIONS if measure.needs == "graph" else [""]
        wanted += [Wanted(name, measure.name) for name in of]
    assert len({one.name for one in wanted}) == len(wanted) > 40


def test_it_says_how_it_was_made() -> None:
    made = of_measure().provenance()
    assert made["titel"] == "Enheder ved fælles sager: PageRank"
    assert (made["release"], made["created"]) == (SOURCE.release, SOURCE.created)
    assert (made["query"], made["parameters"]) == ("units_in_cases", "alpha=0.85")
    assert made["run"].startswith(f"{BASE}/id/byen/analyse/units-by-cases-pagerank-fra-2020-01-01-")


def test_edges_come_heaviest_first_and_name_what_is_behind_them() -> None:
    table = of_edges(directed=True).table
    assert [column.name for column in table.columns][-3:] == ["weight", "items", "median_days"]
    assert [row[:2] for row in table.rows] == [
        (iri("enhed/a"), iri("enhed/b")),
        (iri("enhed/b"), iri("enhed/c")),
    ]
    assert [row[4] for row in table.rows] == [2, 1]
    assert [row[6] for row in table.rows] == [14.5, None]
    assert len(of_edges().table.columns) == 6


def test_of_the_examples(published: Config) -> None:
    release = Release(current(published))
    with Store.open_read_only(release.store) as store:
        network = analyse(store, Wanted(BODIES), Source.of(release))
        measured = analyse(store, Wanted(BODIES, "degree"), Source.of(release))
        years = analyse(store, Wanted(measure="decided_by_year"), Source.of(release))
    assert network.graph is not None
    assert len(network.table.rows) == network.graph.number_of_edges() > 0
    assert [column.name for column in measured.table.columns][:3] == ["node", "label", "kind"]
    assert years.graph is None
    assert years.queries == years.table.queries != ()
    assert years.query_names == MEASURES["decided_by_year"].queries
    assert network.queries[0].startswith("# title@da:")
