"""Workbooks: what a spreadsheet program finds in them."""

import zipfile
from io import BytesIO
from xml.etree import ElementTree

import pytest
from each import each
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from graph.base import workbook as module
from graph.base.workbook import workbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def cells(data: bytes) -> list[list[tuple[str, str]]]:
    """The kind and the value of each cell: ``s`` is text, ``n`` a number, ``d`` a date, ``b`` a truth."""
    with zipfile.ZipFile(BytesIO(data)) as packed:
        assert packed.testzip() is None
        for name in packed.namelist():
            ElementTree.fromstring(packed.read(name))
        sheet = ElementTree.fromstring(packed.read("xl/worksheets/sheet1.xml"))
    return [[_read(cell) for cell in row] for row in sheet.iter(f"{MAIN}row")]


def _read(cell: ElementTree.Element) -> tuple[str, str]:
    if cell.get("t") == "inlineStr":
        return "s", cell.findtext(f"{MAIN}is/{MAIN}t") or ""
    kind = {"b": "b"}.get(cell.get("t") or "", "d" if cell.get("s") == "1" else "n")
    value = cell.findtext(f"{MAIN}v")
    return (kind, value) if value is not None else ("", "")


def test_each_kind_of_value() -> None:
    row = ["Å", 3, 1.5, None, "", "2023-06-26", True, "2023-13-01", "1899-01-01", 10**20]
    assert cells(workbook(["a"] * len(row), [row]))[1] == [
        *(("s", "Å"), ("n", "3"), ("n", "1.5"), ("", ""), ("", ""), ("d", "45103"), ("b", "1")),
        *(("s", "2023-13-01"), ("s", "1899-01-01"), ("s", str(10**20))),
    ]


@each("text", ["=1+1", "+45 12", "-", "- nej", "@x", "\t=1", " forrest", "_x0041_", "a\nb"])
def test_a_text_is_a_text_as_it_is(text: str) -> None:
    ((_,), ((kind, value),)) = cells(workbook(["a"], [[text]]))
    assert (kind, value.replace("_x005F_", "_")) == ("s", text)


def test_a_text_is_never_longer_than_a_cell() -> None:
    ((_,), ((_, value),)) = cells(workbook(["a"], [["x" * 40_000]]))
    assert len(value) == 32_767


def test_no_more_rows_than_a_sheet_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 3)
    assert len(cells(workbook(["a"], [["1"], ["2"]]))) == 3
    with pytest.raises(ValueError, match="at most"):
        workbook(["a"], [["1"], ["2"], ["3"]])


@given(st.text(), st.floats(allow_nan=False, allow_infinity=False), st.integers())
def test_any_values_make_a_workbook(text: str, number: float, count: int) -> None:
    rows = [[text, number, count]]
    assert workbook(["a", "b", "c"], rows) == workbook(["a", "b", "c"], rows)
    assert len(cells(workbook(["a", "b", "c"], rows))[1]) == 3


CASE = "/doc/aadalsoe/sag/20-004417"


def test_the_course_of_a_case(client: TestClient) -> None:
    page = client.get(CASE, headers={"Accept": "text/html"}).text
    assert f'href="{CASE}.xlsx"' in page
    assert "CSV (regneark)" not in page
    answer = client.get(f"{CASE}.xlsx")
    assert answer.headers["content-type"] == XLSX
    headings, first, *_ = cells(answer.content)
    assert [value for _, value in headings][:3] == ["Dato", "Organ", "Hvordan"]
    assert first[0] == ("d", "44074")  # 31 August 2020
    plain = client.get(f"{CASE}.csv").content
    assert plain.startswith(b"dato,organ")  # for programs it stays as RFC 4180 has it


def test_the_answer_of_a_query(client: TestClient) -> None:
    query = "SELECT ?date ?items ?x { VALUES (?date ?items ?x) { ('2023-06-26' 3 '-') (UNDEF 1.5 <x:y>) } }"
    answer = client.get("/sparql.xlsx", params={"query": query})
    assert answer.headers["content-type"] == XLSX
    assert cells(answer.content) == [
        [("s", "Dato"), ("s", "Punkter"), ("s", "x")],
        [("d", "45103"), ("n", "3"), ("s", "-")],
        [("", ""), ("n", "1.5"), ("s", "x:y")],
    ]
    assert cells(client.get("/sparql.xlsx?query=ASK{}").content)[1] == [("b", "1")]


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/search.xlsx?q=havnebad", "Type"),
        ("/kvalitet.xlsx", "Organ (IRI)"),
        ("/kvalitet/fund/unread.xlsx", "Møde (IRI)"),
        ("/en/kvalitet.xlsx", "Body (IRI)"),
    ],
)
def test_other_tables(client: TestClient, path: str, heading: str) -> None:
    answer = client.get(path)
    assert answer.headers["content-type"] == XLSX
    assert cells(answer.content)[0][0] == ("s", heading)


def test_a_listing_leads_to_a_workbook(client: TestClient) -> None:
    body = "?body=http://127.0.0.1:8000/id/aadalsoe/organ/direktionen"
    for prefix, headings in (
        ("", ["Møde (IRI)", "Dato", "Organ (IRI)"]),
        ("/en", ["Meeting (IRI)", "Date", "Body (IRI)"]),
    ):
        led = client.get(f"{prefix}/spoerg/meetings.xlsx{body}").headers["location"]
        assert led.startswith("/sparql.xlsx?query=")
        assert [word for _, word in cells(client.get(led).content)[0]][:3] == headings
        led = client.get(f"{prefix}/spoerg/meetings.csv{body}").headers["location"]
        assert client.get(led).text.split("\r\n")[0].split(",")[:3] == headings
        page = client.get(f"{prefix}/moeder", headers={"Accept": "text/html"}).text
        assert page.count(f"&amp;headings={'en' if prefix else 'da'}") == 2
    query = "?query=SELECT(STR(<x:y>) AS ?item){}"
    assert client.get(f"/sparql.csv{query}").text.startswith("item\r\n")  # for programs as SPARQL has it
    assert client.get(f"/sparql.csv{query}&headings=da").text.startswith("Punkt\r\n")
    assert client.get(f"/sparql.csv{query}&headings=fr").status_code == 400
    assert client.get("/sparql.csv?query=SELECT(%22=1%22 AS ?x){}&headings=en").text == "x\r\n'=1\r\n"
