"""Which characters the bytes of a text file spell, and what is told of them."""

from pathlib import Path
from random import Random

import pytest
from each import each
from hypothesis import given, settings
from hypothesis import strategies as st
from places import ROOT

from graph.readers.encodings import LOST, decoded
from graph.readers.files import decode

EXAMPLES = ROOT / "examples" / "minutes"
EXAMPLE = (EXAMPLES / "oekonomiudvalget-2017-06-14.txt").read_text("utf-8")
WORDS = "Havnebad ved Sønder Mole\nØkonomiudvalget på Ærø\nÅbningen er i år\nRådhuset – første sal\n"


def codes(data: bytes) -> list[tuple[str, str]]:
    return [(oddity.severity, oddity.code) for oddity in decoded(data).oddities]


def encoded_again(text: str, page: str = "cp1252", times: int = 1) -> str:
    """UTF-8 taken for a code page, as often as that."""
    for _ in range(times):
        text = "".join(
            chr(byte) if page == "cp1252" and byte in b"\x81\x8d\x8f\x90\x9d" else bytes([byte]).decode(page)
            for byte in text.encode()
        )
    return text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"]
)
def test_unicode_in_any_form_is_read_and_nothing_told(encoding: str) -> None:
    mark = "\ufeff" if encoding == "utf-32-be" else ""
    assert decoded((mark + EXAMPLE).encode(encoding)) == decoded(EXAMPLE.encode())


@each("encoding", ["cp1252", "latin-1", "cp850", "cp865", "mac_roman"])
@each("path", sorted(EXAMPLES.glob("*.txt")))
def test_a_code_page_is_known_by_its_danish(path: Path, encoding: str) -> None:
    text = path.read_text("utf-8")
    data = text.encode(encoding, "ignore")
    assert decoded(data).text == data.decode(encoding)
    assert codes(data) == [("warning", "not-utf8")]


@settings(max_examples=50)
@given(st.randoms(use_true_random=False), st.sampled_from(b"\x80\x85\x91\x93\x94\x96\x97\xa7\xb7\xbd"))
def test_one_foreign_byte_is_one_odd_character(random: Random, byte: int) -> None:
    words = EXAMPLE.split(" ")
    at = random.randrange(1, len(words))
    before, after = " ".join(words[:at]).encode(), " ".join(words[at:]).encode()
    data = before + b" " + bytes([byte]) + b" " + after
    assert decoded(data).text == f"{before.decode()} {bytes([byte]).decode('cp1252')} {after.decode()}"
    assert codes(data) == [("warning", "foreign-bytes")]


def test_the_line_of_a_foreign_byte_is_told() -> None:
    document = decode("x.txt", b"\r\n\x0b" + WORDS.replace("\n", "\r\n").encode() + b"\x96 slut")
    assert [(f.code, f.lines) for f in document.findings] == [("foreign-bytes", (7, 7))]
    assert document.lines[6].text == "– slut"


def test_a_foreign_byte_within_a_word_is_lost_and_told() -> None:
    data = WORDS.encode().replace(b"Mole", b"M\x9ble")
    assert f"M{LOST}le" in decoded(data).text
    assert codes(data) == [("warning", "foreign-bytes"), ("warning", "letters-lost")]


@pytest.mark.parametrize("encoding", ["cp1252", "cp850"])
def test_two_files_in_one_are_read_line_by_line(encoding: str) -> None:
    half = EXAMPLE.replace("–", "-").replace("’", "'")
    data = half.encode() + half.encode(encoding)
    assert decoded(data).text == half + half
    assert codes(data) == [("warning", "foreign-bytes")]


@each("page", ["cp1252", "mac_roman", "cp850", "cp437"])
@each("times", [1, 2])
def test_what_was_encoded_twice_is_set_right_and_told(page: str, times: int) -> None:
    data = encoded_again(EXAMPLE, page, times).encode()
    assert decoded(data).text == EXAMPLE
    assert codes(data) == [("warning", "encoded-twice")]


@pytest.mark.parametrize(
    "odd",
    [
        encoded_again("Sønder") + " og Sønder",
        encoded_again("Økonomiudvalget").replace("\x98", "?") + " æ",
        encoded_again("Økonomi\n") + "Økonomi",
        "S├©nder og Åse",
        "S√∏nder og Åse",
    ],
)
def test_what_was_encoded_twice_in_part_is_not_read(odd: str) -> None:
    assert decoded(odd.encode()).text == ""
    assert codes(odd.encode()) == [("violation", "encoded-twice")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x81\xff\x8d", "wrong-encoding"),
        (b"Havnebad ved S\x86nder Mole", "wrong-encoding"),
        (bytes(range(0x80, 0x100)) * 3, "wrong-encoding"),
        ("Økonomi".encode("cp500"), "wrong-encoding"),
        (b"\x00\x01ab", "binary-file"),
        (b"\xff\xfe" + b"\x00\xd8" * 30, "wrong-encoding"),
    ],
)
def test_what_has_no_one_meaning_is_not_read(data: bytes, code: str) -> None:
    assert codes(data) == [("violation", code)]


def test_letters_that_were_lost_before_are_told_with_their_line() -> None:
    found = decode("x.txt", "Referat\n\nS\ufffdnder Mole".encode()).findings
    assert [(f.code, f.lines) for f in found] == [("letters-lost", (3, 3))]


@pytest.mark.parametrize("cut", [WORDS.encode() + b"\xc3", (WORDS + "n").encode("utf-16")[:-1]])
def test_a_file_that_ends_within_a_character_is_told(cut: bytes) -> None:
    assert decoded(cut).text == WORDS
    assert codes(cut) == [("warning", "file-cut")]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_turned_away(data: bytes) -> None:
    read = decoded(data)
    assert not read.text or not any(oddity.severity == "violation" for oddity in read.oddities)
    assert len(read.oddities) == len({oddity.code for oddity in read.oddities})


def test_long_files_of_odd_bytes_take_no_time() -> None:
    for part in (b"\xc3", b"\xe2\x82", b"a\x96", b"\xc3\xa6\x96\n", b"\xc3\x83\xc2\xb8", b"\xf0\x90", b"\r"):
        decoded(part * 50_000)
