"""Words as the search compares them, questions as terms, and the places of terms in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.search.spelling import MOST, WordList
from graph.search.words import LONGEST, MOST_CHARACTERS, MOST_TERMS, occurrences, terms, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Økonomiudvalget på Ærø", ["oekonomiudvalget", "paa", "aeroe"]),
        ("Ålborg AALBORG A\u030alborg", ["aalborg", "aalborg", "aalborg"]),
        ("Müller, Café ﬁnans", ["mueller", "cafe", "finans"]),
        ("SM℠ Ǿ ǽ", ["smsm", "oe", "ae"]),
        ("20-004417K (§ 3)", ["20", "004417k", "3"]),
        ('NEAR(a b) OR title:x* ^"y', ["near", "a", "b", "or", "title", "x", "y"]),
        ("\u202eskat\u0000\u200f _ ** ", ["skat"]),
        ("x" * 10_000, ["x" * LONGEST]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text())
def test_words_are_letters_and_digits_and_stay_what_they_are(text: str) -> None:
    found = words(text)
    assert all(word.isalnum() and len(word) <= LONGEST for word in found)
    assert words(" ".join(found)) == found


def test_terms() -> None:
    asked = terms('skat "Åben for alle" 20-4417 „og så“ skat »det« eller')
    assert [term.words for term in asked.terms] == [
        ("skat",),
        ("aaben", "for", "alle"),
        ("20", "4417"),
        ("og", "saa"),
        ("det",),
        ("eller",),
    ]
    assert not asked.cut
    assert [term.inside for term in terms("skat er").terms] == [True, False]


def test_a_question_is_bounded() -> None:
    many = terms(" ".join(f"ord{number}" for number in range(20)))
    assert (len(many.terms), many.cut) == (MOST_TERMS, True)
    long = terms("a" * (MOST_CHARACTERS + 1))
    assert (len(long.terms), long.cut) == (1, True)


@pytest.mark.parametrize(
    ("text", "question", "found"),
    [
        ("Den nye boligskatteforlig", "skat", ["skat"]),
        ("Økonomiudvalget og ØKONOMI", "oekonomi", ["Økonomi", "ØKONOMI"]),
        ("Økonomiudvalget", "konomi", ["konomi"]),
        ("Et år, år for år, årets", '"år for år"', ["år for år"]),
        ("er her erklæret", "er", ["er"]),
        ("Sag 20-004417.", "20-004417", ["20-004417"]),
        ("skattesag", "skat attes", ["skattes"]),
    ],
)
def test_where_terms_stand(text: str, question: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in occurrences(text, terms(question).terms)] == found


@given(st.text(), st.text())
def test_places_are_in_order_and_apart(text: str, question: str) -> None:
    at = 0
    for start, end in occurrences(text, terms(question).terms):
        assert at <= start < end <= len(text)
        at = end


def test_words_inside_words() -> None:
    vocabulary = WordList(sorted(["boligskatteforlig", "forlig", "skat", "skattesag", "sprogskole"]))
    assert vocabulary.inside("skat") == ["boligskatteforlig", "skat", "skattesag"]
    assert vocabulary.holding("skat") == vocabulary.inside("skat")
    assert "skat" in vocabulary
    assert "ska" not in vocabulary


def test_a_part_of_thousands_of_words_is_their_beginning() -> None:
    vocabulary = WordList(sorted(["denne", *(f"siden{number}" for number in range(MOST))]))
    assert vocabulary.holding("den") == ["denne"]


@pytest.mark.parametrize(
    ("word", "nearest"),
    [("sprogscole", "sprogskole"), ("sporgskole", "sprogskole"), ("skta", ""), ("2017", ""), ("giraf", "")],
)
def test_nearest(word: str, nearest: str) -> None:
    assert WordList(["2018", "skat", "sprogskole"]).nearest(word) == nearest


def test_words_alike_are_told_whichever_is_misspelt() -> None:
    vocabulary = WordList(["sporvogn", "sprogscole", "sprogskole", "sprogskolen", "sprogskolens"])
    assert vocabulary.like("sprogskole") == ["sprogscole"]
    assert vocabulary.like("sprogscole") == ["sprogskole"]
    assert vocabulary.like("sprogscole", 0.75) == ["sprogskole", "sprogskolen", "sprogskolens"]
