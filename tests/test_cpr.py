"""A CPR number in any dress stops a file; other numbers stop none."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.cpr import cpr_numbers, without_cpr_numbers

ROOT = Path(__file__).parent.parent
# The numbers are made up: their day and month are real, nothing else need be.
NUMBERS = [
    "150385-1234", "1503851234", "150385 1234", "150385 - 1234", "150385- 1234", "150385 -1234", "150385.1234", "150385/1234",
    "150385\u20101234", "150385\u20111234", "150385\u20121234", "150385\u20131234", "150385\u20141234", "150385\u22121234",
    "150385\u00ad1234", "150385\u00a01234", "150385\u202f1234", "150385\u20091234", "150385\u200a-\u200a1234", "150385\u200b1234",
    "150385\u2060-\u20601234", "150385-\n1234", "150385\n-1234", "150385\n1234", "150385 -\n\n1234", "150385-  1234",
    "150385 \u2013 1234", "15 03 85 1234", "15 03 85-1234", "15 03 85 12 34", "15.03.85-1234", "15.03.85 1234", "15-03-85-1234",
    "15/03/85-1234", "15/03-85 1234", "15/03-85-1234", "150385 12 34", "150385-12 34", "1503 85 1234", "1503 85-1234",
    "15 0385-1234", "1 5 0 3 8 5 - 1 2 3 4", "1 5 0 3 8 5 1 2 3 4", "15\u00ad03\u00ad85-12\u00ad34", "1\u200b50385-1234",
    "\uff11\uff15\uff10\uff13\uff18\uff15-\uff11\uff12\uff13\uff14", "\u0661\u0665\u0660\u0663\u0668\u0665-\u0661\u0662\u0663\u0664",
    "\U0001d7cf\U0001d7d3\U0001d7ce\U0001d7d1\U0001d7d6\U0001d7d3-\U0001d7cf\U0001d7d0\U0001d7d1\U0001d7d2", "150385&#8209;1234",
    "150385&shy;-1234", "150385&nbsp;1234", "<b>150385</b>-1234", "**150385**-1234", "150385_1234", "(150385-1234)", "[150385-1234]",
    "150385-1234,", "150385-1234.", "150385-1234;", "750385-1234", "910385-1234", "610101-0000", "310150-1234", "010100-0000",
    "cpr 150385-1234", "CPR: 150385 1234", "cpr-nr. 150385-1234", "CPR-nummer 1503851234", "c p r 150385 1234", "cprnr.150385-1234",
    "CPR 999999-1234", "cpr: 150385\t1234", "cpr nr 1503 851 234", "CPR-nr.:\n150385-1234", "personnummer 150385 1234",
    "personnr. 15 03 85 - 12 34", "cpr 15 03 8512 34", "Født 15.03.85-1234 i Ådalsø", "1. 150385-1234", "Konto: 150385-1234",
    "150385-1234/150386-1234", "Sagsnr.: 150385-1234",
]  # fmt: skip
OTHERS = [
    "12 34 56 78", "+45 12 34 56 78", "+45 12345678", "0045 12 34 56 78", "+31 12 34 56 78 90", "tlf. 15 03 85 12", "12345678",
    "326-2017-275394", "326-2017-\n275394", "998-2016-21902", "22-014831", "22-014831K", "EMN-2025-010561", "EMN-2012-120385",
    "20-004417-7", "SP3069823031608340", "2025-006342", "25/26257", "S2012-1503851234", "2017-120385", "15.03.85", "15.03.00-P20-7-16",
    "KLE 15.03.85, 450385 m3", "KLE 15.03.00 2017", "85.02.02G00-0011", "01.02.03A00", "150.385 kr., 1234 m2", "1.503.851.234 kr.",
    "1.503.851.234,00", "150385", "150385,50", "1503", "150385 kl. 12.34", "15.03.22 12.30", "15.03.22 kl. 12.30", "15-03-2022 12:30",
    "15/3-2022 1234", "01-01-2020 1234", "15. marts 1985 1234", "2022-03-15 1234", "15-03-2022", "kl. 1030-1215", "EAN 5798001503851",
    "5798001503851", "CVR 29189374", "CVR-nr. 15 03 85 12", "P-nr. 1003851234", "P-nummer: 1003 851234", "ISBN 87-15-03851-2",
    "ISBN 8702031234", "978-87-15-03851-2", "Reg.nr. 1503 konto 0385123456", "1503 0385123456", "1551-1203851234", "Kontonr. 1203851234",
    "FI-kort +71< 001503851234567", "matr.nr. 15a, 150385", "55.123456, 10.123456", "N 6150385 E 571234", "x: 715038 y: 6150385",
    "320385-1234", "001385-1234", "151385-1234", "150085-1234", "999999-9999", "450385-1234", "600385-1234", "920385-1234",
    "0.1234567890", "1234567890123", "Faktura 1503851234", "Ordrenr. 1503851234", "Dokumentnr.: 1503851234", "15 03 85 12 34 56 78",
    "2012 2013 2014 2015 2016", "10 12 14 16 18 20", "1503851234567", "150385-12345", "1150385-1234", "A150385-1234", "150385-1234A",
    "https://a.example/1503851234x", "lb. nr. 1,2,3,4,5,6,7,8,9,10", "2017/2018/2019", "01-12-2022 - 31-12-2022", "1.-3. 2017-2018",
    "budget 2023 2024 2025", "15.03-16.03 2023", "87.654.321", "12.500.000", "0800-1600", "Lov nr. 1503 af 12/12 2023",
]  # fmt: skip


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("around", ["{}", "Borgeren {} har klaget."])
def test_a_number_is_found(number: str, around: str) -> None:
    text = "En linje.\n" + around.format(number)
    assert {2, 3} & set(cpr_numbers(text))
    assert not any(cpr_numbers(without_cpr_numbers(text)))


@pytest.mark.parametrize("number", OTHERS)
@pytest.mark.parametrize("around", ["{}", "Se {} i sagen."])
def test_another_number_is_none(number: str, around: str) -> None:
    text = around.format(number)
    assert list(cpr_numbers(text)) == []
    assert without_cpr_numbers(text) == text


BLANKS = st.sampled_from(["", " ", "\u00a0", "\u2009", "\u202f", "\u00ad", "\u200b"])
DASHES = st.sampled_from(["-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"])


@given(st.dates(), st.integers(0, 9999), BLANKS, DASHES, BLANKS, st.booleans())
def test_any_number_in_any_dress_is_found(day, last, before, dash, after, raised) -> None:  # type: ignore[no-untyped-def]
    number = f"{day.day + 60 * raised:02}{day.month:02}{day.year % 100:02}{before}{dash}{after}{last:04}"
    assert list(cpr_numbers(f"Borgeren {number} har klaget.")) == [1]


@given(st.text(alphabet="0123456789-. /\n\u00ad", max_size=200))
def test_any_text_is_looked_through(text: str) -> None:
    assert not any(cpr_numbers(without_cpr_numbers(text)))


def test_no_example_has_one() -> None:
    files = sorted((ROOT / "examples" / "minutes").glob("*.txt"))
    assert len(files) == 16
    assert [path.name for path in files if any(cpr_numbers(path.read_text(encoding="utf-8")))] == []


def test_the_line_is_told() -> None:
    assert list(cpr_numbers("a\n\nb 150385-1234\nc 160385\n1234")) == [3, 4]
    assert re.search(r"\d{6}", without_cpr_numbers("»150385 - 1234«")) is None
