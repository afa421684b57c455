"""The later times that words tell of."""

from datetime import date

from each import each

from graph.wording.later_times import later_times


@each(
    ("words", "when"),
    [
        ("i maj, senest den 3. juni", [("2024-05",), ("2024-06-03",)]),
        ("senere på året", [("2023-11", "2023-12")]),
        ("næste år i marts", [("2024-03",)]),
        ("i næste måned", [("2023-11",)]),
        ("om et halvår", [("2024-04",)]),
        ("hvert kvartal, første gang i februar", [("2024-02",)]),
        ("to gange om året", [("2024-04",)]),
        ("i 2022", []),
        ("til næste efterår", [("2024-09", "2024-10", "2024-11")]),
        ("til næste forår", [("2024-03", "2024-04", "2024-05")]),
    ],
)
def test_later_times(words: str, when: list[tuple[str, ...]]) -> None:
    assert [one[2] for one in later_times(words, date(2023, 10, 2))] == when


def test_next_season_before_it_may_be_this_one() -> None:
    ((_, _, when, _),) = later_times("til næste sommer", date(2023, 5, 2))
    assert when == ("2023-06", "2023-07", "2023-08", "2024-06", "2024-07", "2024-08")
