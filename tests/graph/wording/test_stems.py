"""Words without their endings, and the parts of compounds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.wording.stems import is_compound, is_kind, parts, stem, stems_of


@pytest.mark.parametrize(
    "forms",
    [
        "råderumskatalog råderumskataloget Råderumskatalogets",
        "kontaktcenter kontaktcentret kontaktcentre",
        "strategiproces strategiprocesen strategiprocesser",
        "teater teatret teatrets",
        "lokalerokade lokalerokaden lokalerokaderne",
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("word", "front", "last"),
    [
        ("kanalstrategi", "kanal", "strategi"),
        ("beskæftigelsesområdet", "beskæftigelse", "område"),
        ("udbudsanalysen", "udbud", "analyse"),
        ("legepladsværksted", "legeplads", "værksted"),
    ],
)
def test_a_compound_is_taken_apart(word: str, front: str, last: str) -> None:
    assert parts(stem(word)) == (stem(front), stem(last))


@pytest.mark.parametrize("word", ["strategi", "bro", "gadebelysning", "plan"])
def test_what_has_no_known_last_part_is_whole(word: str) -> None:
    assert not is_compound(stem(word))


def test_kinds_of_things_say_nothing_alone() -> None:
    assert is_kind(stem("planen"))
    assert not is_kind(stem("skolen"))
    assert stem("evaluering") in stems_of("uden-indhold")


@settings(max_examples=30)
@given(st.text(max_size=80))
def test_any_text_has_a_stem(text: str) -> None:
    assert "".join(parts(stem(text))) <= "\U0010ffff" * 100
    assert stem(stem(text)) is not None
