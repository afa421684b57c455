"""How alike two titles are, by the words that tell what a case is about.

A function of the two titles and nothing else: a likeness can be explained, and it does not change
when the collection grows.
"""

import re
from collections.abc import Collection
from functools import lru_cache

from graph.wording.stems import is_kind, parts, stem, stems_of

_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(r"\d+")
_OTHER_NUMBERS = 0.75  # what is left of a likeness when both titles have numbers, but not the same

_NAME = re.compile(r"(?<=[a-zæøå0-9,] )[A-ZÆØÅ][a-zæøå]{3,}(?:[ ][A-ZÆØÅ][a-zæøå]{3,})*")
# A kind of thing and what it is about, which is no name.
_TURNED = re.compile(
    r"(?<![^\W\d_])(?=([^\W\d_]{3,60})\s(?:for|om|til|på|af)\s(?:de[nt]?\s)?([a-zæøå]{3,60})(?!\w))"
)
_PARTS_COUNT = 0.9  # of what the same words count: "Strategi for kanaler" for "Kanalstrategi"
_LONG_ENOUGH = 4  # letters of a part that a compound is found by


@lru_cache(maxsize=50_000)
def words(title: str) -> frozenset[str]:
    """The words that tell what a title is about, in lower case and without their endings."""
    return frozenset(map(stem, _WORD.findall(title.casefold()))) - stems_of("uden-indhold")


def subject_parts(stems: Collection[str]) -> frozenset[str]:
    """What compounds among some stems are about: the parts in front of the last, if they say enough."""
    found = (part for one in stems for part in parts(one)[:-1])
    return frozenset(part for part in found if len(part) >= _LONG_ENOUGH and says_much(part)) - frozenset(
        stems
    )


def compounds(title: str) -> frozenset[str]:
    """The compounds on kinds of things that a title has, taken apart or not, in one form that is no word of
    it: "Strategi for havnen" and "Havnestrategi" have the same."""
    own = words(title)
    found = {"".join(parts(one)) for one in own if is_kind(parts(one)[-1])}
    for kind, subject in _TURNED.findall(title):
        if is_kind(stem(kind)) and len(stem(subject)) >= _LONG_ENOUGH and says_much(stem(subject)):
            found.add(stem(subject) + stem(kind))
    return frozenset(found) - own


def says_much(stemmed: str) -> bool:
    """Whether a word tells one matter from others: not a kind of thing, nor what every body does."""
    little = stems_of("uden-indhold"), stems_of("almindeligt")
    return not any(stemmed in words for words in little) and not is_kind(stemmed)


def names(title: str) -> frozenset[str]:
    """The names of places and projects in a title, as stems: words in capitals that do not begin it."""
    return frozenset(stem(word) for found in _NAME.findall(title) for word in found.split())


def spelled(title: str, stems: Collection[str]) -> list[str]:
    """The words of a title that are among those of :func:`words`, as the title has them."""
    return [word for word in _WORD.findall(title) if stem(word) in stems]


def likeness(one: str, other: str) -> float:
    """From 0, nothing in common, to 1, the same words: twice the letters of the words in common, over the
    letters of all words of both (the Dice coefficient; long words count for more, as they say more).
    Compounds are taken apart where that makes them more alike.

    Titles with different numbers, such as two years, are less alike.
    """
    mine, theirs = words(one), words(other)
    if not mine or not theirs:
        return 0.0
    alike = _dice(mine, theirs)
    parts_of_mine, parts_of_theirs = _apart(mine), _apart(theirs)
    if not all(map(is_kind, parts_of_mine & parts_of_theirs)):
        alike = max(alike, _PARTS_COUNT * _dice(parts_of_mine, parts_of_theirs))
    numbers, others = set(_NUMBER.findall(one)), set(_NUMBER.findall(other))
    return alike * _OTHER_NUMBERS if numbers and others and numbers != others else alike


def _apart(stems: frozenset[str]) -> frozenset[str]:
    return frozenset(part for one in stems for part in parts(one))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * _letters(one & other) / (_letters(one) + _letters(other))


def _letters(found: frozenset[str]) -> int:
    return sum(map(len, found))
