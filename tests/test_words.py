"""Danish words for terms and things."""

from api.words import kind, word
from graph.vocabulary import PREFIXES, vocabulary


def test_our_own_terms_have_the_words_of_the_ontology() -> None:
    assert word(PREFIXES["sg"] + "heldBy") == "holdt af"
    assert word("https://w3id.org/sagsgraf/concept/beslutningsudfald/udsat") == "Udsat"


def test_what_is_reused_has_words_here() -> None:
    assert word(PREFIXES["dct"] + "title") == "titel"
    assert word("http://publications.europa.eu/resource/authority/language/DAN") == "dansk"


def test_every_property_that_the_context_reuses_has_a_word() -> None:
    entries = vocabulary().context()["@context"].values()
    reused = {e["@id"] for e in entries if isinstance(e, dict) and not e["@id"].startswith(PREFIXES["sg"])}
    assert {iri for iri in reused if word(iri) in iri} == set()


def test_anything_else_is_the_tail_of_its_iri() -> None:
    assert word("http://example.org/x#tail") == "tail"
    assert word("http://example.org/x/") == "x"


def test_kinds() -> None:
    assert kind(frozenset({PREFIXES["foaf"] + "Person"})) == "Person"
    own = frozenset({PREFIXES["skos"] + "Concept", PREFIXES["sg"] + "NumberGeneration"})
    assert kind(own) == "Sagsnummerform"
    assert kind(frozenset({"http://example.org/Unknown"})) == kind(frozenset()) == "Ting"
