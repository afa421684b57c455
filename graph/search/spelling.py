"""The words that occur in a release: which of them hold a part, and which are nearest to a misspelling."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from math import ceil, floor

from rapidfuzz import process
from rapidfuzz.distance import OSA

MOST = 4000  # words that are looked for as one
_SHORTEST = 5  # letters of a word that may be misspelt; of shorter ones too many are alike
_LIKE, _VERY_LIKE = 0.75, 0.88  # the share of letters that must be right, where a word does not occur or does


class WordList:
    """``listed`` are the words, folded and sorted."""

    def __init__(self, listed: Sequence[str]) -> None:
        self._listed = listed
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in listed:
            self._by_length[len(word)].append(word)
        self._text = "\n" + "\n".join(listed) + "\n"

    def __contains__(self, word: str) -> bool:
        at = bisect_left(self._listed, word)
        return at < len(self._listed) and self._listed[at] == word

    def inside(self, part: str) -> list[str]:
        """The words that have a part somewhere."""
        found, at = [], self._text.find(part)
        while at >= 0:
            end = self._text.index("\n", at)
            found.append(self._text[self._text.rindex("\n", 0, at) + 1 : end])
            at = self._text.find(part, end)
        return found

    def holding(self, part: str) -> list[str]:
        """As :meth:`inside`; of a part that stands in thousands of words, and so says nothing, only those
        that begin with it."""
        found = self.inside(part)
        return found if len(found) <= MOST else [word for word in found if word.startswith(part)]

    def nearest(self, word: str) -> str:
        """The word that is most like one that does not occur; empty when none is."""
        return next(iter(self.like(word, _LIKE)), "")

    def like(self, word: str, least: float = _VERY_LIKE) -> list[str]:
        """The words that one may be a misspelling of, or that may be one of it, the likest first; those that
        hold it apart.

        Letters may be missing, too many, wrong or swapped (optimal string alignment); the share ``least`` of
        them, from 0 to 1, is right.
        """
        if len(word) < _SHORTEST or not word.isalpha():
            return []  # of a number, the nearest is another number
        lengths = range(ceil(len(word) * least), floor(len(word) / least) + 1)
        close = [
            found
            for length in lengths
            for found in process.extract(
                word, self._by_length[length], scorer=OSA.normalized_similarity, score_cutoff=least, limit=5
            )
        ]
        ranked = sorted(close, key=lambda one: (-one[1], one[0][0] != word[0], one[0]))
        return [found for found, *_ in ranked if word not in found]
