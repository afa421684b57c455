"""Danish words without their endings, so that ``jobcentret`` is found by ``jobcenter``: the stemmer of the
Snowball project, and what it leaves of a few kinds of words.

Words are those of :mod:`graph.search.words`, in the letters a-z; stems have the letters of Danish.
"""

from functools import lru_cache

from graph.wording.stems import snowball

_SHORTEST = 4  # letters of a word that has an ending
_LEAST = 2  # letters of a stem
_VOWELS = frozenset("aeiouyæøå")
_OF_ADJECTIVES = ("ig", "lig", "tig")
"""What makes an adjective of another word. Of a word as short as three letters the adjective seldom means the
same (``far`` and ``farlig``, ``nød`` and ``nødig``), so it keeps it."""
_AFTER_VOWEL = ("erne", "ern", "ene", "er", "en", "et")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """What is left of a word; a number or a short word is left as it is.

    The endings of an ending go too (``pladser``, ``plads``), and of nouns in -er and -el the vowel that some
    of their forms lack (``centret``, ``regler``).
    """
    if not word.isalpha():
        return word
    word = word.replace("aa", "å").replace("ae", "æ").replace("oe", "ø")
    whole = word
    while len(word) >= _SHORTEST and not word.endswith("us"):  # the s of status is no ending
        short = _shorter(snowball(word))
        if short == word or len(short) < _LEAST:
            break
        word = short
    if len(word) < _SHORTEST and whole[len(word) :].lstrip(word[-1]).startswith(_OF_ADJECTIVES):
        return whole[: whole.index("ig", len(word)) + 2]
    return word


_OF_ACTS = {"ning": 4, "ing": 4, "sl": 3}
"""What names of acts end in, and the fewest letters of the verb before it: ``ordning`` is of no ``ord``."""


@lru_cache(maxsize=200_000)
def root(word: str) -> str:
    """What is left of the name of an act, which is what is left of the verb: ``betaling`` beside ``betaler``,
    ``kørsel`` beside ``kører``; of any other word its stem."""
    short = stem(word)
    for ending, least in _OF_ACTS.items():
        left = short.removesuffix(ending)
        if left != short and len(left) >= least:
            return _single(left)
    return short


def _shorter(word: str) -> str:
    for ending in _AFTER_VOWEL:  # the stemmer leaves three letters, of which these have fewer
        left = word.removesuffix(ending)
        if left != word and len(left) <= _LEAST + 1 and left[-1:] in _VOWELS:
            return left
    if len(word) > _SHORTEST + 1 and word.endswith("ed"):  # lukkede
        return _single(word[:-2])
    if len(word) > _SHORTEST + 2 and word.endswith("end"):  # godkendt beside godkendes
        return word[:-3]
    if len(word) > _SHORTEST and word.endswith(("tr", "dr")):
        return word[:-1]
    if len(word) > _SHORTEST + 1 and word.endswith("elt"):  # gammelt
        return word[:-1]
    if len(word) > _SHORTEST and word.endswith("el") and word[-3] not in _VOWELS:
        return f"{_single(word[:-2])}l"
    return word


def _single(word: str) -> str:
    """A word that ends in one consonant, and not in two of the same."""
    return word[:-1] if word[-2:-1] == word[-1:] and word[-1:] not in _VOWELS else word
