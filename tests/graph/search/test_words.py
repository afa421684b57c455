"""Words as the search compares them, questions as terms, and the places of terms in a text."""

from importlib.resources import files

import pytest
from each import each
from hypothesis import given
from hypothesis import strategies as st

from graph.search.everyday import everyday
from graph.search.spelling import MOST, WordList
from graph.search.stems import root, stem
from graph.search.words import LONGEST, MOST_CHARACTERS, MOST_TERMS, occurrences, terms, words


@each(
    ("text", "expected"),
    [
        ("Økonomiudvalget på Ærø", ["oekonomiudvalget", "paa", "aeroe"]),
        ("Ålborg AALBORG A\u030alborg", ["aalborg", "aalborg", "aalborg"]),
        ("Müller, Café ﬁnans", ["mueller", "cafe", "finans"]),
        ("SM℠ Ǿ ǽ", ["smsm", "oe", "ae"]),
        ("20-004417K (§ 3)", ["20", "004417k", "3"]),
        ('NEAR(a b) OR title:x* ^"y', ["near", "a", "b", "or", "title", "x", "y"]),
        ("\u202eskat\u0000\u200f _ ** ", ["skat"]),
        ("havne\u00adbad hav\u200bne", ["havnebad", "havne"]),
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


@each(
    ("word", "nearest"),
    [
        ("sprogscole", "sprogskole"),  # sounds the same
        ("sporgskole", "sprogskole"),  # two letters swapped
        ("sprokskole", "sprogskole"),  # one within a long word
        ("skta", ""),
        ("2017", ""),
        ("giraf", ""),
        ("skulptur", ""),  # a word of its own, whatever is like it
        ("sprogskolf", ""),
        ("stine", ""),  # the ending of the other
        ("svaert", ""),  # svært has no letters of svaret
        ("forventningen", ""),  # of two wrong letters, each is beside the right one
        ("forvslyningen", "forvaltningen"),
        ("forvaltnigen", "forvaltningen"),
    ],
)
def test_nearest(word: str, nearest: str) -> None:
    listed = ["2018", "forvaltningen", "graf", "kultur", "skat", "sprogskole", "stien", "struktur", "svaret"]
    assert WordList(listed).nearest(word) == nearest


def test_words_alike_are_told_whichever_is_misspelt() -> None:
    vocabulary = WordList(["sporvogn", "sprogscole", "sprogskole", "sprogskolen", "sprogskolens"])
    assert vocabulary.like("sprogskole") == ["sprogscole"]
    assert vocabulary.like("sprogscole") == ["sprogskole"]
    assert vocabulary.like("kultur") == []


@each(
    "forms",
    [
        "jobcenter jobcentret jobcenteret jobcentrets",
        "plads pladsen pladser pladsernes",
        "regel regler reglerne",
        "lukke lukket lukkede",
        "godkendt godkendes godkendte",
        "traeet traeer traeerne",
        "by byen byer byens",
        "farlig farligt farlige",
        "gammel gammelt gamle",
        "lejlighed lejligheder",
        "status",
        "status 20417 ab",
    ],
)
def test_stems(forms: str) -> None:
    several = {stem(word) for word in forms.split()}
    assert len(several) == (1 if "20417" not in forms else 3)
    assert all(stem(short) == short or stem(short) for short in several)
    assert not several & {stem("far"), stem("leje")}


@given(st.text(alphabet="abdegklnorstuæøå", max_size=14))
def test_a_stem_is_the_beginning_of_its_word(word: str) -> None:
    for folded in words(word):
        assert 0 < len(stem(folded)) <= len(folded)


def test_what_compounds_are_made_of() -> None:
    vocabulary = WordList(sorted(["gade", "gadelampe", "lygten", "havnekontor", "kontoret"]))
    assert vocabulary.pieces("gadelygter") == ["gade", "lygter"]
    assert vocabulary.pieces("kontorgade") == ["kontor", "gade"]
    assert vocabulary.pieces("xyzzygade") == []
    assert vocabulary.compounds("gaden") == ["gade", "gadelampe"]
    assert vocabulary.compounds("kontor") == ["kontoret", "havnekontor"]
    assert WordList(["badevand", "rottefaelde"]).compounds("rotter") == ["rottefaelde"]
    assert WordList(["bad", "badevand"]).compounds("bade") == ["badevand"]


def test_what_is_left_of_compounds_that_are_known_in_part() -> None:
    vocabulary = WordList(sorted(["alle", "alleen", "databeskyttelsesloven", "erne", "hejre", "vandproever"]))
    assert vocabulary.within("beskyttelse") == ["databeskyttelsesloven"]
    assert vocabulary.part("hejrefigur") == ["hejre"]
    assert vocabulary.part("hejren") == vocabulary.part("hejrerne") == []
    assert vocabulary.pieces("vandproeverne") == []  # an ending is no piece
    assert vocabulary.forms("alleen") == ["alleen"]  # nor a word that tells nothing a form
    assert vocabulary.forms("alle") == ["alle"]


def test_acts_and_the_verbs_of_them() -> None:
    vocabulary = WordList(["betaling", "flytter", "koersel", "ordning"])
    assert vocabulary.acts("betaler") == ["betaling"]
    assert vocabulary.acts("koerer") == ["koersel"]
    assert vocabulary.acts("flytningen") == ["flytter"]
    assert vocabulary.acts("betaling") == vocabulary.acts("ord") == []


def test_everyday_words() -> None:
    like = everyday().like
    assert "affald" in like(["skrald"], 0)
    assert "stoevsugning" in like(["stoevsuger"], 0)  # the act and the verb
    assert "sprogmodel" in like(["kunstig", "intelligens"], 1)
    assert like(["xyzzy"], 0) == ()
    lines = (files("graph.search") / "everyday.txt").read_text(encoding="utf-8").splitlines()
    groups = [line for line in lines if line and not line.startswith("#")]
    for line in groups:
        entries = [entry.strip() for entry in line.split(",")]
        assert len(set(entries)) == len(entries) > 1, line
        assert all(words(entry) for entry in entries), line


@each(
    ("asked", "meant", "other"),
    [
        ("dyrere", "takst", "kaeledyr"),
        ("dyr", "kaeledyr", "takst"),
        ("hede", "varme", "navn"),
        ("kunst", "maleri", "sprogmodel"),
        ("regn", "skybrud", "udgift"),
        ("park", "natur", "parkering"),
    ],
)
def test_of_words_with_one_stem_the_one_that_was_written_is_meant(asked: str, meant: str, other: str) -> None:
    same = everyday().like([asked], 0)
    assert (meant in same, other in same) == (True, False)


HOMOGRAPHS = (
    *("band", "brand", "dyr", "erhverv", "fyr", "hed", "ind", "kas", "kontrol"),
    *("kost", "kunst", "lån", "park", "pas", "politik", "regn", "skol"),
)
"""Stems of several words of everyday speech; which one is meant is known of forms that the table has."""


def test_no_other_stem_joins_groups_of_different_words() -> None:
    groups: dict[str, list[set[str]]] = {}
    for line in (files("graph.search") / "everyday.txt").read_text(encoding="utf-8").splitlines():
        entries = [words(entry) for entry in line.partition("#")[0].split(",")]
        forms: dict[str, set[str]] = {}
        for word in (entry[0] for entry in entries if len(entry) == 1):
            forms.setdefault(root(word), set()).add(word)
        for short, written in forms.items():
            apart = [one for one in groups.get(short, []) if not one & written]
            alike = [one for one in groups.get(short, []) if one & written]
            groups[short] = [*apart, written.union(*alike)]
    joined = {short for short, sets in groups.items() if len(sets) > 1}
    assert joined == {*HOMOGRAPHS}


@pytest.mark.parametrize(
    "written",
    [
        *("20-03-2023", "20.3.2023", "20/3 2023", "20. marts 2023", "2023-03-20", "20/3-23", "20.03.23"),
        *("20 marts 2023", "20. mar. 2023", "20 March 2023", "March 20, 2023", "20. mar. 23", "20230320"),
        *("den 20. marts 2023", "mandag den 20/3 2023", "d. 20.3.23"),
    ],
)
def test_a_day_is_one_term_in_any_form(written: str) -> None:
    found = terms(f"budget {written} møde").terms
    assert [term.when for term in found] == ["", "dag20230320", ""]
    text = "Mødet den 20. marts 2023 og 21-03-2023"
    assert [text[start:end] for start, end in occurrences(text, found[1:2])] == ["20. marts 2023"]


def test_a_month_is_a_term_and_finds_the_days_in_it() -> None:
    found = terms("mødet i Sept. 2023, budget 2023").terms
    assert [term.when for term in found] == ["", "", "maaned202309", "", ""]
    assert [term.when for term in terms("9/2023 2023-09").terms] == ["maaned202309"] * 2
    text = "den 12. september 2023 og 12. oktober 2023"
    assert [text[start:end] for start, end in occurrences(text, found[2:3])] == ["12. september 2023"]


def test_the_last_of_words_joined_may_be_in_another_form() -> None:
    text = "Mere ansvar til A-kasserne, B-kasserne"
    for question, there in (("a-kasser", ["A-kasserne"]), ('"a-kasser"', [])):
        found = occurrences(text, terms(question).terms)
        assert [text[start:end] for start, end in found] == there


def test_what_is_no_day() -> None:
    assert [
        term.when for term in terms("15.00.00 31-02-2023 20-004417 99/99 2023 2016-22310 20231301").terms
    ] == [""] * 7
    assert [term.words for term in terms("KLE 15.00.00 j.nr. 15.00.01 klejne").terms] == [
        ("15", "00", "00"),
        ("15", "00", "01"),
        ("klejne",),
    ]
