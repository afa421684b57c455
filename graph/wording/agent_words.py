"""The words that names of bodies and units are made of: the scheme ``agentord`` of ontology.ttl."""

from functools import cache

from graph.municipality.profile import folded
from graph.ontology.terms import vocabulary


@cache
def words_of(code: str) -> frozenset[str]:
    """The words of a concept of ``agentord``, folded."""
    concept = next(one for one in vocabulary().concepts("agentord") if one.code == code)
    return frozenset(folded(word) for word in (*concept.labels, *concept.hidden))


@cache
def spelled_words(code: str) -> tuple[str, ...]:
    """The words of a concept as they are spelled, the longest first."""
    concept = next(one for one in vocabulary().concepts("agentord") if one.code == code)
    return tuple(sorted((*concept.labels, *concept.hidden), key=lambda word: (-len(word), word)))


@cache
def definite_words(code: str) -> tuple[str, ...]:
    """The definite forms of the nouns of a concept, as they are spelled, the longest first."""
    found = {form for noun in spelled_words(code) for form in _definite(noun)}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def _definite(noun: str) -> tuple[str, ...]:
    """The forms that a noun may have with its article; its gender and the length of its last vowel, which
    doubles the consonant, do not show in it: of those that are given for a noun in the singular, one is a
    word. The others are in no text."""
    if noun.endswith("er"):  # plejecentret, plejecenteret
        return (f"{noun[:-2]}ret", f"{noun}et")
    if noun.endswith("um"):
        return (f"{noun[:-2]}et",)
    if noun.endswith("e"):
        return (f"{noun}n", f"{noun}t")
    return tuple(f"{stem}{article}" for stem in (noun, noun + noun[-1]) for article in ("et", "en"))


def is_field(word: str) -> bool:
    """Whether a word is a field that units are named after, or a compound that ends in one."""
    key, fields = folded(word).rstrip("-"), words_of("fagomraade")
    if key in words_of("fast-enhed") | words_of("institution"):
        return True
    if key.endswith("forældre"):  # no compound of `ældre`
        return False
    return key in fields or any(key[cut:] in fields for cut in range(3, len(key) - 4))


def is_field_alone(name: str) -> bool:
    """Whether a name is one word that means a field wherever no unit is meant (`Plan`)."""
    return " " not in name and is_field(name) and folded(name) not in words_of("fast-enhed")
