"""Small pictures of numbers: what they show, in shapes and in words."""

from itertools import islice
from xml.etree import ElementTree

from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from graph.base.xml import clean
from graph.pictures import swimlanes
from graph.pictures.charts import bars, stacked
from graph.pictures.svg import STYLE, SVG, short

NS = {"s": SVG}
YEARS = [("2021", {"Godkendt": 6, "Udsat": 2}), ("2022", {"Udsat": 4})]


def parsed(picture: str) -> ElementTree.Element:
    return ElementTree.fromstring(picture)


def texts(picture: str) -> list[str | None]:
    return [element.text for element in parsed(picture).iterfind("s:text", NS)]


def test_a_bar_a_row_with_its_number_and_its_label() -> None:
    picture = bars("Punkter pr. år", [("2021", 8), ("2022", 0), ("2023", 4)], "punkter")
    assert texts(picture) == ["8", "2021", "0", "2022", "4", "2023"]
    heights = [float(rect.attrib["height"]) for rect in parsed(picture).iterfind("s:g/s:rect", NS)]
    assert heights == [130.0, 65.0]


def test_a_gap_is_drawn_as_one_and_told_in_words() -> None:
    picture = bars("Punkter pr. år", [("2021", 8), ("2022", None), ("2023", 0)], "punkter", "ingen referater")
    assert texts(picture) == ["8", "2021", "–", "2022", "0", "2023"]
    assert parsed(picture).findtext("s:desc", namespaces=NS) == (
        "2021, punkter: 8; 2022: ingen referater; 2023, punkter: 0"
    )
    parts = stacked("Udfald", [*YEARS, ("2023", None)], "punkter", "ingen referater")
    assert "2023: ingen referater" in str(parsed(parts).findtext("s:desc", namespaces=NS))


def test_it_is_told_in_words() -> None:
    root = parsed(bars("Punkter pr. år", [("2021", 8), ("2022", 0)], "punkter"))
    title, told = root.find("s:title", NS), root.find("s:desc", NS)
    assert title is not None
    assert told is not None
    assert (title.text, told.text) == ("Punkter pr. år", "2021, punkter: 8; 2022, punkter: 0")
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == title.attrib["id"]
    assert root.attrib["aria-describedby"] == told.attrib["id"]


def test_parts_stand_on_each_other_and_are_in_the_legend() -> None:
    picture = stacked("Udfald", YEARS, "punkter")
    assert texts(picture) == ["6", "2", "8", "2021", "4", "2022", "Godkendt", "Udsat"]
    told = parsed(picture).findtext("s:desc", namespaces=NS)
    assert told == "2021, punkter: 8 (Godkendt 6, Udsat 2); 2022, punkter: 4 (Udsat 4)"
    first, second = islice(parsed(picture).iterfind("s:g", NS), 2)
    below, above = first.find("s:rect", NS), second.find("s:rect", NS)
    assert below is not None
    assert above is not None
    assert float(above.attrib["y"]) + float(above.attrib["height"]) == float(below.attrib["y"])


def test_parts_differ_in_more_than_colour() -> None:
    """However many there are: no two of the first 42 have both the colour and the pattern in common."""
    parts = {f"del {number}": 1 for number in range(42)}
    root = parsed(stacked("Dele", [("a", parts)], "dele"))
    swatches = root.findall("s:g", NS)[42:]
    patterns = {
        element.attrib["id"]: element.find("s:path", NS) for element in root.iterfind("s:pattern", NS)
    }
    looks = set()
    for swatch in swatches:
        colour, *over = swatch.findall("s:rect", NS)
        path = patterns[over[0].attrib["fill"][5:-1]] if over else None
        looks.add((colour.attrib["class"], path.attrib["d"] if path is not None else ""))
    assert len(looks) == 42


def test_it_holds_no_style_of_its_own(client: TestClient) -> None:
    """Which a page with a strict Content-Security-Policy would not follow; its style sheet has the rules."""
    picture = stacked("Udfald", YEARS, "punkter")
    assert "style" not in picture
    assert STYLE + swimlanes.STYLE in client.get("/look.css").text
    used = {name for element in parsed(picture).iter() for name in element.get("class", "").split()}
    least = {name for name in used if name.startswith("least")}
    assert least
    assert all(f".{name} " in client.get("/static/style.css").text for name in least)
    assert {name for name in used - least if f".{name} " not in STYLE} == set()


def test_the_same_numbers_give_the_same_bytes_and_two_pictures_share_no_id() -> None:
    one, same = stacked("Udfald", YEARS, "punkter"), stacked("Udfald", YEARS, "punkter")
    other = stacked("Udfald", YEARS[:1], "punkter")
    assert one == same
    elements = [list(parsed(each).iter()) for each in (one, other)]
    ids = [{element.attrib["id"] for element in each if "id" in element.attrib} for each in elements]
    assert len(ids[0]) == len(ids[1]) == 3
    assert not ids[0] & ids[1]


def test_nothing_to_show_is_a_picture_too() -> None:
    assert parsed(bars("Ingen", [], "møder")).findtext("s:title", namespaces=NS) == "Ingen"
    assert texts(bars("Nul", [("2021", 0)], "møder")) == ["0", "2021"]


def test_words_are_cut_and_cleaned() -> None:
    assert short("Kultur- og Fritidsudvalget", 12) == "Kultur- og…"
    assert clean("a\x00b\x1fc\ufffe\ud800\tæ\U0001f600") == "a\ufffdb\ufffdc\ufffd\ufffd\tæ\U0001f600"


@given(st.text(), st.lists(st.tuples(st.text(), st.dictionaries(st.text(), st.integers(0, 10**9)))))
def test_whatever_the_words_it_is_xml(title: str, rows: list[tuple[str, dict[str, int]]]) -> None:
    root = parsed(stacked(title, rows, "<punkter>"))
    assert root.tag == f"{{{SVG}}}svg"
    for element in root.iterfind(".//{*}rect"):
        assert float(element.attrib["y"]) >= 0
        assert float(element.attrib["height"]) >= 0
