"""What becomes of characters: the invisible, those that look alike, line ends."""

import unicodedata
from random import Random
from typing import Any

import pytest
from each import each
from hypothesis import given, settings
from hypothesis import strategies as st
from places import ROOT

from graph.minutes.as_json import as_dict
from graph.minutes.characters import normalised
from graph.municipality.profile import load_profile
from graph.readers.files import decode
from graph.readers.layout.parse import parse

EXAMPLE = (ROOT / "examples" / "minutes") / "direktionen-2018-01-22.txt"
INVISIBLE = (
    "\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2064\u206f\ufe0f\ufeff\U000e0020\x1f"
)
SPACES = "\u00a0\u1680\u2000\u2002\u2003\u2007\u2009\u200a\u202f\u205f\u3000"
LINE_ENDS = ("\r\n", "\r", "\x0b", "\f", "\x85", "\u2028", "\u2029")
HYPHENS = "\u2010\u2011\ufe63\uff0d"
DASHES = "\u2012–—\u2015\u2212\ufe58"


def values(text: str) -> dict[str, Any]:
    """What is read of a text, but its own hash."""
    told = as_dict(parse(decode("x.txt", text.encode("utf-8", "surrogatepass")), load_profile("aadalsoe")))
    del told["sha256"]
    return told


@each("invisible", INVISIBLE)
def test_what_nobody_sees_is_off(invisible: str) -> None:
    assert normalised(f"Luk{invisible}ket") == "Lukket"


@each("space", SPACES)
def test_a_space_of_any_kind_is_a_space(space: str) -> None:
    assert normalised(f"Anna{space}Lund") == "Anna Lund"


@pytest.mark.parametrize("end", LINE_ENDS)
def test_what_ends_a_line_ends_a_line(end: str) -> None:
    assert normalised(f"en{end}to") == "en\nto"


def test_a_page_break_beside_a_line_end_makes_no_blank_line() -> None:
    assert normalised("en\n\fto\f\ntre") == "en\n to \ntre"


@pytest.mark.parametrize("hyphen", HYPHENS)
def test_a_hyphen_of_any_kind_is_a_hyphen(hyphen: str) -> None:
    assert normalised(f"Kultur{hyphen} og by{hyphen}plan") == "Kultur- og by-plan"


@each("dash", DASHES)
@each(
    "number",
    [
        "998-2017-38810", "22-01-2018", "22-005501", "22-005501K", "EMN-2018-00123", "85.02.02G00-0011",
        "2025-006342", "150385-1234", "998-2017-\n38810", "Sagsnr.: 20-4417", "Sagsnr 20-4417", "20-4417",
    ],
)  # fmt: skip
def test_a_dash_in_a_number_is_a_hyphen(number: str, dash: str) -> None:
    assert normalised(number.replace("-", dash)) == number


def test_a_dash_in_a_number_that_is_spread_out_is_a_hyphen() -> None:
    assert normalised("998 – 2017 – 38810 og 998– 2017– 1") == "998 - 2017 - 38810 og 998- 2017- 1"
    assert normalised("100 – 2000 kr.") == "100 – 2000 kr."


@each(
    "words",
    [
        "kl. 13–15", "2018–2021", "punkt 1–3", "1.–3. punkt", "10–1000 deltagere", "3.300–4.000 kr.", "Odense–Aarhus",
        "Salg – igen", "A–B", "en — to",
    ],
)  # fmt: skip
def test_a_dash_between_words_or_ends_of_a_span_stays(words: str) -> None:
    assert normalised(words) == words


@each(
    ("printed", "meant"),
    [
        ("Teknik\u2212 og Miljøudvalget", "Teknik- og Miljøudvalget"),
        ("\u22125 grader", "-5 grader"),
        ("Salg \u2212 igen", "Salg – igen"),
        ("by\x1eplan", "by-plan"),
        ("A\u030arhus", "Århus"),
        ("A\u034f\u030arhus", "Århus"),
        ("S\u006f\u0338nder", "Sønder"),
        ("\ufb01re o\ufb03ce", "fire office"),
        ("\uff2c\uff55\uff4b\uff4b\uff45\uff54", "Lukket"),
        ("\U0001d40b\U0001d42e\U0001d424\U0001d424\U0001d41e\U0001d42d", "Lukket"),
        ("\uf0b7 Kort", "• Kort"),
        ("· Kort\n\xa0·\tPlan", "• Kort\n •\tPlan"),
        ("6 · 4 m\n·\nnæste ·", "6 · 4 m\n·\nnæste ·"),
        ("½ m² € 5 „ja“ ’nej’", "½ m² € 5 „ja“ ’nej’"),
        ("\U0001f3d7\ufe0f", "\U0001f3d7"),
        ("en\tto", "en\tto"),
        ("en\x00\x1b\x9fto", "en   to"),
    ],
)
def test_what_is_printed_in_another_form(printed: str, meant: str) -> None:
    assert normalised(printed) == meant


@given(st.text())
def test_what_is_normal_stays_and_fits_xml(text: str) -> None:
    normal = normalised(text)
    assert normalised(normal) == normal
    assert unicodedata.is_normalized("NFC", normal)
    assert not any(
        unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or c in "\ufffe\uffff"
        for c in normal
        if c not in "\t\n"
    )


@settings(max_examples=8)
@given(st.integers(0, 2**32))
def test_nothing_is_read_otherwise_for_characters_that_look_the_same(seed: int) -> None:
    """Sprinkled over a whole file: invisible characters, other spaces, hyphens and line ends, letters in parts."""
    random = Random(seed)
    text = EXAMPLE.read_text("utf-8")
    end = random.choice(LINE_ENDS)
    others = {" ": SPACES, "-": HYPHENS}
    printed = "".join(
        (random.choice(others[c]) if c in others else c)
        + (random.choice(INVISIBLE) if random.random() < 0.2 else "")
        for c in unicodedata.normalize(random.choice(("NFC", "NFD")), text)
    )
    if end == "\f":  # beside another page break it ends no second line
        end = "\n"
    assert values(printed.replace("\n", end)) == values(text)


def test_a_case_number_with_dashes_of_any_kind_is_that_case() -> None:
    text = EXAMPLE.read_text("utf-8")
    for dash in DASHES:
        assert values(text.replace("998-2017-38810", "998-2017-38810".replace("-", dash))) == values(text)


def test_a_long_run_of_any_character_takes_no_time() -> None:
    for characters in ("9–", "–", "9", "a.", "\u00ad", "\f", "a\u2212", " ", "\u0338o", "nr. 1"):
        normalised(characters * 50_000)


def test_a_run_of_white_space_or_signs_is_no_longer_than_any_clerks() -> None:
    assert normalised("Sag" + "." * 10_000 + "\t3") == "Sag" + "." * 159 + "\t3"
    assert normalised("en" + " " * 10_000 + "to") == "en" + " " * 80 + "to"
    assert normalised("en" + ". " * 10_000 + "to") == "en" + ". " * 80 + "to"
    for kept in ("." * 160, " " * 80, "a" * 10_000, "\n" * 160):
        assert normalised(f"x{kept}x") == f"x{kept}x"


def test_a_run_that_is_cut_keeps_its_line_ends_and_is_cut_once() -> None:
    for run, ends in (
        (" " * 500 + "\n", "\n"),
        ("\n" * 500, "\n\n"),
        ("-" * 500 + "\n  ", "\n  "),
        ("- - \n" * 500, "\n\n"),
    ):
        short = normalised(f"en{run}Punkt 2")
        assert short.endswith(f"{ends}Punkt 2"), run
        assert len(short) < 260
        assert normalised(short) == short


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(st.sampled_from([" ", "\n", ".", " .", " \n", "-\n", "\t", "a"]), st.integers(1, 300)),
        max_size=6,
    )
)
def test_long_runs_side_by_side_are_normal_once_they_are_cut(runs: list[tuple[str, int]]) -> None:
    short = normalised("".join(what * often for what, often in runs))
    assert normalised(short) == short
