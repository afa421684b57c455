"""Which hyphens at the end of a line are undone."""

from each import each
from hypothesis import given
from hypothesis import strategies as st

from graph.readers.pdf.hyphens import known_words, seam


@each(
    ("before", "after", "expected"),
    [
        ("behandlingen i kom-", "munen er", "behandlingen i kommunen er"),
        ("Økonomiud-", "valget", "Økonomiudvalget"),
        ("998-2017-", "114240", "998-2017-114240"),
        ("326-", "2017-275394", "326-2017-275394"),
        ("perioden 2014-", "2017", "perioden 2014-2017"),
        ("covid-", "19", "covid-19"),
        ("Børn-", "og Ungeudvalget", "Børn- og Ungeudvalget"),
        ("Unge-", "og Beskæftigelsesudvalget", "Unge- og Beskæftigelsesudvalget"),
        ("for-", "eller eftermiddag", "for- eller eftermiddag"),
        ("Jobcenter-", "Borgerservice", "Jobcenter-Borgerservice"),
        ("IT-", "systemet", "IT-systemet"),
        ("e-", "handel", "e-handel"),
        ("ikke-", "ryger", "ikke-ryger"),
        ("på 1.-", "salen", "på 1.-salen"),
        ("en dialog -", "også om", "en dialog - også om"),
        ("Jobcenter/", "Borgerservice", "Jobcenter/Borgerservice"),
        ("2014–", "2017", "2014–2017"),
        ("en linje", "og en til", "en linje og en til"),
        ("KOM-", "MUNE", "KOM-MUNE"),
    ],
)
def test_a_seam(before: str, after: str, expected: str) -> None:
    text, glue = seam(before, after, frozenset())
    assert text + glue + after == expected


def test_the_words_of_the_document_decide() -> None:
    words = known_words([["vores hjemme-side og Google"], ["før og efter"], ["lang-", "20"], ["samt"]])
    assert seam("hjemme-", "side", words) == ("hjemme-", "")
    assert seam("Google-", "søgning", words) == ("Google-", "")
    assert seam("en før-og-", "efter", words) == ("en før-og-", "")
    assert seam("en før-", "og-efter", words) == ("en før-", "")
    assert not words & {"lang", "samt"}
    assert seam("ord-", "bog", frozenset({"ordbog", "ord-bog"})) == ("ord", "")


@given(st.text(max_size=20), st.text(max_size=20), st.frozensets(st.text(max_size=5)))
def test_nothing_but_one_hyphen_is_ever_lost(before: str, after: str, words: frozenset[str]) -> None:
    text, glue = seam(before, after, words)
    assert text in (before, before.removesuffix("-"))
    assert glue in ("", " ")
