"""Where paragraphs end in a file with no blank lines, or with one after every line."""

import re
from pathlib import Path

from each import each
from hypothesis import given
from hypothesis import strategies as st
from places import ROOT

from graph.readers.spacing import spaced

EXAMPLES = sorted((ROOT / "examples" / "minutes").glob("*.txt"))
PROSE = "Havnekontoret oplyser, at broen er repareret og kan tages i brug til sommer.\n"
WRAPPED = (
    "Havnekontoret oplyser, at broen er repareret, og at den kan tages\ni brug til sommer, når badet åbner.\n"
)


def test_lines_that_are_paragraphs_are_set_apart() -> None:
    assert spaced(PROSE * 30) == (PROSE * 30).replace("\n", "\n\n").removesuffix("\n")


def test_lines_that_a_margin_ends_are_not() -> None:
    assert spaced(WRAPPED * 30) == WRAPPED * 30


def test_a_number_or_a_word_that_goes_on_is_not_parted() -> None:
    text = spaced(PROSE * 30 + "Kort 998-2017-\n38810\nKultur-\nog Fritidsudvalget")
    assert text.endswith("Kort 998-2017-\n38810\n\nKultur-\nog Fritidsudvalget")


def test_a_wrapped_file_with_a_blank_line_after_every_line() -> None:
    text = (WRAPPED + "\n") * 20
    assert spaced(text.replace("\n", "\n\n")).rstrip() == text.rstrip()


def test_wide_gaps_between_paragraphs_part_them_still() -> None:
    text = (PROSE + "\n" + PROSE + "\n\n\n") * 20
    assert spaced(text) == text


def test_a_short_text_tells_nothing() -> None:
    assert spaced("Havnebad\nBroen\n") == "Havnebad\nBroen\n"


@each("path", EXAMPLES)
def test_minutes_as_they_are_stay_so(path: Path) -> None:
    text = path.read_text("utf-8")
    assert spaced(text) == text


@given(st.lists(st.sampled_from(["a", "b " * 30, "C" * 50, "", " ", "998-2017-"]), max_size=80))
def test_no_word_is_lost_and_what_is_spaced_stays(lines: list[str]) -> None:
    text = spaced("\n".join(lines))
    assert text.split() == " ".join(lines).split()
    assert spaced(text) == text


def test_line_ends_alone_are_what_is_changed() -> None:
    text = re.sub(r"\n\n+", "\n", EXAMPLES[0].read_text("utf-8"))
    assert re.sub(r"\n+", "\n", spaced(text)) == text
