"""Danish words without their endings, and the parts of compounds.

``kanalstrategien`` and ``kanalstrategi`` have one stem; ``kanalstrategi`` is made of ``kanal`` and
``strategi``. What stands in front of a compound's last part says what it is about; the last part says what
kind of thing it is. Such words, and others that say little, stand in the scheme ``emneord`` of ontology.ttl.
"""

import re
from functools import cache, lru_cache
from threading import Lock

import snowballstemmer  # type: ignore[import-untyped]

from graph.ontology.terms import vocabulary

_LONGEST = 60  # letters; no word is longer
_SHORTEST_PART = 4
# ``centret`` and ``teatret`` lose a vowel that ``center`` and ``teater`` keep.
_LOST_VOWEL = re.compile(r"(?<=[aeiouyæøå][bdfgkps]|n[td]|s[t]|[aeiouyæøå]t)r$")
_LINK = re.compile(r"(?:(?<=[^s])s|(?<=[dn]g)e|-)$")  # forvaltning-s-, ung-e-

_stemmer = snowballstemmer.stemmer("danish")
_lock = Lock()


def stem(word: str) -> str:
    """A word in small letters without its ending: ``råderumskataloget`` is ``råderumskatalog``."""
    return _stem(word.casefold()[:_LONGEST])


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    once = snowball(word)
    return _LOST_VOWEL.sub("", snowball(once))  # strategiprocesen -> strategiproces -> strategiproc


def snowball(word: str) -> str:
    """What the Danish stemmer of the Snowball project leaves of a word in small letters, in one round."""
    with _lock:  # it keeps the word it is at
        return str(_stemmer.stemWord(word))


@lru_cache(maxsize=200_000)
def parts(stemmed: str) -> tuple[str, ...]:
    """The parts of a compound, first to last, as stems: ``beskæftigelsesområd`` is ``beskæftig`` and
    ``områd``; a word that is no compound of a known kind is its only part."""
    heads = _heads()
    for cut in range(_SHORTEST_PART, len(stemmed) - 2):
        if stemmed[cut:] in heads:
            front = stemmed[:cut]
            front = _LINK.sub("", front)
            if len(front) >= _SHORTEST_PART:
                return stem(front), stemmed[cut:]
    return (stemmed,)


def is_compound(stemmed: str) -> bool:
    """Whether a stem is a compound with a last part that is known."""
    return len(parts(stemmed)) > 1


def is_kind(stemmed: str) -> bool:
    """Whether a stem by itself only says what kind of thing is meant: ``strategi``, ``plan``."""
    return stemmed in stems_of("slags")


@cache
def stems_of(code: str) -> frozenset[str]:
    """The stems of the words of a concept of ``emneord``."""
    concept = next(one for one in vocabulary().concepts("emneord") if one.code == code)
    return frozenset(map(stem, concept.hidden))


@cache
def _heads() -> frozenset[str]:
    return stems_of("slags") | stems_of("sidste-led")
