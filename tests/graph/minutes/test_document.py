"""Files into lines: encodings, offsets, blanking."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.minutes.document import Document, one_line, paragraphs, prose
from graph.minutes.model import Quote, Span
from graph.readers.files import decode, read_document


def test_lines_are_numbered_from_one_and_know_their_offset() -> None:
    lines = Document("x.txt", "På\nøen\n").lines
    assert [(line.number, line.start, line.text) for line in lines] == [
        (1, 0, "På"),
        (2, 3, "øen"),
        (3, 7, ""),
    ]


@pytest.mark.parametrize(
    "data", ["ÆØÅ".encode(), "\ufeffÆØÅ".encode(), "ÆØÅ".encode("utf-16"), "A\u030aÆØ".encode()]
)
def test_unicode_is_read_whatever_its_form(data: bytes) -> None:
    document = decode("x.txt", data)
    assert sorted(document.text) == sorted("ÆØÅ")
    assert document.findings == ()


def test_windows_1252_is_read_with_a_warning() -> None:
    document = decode("x.txt", "Økonomi".encode("windows-1252"))
    assert document.text == "Økonomi"
    assert [finding.code for finding in document.findings] == ["not-utf8"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b" \n", "empty-file"),
        (b"\xfe\xff", "empty-file"),
        (b"\x00\x01ab", "binary-file"),
        (b"\x81\xff\x8d", "wrong-encoding"),
    ],
)
def test_what_is_no_text_says_why(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(data)
    document = read_document(path, 1000)
    assert document.text == ""
    assert [(f.severity, f.code) for f in document.findings] == [("violation", code)]


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(b"a" * 11)
    assert [f.code for f in read_document(path, 10).findings] == ["too-large"]
    assert read_document(path, 11).text == "a" * 11


def test_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    assert [f.code for f in read_document(tmp_path / "none.txt", 10).findings] == ["unreadable-file"]


def test_line_ends_count_as_one_character() -> None:
    assert decode("x.txt", b"a\r\nb\rc").text == "a\nb\nc"


def test_a_quote_squeezes_white_space_and_keeps_its_span() -> None:
    assert Document("x.txt", "  en\n lang  titel \n").quote(0, 19) == Quote("en lang titel", Span(2, 17))


def test_prose_keeps_paragraphs_and_joins_what_a_page_break_cut() -> None:
    assert prose("Første linje\ngår videre.\n\nNyt afsnit, der\n\nfortsætter.", ()) == (
        "Første linje går videre.\n\nNyt afsnit, der fortsætter."
    )


def test_prose_keeps_the_lines_of_a_list() -> None:
    assert prose("Der skal:\n- bygges\n- males", ()) == "Der skal:\n- bygges\n- males"


def test_line_numbers_of_a_span() -> None:
    document = Document("x.txt", "en\nto\ntre")
    assert document.line_numbers(0, 2) == (1, 1)
    assert document.line_numbers(1, 5) == (1, 2)
    assert document.line_numbers(3, 9) == (2, 3)


def test_paragraphs_are_parted_by_blank_lines() -> None:
    assert [p.text for p in paragraphs(Document("x.txt", "a\nb\n\n \nc").lines)] == ["a b", "c"]


@given(
    st.text(alphabet="ab \n", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4),
)
def test_blanking_keeps_every_offset_and_line(text: str, ends: list[tuple[int, int]]) -> None:
    spans = [Span(min(pair), max(pair)) for pair in ends]
    without = Document("x.txt", text).without(spans)
    blanked = without.text
    assert without.lines == Document("x.txt", blanked).lines
    assert len(blanked) == len(text)
    for place, (before, after) in enumerate(zip(text, blanked, strict=True)):
        inside = any(span.start <= place < span.end for span in spans)
        assert after == (" " if inside and before != "\n" else before)


@settings(deadline=None)  # what begins as a PDF is read in a process of its own
@given(st.binary(max_size=300))
def test_any_bytes_give_a_document_fit_for_xml(data: bytes) -> None:
    document = decode("x.txt", data)
    assert bool(document.text) != ([f.severity for f in document.findings] == ["violation"])
    assert not any(ord(c) < 32 and c not in "\t\n" for c in document.text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Niels-\nOtto Agerhøne", "Niels-Otto Agerhøne"),
        ("Niels-  \n  Otto", "Niels-Otto"),
        ("Kultur-\nog Fritidsudvalget", "Kultur- og Fritidsudvalget"),
        ("punkt -\nOtto", "punkt - Otto"),
    ],
)
def test_a_double_name_wrapped_at_its_hyphen_is_one_word(text: str, line: str) -> None:
    assert one_line(text) == line


def test_rows_of_a_table_stay_rows_and_what_is_wrapped_around_them_is_joined() -> None:
    text = "Budgettet er\nsom følger:\nKonto\t2024\t 2025\nDrift\t1.200\t\nKonto 6 1.000\nTil\nsidst."
    told = "Budgettet er som følger:\nKonto\t2024\t 2025\nDrift\t1.200\nKonto 6 1.000 Til sidst."
    for before in ("", "Foran\n\n"):
        assert Document("", before + text).prose(len(before), len(before + text)).text == told
