"""Words for terms and things."""

from api.i18n.language import language
from api.i18n.words import kind, word
from graph.ontology.terms import CATALOGUE_PREFIXES, PREFIXES, vocabulary

DANISH, ENGLISH = language("da"), language("en")


def test_our_own_terms_have_the_words_of_the_ontology() -> None:
    assert word(PREFIXES["sg"] + "heldBy", DANISH) == "holdt af"
    assert word("https://w3id.org/sagsgraf/concept/beslutningsudfald/udsat", DANISH) == "Udsat"
    assert word("https://w3id.org/sagsgraf/concept/beslutningsudfald/udsat", ENGLISH) == "Postponed"


def test_what_is_reused_has_words_here() -> None:
    assert word(PREFIXES["dct"] + "title", DANISH) == "titel"
    assert word(PREFIXES["dct"] + "title", ENGLISH) == "title"
    assert word("http://publications.europa.eu/resource/authority/language/DAN", DANISH) == "dansk"


def test_every_property_that_the_context_reuses_has_a_word() -> None:
    """But for those of Hydra, by which lists are told and no thing is."""
    entries = vocabulary().context()["@context"].values()
    others = (PREFIXES["sg"], CATALOGUE_PREFIXES["hydra"])
    reused = {e["@id"] for e in entries if isinstance(e, dict) and not e["@id"].startswith(others)}
    assert {iri for iri in reused if word(iri, DANISH) in iri} == set()


def test_anything_else_is_the_tail_of_its_iri() -> None:
    assert word("http://example.org/x#tail", DANISH) == "tail"
    assert word("http://example.org/x/", DANISH) == "x"


def test_kinds() -> None:
    assert kind(frozenset({PREFIXES["foaf"] + "Person"}), DANISH) == "Person"
    own = frozenset({PREFIXES["skos"] + "Concept", PREFIXES["sg"] + "NumberGeneration"})
    assert kind(own, DANISH) == "Sagsnummerform"
    assert kind(frozenset({"http://example.org/Unknown"}), DANISH) == kind(frozenset(), DANISH) == "Ting"
