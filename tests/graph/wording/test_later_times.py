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
    ],
)
def test_later_times(words: str, when: list[tuple[str, ...]]) -> None:
    assert [one[2] for one in later_times(words, date(2023, 10, 2))] == when
