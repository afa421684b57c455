"""Words divided at the end of a line, put together where Danish spelling leaves no doubt."""

import re
from collections.abc import Collection, Iterable, Sequence

_WORD = re.compile(r"\w+(?:-\w+)*")
_DIVIDED = re.compile(r"\S-$")
_HEAD = re.compile(r"(?:(?P<compound>-)|(?<!\w))(?P<word>\w++)-$")
_TAIL = re.compile(r"(?P<word>\w+)(?P<compound>-)?")
_VOWEL = re.compile("[aeiouyæøåéäöü]", re.IGNORECASE)
# "Børn- og unge", "for- eller eftermiddag": the hyphen stands for a word left out.
_COORDINATES = frozenset({"og", "eller", "samt", "henholdsvis", "hhv", "kontra", "respektive"})
_KEEPS_HYPHEN = frozenset({"ikke", "non"})  # ikke-ryger


def known_words(rows: Iterable[Sequence[str]]) -> frozenset[str]:
    """The words of all rows, each given as its cells, in lower case, those with hyphens whole; not the
    last one of a cell that ends in a hyphen, nor the first ones of the next row."""
    found: set[str] = set()
    divided = False
    for cells in rows:
        for cell in cells:
            words = [*map(str.casefold, _WORD.findall(cell))]
            found.update(words[divided : len(words) - cell.endswith("-")])
        divided = any(cell.endswith("-") for cell in cells)
    return frozenset(found)


def seam(before: str, after: str, words: Collection[str]) -> tuple[str, str]:
    """The text of a row without a hyphen that only divides a word, and what joins it to the next row.

    The hyphen stays wherever it may be one of spelling: in numbers and dates, before a capital, after an
    abbreviation, where a word is left out, and where ``words``, those of the document, have it.
    """
    if re.search(r"\S/$", before) or (re.search(r"\d–$", before) and after[:1].isdigit()):
        return before, ""
    head, tail = _HEAD.search(before), _TAIL.match(after)
    left_out = tail and tail["word"].casefold() in _COORDINATES and not tail["compound"]
    if not _DIVIDED.search(before) or not tail or left_out:
        return before, " "
    if head and _only_divides(head["word"], tail["word"], words) and not _is_compound(head, tail, words):
        return before[:-1], ""
    return before, ""


def _is_compound(head: re.Match[str], tail: re.Match[str], words: Collection[str]) -> bool:
    """Whether the hyphen stands between words of their own: før-og-efter, Google-søgning."""
    first, second = head["word"].casefold(), tail["word"].casefold()
    if first + second in words:
        return False
    own = head["compound"] or head["word"][0].isupper()
    return bool((own and first in words) or (tail["compound"] and second in words))


def _only_divides(head: str, tail: str, words: Collection[str]) -> bool:
    if not (head.isalpha() and tail.isalpha()) or head.isupper() or not tail.islower():
        return False
    whole = f"{head}{tail}".casefold()
    if whole in words:
        return True
    if f"{head}-{tail}".casefold() in words or head.casefold() in _KEEPS_HYPHEN:
        return False
    parts = (head, tail)
    return all(len(part) > 1 and _VOWEL.search(part) for part in parts)
