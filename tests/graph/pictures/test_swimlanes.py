"""Swimlanes: where marks stand, that they differ in shape, and that each is a link that says what it is."""

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.pictures.swimlanes import SHAPES, STYLE, Mark, lanes, shape

SVG = "{http://www.w3.org/2000/svg}"


def mark(lane: str, day: str | None, kind: str = "handled", **more: int) -> Mark:
    return Mark(lane, day, kind, f"{lane} {day}", f"#{lane}-{day}", **more)


def drawn(*marks: Mark) -> ElementTree.Element:
    return ElementTree.fromstring(lanes("Forløbet", ["Det samme"], marks, "uden tid").svg)


def places(root: ElementTree.Element) -> list[tuple[float, float]]:
    """Across in per cent and down in pixels, of each mark."""
    found = [link.find(f"{SVG}svg") for link in root.iter(f"{SVG}a")]
    return [(float(at.attrib["x"].rstrip("%")), float(at.attrib["y"])) for at in found]


def ticks(root: ElementTree.Element) -> dict[str, float]:
    """Where each year begins, in per cent."""
    marked = root.findall(f"{SVG}svg")
    return {svg.findtext(f"{SVG}text"): float(svg.attrib["x"].rstrip("%")) for svg in marked}


def test_a_lane_for_each_body_and_time_from_left_to_right() -> None:
    marks = mark("A", "2020-08-31"), mark("B", "2023-01-01"), mark("A", "2021-07-01")
    (first, top), (last, below), (middle, again) = places(drawn(*marks))
    assert (top, below, again) == (22.0, 86.0, 22.0)
    assert first < middle < last
    assert lanes("Forløbet", [], marks, "").names == ("A", "B")


def test_every_year_begins_at_1_january() -> None:
    """Also one with nothing in it, and the first, before what there is of it."""
    root = drawn(mark("A", "2020-08-31"), mark("A", "2022-12-31"), mark("B", "2023-01-01"))
    years, across = ticks(root), [x for x, _ in places(root)]
    assert list(years) == ["2020", "2021", "2022", "2023"]
    assert years["2020"] == 0 < across[0] < years["2021"] < years["2022"] < across[1]
    assert years["2023"] <= across[2]
    gaps = [later - one for one, later in pairwise(years.values())]
    assert gaps[0] == pytest.approx(gaps[1], abs=1)


def test_a_misprinted_year_makes_no_thousand() -> None:
    assert list(ticks(drawn(mark("A", "2020-01-01"), mark("A", "9024-01-01")))) == ["2020", "9024"]


def test_what_happened_stands_at_each_mark_and_labels_of_a_lane_are_apart() -> None:
    first = Mark("A", "2020-01-01", "handled", "", "#1", label=("Anden beslutning (fritekst)", "jan. 2020"))
    then = Mark("A", "2020-01-02", "handled", "", "#2", label=("Udsat", "jan. 2020"))
    root = drawn(first, then)
    written = [text.text for link in root.iter(f"{SVG}a") for text in link.iter(f"{SVG}text")]
    assert written == ["Anden beslutning", "(fritekst)", "jan. 2020", "Udsat", "jan. 2020"]
    assert lanes("", [], [first, then], "").lines == 3
    assert ".lane-names.lines3 li { height: 77px; }" in STYLE
    (one, _), (other, _) = places(root)
    assert other - one > 15
    below = Mark("B", "2020-01-03", "handled", "", "#3")
    assert [y for _, y in places(drawn(first, below))] == [22, 22 + 77]


def test_marks_are_links_that_say_what_they_are() -> None:
    root = drawn(mark("A", "2020-01-01", "mentioned"), mark("B", None, "planned"))
    assert root.get("role") == "group"
    links = list(root.iter(f"{SVG}a"))
    assert [(one.get("href"), one.findtext(f"{SVG}title")) for one in links] == [
        ("#A-2020-01-01", "A 2020-01-01"),
        ("#B-None", "B None"),
    ]
    outlines = [one.find(f".//{SVG}path") for one in links]
    assert [(one.get("class"), one.get("d")) for one in outlines] == [
        ("mentioned", SHAPES["mentioned"]),
        ("planned", SHAPES["planned"]),
    ]


def test_shapes_differ() -> None:
    assert len(set(SHAPES.values())) == len(SHAPES) == 4
    assert all(SHAPES[kind] in shape(kind) for kind in SHAPES)


def test_what_has_no_day_stands_last() -> None:
    (dated, _), (undated, _) = places(drawn(mark("A", "2020-01-01"), mark("A", None, "planned")))
    assert dated < undated


def test_two_of_one_day_stand_beside_each_other() -> None:
    moved = [one.get("transform") for one in drawn(*[mark("A", "2020-01-01")] * 3).iter(f"{SVG}g")]
    assert moved == ["translate(24 0)", "translate(48 0)"]


def test_a_thread_is_joined_by_lines() -> None:
    marks = [mark("A", "2020-01-01", thread=0), mark("B", "2021-01-01", thread=0), mark("B", "2021-02-01")]
    ways = [line for line in drawn(*marks).iter(f"{SVG}line") if line.get("class") == "way"]
    assert [(one.get("y1"), one.get("y2")) for one in ways] == [("22", "86")]


def test_many_marks_ask_for_width_and_few_do_not() -> None:
    assert drawn(mark("A", "2020-01-01")).get("class") == "picture lanes least0"
    assert drawn(mark("A", "2020-01-01"), mark("A", "2023-01-01")).get("class") == "picture lanes least2"
    many = [mark("A", f"2020-{month:02d}-{day:02d}") for month in range(1, 4) for day in range(1, 21)]
    assert drawn(*many).get("class") == "picture lanes least9"


def test_a_count_is_written() -> None:
    (text,) = (one for one in drawn(mark("A", "2020-07-01", count=12)).iter(f"{SVG}text") if one.text == "12")
    assert text.get("class") == "count middle"


day = st.one_of(st.none(), st.dates().map(str))
a_mark = st.builds(mark, st.text(max_size=60), day, st.sampled_from(sorted(SHAPES)))


@given(st.lists(a_mark, min_size=1, max_size=30))
def test_whatever_the_names_it_is_xml_and_all_marks_are_inside(marks: list[Mark]) -> None:
    root = drawn(*marks)
    assert len(places(root)) == len(marks)
    assert all(0 <= across <= 100 for across, _ in places(root))
    assert drawn(*marks).get("class") == root.get("class")
