"""The measures of cases and bodies, as counted by hand on the example minutes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from graph.analysis.asking import Period, Scope
from graph.analysis.measures import MEASURES, of_graph, of_store
from graph.analysis.survival import survival
from graph.analysis.table import rounded, share
from graph.base.config import Config
from graph.queries.named import queries
from graph.release import archive
from graph.store.oxigraph import Store

OF_STORE = [each.name for each in MEASURES.values() if each.needs == "store"]


@pytest.fixture(scope="module")
def store(published: Config) -> Store:
    return Store.open_read_only(archive.Release(archive.current(published)).store)


def test_survival_of_the_examples(store: Store) -> None:
    # 51 cases. Handled on one day: 26 decided and 17 lost sight of (12 closed, 2 in other words, 3 sent on).
    # Open until the last day, 27-05-2024: 998-2016-21902, sent back on 08-11-2016 (2757 days), and 23-004417,
    # postponed on 12-09-2023 (258). Lost later: 998-2016-05518, closed (315), and the waiting list, off the
    # agenda after 1464 days under two numbers. Decided: 998-2016-22310 after 218 days, 21-007730 after 322, the
    # library after 756 under two numbers, the harbour bath after 1107. So six were handled more than once.
    table = of_store("case_survival", store)
    assert table.rows == ()
    assert table.notes["da"] == "For få: 6 sager er behandlet på mere end én dag, og der skal være 10."
    told = ("cases", "handled_once", "decided", "censored", "end")
    assert [table.parameters[name] for name in told] == [6, 45, 4, 2, "2024-05-27"]


def test_survival_as_published() -> None:
    # Freireich et al. 1963, the patients given 6-mercaptopurine: weeks in remission, and those still in it.
    relapsed = Counter([6, 6, 6, 7, 10, 13, 16, 22, 23])
    still = Counter([6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35])
    rows = survival(relapsed, still)
    assert [(row[0], row[1], round(row[4], 3)) for row in rows if row[2]] == [
        (6, 21, 0.857),
        (7, 17, 0.807),
        (10, 15, 0.753),
        (13, 12, 0.690),
        (16, 11, 0.627),
        (22, 7, 0.538),
        (23, 6, 0.448),
    ]
    assert next((round(row[5], 3), round(row[6], 3)) for row in rows if row[0] == 6) == (0.620, 0.952)
    assert survival(Counter(), Counter()) == []
    assert survival(Counter({3: 2}), Counter()) == [(3, 2, 2, 0, 0.0, None, None)]


def test_durations_of_the_examples(store: Store) -> None:
    table = of_store("case_durations", store)
    rows = {row[1]: row[2:] for row in table.rows}
    assert rows["Sag 20-004417"] == ("2020-08-31", "2023-09-12", 1107, 4, "decided")
    # The library went on from 998-2017-30412, under which it was handled twice.
    assert rows["Sag 19-002951"] == ("2017-02-27", "2019-03-25", 756, 3, "decided")
    assert "Sag 998-2017-30412" not in rows
    assert rows["Sag 23-004417"] == ("2023-09-12", "2023-09-12", None, 1, "open")
    assert rows["Sag 20-003960K"] == ("2020-08-31", "2020-08-31", None, 1, "closed")
    assert len(of_store("case_durations", store, Scope(standing=True)).rows) > len(rows) == 51
    early = of_store("case_durations", store, Scope(Period(last=date(2017, 12, 31))))
    assert {row[1]: row[3] for row in early.rows}["Sag 998-2017-30412"] == "2017-06-14"


def test_share_decided_by_year(store: Store) -> None:
    # First handled in 2016: 998-2016-04127, -06233, -22310 and -23871, and 998-2015-29944 were decided,
    # 998-2016-21902 is open, 998-2016-05518 closed.
    table = of_store("decided_by_year", store)
    assert table.rows[0] == (2016, 2, 7, 5, 1, 1, 0, 6, 0.8)
    assert [column.name for column in table.columns if not column.part] == ["meetings", "cases", "n"]


def test_recommendations_followed(store: Store) -> None:
    # KFU 2021: one approved with a remark, one with a change, one sent on. KFU 2023: one followed, one not, one postponed.
    # ØK 2017: three followed; 2022: two followed, one off the agenda. TMU 2019: one not followed, one followed,
    # one recommended "idet bovspryd ikke tæller med".
    rows = {row[1:3]: row[3:] for row in of_store("recommendations_followed", store).rows}
    assert rows["Kultur- og Fritidsudvalget", 2021] == (0, 1, 1, 0, 1, 2, 0.5)
    assert rows["Kultur- og Fritidsudvalget", 2023] == (1, 0, 0, 1, 1, 2, 0.5)
    assert rows["Økonomiudvalget", 2017] == (3, 0, 0, 0, 0, 3, 1.0)
    assert rows["Økonomiudvalget", 2022] == (2, 0, 0, 0, 1, 2, 1.0)
    assert rows["Udvalget for Teknik og Miljø", 2019] == (1, 0, 1, 1, 0, 3, 0.3)


def test_length_of_the_treatment_path(store: Store) -> None:
    # "Behandling" of the 38 cases with one, the longest of each. Three steps: 21-006402, 24-000871, 19-006911
    # and 998-2016-22310, of which two steps were handled. Two: fourteen; the waiting list, the library and the
    # harbour bath went the whole way, the others one step. One: the other twenty. Of five of two steps
    # and three of three steps, minutes of a body on the path are not there.
    assert of_store("treatment_path_length", store).rows == (
        (1, 20, 20, 0, 20, 1.0, 1.0),
        (2, 14, 3, 5, 9, 0.3, 1.21),
        (3, 4, 0, 3, 1, 0.0, 1.2),
    )


def test_repeated_postponement(store: Store) -> None:
    # "Udsat" on 15-11-2021 (21-007730, decided on 03-10-2022) and on 12-09-2023 (23-004417).
    table = of_store("repeated_postponement", store)
    assert [row[1:] for row in table.rows] == [
        ("Sag 21-007730", 1, "2021-11-15", "2021-11-15", "2022-10-03", "decided"),
        ("Sag 23-004417", 1, "2023-09-12", "2023-09-12", "2023-09-12", "open"),
    ]
    assert table.parameters == {"cases": 2, "more_than_once": 0}


@pytest.mark.parametrize("name", OF_STORE)
def test_a_measure_of_the_store_says_what_it_asked(store: Store, name: str) -> None:
    table, measure = of_store(name, store), MEASURES[name]
    assert list(table.queries) == [queries()[query].text for query in measure.queries]
    assert table == of_store(name, store)
    assert of_store(name, store, Scope(Period(date(2030, 1, 1)))).rows == ()
    assert all(len(row) == len(table.columns) for row in table.rows)


def test_every_measure_is_explained() -> None:
    assert all(words.endswith(".") for m in MEASURES.values() for words in m.about.values())
    assert all(bool(m.queries) == (m.needs == "store") for m in MEASURES.values())


class CancelledError(Exception):
    """Raised by a progress that has heard enough."""


def enough(what: str, done: int) -> None:
    raise CancelledError


@pytest.mark.parametrize("name", OF_STORE)
def test_a_measure_of_the_store_can_be_cancelled(store: Store, name: str) -> None:
    with pytest.raises(CancelledError):
        of_store(name, store, progress=enough)


@pytest.mark.parametrize("name", ["betweenness", "communities", "pagerank", "path_lengths"])
def test_a_measure_of_a_network_can_be_cancelled(name: str) -> None:
    with pytest.raises(CancelledError):
        of_graph(name, nx.path_graph(["a", "b"]), enough)


def test_there_is_no_other_measure(store: Store) -> None:
    with pytest.raises(KeyError):
        of_graph("case_survival", nx.Graph())
    with pytest.raises(KeyError):
        of_store("degree", store)


def test_numbers_are_rounded_to_six_digits() -> None:
    assert (rounded(2 / 3), rounded(1234567.0), rounded(0.000012345678)) == (0.666667, 1234570.0, 1.23457e-05)


def test_a_share_has_no_more_digits_than_its_whole() -> None:
    assert (share(1, 3), share(2, 3), share(5, 16), share(1, 300)) == (0.3, 0.7, 0.31, 0.003)
    assert share(0, 0) is None


COURSES = {  # days of the handlings of a case, the outcome of the last, and whether that item is closed
    "decided": (("2020-01-10", "2020-03-10"), "godkendt", False),
    "open": (("2020-01-10", "2020-03-10"), "udsat", False),
    "closed": (("2020-01-10", "2020-04-10"), "", True),
    "once": (("2020-01-10",), "godkendt", False),
}


def courses(folder: Path, kinds: Mapping[str, int], days: Sequence[str]) -> Store:
    """A store with so many cases of each kind, and minutes of one body on some days."""
    lines = [f':m{day} a sg:Meeting ; sg:heldBy :body ; dct:date "{day}"^^xsd:date .' for day in days]
    for kind, number in kinds.items():
        handled, outcome, closed = COURSES[kind]
        for n in range(number):
            case = f":{kind}{n}"
            lines.append(f'{case} rdfs:label "Sag"@da .')
            for place, day in enumerate(handled):
                item = f"{case}-{place}"
                lines.append(f"{item} sg:concernsCase {case} ; sg:inMeeting :m{day} .")
                if closed and place == len(handled) - 1:
                    lines.append(f"{item} sg:openness <https://w3id.org/sagsgraf/concept/aabenhed/lukket> .")
                elif outcome:
                    concept = f"<https://w3id.org/sagsgraf/concept/beslutningsudfald/{outcome}>"
                    lines.append(f"{item} sg:hasDecision {item}-d . {item}-d sg:outcome {concept} .")
    prefixes = (
        "@prefix : <http://example.org/> . @prefix sg: <https://w3id.org/sagsgraf/ns#> . "
        "@prefix dct: <http://purl.org/dc/terms/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . "
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
    )
    file = folder / "courses.ttl"
    file.write_text("\n".join((prefixes, *lines)), encoding="utf-8")
    store = Store(ox.Store())
    store.load(file, ox.RdfFormat.TURTLE)
    return store


DAYS = ("2020-01-10", "2020-03-10", "2020-04-10", "2020-05-10")


def test_survival_of_cases_handled_more_than_once(tmp_path: Path) -> None:
    # Eight decided after 60 days of thirteen; four are still open when minutes end, on 10-05-2020, after 121;
    # one is closed after 91, and five were handled once.
    store = courses(tmp_path, {"decided": 8, "open": 4, "closed": 1, "once": 5}, DAYS)
    table = of_store("case_survival", store)
    assert [row[:5] for row in table.rows] == [
        (60, 13, 8, 0, 0.385),
        (91, 5, 0, 1, 0.385),
        (121, 4, 0, 4, 0.385),
    ]
    assert table.parameters["handled_once"] == 5
    assert table.notes == {}


def test_a_gap_without_minutes_ends_what_is_seen_of_a_case(tmp_path: Path) -> None:
    store = courses(tmp_path, {"decided": 8, "open": 4}, (*DAYS, "2021-06-01", "2021-07-01"))
    assert [row[:4] for row in of_store("case_survival", store).rows][-1] == (121, 4, 0, 4)


def test_a_year_without_minutes_has_no_numbers_and_closed_items_say_neither(tmp_path: Path) -> None:
    later = of_store("decided_by_year", courses(tmp_path, {"decided": 2, "open": 1, "closed": 3}, DAYS))
    assert later.rows == ((2020, 4, 6, 2, 1, 3, 0, 3, 0.7),)
    store = courses(tmp_path, {"once": 1}, DAYS)
    file = tmp_path / "more.ttl"
    file.write_text(
        "@prefix : <http://example.org/> . @prefix sg: <https://w3id.org/sagsgraf/ns#> . "
        "@prefix dct: <http://purl.org/dc/terms/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . "
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . "
        ':late a sg:Meeting ; sg:heldBy :body ; dct:date "2022-02-02"^^xsd:date . '
        ':i sg:concernsCase :last ; sg:inMeeting :late . :last rdfs:label "Sag"@da .',
        encoding="utf-8",
    )
    store.load(file, ox.RdfFormat.TURTLE)
    table = of_store("decided_by_year", store)
    assert table.rows[1] == (2021, 0, *(None,) * 7)
    assert table.notes["da"] == "Ingen referater fra 2021."


def test_a_network_with_few_ties_or_none_says_so() -> None:
    few = of_graph("pagerank", labelled(nx.path_graph(["a", "b", "c"])))
    assert few.rows == ()
    assert few.notes["da"] == "For få: netværket har 2 forbindelser, og der skal være 10."
    assert [column.name for column in few.columns] == ["node", "label", "kind", "pagerank"]
    assert of_graph("degree", labelled(nx.path_graph(["a", "b", "c"]))).rows
    assert of_graph("degree", nx.Graph()).notes["en"] == "The network is empty: nothing is tied."
    assert of_graph("pagerank", labelled(nx.path_graph([str(n) for n in range(11)]))).rows


def labelled(graph: "nx.Graph[str]") -> "nx.Graph[str]":
    nx.set_node_attributes(graph, {node: {"label": node, "kind": "unit"} for node in graph})
    return graph
