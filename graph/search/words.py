"""Words as the search knows them: in small letters of a-z where Danish has others, without accents.

``Økonomiudvalget`` and ``oekonomiudvalget`` are the same word, as are ``Ålborg`` and ``Aalborg``.
"""

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 64  # characters of a word that count; longer ones are no words
MOST_TERMS = 12
MOST_CHARACTERS = 300  # of a question
SHORTEST_INSIDE = 3  # letters; shorter words are found where they stand alone

_DANISH = {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue"}
_QUOTES = '"“”„»«'
_QUOTED = re.compile(f"[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]")


class _Folding(dict[int, str]):
    """What each character becomes; a space for one that is not of a word."""

    def __missing__(self, code: int) -> str:
        small = unicodedata.normalize("NFKC", chr(code)).casefold()  # in this order: ℠ is SM, which is sm
        letters = "".join(_DANISH.get(letter) or unicodedata.normalize("NFKD", letter) for letter in small)
        self[code] = "".join(_DANISH.get(letter, letter) for letter in letters if letter.isalnum()) or " "
        return self[code]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The words of a text as they are compared, with spaces in the place of all else."""
    return unicodedata.normalize("NFC", text).translate(_FOLDING)


def words(text: str) -> list[str]:
    """The words of a text in their order."""
    return [word[:LONGEST] for word in fold(text).split()]


@dataclass(frozen=True, slots=True)
class Term:
    """What must occur: ``words`` in a row, or one word, which may be a part of a longer one.

    ``written`` is what the user wrote for it.
    """

    words: tuple[str, ...]
    written: str

    @property
    def inside(self) -> bool:
        """Whether it is looked for inside longer words too."""
        letters = sum(character.isalnum() for character in self.written)  # of which Ø is one, not two
        return len(self.words) == 1 and letters >= SHORTEST_INSIDE


@dataclass(frozen=True, slots=True)
class Terms:
    """A question's terms, all of which must occur; ``cut`` says that there were more than are used."""

    terms: tuple[Term, ...]
    cut: bool


def terms(question: str) -> Terms:
    """What a question asks for. Words in quotation marks stand in a row, and so do those that a hyphen, a
    stop or a stroke joins (``20-004417``); nothing in a question is an operator."""
    found: dict[tuple[str, ...], Term] = {}
    asked = question[:MOST_CHARACTERS]
    for chunk in _chunks(asked):
        if several := tuple(words(chunk)):
            found.setdefault(several, Term(several, chunk.strip()))
    kept = tuple(found.values())[:MOST_TERMS]
    return Terms(kept, len(question) > MOST_CHARACTERS or len(found) > MOST_TERMS)


def _chunks(question: str) -> list[str]:
    chunks, at = [], 0
    for match in _QUOTED.finditer(question):
        chunks += [*question[at : match.start()].split(), match[1]]
        at = match.end()
    return chunks + question[at:].split()


def occurrences(text: str, asked: tuple[Term, ...]) -> list[tuple[int, int]]:
    """Where the terms stand in a text that is in NFC: beginnings and ends, in order and apart."""
    places: list[tuple[str, int, int]] = []
    for match in re.finditer(r"\S+", text):
        places += _words_at(match[0], match.start())
    found = []
    for term in asked:
        if term.inside:
            found += [
                part for word, start, _ in places if (part := _inside(text, word, start, term.words[0]))
            ]
        else:
            count = len(term.words)
            rows = (places[at : at + count] for at in range(len(places) - count + 1))
            found += [(row[0][1], row[-1][2]) for row in rows if tuple(each[0] for each in row) == term.words]
    return _apart(sorted(found))


def _words_at(chunk: str, offset: int) -> list[tuple[str, int, int]]:
    """The words of a chunk, folded, with their places."""
    found: list[tuple[str, int, int]] = []
    start: int | None = None
    for at, character in enumerate(chunk + " "):
        if _FOLDING[ord(character)] == " ":
            if start is not None:
                found.append((fold(chunk[start:at])[:LONGEST], offset + start, offset + at))
            start = None
        elif start is None:
            start = at
    return found


def _inside(text: str, word: str, start: int, part: str) -> tuple[int, int] | None:
    """The place in the text of a part of the word that begins at ``start``; whole letters of the text."""
    at = word.find(part)
    if at < 0:
        return None
    length, first = 0, start
    for last in range(start, len(text)):
        if length <= at:
            first = last
        length += len(_FOLDING[ord(text[last])])
        if length >= at + len(part):
            return first, last + 1
    return None


def _apart(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
