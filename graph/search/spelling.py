"""The words that occur in a release: their forms, which of them hold a part, what compounds are made of, and
which one a misspelling may be of."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from graph.search.stems import root, stem
from graph.search.words import FUNCTION_WORDS

MOST = 4000  # words that are looked for as one
_SHORTEST = 5  # letters of a word that may be misspelt; of shorter ones too many are alike
_LONG, _LONGEST = 8, 12  # letters of a word of which one may be wrong, and of one of which two may be
_PIECE = 4  # letters of a part of a compound
_WITHIN = 6  # letters of a word that is looked for in the midst of longer ones
_KNOWN = 5  # letters of the part of a compound that occurs, where nothing is known of the other
_REST = 3  # letters of that other part, at least
_CLOSE = 12  # words that are looked at more closely
_SOUNDS = (
    *(
        ("sch", "sk"),
        ("ch", "k"),
        ("ph", "f"),
        ("th", "t"),
        ("hv", "v"),
        ("hj", "j"),
        ("gj", "g"),
        ("kj", "k"),
    ),
    *(
        ("qu", "kv"),
        ("x", "ks"),
        ("ce", "se"),
        ("ci", "si"),
        ("cy", "sy"),
        ("c", "k"),
        ("q", "k"),
        ("w", "v"),
    ),
    *(("z", "s"), ("nd", "n"), ("ld", "l"), ("ae", "e"), ("ds", "s"), ("ts", "s")),
)


_KEYS = {
    letter: (row, at)
    for row, letters in enumerate(("qwertyuiop", "asdfghjkl", "zxcvbnm"))
    for at, letter in enumerate(letters)
}
_SHORT = 6  # letters; two at the end of such a word that change places are more often another ending of it


class WordList:
    """``listed`` are the words, folded and sorted; ``stems`` and ``things`` what each has, its stem and in
    how many things it stands, if that is known."""

    def __init__(self, listed: Sequence[str], stems: Sequence[str] = (), things: Sequence[int] = ()) -> None:
        self._listed = listed
        self._by_length: dict[int, list[str]] = defaultdict(list)
        self._forms: dict[str, list[str]] = defaultdict(list)
        self._acts: dict[str, list[str]] = defaultdict(list)
        self._things: dict[str, int] = {}
        for word, short, number in zip_longest(listed, stems or map(stem, listed), things, fillvalue=0):
            assert isinstance(word, str)
            assert isinstance(short, str)
            self._by_length[len(word)].append(word)
            self._forms[short].append(word)
            self._things[word] = int(number)
        for short, words in self._forms.items():
            self._acts[root(short)] += words
        self._text = "\n" + "\n".join(listed) + "\n"

    def __contains__(self, word: str) -> bool:
        return word in self._things

    def forms(self, word: str) -> list[str]:
        """The words of the same stem; a function word (``alle``) is no form of any other (``alléen``)."""
        empty = word in FUNCTION_WORDS
        return [one for one in self._forms.get(stem(word), []) if (one in FUNCTION_WORDS) == empty]

    def acts(self, word: str) -> list[str]:
        """The words of other stems for the same act: ``kørsel`` for ``kører``, and the other way round."""
        own = stem(word)
        return [one for one in self._acts.get(root(word), []) if stem(one) != own]

    def things(self, listed: Iterable[str]) -> int:
        """In how many things some words stand, those in several counted anew."""
        return sum(self._things.get(word, 0) for word in listed)

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

    def beginning(self, part: str) -> list[str]:
        """The words that begin with a part."""
        first = bisect_left(self._listed, part)
        return list(self._listed[first : bisect_left(self._listed, f"{part}\x7f")])

    def compounds(self, word: str) -> list[str]:
        """The words that begin with another's plain form, or with what all its forms have where none occurs,
        or end in one of its forms; none of a short one."""
        short = _common_beginning(word)
        known = [one for one in (*self.forms(word), word, short) if len(one) >= _PIECE]
        plain = min(known, key=len, default="")
        begun = self.beginning(plain) if plain else []
        ended = (
            [one for one in self.inside(short) if stem(one).endswith(stem(word))]
            if len(short) >= _PIECE
            else []
        )
        return list(dict.fromkeys([*begun, *ended]))

    def within(self, word: str) -> list[str]:
        """The words that have a long one in their midst: ``databeskyttelsesloven`` for ``beskyttelse``."""
        short = _common_beginning(word)
        if len(short) < _WITHIN:
            return []
        known = {*self.forms(word), *self.compounds(word)}
        return [one for one in self.inside(short) if one not in known]

    def part(self, word: str) -> list[str]:
        """The longest word that occurs and a longer one begins with, if what is left may be a word: the
        ``hejre`` of ``hejrefigur``."""
        for at in range(len(word) - _REST, _KNOWN - 1, -1):
            if word[:at] not in FUNCTION_WORDS and self.forms(word[:at]) and stem(word[:at]) != stem(word):
                return [word[:at]]
        return []

    def pieces(self, word: str) -> list[str]:
        """The two words that one is made of, if it is made of two that occur, or that begin or end some that
        do; none else."""
        best: tuple[int, int, list[str]] | None = None
        for at in range(_PIECE - 1, len(word) - _PIECE + 1):
            first, last = word[:at], word[at:]
            if stem(first) == stem(word) or FUNCTION_WORDS & {first, last}:
                continue  # an ending, or a word that tells nothing
            plain = first[:-1] if first[-1] in "se" and len(first) > _PIECE else first
            left = 2 * (bool(self.forms(first)) or bool(self.forms(plain)))
            right = 2 * bool(self.forms(last)) or int(len(last) > _PIECE and bool(self.compounds(last)))
            left = left or int(len(plain) >= _PIECE and bool(self.beginning(plain)))
            if left + right > 2:
                found = (left + right, -abs(len(word) - 2 * at), [plain, last])
                best = max(best, found) if best else found
        return best[2] if best else []

    def nearest(self, word: str) -> str:
        """The word that one that does not occur is a misspelling of; empty when it may be a word of its
        own."""
        return next(iter(self.like(word, sound_alone=False)), "")

    def like(self, word: str, *, sound_alone: bool = True) -> list[str]:
        """The words that one may be a misspelling of, or that may be one of it, the likest first; those of
        its stem, and those that hold it, apart.

        Two letters are swapped, one is written once or twice, or others that sound the same stand there; or,
        not by ``sound_alone``, one within a long word is missing, wrong or too much.
        """
        if len(word) < _SHORTEST or not word.isalpha():
            return []  # of a number, the nearest is another number
        lengths = range(len(word) - 2, len(word) + 3)
        close = [
            found
            for length in lengths
            for found in process.extract(
                word,
                self._by_length.get(length, ()),
                scorer=OSA.distance,
                score_cutoff=1 if len(word) < _LONG else 2,
                limit=_CLOSE,
            )
        ]
        ranked = sorted(close, key=lambda one: (one[1], one[0][0] != word[0], one[0]))
        return [
            found
            for found, distance, _ in ranked
            if word not in found
            and stem(found) != stem(word)
            and (_alike(word, found) or (not sound_alone and _mistyped(word, found, int(distance))))
        ]


def _common_beginning(word: str) -> str:
    """What all forms of a word begin with."""
    short, same = stem(word).replace("æ", "ae").replace("ø", "oe").replace("å", "aa"), 0
    while same < min(len(word), len(short)) and word[same] == short[same]:
        same += 1
    if same and word[same : same + 1] == word[same - 1]:  # rotter, whose stem has one t
        same += 1
    return word[:same]


def _sound(word: str) -> str:
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    return "".join(letter for at, letter in enumerate(word) if letter != word[at - 1 : at])


def _alike(one: str, other: str) -> bool:
    """Whether two words sound the same, or two letters beside each other have changed places."""
    if len(one) >= _SHORTEST + 1 and _sound(one) == _sound(other):
        return True
    one, other = _letters(one), _letters(other)
    if len(one) <= _SHORT and one[:-2] == other[:-2]:  # Stine is no stien
        return False
    return sorted(one) == sorted(other) and OSA.distance(one, other) == 1


def _letters(word: str) -> str:
    """A word with one letter in the place of two that stand for it: ``svært`` is no ``svaret``."""
    return word.replace("aa", "å").replace("ae", "æ").replace("oe", "ø")


def _mistyped(one: str, other: str, distance: int) -> bool:
    """Whether letters within a long word differ; its first and last do not. Of two, each is missing, too
    much, or a key beside the right one: ``forventning`` is meant so."""
    if min(len(one), len(other)) < (_LONG if distance == 1 else _LONGEST):
        return False
    if one[0] != other[0] or one[-1] != other[-1]:
        return False
    changed = Levenshtein.editops(one, other) if distance > 1 else ()
    return all(edit.tag != "replace" or _beside(one[edit.src_pos], other[edit.dest_pos]) for edit in changed)


def _beside(one: str, other: str) -> bool:
    """Whether two letters are on keys beside each other."""
    (row, at), (other_row, other_at) = _KEYS.get(one, (9, 0)), _KEYS.get(other, (0, 9))
    return abs(row - other_row) <= 1 and abs(at - other_at) <= 1
