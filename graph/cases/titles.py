"""How alike two titles are, by the words that tell what a case is about.

A function of the two titles and nothing else: a likeness can be explained, and it does not change
when the collection grows.
"""

import re
from collections.abc import Collection

_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(r"\d+")
_ENDING = re.compile(r"(?<=\w{4})(?:ernes|erne|enes|ene|ens|ets|ers|er|en|et|es|e|s)$")
_OTHER_NUMBERS = 0.75  # what is left of a likeness when both titles have numbers, but not the same


def _stem(word: str) -> str:
    return _ENDING.sub("", word)


# Words that join others, that tell what is done with a case, or that stand in half of all titles.
_SAYING_LITTLE = """
    alle anden andet andre bare begge blandt dem den der deres det disse eller efter egen endnu ens for fra
    fremtidig frem før først første gennem går hans har have her hos hvad hvem hver hvilke hvis hvor
    hvordan hvorfor hvornår igen ikke ind inden kan lige man med mellem mere mest men mod når nogle nye ned
    omkring over pct per plus samt selv ses siden sig sin skal som til ude uden under vedr ved vil være
    afrapportering ansøgning anmodning behandling beslutning besvarelse drøftelse endelig endeligt
    evaluering fastlæggelse fastsættelse foreløbig fornyet forslag genbehandling genoptagelse godkendelse
    igangsættelse indstilling kommune kommunen kommunens kommunes konsekvenser lukket nedsættelse opfølgning
    oplæg orientering prioritering redegørelse resultat revideret sag sagen sager sagsfremstilling status
    statusrapport supplerende tema udarbejdelse udkast valg vedtagelse videre årlig årlige
    januar februar marts april maj juni juli august september oktober november december kvartal halvår
"""
_EMPTY = frozenset(map(_stem, _SAYING_LITTLE.split()))


def words(title: str) -> frozenset[str]:
    """The words that tell what a title is about, in lower case and without their endings."""
    return frozenset(map(_stem, _WORD.findall(title.casefold()))) - _EMPTY


def spelled(title: str, stems: Collection[str]) -> list[str]:
    """The words of a title that are among those of :func:`words`, as the title has them."""
    return [word for word in _WORD.findall(title) if _stem(word.casefold()) in stems]


def likeness(one: str, other: str) -> float:
    """From 0, nothing in common, to 1, the same words: twice the letters of the words in common, over the
    letters of all words of both (the Dice coefficient; long words count for more, as they say more).

    Titles with different numbers, such as two years, are less alike.
    """
    mine, theirs = words(one), words(other)
    letters = _letters(mine) + _letters(theirs)
    if not letters:
        return 0.0
    alike = 2 * _letters(mine & theirs) / letters
    numbers, others = set(_NUMBER.findall(one)), set(_NUMBER.findall(other))
    return alike * _OTHER_NUMBERS if numbers and others and numbers != others else alike


def _letters(found: frozenset[str]) -> int:
    return sum(map(len, found))
